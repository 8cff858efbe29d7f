"""A connection by the `ssh` of this machine, to a shell that is given all commands.

It goes by the settings, keys and known hosts of whoever deploys, and connects while newsgen is
loaded and looks at the output folder. A new process for each command would take longer than most
commands do.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from shutil import which
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

from newsgen.deployers.scripts import PROBE, SAYS, sh_command
from newsgen.deployers.target import KEY_VARIABLE, TargetError, no_key, not_known

PATIENCE: Final = 20
"""Seconds to wait for a server to answer."""
_FAILED: Final = 255
"""The exit code of ssh, if it is not that of the command."""
_SERVE: Final = f"""\
{PROBE} || exit
read -r mark
exec 3>&1
while read -r where size data; do
  script=$(head -c "$size")
  case $script in *"$mark") ;; *) exit 1;; esac
  if [ "$where" = here ]; then
    eval "$script"
    code=$? errors=
  else
    errors=$(head -c "$data" | (
      ( eval "$script" ); code=$?; cat >/dev/null; exit $code
    ) 2>&1 >&3 3>&- 9>&-)
    code=$?
  fi
  printf '\\n%s %s\\n%s\\n%s\\n' "$mark" "$code" "$errors" "$mark"
done
"""
"""Runs one command after the other; half of one, of a connection that was cut, ends it all.

What each command prints has a mark behind it that nobody could guess.
"""
_READ: Final = 1 << 18
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
    """A connection that is being made, and the commands that are given over it.

    The answer to `ahead`, a command that changes nothing, is there when it is given first. So is
    that to a command that is given by `ask`, when it is given again.
    """

    def __init__(self, url: str, known_hosts: Path | None, ahead: str = "") -> None:
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
        self._mark, self._ahead = os.urandom(16).hex().encode(), ahead
        self._unread = 0
        self._errors = Path(self._folder.name, "errors")
        try:
            self._shell = self._started()
        except OSError:
            self._folder.cleanup()
            raise
        # A server that takes this line for SFTP ends at once.
        self._write([self._mark, b"\n", *(self._order("aside", ahead) if ahead else ())])

    def _started(self) -> subprocess.Popen[bytes]:
        command, pipe = self._ssh(_SERVE, ControlMaster="yes"), subprocess.PIPE
        with self._errors.open("wb") as errors:
            return subprocess.Popen(command, bufsize=0, stdin=pipe, stdout=pipe, stderr=errors)  # noqa: S603

    def _ssh(self, script: str, **more: str) -> Sequence[str]:
        given = [f"-o{name}={value}" for name, value in (self._options | more).items()]
        return ["ssh", "-axT", *given, "--", self._host, sh_command(script)]

    def has_shell(self) -> bool:
        """Wait for the server; return whether it has a shell with all that is needed.

        Raises:
            TargetError: it cannot be reached, or is not the one that is known by its name.

        """
        assert self._shell.stdout
        ready, _, _ = select([self._shell.stdout], [], [], 2 * PATIENCE)
        if ready and self._shell.stdout.readline().strip() == SAYS.encode():
            return True
        with suppress(subprocess.TimeoutExpired):
            self._shell.communicate(timeout=PATIENCE)
        self._end()
        said = self._errors.read_text(errors="replace").strip()
        if said and self._shell.returncode == _FAILED:
            raise _not_reached(self._url, self._host, said)
        return False

    def run(self, script: str, chunks: Iterable[bytes] = ()) -> tuple[int, bytes, bytes]:
        if not isinstance(chunks, list | tuple):  # it is not known how much there is of it
            return self._run_alone(script, chunks)
        return self._give("aside", script, chunks)

    def _run_alone(self, script: str, chunks: Iterable[bytes]) -> tuple[int, bytes, bytes]:
        """Give a command in a process of its own, over this connection and never another one."""
        command, pipe = self._ssh(script, ControlMaster="no", ProxyCommand="false"), subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:  # noqa: S603
            with suppress(BrokenPipeError):
                for chunk in chunks:
                    assert process.stdin
                    process.stdin.write(chunk)
            out, err = process.communicate()
        return process.returncode, out, err

    def _order(self, where: str, script: str, chunks: Sequence[bytes] = ()) -> Iterator[bytes]:
        """Yield what the shell reads of a command."""
        text = os.fsencode(script) + b"\n#" + self._mark
        yield b"%b %d %d\n" % (where.encode(), len(text), sum(map(len, chunks)))
        yield text
        yield from chunks

    def _give(
        self, where: str, script: str, chunks: Sequence[bytes] = ()
    ) -> tuple[int, bytes, bytes]:
        if self._ahead:
            assert script == self._ahead, "the answer is that to another command"
            self._ahead = ""
            return self._answer()
        while self._unread:
            self._unread -= 1
            self._answer()
        writer = Thread(target=self._write, args=[[*self._order(where, script, chunks)]])
        writer.start()  # it may print before it has read all
        try:
            return self._answer()
        finally:
            writer.join()

    def _write(self, pieces: Iterable[bytes]) -> None:
        assert self._shell.stdin
        data = memoryview(b"".join(pieces))
        with suppress(BrokenPipeError, ValueError):
            while data:
                data = data[self._shell.stdin.write(data) :]

    def _answer(self) -> tuple[int, bytes, bytes]:
        """Wait for a command to end; of a connection that is lost, return what ssh says."""
        assert self._shell.stdout
        said, end = bytearray(), b"\n%b\n" % self._mark
        while not said.endswith(end):
            if self._shell.stdout.closed or not (some := self._shell.stdout.read(_READ)):
                return _FAILED, bytes(said), self._errors.read_bytes()
            said += some
        out, _, rest = bytes(said[: -len(end)]).rpartition(b"\n%b " % self._mark)
        code, _, errors = rest.partition(b"\n")
        return int(code), out, errors

    def ask(self, script: str) -> None:
        self._ahead = script
        self._write(self._order("here", script))

    @contextmanager
    def hold(self, script: str) -> Iterator[bytes]:
        code, out, errors = self._give("here", script)
        yield out if code != _FAILED else errors
        # Most often nothing is given after this, and the lock ends with the connection anyway.
        self._write(self._order("here", "exec 9>&-"))
        self._unread += 1

    def close(self) -> None:
        self._end()
        self._folder.cleanup()

    def _end(self) -> None:
        if self._shell.poll() is None:
            self._shell.terminate()
        with self._shell, suppress(BrokenPipeError):
            pass


def _not_reached(url: str, host: str, said: str) -> TargetError:
    if "Host key verification failed" in said:
        return not_known(url, host)
    if "Permission denied" in said:
        return no_key(url)
    reason = said.rpartition("\n")[2].strip()
    return TargetError(f"{url} cannot be reached: {reason}", "See if ssh reaches it.")
