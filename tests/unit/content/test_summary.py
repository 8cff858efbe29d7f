"""Which words are the summary of a release; what readers see is in `tests/cases/readers.toml`."""

import pytest

from newsgen.content._meta import Meta
from newsgen.content._summary import choose, unmarked
from newsgen.model.release import Status

LONG = "Officers were called to a burglary in Saltmere on Monday"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Plain text.", "Plain text."),
        ("<p>One.</p><p>Two &amp; three.</p>", "One. Two &amp; three."),
        ("A <strong>man</strong>, 34, was <br/>jailed.", "A man, 34, was jailed."),
        ("**Bold** and __strong__ and *it* and _that_.", "Bold and strong and it and that."),
        ("** ** Officers **", "Officers"),
        ("### A heading", "A heading"),
        ("* An item", "An item"),
        (
            "See [the map](https://a.example/b 'Map') and ![a van](van.jpg).",
            "See the map and a van.",
        ),
        ("20*515000 and 20*0123456", "20*515000 and 20*0123456"),
        ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
        (r"Saltmere \- appeal\.", "Saltmere - appeal."),
        ("3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ("#BeSafe this weekend", "#BeSafe this weekend"),
        ("**", ""),
        ("<p></p>", ""),
    ],
)
def test_tags_and_markdown_are_taken_out(written: str, plain: str) -> None:
    assert unmarked(written) == plain


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
