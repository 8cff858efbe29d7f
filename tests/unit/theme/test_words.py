"""The words of a theme, by language."""

import re
import tomllib
from pathlib import Path

import pytest

import newsgen
from newsgen.codes import Severity
from newsgen.diagnostics import NewsgenError
from newsgen.model.release import KINDS, Kind
from tests.support.paths import REPOSITORY
from tests.support.site import write
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


@pytest.mark.parametrize(
    ("name", "hint"),
    [("welsh", "Name the file as en.toml or cy.toml are."), ("cy-GB", "Name the file cy.toml.")],
)
def test_a_file_that_is_not_named_after_a_language_is_refused(
    name: str, hint: str, themes: Themes
) -> None:
    write(themes.site / f"themes/child/words/{name}.toml", 'home = "Hafan"\n')
    diagnostic = themes.refused()
    assert (diagnostic.code, diagnostic.hint) == ("NG802", hint)
    assert diagnostic.span.path == f"themes/child/words/{name}.toml"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_kind_but_plain_news_has_a_tag_in_the_shipped_theme(language: str) -> None:
    file = Path(newsgen.__file__).parent / f"themes/plain/words/{language}.toml"
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    assert [kind for kind in KINDS if kind != Kind.NEWS and kind not in words] == []


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


OF_PLAIN = '[theme]\ntitle = "Child"\nextends = "plain"\n'


@pytest.mark.parametrize(
    ("language", "word", "message", "hint"),
    [
        ("en", 'appeels = "Help"', "has the word appeels", "Did you mean appeals?"),
        ("en", 'main_navigaton = "Main"', "has the word main_navigaton", "mean main_navigation?"),
        ("en", 'strapline = "News"', "has the word strapline", "Name it in a template"),
        ("en", 'by_year = "By year"', "by_year of en lacks {name}", "“{name} by year”"),
        ("en", 'by_year = "{nmae} by year"', "by_year of en lacks {name}", "“{name} by year”"),
        ("en", 'by_year = "{name} {year}"', "by_year of en has {year}", "It can have {name}"),
        ("en", 'home = "Home {name}"', "home of en has {name}, which nothing", "can have none"),
        ("cy", 'appeels = "Help"', "appeels of cy is not among", "Did you mean appeals?"),
        ("cy", 'by_year = "Yn ôl"', "by_year of cy lacks {name}", "“{name} by year”"),
        ("cy", 'home = "Hafan {name}"', "home of cy has {name}, which nothing", "have none"),
        ("pl", 'hom = "Dom"', "hom of pl is not among", "Did you mean home?"),
    ],
)
def test_a_wrong_word_of_a_child_is_refused_in_its_own_file(
    themes: Themes, language: str, word: str, message: str, hint: str
) -> None:
    themes.write("child", theme_toml=OF_PLAIN, **{f"words__{language}_toml": f"\n{word}\n"})
    with pytest.raises(NewsgenError) as error:
        themes.load()
    first = error.value.diagnostics[0]
    assert {(d.span.path, d.span.line) for d in error.value.diagnostics} == {
        (f"themes/child/words/{language}.toml", 2)
    }
    assert message in first.message
    assert hint in first.hint


@pytest.mark.parametrize(
    "word", ['strapline = "News"', 'appeals = "Appeals"', 'by_year = "By year: {name}"']
)
def test_a_child_can_change_words_and_add_those_that_its_templates_name(
    themes: Themes, word: str
) -> None:
    themes.write("child", theme_toml=OF_PLAIN, words__en_toml=word)
    themes.template("child", "x.html", '{{ site.words["en"]["strapline"] }}')
    name = word.partition(" ")[0]
    assert name in themes.load().words["cy"]


def test_the_words_of_the_shipped_theme_have_the_same_places_for_names() -> None:
    english, welsh = (
        tomllib.loads((PLAIN / f"words/{name}.toml").read_text(encoding="utf-8"))
        for name in ("en", "cy")
    )
    places = {w: set(re.findall(r"\{[a-z]+\}", english[w])) for w in english}
    assert {w: set(re.findall(r"\{[a-z]+\}", welsh[w])) for w in welsh} == places


def test_a_language_with_less_than_the_frame_is_not_one_of_interfaces(themes: Themes) -> None:
    themes.write("child", theme_toml=OF_PLAIN, words__pl_toml='home = "Start"\n')
    theme = themes.load()
    assert theme.interfaces == {"cy", "en"}
    assert theme.ui_language_of("pl-PL", "cy") == "cy"
    assert theme.words["pl"]["home"] == "Start"
    finding = theme.lacking["pl"].finding("pl")
    assert (finding.code, finding.severity) == ("NG802", Severity.WARNING)
    assert finding.span.path == "themes/child/words/pl.toml"
    assert finding.message.startswith("the words of pl lack skip, main_navigation, breadcrumb, ")
    assert re.search(r" and \d+ more$", finding.message)
    assert "the whole interface is in English" in finding.hint
    words = (PLAIN / "words/en.toml").read_text(encoding="utf-8")
    themes.write("child", words__pl_toml=words)
    assert themes.load().ui_language_of("pl") == "pl"
    assert themes.load().lacking == {}


def test_a_word_of_a_child_in_english_alone_is_named(themes: Themes) -> None:
    themes.write("child", theme_toml=OF_PLAIN, words__en_toml='\nnote = "Ring us."\n')
    themes.template("child", "x.html", '{{ site.words[ui_language]["note"] }}')
    theme = themes.load()
    finding = theme.lacking["cy"].finding("cy")
    assert (finding.message, theme.ui_language_of("cy")) == ("the words of cy lack note", "cy")
    assert (finding.span.path, finding.span.line) == ("themes/child/words/en.toml", 2)
    themes.write("child", words__cy_toml='note = "Ffoniwch ni."\n')
    assert themes.load().lacking == {}


def test_the_frame_of_a_theme_without_plain_is_its_own(themes: Themes) -> None:
    themes.write("parent", words__en_toml='one = "One"\n', words__pl_toml='one = "Jeden"\n')
    themes.write("child", words__en_toml='two = "Two"\n')
    themes.template("child", "x.html", '{{ site.words["en"]["two"] }}')
    theme = themes.load()
    assert theme.interfaces == {"en", "pl"}
    assert {tag: each.names for tag, each in theme.lacking.items()} == {
        "cy": ("two", "one"),
        "pl": ("two",),
    }
