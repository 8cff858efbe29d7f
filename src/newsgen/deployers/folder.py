"""A target that is a folder of this machine, and what all targets with folders share."""

import os
import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import Final, Protocol

from newsgen.deployers.target import TargetError
from newsgen.files import LockedError, lock

STATE: Final = ".newsgen"
"""What is known of deployments, outside of every web root."""
LOCK: Final = f"{STATE}/lock"
SPARE: Final = f"{STATE}/spare"
"""How copies begin that were made ahead for the next deployment."""
OTHER_DEPLOYMENT: Final = "another deployment is using {}"
WAIT: Final = "Wait until it is done, or end it; then deploy again."


def spare_of(tree: str) -> str:
    """Return the place of the copy of a tree that is made ahead."""
    return f"{SPARE}-{'-'.join(tree.split('/')[1:])}"


def run_here(
    command: str,
    folder: str | Path | None = None,
    environment: Mapping[str, str] | None = None,
    given: str = "",
) -> tuple[int, str]:
    """Run a command of the settings in a shell here; return its exit code and output."""
    done = subprocess.run(  # noqa: S602 (whoever writes the settings says what is run)
        command,
        shell=True,
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def kind_of(mode: int) -> str:
    """Return the word for a file's mode."""
    kinds = {"file": S_ISREG, "folder": S_ISDIR, "link": S_ISLNK}
    return next((word for word, is_kind in kinds.items() if is_kind(mode)), "other")


_NO_FOLLOW: Final[int] = getattr(os, "O_NOFOLLOW", 0)


class Disk(Protocol):
    """Where folders and files are, by absolute paths. All raise `OSError`."""

    def kind(self, path: str) -> str: ...
    def listing(self, path: str) -> Iterable[tuple[str, str]]: ...
    def read(self, path: str) -> bytes: ...
    def write(self, path: str, data: bytes) -> None: ...
    def make_folder(self, path: str) -> None: ...
    def hard_link(self, old: str, new: str) -> None: ...
    def symlink(self, to: str, path: str) -> None: ...
    def leads_to(self, path: str) -> str: ...
    def rename(self, old: str, new: str) -> None: ...
    def delete(self, path: str) -> None: ...
    def delete_folder(self, path: str) -> None: ...


class LocalDisk:
    """The disk of this machine."""

    def kind(self, path: str) -> str:
        try:
            return kind_of(os.lstat(path).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return ""

    def listing(self, path: str) -> Iterable[tuple[str, str]]:
        with os.scandir(path) as entries:
            return [(e.name, kind_of(e.stat(follow_symlinks=False).st_mode)) for e in entries]

    def read(self, path: str) -> bytes:
        descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW)
        with os.fdopen(descriptor, "rb") as stream:
            return stream.read()

    def write(self, path: str, data: bytes) -> None:
        with suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108 (the bytes of a hard link are those of other releases)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)

    def make_folder(self, path: str) -> None:
        os.mkdir(path, 0o755)  # noqa: PTH102

    hard_link = staticmethod(os.link)
    symlink = staticmethod(os.symlink)
    leads_to = staticmethod(os.readlink)
    rename = staticmethod(os.replace)
    delete = staticmethod(os.unlink)
    delete_folder = staticmethod(os.rmdir)


class FolderTarget:
    """The verbs of a target with folders, over the steps of a disk."""

    remark = ""

    def __init__(self, name: str, folder: str, disk: Disk) -> None:
        self.name, self.folder, self._disk = name, folder, disk
        self._ensured: set[str] = set()

    def _at(self, path: str) -> str:
        return f"{self.folder}/{path}" if path else self.folder

    def _ensure(self, path: str) -> None:
        """Make a folder, and those above it, as far as they are not there."""
        if path in self._ensured or not path:
            return
        above = path.rpartition("/")[0]
        self._ensure(above)
        if self._disk.kind(self._at(path)) != "folder":
            self._disk.make_folder(self._at(path))
        self._ensured.add(path)

    def read(self, path: str) -> bytes | None:
        try:
            return self._disk.read(self._at(path))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, path: str, data: bytes) -> None:
        self._ensure(path.rpartition("/")[0])
        self._disk.write(self._at(f"{path}.new"), data)
        self._disk.rename(self._at(f"{path}.new"), self._at(path))

    def names(self, folder: str) -> list[str]:
        if self.kind(folder) != "folder":
            return []
        return sorted(name for name, _ in self._disk.listing(self._at(folder)))

    def kind(self, path: str) -> str:
        return self._disk.kind(self._at(path))

    def leads_to(self, path: str) -> str:
        return self._disk.leads_to(self._at(path))

    def link(self, path: str, to: str) -> None:
        self._ensure(path.rpartition("/")[0])
        unfinished = self._at(f"{path}.new")
        if self._disk.kind(unfinished):
            self._disk.delete(unfinished)
        self._disk.symlink(to, unfinished)
        self._disk.rename(unfinished, self._at(path))

    def rename(self, path: str, to: str) -> None:
        self._disk.rename(self._at(path), self._at(to))

    def remove(self, paths: Collection[str]) -> None:
        for path in paths:
            self._remove(self._at(path), self.kind(path))
        self._ensured.clear()

    def _remove(self, path: str, kind: str) -> None:
        if kind == "folder":
            for name, inner in self._disk.listing(path):
                self._remove(f"{path}/{name}", inner)
            self._disk.delete_folder(path)
        elif kind:
            self._disk.delete(path)

    def settle(self) -> None:
        """Do nothing, as each step was done when it was asked for."""

    def ask_for_lock(self) -> None:
        """Do nothing: `locked` takes it at once."""

    def tidy(self, paths: Collection[str], live: str) -> None:  # noqa: ARG002
        self.remove(paths)

    def clone(self, old: str, new: str, *, without: Collection[str]) -> None:
        self._ensure(new)
        self._clone(old, new, "", frozenset(without))

    def _clone(self, old: str, new: str, inner: str, without: frozenset[str]) -> None:
        """Make a folder only for a file in it: where it was empty, a file may be now."""
        for name, kind in self._disk.listing(self._at(f"{old}/{inner}")):
            path = f"{inner}{name}"
            if kind == "folder":
                self._clone(old, new, f"{path}/", without)
            elif kind == "file" and path not in without:
                self._ensure(f"{new}/{inner}".rstrip("/"))
                self._disk.hard_link(self._at(f"{old}/{path}"), self._at(f"{new}/{path}"))

    def put(self, folder: str, files: Iterable[tuple[str, bytes]]) -> None:
        self._ensure(folder)
        for path, data in files:
            full = f"{folder}/{path}"
            self._ensure(full.rpartition("/")[0])
            self._disk.write(self._at(full), data)

    def adapt(self, old: str, new: str, *, was: str, now: str) -> None:
        words = os.fsencode(was), os.fsencode(now)
        files = self.fetch(old, self.names(old))
        self.put(new, [(name, data.replace(*words)) for name, data in files])

    def paths(self, folder: str) -> list[str]:
        return sorted(self._paths(self._at(folder), ""))

    def _paths(self, folder: str, inner: str) -> Iterator[str]:
        for name, kind in self._disk.listing(f"{folder}/{inner}"):
            if kind == "folder":
                yield from self._paths(folder, f"{inner}{name}/")
            else:
                yield f"{inner}{name}"

    def fetch(self, folder: str, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        for path in paths:
            if self.kind(f"{folder}/{path}") == "file":
                yield path, self._disk.read(self._at(f"{folder}/{path}"))


class LocalTarget(FolderTarget):
    """A folder of this machine. A link in its place is followed, once."""

    def __init__(self, name: str, folder: str) -> None:
        super().__init__(name, os.path.realpath(folder), LocalDisk())

    def _ensure(self, path: str) -> None:
        if not path:
            Path(self.folder).mkdir(parents=True, exist_ok=True)
        super()._ensure(path)

    def _remove(self, path: str, kind: str) -> None:
        if kind == "folder":
            shutil.rmtree(path)
        else:
            super()._remove(path, kind)

    def run(self, command: str) -> tuple[int, str]:
        self._ensure("")
        return run_here(command, self.folder)

    @contextmanager
    def locked(self) -> Iterator[None]:
        self._ensure(STATE)
        Path(self.folder, STATE).chmod(0o700)
        try:
            with lock(Path(self._at(LOCK))):
                yield
        except LockedError:
            raise TargetError(OTHER_DEPLOYMENT.format(self.name), WAIT) from None
