"""Sites that the tests serve: built as a user does, with moved and gone addresses added."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from newsgen.deployers.answers import RootModel
from newsgen.hosting.site import (
    AddressKind,
    HostedRoot,
    HostedSite,
    hosted_site,
    unique_by_key,
)
from newsgen.pipeline.central import examine
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import open_session
from tests.support.archive_folders import archive_folder
from tests.support.command import newsgen
from tests.support.paths import REPOSITORY
from tests.support.publishable import leave_out_errors, report_on
from tests.support.site import write_site
from tests.support.small import gone_at, moved_from, page_at
from tests.support.sources import one_force_settings, read_sources

AS_OF = datetime(2026, 11, 1, tzinfo=UTC)
SECRET = b"a secret beside the website"
HOSTING = """
[hosting]
hsts = 31536000
page_max_age = 60
"""
PER_HOST = '[site]\ntitle = "Police news"\nlayout = "per-host"\n'

DOUBLED = (
    page_at("/Odd//Doubled.aspx"),
    page_at("/Odd//Folder/"),
    page_at("/Odd//Show.aspx", "Id=1"),
)
"""Pages at addresses with doubled slashes, which servers take for one."""
OTHER_FILES = (
    *(entry.file for entry in DOUBLED),
    "Removed/2026/March/photo.png",
    "Removed/2026/March/Photo.png",
)


@dataclass
class Website:
    """A site with its website, and what hosts are told of it."""

    folder: Path
    site: HostedSite

    def lookup(self, root: HostedRoot) -> "OnDisk":
        return OnDisk(root, Path(self.site.folder(root)))


class OnDisk(RootModel):
    """A document root as the model looks it up: entries by key, files on the disk."""

    def __init__(self, root: HostedRoot, folder: Path) -> None:
        paths = (file for file in folder.rglob("*") if file.is_file())
        files = frozenset(file.relative_to(folder).as_posix() for file in paths)
        super().__init__(root, files)
        self.folder = folder


def demo(folder: Path) -> Website:
    return _served(REPOSITORY, folder)


def one_force(folder: Path) -> Website:
    content = archive_folder("one-force").folder
    settings = one_force_settings(read_sources(content)) + HOSTING
    return _served(write_site(folder / "site", {"newsgen.toml": settings}, content=content), folder)


def national(folder: Path) -> Website:
    """Serve the archives of all forces, but for the files that have errors."""
    content = archive_folder("national").folder
    site = write_site(folder / "site", {"newsgen.toml": PER_HOST}, content=content)
    as_of, cache = AS_OF.isoformat(), folder / "cache"
    leave_out_errors(site, lambda: report_on(site, cache, as_of=as_of))
    return _served(site, folder)


def as_built(site: Path, folder: Path) -> Website:
    """Build a site and say what hosts are told of it."""
    website, cache = folder / "www", folder / "cache"
    common = ("--site", site, "--output", website, "--cache", cache)
    run = newsgen("build", *common, "--as-of", AS_OF.isoformat())
    assert run.returncode == 0, run.stderr[-3000:]
    request = Request(site=site, as_of=AS_OF, output=website, cache=cache, jobs=2)
    with open_session(request) as session:
        frame = examine(session)
        return Website(folder, hosted_site(session, frame, str(website)))


def _served(site: Path, folder: Path) -> Website:
    website_served = as_built(site, folder).site
    roots = tuple(
        _with_others(root, everywhere=number % 2 == 1)
        for number, root in enumerate(website_served.roots)
    )
    for root in roots:
        for file in OTHER_FILES:
            path = Path(website_served.folder(root)) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"what is in {file}")
    return Website(folder, replace(website_served, roots=roots))


def _with_others(root: HostedRoot, *, everywhere: bool) -> HostedRoot:
    """Add moved and gone addresses of all shapes, and take some of the pages down.

    Something was removed from folders in which there are files, or even from the topmost.
    """
    pages = [
        e for e in root.entries if e.kind is AddressKind.PAGE and e.file.startswith(("N", "n"))
    ]
    down = [e for e in pages if not e.file.endswith("index.html")][:1]
    down += [e for e in pages if e.query][:1]
    retired = [gone_at(e.path, e.query, e.file) for e in down]
    retired += [
        gone_at("/Erased/Some person.aspx"),
        gone_at("/Erased/Café – found.aspx"),
        gone_at("/erased-folder/Plain"),
        gone_at("/Erased/Article.aspx", "id=A%2Fb-7&x=caf%C3%A9"),
    ]
    to = next(e.target for e in pages if e not in down)
    moved = [
        moved_from("/Old/Moved..aspx", to),
        moved_from("/Old/It's $5 (new) [1] *bold*.aspx", to),
        moved_from("/Old/Müller – `x` 100%.aspx", to),
        moved_from("/old-folder/Slug", "https://www.other.example/News/X.aspx?a=1"),
        moved_from("/Old/Show.asp", to, "ID=7&Kind=News"),
        moved_from("/Old/Show.asp", f"{to}?lang=cy", "ID=8&Title=%5Ba%5D"),
        moved_from("/Old/Show.asp", to, "Id=1&Id=2"),
        moved_from("/Old", to, "page=3"),
    ]
    graves = ["/Old/Café (1)/", "/Old/Removed.aspx?", "/Removed/2026/March/", "/assets/"]
    graves += ["/images/", "/Odd/", *["/"] * everywhere]
    files = [*root.files, "Removed/2026/March/photo.png", "Removed/2026/March/Photo.png"]
    entries = unique_by_key([*retired, *root.entries, *moved, *DOUBLED])
    return replace(root, entries=entries, graves=tuple(graves), files=tuple(files))
