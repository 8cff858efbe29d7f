"""What a target holds: the live release with its manifest, those that are kept, and the record.

A target's folder holds this, and no more:

    live -> releases/000013         what the web server's own configuration names
    releases/000013/site -> tree-1  the document root
    releases/000013/tree-1/         the website, with hard links to what did not change
    releases/000013/hosting/        the configuration of the web server
    .newsgen/000013                 the manifest; it ends in .staged until all is done
    .newsgen/record.jsonl           a line for each deployment
    .newsgen/tombstones             the removals that were deployed, as digests
    .newsgen/unverified             what the website answers wrongly, until it does not
    .newsgen/spare-000013-tree-1/   a copy of the live website, made ahead where there is a shell
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from newsgen.deployers.folder import STATE
from newsgen.deployers.manifest import (
    DamagedManifestError,
    DeployedManifest,
    HeldFile,
    path_digest,
    seal_of,
)
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.target import DeployTarget, Notebook, TargetError
from newsgen.digest import digest_bytes

LIVE: Final = "live"
RELEASES: Final = "releases"
RECORD: Final = f"{STATE}/record.jsonl"
STAGED: Final = ".staged"
_LEADS: Final = re.compile(rf"{RELEASES}/(\d{{6}})")
_RELEASE: Final = re.compile(r"\d{6}")
_IN_RELEASE: Final = re.compile(r"link site(\.new)?|folder (hosting|tree-\d+)")
"""What newsgen writes into the folder of a release: a kind and a name."""
UNTRUSTED: Final = (
    "Find out who did that; newsgen deploy {} --verify --full compares every file. Then deploy "
    "with --upload-all, which takes nothing over from the target."
)


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

    def check_last(self, data: bytes) -> None:
        """See that a manifest is the one of the record's last line, unless it is yet to be."""
        if not (self.is_unfinished or self.has_last(seal_of(data))):
            self.trouble = "the manifest is not the one that the last deployment left"

    def has_last(self, seal: str) -> bool:
        return seal.encode() in b"".join(self.record.splitlines()[-1:])


def check_place(target: DeployTarget) -> None:
    """See that what newsgen would write to is its own. Raises `TargetError`."""
    for name, kinds in ((STATE, ("folder",)), (RELEASES, ("folder",)), (LIVE, ("link",))):
        if target.kind(name) not in ("", *kinds):
            raise _not_ours(target, f"{name} is not a {kinds[0]}")
    if not target.kind(LIVE):
        for name in target.names(RELEASES):
            if not is_ours(target, name):
                raise _not_ours(target, f"{RELEASES}/{name} is not a release")


def _not_ours(target: DeployTarget, what: str) -> TargetError:
    hint = "Nothing was touched. Move it away, or deploy to another folder."
    return TargetError(f"{target.name}: {what} of newsgen's", hint)


def is_ours(target: DeployTarget, name: str) -> bool:
    """Return whether newsgen wrote what has a name among the releases, perhaps not all of it."""
    folder = f"{RELEASES}/{name}"
    if not _RELEASE.fullmatch(name) or target.kind(folder) != "folder":
        return False
    parts = ((target.kind(f"{folder}/{part}"), part) for part in target.names(folder))
    return all(_IN_RELEASE.fullmatch(" ".join(part)) for part in parts)


def look(target: DeployTarget, returns_to: str = "") -> Holding:
    """Look at what a target holds, or would if the live release were the one it `returns_to`.

    Raises:
        TargetError: it is not newsgen's to deploy to.

    """
    check_place(target)
    holding = Holding(record=target.read(RECORD) or b"")
    states = {name for name in target.names(STATE) if re.fullmatch(r"\d{6}(\.staged)?", name)}
    if target.kind(LIVE):
        leads_to = _LEADS.fullmatch(target.leads_to(LIVE))
        if leads_to is None or target.kind(leads_to[0]) != "folder":
            hint = f"Have it lead to a folder in {RELEASES}, or delete it."
            raise TargetError(f"{target.name}: {LIVE} leads to what newsgen did not deploy", hint)
        holding.live = returns_to or leads_to[1]
        holding.is_unfinished = f"{holding.live}{STAGED}" in states
        _read_manifest(target, holding)
    holding.kept = tuple(sorted(name for name in states if name.isdigit() and name != holding.live))
    return holding


def _read_manifest(target: DeployTarget, holding: Holding) -> None:
    data = target.read(_state(holding)) or b""
    try:
        holding.manifest = DeployedManifest.load(data)
    except DamagedManifestError:
        holding.trouble = "the manifest of the last deployment is missing, damaged or newer"
        return
    holding.check_last(data)


def _state(holding: Holding) -> str:
    return f"{STATE}/{holding.live}{STAGED if holding.is_unfinished else ''}"


def manifest_in(data: bytes | None) -> DeployedManifest | None:
    """Return the manifest of a release, unless it is missing or damaged."""
    try:
        return DeployedManifest.load(data or b"")
    except DamagedManifestError:
        return None


def read_tree(
    target: DeployTarget, tree: str, manifest: DeployedManifest, output: BuiltOutput
) -> DeployedManifest:
    """Return what is on a target as its files say, whatever its manifest does."""
    files = {
        path_digest(path): HeldFile(output.kind_there(path), digest_bytes(data))
        for path, data in target.fetch(tree, target.paths(tree))
    }
    return manifest._replace(files=files)


def own_tree(target: DeployTarget, release: str, *, of_its_own: bool = False) -> str:
    """Return the folder with the website of a release, which may be the live one.

    That of another one is `of_its_own`, as its `site` was led to that of its successor; it may have
    been deleted.
    """
    folder = f"{RELEASES}/{release}"
    if of_its_own:
        trees = [name for name in target.names(folder) if name.startswith("tree-")]
        return f"{folder}/{trees[-1]}" if trees else ""
    return f"{folder}/{target.leads_to(f'{folder}/site')}"


def note(target: DeployTarget, holding: Holding, release: str, data: bytes, **facts: Any) -> None:
    """Add a line to the record, unless a deployment that was stopped has; then all is done.

    The manifest is the one that was staged, if one was.
    """
    seal = seal_of(data)
    if not holding.has_last(seal):
        add_to_record(target, holding.record, release, seal, **facts)
    if target.kind(f"{STATE}/{release}{STAGED}"):
        target.rename(f"{STATE}/{release}{STAGED}", f"{STATE}/{release}")
    else:
        target.write(f"{STATE}/{release}", data)


def add_to_record(target: Notebook, record: bytes, release: str, seal: str, **facts: Any) -> None:
    """Add a line on a deployment to the record of a target. No word and no address is in it."""
    time = datetime.now(UTC).isoformat(timespec="seconds")
    line = {"time": time, "release": release, **facts, "manifest": seal}
    target.write(RECORD, record + json.dumps(line).encode() + b"\n")


class EarlierRelease(NamedTuple):
    """A release of the website that was deployed: its name, and the commit that it was built of."""

    release: str
    commit: str


def place_of(holding: Holding) -> str:
    """Return the release that the live one stands for, in the order of deployments."""
    place = holding.live
    for line in _lines(holding):
        if line.get("release") == holding.live:
            place = str(line.get("returns_to", place))
    return place


def deployed_before(holding: Holding, steps: int) -> EarlierRelease | None:
    """Return what was deployed some steps before the live release, as the record says."""
    earlier = {
        str(line["release"]): str(line["commit"])
        for line in _lines(holding)
        if line.get("kind") == "deploy" and line.get("commit")
    }
    names = sorted(name for name in earlier if name < place_of(holding))
    return EarlierRelease(names[-steps], earlier[names[-steps]]) if len(names) >= steps else None


def _lines(holding: Holding) -> Iterator[Mapping[str, object]]:
    for line in holding.record.splitlines():
        try:
            facts = json.loads(line)
        except ValueError:
            continue
        if isinstance(facts, dict) and "release" in facts:
            yield facts
