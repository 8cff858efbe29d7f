"""A real nginx that serves what is deployed, and a reader who never stops asking it."""

import os
import random
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from tests.support.deploying import Deployed
from tests.support.servers import free_port

_PATH: Final = f"{os.environ['PATH']}:/usr/sbin"
_MAIN: Final = """\
{user}
pid {work}/pid;
error_log {work}/errors;
worker_processes 2;
events {{}}
http {{
    access_log {work}/access;
    {temporary}
    include "{live}/hosting/newsgen.conf";
}}
"""
LINK: Final = re.compile(r'(?:href|src)="(/[^"]*)"')


class Nginx:
    """A server, of which the commands are settings of the target that it serves."""

    def __init__(self, work: Path, deployed: Deployed) -> None:
        self.work, self.port = work, free_port()
        work.mkdir(parents=True)
        binary = shutil.which("nginx", path=_PATH)
        assert binary, "nginx is missing: run `.ci/setup-tools .tools`"
        self.command = f"{binary} -e {work}/errors -p {work} -c {work}/main.conf"
        temporary = "".join(
            f"{name}_temp_path {work}/{name};\n    "
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if os.getuid() == 0 else ""
        live = deployed.folder / "live"
        self._main = _MAIN.format(user=user, work=work, temporary=temporary, live=live)
        self.configure()
        running = f"test ! -s {work}/pid || {self.command} -s reload"
        deployed.configure(
            server='"nginx"',
            listen=f'"127.0.0.1:{self.port}"',
            address=f'"http://127.0.0.1:{self.port}"',
            test=f'"{self.command} -t -q"',
            reload=f'"{running}"',
        )

    def configure(self, more: str = "") -> None:
        """Write nginx's own configuration, with further lines."""
        (self.work / "main.conf").write_text(more + self._main)

    def get(self, path: str, host: str) -> tuple[int, str, str]:
        """Return status, location and body of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": host, "Connection": "close"})
            response = connection.getresponse()
            body = response.read().decode(errors="replace")
            return response.status, response.headers.get("Location", ""), body
        finally:
            connection.close()


@contextmanager
def running(nginx: Nginx) -> Iterator[Nginx]:
    """Start the server, which serves the live release."""
    subprocess.run(nginx.command.split(), check=True)
    try:
        yield nginx
    finally:
        process = int((nginx.work / "pid").read_text())
        subprocess.run([*nginx.command.split(), "-s", "stop"], check=True)
        for _ in range(200):
            if not Path(f"/proc/{process}").exists():
                break
            time.sleep(0.05)


@dataclass
class Poller:
    """A reader: what of the website is wrong at any moment is in `faults`.

    `words` has the word of each page that may be taken down, by its path.
    """

    nginx: Nginx
    host: str
    words: dict[str, str]
    starts: tuple[str, ...] = ("/", "/feed.atom", "/sitemap.xml")
    faults: list[str] = field(default_factory=list)
    asked: int = 0
    down: dict[str, float] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def polling(self, readers: int = 2) -> Iterator[None]:
        threads = [threading.Thread(target=self._poll, args=(n,)) for n in range(readers)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _poll(self, seed: int) -> None:
        chance = random.Random(seed)
        while not self._stop.is_set():
            for path in [*chance.sample(sorted(self.words), min(2, len(self.words))), *self.starts]:
                try:
                    self._look(path, chance)
                except Exception as error:  # noqa: BLE001 (a thread has nobody to tell)
                    self.faults.append(f"{path}: {error!r}")
            time.sleep(0.02)

    def _look(self, path: str, chance: random.Random) -> None:
        status, body = self._get(path)
        if status != 200 or "<html" not in body:
            return
        links = sorted({unescape(link) for link in LINK.findall(body)})
        assets = [link for link in links if link.startswith("/assets/")]
        pages = [link for link in links if link not in assets and not link.startswith("/#")]
        for link in [*assets, *chance.sample(pages, min(4, len(pages)))]:
            answered, _ = self._get(link.partition("#")[0])
            if answered not in (200, 410) or (answered == 410 and link not in self.words):
                self.faults.append(f"{path} leads to {link}: {answered}")

    def _get(self, path: str, hops: int = 2) -> tuple[int, str]:
        known = dict(self.down)
        status, location, body = self.nginx.get(path, self.host)
        self.asked += 1
        for page in known:
            if self.words[page] in body:
                self.faults.append(f"{path} has a word of {page} after it was gone ({status})")
        if "<html" in body and not body.rstrip().endswith("</html>"):
            self.faults.append(f"{path} is half a page")
        if status == 410 and path in self.words:
            self.down.setdefault(path, time.monotonic())
        if status in (301, 302) and hops:
            return self._get(location, hops - 1)
        return status, body
