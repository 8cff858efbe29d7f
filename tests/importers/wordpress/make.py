"""Make the files beside this one: an export of a real WordPress, its uploads, and a crawl of it.

`python -m tests.importers.wordpress.make`, as root on Debian with the packages `wordpress`,
`wordpress-theme-twentytwentyfive`, `mariadb-server`, `php-cli`, `php-gd`, `php-mysql` and
`php-xml`. Everything runs in a folder of its own and on 127.0.0.1, and is stopped at the end. Tests
need only what is made.
"""

import hashlib
import json
import re
import shutil
import subprocess
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from newsgen.importers.page_text import text_of
from tests.support.paths import REPOSITORY
from tests.support.servers import free_port

HERE: Final = REPOSITORY / "tests/importers/wordpress"
HOST: Final = "www.moorshire.police.example"
PROGRAM: Final = Path("/usr/share/wordpress")
_CONFIG: Final = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'https://{host}'); define('WP_SITEURL', 'https://{host}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true); define('WP_DEBUG', false);
$table_prefix = 'wp_'; $_SERVER['HTTPS'] = 'on';
$_SERVER['HTTP_HOST'] = $_SERVER['HTTP_HOST'] ?? '{host}';
if (!defined('ABSPATH')) {{ define('ABSPATH', '{folder}/'); }}
require_once ABSPATH . 'wp-settings.php';
"""
_INSTALL: Final = (
    "define('WP_INSTALLING', true); require 'wp-load.php'; "
    "require 'wp-admin/includes/upgrade.php'; "
    "wp_install('Site', 'newsroom', 'newsroom@moorshire.police.example', true, '', 'password');"
    "switch_theme('twentytwentyfive');"
)
_ROUTER: Final = """<?php
$file = __DIR__ . urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if (is_file($file) && !str_ends_with($file, '.php')) { return false; }
if (is_file($file)) { require $file; return true; }
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';
"""
_LINKS: Final = re.compile(
    r"(?:href|src|action)=[\"']([^\"']+)|<loc>([^<]+)|<link>([^<]+)|<guid[^>]*>([^<]+)"
)
_SKIPPED: Final = re.compile(
    r"/wp-(?:admin|login|includes|json|cron|content/(?:themes|plugins))|xmlrpc|/embed/|replytocom"
    r"|\.xsl|wp-comments-post"
)
"""What is WordPress's own, and no address of the archive."""


@contextmanager
def _running(*command: str | Path, folder: Path) -> Iterator[None]:
    with (folder / f"{Path(command[0]).name}.log").open("w") as log:
        process = subprocess.Popen([*map(str, command)], cwd=folder, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait(60)


def _wait(works: Any) -> None:
    for _ in range(600):
        if works():
            return
        time.sleep(0.2)
    raise TimeoutError("it does not start")


def _php(folder: Path, *arguments: str | Path) -> bytes:
    command = [
        "php",
        "-d",
        "display_errors=stderr",
        "-d",
        "memory_limit=512M",
        *map(str, arguments),
    ]
    environment = {
        "PATH": "/usr/bin:/bin",
        "NEWSGEN_MEDIA": str(REPOSITORY / "tests/media"),
    }
    return subprocess.run(
        command, cwd=folder, check=True, stdout=subprocess.PIPE, env=environment
    ).stdout


@contextmanager
def _database(work: Path) -> Iterator[Path]:
    data, socket = work / "data", work / "socket"
    subprocess.run(
        ["mariadb-install-db", f"--datadir={data}", "--user=root", "--skip-test-db",
         "--auth-root-authentication-method=normal"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    server = ("mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={socket}",
              "--user=root", "--skip-networking", f"--pid-file={work / 'pid'}")  # fmt: skip
    client = ["mariadb", "--no-defaults", f"--socket={socket}", "--user=root", "-e"]
    with _running(*server, folder=work):
        ask = [*client, "SELECT 1"]
        _wait(lambda: subprocess.run(ask, check=False, capture_output=True).returncode == 0)
        create = "CREATE DATABASE wordpress CHARACTER SET utf8mb4"
        subprocess.run([*client, create], check=True)
        yield socket


def _crawl(port: int) -> list[dict[str, Any]]:
    """Follow links from the home page and the sitemap, and return the answers in order."""
    answers: dict[str, dict[str, Any]] = {}
    start = f"https://{HOST}"
    waiting = deque([f"{start}/", f"{start}/wp-sitemap.xml", f"{start}/feed/"])
    while waiting:
        url = waiting.popleft()
        if url in answers or urlsplit(url).netloc != HOST or _SKIPPED.search(url):
            continue
        answers[url], links = _asked(url, port)
        waiting.extend(links)
    return [answers[url] for url in sorted(answers)]


def _asked(url: str, port: int) -> tuple[dict[str, Any], list[str]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    parts = urlsplit(url)
    target = quote(parts.path, safe="/%:@!$&'()*+,;=~") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers={"Host": HOST})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    media_type = (response.getheader("Content-Type") or "").partition(";")[0]
    answer: dict[str, Any] = {"url": url, "status": response.status, "type": media_type}
    if location := response.getheader("Location"):
        answer["location"] = urljoin(url, location)
        return answer, [answer["location"]]
    text = body.decode("utf-8", "replace")
    if media_type == "text/html":
        tree = LexborHTMLParser(text)
        content = tree.css_first(".entry-content")
        is_single = (
            "single" in (tree.body.attributes.get("class") or "").split() if tree.body else 0
        )
        if is_single and content and response.status == 200:
            heading = tree.css_first("h1")
            answer |= {"title": heading.text(strip=True) if heading else "",
                       "words": text_of(content.html or "")}  # fmt: skip
    elif "xml" not in media_type:
        answer["sha256"] = hashlib.sha256(body).hexdigest()
        return answer, []
    links = (next(filter(None, each)) for each in _LINKS.findall(text))
    return answer, [urljoin(url, unescape(each)).partition("#")[0] for each in links]


def main() -> None:
    with TemporaryDirectory(prefix="newsgen-wordpress-") as name:
        work = Path(name)
        folder = work / "site"
        shutil.copytree(PROGRAM, folder)
        with _database(work) as socket:
            config = _CONFIG.format(socket=socket, host=HOST, folder=folder)
            (folder / "wp-config.php").write_text(config)
            (folder / "router.php").write_text(_ROUTER)
            _php(folder, "-r", _INSTALL)
            for script in ("posts.php", "export.php"):
                shutil.copy(HERE / script, folder)
            _php(folder, "posts.php")
            _php(folder, "-r", "require 'wp-load.php'; flush_rewrite_rules();")
            (HERE / "export.xml").write_bytes(_php(folder, "export.php"))
            shutil.rmtree(HERE / "uploads", ignore_errors=True)
            shutil.copytree(folder / "wp-content/uploads", HERE / "uploads")
            port = free_port()
            server = ("php", "-d", "display_errors=0", "-S", f"127.0.0.1:{port}", "router.php")
            with _running(*server, folder=folder):
                _wait(lambda: _is_up(port))
                answers = _crawl(port)
    lines = ",\n".join(json.dumps(answer, ensure_ascii=False) for answer in answers)
    (HERE / "crawl.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _is_up(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/", headers={"Host": HOST})
        return connection.getresponse().status == 200
    except OSError:
        return False


if __name__ == "__main__":
    main()
