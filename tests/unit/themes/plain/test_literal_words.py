"""No template has words of its own: they stand in the tables of words, in each language."""

import re

from tests.support.paths import REPOSITORY

TEMPLATES = REPOSITORY / "src/newsgen/themes/plain/templates"
OF_REGULATIONS = {"accessibility-statement.html", "_statement_in_welsh.html"}
"""Templates with the wording of regulations."""
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|<(style|script|svg)\b.*?</\1>", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"')
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W\d_]{2,}")


def words_in(template: str) -> list[str]:
    """Return the words that readers see or hear, and that no value of a template gives."""
    text = _VALUE.sub(" ", _CODE.sub(" ", template))
    return _WORD.findall(" ".join([_TAG.sub(" ", text), *_SPOKEN.findall(text)]))


def test_a_literal_word_is_found() -> None:
    assert words_in('<p class="by">Photographer: {{ page.name }}</p>') == ["Photographer"]
    assert words_in('{% if a %}<a aria-label="Top" href="/x">{{ w["top"] }}</a>') == ["Top"]
    assert words_in("{# A note. #}<p>{{ w['published'] }} · <b>{{ day }}</b></p>") == []


def test_no_template_has_words_of_its_own() -> None:
    files = [file for file in TEMPLATES.rglob("*.html") if file.name not in OF_REGULATIONS]
    assert len(files) > 20
    words = {file.name: words_in(file.read_text("utf-8")) for file in files}
    assert {name: each for name, each in words.items() if each} == {}
