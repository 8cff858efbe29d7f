"""Loading a theme: its ancestors, its options, and what is refused."""

import inspect
import sys
from pathlib import Path
from typing import Any

import pytest

from newsgen.contract.shown import templates
from newsgen.diagnostics import NewsgenError
from newsgen.report.text import diagnostic_lines
from newsgen.theme.load import load_theme
from tests.support.themes import CHILD, Themes


def test_a_site_may_extend_the_shipped_theme(tmp_path: Path) -> None:
    themes = Themes(tmp_path)
    themes.write("child", theme_toml='[theme]\ntitle = "C"\nextends = "plain"\n')
    theme = themes.load()
    assert [source.name for source in theme.chain] == ["child", "plain"]
    assert "site.css" in theme.assets
    assert theme.options["emergency"] == "999"


def test_folders_may_be_deeper_than_functions_can_call_each_other(tmp_path: Path) -> None:
    themes = Themes(tmp_path)
    themes.write("child", theme_toml='[theme]\ntitle = "C"\nextends = "plain"\n')
    (folder,) = tmp_path.rglob("child")
    deep = Path("b/" * 300)
    for kind in ("assets", "templates"):
        (folder / kind / deep).mkdir(parents=True)
        (folder / kind / "b" / "x.css").write_text("a{}")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 200)
    try:
        theme = themes.load()
        assert ("b/x.css" in theme.asset_files, "b/x.css" in dict(templates(theme))) == (True, True)
    finally:
        sys.setrecursionlimit(limit)


def test_a_folder_of_the_site_hides_the_shipped_theme(tmp_path: Path) -> None:
    themes = Themes(tmp_path)
    themes.write("plain", theme_toml='[theme]\ntitle = "Mine"\n')
    assert [source.label for source in themes.load("plain").chain] == ["themes/plain"]


def test_options_have_the_nearest_default_and_the_sites_value(themes: Themes) -> None:
    themes.write(
        "child", theme_toml=CHILD + '[options.accent]\ntype = "colour"\ndefault = "#fff"\n'
    )
    assert themes.load().options == {"accent": "#fff", "note": "from the parent"}
    assert themes.load(accent="#123").options["accent"] == "#123"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("text", ["", "x"], [5, True, []]),
        ("flag", [True, False], ["true", 1]),
        ("number", [1, 1.5], ["1", True]),
        ("colour", ["#fff", "#1d3557", "#ABC"], ["red", "#ff", "#ggg", "fff", 5, "#fff;x"]),
        (
            "url",
            ["", "/a.png", "https://x.example/a"],
            ["a.png", "javascript:x", '/"', 5, "ftp://x.example"],
        ),
    ],
)
def test_an_options_value_is_checked_by_its_type(
    kind: str, good: list[Any], bad: list[Any], themes: Themes
) -> None:
    default = {"flag": "true", "number": "1", "colour": '"#000"'}.get(kind, '""')
    themes.write("child", theme_toml=CHILD + f'[options.o]\ntype = "{kind}"\ndefault = {default}\n')
    for value in good:
        assert themes.load(o=value).options["o"] == value
    for value in bad:
        diagnostics = themes.refused(o=value)
        assert diagnostics.code == "NG703"
        assert diagnostics.message.startswith("the option o should be ")


def test_an_unknown_option_is_on_its_line(themes: Themes) -> None:
    text = '[theme.options]\naccent = "#fff"\nacent = "#fff"\n'
    with pytest.raises(NewsgenError) as error:
        load_theme(themes.site, "child", {"accent": "#fff", "acent": "#fff"}, text)
    assert list(diagnostic_lines(error.value.diagnostics[0])) == [
        "newsgen.toml:3:1: error[NG702] the theme has no option acent",
        "    hint: Did you mean accent?",
    ]


def test_an_option_of_a_theme_without_any_has_a_hint_that_says_so(tmp_path: Path) -> None:
    themes = Themes(tmp_path)
    themes.write("alone", theme_toml='[theme]\ntitle = "Alone"\n')
    with pytest.raises(NewsgenError) as error:
        themes.load("alone", crest="/crest.svg")
    assert error.value.diagnostics[0].hint.startswith("The theme has no options, and extends no")


@pytest.mark.parametrize(
    ("declaration", "code", "words"),
    [
        ("[theme]\n", "NG703", "theme.title is missing"),
        ("[theme\n", "NG701", "not valid TOML"),
        ('[theme]\ntitle = "x"\ncolour = 1\n', "NG702", "there is no setting theme.colour"),
        (
            '[theme]\ntitle = "x"\n[options.o]\ntype = "size"\ndefault = 1\n',
            "NG703",
            "options.o.type is “size”",
        ),
        (
            '[theme]\ntitle = "x"\n[options.o]\ntype = "flag"\ndefault = 1\n',
            "NG802",
            "the default of option o should be true or false",
        ),
        ('[theme]\ntitle = "x"\nextends = "gone"\n', "NG801", "no theme gone, which child extends"),
        ('[theme]\ntitle = "x"\nextends = "child"\n', "NG802", "the theme child extends itself"),
        ('[theme]\ntitle = "x"\nextends = "../x"\n', "NG801", "a theme's name has small letters"),
    ],
)
def test_a_broken_declaration_is_refused(
    declaration: str, code: str, words: str, themes: Themes
) -> None:
    themes.write("child", theme_toml=declaration)
    diagnostics = themes.refused()
    assert diagnostics.code == code
    assert words in diagnostics.message


@pytest.mark.parametrize("extended", ["gone", "child", "../x"])
def test_what_a_theme_extends_is_refused_on_its_line(extended: str, themes: Themes) -> None:
    themes.write("child", theme_toml=f'[theme]\ntitle = "x"\nextends = "{extended}"\n')
    span = themes.refused().span
    assert (span.path, span.line) == ("themes/child/theme.toml", 3)


def test_a_theme_that_is_not_there_is_named_with_the_nearest(themes: Themes) -> None:
    diagnostics = themes.refused("plian")
    assert (diagnostics.code, diagnostics.hint) == ("NG801", "Did you mean plain?")


def test_a_folder_without_its_declaration_is_told(themes: Themes) -> None:
    themes.template("quay", "base.html", "x")
    themes.write("child", theme_toml='[theme]\ntitle = "x"\nextends = "quay"\n')
    for name in ("quay", "child"):
        wrong = themes.refused(name)
        assert (wrong.code, wrong.message) == ("NG801", "the folder themes/quay has no theme.toml")
        assert wrong.hint == 'Write it, with [theme], title = "Quay" and extends = "plain".'


@pytest.mark.parametrize("name", ["../child", "child/", "", ".", "Child"])
def test_a_theme_outside_its_folder_is_no_theme(name: str, themes: Themes) -> None:
    assert themes.refused(name).code == "NG801"


def test_a_template_that_is_renamed_changes_the_digest_of_all(themes: Themes) -> None:
    themes.template("child", "x.html", "x")
    themes.template("child", "y.html", "y")
    before = themes.load().templates_digest
    folder = themes.site / "themes/child/templates"
    (folder / "y.html").rename(folder / "z.html")
    assert themes.load().templates_digest != before
