"""A real OpenSSH server on a free port of 127.0.0.1, with keys of its own in a folder."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from typing import Final

from tests.support.servers import free_port

_PATH: Final = f"{os.environ['PATH']}:/usr/sbin"
_CONFIG: Final = """\
ListenAddress 127.0.0.1:{port}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PerSourcePenalties no
MaxStartups 100
LogLevel VERBOSE
Subsystem sftp internal-sftp
SetEnv HOME={folder}/home
{more}
"""


class Sshd:
    """A server that runs: `home` has the files of whoever deploys to it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.home = folder / "home"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    @property
    def known_hosts(self) -> Path:
        return self.home / ".ssh/known_hosts"

    def url(self, path: Path) -> str:
        return f"ssh://{getuser()}@127.0.0.1:{self.port}{path}"


@contextmanager
def sshd(folder: Path, *, has_shell: bool = True) -> Iterator[Sshd]:
    """Start a server whose host is known in the home folder, where a key for it is too."""
    server = Sshd(folder, free_port())
    (server.home / ".ssh").mkdir(parents=True)
    _make_client(server.home)
    make_key(folder / "host_key")
    make_key(server.home / ".ssh/id_ed25519")
    shutil.copy(server.home / ".ssh/id_ed25519.pub", folder / "authorized_keys")
    know(server, folder / "host_key.pub")
    more = "" if has_shell else "ForceCommand internal-sftp"
    (folder / "config").write_text(_CONFIG.format(port=server.port, folder=folder, more=more))
    binary = shutil.which("sshd", path=_PATH)
    assert binary, "sshd is missing: run `.ci/setup-tools .tools`"
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with (folder / "log").open("w") as log:
        command = [binary, "-D", "-e", "-f", str(folder / "config")]
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait(process, server)
            yield server
        finally:
            process.terminate()
            process.wait(10)


def _make_client(home: Path) -> None:
    """Make an ssh that knows no other home: OpenSSH asks the list of users, not the environment."""
    binary = shutil.which("ssh")
    assert binary, "ssh is missing: run `.ci/setup-tools .tools`"
    config = f"IdentityFile {home}/.ssh/id_ed25519\nUserKnownHostsFile {home}/.ssh/known_hosts\n"
    (home / ".ssh/config").write_text(f"{config}IdentityAgent none\n")
    (home / "bin").mkdir()
    (home / "bin/ssh").write_text(f'#!/bin/sh\nexec {binary} -F {home}/.ssh/config "$@"\n')
    (home / "bin/ssh").chmod(0o755)


def make_key(path: Path) -> None:
    """Make a key, and its public half beside it."""
    path.unlink(missing_ok=True)
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True)


def know(server: Sshd, public: Path, port: int = 0) -> None:
    """Take a public key for that of the server, or of what leads to it from another port."""
    kind, key, *_ = public.read_text().split()
    server.known_hosts.write_text(f"[127.0.0.1]:{port or server.port} {kind} {key}\n")


def _wait(process: subprocess.Popen[bytes], server: Sshd) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", server.port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(server.log[-3000:])
