"""Texts are the same if a reader finds the same words in the same order."""

from html import escape

import pytest
from hypothesis import given, strategies as st

from newsgen.model.same_text import SHORT, beginning, same_text

LONG = (
    "Officers ask for help after a crash on Quarry Road: was it you? "
    "It happened on Friday evening at 9, and 2 people were hurt."
)
END = LONG.partition("? ")[2]
URDU = "پولیس نے ہفتے کی رات کوری روڈ پر ہونے والے حادثے کے بعد مدد مانگی ہے " * 2


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{LONG}</p>",
        f"<h2 class='x'>{LONG.upper()}</h2>",
        f"<p>Officers ask for help</p><p>after a <i>crash</i> on Quarry Road, was it you {END}",
        f"“Officers” ask ... for help, after a crash on Quarry-Road &mdash; was it you • {END}",
    ],
)
def test_tags_case_blanks_punctuation_and_title_do_not_count(html: str) -> None:
    assert same_text("Another title", html) == same_text("A title", LONG) != ()


@pytest.mark.parametrize(
    "html",
    [
        f"{LONG} Call 101.",
        LONG.replace("a crash", "crash"),
        LONG.replace("Quarry", "Mill"),
        LONG.replace("9", "8"),
        f"{END} Officers ask for help after a crash on Quarry Road: was it you?",
    ],
)
def test_any_other_word_figure_or_order_makes_another_text(html: str) -> None:
    assert same_text("A title", html) != same_text("A title", LONG)


def test_figures_are_told_apart_by_where_they_end() -> None:
    cells = ("<td>1</td><td>12</td>", "<td>11</td><td>2</td>", "<td>112</td>", "1–12")
    texts = [same_text("A title", LONG + cell) for cell in cells]
    assert len(set(texts)) == 3
    assert same_text("A title", LONG + "1, 12") == texts[0]


def test_a_short_text_is_the_same_under_the_same_title_only() -> None:
    short, enough = "a" * (SHORT - 1), "a" * SHORT
    assert same_text("One", short) == same_text("“ONE”", short.upper()) != same_text("Two", short)
    assert same_text("One", enough) == same_text("Two", enough)


@pytest.mark.parametrize(
    "html", ["", "<p></p>", "<img alt='A man' src='a.jpg'>", "<p>&nbsp;***</p>"]
)
def test_a_text_without_words_shares_nothing(html: str) -> None:
    assert same_text("A title", html) == ()


def test_accents_do_not_count_and_other_alphabets_do() -> None:
    assert same_text("A", f"CAFÉ. {LONG}") == same_text("B", f"café {LONG}")
    assert same_text("A", URDU) == same_text("B", f"<p>{URDU}</p>") != same_text("B", URDU[3:])
    assert len(same_text("A", URDU)[0].decode()) > SHORT


WORDS = st.lists(st.sampled_from(["Officers", "café", "9", "£5", "&", "<", "پولیس"]), max_size=60)
MARKUP = st.lists(
    st.sampled_from([" ", ", ", "</p>\n<p>", f' <img src="{"x" * 300}"> ']), min_size=9
)


@given(words=WORDS, marks=MARKUP, others=MARKUP, title=st.sampled_from(["One", "Two"]))
def test_texts_that_are_the_same_begin_alike(
    words: list[str], marks: list[str], others: list[str], title: str
) -> None:
    htmls = [
        "<p>" + "".join(escape(word) + between[at % 9] for at, word in enumerate(words)) + "</p>"
        for between in (marks, others)
    ]
    texts = [same_text(title, html) for html in htmls]
    begin_alike = beginning(title, htmls[0]) == beginning(title, htmls[1])
    assert begin_alike or texts[0] != texts[1]
    assert [beginning(title, html) == () for html in htmls] == [text == () for text in texts]


def test_long_texts_begin_alike_and_short_ones_only_if_they_are_the_same() -> None:
    assert beginning("One", f"<p>{LONG}</p>") == beginning("Two", f"{LONG} Call us.") != ()
    assert beginning("One", LONG) != beginning("One", LONG.replace("Quarry", "Mill"))
    short = "a" * (SHORT - 1)
    assert beginning("One", short) != beginning("Two", short)
    assert beginning("One", short + "1") != beginning("One", short + "2")
