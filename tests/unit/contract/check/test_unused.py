"""What of a theme's templates no page shows."""

from pathlib import Path

from newsgen.codes import Severity
from newsgen.contract.check import unused
from newsgen.diagnostics import Diagnostic
from newsgen.theme.load import load_theme
from tests.support.site import write


def unused_of(site: Path, **templates: str) -> list[Diagnostic]:
    write(site / "themes/own/theme.toml", '[theme]\ntitle = "Own"\nextends = "plain"\n')
    for name, text in templates.items():
        write(site / f"themes/own/templates/{name}.html", text)
    return list(unused(load_theme(site, "own", {})))


def test_the_shipped_theme_uses_all_that_it_has(tmp_path: Path) -> None:
    assert list(unused(load_theme(tmp_path, "plain", {}))) == []


def test_a_template_that_nothing_uses_is_named(tmp_path: Path) -> None:
    write(tmp_path / "themes/own/templates/.home.html.swp", "")
    write(tmp_path / "themes/own/templates/.old/home.html", "")
    write(tmp_path / "themes/own/templates/pages/contact.html", '{% include "_part.html" %}')
    relase, stray = unused_of(tmp_path, relase="a", _part="b", _stray="c", home="d")[::-1]
    assert (relase.span.path, relase.hint) == (
        "themes/own/templates/relase.html",
        "Did you mean release.html?",
    )
    assert relase.severity is Severity.WARNING
    assert stray.message == "nothing uses the template _stray.html"
    assert stray.hint == "Delete it, or include it in another."


def test_a_block_that_replaces_none_is_on_no_page(tmp_path: Path) -> None:
    base = '{% extends "plain/base.html" %}\n{% block head_extra %}{% block mine %}{% endblock %}'
    release = '{% extends "plain/release.html" %}{% block mine %}{% endblock %}'
    more = "{% endblock %}\n{% block footer_xtra %}{% endblock %}"
    (wrong,) = unused_of(tmp_path, base=base + more, release=release)
    assert (wrong.span.path, wrong.span.line) == ("themes/own/templates/base.html", 3)
    assert wrong.message == "plain/base.html has no block footer_xtra, so this is on no page"
    assert wrong.hint == "Did you mean footer_extra?"
    assert wrong.severity is Severity.ERROR


def test_what_is_not_valid_is_left_to_the_rendering(tmp_path: Path) -> None:
    assert unused_of(tmp_path, home="{% if %}", relase="a") == []
