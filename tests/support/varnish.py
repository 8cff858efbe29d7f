"""A real Varnish before a web server, with the configuration that the guide shows."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.support.paths import REPOSITORY
from tests.support.servers import Reply, free_port

_PATH = f"{os.environ['PATH']}:/usr/sbin"
GUIDE = REPOSITORY / "docs/how-to/deploy.md"


class Varnish:
    """A cache that runs."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, host: str) -> Reply:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": host, "Connection": "close"})
            response = connection.getresponse()
            return Reply(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()


def configuration(backend: int) -> str:
    """Return what the guide shows, for a web server on a port of this machine."""
    blocks = re.findall(r"```vcl\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert len(blocks) == 1
    assert '.port = "8080"' in blocks[0]
    return str(blocks[0]).replace('.port = "8080"', f'.port = "{backend}"')


@contextmanager
def running(work: Path, backend: int) -> Iterator[Varnish]:
    """Start a cache before a web server on a port of this machine."""
    binary = shutil.which("varnishd", path=_PATH)
    assert binary, "varnishd is missing: run `.ci/setup-tools .tools`"
    work.mkdir(parents=True)
    (work / "default.vcl").write_text(configuration(backend))
    varnish = Varnish(free_port())
    command = [binary, "-F", "-n", str(work / "state"), "-f", str(work / "default.vcl")]
    command += ["-a", f"127.0.0.1:{varnish.port}", "-s", "malloc,32m", "-j", "none", "-T", "none"]
    with (work / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait(process, varnish, work)
        yield varnish
    finally:
        process.terminate()
        process.wait(10)


def _wait(process: subprocess.Popen[bytes], varnish: Varnish, work: Path) -> None:
    for _ in range(400):
        try:
            varnish.get("/", "is-it-up.example")
        except OSError:
            time.sleep(0.05)
        else:
            return
        if process.poll() is not None:
            break
    raise AssertionError((work / "log").read_text()[-3000:])
