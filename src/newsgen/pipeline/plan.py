"""Planning: what the output should hold, against what it holds.

A target is stale if its key is another than that of the file. A part whose roll-up is unchanged is
not looked into at all.
"""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.digest import digest_bytes
from newsgen.files import is_as_written
from newsgen.pages import search
from newsgen.pages.target import Target
from newsgen.pipeline.frame import PORTAL, Frame
from newsgen.pipeline.keys import Key, Keys, changed_inputs, inputs
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.result import Action
from newsgen.pipeline.rollup import Rollups
from newsgen.pipeline.session import Session
from newsgen.pipeline.targets import Part, Targets
from newsgen.pipeline.workers import batches
from newsgen.store import Catalogue, Manifest, TargetRow

TOGETHER: Final = 64
"""Targets whose keys are made together: what is done in a row takes a sixth less time."""
_NEW: Final = (Action.CREATE, "new")


class Step(NamedTuple):
    """What is to be done with one output file, and why. A deletion has no target."""

    path: str
    action: Action
    reason: str
    target: Target | None
    key: bytes = b""
    checksums: bytes = b""


@dataclass(slots=True)
class Partition:
    """The plan of a part: what is to be done, and how many files are kept as they are.

    `restamps` are files that are as they were written, but for their time.
    """

    part: Part
    steps: list[Step] = field(default_factory=list)
    kept: int = 0
    restamps: list[tuple[str, int]] = field(default_factory=list)

    def count(self, action: Action) -> int:
        return self.kept if action is Action.KEEP else sum(s.action is action for s in self.steps)


class Planner:
    """Compares what the kinds of page declare with the manifest, part by part."""

    def __init__(self, frame: Frame, catalogue: Catalogue, manifest: Manifest) -> None:
        self.frame = frame
        self.targets = Targets(frame, catalogue)
        self._catalogue = catalogue
        self._manifest = manifest
        self._keys = Keys(frame)
        self._is_first = manifest.is_empty()
        self._rollups = manifest.rollups()

    def parts(self) -> Iterator[Part]:
        """Yield the parts: first those that one worker takes long over, so that none waits."""
        gone = dict.fromkeys(self._manifest.partitions())
        for part in self._present_parts():
            gone.pop(part.name, None)
            yield part
        for name in sorted(gone):
            yield Part("gone", "", gone=name)

    def _present_parts(self) -> Iterator[Part]:
        frame, rollups = self.frame, Rollups(self.frame, self._catalogue)
        for o in frame.outlines:
            yield Part("site", o.root.name, rollups.site(o), weight=10)
        for o in frame.outlines if frame.has_search else ():
            yield Part("index", o.root.name, rollups.index(o), weight=10)
            yield Part("search", o.root.name, rollups.search(o))
        for o in frame.outlines:
            yield Part("assets", o.root.name, rollups.assets(o.root.name))
        if frame.has_portal:
            yield Part("portal", PORTAL, rollups.portal())
        for o in frame.outlines:
            if rollup := rollups.retired(o):
                yield Part("retired", o.root.name, rollup)
        for o in frame.outlines:
            for month, count in o.months:
                yield Part("month", o.root.name, rollups.month(o, month), month, count)

    def unchanged(self, part: Part) -> Partition | None:
        """Return the plan of a part that is as its roll-up says, or nothing."""
        if not part.rollup or part.rollup != self._rollups.get(part.name):
            return None
        counts, altered = self._survey
        partition = Partition(part, kept=counts[part.name])
        for path in altered.get(part.name, ()):
            row = self._manifest.row(path)
            if row is None or self._damage(row, partition):
                return None
        return partition

    @cached_property
    def _survey(self) -> tuple[Counter[str], dict[str, list[str]]]:
        """Count the files of each partition, and name those with another size or time."""
        counts, altered = Counter[str](), dict[str, list[str]]()
        output = self.frame.output
        for file in self._manifest.files():
            counts[file.partition] += 1
            if not is_as_written(f"{output}/{file.path}", file.size, file.mtime_ns):
                altered.setdefault(file.partition, []).append(file.path)
        return counts, altered

    def partition(self, part: Part) -> Partition:
        """Plan a part, file by file."""
        rows = self._manifest.rows(part.name)
        partition = Partition(part)
        for targets in batches(self.targets.of(part), TOGETHER):
            for target, key in zip(targets, self._keys.of(part.root, targets), strict=True):
                row = rows.pop(target.path, None) or self._row_elsewhere(target.path)
                action, why = self._compared(target, key, row, partition) if row else _NEW
                if action is Action.KEEP:
                    partition.kept += 1
                else:
                    step = Step(target.path, action, why, target, key.digest, key.checksums)
                    partition.steps.append(step)
        reason = "no longer part of the site"
        partition.steps += [Step(path, Action.DELETE, reason, None) for path in sorted(rows)]
        return partition

    def _row_elsewhere(self, path: str) -> TargetRow | None:
        """Find a file that was in another part: a release whose date was corrected moves."""
        return None if self._is_first else self._manifest.row(path)

    def _compared(
        self, target: Target, key: Key, row: TargetRow, partition: Partition
    ) -> tuple[Action, str]:
        """Say what is to be done with a file that newsgen wrote before, and why."""
        if row.key == key.digest:
            problem = self._damage(row, partition)
            if not problem and row.partition != partition.part.name:
                problem = "moved to another part of the site"
            return (Action.UPDATE if problem else Action.KEEP), problem
        names = [name for name, _ in inputs(target)]
        changed = changed_inputs(names, key.checksums, row.checksums)
        return Action.UPDATE, f"changed: {', '.join(changed)}"

    def _damage(self, row: TargetRow, partition: Partition) -> str:
        """Say what happened to a file since newsgen wrote it: nothing, if its stamp is the same.

        A stamp that differs proves nothing: a restored cache or a copied folder has new ones.
        """
        path = f"{self.frame.output}/{row.path}"
        try:
            found = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return "missing from the output folder"
        if not stat.S_ISREG(found.st_mode) or found.st_size != row.size:
            return "altered in the output folder"
        if found.st_mtime_ns == row.mtime_ns:
            return ""
        if digest_bytes(Path(path).read_bytes()) != row.content:
            return "altered in the output folder"
        partition.restamps.append((row.path, found.st_mtime_ns))
        return ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one output file would be written, kept or deleted; each input with its encoding."""

    step: Step
    inputs: tuple[tuple[str, str, str], ...] = ()
    """State (`new`, `same` or `changed`), name and value."""


def explain(planner: Planner, parts: Iterable[Part], path: str) -> Explanation | None:
    """Find the file at a path of the output folder and say what would be done with it."""
    deletion = None
    for part in parts:
        if part.kind == "index" and search.INDEX not in f"/{path}":  # it takes long to make
            continue
        partition = planner.partition(part)
        step = next((s for s in partition.steps if s.path == path), None)
        if step is not None and step.target is None:
            deletion = Explanation(step)  # unless another part has it
        target = next((t for t in planner.targets.of(part) if t.path == path), None)
        if target is None:
            continue
        step = step or Step(path, Action.KEEP, "nothing changed", target)
        changed = step.reason.removeprefix("changed: ").split(", ")
        state = "new" if step.action is Action.CREATE else ""
        states = (
            (state or ("changed" if name in changed else "same"), name, value)
            for name, value in inputs(target)
        )
        return Explanation(step, tuple(states))
    return deletion


class Plan(NamedTuple):
    """What a build has to do: the parts that may have changed, and the files kept of all others."""

    dirty: list[Part]
    kept: int
    restamps: list[tuple[str, int]]


def make_plan(session: Session, frame: Frame) -> Plan:
    """Plan the parts of a site: those whose roll-up is unchanged keep all their files."""
    session.meter.turn(Stage.PLAN)
    planner = Planner(frame, session.catalogue, session.manifest)
    dirty: list[Part] = []
    kept, restamps = 0, list[tuple[str, int]]()
    for part in planner.parts():
        partition = planner.unchanged(part)
        if partition is None:
            dirty.append(part)
        else:
            kept += partition.kept
            restamps += partition.restamps
    return Plan(dirty, kept, restamps)
