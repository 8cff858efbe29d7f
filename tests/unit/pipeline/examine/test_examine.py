"""One file's text to a release, its findings and its day; several as each by itself."""

from collections.abc import Callable

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import Diagnostic, Span
from newsgen.pipeline._examine import Examiner, with_subjects
from tests.support.builds import AT, appeal
from tests.support.site import CONFIG

EXAMINER = Examiner(parse(CONFIG), as_of=AT)
GOOD = appeal("a", "2026-03-05").text()
VAGUE = appeal("b", "2026-03-06", body="[Click here](/newsroom/é).").text()
BROKEN = "---\ntitle: [\n---\n"


def test_a_release_that_is_right_has_an_entry_and_a_day() -> None:
    examined = EXAMINER.examine(GOOD, "a.md")
    assert examined.diagnostics == ()
    assert examined.day == "2026-03-05"
    assert examined.entry is not None
    assert examined.entry.row.source == "a.md"


def test_the_day_of_a_release_is_that_on_which_its_embargo_ends() -> None:
    text = appeal("a", "2026-03-05", embargo="2026-03-31T23:30Z").text()
    assert EXAMINER.examine(text, "a.md").day == "2026-04-01"


def test_findings_of_rules_are_known_by_the_words_they_mark() -> None:
    examined = EXAMINER.examine(VAGUE, "b.md")
    assert [(d.code, d.subject) for d in examined.diagnostics] == [("NG524", "Click here")]
    assert examined.entry is not None


def test_a_file_that_cannot_be_read_has_no_entry() -> None:
    examined = EXAMINER.examine(BROKEN, "x.md")
    assert examined.entry is None
    assert examined.day == ""
    assert {d.span.path for d in examined.diagnostics} == {"content/x.md"}


def test_several_are_examined_as_each_by_itself() -> None:
    files = [(GOOD, "a.md"), (BROKEN, "x.md"), (VAGUE, "b.md"), ("", "é.md")]
    assert EXAMINER.examine_all(files) == [EXAMINER.examine(*file) for file in files]
    assert EXAMINER.examine_all([]) == []


UNREADABLE = """---
title: Appeal: man
area: Cumbria
kind: newz
---

It is the driverâ€™s van.

[Click here](https://www.example.org/a)
"""


def test_the_rest_of_a_file_is_examined_too_and_gives_no_entry() -> None:
    examined = EXAMINER.examine(UNREADABLE, "x.md")
    assert {d.code for d in examined.diagnostics} == {"NG112", "NG204", "NG518", "NG524"}
    assert examined.entry is None


def test_only_the_front_matter_is_fixed_until_it_can_be_read() -> None:
    examined = EXAMINER.examine(UNREADABLE, "x.md")
    assert [d.code for d in examined.diagnostics if d.fix] == ["NG112"]
    readable = EXAMINER.examine(UNREADABLE.replace("Appeal: man", "Appeal"), "x.md")
    assert "NG518" in [d.code for d in readable.diagnostics if d.fix]


RICH = """---
title: Officers appeal after a burglary
area: Cumbria
url: https://www.cumbria.police.uk/news/2026/March/burglary.aspx
date: 2026-03-05 10:49
updated: 2026-03-06 12:00
kind: appeal
status: published
embargo: 2026-03-05T10:49+00:00
summary: A shop was broken into.
tags:
- burglary
- Kendal
images:
- src: https://www.cumbria.police.uk/van.jpg
  alt: A blue van by the harbour wall
incident:
  reference: 123 of 5 March
og:
  title: Officers appeal after a burglary
  type: article
article:
  published:
    time: 2026-03-05 10:49
corrections:
- at: 2026-03-06 12:00
  note: The shop is in Kendal.
---

EMBARGOED UNTIL 5 March

Officers are appealing for witnesses. A man was seen on Thursday.

Anyone who saw him can call 101.
"""
BREAKS: dict[str, Callable[[str], str]] = {
    "a colon": lambda line: f"{line}: more",
    "a tab": lambda line: f"\t{line.lstrip()}",
    "an indent": lambda line: f" {line}",
    "a bracket": lambda line: line.replace(": ", ": [", 1),
    "a brace": lambda line: line.replace(": ", ": {", 1),
    "a quote": lambda line: line.replace(": ", ': "', 1),
    "an apostrophe": lambda line: line.replace(": ", ": 'It's ", 1),
    "no colon": lambda line: line.replace(":", "", 1),
    "no space": lambda line: line.replace(": ", ":", 1),
    "no key": lambda line: line.partition(": ")[2] or line,
    "twice": lambda line: f"{line}\n{line}",
    "a hash": lambda line: f"{line} #more",
    "an anchor": lambda line: line.replace(": ", ": &", 1),
    "a sign": lambda line: line.replace(": ", ": @", 1),
    "a fence": lambda line: f"```\n{line}",
    "a rule": lambda line: f"---\n{line}",
    "a control": lambda line: f"{line}\a",
}
"""Ways to break the YAML of a line."""


@pytest.mark.parametrize("name", BREAKS)
def test_nothing_is_reported_that_follows_only_from_a_line_that_cannot_be_read(name: str) -> None:
    assert not EXAMINER.examine(RICH, "a.md").diagnostics
    lines = RICH.split("\n")
    for at in range(1, lines.index("---", 1)):
        broken = "\n".join([*lines[:at], BREAKS[name](lines[at]), *lines[at + 1 :]])
        codes = {d.code for d in EXAMINER.examine(broken, "a.md").diagnostics}
        if codes & {"NG111", "NG112", "NG113", "NG114"}:
            assert codes <= {"NG111", "NG112", "NG113", "NG114"}, broken


SOURCE = "---\ntitle: Apêl\n---\n\nUn – dau\nthree four\n"


@pytest.mark.parametrize(
    ("span", "subject"),
    [
        ((2, 8, 2, 12), "Apêl"),
        ((5, 4, 5, 5), "–"),
        ((5, 6, 6, 6), "dau\nthree"),
        ((2, 8, 2, 8), ""),
        ((99, 1, 99, 5), ""),
        ((5, 6, 5, 99), "dau"),
    ],
)
def test_the_words_that_a_finding_marks_are_its_subject(
    span: tuple[int, int, int, int], subject: str
) -> None:
    (finding,) = with_subjects([Diagnostic("NG518", "x", Span("content/a.md", *span))], SOURCE)
    assert finding.subject == subject


def test_a_subject_that_is_given_stays() -> None:
    finding = Diagnostic("NG518", "x", Span("content/a.md", 2, 8, 2, 12), subject="mine")
    assert with_subjects([finding], SOURCE) == (finding,)


def codes_of_withdrawn(explanation: str, **keys: str) -> list[str]:
    values = {"status": "withdrawn", "explanation": explanation, **keys}
    text = appeal("a", "2026-03-05", body="Call Crimestoppers on 0800 500 111.", **values).text()
    return [diagnostic.code for diagnostic in EXAMINER.examine(text, "a.md").diagnostics]


@pytest.mark.parametrize(
    ("explanation", "code"),
    [
        ("Kelly Osgood, 15, was in this by mistake.", "NG531"),
        ("Kelly Osgood, 35, was found safe.", "NG548"),
        ("Call Crimestoppers on 0800 500 112.", "NG511"),
        ("It was wrong on Friday 5 March 2026.", "NG540"),
        ("It was for 31 November.", "NG542"),
        ("The manâ€™s car was found.", "NG518"),
    ],
)
def test_the_explanation_of_a_withdrawn_release_is_published_and_read(
    explanation: str, code: str
) -> None:
    assert codes_of_withdrawn(explanation) == [code]


def test_nothing_else_of_a_withdrawn_release_is_read() -> None:
    assert codes_of_withdrawn("This appeal was withdrawn as it is no longer needed.") == []
    assert codes_of_withdrawn("She was found safe.", kind="missing", title="Click here") == []
