"""Cards: the picture of a release without one, for where its page is shared.

A card is at an address that changes with all that it shows, so that nobody goes on showing an old
one; the month in it is that of the release.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from newsgen.model.area import Area, Root
from newsgen.model.release import Release, Status
from newsgen.site.outline import MonthWords, said_in
from newsgen.site.target import CardFile, Target

FOLDER: Final = "media/cards"
"""The folder of cards in a root."""
WIDTH: Final = 1200
HEIGHT: Final = 630


@dataclass(frozen=True, slots=True)
class CardStyle:
    """What cards are made of beside their releases.

    Attributes:
        recipe: names all that decides a card's bytes beside what is in its `CardFile`.
        letters: the characters that the font can draw.
        labels: what kinds of releases are called, and `closed`, by the language of the interface.
        edges: the colour of the label's edge, by the kind of the release.
        edge: the same for kinds that have no other.
        months: what months are called, by language.

    """

    recipe: str
    letters: str
    labels: Mapping[str, Mapping[str, str]]
    edges: Mapping[str, str]
    edge: str
    months: Mapping[str, MonthWords] = field(default_factory=dict)


def card_of(
    root: Root,
    release: Release,
    area: Area,
    month: str,
    style: CardStyle | None,
    ui_language: str,
) -> CardFile | None:
    """Return the card of a release of a month without a picture, or None if it has none.

    That is so if readers are not led to it, or if the font does not have the letters of its
    headline.
    """
    if style is None or not release.is_listed:
        return None
    if release.status is Status.DRAFT or release.is_retired:
        return None
    title, force = drawn(release.title, style.letters), drawn(area.name, style.letters)
    if not title or not force:
        return None
    label = "closed" if release.status is Status.CLOSED else release.kind.value
    date = ""
    if release.published:
        date = said_in(release.published, ui_language, style.months)
    label = drawn(style.labels.get(ui_language, {}).get(label, ""), style.letters)
    edge = style.edges.get(release.kind.value, style.edge)
    date = drawn(date, style.letters)
    words = _marked(title, label, force, date, release.url)
    name = f"{mark_of(root.folder, release.path)}-{words}-{_marked(style.recipe, edge)}"
    return CardFile(f"{root.month(month)}/{name}", title, label, edge, force, date, release.url)


def mark_of(root: str, path: str) -> str:
    """Return what the names of all cards of a release begin with, by its root and its path there.

    No other release has it.
    """
    return _marked(root, path)


def said_by(path: str) -> str:
    """Return the part of a card's path that changes with its words, and not with its look."""
    return path.rpartition("-")[0]


def _marked(*texts: str) -> str:
    # Not `digest`, which may change: the names are published.
    return blake2b("\n".join(texts).encode(), digest_size=8).hexdigest()


def drawn(text: str, letters: str) -> str:
    """Return as much of a text as a font can draw: empty if it does not have one of its letters.

    Pictures and signs that it does not have, such as emoji, are left out.
    """
    text, known = " ".join(unicodedata.normalize("NFC", text).split()), _set(letters)
    if known.issuperset(text):
        return text
    missing = {sign for sign in text if sign not in known}
    if any(unicodedata.category(s)[0] in "LN" or unicodedata.combining(s) for s in missing):
        return ""
    return " ".join("".join(sign for sign in text if sign in known).split())


@lru_cache(maxsize=4)
def _set(letters: str) -> frozenset[str]:
    return frozenset(letters)


def card_path(name: str) -> str:
    """Return where a root has a card."""
    return f"{FOLDER}/{name}.png"


def card_target(root: Root, card: CardFile, subject: str) -> Target:
    return Target(root.file(card_path(card.name)), "", card, subject)
