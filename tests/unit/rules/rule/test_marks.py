"""Findings on stretches: one each while they are few, in the front matter one for all."""

import pytest

from newsgen.rules.rule import AROUND_MARK, MOST_MARKS, Mark, report_all_marks, report_marks
from tests.support.manuscripts import manuscript, read, source

WRONG = "a\u00b4 "


def marks(count: int, right: str | None = "x") -> list[Mark]:
    return [Mark(i * 3, i * 3 + 2, f"mark {i}", right) for i in range(count)]


@pytest.mark.parametrize(
    ("count", "findings", "last"),
    [
        (0, 0, ""),
        (1, 1, "mark 0"),
        (MOST_MARKS, MOST_MARKS, f"mark {MOST_MARKS - 1}"),
        (MOST_MARKS + 1, MOST_MARKS, f"mark {MOST_MARKS - 1}, and 1 more like it"),
        (5 * MOST_MARKS, MOST_MARKS, f"mark {MOST_MARKS - 1}, and {4 * MOST_MARKS} more like it"),
    ],
)
def test_the_last_finding_of_a_body_stands_for_the_rest(
    count: int, findings: int, last: str
) -> None:
    body = manuscript(WRONG * count + "end").body
    reported = list(report_marks("NG518", body, marks(count), "hint"))
    assert len(reported) == findings
    assert not reported or reported[-1].message == last


def test_a_value_has_one_finding_whose_fix_is_of_all_marks() -> None:
    text = read(source(title="ab cd ef")).texts[0]
    (finding,) = report_marks(
        "NG518", text, [Mark(0, 2, "wrong", "xy"), Mark(3, 5, "wrong", "")], "hint"
    )
    assert finding.message == "title: wrong, and 1 more like it"
    assert finding.fix is not None
    assert finding.fix.text == "xy "


def test_a_mark_that_no_one_can_correct_has_no_fix() -> None:
    body = manuscript("ab cd").body
    (finding,) = report_marks("NG518", body, marks(1, None), "hint")
    assert finding.fix is None


def test_a_finding_is_about_the_words_around_its_mark() -> None:
    body = manuscript("Heddlu Gogledd – apêl am dystion ac eraill").body
    at = body.text.index("apêl")
    (finding,) = report_marks("NG518", body, [Mark(at, at + 4, "wrong")], "hint")
    assert finding.subject == "u Gogledd – apêl am dystion "
    assert len(finding.subject) == 4 + 2 * AROUND_MARK
    assert (finding.span.column, finding.span.end_column) == (18, 22)


def test_every_text_that_readers_see_is_looked_at() -> None:
    read = manuscript("bad", title="bad", more="summary: bad\nimages: [{src: a.png, alt: bad}]")
    findings = report_all_marks("NG518", read, lambda text: [Mark(0, 3, text.strip())], "hint")
    assert [f.message for f in findings] == [
        "bad",
        "title: bad",
        "summary: bad",
        "images.1.alt: bad",
    ]
