"""A force's area: whose releases, which hosts and document root, and where they live."""

import html
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final, NamedTuple

from newsgen.model.urls import slugify
from newsgen.model.worded import primary


@dataclass(frozen=True, slots=True)
class Root:
    """A document root, or a branch of one: what it has of a language with a home of its own.

    `name` is empty for a single root, else the host; behind it a branch has its language. The home
    page is at `base`, which the addresses of all other lists, feeds and so on begin with.
    """

    name: str
    title: str
    base_url: str
    language: str = ""
    base: str = "/"

    @property
    def folder(self) -> str:
        """Its folder in the output, which branches share: the name of the document root."""
        return folder_of(self.name)

    @property
    def is_branch(self) -> bool:
        return self.base != "/"

    @property
    def home_url(self) -> str:
        return self.base_url + self.base

    def file(self, path: str) -> str:
        """Return a path in the output folder for a path in this root."""
        folder = folder_of(self.name)
        return f"{folder}/{path}" if folder else path

    def at(self, href: str) -> str:
        """Return the link to what is at a link from the home page of a root without branches."""
        return self.base + href[1:]

    def month(self, month: str) -> str:
        """Return the folder of what is by month, beside that of other branches."""
        return f"{month}-{self.language}" if self.is_branch else month


def branch_name(folder: str, tag: str) -> str:
    """Return the name of a root's branch of a language; no host can be called so."""
    return f"{folder}({tag})"


@cache
def folder_of(name: str) -> str:
    """Return the folder of a root or a branch by its name: that of a portal is empty."""
    return name.partition("(")[0]


DEFAULT_ARCHIVE = "/news/"
AREAS = "/areas/"
"""The folder of the pages of areas."""


class LanguageOfArea(NamedTuple):
    """What an area has in a language: a path's pattern, a host, a name; empty as in any other."""

    tag: str
    permalink: str
    host: str
    name: str = ""


def archive_of(permalink: str) -> str:
    """Return the folder that a pattern of paths begins with."""
    return permalink.partition("{")[0].rpartition("/")[0] + "/" if permalink else ""


@dataclass(frozen=True, slots=True)
class Area:
    """An area as the site uses it, configured or only named by releases.

    `key` is the word in the front matter, `slug` the one in URLs; year and month pages live under
    `archive`; `permalink` gives a URL to releases that have none. `default_images` are addresses of
    pictures that stand for no picture, such as the force's logo. `aliases` are other names that
    titles give the force. Of a `half_clock`, which has neither am nor pm, only days count. Its page
    is below `base`, and the months in its archive's addresses are in `months_in`.
    """

    key: str
    name: str
    slug: str
    hosts: tuple[str, ...]
    archive: str
    permalink: str
    default_images: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    half_clock: bool = False
    languages: tuple[LanguageOfArea, ...] = ()
    base: str = "/"
    months_in: str = "en"

    def place_in(self, language: str) -> LanguageOfArea:
        """Return the host, if it has one, and the permalink of a release in a language.

        The tag is that of the names of months: they are English, as they always were, but in a
        pattern of the language itself.
        """
        host = self.hosts[0] if self.hosts else ""
        for each in self.languages:
            if primary(each.tag) == primary(language):
                tag = each.tag if each.permalink else "en"
                return LanguageOfArea(tag, each.permalink or self.permalink, each.host or host)
        return LanguageOfArea("en", self.permalink, host)

    def within(self, root: Root) -> "Area":
        """Return the area as it is in a root: with its name and archive in the root's language."""
        tongue = primary(root.language)
        of_language = (each for each in self.languages if primary(each.tag) == tongue)
        tag, permalink, _, name = next(of_language, LanguageOfArea("en", "", ""))
        archive = archive_of(permalink)
        if archive in ("", self.archive):
            archive, tag = root.base + self.archive[1:], "en"
        name = name or self.name
        return replace(self, name=name, archive=archive, base=root.base, months_in=tag)


_ALIKE: Final = str.maketrans("’‘ʼ‑–", "'''  ", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Apostrophes are one, a hyphen is a blank, be it ASCII's or another, and nobody sees the rest."""


def folded_name(name: str) -> str:
    """Return a name as it is compared: `Saltmere &amp; Ellerdale` is `saltmere and ellerdale`.

    Nor does the kind of an apostrophe count, a hyphen for a blank, or a full stop at the end.
    """
    if "&" in name:
        name = html.unescape(name).replace("&", "and")
    name = name.casefold().replace("-", " ")
    if not name.isascii():
        name = name.translate(_ALIKE)
    return " ".join(name.split()).rstrip(" .")


@lru_cache
def unconfigured_area(key: str) -> Area:
    """Return the area that a release names and no configuration describes."""
    return Area(
        key=key,
        name=key,
        slug=slugify(key).lower() or "area",
        hosts=(),
        archive=DEFAULT_ARCHIVE,
        permalink=DEFAULT_ARCHIVE + "{year}/{month_name}/{slug}.aspx",
    )
