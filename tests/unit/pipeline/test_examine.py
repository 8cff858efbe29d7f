"""One file's text to a release, its findings and its day; several as each by itself."""

from newsgen.config.load import parse
from newsgen.pipeline._examine import Examiner
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
