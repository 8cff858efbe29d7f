"""A connection by the `ssh` of this machine, over which all commands go.

It goes by the settings, keys and known hosts of whoever deploys, and connects while newsgen looks
at the output folder.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from shutil import which
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit

from newsgen.deployers.shell import PROBE, SAYS, sh_command
from newsgen.deployers.target import KEY_VARIABLE, TargetError, no_key, not_known

PATIENCE: Final = 20
"""Seconds to wait for a server to answer."""
_FAILED: Final = 255
"""The exit code of ssh, if it is not that of the command."""
_SAME_FOR_ALL: Final = {
    "BatchMode": "yes",
    "StrictHostKeyChecking": "yes",
    "UpdateHostKeys": "no",
    "ClearAllForwardings": "yes",
    "PermitLocalCommand": "no",
    "RemoteCommand": "none",
    "ConnectTimeout": str(PATIENCE),
    "ServerAliveInterval": str(PATIENCE),
}


def is_usable() -> bool:
    """Return whether this machine has OpenSSH, and no key in the environment is to be used."""
    return os.name == "posix" and not os.environ.get(KEY_VARIABLE) and which("ssh") is not None


class OpenSsh:
    """A connection that is being made, and the commands that are given over it."""

    def __init__(self, url: str, known_hosts: Path | None) -> None:
        parts = urlsplit(url)
        self._url, self._host = url, parts.hostname or ""
        self._folder = TemporaryDirectory(prefix="newsgen-")
        options = _SAME_FOR_ALL | {"ControlPath": f"{self._folder.name}/to"}
        if parts.username:
            options["User"] = parts.username
        if parts.port:
            options["Port"] = str(parts.port)
        if known_hosts:
            options |= {"UserKnownHostsFile": str(known_hosts), "GlobalKnownHostsFile": "none"}
        self._options = options
        # A server that takes this line for SFTP ends at once.
        command = self._ssh(f"{PROBE}; exec cat >/dev/null", ControlMaster="yes")
        self._errors = Path(self._folder.name, "errors")
        with self._errors.open("wb") as errors:
            self._first = subprocess.Popen(  # noqa: S603
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
            )
        assert self._first.stdin
        with suppress(BrokenPipeError):
            self._first.stdin.write(b"newsgen\n")
            self._first.stdin.flush()

    def _ssh(self, script: str, **more: str) -> Sequence[str]:
        given = [f"-o{name}={value}" for name, value in (self._options | more).items()]
        return ["ssh", "-axT", *given, "--", self._host, sh_command(script)]

    def has_shell(self) -> bool:
        """Wait for the server; return whether it has a shell with all that is needed.

        Raises:
            TargetError: it cannot be reached, or is not the one that is known by its name.

        """
        assert self._first.stdout
        ready, _, _ = select([self._first.stdout], [], [], 2 * PATIENCE)
        if ready and self._first.stdout.readline().strip() == SAYS.encode():
            return True
        with suppress(subprocess.TimeoutExpired):
            self._first.communicate(timeout=PATIENCE)
        self._end()
        said = self._errors.read_text(errors="replace").strip()
        if said and self._first.returncode == _FAILED:
            raise _not_reached(self._url, self._host, said)
        return False

    def run(self, script: str, chunks: Iterable[bytes] = ()) -> tuple[int, bytes, bytes]:
        is_quiet = chunks == ()
        process = self._give(script, subprocess.DEVNULL if is_quiet else subprocess.PIPE)
        with process:
            with suppress(BrokenPipeError):
                for chunk in chunks:
                    assert process.stdin
                    process.stdin.write(chunk)
            out, err = process.communicate()
        return process.returncode, out, err

    def _give(self, script: str, stdin: int) -> subprocess.Popen[bytes]:
        """Give a command over the connection, and never over another one."""
        command = self._ssh(script, ControlMaster="no", ProxyCommand="false")
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=stdin, stdout=pipe, stderr=pipe)  # noqa: S603

    @contextmanager
    def hold(self, script: str) -> Iterator["HeldCommand"]:
        with self._give(script, subprocess.PIPE) as process:
            yield HeldCommand(process)
            assert process.stdin
            process.stdin.close()

    def close(self) -> None:
        self._end()
        self._folder.cleanup()

    def _end(self) -> None:
        if self._first.poll() is None:
            self._first.terminate()
        with self._first, suppress(BrokenPipeError):
            pass


class HeldCommand:
    """The output of a command that runs on."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout
        self._output = process.stdout

    def line(self) -> bytes:
        return self._output.readline()

    def read(self, size: int) -> bytes:
        return self._output.read(size)


def _not_reached(url: str, host: str, said: str) -> TargetError:
    if "Host key verification failed" in said:
        return not_known(url, host)
    if "Permission denied" in said:
        return no_key(url)
    reason = said.rpartition("\n")[2].strip()
    return TargetError(f"{url} cannot be reached: {reason}", "See if ssh reaches it.")
