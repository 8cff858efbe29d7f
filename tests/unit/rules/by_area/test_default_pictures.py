"""Pictures that many releases share are told of once for each area, with the line to write."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pytest

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.area import Area, unconfigured_area
from newsgen.rules.by_area import MOST, check_default_pictures
from newsgen.store.uses import SharedPicture
from tests.support.catalogue import HOST

LOGO: Final = "https://www.northshire.police.example/logo.png?a=1&b=(2)"
CREST: Final = "https://www.northshire.police.example/crest.png"
PLACE: Final = Span("newsgen.toml", 3, 1)


def shared(
    number: int = 30,
    of: int = 40,
    picture: str = LOGO,
    area: str = "Northshire",
    host: str = HOST,
) -> SharedPicture:
    return SharedPicture(area, host, picture, number, of, f"{number}.md", "2 8 2 20")


def check(*pictures: SharedPicture, listed: Sequence[str] = ()) -> list[Diagnostic]:
    def area_of(key: str) -> Area:
        return replace(unconfigured_area(key), default_images=tuple(listed))

    return list(check_default_pictures(pictures, area_of, lambda _: PLACE))


def line_of(diagnostic: Diagnostic) -> list[str]:
    """Return what a hint's line would set."""
    written = diagnostic.hint[diagnostic.hint.index("default_images = ") :]
    pictures: list[str] = tomllib.loads(written)["default_images"]
    return pictures


def test_the_finding_is_where_the_line_is_to_be_written() -> None:
    (finding,) = check(shared(30, 40))
    assert (finding.code, finding.span, finding.subject) == ("NG603", PLACE, LOGO)
    assert finding.message == f"30 of 40 releases on {HOST} have the picture {LOGO}"
    assert "write under [areas.Northshire] to" in finding.hint
    assert line_of(finding) == [LOGO]
    assert [related.span for related in finding.related] == [
        Span("content/30.md", 2, 8, 2, 20),
    ]


@pytest.mark.parametrize(
    ("number", "of", "is_reported"),
    [
        (MOST + 1, MOST + 1, True),
        (30, 299, True),
        (30, 300, False),
        (30, 301, False),
        (4_000, 50_000, False),
        (5_001, 50_000, True),
    ],
)
def test_more_than_a_tenth_of_a_host_is_many(number: int, of: int, is_reported: bool) -> None:
    assert len(check(shared(number, of))) == is_reported


def test_the_pictures_of_an_area_are_one_finding() -> None:
    (finding,) = check(
        shared(30), shared(25, picture=CREST), shared(22, 22, host="beta.example"), shared(21, 900)
    )
    assert line_of(finding) == [LOGO, CREST]
    assert "22 of 22 releases on beta.example" in finding.message
    assert finding.subject == f"{CREST} {LOGO}"


def test_what_is_listed_already_stays_in_the_line() -> None:
    (finding,) = check(shared(picture=CREST), listed=(LOGO,))
    assert line_of(finding) == [LOGO, CREST]
    assert "change the line under [areas.Northshire]" in finding.hint


def test_areas_are_findings_of_their_own_and_their_names_are_valid_toml() -> None:
    first, second = check(shared(area="Northshire"), shared(area='The "Upper" Tarn'))
    assert "[areas.Northshire]" in first.hint
    assert '[areas."The \\"Upper\\" Tarn"]' in second.hint
