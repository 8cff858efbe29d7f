"""Which words are the summary of a release; what readers see is in `tests/cases/readers.toml`."""

import pytest

from newsgen.content._meta import Meta
from newsgen.content._summary import choose
from newsgen.model.release import Status

LONG = "Officers were called to a burglary in Saltmere on Monday"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("was found in Saltmere.The man is safe and well.", "was found in Saltmere. The man is"),
        ("was found in Saltmere!A man is safe and well.", "was found in Saltmere! A man is safe"),
        ("was found, she said.“Thank you all”, she added.", "she said. “Thank you all”"),
        ("was found, see www.Saltmere.example/News for it.", "see www.Saltmere.example/News for"),
        ("was found; write to Alex.Rowan@police.example.", "write to Alex.Rowan@police.example."),
        ("was found by officers of the U.S.Army on Monday.", "of the U.S.Army on Monday."),
        ("was found in Saltmere. The man is safe and well.", "was found in Saltmere. The man is"),
        ("was found by the police.uk website on Monday.", "by the police.uk website"),
    ],
)
def test_sentences_that_were_put_together_are_taken_apart(written: str, shown: str) -> None:
    assert shown in choose(Meta({}, {}, og={"description": f"A man {written}"}), "")


def test_the_author_s_summary_is_never_cut_nor_passed_over() -> None:
    assert choose(Meta({}, {}, title="Appeal", summary="Appeal"), f"<p>{LONG}.</p>") == "Appeal"
    assert choose(Meta({}, {}, summary=LONG * 9), "") == LONG * 9


def test_a_whole_sentence_is_better_than_a_long_line() -> None:
    assert choose(Meta({}, {}), f"<p>{LONG}</p><p>{LONG}, at noon.</p>") == f"{LONG}, at noon."
    assert choose(Meta({}, {}), f"<p>{LONG}</p><p>Saltmere</p>") == LONG
    assert choose(Meta({}, {}), "<p>Saltmere</p>") == ""


def test_a_closed_release_calls_for_nothing() -> None:
    meta = Meta({}, {}, summary="Call us on 101.", status=Status.CLOSED)
    assert choose(meta, f"<p>{LONG}.</p>") == f"{LONG}."


def test_the_force_is_left_out_as_of_titles() -> None:
    def bare(text: str) -> str:
        return text.removesuffix(" - NSP")

    meta = Meta({}, {}, og={"description": f"{LONG}. - NSP"})
    assert choose(meta, "", bare) == f"{LONG}."
    assert choose(Meta({}, {}, summary="Appeal - NSP"), "", bare) == "Appeal"
    assert choose(Meta({}, {}), f"<ul><li>{LONG} - NSP</li></ul>", bare) == LONG
    assert choose(Meta({}, {}, summary="Appeal - NSP"), "") == "Appeal - NSP"


def test_a_sentence_without_its_email_address_is_no_summary() -> None:
    assert choose(Meta({}, {}), f"<p>Email [email protected]: {LONG}.</p>") == ""


@pytest.mark.parametrize(
    ("title", "described", "paragraphs", "expected"),
    [
        (
            "Ellerdale teenager",
            "Concern for missing Alex Rowan, 15, who was last seen in Saltmere on Monday.",
            ["Thank you.", "To restore his privacy we have removed the appeal.", f"{LONG}."],
            "To restore his privacy we have removed the appeal.",
        ),
        (
            "Concern for missing man",
            "",
            ["He has been found.", "There were concerns for Alex Rowan, 63, at 9pm on Monday."],
            "He has been found.",
        ),
        (
            "Missing man",
            "Alex Rowan, 63, is missing from Saltmere and officers are concerned for him.",
            ["He has not been found.", f"{LONG}."],
            "Alex Rowan, 63, is missing from Saltmere and officers are concerned for him.",
        ),
        (
            "Road closed",
            "Mill Lane was closed while officers looked into a burglary there.",
            ["The signs have been found.", "He has been found."],
            "Mill Lane was closed while officers looked into a burglary there.",
        ),
    ],
)
def test_that_a_missing_person_is_back_comes_before_what_looks_for_them(
    title: str, described: str, paragraphs: list[str], expected: str
) -> None:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    assert choose(Meta({}, {}, title=title, og={"description": described}), body) == expected
