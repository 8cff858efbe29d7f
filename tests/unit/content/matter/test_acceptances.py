"""The findings that a release accepts, and those that survive it."""

from newsgen.content._meta import Meta
from newsgen.content._values import Accepted
from newsgen.content.frontmatter import Located, Parts
from newsgen.content.matter import accepted, is_of_address
from newsgen.model.release import Acceptance

MATTER = """\
title: Alex Rowan
url: https://www.northshire.police.example/news/x.aspx
accept:
  - code: NG402
    text: x.aspx
  - code: NG402
    text: Alex
  - code: NG511
    text: x.aspx
"""
LOCATED = Located(Parts(MATTER, 2, "", 9), "content/a.md")
ACCEPTED = (
    Accepted("NG402", "", "x.aspx"),
    Accepted("NG402", "", "Alex"),
    Accepted("NG511", "", "x.aspx"),
)


def test_each_has_its_place() -> None:
    assert accepted(Meta({}, {}, accept=ACCEPTED), LOCATED) == (
        Acceptance("NG402", "x.aspx", 5, 5),
        Acceptance("NG402", "Alex", 7, 5),
        Acceptance("NG511", "x.aspx", 9, 5),
    )


def test_without_any_there_is_none() -> None:
    assert accepted(None, LOCATED) == ()
    assert accepted(Meta({}, {}), LOCATED) == ()


def test_only_those_of_addresses_survive_unless_they_quote_other_words() -> None:
    every = accepted(Meta({}, {}, accept=ACCEPTED), LOCATED)
    assert is_of_address(every, LOCATED) == every[:1]
