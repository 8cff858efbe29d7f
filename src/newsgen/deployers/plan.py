"""What a deployment changes on a target, in groups, and why it may be refused."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.manifest import (
    PAGES,
    DeployedManifest,
    FileKind,
    HeldFile,
    path_digest,
)
from newsgen.deployers.output import BuiltOutput, OutputFile
from newsgen.fast.patterns import later
from newsgen.report import text

Fetch = Callable[[Sequence[str]], Iterable[tuple[str, bytes]]]
"""Gives the bytes of files as they are on a target."""
DAY: Final = 86_400
"""Seconds for which assets of earlier deployments stay."""
GROUPS: Final = {
    "taken_down": "take-down",
    "new": "new page",
    "changed": "changed page",
    "listings": "listing",
    "files": "picture or document",
    "assets": "asset",
    "search": "file of the search index",
    "deleted": "deletion",
    "lost": "address lost",
}
"""The groups of a plan in their order, with what one of each is called."""
_GROUP_OF: Final = {
    FileKind.RETIRED: "listings",
    FileKind.LISTING: "listings",
    FileKind.MEDIA: "files",
    FileKind.COPY: "files",
    FileKind.ASSET: "assets",
    FileKind.SEARCH: "search",
}
_ALONG: Final = (FileKind.LISTING, FileKind.MEDIA, FileKind.COPY, FileKind.SEARCH)
"""What goes when a release does, and counts against no limit then."""
_OF_TIME: Final = later(r"(?:^|/)\d{4}(?:-\d\d\.xml|(?:/[^/]+)?/index\.html)$")
"""Lists of a year or a month, whose addresses have no word of a release."""


class DeployRefusal(NamedTuple):
    """Why a deployment is refused, and what to do about it."""

    reason: str
    way_out: str


@dataclass
class DeployPlan:
    """What a deployment does to one target.

    `groups` has all files by group. `written` are those to send, `removed` the paths of those that
    are there now and are not to stay as they are. `counted` is how many of `total` files go for
    other reasons than a take-down or a new name. `left` are assets that stay a while, by their
    digest and with the time at which they were left. `media` are pictures and documents that go,
    and `derived` what else goes that was made of releases: copies, cards, search. `withheld` are
    lost addresses of releases that nobody may see: drafts again, held back or over. `restored` are
    pages that are down on the target.
    """

    groups: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in GROUPS})
    written: list[OutputFile] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    counted: int = 0
    total: int = 0
    left: dict[bytes, int] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    withheld: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    left_up: list[str] = field(default_factory=list)
    """What stays of a plan of take-downs, as nobody has said that it is down."""
    still_naming: list[str] = field(default_factory=list)
    """What of that mentions what goes, and cannot be written again."""

    @property
    def unexplained(self) -> list[str]:
        """The lost addresses of which nobody has said what became of them."""
        return [path for path in self.groups["lost"] if path not in self.withheld]

    @property
    def is_empty(self) -> bool:
        return not (self.written or self.removed)

    @property
    def gone(self) -> list[str]:
        """The paths at which nothing is to be, of those that are removed."""
        written = {file.path for file in self.written}
        return [path for path in self.removed if path not in written]

    @property
    def bytes(self) -> int:
        return sum(file.size for file in self.written)

    @property
    def takes_down(self) -> bool:
        return bool(self.groups["taken_down"] or self.groups["lost"] or self.media)

    def facts(self, seconds: float) -> dict[str, Any]:
        """Return what the record says of a deployment that took so long."""
        counts = {name: len(paths) for name, paths in self.groups.items()}
        return {"counts": counts, "bytes": self.bytes, "seconds": round(seconds, 2)}

    def summary(self) -> str:
        """Return the counts in words."""
        shown = ("taken_down", "new", "changed", "listings", "lost")
        parts = [_count(len(self.groups[name]), GROUPS[name]) for name in shown]
        return ", ".join([*parts, f"{self.bytes / 1e6:,.1f} MB"])


def _count(number: int, what: str) -> str:
    if what == "address lost":
        return f"{text.count(number, 'address')} lost"
    return text.count(number, what)


def make_plan(
    output: BuiltOutput, before: DeployedManifest, names: Callable[[], Iterable[str]], now: int
) -> DeployPlan:
    """Compare the output folder with what a target holds.

    `names` gives the paths of the files there; it is asked only if some of them go.
    """
    plan = DeployPlan(total=len(before.files))
    for digest, file in output.files.items():
        old = before.files.get(digest)
        if old is None or old.content != file.held.content or old.kind is FileKind.LEFT:
            plan.written.append(file)
            if old is not None:
                plan.removed.append(file.path)
            plan.groups[_group(output, file, old, before)].append(file.path)
            if old and old.kind is FileKind.MEDIA:
                plan.media.append(file.path)
            if file.held.kind is FileKind.PAGE and digest.hex() in before.down:
                plan.restored.append(file.path)
    gone = before.files.keys() - output.files.keys()
    for digest in sorted(gone):
        if before.files[digest].kind in (FileKind.ASSET, FileKind.LEFT):
            since = before.left.get(digest.hex(), now)
            if since > now - DAY:
                plan.left[digest] = since
    _add_gone(plan, output, before, gone - plan.left.keys(), names)
    for paths in plan.groups.values():
        paths.sort()
    return plan


def _group(
    output: BuiltOutput, file: OutputFile, old: HeldFile | None, before: DeployedManifest
) -> str:
    if old and old.kind is FileKind.PAGE and file.held.kind is FileKind.RETIRED:
        return "taken_down" if output.is_taken_down(file.path, [before]) else "listings"
    if file.held.kind is not FileKind.PAGE:
        return _GROUP_OF[file.held.kind]
    if not (old and old.kind is FileKind.PAGE):
        return "new"
    # What was there may be a release that is a draft now, whose address another one has.
    return "taken_down" if output.is_shared(file.path) else "changed"


def _add_gone(
    plan: DeployPlan,
    output: BuiltOutput,
    before: DeployedManifest,
    gone: Collection[bytes],
    names: Callable[[], Iterable[str]],
) -> None:
    """Add the files that the output folder does not have."""
    paths = {path_digest(path): path for path in names()} if gone else {}
    counted: list[FileKind] = []
    for digest in gone:
        if (path := paths.get(digest)) is None:
            continue
        kind = before.files[digest].kind
        status = output.answer_at(path).status if kind in PAGES else 0
        is_lost = kind is FileKind.PAGE and output.is_lost(path)
        if is_lost and output.has_release(path):
            plan.withheld.append(path)
        group = "lost" if is_lost else "taken_down" if status == 410 else "deleted"
        plan.groups[group].append(path)
        plan.removed.append(path)
        if kind is FileKind.MEDIA:
            plan.media.append(path)
        if kind in (FileKind.COPY, FileKind.SEARCH):
            plan.derived.add(path)
        if group != "taken_down" and kind not in (FileKind.ASSET, FileKind.LEFT, FileKind.SEARCH):
            counted.append(kind)
    has_words = bool(plan.groups["taken_down"])
    plan.counted = sum(not (has_words and kind in _ALONG) for kind in counted)


def whole(output: BuiltOutput, plan: DeployPlan, before: DeployedManifest) -> DeployedManifest:
    """Return the manifest of a target after a deployment.

    What was down before an older commit was deployed stays so, also if the site does not know it.
    """
    files = {d: before.files[d]._replace(kind=FileKind.LEFT) for d in plan.left}
    files |= {digest: file.held for digest, file in output.files.items()}
    left = {digest.hex(): since for digest, since in plan.left.items()}
    down = (before.down_by if output.today else {}) | output.down
    return DeployedManifest(files, output.commit, left=left, down=down)


def amended(output: BuiltOutput, plan: DeployPlan, before: DeployedManifest) -> DeployedManifest:
    """Return the manifest of a target after the take-downs alone were deployed."""
    gone = {*map(path_digest, plan.removed)}
    files = {digest: file for digest, file in before.files.items() if digest not in gone}
    files |= {path_digest(file.path): file.held for file in plan.written}
    down = {**dict.fromkeys(output.down, output.commit), **before.down}
    return before._replace(files=files, down=down)


def refusals_of_output(output: BuiltOutput) -> Iterator[DeployRefusal]:
    """Yield why an output folder cannot be deployed."""
    built, again = output.built, "Run newsgen build, then deploy again."
    if not built.current:
        reason = (
            "the output folder is not that of the last build: content, settings, theme or newsgen "
            "have changed since, or the build was stopped"
        )
        yield DeployRefusal(reason, again)
    elif built.has_drafts:
        reason = "drafts are in the output folder"
        yield DeployRefusal(reason, "Run newsgen build without --drafts, then deploy again.")
    elif built.is_early:
        reason = "the output folder was built for a later time, when other releases are published"
        yield DeployRefusal(reason, "Run newsgen build without --as-of, then deploy again.")
    if built.current and built.altered:
        more = text.and_more(built.altered)
        reason = f"files in the output folder were changed since the build: {built.altered[0]}"
        yield DeployRefusal(reason + more, again)


def refusals_of_plan(
    plan: DeployPlan, settings: DeploySettings, name: str, output: BuiltOutput
) -> Iterator[DeployRefusal]:
    """Yield why a plan is refused."""
    if lost := plan.groups["lost"]:
        more = text.and_more(lost)
        url = output.url_of((plan.unexplained or lost)[0])
        yield DeployRefusal(
            f"{_count(len(lost), 'address lost')}: nothing would answer at {url}{more}",
            SAY_WHAT_BECAME if plan.unexplained else _SAY_IN_RELEASE,
        )
    most = settings.most_deletions
    if plan.counted * 100 > plan.total * most:
        yield DeployRefusal(
            f"{plan.counted:,} of {plan.total:,} files would be deleted, more than {most}%",
            f"If that is right, raise most_deletions in [deploy.{name}].",
        )


def refusals_of_commit(
    plan: DeployPlan, output: BuiltOutput, live: DeployedManifest, target: str
) -> Iterator[DeployRefusal]:
    """Yield why an older commit is refused: it has pages or pictures that went with a later one.

    Pages that were taken down are back only with a newer commit than the deployed one: neither
    another branch nor the same commit, if that of the take-down is not made yet, says that they may
    be.
    """
    media = (file.path for file in plan.written if file.held.kind is FileKind.MEDIA)
    back = [*plan.groups["new"], *media]
    is_older = output.is_older_than(live.commit) if back else False
    if is_older:
        more = text.and_more(back)
        yield DeployRefusal(
            f"{target}: commit {output.commit[:12]} is older than {live.commit[:12]}, which is "
            f"live, and would bring back {back[0]}{more}",
            "Get the newest commit, then build and deploy again, or go back with --rollback. If "
            "those are to be published again, commit that first.",
        )
    pages = (file.path for file in plan.written if file.held.kind is FileKind.PAGE)
    down = {path: commit for path in pages if (commit := _taken_down_by(path, live))}
    is_newer = {commit: output.is_newer_than(commit) for commit in {*down.values()}}
    back = [path for path, commit in down.items() if not is_newer[commit]]
    if back and not is_older:
        commit = down[back[0]]
        silent = is_newer[commit] is None
        why = "git does not say whether the site is" if silent else "the site is not"
        yield DeployRefusal(
            f"{target}: {back[0]}{text.and_more(back)} was taken down and would be published "
            f"again, and {why} newer than commit {commit[:12]}, which was deployed",
            f"{GET_HISTORY if output.commit else _LET_GIT_READ}, then build and deploy again. If "
            "the release is to be published again, commit that after that commit; if that commit "
            "is lost, deploy once with the release withdrawn.",
        )


GET_HISTORY: Final = (
    "Get the newest commit and the whole history (git fetch --unshallow; in CI fetch-depth: 0 or "
    "GIT_DEPTH: 0)"
)
_LET_GIT_READ: Final = (
    "Run git log in the site, and correct what it says: in a container, git may need "
    "git config --global --add safe.directory with the folder of the repository"
)


def _taken_down_by(path: str, live: DeployedManifest) -> str:
    """Return the commit that was deployed when a page was down or had moved, if it was in git."""
    digest = path_digest(path)
    file = live.files.get(digest)
    is_down = digest.hex() in live.down or (file is not None and file.kind is FileKind.RETIRED)
    return live.down.get(digest.hex(), "") or live.commit if is_down else ""


SAY_WHAT_BECAME: Final = (
    "Add a line to urls.txt with the absolute URL (https://…), and behind it gone, or moved and "
    "the new address. Then build and deploy again."
)
_SAY_IN_RELEASE: Final = (
    "Its release is a draft or held back again: give it status: gone or status: withdrawn if the "
    "page is to go, and else the date that it had. Then build and deploy again."
)
TAKE_DOWNS: Final = "To deploy take-downs all the same: newsgen deploy {} --take-downs-only."


def only_take_downs(plan: DeployPlan, output: BuiltOutput, fetch: Fetch) -> DeployPlan:
    """Return the part of a plan that takes something down, and no more than that needs.

    That is what goes, each file that mentions it, those that mention one of these that goes too,
    such as the page of a tag but not of a month, and what the new files lead to that is not there
    yet. What nobody has said to be down stays with its pictures, unless it mentions what goes; it
    stays in any case where releases are left out of the output folder, as their files have errors.
    """
    down = {*plan.groups["taken_down"], *plan.withheld}
    part = DeployPlan(total=plan.total, left_up=plan.unexplained)
    part.media, derived = _parts_to_go(plan, output, fetch, down)
    down |= {*part.media}
    if not down:
        return part
    part.derived = derived
    new = {file.path: file for file in plan.written}
    mentioning = _mentioning(plan, output, fetch, down)
    unexplained = {*plan.unexplained}
    staying = set[str]() if output.is_whole else unexplained
    part.still_naming = sorted(mentioning & staying)
    while leaving := {  # with all that leads to them
        path
        for path in mentioning - new.keys() - staying
        if path in unexplained or not _OF_TIME.search(path)
    }:
        down |= leaving
        mentioning = _mentioning(plan, output, fetch, down)
    mentioning -= staying
    chosen = {
        *mentioning.intersection(new),
        *(path for path in down if path in new),
        *(path for path, file in new.items() if file.held.kind is FileKind.SEARCH),
    }
    chosen |= _led_to(chosen, new.keys() - {*plan.removed, *plan.restored}, output)
    gone = down | derived | mentioning
    part.removed = sorted(gone | chosen.intersection(plan.removed))
    part.written = [new[path] for path in sorted(chosen)]
    for name, paths in plan.groups.items():
        part.groups[name] = [path for path in paths if path in chosen | gone]
    lost = down.intersection(plan.groups["lost"])
    part.groups["taken_down"] = sorted({*part.groups["taken_down"], *lost})
    part.groups["lost"] = []
    part.left_up = [path for path in plan.unexplained if path not in gone]
    return part


def only_deletions(plan: DeployPlan, output: BuiltOutput, fetch: Fetch) -> DeployPlan:
    """Return the part of a plan that deletes what is taken down, and writes nothing.

    It is for a site folder that is older than the website: any other file of it may have words of
    what was removed since. Pictures that only newer releases use are not known from others, so
    those go that a page shows which is taken down. The search index cannot be taken apart.
    """
    down = plan.groups["taken_down"]
    part = DeployPlan(total=plan.total)
    pages = [data for _, data in fetch(down)] if down else []
    for path in {*plan.media, *plan.derived}.intersection(plan.gone) if down else ():
        is_of_index = "/pagefind/" in f"/{path}"
        if is_of_index or any(_mentions(page, [_link(output, path)]) for page in pages):
            (part.derived.add if path in plan.derived else part.media.append)(path)
    part.media.sort()
    part.removed = sorted({*down, *part.media, *part.derived})
    removed = {*part.removed}
    for name, paths in plan.groups.items():
        part.groups[name] = [path for path in paths if path in removed]
    return part


def _led_to(chosen: Collection[str], new: Collection[str], output: BuiltOutput) -> set[str]:
    """Return the files, of those that are not there yet, that some lead to or these in turn."""
    waiting = {path: _link(output, path) for path in new if path not in chosen}
    look, every = [*chosen], set[str]()
    while look:
        text = _text(output.read(look.pop()))
        led_to = [path for path, link in waiting.items() if link in text]
        for path in led_to:
            del waiting[path]
        every.update(led_to)
        look += led_to
    return every


def _mentioning(
    plan: DeployPlan, output: BuiltOutput, fetch: Fetch, down: Collection[str]
) -> set[str]:
    """Return the files there that are to change or go and mention something of what is down."""
    stale = [path for path in plan.removed if path not in down]
    links = [link for path in down if (link := _link(output, path))]
    return {path for path, data in fetch(stale) if _mentions(data, links)}


def _parts_to_go(
    plan: DeployPlan, output: BuiltOutput, fetch: Fetch, down: Collection[str]
) -> tuple[list[str], set[str]]:
    """Return the pictures and documents to take down or to replace, and what is made of releases.

    Those that go with unexplained pages alone are not among them.
    """
    if not plan.unexplained:
        return plan.media, plan.derived
    replaced = {file.path for file in plan.written}
    parts = {*plan.media, *plan.derived} - replaced
    links = {path: _link(output, path) for path in parts}
    uses = {
        page: {path for path, link in links.items() if _mentions(data, [link])}
        for page, data in fetch([*plan.unexplained, *down, *plan.groups["changed"]])
    }
    theirs = set().union(*(uses.get(page, ()) for page in plan.unexplained))
    others = set().union(*(of for page, of in uses.items() if page not in plan.unexplained))
    stay = theirs - others
    return [path for path in plan.media if path not in stay], plan.derived - stay


def _link(output: BuiltOutput, path: str) -> str:
    """Return how pages link to a file, decoded and without a slash at the end."""
    model, inner = output.root_of(path)
    return unquote(model.link(inner) if model else f"/{path}").rstrip("/")


def _mentions(data: bytes, links: Iterable[str]) -> bool:
    text = _text(data)
    return any(link in text for link in links)


def _text(data: bytes) -> str:
    """Return a page with its links decoded."""
    return unquote(unescape(data.decode(errors="replace")))
