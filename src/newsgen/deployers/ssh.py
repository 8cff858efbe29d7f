"""A target on a server that is reached over SSH: a shell for what is many, else SFTP alone.

The agent, the keys of the `.ssh` folder and its `config`, and a key in the environment variable
NEWSGEN_SSH_KEY are what it may log in with. No password is asked for, and no key is printed.
"""

import asyncio
import os
import shlex
import tarfile
import time
from collections.abc import Collection, Coroutine, Iterable, Iterator
from contextlib import contextmanager, suppress
from getpass import getuser
from io import BytesIO
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
from newsgen.deployers.target import HostKeyError, TargetError

KEY_VARIABLE: Final = "NEWSGEN_SSH_KEY"
_PATIENCE: Final = 20
"""Seconds to wait for a server to answer."""
_LEASE: Final = 600
"""Seconds after which a lock that is not renewed counts as left behind, over SFTP alone."""
_CHUNK: Final = 1 << 18
_SLOWER: Final = "{} has no shell for newsgen: links are made one by one over SFTP, which is slower"
_PROBE: Final = "command -v cp find flock tar xargs >/dev/null && echo newsgen-shell"
_BLOCK: Final = 512
Value = TypeVar("Value")


class _SftpDisk:
    """The disk of a server, over SFTP. Names that are not UTF-8 pass as they are."""

    def __init__(self, server: "SshTarget", client: asyncssh.SFTPClient) -> None:
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


class SshTarget(FolderTarget):
    """A folder on a server. Everything is said over one connection."""

    def __init__(self, url: str, known_hosts: Path | None) -> None:
        parts = urlsplit(url)
        self._loop = asyncio.new_event_loop()
        try:
            self._connection = self.do(_connect(url, known_hosts))
            client = self.do(_sftp(self._connection))
        except (OSError, asyncssh.Error) as error:
            self._loop.close()
            raise _not_reached(url, error) from None
        except BaseException:
            self._loop.close()
            raise
        self._sftp = _SftpDisk(self, client)
        super().__init__(url, parts.path, self._sftp)
        self._make_folder()
        self._has_shell = False
        self._has_shell = self._shell(_PROBE)[1].strip() == b"newsgen-shell"
        self.remark = "" if self._has_shell else _SLOWER.format(url)

    def _make_folder(self) -> None:
        """Make the target's folder; links on the way to it are followed, once."""
        above = ""
        for step in self.folder.strip("/").split("/"):
            above = f"{above}/{step}"
            if not self._disk.kind(above):
                self._disk.make_folder(above)
        real = self.do(self._sftp.client.realpath(os.fsencode(self.folder)))
        self.folder = os.fsdecode(real)

    def do(self, step: Coroutine[Any, Any, Value]) -> Value:
        """Take a step of the connection, and wait for it."""
        return self._loop.run_until_complete(step)

    def close(self) -> None:
        self._connection.close()
        with suppress(OSError, asyncssh.Error):
            self.do(self._connection.wait_closed())
        self._loop.close()

    def _shell(self, command: str, data: bytes = b"") -> tuple[int, bytes, bytes]:
        given: dict[str, Any] = {"input": data} if data else {"stdin": asyncssh.DEVNULL}
        run = self._connection.run(command, encoding=None, **given)
        done = self.do(asyncio.wait_for(run, None if self._has_shell else _PATIENCE))
        code = 255 if done.returncode is None else done.returncode
        return code, _bytes(done.stdout), _bytes(done.stderr)

    def _bulk(self, command: str, data: bytes = b"") -> bytes:
        """Run a command in the target's folder, which must succeed."""
        code, out, err = self._shell(f"umask 022; cd {shlex.quote(self.folder)} && {command}", data)
        if code:
            said = err.decode(errors="replace").strip().rpartition("\n")[2]
            raise OSError(said or f"{command.split(maxsplit=1)[0]} ended with exit code {code}")
        return out

    def remove(self, paths: Collection[str]) -> None:
        if self._has_shell and paths:
            self._bulk("xargs -0 rm -rf --", b"".join(os.fsencode(f"./{p}\0") for p in paths))
            self._ensured.clear()
        else:
            super().remove(paths)

    def clone(self, old: str, new: str, *, without: Collection[str]) -> None:
        if not self._has_shell:
            super().clone(old, new, without=without)
            return
        self._ensure(new.rpartition("/")[0])
        into, names = shlex.quote(new), b"".join(os.fsencode(f"./{path}\0") for path in without)
        links = r"find . ! -type f ! -type d -exec rm -f -- {} +"
        empty = r"find . -depth -type d -empty -exec rmdir -- {} \;" if without else ":"
        copy = f"cp -al -- {shlex.quote(old)} {into}"
        self._bulk(f"{copy} && cd {into} && {links} && xargs -0 rm -f -- && {{ {empty}; }}", names)
        self._ensured.clear()

    def put(self, folder: str, files: Iterable[tuple[str, bytes]]) -> None:
        if not self._has_shell:
            super().put(folder, files)
            return
        self._ensure(folder)
        self._ensured.clear()
        into = shlex.quote(f"{self.folder}/{folder}")
        self.do(self._send(f"umask 022; tar -xof - -C {into}", _archive(files)))

    async def _send(self, command: str, chunks: Iterator[bytes]) -> None:
        async with self._connection.create_process(command, encoding=None) as process:
            for chunk in chunks:
                process.stdin.write(chunk)
                await process.stdin.drain()
            process.stdin.write_eof()
            done = await process.wait()
        if done.returncode != 0:
            said = _bytes(done.stderr).decode(errors="replace").strip()
            raise OSError(said.partition("\n")[0] or "tar could not write the files")

    def paths(self, folder: str) -> list[str]:
        if not self._has_shell:
            return super().paths(folder)
        out = self._bulk(f"cd {shlex.quote(folder)} && find . ! -type d -print0")
        return sorted(os.fsdecode(path.removeprefix(b"./")) for path in out.split(b"\0") if path)

    def fetch(self, folder: str, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        if not self._has_shell:
            yield from super().fetch(folder, paths)
            return
        names = b"".join(os.fsencode(f"./{path}\0") for path in paths)
        if not names:
            return
        # With many names there are several archives, one behind the other.
        packed = BytesIO(self._bulk(f"cd {shlex.quote(folder)} && xargs -0 tar -cf - --", names))
        with tarfile.open(fileobj=packed, mode="r:", ignore_zeros=True) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isreg() else None
                if file:
                    yield member.name.removeprefix("./"), file.read()

    def run(self, command: str) -> tuple[int, str]:
        code, out, err = self._shell(f"cd {shlex.quote(self.folder)} && {command}")
        return code, (out + err).decode(errors="replace")

    @contextmanager
    def locked(self) -> Iterator[None]:
        self._ensure(STATE)
        if not self._has_shell:
            with self._leased():
                yield
            return
        lock = shlex.quote(f"{self.folder}/{LOCK}")
        state = shlex.quote(f"{self.folder}/{STATE}")
        command = f"chmod 700 {state}; exec flock -w 2 {lock} -c 'echo locked; exec cat'"
        process = self.do(_process(self._connection, command))
        try:
            if self.do(process.stdout.readline()).strip() != b"locked":
                raise TargetError(OTHER_DEPLOYMENT.format(self.name), WAIT)
            yield
        finally:
            with suppress(OSError, asyncssh.Error):
                process.stdin.write_eof()
                self.do(process.wait_closed())

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
        now = self.do(client.lstat(os.fsencode(self._at(f"{STATE}/now")))).mtime or 0
        then = self.do(client.lstat(os.fsencode(path))).mtime or 0
        self.remove([f"{STATE}/now"])
        return float(now - then)


async def _process(
    connection: asyncssh.SSHClientConnection, command: str
) -> asyncssh.SSHClientProcess[bytes]:
    return await connection.create_process(command, encoding=None)


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
    host = urlsplit(url).hostname
    if isinstance(error, asyncssh.HostKeyNotVerifiable):
        return HostKeyError(
            f"{url}: the SSH host key of {host} is not the one that is known, or none is known. "
            "Nothing was deployed anywhere",
            "If it is not known yet, add what ssh-keyscan prints, once you have compared it. If "
            "it has changed and nobody can say why, someone may be between you and the server.",
        )
    if isinstance(error, asyncssh.PermissionDenied):
        hint = f"Load a key with ssh-add, or put its text into {KEY_VARIABLE}."
        return TargetError(f"{url}: the server accepts none of the keys", hint)
    reason = getattr(error, "reason", "") or getattr(error, "strerror", "") or str(error)
    return TargetError(f"{url} cannot be reached: {reason}", "See if ssh reaches it.")


def _archive(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield a tar archive of files in pieces, as they are read."""
    piece, size = [], 0
    for path, data in files:
        facts = tarfile.TarInfo(f"./{path}")
        facts.size, facts.mode, facts.mtime = len(data), 0o644, int(time.time())
        piece += [facts.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape"), data]
        piece.append(bytes(-len(data) % _BLOCK))
        size += len(data) + _BLOCK
        if size > _CHUNK:
            yield b"".join(piece)
            piece, size = [], 0
    yield b"".join([*piece, bytes(2 * _BLOCK)])


@contextmanager
def reached(url: str, known_hosts: Path | None) -> Iterator[SshTarget]:
    """Connect to the target of a URL. Raises `TargetError`."""
    target = SshTarget(url, known_hosts)
    try:
        yield target
    finally:
        target.close()
