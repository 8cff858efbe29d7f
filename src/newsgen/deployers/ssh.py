"""A server that is reached over SSH without OpenSSH's own client, and a target with SFTP alone.

The agent, the keys of the `.ssh` folder and its `config`, and a key in the environment variable
NEWSGEN_SSH_KEY are what it may log in with. No password is asked for, and no key is printed.
"""

import asyncio
import os
import time
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from getpass import getuser
from pathlib import Path
from socket import gethostname
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import asyncssh

from newsgen.deployers.folder import (
    LOCK,
    OTHER_DEPLOYMENT,
    STATE,
    WAIT,
    FolderTarget,
    kind_of,
)
from newsgen.deployers.scripts import PROBE, SAYS, sh_command
from newsgen.deployers.shell import ShellTarget
from newsgen.deployers.target import KEY_VARIABLE, DeployTarget, TargetError, no_key, not_known

_PATIENCE: Final = 20
"""Seconds to wait for a server to answer."""
_READ: Final = 1 << 18
_LEASE: Final = 600
"""Seconds after which a lock that is not renewed counts as left behind, over SFTP alone."""
_LOST: Final = "the connection was lost"
_SLOWER: Final = "{} has no shell for newsgen: links are made one by one over SFTP, which is slower"
Value = TypeVar("Value")


class _SftpDisk:
    """The disk of a server, over SFTP. Names that are not UTF-8 pass as they are."""

    def __init__(self, server: "Connection", client: asyncssh.SFTPClient) -> None:
        self._server, self.client = server, client
        self.lease, self._renewed = "", 0.0

    def _do(self, step: Coroutine[Any, Any, Value]) -> Value:
        try:
            if self.lease and time.monotonic() - self._renewed > _LEASE / 10:
                self._renewed = time.monotonic()
                self.append(self.lease, b".")
            return self._server.do(step)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath) as error:
            raise FileNotFoundError(error.reason) from None
        except asyncssh.SFTPError as error:
            raise OSError(error.reason) from None

    def kind(self, path: str) -> str:
        try:
            attributes = self._do(self.client.lstat(os.fsencode(path)))
        except FileNotFoundError:
            return ""
        return kind_of(attributes.permissions or 0)

    def listing(self, path: str) -> Iterable[tuple[str, str]]:
        for entry in self._do(self.client.readdir(os.fsencode(path))):
            name = os.fsdecode(entry.filename)
            if name not in (".", ".."):
                yield name, kind_of(entry.attrs.permissions or 0)

    def read(self, path: str) -> bytes:
        async def read() -> bytes:
            async with self.client.open(os.fsencode(path), "rb") as file:
                return await file.read()

        return self._do(read())

    def write(self, path: str, data: bytes) -> None:
        async def write() -> None:
            with suppress(asyncssh.SFTPNoSuchFile):
                await self.client.remove(os.fsencode(path))
            modes = asyncssh.SFTPAttrs(permissions=0o644)
            async with self.client.open(os.fsencode(path), "xb", modes) as file:
                await file.write(data)

        self._do(write())

    def append(self, path: str, data: bytes, mode: str = "ab") -> None:
        async def append() -> None:
            async with self.client.open(os.fsencode(path), mode) as file:
                await file.write(data)

        self._server.do(append())

    def make_folder(self, path: str) -> None:
        self._do(self.client.mkdir(os.fsencode(path), asyncssh.SFTPAttrs(permissions=0o755)))

    def hard_link(self, old: str, new: str) -> None:
        self._do(self.client.link(os.fsencode(old), os.fsencode(new)))

    def symlink(self, to: str, path: str) -> None:
        self._do(self.client.symlink(os.fsencode(to), os.fsencode(path)))

    def leads_to(self, path: str) -> str:
        return os.fsdecode(self._do(self.client.readlink(os.fsencode(path))))

    def rename(self, old: str, new: str) -> None:
        self._do(self.client.posix_rename(os.fsencode(old), os.fsencode(new)))

    def delete(self, path: str) -> None:
        self._do(self.client.remove(os.fsencode(path)))

    def delete_folder(self, path: str) -> None:
        self._do(self.client.rmdir(os.fsencode(path)))


class Connection:
    """A connection over which everything is said."""

    def __init__(self, url: str, known_hosts: Path | None) -> None:
        self._loop = asyncio.new_event_loop()
        try:
            self._connection = self._loop.run_until_complete(_connect(url, known_hosts))
        except (OSError, asyncssh.Error) as error:
            self._loop.close()
            raise _not_reached(url, error) from None
        except BaseException:
            self._loop.close()
            raise

    def do(self, step: Coroutine[Any, Any, Value]) -> Value:
        """Take a step of the connection, and wait for it. Raises `OSError` if that is lost."""
        try:
            return self._loop.run_until_complete(step)
        except asyncssh.SFTPError:
            raise
        except asyncssh.Error as error:
            raise ConnectionError(error.reason or _LOST) from None

    def close(self) -> None:
        self._connection.close()
        with suppress(OSError, asyncssh.Error):
            self.do(self._connection.wait_closed())
        self._loop.close()

    def sftp(self) -> asyncssh.SFTPClient:
        return self.do(_sftp(self._connection))

    def has_shell(self) -> bool:
        run = self._connection.run(sh_command(PROBE), encoding=None, stdin=asyncssh.DEVNULL)
        try:
            said = self.do(asyncio.wait_for(run, _PATIENCE)).stdout
        except (asyncssh.Error, TimeoutError):
            return False
        return _bytes(said).strip() == SAYS.encode()

    def run(self, script: str, chunks: Iterable[bytes] = ()) -> tuple[int, bytes, bytes]:
        return self.do(self._run(script, chunks))

    async def _run(self, script: str, chunks: Iterable[bytes]) -> tuple[int, bytes, bytes]:
        process = await self._connection.create_process(sh_command(script), encoding=None)
        async with process:
            said = asyncio.gather(process.stdout.read(), process.stderr.read())
            try:
                for chunk in chunks:
                    process.stdin.write(chunk)
                    await process.stdin.drain()
                process.stdin.write_eof()
            except OSError:  # it has ended before it read all, and says why
                pass
            out, err = await said
            await process.wait_closed()
        code = process.returncode
        return 255 if code is None else code, out, err

    def ask(self, script: str) -> None:
        """Do nothing: the command is given by `hold`."""

    @contextmanager
    def hold(self, script: str) -> Iterator[bytes]:
        end = os.urandom(16).hex()
        command = sh_command(f"{script}\nprintf {end}\nexec cat >/dev/null")
        process = self.do(_process(self._connection, command))
        try:
            yield self.do(_until(end.encode(), process.stdout))
        finally:
            with suppress(OSError, asyncssh.Error):
                process.stdin.write_eof()
                self.do(process.wait_closed())


class SftpTarget(FolderTarget):
    """A folder on a server, whose links are made one by one."""

    def __init__(self, url: str, connection: Connection) -> None:
        self._connection = connection
        self._sftp = _SftpDisk(connection, connection.sftp())
        super().__init__(url, urlsplit(url).path, self._sftp)
        self._make_folder()
        self.remark = _SLOWER.format(url)

    def _make_folder(self) -> None:
        """Make the target's folder; links on the way to it are followed, once."""
        above = ""
        for step in self.folder.strip("/").split("/"):
            above = f"{above}/{step}"
            if not self._disk.kind(above):
                self._disk.make_folder(above)
        real = self._connection.do(self._sftp.client.realpath(os.fsencode(self.folder)))
        self.folder = os.fsdecode(real)

    def run(self, command: str) -> tuple[int, str]:
        return 255, f"the server takes no command over SFTP, such as {command}"

    @contextmanager
    def locked(self) -> Iterator[None]:
        self._ensure(STATE)
        with self._leased():
            yield

    @contextmanager
    def _leased(self) -> Iterator[None]:
        """Hold a file that nobody else can make; one that is old was left by who was killed."""
        disk, path = self._sftp, f"{LOCK}ed"
        lease = self._at(path)
        who = f"{getuser()} on {gethostname()} at {time.strftime('%Y-%m-%d %H:%M:%S %z')}"
        if disk.kind(lease) and self._age(lease) > _LEASE:
            disk.delete(lease)
        try:
            disk.append(lease, who.encode(), "xb")
        except asyncssh.SFTPError:
            by = (self.read(path) or b"").decode(errors="replace").rstrip(".")
            message = f"{OTHER_DEPLOYMENT.format(self.name)}: {by}"
            raise TargetError(message, f"{WAIT} If it is dead, wait for ten minutes.") from None
        disk.lease = lease
        try:
            yield
        finally:
            disk.lease = ""
            with suppress(OSError):
                disk.delete(lease)

    def _age(self, path: str) -> float:
        """Return how many seconds ago a file was written, by the clock of the server."""
        self.write(f"{STATE}/now", b"")
        client = self._sftp.client
        now = self._connection.do(client.lstat(os.fsencode(self._at(f"{STATE}/now")))).mtime or 0
        then = self._connection.do(client.lstat(os.fsencode(path))).mtime or 0
        self.remove([f"{STATE}/now"])
        return float(now - then)


async def _process(
    connection: asyncssh.SSHClientConnection, command: str
) -> asyncssh.SSHClientProcess[bytes]:
    return await connection.create_process(command, encoding=None)


async def _until(end: bytes, stream: asyncssh.SSHReader[bytes]) -> bytes:
    """Return what is printed before an end that nobody could guess."""
    said = b""
    while not said.endswith(end):
        if not (some := await stream.read(_READ)):
            raise ConnectionError(_LOST)
        said += some
    return said.removesuffix(end)


def _bytes(said: bytes | str | None) -> bytes:
    return said if isinstance(said, bytes) else b""


async def _sftp(connection: asyncssh.SSHClientConnection) -> asyncssh.SFTPClient:
    return await connection.start_sftp_client()


async def _connect(url: str, known_hosts: Path | None) -> asyncssh.SSHClientConnection:
    parts = urlsplit(url)
    options: dict[str, Any] = {"connect_timeout": _PATIENCE, "keepalive_interval": _PATIENCE}
    if parts.username:
        options["username"] = parts.username
    if parts.port:
        options["port"] = parts.port
    if known_hosts:
        options["known_hosts"] = str(known_hosts)
    if key := os.environ.get(KEY_VARIABLE):
        try:
            options["client_keys"] = [asyncssh.import_private_key(key)]
        except asyncssh.KeyImportError:
            message = f"{KEY_VARIABLE} does not hold a private key without a passphrase"
            raise TargetError(message, "Put the whole text of a key file into it.") from None
    return await asyncssh.connect(parts.hostname or "", **options)


def _not_reached(url: str, error: OSError | asyncssh.Error) -> TargetError:
    if isinstance(error, asyncssh.HostKeyNotVerifiable):
        return not_known(url, urlsplit(url).hostname or "")
    if isinstance(error, asyncssh.PermissionDenied):
        return no_key(url)
    reason = getattr(error, "reason", "") or getattr(error, "strerror", "") or str(error)
    return TargetError(f"{url} cannot be reached: {reason}", "See if ssh reaches it.")


@contextmanager
def reached(url: str, known_hosts: Path | None, *, with_shell: bool) -> Iterator[DeployTarget]:
    """Connect to the target of a URL; `with_shell` if it may have one. Raises `TargetError`."""
    with closing(Connection(url, known_hosts)) as connection:
        if with_shell and connection.has_shell():
            yield ShellTarget(url, urlsplit(url).path, connection)
        else:
            yield SftpTarget(url, connection)
