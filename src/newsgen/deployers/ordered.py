"""A deployment to a place where nothing is switched at one instant: the order of its steps does it.

What is taken down goes first, with its pictures, copies and fragments of the search index; what a
page needs is there before the page, a page before the listings that lead to it, and what nothing
refers to any more goes last.

Before the first step the target's state says which files may be in flux. So whenever a deployment
is stopped, the next one knows what it has to do again, without a look at the files.
"""

import json
import re
import time
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, NamedTuple

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.folder import STATE
from newsgen.deployers.holding import RECORD, Holding
from newsgen.deployers.manifest import (
    DamagedManifestError,
    DeployedManifest,
    FileKind,
    HeldFile,
    path_digest,
    seal_of,
)
from newsgen.deployers.output import BuiltOutput, OutputFile
from newsgen.deployers.plan import make_plan, only_take_downs, whole
from newsgen.digest import SIZE, digest_bytes

DEPLOYED: Final = f"{STATE}/deployed"
SITE: Final = "site"
_FORM: Final = b"newsgen-ordered-1"
_IN_FLUX: Final = bytes(SIZE)
"""The digest of bytes that nobody knows, as a deployment was stopped."""
_ENTRY: Final = "pagefind-entry.json"
_PARTS: Final = (FileKind.MEDIA, FileKind.COPY)
_LISTINGS: Final = (FileKind.RETIRED, FileKind.LISTING)


class Upload(NamedTuple):
    """A file to write: its path on the target, its bytes, and the headers that go with it."""

    path: str
    data: bytes
    headers: Mapping[str, str]


@dataclass
class DeployStep:
    """What may be done in any order; all of it is done before the next step."""

    written: list[OutputFile] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    is_last_take_down: bool = False


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
            holding.trouble = f"{target.name}: the manifest of the last deployment is missing"
        elif target.paths():
            holding.trouble = f"{target.name} has files that newsgen did not put there"
        return holding, state
    try:
        state = OrderedState.load(data)
    except DamagedManifestError:
        holding.trouble = f"{target.name}: the manifest of the last deployment is damaged"
        return holding, state
    holding.live, holding.is_unfinished = _last_release(holding.record), state.is_unfinished
    holding.manifest = state.manifest
    last = b"".join(holding.record.splitlines()[-1:])
    if not state.is_unfinished and seal_of(data).encode() not in last:
        holding.trouble = (
            f"{target.name}: the manifest is not the one that the last deployment left"
        )
    return holding, state


def _last_release(record: bytes) -> str:
    """Return the number of the last deployment; that of one that is not over yet is the first."""
    return max(re.findall(rb'"release": "(\d{6})"', record), default=b"000000").decode()


def read_files(target: OrderedTarget, output: BuiltOutput) -> OrderedState:
    """Return what is on a target as its files say, whatever its state does; no bytes are known."""
    paths, files = target.paths(), {}
    for path in paths:
        built = output.files.get(path_digest(path))
        kind = built.held.kind if built else FileKind.LISTING
        if output.answer_at(path).status == 410:
            kind = FileKind.PAGE
        files[path_digest(path)] = HeldFile(kind, _IN_FLUX)
    answers = target.answers.all() if target.answers else {}
    return OrderedState(DeployedManifest(files), frozenset(paths), answers)


class OrderedDeployment:
    """The deployment to one target, with the same verbs as one to folders."""

    def __init__(
        self,
        target: OrderedTarget,
        output: BuiltOutput,
        settings: DeploySettings,
        *,
        upload_all: bool = False,
        take_downs_only: bool = False,
    ) -> None:
        self.target, self.output, self.settings = target, output, settings
        self.is_partial = take_downs_only
        self.holding, self._before = look_at_state(target)
        self._uploads_all = upload_all
        if upload_all or (take_downs_only and self.holding.trouble):
            self._before = read_files(target, output)
        before, now = self._before.manifest, int(time.time())
        self.plan = make_plan(output, before, lambda: self._before.paths, now)
        if upload_all:
            self.plan.left.clear()
        self.left_out = [f.path for f in self.plan.written if not target.can_hold(f.path)]
        self.plan.written = [f for f in self.plan.written if target.can_hold(f.path)]
        if take_downs_only:
            self.plan = only_take_downs(self.plan, output, self._fetch)
        self._answers = self._answers_now()
        self.purge: Callable[[Iterable[str]], None] = lambda _: None
        self._is_over = self._is_done = False

    @property
    def is_needed(self) -> bool:
        """Return whether there is anything to do."""
        is_other = self._answers != self._before.answers or self._before.is_unfinished
        return not self.plan.is_empty or (is_other and not self.is_partial) or self._uploads_all

    def _answers_now(self) -> Mapping[str, str]:
        """Return what the function answers, made only if that is not what it did."""
        if self.target.answers is None:
            return {}
        if self._before.manifest.configuration == self.output.model_key:
            return self._before.answers
        from newsgen.hosting.s3 import keys_of  # noqa: PLC0415 (slow to load)

        return keys_of(self.output.site)

    def stage(self) -> None:
        """Note what is about to change; nothing of the website does yet."""
        before, plan = self._before, self.plan
        changed = {path_digest(path) for path in plan.removed}
        files = {
            key: file._replace(content=_IN_FLUX) if key in changed else file
            for key, file in before.manifest.files.items()
        }
        for file in plan.written:
            key = path_digest(file.path)
            held = files.get(key, file.held)
            kind = file.held.kind if held.kind is FileKind.LEFT else held.kind
            files[key] = HeldFile(kind, _IN_FLUX)
        manifest = before.manifest._replace(files=files, configuration="")
        paths = before.paths | {file.path for file in plan.written}
        answers = {
            key: "" for key, value in self._answers.items() if before.answers.get(key) != value
        }
        state = OrderedState(manifest, paths, {**before.answers, **answers}, is_unfinished=True)
        self.target.write(DEPLOYED, state.dump())

    def test(self) -> None:
        """Nothing can be tested before it is there."""

    def switch(self) -> None:
        """Take the steps, in their order."""
        self._take([*self._steps()])

    def _fetch(self, paths: Sequence[str]) -> Iterable[tuple[str, bytes]]:
        """Return files as they are on the target, or all as mentioning what is taken down."""
        if self.target.can_be_read:
            return self.target.fetch(paths)
        models = map(self.output.root_of, self.plan.groups["taken_down"] + self.plan.media)
        links = " ".join(model.link(inner) for model, inner in models if model)
        return ((path, links.encode()) for path in paths)

    def _take(self, steps: Sequence[DeployStep]) -> None:
        self._is_over = True  # also if a step fails, as there is no other way then
        for step in steps:
            self.target.carry_out(map(self._upload, step.written), step.removed)
            if self.target.answers and (step.answers or step.forgotten):
                self.target.answers.change(step.answers, step.forgotten)
            if step.is_last_take_down:
                groups = self.plan.groups["taken_down"]
                self.purge([*groups, *self.plan.media, *sorted(self.plan.derived)])
        self.target.end()
        self._is_done = True

    def _upload(self, file: OutputFile) -> Upload:
        from newsgen.hosting.headers import cache_control, content_type  # noqa: PLC0415 (the same)

        settings = self.output.header_settings
        headers = {
            "Content-Type": content_type(file.in_root),
            "Cache-Control": cache_control(file.in_root, 200, settings),
        }
        return Upload(file.path, self.output.read(file.path), headers)

    def fall_back(self) -> None:
        """Take down what is to be, as another host could not be switched."""
        if not (self.is_partial or self._is_over):
            self.is_partial = True
            self.plan = only_take_downs(self.plan, self.output, self._fetch)
            self._take([*self._steps()])

    def _steps(self) -> Iterator[DeployStep]:
        """Yield the steps; none of a kind that has nothing to do."""
        waiting = {file.path: file for file in self.plan.written}
        going = dict.fromkeys(path for path in self.plan.removed if path not in waiting)
        answers = {k: v for k, v in self._answers.items() if self._before.answers.get(k) != v}
        if self.is_partial:
            answers = {key: value for key, value in answers.items() if value == "gone"}

        def written(is_now: Callable[[OutputFile], bool]) -> list[OutputFile]:
            files = [file for file in waiting.values() if is_now(file)]
            for file in files:
                del waiting[file.path]
            return files

        def of_kinds(*kinds: FileKind) -> list[OutputFile]:
            return written(lambda file: file.held.kind in kinds)

        def search() -> Iterator[DeployStep]:
            files = of_kinds(FileKind.SEARCH)
            yield DeployStep([file for file in files if not file.path.endswith(_ENTRY)])
            yield DeployStep([file for file in files if file.path.endswith(_ENTRY)])

        if self.plan.takes_down:
            yield from self._take_downs(written, going, answers)
            yield from search()
            derived = [path for path in going if path in self.plan.derived]
            yield DeployStep(removed=derived, is_last_take_down=True)
            for path in derived:
                del going[path]
        yield DeployStep(of_kinds(FileKind.ASSET))
        yield DeployStep(of_kinds(*_PARTS))
        yield DeployStep(of_kinds(FileKind.PAGE))
        yield DeployStep(answers={key: v for key, v in answers.items() if key.startswith("file ")})
        others = {key: v for key, v in answers.items() if not key.startswith("file ")}
        yield DeployStep(of_kinds(*_LISTINGS), answers=others)
        yield from search()
        unknown = self._before.answers.keys() - self._answers.keys()
        forgotten = [] if self.is_partial else sorted(unknown)
        yield DeployStep([*waiting.values()], [*going], forgotten=forgotten)

    def _take_downs(
        self,
        written: Callable[[Callable[[OutputFile], bool]], list[OutputFile]],
        going: dict[str, None],
        answers: dict[str, str],
    ) -> Iterator[DeployStep]:
        """Yield what is taken down, after the assets that the pages need that say so."""
        down = {*self.plan.groups["taken_down"], *self.plan.media}
        pages = [self.output.read(f.path) for f in self.plan.written if f.path in down]
        text = b"".join(page for page in pages if page.startswith(b"<!"))
        yield DeployStep(
            written(lambda f: f.held.kind is FileKind.ASSET and f.in_root.encode() in text)
        )
        gone = {key: value for key, value in answers.items() if value == "gone"}
        for key in gone:
            del answers[key]
        is_copy = {p for p in self.plan.derived if "/pagefind/" not in f"/{p}"}
        now = [path for path in going if path in down | is_copy]
        for path in now:
            del going[path]
        yield DeployStep(written(lambda file: file.path in down), now, gone)

    def conclude(self, kind: str, seconds: float, **more: str) -> None:
        """Note what was done, unless it is not."""
        if not self._is_done:
            return
        state = self._state_after()
        data = state.dump()
        before = int(self.holding.live or 0)
        facts = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "release": f"{before + (not self.is_partial):06}",
            "kind": kind,
            "commit": self.output.commit,
            "counts": {name: len(paths) for name, paths in self.plan.groups.items()},
            "bytes": self.plan.bytes,
            "seconds": round(seconds, 2),
            **more,
            "manifest": seal_of(data),
        }
        line = json.dumps(facts).encode() + b"\n"
        self.target.write(RECORD, self.holding.record + line)
        self.target.write(DEPLOYED, data)

    def _state_after(self) -> OrderedState:
        before, plan, output = self._before, self.plan, self.output
        manifest, paths = before.manifest, {*before.paths}
        if not self.is_partial:
            files = whole(output, plan, manifest)
            for path in self.left_out:
                files.pop(path_digest(path), None)
            left = {digest.hex(): since for digest, since in plan.left.items()}
            key = output.model_key if self.target.answers else ""
            manifest = DeployedManifest(files, output.commit, "", key, left)
            paths |= {file.path for file in output.files.values()}
            return OrderedState(manifest, _known(paths, files), self._answers)
        files = dict(manifest.files)
        for path in plan.removed:
            files.pop(path_digest(path), None)
        files.update((path_digest(file.path), file.held) for file in plan.written)
        paths |= {file.path for file in plan.written}
        gone = {key: value for key, value in self._answers.items() if value == "gone"}
        answers = {**before.answers, **gone}
        manifest = manifest._replace(files=files, configuration="")
        return OrderedState(manifest, _known(paths, files), answers)


def _known(paths: Iterable[str], files: Collection[bytes]) -> frozenset[str]:
    return frozenset(path for path in paths if path_digest(path) in files)
