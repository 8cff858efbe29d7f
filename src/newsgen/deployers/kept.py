"""The releases that a target keeps: which of them may be shown again, and the way back to one."""

from collections.abc import Collection, Iterable

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.folder import SPARE, STATE, spare_of
from newsgen.deployers.holding import (
    RELEASES,
    STAGED,
    Holding,
    is_ours,
    look,
    manifest_in,
    note,
    own_tree,
    place_of,
)
from newsgen.deployers.manifest import DeployedManifest, FileKind, HeldFile, path_digest
from newsgen.deployers.ordered_target import AnyTarget, OrderedTarget
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.shown import ShownPages
from newsgen.deployers.switch import Switch
from newsgen.deployers.target import DeployTarget, TargetError
from newsgen.deployers.unverified import Unverified


def clear(
    target: DeployTarget,
    holding: Holding,
    tree: str,
    *,
    trusts_spare: bool = True,
    runs: str = "",
) -> None:
    """Delete what deployments left that were stopped; `tree` is the live website.

    What others put among the releases stays. Of copies that were made ahead, the one of that
    website stays, if it can be trusted. So does the release that a server may run.
    """
    known = {*holding.kept, holding.live, runs}
    others = (name for name in target.names(RELEASES) if name not in known)
    unknown = {name for name in others if is_ours(target, name)}
    staged = {name.removesuffix(STAGED) for name in target.names(STATE) if name.endswith(STAGED)}
    paths = [path for name in unknown | (staged - known) for path in paths_of(name)]
    if holding.live:
        folder = f"{RELEASES}/{holding.live}"
        trees = (f"{folder}/{name}" for name in target.names(folder) if name.startswith("tree-"))
        paths += [each for each in trees if each != tree]
    spare = spare_of(tree) if trusts_spare else ""
    spares = (f"{STATE}/{name}" for name in target.names(STATE))
    paths += [path for path in spares if path.startswith(SPARE) and path != spare]
    if paths:
        target.remove(paths)


def prune(
    target: DeployTarget, kept: Collection[str], keep: int, output: BuiltOutput | None
) -> list[str]:
    """Delete releases with words that were taken down; return what else is not to be kept.

    The last one is still named by a server that loads its configuration: the link to its website,
    which leads to the new one by now, goes with the next deployment.
    """
    ordered = sorted(kept, reverse=True)
    with_words = []
    if output:
        read = _manifests(target, ordered)
        known = [manifest for manifest in read.values() if manifest]
        with_words = [name for name in ordered if has_words(read[name], known, output)]
    drop(target, with_words)
    rest = [name for name in ordered if name not in with_words]
    surplus = rest[keep:]
    target.remove([path for release in surplus for path in paths_of(release)[1:]])
    return [path for path in _without_link(target, surplus) if path.startswith(RELEASES)]


def drop(target: DeployTarget, releases: Iterable[str]) -> None:
    """Delete releases at once. The links to their websites go with the next deployment."""
    target.remove(_without_link(target, releases))


def _without_link(target: DeployTarget, releases: Iterable[str]) -> list[str]:
    """Return all that is of some releases but the links to their websites."""
    paths = []
    for release in releases:
        names = target.names(f"{RELEASES}/{release}")
        paths += [f"{RELEASES}/{release}/{name}" for name in names if name != "site"]
        paths += paths_of(release)[1:]
    return paths


def paths_of(release: str) -> list[str]:
    return [f"{RELEASES}/{release}", f"{STATE}/{release}", f"{STATE}/{release}{STAGED}"]


def has_words(
    manifest: DeployedManifest | None, known: Iterable[DeployedManifest], output: BuiltOutput
) -> bool:
    """Return whether a release has a page or a file that was taken down; of a damaged one, True.

    `known` are the manifests of all releases that are kept.
    """
    return manifest is None or any(
        _is_down(digest, file, known, output) for digest, file in manifest.files.items()
    )


def _is_down(
    digest: bytes, file: HeldFile, known: Iterable[DeployedManifest], output: BuiltOutput
) -> bool:
    now = output.files.get(digest)
    if file.kind is FileKind.MEDIA:
        return now is None or now.held.content != file.content
    if file.kind is not FileKind.PAGE:
        return False
    if now is None or digest in output.withheld_digests:
        return True
    return now.held.kind is FileKind.RETIRED and output.is_taken_down(now.path, known)


def manifests_of(target: AnyTarget) -> list[DeployedManifest]:
    """Return the manifests of all releases that a target keeps; without folders it keeps none."""
    if isinstance(target, OrderedTarget):
        return []
    holding = look(target)
    names = filter(None, [*holding.kept, holding.live])
    return [manifest for manifest in _manifests(target, names).values() if manifest]


def _manifests(target: DeployTarget, releases: Iterable[str]) -> dict[str, DeployedManifest | None]:
    """Return the manifests of releases; none of what is damaged, or not there."""
    names = list(releases)
    data = dict(target.fetch(STATE, names))
    return {name: manifest_in(data.get(name)) for name in names}


class NothingKeptError(TargetError):
    """A target keeps no release that could be returned to."""

    def __init__(self, message: str) -> None:
        super().__init__(
            message,
            "Nothing was changed, and the record names no commit that could be built instead.",
        )


class RollBack:
    """The way back to a release that a target keeps."""

    def __init__(
        self, target: DeployTarget, settings: DeploySettings, shown: ShownPages, steps: int
    ) -> None:
        """Choose the release `steps` before the live one.

        Raises:
            NothingKeptError: none is kept, or pages are in it that are not published any more.

        """
        self.target, self._holding = target, look(target)
        place = place_of(self._holding)
        is_whole = self._holding.manifest.is_whole  # those before it may have been tampered with
        earlier = sorted(name for name in self._holding.kept if name < place and not is_whole)
        if len(earlier) < steps:
            kept = f"{len(earlier)} earlier release{'s' * (len(earlier) != 1)}"
            raise NothingKeptError(f"{target.name} keeps {kept} that may be shown again")
        self.release = earlier[-steps]
        every = _manifests(target, [*self._holding.kept, self._holding.live])
        self._down = [
            name
            for name, each in every.items()
            if each is None or not shown.shows_all(each, filter(None, every.values()))
        ]
        manifest = every[self.release]
        self._own_tree = own_tree(target, self.release, of_its_own=True)
        if manifest is None or self.release in self._down or not self._own_tree:
            raise NothingKeptError(
                f"{target.name}: pages were taken down since release {self.release}"
            )
        self._manifest = manifest
        down = {**manifest.down, **self._holding.manifest.down_by}
        self._data = manifest._replace(before=self._holding.live, down=down).dump()
        self.commit = manifest.commit
        self._tree = own_tree(target, self._holding.live)
        runs = Unverified.noted_on(target).runs
        self._switch = Switch(target, settings, self.release, self._holding.live, runs)

    def changed(self) -> list[str]:
        """Return the paths of all files that are others than in the live release."""
        now, then = self._holding.manifest.files, self._manifest.files
        other = {key for key in now.keys() | then.keys() if now.get(key) != then.get(key)}
        trees = (self._tree, self._own_tree)
        paths = {path for tree in trees for path in self.target.paths(tree)}
        return sorted(path for path in paths if path_digest(path) in other)

    def stage(self) -> None:
        """Have the release lead to its own website again."""
        name = self._own_tree.rpartition("/")[2]
        self.target.link(f"{RELEASES}/{self.release}/site", name)
        self.target.write(f"{STATE}/{self.release}{STAGED}", self._data)
        self.target.remove([f"{STATE}/{self.release}"])

    def test(self) -> None:
        """Test its configuration. Raises `CommandFailedError`."""
        self._switch.test()

    def switch(self) -> None:
        """Have readers get it. Raises `CommandFailedError`."""
        self._switch.switch()

    def fall_back(self) -> None:
        """Stay with the release that was live."""
        self._switch.take_back(self._tree)
        self.target.write(f"{STATE}/{self.release}", self._data)
        self.target.remove([f"{STATE}/{self.release}{STAGED}"])
        self.target.settle()

    def conclude(self, kind: str, seconds: float) -> None:
        """Note what was done, and delete releases with what was taken down since."""
        facts = {"commit": self.commit, "seconds": round(seconds, 2)}
        states = (f"{STATE}/{name}" for name in self.target.names(STATE))
        spares = [path for path in states if path.startswith(SPARE)]  # of what was live
        self.target.remove([*_without_link(self.target, self._down), *spares])
        note(self.target, self._holding, self.release, self._data, kind=kind, **facts)
        self.target.settle()
