"""What of a theme's templates no page shows."""

from pathlib import Path

import pytest

from newsgen.codes import Severity
from newsgen.contract.check import unused
from newsgen.diagnostics import Diagnostic
from newsgen.site.templates import TEMPLATES
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


def test_a_shipped_template_that_an_own_one_makes_idle_is_not_named(tmp_path: Path) -> None:
    assert unused_of(tmp_path, release="<p>{{ page.title }}</p>") == []


def test_a_block_that_replaces_none_is_on_no_page(tmp_path: Path) -> None:
    base = '{% extends "plain/base.html" %}\n{% block head_extra %}{% block mine %}{% endblock %}'
    release = '{% extends "plain/release.html" %}{% block mine %}{% endblock %}'
    more = "{% endblock %}\n{% block footer_xtra %}{% endblock %}"
    (wrong,) = unused_of(tmp_path, base=base + more, release=release)
    assert (wrong.span.path, wrong.span.line) == ("themes/own/templates/base.html", 3)
    assert wrong.message == "plain/base.html has no block footer_xtra, so this is on no page"
    assert wrong.hint == "Did you mean footer_extra?"
    assert wrong.severity is Severity.ERROR


def test_a_block_that_shipped_templates_fill_is_missed(tmp_path: Path) -> None:
    blocks = ("styles", "feeds", "head_extra", "twin", "main")
    base = "".join(f"{{% block {name} %}}{{% endblock %}}" for name in blocks)
    (wrong,) = {each.message: each for each in unused_of(tmp_path, base=base)}.values()
    assert (wrong.span.path, wrong.span.line) == ("themes/own/templates/base.html", 1)
    assert wrong.message == (
        "there is no block content: what the templates that extend this one put there is on no page"
    )
    assert wrong.hint == "Add {% block content %}{% endblock %}."
    assert list(load_theme(tmp_path, "own", {}).lost_parts(TEMPLATES)) == [wrong]


EXTENDS = '{% extends "plain/month.html" %}\n'
IN_CHOICE = '{% if site.gone %}{% extends "plain/month.html" %}{% endif %}\n'


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<p>Call us: {{ page.nothere }}</p>\n", [2]),
        ("\n\n  {{ page.title }}\n", [4]),
        ("{% raw %}\n\nRaw{% endraw %}", [4]),
        ("{% if page.title %}\n\n  <p>{% endif %}", [4]),
        ("{% if 0 %}{% else %}\n{{ page.title }}\n{% endif %}", [3]),
        ("{% for each in page.days %}\n<li>\n{% else %}None{% endfor %}", [3]),
        ("{% with a = 1 %}{{ a }}{% endwith %}", [2]),
        ("{% filter upper %}up{% endfilter %}", [2]),
        ("{% once %}<p>Once</p>{% endonce %}", [2]),
        ("a\n{{ page.title }}\n{% if 1 %}b{% endif %}\nc", [2]),
        ("a\n{% block content %}x{% endblock %}\nb", [2, 4]),
    ],
)
def test_text_outside_of_blocks_is_on_no_page(tmp_path: Path, text: str, lines: list[int]) -> None:
    wrong = unused_of(tmp_path, month=EXTENDS + text)
    assert [each.span.line for each in wrong] == lines
    assert {(each.code, each.severity, each.span.path) for each in wrong} == {
        ("NG802", Severity.ERROR, "themes/own/templates/month.html")
    }
    assert wrong[0].message == "plain/month.html shows only blocks, so this is on no page"
    assert wrong[0].hint.startswith("Put this into a block. It has ")
    assert " content, " in wrong[0].hint


@pytest.mark.parametrize(
    "text",
    [
        EXTENDS + "\n  \n{# Words #}\n{% set a = 1 %}{% set b %}text{% endset %}",
        EXTENDS + "{% macro m() %}text{{ 1 }}{% endmacro %}{% if 1 %}{% set c = 1 %}{% endif %}",
        EXTENDS + '{% from "_macros.html" import tag %}{% import "_macros.html" as m %}',
        EXTENDS + "{% if 1 %}{% block content %}text{% endblock %}{% endif %}",
        EXTENDS + "{% for a in (1, 2) %}{% set b = a %}{% endfor %}",
        IN_CHOICE + "text{{ 1 }}{% block mine %}text{% endblock %}",
        '{% set words = 1 %}text{{ 1 }}{% extends "plain/month.html" %}',
        "{% block mine %}{% endblock %}text",
    ],
)
def test_what_is_right_outside_of_blocks_is_not_reported(tmp_path: Path, text: str) -> None:
    assert unused_of(tmp_path, month=text) == []


def test_the_template_that_is_extended_may_be_a_choice(tmp_path: Path) -> None:
    choice = (
        '{% if 1 %}{% extends "plain/404.html" %}{% else %}{% extends "_two.html" %}{% endif %}'
    )
    two = '{% extends "plain/base.html" %}{% block content %}{% block mine %}{% endblock %}'
    child = '{% extends "_choice.html" %}{% if 1 %}{% block NAME %}{% endblock %}{% endif %}'
    files = {"_choice": choice, "_two": two + "{% endblock %}"}
    assert unused_of(tmp_path, month=child.replace("NAME", "mine"), **files) == []
    (wrong,) = unused_of(tmp_path, month=child.replace("NAME", "minne"), **files)
    assert wrong.hint == "Did you mean mine?"


def test_what_is_not_valid_is_left_to_the_rendering(tmp_path: Path) -> None:
    assert unused_of(tmp_path, home="{% if %}", relase="a") == []
