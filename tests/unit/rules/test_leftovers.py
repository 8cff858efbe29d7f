"""What colleagues, a merge or a template left in a release."""

import pytest

from newsgen.rules._leftovers import left_by_colleagues, left_to_fill_in, nothing_to_quote
from tests.support.manuscripts import asked, read, said, source


def test_a_note_is_reported_where_it_stands_and_in_its_words() -> None:
    note = "[Dave - can you check this with the OIC before it goes out?]"
    finding = asked(left_by_colleagues, read(source(f"The road is shut.\n\n{note}")))[0]
    assert (finding.code, finding.span.line) == ("NG530", 9)
    assert finding.message == f"“{note}” is a note to colleagues"


def test_a_long_note_is_cut_in_the_message() -> None:
    (message,) = said(left_by_colleagues, f"[NB: legal to check {'that ' * 30}]")
    assert message.endswith("…” is a note to colleagues")
    assert len(message) < 120


@pytest.mark.parametrize("check", [left_by_colleagues, left_to_fill_in, nothing_to_quote])
def test_drafts_are_left_alone_and_embargoes_are_not(check: object) -> None:
    body = "[NB: legal to check]\n\nThe man from XXXX was arrested. Call 101 and quote ."
    assert said(check, body, status="draft") == []  # type: ignore[arg-type]
    assert len(said(check, body, embargo="2026-12-01T10:00+00:00")) == 1  # type: ignore[arg-type]


def test_each_mark_of_a_merge_is_reported() -> None:
    body = "<<<<<<< HEAD\nIt is open.\n=======\nIt is shut.\n>>>>>>> main"
    assert said(left_to_fill_in, body) == [
        "“<<<<<<< HEAD” was left by a merge of two versions",
        "“=======” was left by a merge of two versions",
        "“>>>>>>> main” was left by a merge of two versions",
    ]


def test_a_reference_that_is_not_known_yet_is_reported_at_its_key() -> None:
    release = read(source("Text.", incident={"reference": "TP-XXXX"}))
    (finding,) = asked(left_to_fill_in, release)
    assert (finding.code, finding.span.line, finding.subject) == ("NG538", 5, "TP-XXXX")
