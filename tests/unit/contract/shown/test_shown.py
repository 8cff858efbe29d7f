"""Which themes there are, and where a template comes from."""

from pathlib import Path

import pytest

from newsgen.contract.shown import files, templates, themes, views_that_use
from newsgen.theme.load import load_theme
from tests.support.site import write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path / "themes/own/theme.toml", '[theme]\ntitle = "Own"\nextends = "plain"\n')
    write(
        tmp_path / "themes/own/templates/release.html",
        '{% extends "plain/release.html" %}{% block contact %}é{% endblock %}',
    )
    write(tmp_path / "themes/own/templates/.hidden.html", "x")
    write(tmp_path / "themes/broken/theme.toml", "[theme\n")
    return tmp_path


def test_themes_are_listed_with_what_is_wrong_with_them(site: Path) -> None:
    by_name = {theme.name: theme for theme in themes(site)}
    assert {"plain", "own", "broken"} <= set(by_name)
    assert (by_name["own"].folder, by_name["own"].ancestors) == ("themes/own", ("plain",))
    assert (by_name["plain"].folder, by_name["plain"].problem) == ("shipped with newsgen", "")
    assert "TOML" in by_name["broken"].problem


def test_each_template_is_told_with_the_theme_that_wins(site: Path) -> None:
    winners = dict(templates(load_theme(site, "own", {})))
    assert (winners["release.html"], winners["home.html"]) == ("own", "plain")
    assert ".hidden.html" not in winners


def test_a_template_is_followed_to_what_it_extends(site: Path) -> None:
    theme = load_theme(site, "own", {})
    chain = files(theme, "release.html")
    assert [file.theme for file in chain][:2] == ["own", "plain"]
    assert chain[0].blocks == ("contact",)
    assert chain[-1].extends == ""


def test_the_pages_that_use_a_part_are_named(site: Path) -> None:
    theme = load_theme(site, "own", {})
    assert "release.html" in views_that_use(theme, "base.html")
    assert "feed.atom" not in views_that_use(theme, "base.html")
    assert views_that_use(theme, "none.html") == []
