"""Templates that were compiled before: the same as those compiled now, or none."""

from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.theme import Renderer, Theme, load_theme
from newsgen.theme.memory import FILE

THEME = '[theme]\ntitle = "Own"\nextends = "plain"\n'
PAGE = """\
{% extends "own/frame.html" %}
{% block main %}{% once %}{{ site }}{% endonce %}{% once %}, {% endonce %}{{ page }}{% endblock %}
"""
FRAME = "<p>{% once %}frame {% endonce %}{% block main %}{% endblock %}</p>\n{{ 1 // page }}"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "themes" / "own" / "templates"
    folder.mkdir(parents=True)
    (folder.parent / "theme.toml").write_text(THEME)
    (folder / "x.html").write_text(PAGE)
    (folder / "frame.html").write_text(FRAME)
    return tmp_path


def _theme(site: Path, version: str = "1") -> Theme:
    theme = load_theme(site, "own", {})
    theme.templates.memory.recall(site, version)
    return theme


def _render(theme: Theme, page: int = 1) -> str:
    made = Renderer(theme, lambda source: source)
    return made.render("x.html", site="s", page=page, subject="subject").decode()


def _remember(site: Path) -> tuple[bytes, str]:
    """Make a page, and keep what was made of its templates."""
    theme = _theme(site)
    made = theme.template_digest("x.html"), _render(theme)
    theme.templates.memory.remember(site, "1")
    return made


def _forbid_parsing(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object) -> None:
        raise AssertionError("a template is parsed")

    monkeypatch.setattr(theme.templates.environment, "_parse", parse)


def test_pages_and_digests_are_the_same_again_and_nothing_is_parsed(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest, page = _remember(site)
    assert page == "<p>frame s, 1</p>\n1"
    theme = _theme(site)
    _forbid_parsing(theme, monkeypatch)
    assert (theme.template_digest("x.html"), _render(theme)) == (digest, page)


def test_every_template_of_the_theme_plain_refers_to_what_it_did(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = _theme(site)
    names = theme.templates.environment.list_templates()
    closures = [theme.templates.closure(name) for name in names]
    theme.templates.memory.remember(site, "1")
    theme = _theme(site)
    _forbid_parsing(theme, monkeypatch)
    assert [theme.templates.closure(name) for name in names] == closures


def test_a_failure_is_on_its_line_as_ever(site: Path) -> None:
    def failure() -> str:
        with pytest.raises(NewsgenError) as error:
            _render(_theme(site), page=0)
        return str(error.value.diagnostics)

    before = failure()
    _remember(site)
    assert failure() == before
    assert "themes/own/templates/frame.html" in before


@pytest.mark.parametrize("name", ["x.html", "frame.html"])
def test_a_template_that_was_changed_is_made_anew(site: Path, name: str) -> None:
    digest, _ = _remember(site)
    file = site / "themes" / "own" / "templates" / name
    file.write_text(file.read_text() + '{% include "own/new.html" %}{% block end %}{% endblock %}')
    (file.parent / "new.html").write_text("new")
    theme, fresh = _theme(site), load_theme(site, "own", {})
    assert theme.template_digest("x.html") == fresh.template_digest("x.html") != digest
    assert theme.templates.closure("x.html") == fresh.templates.closure("x.html")
    assert _render(theme) == _render(fresh)


def test_a_template_that_breaks_is_an_error_as_ever(site: Path) -> None:
    _remember(site)
    (site / "themes" / "own" / "templates" / "frame.html").write_text("\n{% if %}")
    for work in (lambda theme: theme.template_digest("x.html"), _render):
        with pytest.raises(NewsgenError) as error:
            work(_theme(site))
        found = error.value.diagnostics[0]
        assert (found.code, found.span.line) == ("NG803", 2)


def test_another_version_is_not_believed(site: Path) -> None:
    _remember(site)
    assert _is_empty(_theme(site, "2"))
    assert not _is_empty(_theme(site, "1"))


@pytest.mark.parametrize("kept", [0, 1, 15, 16, 40, -1])
def test_a_file_that_is_cut_short_is_made_anew(site: Path, kept: int) -> None:
    digest, page = _remember(site)
    file = site / FILE
    whole = file.read_bytes()
    for damaged in (whole[:kept], whole[:kept] + b"\xff" + whole[kept:]):
        file.write_bytes(damaged)
        assert _is_empty(_theme(site))
        assert _remember(site) == (digest, page)
        assert not _is_empty(_theme(site))


def test_what_stands_in_the_files_way_is_no_error_and_is_not_written_through(site: Path) -> None:
    other = site / "other"
    other.write_text("other")
    (site / FILE).symlink_to(other)
    _remember(site)
    assert other.read_text() == "other"
    assert not _is_empty(_theme(site))
    (site / FILE).unlink()
    (site / FILE).mkdir()
    _remember(site)
    assert _is_empty(_theme(site))


def _is_empty(theme: Theme) -> bool:
    memory = theme.templates.memory
    return not memory._codes and not memory._references
