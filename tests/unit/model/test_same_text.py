"""Texts are the same if a reader finds the same words in the same order."""

import pytest

from newsgen.model.same_text import SHORT, same_text

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
