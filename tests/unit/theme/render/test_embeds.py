"""What a page makes of a video: a button that says what it does."""

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup
from newsgen.theme._filters import introduced
from newsgen.theme.load import load_theme
from newsgen.theme.render import with_buttons
from tests.support.paths import REPOSITORY

WORDS = load_theme(REPOSITORY, "plain", {}).words
BLOCK = ":::video The “van” & more\nhttps://youtu.be/jNQXAC9IVRw\n:::\n"


def page(language: str = "en") -> str:
    html = Markup(DEFAULT_EXTENSIONS, {}).convert(BLOCK * 2, language)
    return with_buttons(html, lambda _place: (WORDS[language], ""))


def test_each_has_a_button_that_a_script_shows() -> None:
    html = page()
    assert html.count("<div hidden>") == 2
    assert html.count("Show “The “van” &amp; more” from YouTube</button>") == 2
    assert "This connects you to YouTube" in html
    for number in (1, 2):
        assert f'aria-describedby="site-embed-{number}"' in html
        assert f'<p id="site-embed-{number}">' in html
    assert '<a href="https://youtu.be/jNQXAC9IVRw">' in html
    assert "<iframe" not in html


@pytest.mark.parametrize("language", WORDS)
def test_words_are_those_of_the_page(language: str) -> None:
    assert WORDS[language]["embed_note"].partition("{")[0] in page(language)
    assert "{" not in page(language)


def test_the_text_behind_a_film_is_introduced() -> None:
    text = "Officers are looking for the driver of a van that left the road."
    html = Markup(DEFAULT_EXTENSIONS, {}).convert(f"{BLOCK}\n{text}", "en")
    assert f'<p class="introduction">{text}' in introduced(f"{html}\n")
