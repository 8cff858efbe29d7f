"""A force's area: whose releases, which hosts and document root, and where they live."""

import html
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from newsgen.model.urls import slugify
from newsgen.model.worded import primary


@dataclass(frozen=True, slots=True)
class Root:
    """A document root.

    `name` is empty for a single root, else the host, which is also its folder.
    """

    name: str
    title: str
    base_url: str

    def file(self, path: str) -> str:
        """Return a path in the output folder for a path in this root."""
        return f"{self.name}/{path}" if self.name else path


DEFAULT_ARCHIVE = "/news/"
AREAS = "/areas/"
"""The folder of the pages of areas."""


class LanguageOfArea(NamedTuple):
    """What an area has in a language: the pattern of a path, and a host; empty as in any other."""

    tag: str
    permalink: str
    host: str


@dataclass(frozen=True, slots=True)
class Area:
    """An area as the site uses it, configured or only named by releases.

    `key` is the word in the front matter, `slug` the one in URLs; year and month pages live under
    `archive`; `permalink` gives a URL to releases that have none. `default_images` are addresses of
    pictures that stand for no picture, such as the force's logo. `aliases` are other names that
    titles give the force. Of a `half_clock`, which has neither am nor pm, only days count.
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

    def place_in(self, language: str) -> LanguageOfArea:
        """Return the host, if it has one, and the permalink of a release in a language.

        The tag is that of the names of months: they are English, as they always were, but in a
        pattern of the language itself.
        """
        host = self.hosts[0] if self.hosts else ""
        for each in self.languages:
            if primary(each.tag) == primary(language):
                tag, permalink, _ = each if each.permalink else ("en", self.permalink, "")
                return LanguageOfArea(tag, permalink, each.host or host)
        return LanguageOfArea("en", self.permalink, host)


_ALIKE: Final = str.maketrans("’‘ʼ-‑–", "'''   ")
"""Apostrophes are one, and a hyphen is a blank."""


def folded_name(name: str) -> str:
    """Return a name as it is compared: `Saltmere &amp; Ellerdale` is `saltmere and ellerdale`.

    Nor does the kind of an apostrophe count, a hyphen for a blank, or a full stop at the end.
    """
    if "&" in name:
        name = html.unescape(name).replace("&", "and")
    return " ".join(name.casefold().translate(_ALIKE).split()).rstrip(" .")


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
