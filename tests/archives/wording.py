"""Sentences in many forms: words to choose from, and the places and people that are put into them.

`{Quote|Give} <ref>` is one of two words and a number: what stands in braces is chosen by chance,
and what stands in angle brackets is one value wherever a text has it.
"""

import re
from collections.abc import Callable
from random import Random
from typing import Final

from tests.archives import words
from tests.archives.draft import Draft
from tests.archives.stories import MONTHS, written_day

_CHOICE: Final = re.compile(r"\{([^{}]*)\}")
_SLOT: Final = re.compile(r"<(\w+)>")
_TEENS: Final = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen")

Slot = Callable[[Draft], str]
SLOTS: Final[dict[str, Slot]] = {
    "bar": lambda _: "|",
    "title": lambda d: d.title,
    "area": lambda d: d.force.area,
    "town": lambda d: d.town,
    "other": lambda d: d.chance.choice(words.TOWNS),
    "road": lambda d: d.road,
    "house": lambda d: str(2 + d.chance.randrange(140)),
    "force": lambda d: d.force.name,
    "short": lambda d: d.force.short,
    "host": lambda d: d.force.host,
    "given": lambda d: d.chance.choice(words.GIVEN),
    "surname": lambda d: d.chance.choice(words.SURNAMES),
    "rank": lambda d: d.chance.choice(words.RANKS),
    "initials": lambda d: "".join(d.chance.choice("ABCDEFGHJKLMNPRSTW") for _ in range(2)),
    "age": lambda d: str(20 + d.chance.randrange(50)),
    "teen": lambda d: str(10 + d.chance.randrange(8)),
    "teens": lambda d: d.chance.choice(_TEENS),
    "small": lambda d: str(4 + d.chance.randrange(6)),
    "phone": lambda d: words.telephone(d.chance),
    "plate": lambda d: words.plate(d.chance),
    "irish": lambda d: words.northern_plate(d.chance),
    "day": lambda d: written_day(d.at),
    "date": lambda d: f"{d.at.day} {MONTHS[d.at.month - 1]} {d.at.year}",
    "year": lambda d: str(1970 + d.chance.randrange(25)),
    "hour": lambda d: str(1 + d.chance.randrange(11)),
    "late": lambda d: str(13 + d.chance.randrange(11)),
    "minute": lambda d: f"{5 * d.chance.randrange(12):02}",
    "count": lambda d: str(2 + d.chance.randrange(60)),
    "ref": lambda d: str(10_000 + d.chance.randrange(80_000)),
    "filling": lambda d: words.paragraph(d.chance, 3),
    "event": lambda d: d.chance.choice(words.EVENTS),
    "things": lambda d: d.chance.choice(words.THINGS),
}


def varied(chance: Random, text: str) -> str:
    """Choose one of the words in each pair of braces, the inner ones first.

    The same words to choose from give the same choice throughout a text.
    """
    chosen: dict[str, str] = {}

    def choose(choice: re.Match[str]) -> str:
        if choice[1] not in chosen:
            chosen[choice[1]] = chance.choice(choice[1].split("|"))
        return chosen[choice[1]]

    number = 1
    while number:
        text, number = _CHOICE.subn(choose, text)
    return text


def filled(draft: Draft, text: str) -> str:
    """Choose the words of a text, and fill in places and people; other tags stay as they are."""
    values: dict[str, str] = {}

    def value(slot: re.Match[str]) -> str:
        name = slot[1]
        if name in SLOTS and name not in values:
            values[name] = SLOTS[name](draft)
        return values.get(name, slot[0])

    return _SLOT.sub(value, varied(draft.chance, text))
