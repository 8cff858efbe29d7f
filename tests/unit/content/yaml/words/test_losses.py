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
