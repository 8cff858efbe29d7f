"""Two hundred pairs with a known difference, and as many that are right though they look odd."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, NamedTuple

import pytest

from newsgen.pipeline.central import check
from newsgen.pipeline.result import Request
from tests.support.site import write

CONFIG: Final = '[areas.Northshire]\nhosts = ["www.northshire.police.example"]\n'
URL: Final = "https://www.northshire.police.example/news/{}.aspx"
PLACES: Final = ("Ellerdale", "Saltmere", "Harrowby", "Thornwick")


class Half(NamedTuple):
    """One half of a pair, in pieces that can be left out or changed."""

    keys: dict[str, str]
    body: list[str]

    def text(self) -> str:
        keys = "".join(f"{key}: {value}\n" for key, value in self.keys.items())
        return f"---\n{keys}---\n\n" + "\n\n".join(self.body) + "\n"


def pair(number: int, draw: random.Random) -> tuple[Half, Half]:
    """Return a release in English and in Welsh, which say the same."""
    place, day, sum_ = draw.choice(PLACES), draw.randrange(1, 28), draw.randrange(100, 9_000)
    shared = {
        "area": "Northshire",
        "date": f"2026-02-{day:02} 10:00",
        "incident": f"{{reference: NS-202602{day:02}-{number:04}}}",
        "images": "[{src: /images/van.jpg, alt: ALT, caption: CAPTION}]",
    }
    phone = f"01632 960{draw.randrange(100, 999)}"
    english = Half(
        {"title": f"Appeal {number} after theft in {place}", **shared},
        [
            f"Officers were called to {place} on {day} February, when the van was taken.",
            "## What happened",
            f"Tools worth £{sum_:,} were in the van. It is white, and has [a sign](/sign/).",
            "- a ladder of two metres\n- three drills and the bag with them",
            f"Anyone with information is asked to call 101 or {phone}.",
        ],
    )
    welsh = Half(
        {"title": f"Apêl {number} ar ôl lladrad yn {place}", **shared},
        [
            f"Cafodd swyddogion eu galw ar yr {day}fed o Chwefror i {place}, wedi i'r fan fynd.",
            "## Beth ddigwyddodd",
            f"Roedd offer gwerth £{sum_:,} yn y fan wen, ac mae [arwydd](/arwydd/) ar yr ochr.",
            "- ysgol dau fetr\n- tri dril gyda'r bag",
            f"Ffoniwch 101 neu {phone} gyda gwybodaeth.",
        ],
    )
    of_welsh = {
        "url": URL.format(f"cy-{number}"),
        "language": "cy",
        "translation_of": f"{number}-en.md",
    }
    images = {key: welsh.keys[key].replace("ALT", "Fan wen").replace("CAPTION", "Y fan")
              for key in ("images",)}  # fmt: skip
    english.keys["images"] = english.keys["images"].replace("ALT", "A van").replace("CAPTION", "It")
    english.keys["url"] = URL.format(f"en-{number}")
    return english, Half(welsh.keys | images | of_welsh, welsh.body)


def _without(at: int) -> Callable[[Half], object]:
    return lambda half: half.body.pop(at)


def _replace(at: int, old: str, new: str) -> Callable[[Half], object]:
    def change(half: Half) -> None:
        assert old in half.body[at]
        half.body[at] = half.body[at].replace(old, new)

    return change


def _key(key: str, old: str, new: str) -> Callable[[Half], object]:
    def change(half: Half) -> None:
        assert old in half.keys[key]
        half.keys[key] = half.keys[key].replace(old, new)

    return change


def _note(half: Half) -> None:
    half.keys["corrections"] = "[{at: 2026-03-01, note: Nid felly yr oedd}]"


DIFFERENT: Final[dict[str, tuple[str, Callable[[Half], object]]]] = {
    "no heading": ("NG235", _without(1)),
    "no list": ("NG235", _without(3)),
    "one item less": ("NG235", _replace(3, "\n- tri dril", " a thri dril")),
    "no way to get in touch": ("NG235", _without(4)),
    "one number less": ("NG235", _replace(4, "101 neu ", "")),
    "no link": ("NG235", _replace(2, "[arwydd](/arwydd/)", "arwydd")),
    "another sum": ("NG235", _replace(2, "£", "£1")),
    "another day": ("NG235", _key("date", "2026-02", "2026-01")),
    "another incident": ("NG235", _key("incident", "NS-2026", "NS-2025")),
    "no alternative": ("NG235", _key("images", "alt: Fan wen", "decorative: true")),
    "no caption": ("NG235", _key("images", ", caption: Y fan", "")),
    "no picture": ("NG235", lambda half: half.keys.pop("images")),
    "a newer note": ("NG234", _note),
}
ALIKE: Final[dict[str, Callable[[Half], object]]] = {
    "as it is": lambda _: None,
    "another line for Welsh speakers": _replace(4, "01632 960", "01632 961"),
    "another order": lambda half: half.body.insert(3, half.body.pop(2)),
    "one paragraph of two": lambda half: half.body.insert(2, half.body.pop(2) + " Mae'n hen."),
    "a paragraph more": lambda half: half.body.append("Diolch yn fawr i bawb yn yr ardal."),
    "the sum without a comma": lambda half: half.body.insert(2, half.body.pop(2).replace(",", "")),
    "the same hour in another form": _key("date", "10:00", "10:30"),
    "another heading's words": _replace(1, "Beth ddigwyddodd", "Yr hanes"),
    "times and ages": lambda half: half.body.append("Roedd y dyn yn 45 oed am 10.30pm yr 20fed."),
}
SIZE: Final = 200


@pytest.fixture(scope="module")
def codes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return the codes of findings on pairs, by file; each pair is in the state of its number."""
    site, draw = tmp_path_factory.mktemp("pairs") / "site", random.Random(42)
    write(site / "newsgen.toml", CONFIG)
    for number in range(2 * SIZE):
        english, welsh = pair(number, draw)
        changes = (
            [change for _, change in DIFFERENT.values()] if number < SIZE else [*ALIKE.values()]
        )
        changes[number % len(changes)](welsh)
        write(site / f"content/{number}-en.md", english.text())
        write(site / f"content/{number}-cy.md", welsh.text())
    as_of = datetime(2026, 3, 5, tzinfo=UTC)
    result = check(Request(site, as_of=as_of, output=site / "output", cache=None, jobs=1))
    found_codes: dict[str, set[str]] = {}
    for diagnostic in result.diagnostics:
        if diagnostic.code in ("NG230", "NG234", "NG235", "NG564"):
            path = diagnostic.span.path.removeprefix("content/")
            found_codes.setdefault(path, set()).add(diagnostic.code)
    return found_codes


def test_every_known_difference_is_found_at_the_half_that_names_the_other(
    codes: dict[str, set[str]],
) -> None:
    names = list(DIFFERENT)
    missed = [
        names[number % len(names)]
        for number in range(SIZE)
        if codes.get(f"{number}-cy.md", set()) != {DIFFERENT[names[number % len(names)]][0]}
    ]
    assert missed == []


def test_what_is_right_though_it_looks_odd_has_no_finding(codes: dict[str, set[str]]) -> None:
    names = list(ALIKE)
    wrong = {
        names[number % len(names)]: codes[file]
        for number in range(SIZE, 2 * SIZE)
        for file in (f"{number}-cy.md", f"{number}-en.md")
        if file in codes
    }
    assert wrong == {}
