"""What colleagues, a merge or a template left in a release."""

import pytest

from newsgen.rules._leftovers import (
    left_by_colleagues,
    left_to_fill_in,
    nothing_to_quote,
    residue,
)
from tests.support.manuscripts import asked, fixed, read, said, source


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


@pytest.mark.parametrize(
    "line",
    [
        "Share by email", "Page Image", "Page Content", "Author ID: 576", "Author ID:12",
        "View | Download (JPG - 14 KB)", "Download (PDF - 1.2 MB)",
        "Print this page", "Email this page", "**Share by email**", "> Page Image", "- Back to top",
        "Confirm that this is not an emergency", "View | Download (PNG - 2,857 KB)",
    ],
)  # fmt: skip
def test_a_line_of_the_old_page_is_reported_and_deleted(line: str) -> None:
    (finding,) = asked(residue, read(source(f"Text.\n\n{line}\n\nMore text.")))
    shown = line.strip("*>- :")
    assert finding.message == f"“{shown}” was left by the page that was copied"
    assert finding.fix is not None
    assert finding.fix.text == ""


def test_a_form_is_one_finding_with_its_button() -> None:
    form = "Text.\n\nYour name\n\nYour email\n\n* * *\n\nSend\n\nMore text."
    assert said(residue, form) == [
        "“Your name / Your email / Send” was left by the page that was copied"
    ]
    assert said(residue, "Text.\n\nSend") == []


@pytest.mark.parametrize(
    "line",
    [
        "Share by email or by post", "Officers share by email", "The page image shows him",
        "Author ID: none", "Download (the form)", "View the gallery", "Your email is safe with us",
        "Call your name", "Page contents", "Send", "Submit", "Share by emails",
        "Back to top form",
        "Your emails", "Download (JPG, 14 KB)", "# Your rights",
    ],
)  # fmt: skip
def test_a_line_of_text_stays(line: str) -> None:
    assert said(residue, f"Text.\n\n{line}\n\nMore text.") == []


def test_a_form_is_residue_and_a_field_alone_or_in_a_list_is_not() -> None:
    form = "Text.\n\nYour name\n\nYour email\n\nSend\n"
    assert len(asked(residue, read(source(form)))) == 1
    for text in (
        "Never give strangers:\n\n* Your name\n* Your phone number\n* Your address\n",
        "Please send us:\n\n- Your name\n- Your email\n",
        "Text.\n\nYour name\n",
    ):
        assert asked(residue, read(source(text))) == [], text


@pytest.mark.parametrize(
    "form",
    [
        "Your email\n\nYour message\n\nSend",
        "Your full name\n\n* * *\n\nYour e-mail (optional)\n\nYour enquiry\n\nSubmit form",
        "View\n\nDownload (JPG – 512 kB)",
    ],
)
def test_a_block_goes_as_a_whole(form: str) -> None:
    right = fixed(residue, source(f"Text.\n\n{form}\n\nMore text."))
    assert [line for line in right.split("\n")[6:] if line] == ["Text.", "More text."]


@pytest.mark.parametrize(
    "form",
    [
        "Your name\n\nYour email\n\nYour memory of the day\n\nSend",
        "Your email\n\nYour phone\n\nWhat happened\n\nWhen it happened\n\nSubmit",
        "Subject\n\nYour email\n\nYour message\n\nSend",
    ],
)
def test_a_block_with_lines_of_other_words_is_reported_and_stays(form: str) -> None:
    (finding,) = asked(residue, read(source(f"Text.\n\n{form}\n\nMore text.")))
    assert finding.fix is None
