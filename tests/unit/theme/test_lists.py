"""The lists of themes: a theme's go before its parents', and mistakes have their line."""

from pathlib import Path

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError
from newsgen.theme.lists import theme_lists, with_theme_lists
from tests.support.site import write


def theme(site: Path, name: str, extends: str, lists: str) -> None:
    text = f'[theme]\ntitle = "T"\nextends = "{extends}"\n{lists}'
    write(site / f"themes/{name}/theme.toml", text)


def test_a_theme_has_the_lists_of_its_parents_but_for_those_that_it_names(tmp_path: Path) -> None:
    theme(tmp_path, "child", "parent", "[lists.court]\nlimit = 3\n")
    theme(tmp_path, "parent", "plain", "[lists.court]\nlimit = 9\n[lists.help]\n")
    lists = theme_lists(tmp_path, "child")
    assert {name: settings.limit for name, settings in lists.items()} == {"court": 3, "help": 5}
    assert theme_lists(tmp_path, "plain") == {}


@pytest.mark.parametrize("extends", ["child", "missing", "../child"])
def test_what_is_wrong_with_the_parents_is_not_reported_here(tmp_path: Path, extends: str) -> None:
    theme(tmp_path, "child", extends, "[lists.court]\n")
    assert list(theme_lists(tmp_path, "child")) == ["court"]


def test_lists_of_the_site_go_before_those_of_its_theme(tmp_path: Path) -> None:
    theme(tmp_path, "child", "plain", "[lists.court]\n[lists.help]\n")
    config = parse("[site]\ntheme = 'child'\n[lists.court]\nlimit = 3\n")
    lists = with_theme_lists(config, tmp_path).lists
    assert {name: each.limit for name, each in lists.items()} == {"court": 3, "help": 5}
    assert list(with_theme_lists(config, tmp_path, "plain").lists) == ["court"]


def test_a_mistake_is_reported_on_its_line(tmp_path: Path) -> None:
    theme(tmp_path, "child", "plain", "[lists.court]\nlimit = 0\n")
    with pytest.raises(NewsgenError) as caught:
        theme_lists(tmp_path, "child")
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.span.path, diagnostic.line) == ("themes/child/theme.toml", 5)


def test_what_the_site_does_not_have_is_reported_in_the_theme(tmp_path: Path) -> None:
    where = '[lists.{}]\nwhere = {{ "fields.{}" = "A" }}\n'
    theme(tmp_path, "child", "parent", where.format("court", "cuort"))
    theme(tmp_path, "parent", "plain", where.format("court", "x") + where.format("more", "y"))
    text = "[site]\ntheme = 'child'\n[fields.court]\n"
    with pytest.raises(NewsgenError) as caught:
        with_theme_lists(parse(text), tmp_path)
    places = [(d.code, d.span.path, d.line, d.hint) for d in caught.value.diagnostics]
    assert places == [
        ("NG703", "themes/child/theme.toml", 5, "Did you mean court?"),
        ("NG703", "themes/parent/theme.toml", 7, "Declare it: [fields.y]."),
    ]
    ours = parse(f"{text}[lists.court]\n[lists.more]\n")
    assert with_theme_lists(ours, tmp_path).lists == ours.lists
