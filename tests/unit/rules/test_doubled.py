"""Words that are written twice."""

import pytest

from newsgen.rules._doubled import CERTAIN, NEVER_BEGINS, NEVER_TWICE, doubled_word
from tests.support.manuscripts import asked, read, said, source


@pytest.mark.parametrize("word", NEVER_TWICE)
@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_word_that_no_sentence_has_twice_is_reported(word: str, gap: str) -> None:
    (finding,) = asked(doubled_word, read(source(f"Officers said {word}{gap}{word} road.")))
    assert finding.message == f"the word “{word}” is written twice"
    assert (finding.fix is not None) is (word in CERTAIN)


@pytest.mark.parametrize("word", NEVER_BEGINS)
@pytest.mark.parametrize("before", ["", "Text. ", "Text.\n\n", "* ", "He said so.” ", "**"])
def test_a_sentence_that_begins_twice_is_reported(word: str, before: str) -> None:
    first = word.capitalize()
    for again in (first, word):
        (finding,) = asked(doubled_word, read(source(f"{before}{first} {again} man left.")))
        assert finding.message == f"the word “{first}” is written twice"
        assert (finding.fix is not None) is (word in CERTAIN)


def test_what_may_be_a_name_is_not_fixed() -> None:
    (finding,) = asked(doubled_word, read(source("The The Crown Inn team won.")))
    assert finding.fix is None


def test_a_fix_leaves_one() -> None:
    manuscript = read(source("Officers closed the the road."))
    (finding,) = asked(doubled_word, manuscript)
    assert finding.fix is not None
    text = manuscript.body.text
    start, end = finding.fix.span.column - 1, finding.fix.span.end_column - 1
    line = text.split("\n")[finding.span.line - manuscript.body.line]
    assert line[:start] + line[end:] == "Officers closed the road."


@pytest.mark.parametrize(
    "text",
    [
        "said that that was right", "he had had enough", "who broke in in March", "is is",
        "to to",
        "called on on Monday", "the theatre", "of office", "for forty", "a an", "the, the",
        "the. The",
        "The the Lane", "a a.m. call", "as as-yet", "the the-like", "with withdrawn", "or orders",
        "the\n\nthe", "and andy",

    ],
)  # fmt: skip
def test_a_word_that_may_come_twice_or_begins_another_is_right(text: str) -> None:
    assert said(doubled_word, f"Officers {text}") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It is is closed.", "is"), ("A burglary in in Saltmere was told.", "in"),
        ("At 9.30pm on on Monday a van came.", "on"), ("Cole said he he was late.", "he"),
        ("Officers will will be there.", "will"), ("Call police police on 101.", "police"),
        ("It was on last last Monday.", "last"), ("Last last night it rained.", "Last"),
        ("They ran because it\nit was late.", "it"),
    ],
)  # fmt: skip
def test_a_word_is_reported_where_the_words_around_leave_no_doubt(text: str, word: str) -> None:
    (finding,) = asked(doubled_word, read(source(text)))
    assert finding.message == f"the word “{word}” is written twice"
    assert finding.fix is None


@pytest.mark.parametrize(
    "text",
    [
        "What it is is unclear.", "They broke in in March.", "It went on on Monday.",
        "It was he he blamed.", "Her will will be read.", "How police police themselves",
        "He came at last last year.", "“He he he,” he said.", "Police Police Federation",
    ],
)  # fmt: skip
def test_a_word_that_may_come_twice_there_is_right(text: str) -> None:
    assert said(doubled_word, text) == []
