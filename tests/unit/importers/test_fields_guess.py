"""Which fields of records have what, by their names and by what is in them."""

import random
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from newsgen.importers.fields_guess import guess_fields

LONDON: Final = ZoneInfo("Europe/London")
BODY: Final = "<p>Officers want to hear from people who saw a van in Fell Road.</p>"


SHAPES: Final[dict[str, dict[str, str]]] = {
    "Sitecore": {"ItemPath": "url", "__Created": "", "Headline": "title", "PublishDate": "date",
                 "Intro": "summary", "Main Body": "body", "Language": "language"},
    "Umbraco": {"nodeName": "title", "urlName": "url", "articleDate": "date", "bodyText": "body",
                "createDate": "", "writerName": ""},
    "Drupal": {"nid": "", "title": "title", "url": "url", "created": "date", "changed": "",
               "body.value": "body", "body.summary": "summary", "langcode": "language"},
    "Joomla": {"id": "", "title": "title", "alias": "", "link": "url", "publish_up": "date",
               "introtext": "summary", "fulltext": "body", "catid": ""},
    "own": {"Ref": "", "Subject": "title", "Text": "body", "Issued": "date", "Web address": "url",
            "Keywords": "tags"},
}  # fmt: skip


def value(part: str, number: int, random_: random.Random) -> str:
    words = " ".join(random_.choices(["van", "road", "stolen", "found", "officer", "town"], k=6))
    return {
        "url": f"/news/{number}/a-van", "title": f"{words.title()} {number}", "body": BODY * 3,
        "date": f"{number % 28 + 1:02}/{number % 12 + 1:02}/2020 10:30",
        "summary": f"{words} and {words}.",
        "language": "en-GB", "tags": "roads, cars",
    }.get(part, str(number * 37))  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_fields_of_systems(shape: str) -> None:
    random_ = random.Random(shape)
    rows: list[dict[str, Any]] = []
    for number in range(40):
        row: dict[str, Any] = {}
        for name, part in SHAPES[shape].items():
            above, _, below = name.rpartition(".")
            (row.setdefault(above, {}) if above else row)[below] = value(part, number, random_)
        rows.append(row)
    fields = guess_fields(rows, LONDON)
    wanted = {part: (name,) for name, part in SHAPES[shape].items() if part}
    for part, names in wanted.items():
        assert getattr(fields.settings, part) == names, part
    assert fields.settings.markup == "html"
    assert all(fit.records == 40 for part in wanted for fit in fields.fits[part])


def test_american_dates_and_texts_without_tags() -> None:
    rows = [
        {"title": f"A van {n}", "date": f"3/{n}/2020", "text": "Words. " * 30} for n in range(1, 29)
    ]
    fields = guess_fields(rows, LONDON)
    assert fields.dates.order == "month-first"
    assert fields.settings.markup == "text"
    assert fields.settings.url == ()


def test_a_field_of_few_records_and_one_that_is_the_same_for_all() -> None:
    rows = [
        {"url": f"/{n}", "name": "Northshire Police news", "headline": f"A van {n}"}
        for n in range(99)
    ]
    rows[0]["url_old"] = "/x"
    settings = guess_fields(rows, LONDON).settings
    assert (settings.url, settings.title) == (("url",), ("headline",))
    assert guess_fields([], LONDON).settings.title == ()


def test_an_address_that_a_list_names_and_a_picture_with_its_words() -> None:
    rows = [
        {
            "links": {"self": {"href": f"https://old.example/api/{number}"}},
            "alias": f"/news/{number}", "title": f"A van {number} is stolen", "body": BODY,
            "topics": [{"id": f"0a1b-{number}", "name": "Roads"}],
            "hero": {"data": {"file": {"url": f"/a/{number}.png"}, "meta": {"alt": "A van"}}},
            "sys": {"publishedAt": "2024-01-02"}, "day": {"publishDate": {"en-GB": "2023-01-02"}},
        } for number in range(8)
    ]  # fmt: skip
    fields = guess_fields(rows, LONDON, {f"/news/{number}" for number in range(8)}).settings
    assert fields.url == ("alias",)
    assert fields.pictures == ("hero.data",)
    assert fields.tags == ("topics[].name",)
    assert fields.date == ("day.publishDate.en-GB",)
    assert guess_fields(rows, LONDON).settings.url == ("links.self.href",)


def test_fields_of_a_list() -> None:
    rows = [
        {"ItemPath": f"/news/{number}", "Fields": [
            {"Name": "Headline", "Value": f"A van {number} is stolen"},
            {"Name": "Article Date", "Value": "20240103T090000Z"},
            {"Name": "Body", "Value": BODY},
            {"Name": "__Workflow state", "Value": "Draft" if number == 3 else "Published"},
        ]} for number in range(8)
    ]  # fmt: skip
    fields = guess_fields(rows, LONDON).settings
    assert fields.title == ("Fields[Name=Headline].Value",)
    assert fields.date == ("Fields[Name=Article Date].Value",)
    assert fields.body == ("Fields[Name=Body].Value",)
    assert fields.status == ("Fields[Name=__Workflow state].Value",)


def test_of_two_languages_the_plan_reads_english() -> None:
    def both(text: str) -> dict[str, str]:
        return {"cy": f"Cymraeg, {text} {text}", "en-GB": f"English, {text}"}

    rows = [
        {"slug": {"en-GB": f"van-{n}"}, "title": both(f"van {n}"), "body": both(f"van {n} " * 40)}
        for n in range(3)
    ]
    settings = guess_fields(rows, ZoneInfo("Europe/London")).settings
    assert (settings.title, settings.body) == (("title.en-GB",), ("body.en-GB",))
