"""Make `tests/unit/importers/data`: what wget and HTTrack copy of a small site.

`python -m tests.support.crawl` needs both programs; tests need only what it made. The programs ask
a proxy on this machine, so that pages have the addresses of their own host.
"""

import subprocess
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Final

from tests.support.hosted import as_built
from tests.support.old_sites import SYSTEMS, Answer, OldSite, old_site
from tests.support.paths import REPOSITORY
from tests.support.servers import running

DEMO_HOST: Final = "news.northshire.police.example"
DATA: Final = REPOSITORY / "tests/unit/importers/data"


def crawled_site() -> OldSite:
    """Return the site: six releases with lists, files, a redirect, a query and a missing page."""
    site = old_site(SYSTEMS["blog"], 6)
    base = f"https://{site.host}"
    links = [*(each.url.removeprefix(base) for each in site.releases), "/page/1/", "/about/",
             "/old-address", "/item.aspx?id=7", "/missing-page"]  # fmt: skip
    items = "".join(f'<li><a href="{each}">A page</a></li>' for each in links)
    home = f"<!DOCTYPE html><html><head><title>Home</title></head><body>{items}</body></html>"
    site.answers[f"{base}/"] = Answer(home.encode())
    target = site.releases[0].url
    site.answers[f"{base}/old-address"] = Answer(b"", status=301, location=target)
    item = "<html><head><title>Item</title></head><body><h1>Item 7</h1><p>Words.</p></body></html>"
    site.answers[f"{base}/item.aspx?id=7"] = Answer(item.encode())
    return site


def _handler(site: OldSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = self.path.replace("http://", "https://")
            answer = site.answers.get(url, Answer(b"<html>missing", status=404))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body)))
            if answer.location:
                self.send_header("Location", answer.location.replace("https://", "http://"))
            self.end_headers()
            self.wfile.write(answer.body)

        do_HEAD = do_GET  # noqa: N815 (named by http.server)

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    return Handler


def main() -> None:
    site = crawled_site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    Thread(target=server.serve_forever, daemon=True).start()
    crawl(f"http://{site.host}/", f"127.0.0.1:{server.server_address[1]}", DATA)
    with TemporaryDirectory() as name, running("nginx", as_built(REPOSITORY, Path(name))) as client:
        crawl(f"http://{DEMO_HOST}/", f"127.0.0.1:{client.port}", DATA / "demo")


def crawl(start: str, proxy: str, into: Path) -> None:
    """Copy a site in the ways that there are, and pack each copy."""
    wget = ["wget", "--quiet", "-e", f"http_proxy=http://{proxy}", "--mirror", "--reject=webp,atom",
            start]  # fmt: skip
    httrack = ["httrack", start, "-O", ".", "-q", "-%v0", "-s0", "-P", proxy, "-%!", "-c8", "-A0",
               "-*.webp", "-*.atom"]  # fmt: skip
    with TemporaryDirectory() as folder:
        for name, command in {
            "wget": wget,
            "wget-changed": [*wget, "--adjust-extension", "--convert-links"],
            "wget-warc": [*wget, "--warc-file=site", "--no-warc-compression", "--delete-after"],
            "httrack": httrack,
        }.items():
            inside = Path(folder, name)
            inside.mkdir()
            subprocess.run(command, cwd=inside, check=False, stdout=subprocess.DEVNULL)
            _pack(inside, into / f"{name}.zip")


def _pack(folder: Path, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as packed:
        for each in sorted(folder.rglob("*")):
            if each.is_file() and "cookies" not in each.name and each.suffix != ".lock":
                packed.write(each, each.relative_to(folder).as_posix())


if __name__ == "__main__":
    main()
