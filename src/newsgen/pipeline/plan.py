"""Planning: what the output should hold, by its keys, against what it holds.

A target is stale if its key differs from that of the file. A partition whose window has the digest
of the last build is skipped.
"""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from newsgen.digest import (
    SIZE,
    checksums,
    digest_bytes,
    digest_fields,
    encode_fields,
    field_names,
    shown_fields,
)
from newsgen.pipeline._survey import Survey
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.result import Action
from newsgen.pipeline.session import Session
from newsgen.pipeline.workers import batches
from newsgen.site.frame import Frame
from newsgen.site.partitions import Partitions, Planned
from newsgen.site.target import Target
from newsgen.store import Catalogue, Manifest, TargetRow


class TargetKey(NamedTuple):
    """A target's key as a digest, and the checksums of its inputs."""

    digest: bytes
    checksums: bytes


class Keys:
    """Encodes what decides the bytes of targets; the key is the encodings' digest."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._templates = dict(frame.template_digests)

    def of(self, root: str, targets: Sequence[Target]) -> list[TargetKey]:
        """Return the keys of targets of a root. Raises `NewsgenError` as `encodings` does."""
        encodings = [self.encodings(root, target) for target in targets]
        keys = [digest_fields(encoded) for encoded in encodings]
        sums = [checksums(encoded) for encoded in encodings]
        return list(map(TargetKey, keys, sums))

    def encodings(self, root: str, target: Target) -> list[bytes]:
        """Return the encodings of a target's inputs: two digests, then its view's fields.

        Raises:
            NewsgenError: a template is missing or is not valid Jinja.

        """
        template = site = bytes(SIZE)
        if target.template:
            template, site = self._template(target.template), self._frame.site_digests[root]
        return [template, site, *encode_fields(target.view)]

    def _template(self, template: str) -> bytes:
        if template not in self._templates:
            self._templates[template] = self._frame.theme.template_digest(template)
        return self._templates[template]


def inputs(target: Target) -> list[tuple[str, str]]:
    """Return the names of all that decides a target's bytes, and the values of its view's."""
    view = target.view
    return [
        ("template", ""),
        ("site", ""),
        *zip(field_names(view), shown_fields(view), strict=True),
    ]


def changed_inputs(names: list[str], now: bytes, before: bytes) -> list[str]:
    """Name the inputs whose checksums differ; a view of another shape is named as a whole."""
    if not before:
        return ["the version of newsgen"]
    if len(now) != len(before):
        return ["the shape of the view"]
    return [
        name
        for at, name in enumerate(names)
        if now[at * 4 : at * 4 + 4] != before[at * 4 : at * 4 + 4]
    ] or ["an input"]


TOGETHER: Final = 64
"""Targets whose keys are made together: what is done in a row takes a sixth less time."""
NO_LONGER: Final = "no longer part of the site"
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
class PartitionPlan:
    """The plan of a partition: what is to be done, and how many files are kept as they are.

    `restamps` are files that are as they were written, but for their time.
    """

    planned: Planned
    steps: list[Step] = field(default_factory=list)
    kept: int = 0
    restamps: list[tuple[str, int]] = field(default_factory=list)


class Planner:
    """Compares the targets of a site's parts with the manifest, partition by partition."""

    def __init__(
        self,
        frame: Frame,
        catalogue: Catalogue,
        manifest: Manifest,
        survey: Survey | None = None,
    ) -> None:
        self.frame = frame
        self.site = Partitions(frame, catalogue)
        self._manifest = manifest
        self._survey = survey or Survey(manifest, frame.output)
        self._keys = Keys(frame)
        self._is_first = manifest.is_empty()
        self._digests = manifest.digests()

    def partitions(self) -> Iterator[Planned]:
        """Yield the partitions, and last those of the last build that the site has no longer."""
        gone = dict.fromkeys(self._manifest.partitions())
        for planned in self.site.every():
            gone.pop(planned.key, None)
            yield planned
        yield from map(Planned, sorted(gone))

    def unchanged(self, planned: Planned) -> PartitionPlan | None:
        """Return the plan of a partition whose window gives what it gave before, or `None`."""
        if not planned.digest or planned.digest != self._digests.get(planned.key):
            return None
        plan = PartitionPlan(planned, kept=self._survey.counts[planned.key])
        altered = self._survey.altered.get(planned.key, ())
        rows = self._manifest.rows(planned.key) if altered else {}
        for path in altered:
            row = rows.get(path)
            if row is None or self._damage(row, plan):
                return None
        return plan

    def plan(self, planned: Planned) -> PartitionPlan:
        """Plan a partition, file by file."""
        plan = PartitionPlan(planned)
        for steps in self.steps(plan):
            plan.steps += steps
        return plan

    def steps(self, plan: PartitionPlan) -> Iterator[list[Step]]:
        """Yield what is to be done in the partition of an empty plan, some files at a time.

        The plan gets what else there is to say. A large month's views are never all there at once.
        """
        planned = plan.planned
        rows = {} if self._is_first else self._manifest.rows(planned.key)
        every = self.site.targets(planned.partition) if planned.partition else ()
        for targets in batches(every, TOGETHER):
            steps = []
            for target, key in zip(targets, self._keys.of(planned.root, targets), strict=True):
                row = rows.pop(target.path, None) or self._row_elsewhere(target.path)
                action, why = self._compared(target, key, row, plan) if row else _NEW
                if action is Action.KEEP:
                    plan.kept += 1
                else:
                    steps.append(Step(target.path, action, why, target, key.digest, key.checksums))
            yield steps
        yield [Step(path, Action.DELETE, NO_LONGER, None) for path in sorted(rows)]

    def has_written(self, path: str) -> bool:
        """Return whether the last build wrote a file."""
        return self._manifest.row(path) is not None

    def _row_elsewhere(self, path: str) -> TargetRow | None:
        """Find a file that was in another part: a release whose date was corrected moves."""
        return None if self._is_first else self._manifest.row(path)

    def _compared(
        self, target: Target, key: TargetKey, row: TargetRow, plan: PartitionPlan
    ) -> tuple[Action, str]:
        """Say what is to be done with a file that newsgen wrote before, and why."""
        if row.key == key.digest:
            problem = self._damage(row, plan)
            if not problem and row.partition != plan.planned.key:
                problem = "moved to another part of the site"
            return (Action.UPDATE if problem else Action.KEEP), problem
        names = [name for name, _ in inputs(target)]
        changed = changed_inputs(names, key.checksums, row.checksums)
        return Action.UPDATE, f"changed: {', '.join(changed)}"

    def _damage(self, row: TargetRow, plan: PartitionPlan) -> str:
        """Say what happened to a file since newsgen wrote it: nothing, if its stamp is the same.

        A stamp that differs proves nothing: a restored cache or a copied folder has new ones.
        """
        path = f"{self.frame.output}/{row.path}"
        try:
            stamp = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return "missing from the output folder"
        if not stat.S_ISREG(stamp.st_mode) or stamp.st_size != row.size:
            return "altered in the output folder"
        if stamp.st_mtime_ns == row.mtime_ns:
            return ""
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 (there may be many)
            data = stream.read()
        if digest_bytes(data) != row.content:
            return "altered in the output folder"
        plan.restamps.append((row.path, stamp.st_mtime_ns))
        return ""


def list_steps(planner: Planner) -> tuple[list[Step], Counter[Action]]:
    """Return what a build would do with each file that it does not keep, and counts of all."""
    steps: list[Step] = []
    counts: Counter[Action] = Counter()
    for planned in planner.partitions():
        plan = planner.unchanged(planned) or planner.plan(planned)
        counts[Action.KEEP] += plan.kept
        steps += plan.steps
    written = {step.path for step in steps if step.target is not None}
    # A file that another partition writes has moved, and is not deleted.
    steps = [s for s in steps if s.target is not None or s.path not in written]
    counts.update(step.action for step in steps)
    return steps, counts


@dataclass(frozen=True, slots=True)
class FileExplanation:
    """Why one output file would be written, kept or deleted; each input with its encoding."""

    step: Step
    inputs: tuple[tuple[str, str, str], ...] = ()
    """State (`new`, `same` or `changed`), name and value."""


def explain(planner: Planner, path: str) -> FileExplanation | None:
    """Say what would be done with the file at a path of the output folder, if there is one."""
    root, path_there = planner.site.split(path)
    for partition in planner.site.making(root, path_there):
        target = next((t for t in planner.site.targets(partition) if t.path == path), None)
        if target is not None:
            return _explained(planner.plan(Planned(partition.key, partition)), target)
    if planner.has_written(path):
        return FileExplanation(Step(path, Action.DELETE, NO_LONGER, None))
    return None


def _explained(plan: PartitionPlan, target: Target) -> FileExplanation:
    keep = Step(target.path, Action.KEEP, "nothing changed", target)
    step = next((step for step in plan.steps if step.path == target.path), keep)
    changed = step.reason.removeprefix("changed: ").split(", ")
    state = "new" if step.action is Action.CREATE else ""
    states = (
        (state or ("changed" if name in changed else "same"), name, value)
        for name, value in inputs(target)
    )
    return FileExplanation(step, tuple(states))


class Plan(NamedTuple):
    """What a build has to do: the partitions that may have changed, and what others keep."""

    dirty: list[Planned]
    kept: int
    restamps: list[tuple[str, int]]


def make_plan(session: Session, frame: Frame) -> Plan:
    """Plan the partitions of a site: those whose window gives what it gave keep all their files."""
    session.meter.turn(Stage.PLAN)
    planner = Planner(frame, session.catalogue, session.manifest, session.survey)
    dirty: list[Planned] = []
    kept, restamps = 0, list[tuple[str, int]]()
    for planned in planner.partitions():
        unchanged = planner.unchanged(planned)
        if unchanged is None:
            dirty.append(planned)
        else:
            kept += unchanged.kept
            restamps += unchanged.restamps
    return Plan(dirty, kept, restamps)
