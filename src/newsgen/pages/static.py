"""What a site has beside its releases: error pages, robots.txt, manifest, assets, used files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from newsgen.config import Root
from newsgen.files import Stamp
from newsgen.pages.head import error_head
from newsgen.pages.outline import RootOutline
from newsgen.pages.target import AssetFile, CopiedFile, Target, page
from newsgen.pages.views import ManifestPage, PlainPage, RobotsPage

_ERRORS: Final = {
    "404": "page_not_found",
    "410": "page_removed",
}
"""The titles of error pages, as words of the theme."""

MANIFEST: Final = "manifest.webmanifest"


def paths(outline: RootOutline) -> Iterator[str]:  # noqa: ARG001 (as all kinds)
    """Yield the files of a root's error pages, robots.txt and manifest, relative to it."""
    yield from (*(f"{code}.html" for code in _ERRORS), "robots.txt", MANIFEST)


def targets(outline: RootOutline, sitemaps: Iterable[str]) -> Iterator[Target]:
    """Declare error pages, robots.txt and the manifest; `sitemaps` are links in the root."""
    root = outline.root
    for code, word in _ERRORS.items():
        title = outline.say(word)
        yield page(root, f"/{code}.html", f"{code}.html", PlainPage(error_head(root, title), title))
    urls = tuple(root.base_url + href for href in sitemaps)
    yield page(root, "/robots.txt", "robots.txt", RobotsPage(urls))
    yield page(root, f"/{MANIFEST}", MANIFEST, ManifestPage(root.title))


def asset_targets(root: Root, assets: Mapping[str, tuple[str, bytes]]) -> Iterator[Target]:
    """Declare a theme's assets in a root; `assets` gives each its path and bytes."""
    for name, (path, _) in sorted(assets.items()):
        yield Target(root.file(path), "", AssetFile(name, path), name)


def file_targets(root: Root, files: Mapping[str, Stamp], used: Iterable[str]) -> Iterator[Target]:
    """Declare copies of the content folder's files that published releases use."""
    for path in sorted(set(used)):
        stamp = files[path]
        view = CopiedFile(path, stamp.size, stamp.mtime_ns, stamp.inode)
        yield Target(root.file(path), "", view, f"content/{path}")
