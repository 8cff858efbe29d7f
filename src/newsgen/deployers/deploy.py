"""The steps of a deployment: stage beside the live release, test, switch, reload, forget."""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from errno import EDQUOT, ENOSPC
from functools import cached_property
from itertools import chain
from typing import Any, Final

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.folder import STATE
from newsgen.deployers.holding import (
    RELEASES,
    STAGED,
    Holding,
    look,
    note,
    own_tree,
    place_of,
    read_tree,
)
from newsgen.deployers.kept import clear, drop, paths_of, prune
from newsgen.deployers.manifest import FileKind, seal_of
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.plan import amended, make_plan, only_deletions, only_take_downs, whole
from newsgen.deployers.removals import KnownRemovals
from newsgen.deployers.switch import CommandFailedError, Switch, lead
from newsgen.deployers.target import DeployTarget
from newsgen.deployers.unverified import Unverified
from newsgen.diagnostics import fatal
from newsgen.digest import digest_bytes

_PLACE: Final = "/newsgen-release-that-is-yet-to-be-named"


_IN_PLACE: Final = (
    "What is down was taken down there by deleting its files and earlier releases; listings may "
    "name it until there is room."
)


class Configuration:
    """The web server's configuration, made when a target has none that was made from the same."""

    def __init__(self, output: BuiltOutput, settings: DeploySettings) -> None:
        self._output, self._settings = output, settings
        self.key = ""
        if settings.server != "none":
            given = (settings.server, settings.listen, output.model_key)
            self.key = digest_bytes(*(text.encode() for text in given)).hex()

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """The files, with a place in them for the path of the release."""
        from newsgen.hosting.configuration import (  # noqa: PLC0415 (slow to load, as are these)
            CannotHostError,
            HostOptions,
        )
        from newsgen.hosting.hosts import write  # noqa: PLC0415
        from newsgen.hosting.site import HostedSite  # noqa: PLC0415

        site = self._output.site
        hosted = HostedSite(site.roots, site.settings, f"{_PLACE}/site")
        options = HostOptions(f"{_PLACE}/hosting", self._settings.listen, is_linked=True)
        try:
            return write(self._settings.server, hosted, options).files
        except CannotHostError as error:
            raise fatal("NG711", str(error), self._settings.server, error.hint) from None

    def at(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Yield its files for a release in a folder.

        Raises:
            NewsgenError: the server cannot serve the site.

        """
        for name, text in self._files.items() if self.key else ():
            yield name, text.replace(_PLACE, folder).encode()


class Deployment:
    """The deployment to one target: it is planned, staged, tested, switched and finished."""

    left_out: Sequence[str] = ()
    is_done = True
    """Take-downs are done whatever happens, as they have no order."""

    def __init__(
        self,
        target: DeployTarget,
        output: BuiltOutput,
        settings: DeploySettings,
        configuration: Configuration,
        returns_to: str = "",
        *,
        upload_all: bool = False,
        take_downs_only: bool = False,
    ) -> None:
        """Plan it. What was stopped is live, and falls back to the release that it `returns_to`."""
        self.target, self.output, self.settings = target, output, settings
        self.configuration = configuration
        self.holding, self.unverified = look(target, returns_to), Unverified.noted_on(target)
        self.is_partial = take_downs_only
        self.release = ""
        self.dropped = 0
        """How many earlier releases were deleted, as all files were uploaded."""
        self._uploads_all = upload_all
        live = self.holding.live
        self._tree = own_tree(target, live, of_its_own=bool(returns_to)) if live else ""
        self._before = self.holding.manifest
        if live and self.holding.trouble and (upload_all or take_downs_only):
            self._before = read_tree(target, self._tree, self.holding.manifest, output)
        self.plan = make_plan(output, self._before, self._names, int(time.time()))
        self.removals = KnownRemovals.of(target, output.tombstones)
        if take_downs_only:
            self._leave_take_downs()

    def _leave_take_downs(self) -> None:
        """Have the plan do nothing else; a site folder that is older only has files deleted."""
        limit = only_deletions if self.removals.refusal else only_take_downs
        self.plan = limit(self.plan, self.output, self._fetch)

    @property
    def is_needed(self) -> bool:
        """Return whether there is anything to do."""
        if self.is_partial:
            return not self.plan.is_empty
        other = self._before.configuration != self.configuration.key
        return not self.plan.is_empty or other or self._uploads_all or not self.holding.live

    def _names(self) -> list[str]:
        return self.target.paths(self._tree) if self._tree else []

    def _fetch(self, paths: Collection[str]) -> Iterable[tuple[str, bytes]]:
        return self.target.fetch(self._tree, paths) if self._tree else ()

    def stage(self) -> None:
        """Put the new release beside the live one; no reader sees it."""
        target, live = self.target, self.holding.live
        trusts_spare = not (self._uploads_all or self.holding.trouble)
        runs = self.unverified.runs
        clear(target, self.holding, self._tree, trusts_spare=trusts_spare, runs=runs)
        if self.settings.address:
            down = self.plan.groups["taken_down"]
            self.unverified = self.unverified.expecting(target, down)
        if self.is_partial:
            return
        self.release = self._next_name()
        folder = f"{RELEASES}/{self.release}"
        written = [file.path for file in self.plan.written]
        keeps = self._keeps_configuration
        configured = () if keeps else [*self._configured(folder)]
        if live and not self._uploads_all:
            target.clone(self._tree, f"{folder}/tree-1", without=self.plan.gone)
        else:
            written = [file.path for file in self.output.files.values()]
            self.plan.left.clear()
        target.put(folder, chain(self._placed("tree-1", written), configured))
        if keeps:
            at = f"{target.folder}/{RELEASES}"
            old, new = f"{RELEASES}/{live}/hosting", f"{folder}/hosting"
            target.adapt(old, new, was=f"{at}/{live}", now=f"{at}/{self.release}")
        target.link(f"{folder}/site", "tree-1")
        manifest = whole(self.output, self.plan, self._before)._replace(
            before=live, configuration=self.configuration.key, is_whole=self._uploads_all
        )
        target.write(f"{STATE}/{self.release}{STAGED}", manifest.dump())
        self.removals.note()

    def _next_name(self) -> str:
        """Return a name for the release, after all others and free."""
        number = int(max([*self.holding.kept, self.holding.live]) or 0) + 1
        names = self.target.names(RELEASES)
        while f"{number:06}" in names:  # others put it there
            number += 1
        return f"{number:06}"

    def _placed(self, tree: str, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield files of the output folder, each with its place below a tree."""
        return ((f"{tree}/{path}", self.output.read(path)) for path in paths)

    def _configured(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the configuration."""
        for name, data in self.configuration.at(f"{self.target.folder}/{folder}"):
            yield f"hosting/{name}", data

    @property
    def _keeps_configuration(self) -> bool:
        """Return whether the live release has its configuration from the same, and nothing else."""
        key, target = self.configuration.key, self.target
        at = f"{RELEASES}/{self.holding.live}/hosting"
        if not key or key != self._before.configuration or self._uploads_all:
            return False
        names = target.names(at)
        return bool(names) and all(target.kind(f"{at}/{name}") == "file" for name in names)

    def test(self) -> None:
        """Test the new configuration. Raises `CommandFailedError`."""
        if not self.is_partial:
            self._switch().test()

    def switch(self) -> None:
        """Have readers get what is new. Raises `CommandFailedError`."""
        if self.is_partial:
            self._amend()
            self.target.settle()
        else:
            self._switch().switch()

    def fall_back(self) -> None:
        """Return to the live release, as its successor cannot be: without what is taken down."""
        if self.is_partial:
            if not self.release:
                self.switch()
            return
        self.is_partial = True
        self._leave_take_downs()
        self.take_back(self.release)

    def take_back(self, staged: str) -> None:
        """Return to the live release, without what is down, and delete what was staged."""
        self.release = staged
        switch = self._switch()
        self.release = ""
        switch.take_back(self._amend() or self._tree)
        if staged:
            self.target.remove(paths_of(staged))
        self.target.settle()

    def rescue(self, reason: OSError) -> str:
        """Take down what can be on a host that cannot be written to; say in words what was done.

        Where it lacks room, the releases that are kept are deleted first. If that is not enough,
        files of the live release are.
        """
        target, live, staged = self.target, self.holding.live, self.release
        was_partial, self.is_partial, self.release = self.is_partial, True, ""
        if not was_partial:
            self._leave_take_downs()
        if not (live and _lacks_room(reason)):
            return ""
        left = [name for name in self.holding.kept if name != self.unverified.runs]
        if staged not in ("", live):
            self._switch().take_back(self._tree)
            left.append(staged)
        clear(target, self.holding, self._tree, trusts_spare=False, runs=self.unverified.runs)
        target.remove([path for name in left for path in paths_of(name)])
        target.settle()
        try:
            self._amend()
            target.settle()
            how = "What is down was taken down there, and earlier releases were deleted for it."
        except OSError:
            self.release, how = "", _IN_PLACE
            self._take_down_in_place()
        return "" if self.plan.is_empty else how

    def _take_down_in_place(self) -> None:
        """Delete what is taken down from the live website; nothing can be written."""
        plan = self.plan
        for path in sorted({*plan.groups["taken_down"], *plan.media, *plan.derived}):
            self.target.remove([f"{self._tree}/{path}"])
        self.target.settle()

    def _switch(self) -> Switch:
        live, runs = self.holding.live, self.unverified.runs
        return Switch(self.target, self.settings, self.release, live, runs)

    def _amend(self) -> str:
        """Take files down in the live release, whose configuration stays; return its new tree."""
        target, live, plan = self.target, self.holding.live, self.plan
        if not live or plan.is_empty:
            return ""
        folder, _, number = self._tree.rpartition("-")
        new = f"{folder}-{int(number) + 1}"
        # A server that knows of no take-down yet would answer 200 with the page that says it.
        has_server = self.settings.server != "none"
        written = [
            file for file in plan.written if not (has_server and file.held.kind is FileKind.RETIRED)
        ]
        target.clone(self._tree, new, without=plan.removed)
        target.put(new, ((file.path, self.output.read(file.path)) for file in written))
        target.link(f"{RELEASES}/{live}/site", new.rpartition("/")[2])
        lead(target, self.unverified.runs, live, new.rpartition("/")[2])
        self._before = amended(self.output, replace(plan, written=written), self._before)
        self.release = live
        return new

    def conclude(self, kind: str, seconds: float, **more: Any) -> None:
        """Delete the releases that nobody may return to, and note what was done."""
        if not self.release:
            return
        target, holding = self.target, self.holding
        staged = f"{STATE}/{self.release}{STAGED}"
        data = self._before.dump() if self.is_partial else target.read(staged) or b""
        takes_down = self.plan.takes_down or self._lacks_known
        checks = takes_down or bool(holding.trouble) or self._has_newer
        others = {*holding.kept, holding.live} - {"", self.release}
        if self._uploads_all and not self.is_partial:
            self.dropped = len(others)
            drop(target, others)
            others.clear()
        surplus = prune(target, others, self.settings.keep, self.output if checks else None)
        facts = self.plan.facts(seconds) | more
        if self.is_partial:  # until the manifest is written too, either is right
            self.removals.note()  # not before, as a host without room may not hold a take-down up
            target.remove([self._tree])
            facts["was"] = seal_of(target.read(f"{STATE}/{self.release}") or b"")
        note(target, holding, self.release, data, kind=kind, commit=self.output.commit, **facts)
        target.tidy(surplus, own_tree(target, self.release))
        target.settle()

    @property
    def runs(self) -> str:
        """The release that a server runs which has loaded nothing since it was last verified."""
        return self.unverified.runs or self.holding.live

    def forget(self) -> None:
        """Delete the kept releases with words that are down, if nothing else is to be done."""
        if self._has_newer:
            clear(self.target, self.holding, self._tree, runs=self.unverified.runs)
            prune(self.target, self.holding.kept, self.settings.keep, self.output)
            self.target.settle()

    @property
    def _lacks_known(self) -> bool:
        """Whether the manifest has pages or files that go, though they may be deleted already."""
        gone = self.holding.manifest.files.keys() - self.output.files.keys()
        kinds = {self.holding.manifest.files[digest].kind for digest in gone}
        return bool(kinds & {FileKind.PAGE, FileKind.MEDIA})

    @property
    def _has_newer(self) -> bool:
        """Whether releases are kept that may have what the live one lacks: it was returned to."""
        holding = self.holding
        # The record is long, and says of few sites that they were returned to an older commit.
        place = place_of(holding) if b'"returns_to"' in holding.record else holding.live
        return any(name > place for name in holding.kept)


def _lacks_room(error: OSError) -> bool:
    """Return whether a disk is full, here or on a server, whose words are all that is known."""
    said = str(error).lower()
    return error.errno in (ENOSPC, EDQUOT) or "no space left" in said or "quota" in said


def resume(target: DeployTarget, settings: DeploySettings, output: BuiltOutput) -> bool:
    """Finish a deployment that was stopped after its release was live, if one was.

    Raises:
        CommandFailedError: its configuration fails. The release before it is live then, without
            what is down, if it is still there.

    """
    if not any(name.endswith(STAGED) for name in target.names(STATE)):
        return False
    holding = look(target)
    if not holding.is_unfinished or holding.trouble:
        return False
    before, failure = holding.manifest.before, None
    switch = Switch(target, settings, holding.live, before, Unverified.noted_on(target).runs)
    try:
        switch.test()
        switch.switch()
    except CommandFailedError as error:
        failure = error
        if _is_taken_back(target, settings, output, holding):
            raise
    if holding.manifest.is_whole:
        drop(target, holding.kept)
    else:
        target.remove(prune(target, holding.kept, settings.keep, output))
    data = target.read(f"{STATE}/{holding.live}{STAGED}") or b""
    note(target, holding, holding.live, data, kind="resumed", commit=holding.manifest.commit)
    target.settle()
    if failure:
        raise failure
    return True


def _is_taken_back(
    target: DeployTarget, settings: DeploySettings, output: BuiltOutput, holding: Holding
) -> bool:
    """Return to the release before, without what is down; return whether that is still there."""
    before = holding.manifest.before
    if not before:
        Switch(target, settings, holding.live, "").take_back("")
        return True
    if before not in holding.kept or not own_tree(target, before, of_its_own=True):
        return False
    configuration = Configuration(output, settings)
    back = Deployment(target, output, settings, configuration, before, take_downs_only=True)
    back.take_back(holding.live)
    back.conclude("take-downs", 0)
    return True
