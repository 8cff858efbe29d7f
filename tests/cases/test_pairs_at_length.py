"""Longer pairs, of another shape than those of `test_pairs.py`: each known difference, and none.

Their texts have quotations, tables, lists, dates and hours in words, sums in words, and telephone
lines for those who speak Welsh; sentences and paragraphs stand in another order.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

import pytest

from newsgen.model.day_words import ENGLISH, WELSH
from newsgen.pipeline.central import check
from newsgen.pipeline.result import Request
from tests.support.site import write

CONFIG: Final = '[areas.Northshire]\nhosts = ["www.northshire.police.example"]\n'
PLACES: Final = ("Ellerdale", "Saltmere", "Harrowby", "Thornwick", "Marlow Bank")
SUMS: Final = (
    ("£{0:,}", "£{0:,}", 1),
    ("£{0:,}", "{0} o bunnoedd", 1),
    ("£{0:.1f} million", "£{0:.1f} miliwn", 1_000_000),
    ("£{0}k", "£{0},000", 1_000),
    ("five thousand pounds", "pum mil o bunnoedd", 0),
    ("£1,000", "mil o bunnoedd", 0),
)
"""How a sum is written in English and in Welsh, and in what."""
KINDS: Final = (
    "heading", "link", "item", "row", "number", "date", "year", "sum", "language", "picture",
    "caption", "attachment", "incident", "note", "quotation",
)  # fmt: skip
SIZE: Final = 200


class Facts(NamedTuple):
    """What both halves say."""

    number: int
    place: str
    day: date
    earlier: date
    sum_: float
    shape: int
    items: int
    rows: int
    own_line: bool
    draw: random.Random


def facts(number: int, draw: random.Random) -> Facts:
    day = date(2026, draw.randrange(1, 13), draw.randrange(1, 29))
    earlier = day - timedelta(draw.randrange(9, 90))
    shape = draw.randrange(len(SUMS))
    sum_ = draw.randrange(1, 90) * (100 if SUMS[shape][2] == 1 else 1)
    own_line = draw.random() < 0.4
    items, rows = draw.randrange(2, 5), draw.randrange(1, 4)
    return Facts(
        number, draw.choice(PLACES), day, earlier, sum_, shape, items, rows, own_line, draw
    )


def english_day(day: date, draw: random.Random, *, near: bool = False) -> str:
    """Write a day in English: one that is near to the release by its weekday alone at times."""
    weekday, month = ENGLISH.weekday_names[day.weekday()], ENGLISH.month_names[day.month - 1]
    number = f"{day.day}{ENGLISH.ends[day.day - 1]}"
    shapes = [
        f"{weekday} {day.day} {month}", f"{number} {month} {day.year}", f"the {number} of {month}",
              f"{day:%d/%m/%Y}", f"{weekday}, {number} {month}, {day.year}"]  # fmt: skip
    return draw.choice(
        [f"on {shape}" for shape in shapes] + (["yesterday", f"on {weekday}"] if near else [])
    )


def welsh_day(day: date, draw: random.Random, *, near: bool = False) -> str:
    weekday, month = WELSH.weekday_names[day.weekday()], WELSH.month_names[day.month - 1]
    soft, nos = WELSH.months[day.month - 1][:2][-1], WELSH.weekdays[day.weekday()][:2][-1]
    number = f"{day.day}{WELSH.ends[day.day - 1]}"
    shapes = [
        f"ddydd {weekday} {day.day} {month}", f"nos {nos}, y {number} o {soft}",
        f"ar yr {number} o fis {month} {day.year}",
              f"ar {day:%d/%m/%Y}", f"ddydd {weekday}, {day.day} {month} {day.year}"]  # fmt: skip
    return draw.choice(shapes + (["ddoe", f"ddydd {weekday}"] if near else []))


def sums(said: Facts) -> tuple[str, str]:
    english, welsh, _ = SUMS[said.shape]
    return english.format(said.sum_), welsh.format(said.sum_)


class Text(NamedTuple):
    """A half in pieces, by name, so that one can be left out or changed."""

    keys: dict[str, str]
    parts: dict[str, str]

    def write(self) -> str:
        keys = "".join(f"{key}: {value}\n" for key, value in self.keys.items())
        return f"---\n{keys}---\n\n" + "\n\n".join(self.parts.values()) + "\n"


def pair(said: Facts) -> tuple[Text, Text]:
    draw, yesterday = said.draw, said.day - timedelta(1)
    in_english, in_welsh = sums(said)
    phone, line = f"01632 960{draw.randrange(100, 999)}", f"01632 961{draw.randrange(100, 999)}"
    shared = {
        "area": "Northshire",
        "date": f"{said.day} 10:00",
        "incident": f"{{reference: NS-{said.day:%Y%m%d}-{said.number:04}}}",
    }
    english = Text(
        {
            "title": f"Town hears {said.number} of thefts in {said.place}",
            "url": f"https://www.northshire.police.example/news/{said.number}-en.aspx",
            **shared,
            "images": "[{src: /images/a.jpg, alt: The square, caption: The square at night}]",
            "attachments": "[{file: /files/map.pdf, title: A map}]",
        },
        {
            "opening": (
                f"Officers from the team were called to {said.place} "
                f"{english_day(yesterday, draw, near=True)} "
                f"at 10.30pm, and again {english_day(said.earlier, draw)}, with reports that "
                "goods had been taken from the store."
            ),
            "quotation": (
                "Inspector Rowan of the team said: “We know that this has been hard for the "
                "people of the town, and we are with them.”"
            ),
            "heading": "## What was taken",
            "sum": (
                f"Goods worth {in_english} were taken from the store, and [the list](/list/) "
                "of them is with the council."
            ),
            "list": "\n".join(f"- item {number} of the list" for number in range(said.items)),
            "second": "## Where to go",
            "table": "| Place | Hour |\n|---|---|\n"
            + "\n".join(f"| {place} | 10 |" for place in PLACES[: said.rows]),
            "contact": (
                f"Anyone with information is asked to call 101 or {phone}, or Crimestoppers "
                "on 0800 555 111."
            ),
        },
    )
    welsh = Text(
        {"title": f"Clywodd y dref {said.number} am ladradau yn {said.place}",
         "url": f"https://www.northshire.police.example/news/{said.number}-cy.aspx",
         "language": "cy",
         "translation_of": f"{said.number}-en.md", **shared,
         "images": "[{src: /images/a.jpg, alt: Y sgwâr, caption: Y sgwâr gyda'r nos}]",
         "attachments": "[{file: /files/map.pdf, title: Map}]"},
        {
            "opening": (
                f"Cafodd swyddogion y tîm eu galw i {said.place} "
                f"{welsh_day(yesterday, draw, near=True)} "
                f"am 10.30yh, ac eto {welsh_day(said.earlier, draw)}, wedi i nwyddau gael eu "
                "cymryd o'r siop."
            ),
            "quotation": (
                "Dywedodd yr Arolygydd Rowan o'r tîm: “Rydym yn gwybod bod hyn wedi bod yn "
                "anodd i bobl y dref, ac rydym gyda nhw.”"
            ),
            "heading": "## Beth gafodd ei gymryd",
            "sum": (
                f"Mae nwyddau gwerth {in_welsh} wedi mynd o'r siop, ac mae [y "
                "rhestr](/rhestr/) gan y cyngor."
            ),
            "list": "\n".join(f"* eitem {number} o'r rhestr" for number in range(said.items)),
            "second": "## Ble i fynd",
            "table": (
                "| Lle | Awr |\n|---|---|\n"
                + "\n".join(f"| {place} | 10yb |" for place in PLACES[: said.rows])
            ),
            "contact": (
                f"Ffoniwch 101 neu {line if said.own_line else phone} gyda gwybodaeth, neu "
                "Taclo'r Taclau ar 0800 555 111."
            ),
        },
    )  # fmt: skip
    if draw.random() < 0.5:  # the quotation stands elsewhere
        welsh.parts["quotation"] = welsh.parts.pop("quotation")
    return english, welsh


def _in_body(name: str, old: str, new: str) -> Callable[[Text], object]:
    def change(text: Text) -> None:
        assert old in text.parts[name], (name, old)
        text.parts[name] = text.parts[name].replace(old, new, 1)

    return change


def spoil(kind: str, text: Text, said: Facts) -> str:
    """Make one known difference, and return the code of its finding."""
    if kind in ("heading", "quotation"):
        text.parts.pop(kind)
    elif kind == "date":
        day = welsh_day(said.earlier - timedelta(400), said.draw)
        start = text.parts["opening"].index("ac eto ")
        text.parts["opening"] = f"{text.parts['opening'][:start]}ac eto {day}, wedi hynny."
    elif kind == "year":
        other = said.earlier.replace(year=2024)
        month = WELSH.month_names[other.month - 1]
        text.parts["second"] += f"\n\nBydd y llys ar {other.day} {month} 2024 yn y dref."
    elif kind == "sum":
        text.parts["sum"] = text.parts["sum"].replace("gwerth ", "gwerth £77,777 a ")
    elif kind == "language":
        text.parts.update(
            opening="The officers of the town were called to the store, and it was shut.",
            quotation="It is for the people of the town to say what has to be done with it.",
            sum="Goods worth £1 were taken from the store with [a list](/list/) of them.",
        )
    elif kind in ("picture", "attachment"):
        text.keys.pop({"picture": "images", "attachment": "attachments"}[kind])
    elif kind == "caption":
        text.keys["images"] = "[{src: /images/a.jpg, alt: Y sgwâr}]"
    elif kind == "incident":
        text.keys["incident"] = f"{{reference: NS-20250101-{said.number:04}}}"
    elif kind == "note":
        text.keys["updates"] = "[{at: 2026-12-30, note: Nid felly yr oedd}]"
    else:
        old, new = {
            "link": ("[y rhestr](/rhestr/)", "y rhestr"),
            "item": ("\n* eitem 1", " ac eitem 1"),
            "row": (f"\n| {PLACES[0]} | 10yb |", ""),
            "number": ("101 neu ", ""),
        }[kind]
        part = {"link": "sum", "item": "list", "row": "table", "number": "contact"}[kind]
        _in_body(part, old, new)(text)
    return {"language": "NG564", "note": "NG234", "quotation": ""}.get(kind, "NG235")


class Case(NamedTuple):
    kind: str
    wanted: str


Outcome = tuple[dict[int, Case], dict[int, dict[str, str]]]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return the cases, and the messages of the findings on each pair, by code."""
    site, draw = tmp_path_factory.mktemp("pairs") / "site", random.Random(48)
    write(site / "newsgen.toml", CONFIG)
    write(site / "content/images/a.jpg", "")
    cases = {}
    for number in range(2 * SIZE):
        said = facts(number, draw)
        english, welsh = pair(said)
        kind = KINDS[number % len(KINDS)] if number < SIZE else ""
        cases[number] = Case(kind, spoil(kind, welsh, said) if kind else "")
        write(site / f"content/{number}-en.md", english.write())
        write(site / f"content/{number}-cy.md", welsh.write())
    as_of = datetime(2026, 12, 31, tzinfo=UTC)
    result = check(Request(site, as_of=as_of, output=site / "output", cache=None, jobs=1))
    said_of: dict[int, dict[str, str]] = {}
    for diagnostic in result.diagnostics:
        if diagnostic.code in ("NG230", "NG234", "NG235", "NG564"):
            number = int(diagnostic.span.path.removeprefix("content/").partition("-")[0])
            said_of.setdefault(number, {})[diagnostic.code] = diagnostic.message
    return cases, said_of


LEAST: Final = 24 / 30
together: Final = pytest.mark.rotates(4, together="pairs at length")


@together
def test_hardly_any_difference_is_missed(outcome: Outcome) -> None:
    cases, said_of = outcome
    wanted = Counter(case.kind for case in cases.values() if case.wanted)
    seen = Counter(
        case.kind for number, case in cases.items() if case.wanted in said_of.get(number, {})
    )
    assert {kind: seen[kind] for kind in wanted if seen[kind] < LEAST * wanted[kind]} == {}
    assert sum(wanted.values()) - sum(seen.values()) <= 1  # a sum, beside one in words


@together
def test_hardly_any_finding_is_false(outcome: Outcome) -> None:
    """A quotation that is missing is a difference which nothing looks for."""
    cases, said_of = outcome
    right, false = Counter[str](), Counter[str]()
    for number, messages in said_of.items():
        for code in messages:
            is_right = code == cases[number].wanted or cases[number].kind == "language"
            (right if is_right else false)[code] += 1
    assert {code for code in false if right[code] < LEAST * (right[code] + false[code])} == set()
    assert sum(false.values()) <= 1
