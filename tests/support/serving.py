"""Running `newsgen serve` in a process of its own, and asking it for pages; servers of tests."""

import asyncio
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar

from newsgen.pipeline.live import Live
from newsgen.pipeline.result import Request
from newsgen.server.findings import BrowserFindings
from newsgen.server.preview import Preview
from newsgen.server.snippet import Notice
from tests.support.paths import REPOSITORY

SOON = 60.0
"""Seconds that a machine with much else to do may take; the bars are for `benchmarks/`."""

Found = TypeVar("Found")


def demo_site(folder: Path) -> Path:
    """Copy the demo's sources into a folder."""
    folder.mkdir(parents=True)
    for name in ("content", "themes"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "newsgen.toml", folder)
    return folder


def soon(ask: Callable[[], Found], seconds: float = SOON) -> Found:
    """Ask until the answer is true, and return it."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < end, f"this did not come true: {ask}, but {answer!r}"
        time.sleep(0.02)
    return answer


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():  # noqa: ASYNC110 (what is waited for knows of no event)
        await asyncio.sleep(0.01)


@contextmanager
def answered_by(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve what a handler answers on the loopback interface, and give the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def previewed(site: Path, clock: Callable[[], datetime]) -> Iterator[Preview]:
    """Give the preview of a site, which is closed at the end."""
    cache = site / ".newsgen"
    request = Request(site=site, as_of=clock(), output=site / "output", cache=cache, jobs=1)
    live = Live(request, clock)
    try:
        yield Preview(live, BrowserFindings(site), Notice())
    finally:
        live.close()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Served:
    """A running server, and the log of what it prints."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    site: Path

    @classmethod
    def start(cls, site: Path, log: Path, *options: str, **environment: str) -> "Served":
        command = [sys.executable, "-m", "newsgen", "serve", "--site", str(site), *options]
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command, stdout=stream, stderr=stream, env=os.environ | environment
            )

        def port() -> int:
            assert process.poll() is None, log.read_text()
            match = re.search(r"preview is at http://[^\s/]+:(\d+)/", log.read_text())
            return int(match[1]) if match else 0

        return cls(process, soon(port, 60), log, site)

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Stop it as a user does, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(SOON)

    @property
    def printed(self) -> str:
        return self.log.read_text()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def get(
        self,
        target: str,
        *,
        method: str = "GET",
        host: str = "",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> Answer:
        """Send a request with exactly this target."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", host or f"localhost:{self.port}")
            for name, value in headers:
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, fields, answer.read())
        finally:
            connection.close()


def without_snippet(page: bytes) -> bytes:
    """Return a page without what the preview adds to it."""
    banner = rb"<newsgen-banner>.*?</newsgen-banner>"
    script = rb'<script src="/\.newsgen/live\.js"[^>]*></script>'
    return re.sub(rb"(?:" + banner + rb")?" + script, b"", page)
