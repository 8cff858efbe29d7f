"""The words of a theme, by language."""

import tomllib
from pathlib import Path

import newsgen
from tests.support.paths import REPOSITORY
from tests.support.themes import Themes


def test_a_word_comes_from_the_nearest_theme_and_else_from_english(themes: Themes) -> None:
    themes.write("parent", words__en_toml='one = "One"\ntwo = "Two"\n')
    themes.write("parent", words__cy_toml='one = "Un"\n')
    themes.write("child", words__en_toml='two = "2"\n', words__pl_toml='one = "Jeden"\n')
    words = themes.load().words
    pairs = {name: (words[name]["one"], words[name]["two"]) for name in words}
    assert pairs == {"cy": ("Un", "2"), "en": ("One", "2"), "pl": ("Jeden", "2")}


def test_a_theme_has_the_words_that_newsgen_itself_says(themes: Themes) -> None:
    themes.write("child", words__pl_toml='by_year = "{name} według lat"\n')
    words = themes.load().words
    assert words["en"]["by_year"] == "{name} by year"
    assert words["pl"]["by_year"] == "{name} według lat"


def test_a_word_that_leaves_no_place_for_a_name_is_refused(themes: Themes) -> None:
    themes.write("child", words__cy_toml='\nby_year = "{nmae} fesul blwyddyn"\n')
    diagnostics = themes.refused()
    assert (diagnostics.code, diagnostics.span.line) == ("NG802", 2)
    assert diagnostics.message == "the word by_year of cy lacks {name}"
    assert "{name} by year" in diagnostics.hint


def test_a_word_that_english_lacks_is_refused_on_its_line(themes: Themes) -> None:
    themes.write("child", words__en_toml='home = "Home"\n')
    themes.write("child", words__cy_toml='\nhme = "Hafan"\n')
    diagnostics = themes.refused()
    assert (diagnostics.code, diagnostics.span.path) == ("NG802", "themes/child/words/cy.toml")
    assert diagnostics.span.line == 2
    assert diagnostics.hint == "Did you mean home?"


def test_a_word_that_is_no_text_is_refused(themes: Themes) -> None:
    themes.write("child", words__en_toml="home = 5\n")
    assert "the word home should be text, but it is a number" in themes.refused().message


def test_the_shipped_theme_has_every_word_in_welsh() -> None:
    folder = Path(newsgen.__file__).parent / "themes/plain/words"
    english, welsh = (
        tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("en", "cy")
    )
    assert english.keys() == welsh.keys()
    assert {word for word in english if english[word] == welsh[word]} == set()


PLAIN = REPOSITORY / "src/newsgen/themes/plain"


def printed() -> str:
    """Return all that may print a word or use an option: templates, assets and Python."""
    of_theme = (*PLAIN.glob("templates/*"), *PLAIN.glob("assets/*.j2"))
    files = (*of_theme, *PLAIN.parents[1].rglob("*.py"))
    return "".join(file.read_text(encoding="utf-8") for file in files).replace("'", '"')


def test_every_word_of_the_shipped_theme_is_printed() -> None:
    words = tomllib.loads((PLAIN / "words/en.toml").read_text(encoding="utf-8"))
    text = printed()  # a word is a name in quotes, and a note about one is called by its name too
    idle = [word for word in words if f'"{word.removesuffix("_note")}"' not in text]
    assert idle == [], "print each as w[NAME]"


def test_every_option_of_the_shipped_theme_is_used() -> None:
    options = tomllib.loads((PLAIN / "theme.toml").read_text(encoding="utf-8"))["options"]
    text = printed()
    idle = [o for o in options if f"options.{o}" not in text and f'"{o}"' not in text]
    assert idle == [], "use each as site.options.NAME, or as options.NAME in an asset"
