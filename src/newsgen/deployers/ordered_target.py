"""A target whose files are written one by one: what it can do, and what it holds.

Its state is a manifest as other targets have it, the paths of its files, and what a function
answers. With that a deployment has no need to look at the files.
"""

import json
import re
import zlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Final, NamedTuple

from newsgen.deployers.folder import STATE
from newsgen.deployers.holding import RECORD, Holding, look
from newsgen.deployers.manifest import DamagedManifestError, DeployedManifest, HeldFile, path_digest
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.target import DeployTarget
from newsgen.digest import SIZE, digest_bytes

DEPLOYED: Final = f"{STATE}/deployed"
SITE: Final = "site"
_FORM: Final = b"newsgen-ordered-1"
IN_FLUX: Final = bytes(SIZE)
"""The digest of bytes that nobody knows, as a deployment was stopped."""


class Upload(NamedTuple):
    """A file to write: its path on the target, its bytes, and the headers that go with it."""

    path: str
    data: bytes
    headers: Mapping[str, str]


class Answers(ABC):
    """Where a function looks up what it answers at an address."""

    @abstractmethod
    def all(self) -> dict[str, str]:
        """Return all keys with their values."""

    @abstractmethod
    def change(self, put: Mapping[str, str], delete: Collection[str]) -> None:
        """Change some keys, and delete others."""


class OrderedTarget(ABC):
    """A target whose files are written one by one, below `site`. Paths are relative to it all."""

    name: str
    remark = ""
    answers: Answers | None = None
    can_be_read = True
    """Whether the bytes of its files can be asked for."""
    acts_at_once = True
    """Whether a step is done when it is given, and not only when all are known."""

    @abstractmethod
    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file of the state; `None` if it is not there."""

    @abstractmethod
    def write(self, path: str, data: bytes) -> None:
        """Write a file of the state."""

    @abstractmethod
    def remove(self, paths: Collection[str]) -> None:
        """Delete files of the state."""

    @abstractmethod
    def carry_out(self, uploads: Iterable[Upload], removed: Sequence[str]) -> None:
        """Write files of the website, and delete others."""

    def settle(self) -> None:  # noqa: B027 (each step is done at once)
        """Have all steps done that were gathered."""

    def end(self) -> None:  # noqa: B027 (most targets have done all by then)
        """Do what is to be done once all steps are known."""

    def can_hold(self, path: str) -> bool:  # noqa: ARG002 (others cannot)
        """Return whether a file may have this path."""
        return True

    @abstractmethod
    def paths(self) -> list[str]:
        """Return the paths of all that is in the website."""

    @abstractmethod
    def fetch(self, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Yield files of the website with their bytes."""

    @abstractmethod
    def locked(self) -> AbstractContextManager[None]:
        """Hold the target for one deployment. Raises `TargetError` if another one holds it."""


AnyTarget = DeployTarget | OrderedTarget


class OrderedState(NamedTuple):
    """What a target holds, as the last deployment left it: files, their paths, and its answers.

    Paths are in it as long as there are such files, and no longer.
    """

    manifest: DeployedManifest = DeployedManifest({})
    paths: frozenset[str] = frozenset()
    answers: Mapping[str, str] = {}
    is_unfinished: bool = False

    def dump(self) -> bytes:
        manifest = self.manifest.dump()
        facts = [sorted(self.paths), dict(self.answers), self.is_unfinished]
        packed = zlib.compress(json.dumps(facts).encode(), 1)
        data = b"%d\n%b%b" % (len(manifest), manifest, packed)
        return data + digest_bytes(_FORM, data)

    @classmethod
    def load(cls, data: bytes) -> "OrderedState":
        """Read a state. Raises `DamagedManifestError`."""
        data, seal = data[:-SIZE], data[-SIZE:]
        if digest_bytes(_FORM, data) != seal:
            raise DamagedManifestError
        length, _, rest = data.partition(b"\n")
        manifest = DeployedManifest.load(rest[: int(length)])
        paths, answers, is_unfinished = json.loads(zlib.decompress(rest[int(length) :]))
        known = frozenset(path for path in paths if path_digest(path) in manifest.files)
        return cls(manifest, known, answers, is_unfinished)


def look_at_state(target: OrderedTarget) -> tuple[Holding, OrderedState]:
    """Look at what a target holds, and whether it can be trusted."""
    holding, state = Holding(record=target.read(RECORD) or b""), OrderedState()
    data = target.read(DEPLOYED)
    if data is None:
        if holding.record:
            holding.trouble = "the manifest of the last deployment is missing"
        elif target.paths():
            holding.trouble = "it has files that newsgen did not put there"
        return holding, state
    try:
        state = OrderedState.load(data)
    except DamagedManifestError:
        holding.trouble = "the manifest of the last deployment is damaged or newer"
        return holding, state
    holding.live, holding.is_unfinished = _last_release(holding.record), state.is_unfinished
    holding.manifest = state.manifest
    holding.check_last(data)
    return holding, state


def look_at(target: AnyTarget) -> Holding:
    """Look at what a target of any kind holds, and whether it can be trusted."""
    return look_at_state(target)[0] if isinstance(target, OrderedTarget) else look(target)


def _last_release(record: bytes) -> str:
    """Return the number of the last deployment; that of one that is not over yet is the first."""
    return max(re.findall(rb'"release": "(\d{6})"', record), default=b"000000").decode()


def read_files(
    target: OrderedTarget, output: BuiltOutput, manifest: DeployedManifest
) -> OrderedState:
    """Return what is on a target as its files say, whatever its state does; no bytes are known."""
    paths = target.paths()
    files = {path_digest(path): HeldFile(output.kind_there(path), IN_FLUX) for path in paths}
    answers = target.answers.all() if target.answers else {}
    manifest = manifest._replace(files=files, configuration="")
    return OrderedState(manifest, frozenset(paths), answers)
