"""Which releases have cards, what is on them, and what their addresses change with."""

from dataclasses import replace
from typing import Any

import pytest

from newsgen.model.area import Area, Root
from newsgen.model.release import Kind, Life, Release, Status
from newsgen.site.cards import CardStyle, card_of, card_path, card_target, drawn, mark_of
from newsgen.site.target import CardFile
from tests.support.catalogue import release

ROOT = Root("", "News", "https://news.example")
AREA = Area("Northshire", "Northshire Police", "northshire", (), "/news/", "")
LETTERS = "".join(map(chr, range(32, 127))) + "âêîôûŵŷŴŶé’–"
STYLE = CardStyle(
    "1 13.0.0",
    LETTERS,
    {"en": {"appeal": "Appeal", "closed": "Closed"}, "cy": {"appeal": "Apêl"}},
    {"appeal": "#a34700"},
    "#6f7a86",
)


def march(**changes: Any) -> Release:
    return replace(release("a", "2020-03-05 09:00", kind=Kind.APPEAL), **changes)


def card(of: Release, style: CardStyle | None = STYLE, language: str = "en") -> CardFile | None:
    return card_of(ROOT, of, AREA, "2020-03", style, language)


def whole(of: Release, style: CardStyle = STYLE, language: str = "en") -> CardFile:
    file = card(of, style, language)
    assert file
    return file


def test_a_card_has_headline_kind_force_and_date() -> None:
    file = whole(march(title="Can  you help?"))
    assert (file.title, file.label, file.edge, file.force, file.date, file.url) == (
        "Can you help?", "Appeal", "#a34700", "Northshire Police", "5 March 2020", march().url,
    )  # fmt: skip


def test_a_welsh_release_has_a_welsh_card() -> None:
    file = whole(march(language="cy", title="Tŷ’r Ŵyl"), language="cy")
    assert (file.title, file.label, file.date) == ("Tŷ’r Ŵyl", "Apêl", "5 Mawrth 2020")


def test_plain_news_has_no_label_and_the_undated_no_date() -> None:
    assert whole(march(kind=Kind.NEWS)).label == ""
    assert whole(march(kind=Kind.NEWS)).edge == STYLE.edge
    assert whole(march(published=None)).date == ""


def test_a_closed_appeal_says_so() -> None:
    assert whole(march(status=Status.CLOSED)).label == "Closed"


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Status.DRAFT},
        {"status": Status.WITHDRAWN},
        {"status": Status.GONE},
        {"status": Status.MOVED},
        {"life": Life(noindex=True)},
        {"title": "Пропал человек"},
        {"title": "مفقود"},
        {"title": "🚨🚨"},
    ],
    ids=str,
)
def test_a_release_may_have_none(changes: dict[str, Any]) -> None:
    assert card(march(**changes)) is None


def test_a_site_may_have_none() -> None:
    assert card(march(), None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain", "Plain"),
        ("  Two\n words ", "Two words"),
        ("Help 🚨 us 🙏🏽", "Help us"),
        ("Caf\u0065\u0301", "Café"),
        ("1\ufe0f\u20e3 reason", "1 reason"),
        ("Ж", ""),
        ("x\u0306", ""),
        ("½ price", ""),
        ("", ""),
    ],
)
def test_signs_that_the_font_lacks_go_and_letters_make_it_nothing(text: str, expected: str) -> None:
    assert drawn(text, LETTERS) == expected


def test_the_address_changes_with_all_that_is_shown_and_with_how_it_is_drawn() -> None:
    names = {
        whole(march(**changes), style).name
        for style in (STYLE, CardStyle("2", LETTERS, STYLE.labels, STYLE.edges, STYLE.edge))
        for changes in (
            {},
            {"title": "Other"},
            {"kind": Kind.NEWS},
            {"status": Status.CLOSED},
            {"published": None},
            {"url": "https://www.northshire.police.example/news/b"},
        )
    }
    assert len(names) == 12
    assert all(name.startswith(f"2020-03/{mark_of('', march().path)}-") for name in names)
    assert whole(march(summary="Another", body="x")).name == whole(march()).name


def test_no_two_releases_share_a_card() -> None:
    assert whole(march()).name != whole(march(path="news/other/index.html")).name
    assert mark_of("a", "b/c") != mark_of("a/b", "c")


def test_a_card_is_a_file_of_its_root() -> None:
    file = whole(march())
    target = card_target(Root("host", "News", "https://host"), file, "content/a.md")
    assert target == (f"host/{card_path(file.name)}", "", file, "content/a.md")
    assert card_path("2020-03/x") == "media/cards/2020-03/x.png"
