"""The contract test of a theme: what is wrong is told once, where it stands."""

from pathlib import Path

import pytest

from newsgen.codes import Severity
from newsgen.config import Config
from newsgen.contract.check import ThemeReport, check_theme
from newsgen.site.templates import TEMPLATES
from newsgen.theme.load import load_theme
from tests.support.site import write


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ThemeReport:
    """Check a theme with one mistake of each kind."""
    site = tmp_path_factory.mktemp("site")
    write(site / "themes/own/theme.toml", '[theme]\ntitle = "Own"\nextends = "plain"\n')
    write(
        site / "themes/own/templates/release.html",
        '{% extends "plain/release.html" %}\n{% block contact %}\n'
        '<img src="/a.png">\n<p onclick="x()">é</p>\n{% endblock %}',
    )
    write(site / "themes/own/templates/home.html", "\n{{ page.nonsense }}")
    write(site / "themes/own/words/pl.toml", 'home = "Start"\n')
    return check_theme(load_theme(site, "own", {}), Config())


@pytest.mark.rotates(5)
def test_each_mistake_is_told_once_on_its_line(report: ThemeReport) -> None:
    places = [(d.code, Path(d.span.path).name, d.span.line) for d in report.diagnostics]
    assert ("NG804", "home.html", 2) in places
    assert ("NG806", "release.html", 3) in places
    assert ("NG808", "release.html", 4) in places
    assert len(places) == len(set(places))
    assert all(d.span.path.startswith("themes/own/") for d in report.diagnostics)


def test_words_that_a_language_lacks_are_a_warning(report: ThemeReport) -> None:
    (words,) = [d for d in report.diagnostics if d.span.path.endswith(".toml")]
    assert (words.code, words.severity) == ("NG802", Severity.WARNING)
    assert words.message.startswith("the words of pl lack skip, ")


def test_how_much_was_looked_at_is_told(report: ThemeReport) -> None:
    assert report.templates == len(TEMPLATES)
    assert report.pages > len(TEMPLATES)
    assert not report.nu
