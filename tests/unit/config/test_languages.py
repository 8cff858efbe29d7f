"""The languages of a site and of its areas: what tables may hold, and which gates they are."""

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError

SETTINGS = """
[rules]
strict_since = 2026-01-01

[languages.cy]
translations = "required"
reasons = ["event-today"]

[areas.Northshire]
hosts = ["www.northshire.police.example"]

[areas.Northshire.languages.cy]
kinds = ["appeal"]
since = 2026-04-01
host = "www.heddlu-northshire.example"
permalink = "/newyddion/{year}/{month_name}/{slug}.aspx"

[areas.Southshire.languages.cy]
translations = "off"
"""


def test_an_area_says_more_than_the_site() -> None:
    config = parse(SETTINGS)
    ((*_, is_required, kinds, since),) = config.gates_of("Northshire")
    assert (is_required, [*kinds], since) == (True, ["appeal"], "20260401")
    assert config.gates_of("Southshire") == []
    ((area, language, *_, since),) = config.gates_of("Elsewhere")
    assert (area, language, since) == ("Elsewhere", "cy", "20260101")
    assert config.reasons_apart == ("urgent", "third-party", "taken-down", "event-today")


def test_without_tables_nothing_is_asked() -> None:
    assert parse("").gates_of("Northshire") == []
    assert parse("").reasons_apart == ("urgent", "third-party", "taken-down")


def test_an_area_has_a_place_in_a_language() -> None:
    area = parse(SETTINGS).area("Northshire")
    pattern = "/newyddion/{year}/{month_name}/{slug}.aspx"
    assert area.place_in("cy-GB") == ("cy", pattern, "www.heddlu-northshire.example", "")
    assert area.place_in("en-GB") == ("en", area.permalink, area.hosts[0], "")


def test_without_a_pattern_of_its_own_a_language_keeps_english_months() -> None:
    area = parse("[areas.Northshire.languages.cy]").area("Northshire")
    assert area.place_in("cy") == ("en", area.permalink, "", "")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("[languages.Welsh]", "language “Welsh” is not a language tag"),
        ('[languages.cy]\ntranslations = "always"', "but it can only be"),
        ('[languages.cy]\nreasons = ["Two words"]', "the reason “Two words” may hold"),
        ('[areas.A.languages.cy]\npermalink = "x"', "should be a path that begins with /"),
        ('[areas.A.languages.cy]\nkinds = ["new"]', "but it can only be"),
    ],
)
def test_what_is_wrong_has_a_place(table: str, words: str) -> None:
    with pytest.raises(NewsgenError) as refused:
        parse(table)
    (diagnostic,) = refused.value.diagnostics
    assert words in diagnostic.message
    assert diagnostic.span.line == len(table.splitlines())
