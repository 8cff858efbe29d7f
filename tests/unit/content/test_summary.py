"""Which words are the summary of a release; what readers see is in `tests/cases/readers.toml`."""

import pytest

from newsgen.content._meta import Meta
from newsgen.content._summary import choose, nothing_said, unmarked
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
        ("\u200bOfficers are\ufeff here.", "Officers are here."),
        ("**", ""),
        ("<p></p>", ""),
    ],
)
def test_tags_and_markdown_are_taken_out(written: str, plain: str) -> None:
    assert unmarked(written) == plain


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


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", True),
        ("<p>News</p>", True),
        ("<p>Page Image</p>", True),
        ("<p>Alex Rowan</p>", True),
        ("<p>Alex Rowan, 17</p>", True),
        ("<p>News</p>\n<h2>Alex Rowan</h2>", True),
        ("<ul>\n<li>News</li>\n<li>Contact us:</li>\n</ul>", True),
        ("<p>Alex Rowan, aged 17</p>", True),
        ("<p>Latest news</p>", True),
        ("<p>Appeal</p>", True),
        ("<p>Press release</p>\n<p>Saltmere</p>", True),
        ("<p>Published: 5 March 2026 at 10:49</p>", True),
        ("<blockquote>\n<p>Statement</p>\n</blockquote>", True),
        ("<h2>Burglary in Saltmere</h2>", True),
        ("<p><strong>Burglary in Saltmere!</strong></p>", True),
        ("<p>5 March 2026</p>", True),
        ("<p>Date: 5 March 2026 in News</p>", True),
        ('<p><img src="/a.png" alt="A van"></p>', False),
        ("<p>Found safe.</p>", False),
        ("<p>Man found safe and well</p>", False),
        ("<p>Is this your bicycle?</p>", False),
        ("<p>Thank you!</p>", False),
        ("<p>News</p><p>The road is open.</p>", False),
        ("<h2>News</h2><ul><li>The road is open again</li></ul>", False),
        ("<table><tr><td>Monday</td></tr></table>", False),
        ('<p><a href="/x">Read on</a></p>', False),
        ("<p>Tell Action Fraud.</p><h2>More</h2>", False),
        ("<p>This person has been found</p>", False),
        ("<p>The appeal is closed</p>", False),
        ("<p>Alex Rowan</p><p>He has been found.</p>", False),
        ("<ul><li>Call 101</li><li>Quote 12 of today</li></ul>", False),
        ("<p>Burglary in Saltmere: two men were arrested</p>", False),
        (f"<p>{LONG}</p>", False),
        (f'<p><a href="https://x.example/{"a" * 1000}">News</a></p>', False),
    ],
)
def test_a_text_that_nothing_said_is_told_from_a_short_one(body: str, expected: bool) -> None:
    assert (nothing_said(body, "Burglary in Saltmere") is not None) is expected


def test_the_words_that_say_nothing_are_told() -> None:
    assert nothing_said("<p>News</p>\n<h2>Alex &amp; Rowan</h2>\n", "T") == "News Alex & Rowan"
