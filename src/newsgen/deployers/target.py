"""What a target can do: the few verbs that the steps of a deployment are written over.

Paths are relative to the target's folder. Whatever a verb leaves when it is killed, the next
deployment deletes.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from types import ModuleType
from typing import Final, NamedTuple, Protocol

from newsgen.printing import NobodyReadsError

KEY_VARIABLE: Final = "NEWSGEN_SSH_KEY"


class TargetError(Exception):
    """A target cannot be used; the text says why, and `hint` what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class HostKeyError(TargetError):
    """A server is not the one that is known by its name."""


def not_known(url: str, host: str) -> HostKeyError:
    """Return what to say of a server with another host key."""
    return HostKeyError(
        f"{url}: the SSH host key of {host} is not the one that is known, or none is known. "
        "Nothing was deployed anywhere",
        "If it is not known yet, add what ssh-keyscan prints, once you have compared it. If "
        "it has changed and nobody can say why, someone may be between you and the server.",
    )


def no_key(url: str) -> TargetError:
    """Return what to say of a server that lets nobody in."""
    hint = f"Load a key with ssh-add, or put its text into {KEY_VARIABLE}."
    return TargetError(f"{url}: the server accepts none of the keys", hint)


@contextmanager
def plain_errors(name: str = "the target") -> Iterator[None]:
    """Say in plain words why a target cannot be read or written."""
    try:
        yield
    except NobodyReadsError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        what = f" {error.filename}" if error.filename else ""
        message = f"{name} cannot be read or written:{what} {reason}"
        hint = "Readers have the site as it was. Fix this and deploy again."
        raise TargetError(message, hint) from error


def loaded(module: str, what: str, extra: str = "deploy") -> ModuleType:
    """Load a module of this package that needs a library of an extra.

    Raises:
        TargetError: the library is not installed.

    """
    try:
        return import_module(f"newsgen.deployers.{module}")
    except ModuleNotFoundError as error:
        message = f"{what} needs {error.name}, which is not installed"
        raise TargetError(message, f'Install it: pip install "newsgen[{extra}]".') from None


class CachedAddress(NamedTuple):
    """An address that caches may have: its host, and its path as sent."""

    host: str
    path: str

    def url(self, scheme: str) -> str:
        return f"{scheme}://{self.host}{self.path}"


class Notebook(Protocol):
    """What of a target takes notes for the next deployment."""

    def read(self, path: str) -> bytes | None: ...
    def write(self, path: str, data: bytes) -> None: ...
    def remove(self, paths: Collection[str]) -> None: ...
    def settle(self) -> None: ...


class DeployTarget(Protocol):
    """A folder that websites are deployed to.

    `name` is what people are told, `folder` its absolute path on the host, and `remark` what they
    should know of it, if anything.
    """

    name: str
    folder: str
    remark: str

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; `None` if it is not there."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file whole or not at all, and the folders that it needs."""

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, sorted; none if it is not there."""

    def kind(self, path: str) -> str:
        """Return `file`, `folder`, `link`, `other`, or an empty text if nothing is there."""

    def leads_to(self, path: str) -> str:
        """Return what a link says."""

    def link(self, path: str, to: str) -> None:
        """Have a link lead elsewhere, at one instant."""

    def rename(self, path: str, to: str) -> None:
        """Give a file another name, whatever had that before."""

    def remove(self, paths: Collection[str]) -> None:
        """Delete files, links, and folders with all that is in them; no link is followed."""

    def clone(self, old: str, new: str, *, without: Collection[str]) -> None:
        """Make a folder of hard links to the files of another, but for some paths in it.

        Links and devices are not taken over, so that no later write follows one.
        """

    def put(self, folder: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Write files into a folder; what they replace stays as it is at its other links."""

    def adapt(self, old: str, new: str, *, was: str, now: str) -> None:
        """Make a folder of the files that are in another, with a text in them replaced."""

    def paths(self, folder: str) -> list[str]:
        """Return the paths of all that is in a folder and its folders, but those."""

    def fetch(self, folder: str, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Yield files of a folder with their bytes; of a link there are none."""

    def run(self, command: str) -> tuple[int, str]:
        """Run a command of the settings in the host's shell; return its exit code and output."""

    def settle(self) -> None:
        """Have all done that was asked for: what returns nothing may wait for this."""

    def tidy(self, paths: Collection[str], live: str) -> None:
        """Delete folders, and prepare the next deployment from the live website.

        This may go on when the deployment is over.
        """

    def ask_for_lock(self) -> None:
        """Ask for what `locked` waits for, which is called next."""

    def locked(self) -> AbstractContextManager[None]:
        """Hold the target for one deployment. Raises `TargetError` if another one holds it."""
