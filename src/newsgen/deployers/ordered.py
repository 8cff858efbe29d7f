"""A deployment to a place where nothing is switched at one instant: the order of its steps does it.

What is taken down goes first, with its pictures, copies and fragments of the search index; what a
page needs is there before the page, a page before the listings that lead to it, and what nothing
refers to any more goes last.

Before the first step the target's state says which files may be in flux. So whenever a deployment
is stopped, the next one knows what it has to do again, without a look at the files.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.holding import add_to_record
from newsgen.deployers.manifest import FileKind, HeldFile, path_digest, seal_of
from newsgen.deployers.ordered_target import (
    DEPLOYED,
    IN_FLUX,
    OrderedState,
    OrderedTarget,
    Upload,
    look_at_state,
    read_files,
)
from newsgen.deployers.output import BuiltOutput, OutputFile
from newsgen.deployers.plan import amended, make_plan, only_deletions, only_take_downs, whole
from newsgen.deployers.removals import KnownRemovals
from newsgen.deployers.unverified import Unverified

_ENTRY: Final = "pagefind-entry.json"
_PARTS: Final = (FileKind.MEDIA, FileKind.COPY)
_LISTINGS: Final = (FileKind.RETIRED, FileKind.LISTING)


@dataclass
class DeployStep:
    """What may be done in any order; all of it is done before the next step."""

    written: list[OutputFile] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    is_last_take_down: bool = False


class OrderedDeployment:
    """The deployment to one target, with the same verbs as one to folders."""

    dropped = 0

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
        self.unverified, self.runs = Unverified.noted_on(target), ""
        self._uploads_all = upload_all
        if upload_all or (take_downs_only and self.holding.trouble):
            self._before = read_files(target, output, self._before.manifest)
        before, now = self._before.manifest, int(time.time())
        self.plan = make_plan(output, before, lambda: self._before.paths, now)
        if upload_all:
            self.plan.left.clear()
        self.left_out = [f.path for f in self.plan.written if not target.can_hold(f.path)]
        self.plan.written = [f for f in self.plan.written if target.can_hold(f.path)]
        self.removals = KnownRemovals.of(target, output.tombstones)
        if take_downs_only:
            limit = only_deletions if self.removals.refusal else only_take_downs
            self.plan = limit(self.plan, output, self._fetch)
        self._answers = self._answers_now()
        self.purge: Callable[[Iterable[str]], None] = lambda _: None
        self._is_over = self.is_done = False

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
        if not self.is_partial:
            self.removals.note()
        before, plan = self._before, self.plan
        if self.settings.address:
            self.unverified = self.unverified.expecting(self.target, plan.groups["taken_down"])
        changed = {path_digest(path) for path in plan.removed}
        files = {
            key: file._replace(content=IN_FLUX) if key in changed else file
            for key, file in before.manifest.files.items()
        }
        for file in plan.written:
            key = path_digest(file.path)
            held = files.get(key, file.held)
            kind = file.held.kind if held.kind is FileKind.LEFT else held.kind
            files[key] = HeldFile(kind, IN_FLUX)
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
            if step.is_last_take_down and self.target.acts_at_once:
                groups = self.plan.groups["taken_down"]
                self.purge([*groups, *self.plan.media, *sorted(self.plan.derived)])
        self.target.end()
        self.is_done = True

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

    def forget(self) -> None:
        """Do nothing, as no release is kept."""

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

    def conclude(self, kind: str, seconds: float, **more: Any) -> None:
        """Note what was done, unless it is not."""
        if not self.is_done:
            return
        if self.is_partial:
            self.removals.note()
        state = self._state_after()
        data = state.dump()
        before = int(self.holding.live or 0)
        release = f"{before + (not self.is_partial):06}"
        facts = {"kind": kind, "commit": self.output.commit} | self.plan.facts(seconds) | more
        add_to_record(self.target, self.holding.record, release, seal_of(data), **facts)
        self.target.write(DEPLOYED, data)

    def _state_after(self) -> OrderedState:
        before, plan, output = self._before, self.plan, self.output
        manifest = (amended if self.is_partial else whole)(output, plan, before.manifest)
        answers, configuration = self._answers, ""
        if self.is_partial:
            gone = {key: value for key, value in answers.items() if value == "gone"}
            answers = {**before.answers, **gone}
        elif self.target.answers:
            configuration = output.model_key
        left_out = {*map(path_digest, self.left_out)}
        files = {digest: file for digest, file in manifest.files.items() if digest not in left_out}
        paths = before.paths | {file.path for file in plan.written}
        known = frozenset(path for path in paths if path_digest(path) in files)
        manifest = manifest._replace(files=files, configuration=configuration)
        return OrderedState(manifest, known, answers)
