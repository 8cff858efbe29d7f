"""Real web servers, started on a free port of 127.0.0.1 with what `newsgen hosting` writes."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from newsgen.hosting.configuration import HostOptions
from newsgen.hosting.hosts import write
from newsgen.hosting.write import write_files
from tests.support.hosted import Website

_HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")  # Caddy keeps things there
BINARIES = {"nginx": "nginx", "apache": "apache2", "caddy": "caddy"}
_MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "deflate")
_PATH = f"{os.environ['PATH']}:/usr/sbin"
_DEBIAN = """\
AddLanguage pl .pl
AddEncoding x-gzip .gz
AddHandler type-map var
<Directory />
    Options None
    AllowOverride None
    Require all denied
</Directory>
"""
"""Of the settings of a fresh Debian, those that could get in the way of names with many dots, and
what a careful administrator makes of those of the root."""


@contextmanager
def readable_folder() -> Iterator[Path]:
    """Make a folder that a server without rights can read, as Apache's is."""
    with tempfile.TemporaryDirectory(prefix="newsgen-hosting-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """One connection that is kept, as a browser's is."""

    def __init__(self, port: int) -> None:
        self.port = self._port = port
        self._connection = HTTPConnection("127.0.0.1", port, timeout=10)

    def close(self) -> None:
        self._connection.close()

    def get(self, target: str, host: str) -> Reply:
        self._connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
        self._connection.putheader("Host", host)
        self._connection.endheaders()
        response = self._connection.getresponse()
        body = response.read()
        return Reply(response.status, dict(response.getheaders()), body)

    def get_with(
        self, target: str, host: str, headers: dict[str, str], *, method: str = "GET"
    ) -> Reply:
        """Ask as a browser does that takes compressed answers, or with another method."""
        self._connection.request(method, target, headers={"Host": host, **headers})
        response = self._connection.getresponse()
        replied = {name: response.getheader(name, "") for name in response.headers}
        return Reply(response.status, replied, response.read())

    def raw(self, target: str, host: str) -> Reply:
        """Send a target byte for byte, which no library would."""
        with socket.create_connection(("127.0.0.1", self._port), timeout=10) as stream:
            head = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            stream.sendall(head.encode())
            answer = b"".join(iter(lambda: stream.recv(65536), b""))
        first, _, body = answer.partition(b"\r\n\r\n")
        status, *lines = first.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines if ": " in line)
        return Reply(int(status.split()[1]), headers, body)


@contextmanager
def running(server: str, served: Website) -> Iterator[Client]:
    """Start a server with its configuration for a site; it is ended with the context."""
    work, port = served.folder / server, free_port()
    folder = work / "configuration"
    configuration = write(server, served.site, HostOptions(str(folder), f"127.0.0.1:{port}"))
    assert configuration.unserved == []
    write_files(configuration, folder)
    if server == "apache":
        make_databases(folder)
    with started(server, work, folder, port) as client:
        yield client


@contextmanager
def started(server: str, work: Path, folder: Path, port: int) -> Iterator[Client]:
    """Start a server with the configuration in a folder; its own files go to `work`."""
    binary = shutil.which(BINARIES[server], path=_PATH)
    assert binary, f"{BINARIES[server]} is missing: run `.ci/setup-tools .tools`"
    command = _COMMANDS[server](binary, work, folder)
    log = (work / "log").open("w+")
    process = subprocess.Popen(
        command, stdout=log, stderr=log, env=os.environ | dict.fromkeys(_HOMES, str(work))
    )
    try:
        _wait(process, port, work)
        with closing(Client(port)) as client:
            yield client
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def _nginx(binary: str, work: Path, folder: Path) -> list[str]:
    temporary = "".join(
        f"{name}_temp_path {work}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (work / "main.conf").write_text(
        f"{'user root;' if os.getuid() == 0 else ''}\ndaemon off; pid {work}/pid;\n"
        f"error_log {work}/errors;\nworker_processes 1;\nevents {{}}\nhttp {{\naccess_log off;\n"
        f'{temporary}include "{folder}/newsgen.conf";\n}}\n'
    )
    return [binary, "-e", str(work / "errors"), "-p", str(work), "-c", str(work / "main.conf")]


def said_by_nginx(work: Path, folder: Path) -> str:
    """Return what nginx says of the configuration in a folder, which it only tests."""
    binary = shutil.which(BINARIES["nginx"], path=_PATH)
    assert binary, "nginx is missing: run `.ci/setup-tools .tools`"
    command = [*_nginx(binary, work, folder), "-t", "-q"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


def make_databases(folder: Path) -> None:
    """Make databases of every second map of Apache's; the others stay texts."""
    for map_ in sorted(folder.glob("*.map.txt"))[::2]:
        dbm = ["httxt2dbm", "-f", "sdbm", "-i", str(map_), "-o", str(map_.with_suffix(".dbm"))]
        subprocess.run(dbm, check=True, env=os.environ | {"PATH": _PATH}, capture_output=True)
        map_.unlink()


def _apache(binary: str, work: Path, folder: Path) -> list[str]:
    modules = Path("/usr/lib/apache2/modules")
    loaded = "".join(f"LoadModule {m}_module {modules}/mod_{m}.so\n" for m in _MODULES)
    user = "User www-data\nGroup www-data\n" if os.getuid() == 0 else ""
    (work / "mime.types").write_text("text/plain txt aspx\n")
    (work / "main.conf").write_text(
        f"TypesConfig {work}/mime.types\nServerRoot {work}\nPidFile {work}/pid\n"
        f"ErrorLog {work}/errors\nServerName localhost\n"
        f"DefaultRuntimeDir {work}\nMaxKeepAliveRequests 0\n"
        f'{loaded}{_DEBIAN}{user}Include "{folder}/newsgen.conf"\n'
    )
    return [binary, "-D", "FOREGROUND", "-f", str(work / "main.conf")]


def _caddy(binary: str, work: Path, folder: Path) -> list[str]:
    (work / "main").write_text(
        f'{{\nadmin unix/{work}/admin\nauto_https off\n}}\nimport "{folder}/Caddyfile"\n'
    )
    return [binary, "run", "--adapter", "caddyfile", "--config", str(work / "main")]


_COMMANDS = {"nginx": _nginx, "apache": _apache, "caddy": _caddy}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, work: Path) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    logs = [work / name for name in ("log", "errors")]
    raise AssertionError("\n".join(log.read_text()[-3000:] for log in logs if log.exists()))
