"""The address of a release: its own, or one by the pattern of its area."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from newsgen.content._meta import Meta
from newsgen.content._pages import address_is_given, address_of_area, address_of_url
from newsgen.content.frontmatter import Located, Parts
from newsgen.model.area import Area, LanguageOfArea
from newsgen.model.dates import Moment, Precision

if TYPE_CHECKING:
    from newsgen.diagnostics import Diagnostic

DAY = Moment(datetime(2026, 3, 5, 9, tzinfo=UTC), Precision.DAY)
HOST = "www.northshire.police.example"


def located(matter: str) -> Located:
    return Located(Parts(matter, 2, "", 9), "content/a.md")


@pytest.mark.parametrize(
    ("matter", "given", "path"),
    [
        (f"url: https://{HOST}/News/Caf%C3%A9..aspx\n", True, "/News/Café..aspx"),
        ("url: ''\n", False, None),
        ("url: \n", False, None),
        ("title: T\n", False, None),
        ("url: [a]\n", True, None),
        ("url: nonsense\n", True, None),
    ],
)
def test_the_front_matter_has_an_address(matter: str, *, given: bool, path: str | None) -> None:
    diagnostics: list[Diagnostic] = []
    address = address_of_url(located(matter), diagnostics)
    assert address_is_given(located(matter)) is given
    assert (address.path if address else None) == path
    assert len(diagnostics) == ("nonsense" in matter)


def test_an_address_that_is_wrong_is_told_at_its_value() -> None:
    diagnostics: list[Diagnostic] = []
    address_of_url(located("title: T\nurl: http://[/x\n"), diagnostics)
    assert [(d.span.line, d.span.column) for d in diagnostics] == [(3, 6)]


def area(permalink: str, hosts: tuple[str, ...] = (HOST,)) -> Area:
    return Area("Northshire", "Northshire Police", "northshire", hosts, "/news/", permalink)


def by_pattern(
    pattern: str,
    title: str = "Apêl: 12 “tyst”",
    slug: str | None = None,
    at: Moment | None = DAY,
    language: str = "en-GB",
) -> tuple[str | None, list[str]]:
    diagnostics: list[Diagnostic] = []
    meta = Meta({}, {}, title=title, slug=slug)
    place = located(f"title: {title!r}\n")
    address = address_of_area(meta, area(pattern), language, at, place, diagnostics)
    return address.path if address else None, [d.code for d in diagnostics]


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/news/{year}/{month_name}/{slug}.aspx", "/news/2026/March/Apel-12-tyst.aspx"),
        ("/{slug}/", "/Apel-12-tyst/"),
    ],
)
def test_a_pattern_is_filled(pattern: str, path: str) -> None:
    address, diagnostics = by_pattern(pattern)
    assert diagnostics == []
    assert address == path


def test_a_slug_takes_the_place_of_the_title() -> None:
    assert by_pattern("/{slug}.aspx", slug="van-seen") == ("/van-seen.aspx", [])


def test_a_title_of_signs_makes_no_name() -> None:
    assert by_pattern("/{slug}.aspx", title="!?…") == (None, ["NG407"])


def test_a_pattern_with_a_date_needs_one() -> None:
    assert by_pattern("/{year}/{slug}.aspx", at=None) == (None, ["NG406"])
    assert by_pattern("/{slug}.aspx", slug="a", at=None) == ("/a.aspx", [])


def test_months_are_english_but_in_a_pattern_of_the_language() -> None:
    pattern = "/{month_name}/{slug}"
    assert by_pattern(pattern, "Apêl", language="cy") == ("/March/Apel", [])
    welsh = (LanguageOfArea("cy", "/newyddion/{month_name}/{slug}", ""),)
    place = replace(area(pattern), languages=welsh)
    address = address_of_area(Meta({}, {}, slug="a"), place, "cy", DAY, located("title: T\n"), [])
    assert address is not None
    assert address.path == "/newyddion/Mawrth/a"


def test_without_a_host_the_address_is_of_this_machine() -> None:
    address = address_of_area(
        Meta({}, {}, slug="a"), area("/{slug}.aspx", ()), "en", DAY, located("title: T\n"), []
    )
    assert address is not None
    assert address.host == "localhost"
