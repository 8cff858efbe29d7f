"""Taxonomies: what a site sorts its releases by, such as their district, and their terms."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.month import UNDATED
from newsgen.model.release import Release
from newsgen.model.urls import quoted, slugify
from newsgen.model.worded import Worded, has_language, in_language

KIND: Final = "kind"
AREA: Final = "area"
TAGS: Final = "tags"
TERM: Final = "{term}"
"""What the path of a taxonomy has in the place of a term's slug."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """What releases are sorted by.

    The values of a `key` of the front matter are its terms; with a closed list of `terms`, no other
    value is one. `path` is the pattern of a term's page. If terms are `spelt_alike`, all
    releases that have one call it the same. `names` has what terms are called in a language, by
    their slugs.
    """

    name: str
    key: str
    title: Worded = field(hash=False)
    path: str
    terms: tuple[str, ...] = ()
    spelt_alike: bool = False
    names: dict[str, Worded] = field(default_factory=dict, hash=False)

    @property
    def has_authors_words(self) -> bool:
        """Whether its terms are in the language of a release: the site does not name them."""
        return not self.spelt_alike and self.key != AREA

    @property
    def folder(self) -> str:
        """The decoded path of the page of all terms, which ends in `/`."""
        return self.path.removesuffix(f"{TERM}/")

    @property
    def href(self) -> str:
        return quoted(self.folder)

    def term_href(self, slug: str) -> str:
        """Return the link to the page of a term."""
        return quoted(self.path.replace(TERM, slug))

    def name_in(self, language: str, slug: str, name: str) -> str:
        """Return what a term is called in a language, which is else its name."""
        named = self.names.get(slug)
        return (
            name
            if named is None or not has_language(named, language)
            else in_language(named, language)
        )

    def has_page(self, file: str) -> bool:
        """Return whether a file of a root may be the page of a term, or of a year of it."""
        folder = self.folder.lstrip("/")
        if not file.startswith(folder) or not file.endswith("/index.html"):
            return False
        slug, *below = file[len(folder) :].split("/")
        is_slug = below != [] and slug != "" and slug == slug_of(slug)
        return is_slug and (len(below) == 1 or bool(_YEAR.fullmatch("/".join(below[:-1]))))


_YEAR: Final = later(f"[0-9]{{4}}|{UNDATED}")


class ReleaseTerm(NamedTuple):
    """A term that a release has: its name in addresses, its name, and its place in the key's list.

    Two spellings of a term have one slug.
    """

    slug: str
    name: str
    number: int


def terms_of(release: Release, taxonomy: Taxonomy) -> tuple[ReleaseTerm, ...]:
    """Return the terms of a release, each once; a value without a letter or digit is none."""
    return terms_among(values_of(release, taxonomy.key), taxonomy.terms)


@lru_cache(maxsize=4096)
def terms_among(values: tuple[str, ...], listed: tuple[str, ...]) -> tuple[ReleaseTerm, ...]:
    """Return the terms that values are: of those that are listed, if any are."""
    closed = _by_slug(listed)
    terms: dict[str, ReleaseTerm] = {}
    for number, value in enumerate(values):
        name = " ".join(value.split())
        slug = slug_of(name)
        if slug and slug not in terms and (slug in closed or not closed):
            terms[slug] = ReleaseTerm(slug, closed.get(slug, name), number)
    return tuple(terms.values())


def values_of(release: Release, key: str) -> tuple[str, ...]:
    """Return the values that a release has of a key of the front matter, as texts."""
    if key == KIND:
        return (str(release.kind),)
    if key == AREA:
        return (release.area,)
    value: Any = release.tags if key == TAGS else release.fields.get(key)
    if not value:
        return ()
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


@lru_cache(maxsize=16)
def _by_slug(terms: tuple[str, ...]) -> dict[str, str]:
    return {slug_of(term): term for term in terms}


@lru_cache(maxsize=4096)
def slug_of(name: str) -> str:
    """Return the name of a term in addresses; empty if it has neither a letter nor a digit."""
    return slugify(name).lower() or "-".join(re.findall(r"[^\W_]+", name.casefold()))


def are_one_word(name: str, other: str) -> bool:
    """Return whether two names differ in letter case, accents, blanks and marks alone."""
    return _letters(name) == _letters(other)


def _letters(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.replace("&", " and ").casefold())
    return "".join(filter(str.isalnum, parts))
