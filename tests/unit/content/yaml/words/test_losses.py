"""Words that YAML would lose are told; what loses none is right."""

import pytest

from newsgen.content.yaml._words import of_losses


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("title: Patrols in #Kendal\n", "#"),
        ("title: !Missing person\n", "!"),
        ("title: &Witness appeal\n", "&"),
    ],
)
def test_words_that_yaml_would_lose_are_told(text: str, at: str) -> None:
    (words,) = of_losses(text, 10)
    assert text[words.at] == at or text[words.at :].startswith(("Patrols", at))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("embargo: 2026-12-25T10:00+00:00 # Xmas\n", "embargo: 2026-12-25T10:00+00:00"),
        ("kind: appeal # witness\n", "kind: appeal"),
        ("status: draft #until DCI approves\n", "status: draft"),
        ("area: Cumbria  # our area\n", "area: Cumbria"),
        ("noindex: true # for now\n", "noindex: true"),
        ("date: '2026-03-05' # approved\n", "date: '2026-03-05'"),
        ("tags: [a, b] # c\n", "tags: [a, b]"),
        ("updates:\n  - at: 2026-03-25 14:00 # by Jo\n    note: A\n", "- at: 2026-03-25 14:00"),
        ("images:\n  - src: /a.png # the van\n    alt: A\n", "- src: /a.png"),
        ("video:\n  file: /a.mp4 # new\n  title: A\n", "file: /a.mp4"),
    ],
)
def test_a_comment_behind_what_is_no_text_is_not_put_in_quotes(text: str, right: str) -> None:
    (words,) = of_losses(text, 10)
    assert words.hint == f"Write {right} and put the comment on a line of its own."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("kind: # witness\n", "Put the comment on a line of its own."),
        (
            "title: Van # seen\n",
            "Write title: 'Van # seen', or put the comment on a line of its own.",
        ),
        ("title: Van #seen\n", "Write title: 'Van #seen'"),
        (
            "station: Van # seen\n",
            "Write station: 'Van # seen', or put the comment on a line of its own.",
        ),
        ("tags: [a #1, b]\n", "Put the whole text in single quotes."),
    ],
)
def test_a_comment_behind_a_text_may_be_part_of_it(text: str, hint: str) -> None:
    assert [words.hint for words in of_losses(text, 10)] == [hint]


@pytest.mark.parametrize(
    "text",
    [
        "# a line of its own\ntitle: a\n",
        "title: 'Patrols in #Kendal'\n",
        "title: C#\n",
        "title: a & b! c\n",
        "title: &t a\nog: {title: *t}\n",
    ],
)
def test_what_loses_no_word_is_right(text: str) -> None:
    assert of_losses(text, 10) == []
