"""The plan: read with places and hints, and patterns of addresses."""

from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.importers.plan import Fate, load, parse

WHOLE = """\
[source]
kind = "mirror"
base_url = "https://www.old.example"

[areas.Oldshire]
hosts = ["www.old.example", "old.example"]

[releases]
addresses = ["/news/{year}/{month}/*"]

[page]
title = ["h1"]
date = ["time @datetime", ".date"]
body = ["div.text", "div.more > p"]
remove = [".share"]

[dates]
order = "month-first"

[[addresses]]
match = ["/category/**"]
fate = "not-a-release"

[[addresses]]
match = ["/old-news/"]
fate = "moved"
to = "/news/"

[[accept]]
problem = "no-date"
match = ["/news/1999/**"]
reason = "They had none."
"""


def test_every_part_is_optional_and_read() -> None:
    assert parse("").releases.addresses == ()
    plan = parse(WHOLE)
    assert plan.area_of_host == {"www.old.example": "Oldshire", "old.example": "Oldshire"}
    assert plan.page.date == ("time @datetime", ".date")
    assert [rule.fate for rule in plan.addresses] == [Fate.NOT_A_RELEASE, Fate.MOVED]
    assert plan.accept[0].problem == "no-date"
    assert plan.is_release.fullmatch("/news/2020/March/x")


@pytest.mark.parametrize(
    ("wrong", "line", "message", "hint"),
    [
        ('[page]\ntitel = ["h1"]', 2, "there is no setting page.titel", "Did you mean title?"),
        ('[page]\nbody = ["div["]', 2, "“div[” is not a CSS selector", "Such as div.article"),
        ("[page]\nbody = ['font[size=5]']", 2, "is not a CSS selector",
         "A value that begins with a digit needs quotes: [size='5']."),
        ('[page]\ndate = ["time @"]', 2, "“time @” has no name of an attribute behind @", ""),
        ('[page]\n\ntitle = "h1"', 3, "page.title should be a list", 'Write ["h1"]'),
        ('[releases]\naddresses = ["news/*"]', 2, "should begin with /", "Write /news/*"),
        ('[releases]\naddresses = ["/{jahr}/*"]', 2, "unknown part {jahr}", "Known: {year}"),
        ('[source]\nkind = "wordpres"', 2, "it can only be", ""),
        ('[areas.X]\nhosts = ["https://a.example/"]', 2, "is not a host name", "Write a.example"),
        ('[dates]\nmonths = ["Januar"]', 2, "12 names of a year, but it has 1", ""),
        ('[[addresses]]\nmatch = ["/a"]\nfate = "gon"', 3, "it can only be", "Did you mean gone?"),
        ('[[addresses]]\nmatch = ["/a"]\nfate = "moved"', 1, "do not fit", "Write to ="),
        ('[[addresses]]\nmatch = ["/a/{number}", "/b"]\nfate = "moved"\nto = "/{number}"', 4,
         "to has {number}, which not all patterns of match have", "Write the patterns"),
        ('[[accept]]\nproblem = "word"\nmatch = ["/a"]\nreason = "x"', 2, "it can only be", ""),
        ('[[accept]]\nproblem = "words"\nmatch = ["/a"]', 1, "accept.1.reason is missing", "Add"),
    ],
)  # fmt: skip
def test_a_mistake_has_a_place_and_a_hint(wrong: str, line: int, message: str, hint: str) -> None:
    with pytest.raises(NewsgenError) as caught:
        parse(wrong)
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.file, diagnostic.line) == ("import.toml", line)
    assert message in diagnostic.message
    assert hint in diagnostic.hint


def test_a_plan_that_is_not_utf8_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "import.toml"
    file.write_bytes(b"# caf\xe9\n")
    with pytest.raises(NewsgenError, match="UTF-8"):
        load(file)
    with pytest.raises(NewsgenError):
        load(tmp_path / "none.toml")


def test_a_kind_of_the_plan_is_one_of_newsgen() -> None:
    plan = parse('[kinds]\nmissing = ["Lost", "/lost/*"]\n')
    assert plan.kind_of("https://www.old.example/lost/a", []) == "missing"
    assert plan.kind_of("https://www.old.example/", ["lost"]) == "missing"
    with pytest.raises(NewsgenError, match="“mising” is not a kind of release"):
        parse('[kinds]\nmising = ["Lost"]\n')
