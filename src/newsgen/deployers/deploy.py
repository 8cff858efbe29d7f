"""The steps of a deployment: stage beside the live release, test, switch, reload, verify, forget.

A target's folder holds this, and no more:

    live -> releases/000013         what the web server's own configuration names
    releases/000013/site -> tree-1  the document root
    releases/000013/tree-1/         the website, with hard links to what did not change
    releases/000013/hosting/        the configuration of the web server
    .newsgen/000013                 the manifest; it ends in .staged until all is done
    .newsgen/record.jsonl           a line for each deployment

The configuration names the document root by its release. So a server that runs serves the old
release with its old configuration until it is told to load the new one, but for one thing: the
`site` of the old release is led to the new website first. That is the instant of the switch, and
of each take-down in it, however long the server takes to load what it is told.
"""

import json
import re
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain
from typing import Any, Final

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.folder import STATE
from newsgen.deployers.manifest import (
    DamagedManifestError,
    DeployedManifest,
    FileKind,
    HeldFile,
    path_digest,
    seal_of,
)
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.plan import make_plan, only_take_downs, whole
from newsgen.deployers.target import DeployTarget, TargetError
from newsgen.digest import digest, digest_bytes
from newsgen.hosting.configuration import HostOptions
from newsgen.hosting.hosts import write
from newsgen.hosting.site import HostedSite

LIVE: Final = "live"
RELEASES: Final = "releases"
RECORD: Final = f"{STATE}/record.jsonl"
_STAGED: Final = ".staged"
_LEADS: Final = re.compile(rf"{RELEASES}/(\d{{6}})")
_PLACE: Final = "/newsgen-release-that-is-yet-to-be-named"
UNTRUSTED: Final = (
    "Find out who did that; newsgen deploy NAME --verify --full compares every file. Then deploy "
    "with --upload-all, which takes nothing over from the target."
)


class CommandFailedError(TargetError):
    """A command of the target's settings has failed."""


@dataclass
class Holding:
    """What a target holds: the live release with its manifest, and those that are kept.

    With `is_unfinished`, the deployment that made it live was stopped before all was done.
    `trouble` says why the manifest cannot be trusted.
    """

    live: str = ""
    manifest: DeployedManifest = field(default_factory=lambda: DeployedManifest({}))
    is_unfinished: bool = False
    kept: tuple[str, ...] = ()
    trouble: str = ""
    record: bytes = b""

    @property
    def is_first(self) -> bool:
        return not self.live


def check_place(target: DeployTarget) -> None:
    """See that what newsgen would write to is its own. Raises `TargetError`."""
    for name, kinds in ((STATE, ("folder",)), (RELEASES, ("folder",)), (LIVE, ("link",))):
        if target.kind(name) not in ("", *kinds):
            hint = "Nothing was touched. Move it away, or deploy to another folder."
            raise TargetError(f"{target.name}: {name} is not a {kinds[0]} of newsgen's", hint)


def look(target: DeployTarget) -> Holding:
    """Look at what a target holds. Raises `TargetError` if it is not newsgen's to deploy to."""
    check_place(target)
    holding = Holding(record=target.read(RECORD) or b"")
    states = {name for name in target.names(STATE) if re.fullmatch(r"\d{6}(\.staged)?", name)}
    if target.kind(LIVE):
        leads_to = _LEADS.fullmatch(target.leads_to(LIVE))
        if leads_to is None or target.kind(leads_to[0]) != "folder":
            hint = f"Have it lead to a folder in {RELEASES}, or delete it."
            raise TargetError(f"{target.name}: {LIVE} leads to what newsgen did not deploy", hint)
        holding.live = leads_to[1]
        holding.is_unfinished = f"{holding.live}{_STAGED}" in states
        _read_manifest(target, holding)
    holding.kept = tuple(sorted(name for name in states if name.isdigit() and name != holding.live))
    return holding


def _read_manifest(target: DeployTarget, holding: Holding) -> None:
    data = target.read(_state(holding)) or b""
    try:
        holding.manifest = DeployedManifest.load(data)
    except DamagedManifestError:
        holding.trouble = (
            f"{target.name}: the manifest of the last deployment is missing or damaged"
        )
        return
    last = b"".join(holding.record.splitlines()[-1:])
    if not holding.is_unfinished and seal_of(data).encode() not in last:
        holding.trouble = (
            f"{target.name}: the manifest is not the one that the last deployment left"
        )


def _state(holding: Holding) -> str:
    return f"{STATE}/{holding.live}{_STAGED if holding.is_unfinished else ''}"


def read_tree(
    target: DeployTarget, tree: str, manifest: DeployedManifest, output: BuiltOutput
) -> DeployedManifest:
    """Return what is on a target as its files say, whatever its manifest does."""
    files = {}
    for path, data in target.fetch(tree, target.paths(tree)):
        built = output.files.get(path_digest(path))
        kind = built.held.kind if built else FileKind.LISTING
        if output.answer_at(path).status == 410:
            kind = FileKind.PAGE
        files[path_digest(path)] = HeldFile(kind, digest_bytes(data))
    return manifest._replace(files=files)


def own_tree(target: DeployTarget, release: str, *, of_its_own: bool = False) -> str:
    """Return the folder with the website of a release, which may be the live one.

    That of another one is `of_its_own`: its `site` was led to that of its successor.
    """
    folder = f"{RELEASES}/{release}"
    if of_its_own:
        trees = [name for name in target.names(folder) if name.startswith("tree-")]
        return f"{folder}/{trees[-1]}"
    return f"{folder}/{target.leads_to(f'{folder}/site')}"


class Configuration:
    """The web server's configuration, made when a target has none that was made from the same."""

    def __init__(self, output: BuiltOutput, settings: DeploySettings) -> None:
        self._output, self._settings = output, settings
        given = (settings.server, settings.listen, output.model_key)
        self.key = digest(given).hex() if settings.server != "none" else ""

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """The files, with a place in them for the path of the release."""
        site = self._output.site
        hosted = HostedSite(site.roots, site.settings, f"{_PLACE}/site")
        options = HostOptions(f"{_PLACE}/hosting", self._settings.listen)
        return write(self._settings.server, hosted, options).files

    def at(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Yield its files for a release in a folder.

        Raises:
            CannotHostError: the server cannot serve the site.

        """
        for name, text in self._files.items() if self.key else ():
            yield name, text.replace(_PLACE, folder).encode()


class Switch:
    """The step from one release to another on one target, which can be taken back.

    A server whose configuration is deployed goes by that: `live` is led to the new release to test
    it, and no reader notices. The files are switched by the `site` of the release that it runs.
    """

    def __init__(self, target: DeployTarget, settings: DeploySettings, new: str, old: str) -> None:
        self._target, self._settings, self._new, self._old = target, settings, new, old
        self._has_server = settings.server != "none"

    def test(self) -> None:
        """Test the new configuration. Raises `CommandFailedError`."""
        if self._has_server:
            self._target.link(LIVE, f"{RELEASES}/{self._new}")
        _run(self._target, self._settings.test)

    def switch(self) -> None:
        """Have readers get the new files, then the new configuration.

        Raises:
            CommandFailedError: it cannot be loaded.

        """
        if self._has_server and self._old not in ("", self._new):
            tree = self._target.leads_to(f"{RELEASES}/{self._new}/site")
            self._target.link(f"{RELEASES}/{self._old}/site", f"../{self._new}/{tree}")
        self._target.link(LIVE, f"{RELEASES}/{self._new}")
        _run(self._target, self._settings.reload)

    def take_back(self, tree: str) -> None:
        """Have readers get the old release with the website in a folder of it."""
        if self._old:
            self._target.link(f"{RELEASES}/{self._old}/site", tree.rpartition("/")[2])
            self._target.link(LIVE, f"{RELEASES}/{self._old}")
        else:
            self._target.remove([LIVE])


class Deployment:
    """The deployment to one target: it is planned, staged, tested, switched and finished."""

    def __init__(
        self,
        target: DeployTarget,
        output: BuiltOutput,
        settings: DeploySettings,
        configuration: Configuration,
        *,
        upload_all: bool = False,
        take_downs_only: bool = False,
    ) -> None:
        self.target, self.output, self.settings = target, output, settings
        self.configuration = configuration
        self.holding = look(target)
        self.is_partial = take_downs_only
        self.release = ""
        self._uploads_all = upload_all
        live = self.holding.live
        self._tree = own_tree(target, live) if live else ""
        self._before = self.holding.manifest
        if live and self.holding.trouble and (upload_all or take_downs_only):
            self._before = read_tree(target, self._tree, self.holding.manifest, output)
        self.plan = make_plan(output, self._before, self._names, int(time.time()))
        if take_downs_only:
            self.plan = only_take_downs(self.plan, output, self._fetch)

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
        _clear(target, self.holding, self._tree)
        if self.is_partial:
            return
        known = [int(name) for name in target.names(RELEASES) if name.isdigit()]
        self.release = f"{max([*known, int(live or 0)]) + 1:06}"
        folder = f"{RELEASES}/{self.release}"
        written = [file.path for file in self.plan.written]
        if live and not self._uploads_all:
            target.clone(self._tree, f"{folder}/tree-1", without=self.plan.removed)
        else:
            written = [file.path for file in self.output.files.values()]
            self.plan.left.clear()
        configured = [*self._configured(folder)]  # a target does one thing at a time
        target.put(folder, chain(self._placed("tree-1", written), configured))
        target.link(f"{folder}/site", "tree-1")
        manifest = DeployedManifest(
            whole(self.output, self.plan, self._before),
            self.output.commit,
            live,
            self.configuration.key,
            {digest.hex(): since for digest, since in self.plan.left.items()},
        )
        target.write(f"{STATE}/{self.release}{_STAGED}", manifest.dump())

    def _placed(self, tree: str, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield files of the output folder, each with its place below a tree."""
        return ((f"{tree}/{path}", self.output.read(path)) for path in paths)

    def _configured(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the configuration, from the live release if they are the same."""
        at = f"{self.target.folder}/{folder}"
        files = self.configuration.at(at)
        key, live = self.configuration.key, f"{RELEASES}/{self.holding.live}"
        if key and key == self._before.configuration and not self._uploads_all:
            names = self.target.names(f"{live}/hosting")
            old = f"{self.target.folder}/{live}".encode()
            kept = self.target.fetch(f"{live}/hosting", names)
            files = ((name, data.replace(old, at.encode())) for name, data in kept)
        return ((f"hosting/{name}", data) for name, data in files)

    def test(self) -> None:
        """Test the new configuration. Raises `CommandFailedError`."""
        if not self.is_partial:
            self._switch().test()

    def switch(self) -> None:
        """Have readers get what is new. Raises `CommandFailedError`."""
        if self.is_partial:
            self._amend()
        else:
            self._switch().switch()

    def fall_back(self) -> None:
        """Return to the live release, as its successor cannot be: without what is taken down."""
        if self.is_partial:
            return
        self.is_partial = True
        staged, switch = self.release, self._switch()
        self.plan = only_take_downs(self.plan, self.output, self._fetch)
        self.release = ""
        switch.take_back(self._amend() or self._tree)
        self.target.remove(_paths_of(staged))

    def _switch(self) -> Switch:
        return Switch(self.target, self.settings, self.release, self.holding.live)

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
        files = dict(self._before.files)
        for path in plan.removed:
            files.pop(path_digest(path), None)
        files.update((path_digest(file.path), file.held) for file in written)
        self._before = self._before._replace(files=files)
        self.release = live
        return new

    def conclude(self, kind: str, seconds: float) -> None:
        """Delete the releases that nobody may return to, and note what was done."""
        if not self.release:
            return
        target, holding = self.target, self.holding
        data = self._before.dump() if self.is_partial else target.read(self._staged) or b""
        checks = self.plan.takes_down or bool(holding.trouble)
        others = {*holding.kept, holding.live} - {"", self.release}
        _prune(target, others, self.settings.keep, self.output if checks else None)
        facts: dict[str, Any] = {
            "counts": {name: len(paths) for name, paths in self.plan.groups.items()},
            "bytes": self.plan.bytes,
            "seconds": round(seconds, 2),
        }
        if self.is_partial:  # until the manifest is written too, either is right
            target.remove([self._tree])
            facts["was"] = seal_of(target.read(f"{STATE}/{self.release}") or b"")
        note(target, holding, self.release, data, kind=kind, commit=self.output.commit, **facts)

    @property
    def _staged(self) -> str:
        return f"{STATE}/{self.release}{_STAGED}"


def resume(target: DeployTarget, settings: DeploySettings, output: BuiltOutput) -> bool:
    """Finish a deployment that was stopped after its release was live, if one was.

    Raises:
        CommandFailedError: its configuration fails. The release before it is live then.

    """
    holding = look(target)
    if not holding.is_unfinished or holding.trouble:
        return False
    before = holding.manifest.before
    switch = Switch(target, settings, holding.live, before)
    try:
        switch.test()
        switch.switch()
    except CommandFailedError:
        if not before or before in holding.kept:
            switch.take_back(own_tree(target, before, of_its_own=True) if before else "")
        raise
    _prune(target, holding.kept, settings.keep, output)
    data = target.read(f"{STATE}/{holding.live}{_STAGED}") or b""
    note(target, holding, holding.live, data, kind="resumed", commit=holding.manifest.commit)
    return True


def _pages(manifest: DeployedManifest) -> set[bytes]:
    return {digest for digest, file in manifest.files.items() if file.kind is FileKind.PAGE}


class NothingKeptError(TargetError):
    """A target keeps no release that could be returned to."""

    def __init__(self, message: str) -> None:
        super().__init__(
            message,
            "Nothing was changed. To show an older site, check out its commit, put today's "
            "tombstones.txt, urls.txt and withdrawn releases into it, build, and deploy that.",
        )


class RollBack:
    """The way back to a release that a target keeps."""

    def __init__(
        self,
        target: DeployTarget,
        settings: DeploySettings,
        published: Collection[bytes],
        steps: int,
    ) -> None:
        """Choose the release `steps` before the live one.

        Raises:
            NothingKeptError: none is kept, or pages are in it that are not published any more.

        """
        self._target, self._settings, self._holding = target, settings, look(target)
        earlier = sorted(name for name in self._holding.kept if name < self._holding.live)
        if len(earlier) < steps:
            kept = f"{len(earlier)} earlier release{'s' * (len(earlier) != 1)}"
            raise NothingKeptError(f"{target.name} keeps {kept} of those that may be shown again")
        self.release = earlier[-steps]
        manifest = _manifest_of(target, self.release)
        pages = (
            (d for d, f in manifest.files.items() if f.kind is FileKind.PAGE) if manifest else ()
        )
        if manifest is None or not all(digest in published for digest in pages):
            raise NothingKeptError(
                f"{target.name}: pages were taken down since release {self.release}"
            )
        self._data = manifest._replace(before=self._holding.live).dump()
        self.commit = manifest.commit
        self._tree = own_tree(target, self._holding.live)
        self._switch = Switch(target, settings, self.release, self._holding.live)

    def stage(self) -> None:
        """Have the release lead to its own website again."""
        tree = own_tree(self._target, self.release, of_its_own=True)
        self._target.link(f"{RELEASES}/{self.release}/site", tree.rpartition("/")[2])
        self._target.write(f"{STATE}/{self.release}{_STAGED}", self._data)
        self._target.remove([f"{STATE}/{self.release}"])

    def test(self) -> None:
        """Test its configuration. Raises `CommandFailedError`."""
        self._switch.test()

    def switch(self) -> None:
        """Have readers get it. Raises `CommandFailedError`."""
        self._switch.switch()

    def fall_back(self) -> None:
        """Stay with the release that was live."""
        self._switch.take_back(self._tree)
        self._target.write(f"{STATE}/{self.release}", self._data)
        self._target.remove([f"{STATE}/{self.release}{_STAGED}"])

    def conclude(self, kind: str, seconds: float) -> None:
        """Note what was done."""
        facts = {"commit": self.commit, "seconds": round(seconds, 2)}
        note(self._target, self._holding, self.release, self._data, kind=kind, **facts)


def _run(target: DeployTarget, command: str) -> None:
    if not command:
        return
    code, said = target.run(command)
    if code:
        last = "; ".join(said.strip().splitlines()[-2:])
        raise CommandFailedError(
            f"{target.name}: “{command}” has failed (exit code {code}): {last}",
            "The old configuration stays, and nothing but take-downs was switched. Fix this, and "
            "deploy again.",
        )


def _paths_of(release: str) -> list[str]:
    return [f"{RELEASES}/{release}", f"{STATE}/{release}", f"{STATE}/{release}{_STAGED}"]


def _clear(target: DeployTarget, holding: Holding, tree: str) -> None:
    """Delete what deployments left that were stopped; `tree` is the live website."""
    known = {*holding.kept, holding.live}
    unknown = {name for name in target.names(RELEASES) if name not in known}
    staged = {name.removesuffix(_STAGED) for name in target.names(STATE) if name.endswith(_STAGED)}
    paths = [path for name in unknown | (staged - known) for path in _paths_of(name)]
    if holding.live:
        folder = f"{RELEASES}/{holding.live}"
        trees = (f"{folder}/{name}" for name in target.names(folder) if name.startswith("tree-"))
        paths += [each for each in trees if each != tree]
    if paths:
        target.remove(paths)


def _prune(
    target: DeployTarget, kept: Collection[str], keep: int, output: BuiltOutput | None
) -> None:
    """Delete releases beyond those to keep, and those with words that were taken down.

    The last one is still named by a server that loads its configuration: the link to its website,
    which leads to the new one by now, goes with the next deployment.
    """
    ordered = sorted(kept, reverse=True)
    dropped = ordered[keep:]
    if output:
        rest = ordered[:keep]
        dropped += [name for name in rest if has_words(_manifest_of(target, name), output)]
    paths = []
    for release in dropped:
        names = target.names(f"{RELEASES}/{release}")
        paths += [f"{RELEASES}/{release}/{name}" for name in names if name != "site"]
        paths += _paths_of(release)[1:]
    if paths:
        target.remove(paths)


def _manifest_of(target: DeployTarget, release: str) -> DeployedManifest | None:
    try:
        return DeployedManifest.load(target.read(f"{STATE}/{release}") or b"")
    except DamagedManifestError:
        return None


def has_words(manifest: DeployedManifest | None, output: BuiltOutput) -> bool:
    """Return whether a release has a page or a file that was taken down; of a damaged one, True."""
    return manifest is None or any(
        _is_down(digest, file, output) for digest, file in manifest.files.items()
    )


def _is_down(digest: bytes, file: HeldFile, output: BuiltOutput) -> bool:
    now = output.files.get(digest)
    if file.kind is FileKind.MEDIA:
        return now is None or now.held.content != file.content
    if file.kind is not FileKind.PAGE:
        return False
    return now is None or (
        now.held.kind is FileKind.RETIRED and output.answer_at(now.path).status == 410
    )


def note(target: DeployTarget, holding: Holding, release: str, data: bytes, **facts: Any) -> None:
    """Add a line to the record, unless a deployment that was stopped has; then all is done.

    No word and no address is in it.
    """
    seal = seal_of(data)
    line = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "release": release, **facts}
    last = holding.record.splitlines()[-1:]
    if not (last and seal.encode() in last[0]):
        text = json.dumps(line | {"manifest": seal})
        target.write(RECORD, holding.record + text.encode() + b"\n")
    target.write(f"{STATE}/{release}", data)
    target.remove([f"{STATE}/{release}{_STAGED}"])
