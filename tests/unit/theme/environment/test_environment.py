"""The templates that a template refers to are those that Jinja finds."""

from pathlib import Path
from typing import Any, Final

import pytest
from jinja2 import meta, nodes

import newsgen
from newsgen.diagnostics import NewsgenError
from newsgen.theme.environment import _BODIES, Source, Templates, references

PLAIN: Final = Path(newsgen.__file__).parent / "themes" / "plain"
ENVIRONMENT: Final = Templates((Source("plain", PLAIN, "plain"),)).environment
INCLUDE: Final = '{% include "x.html" %}'


@pytest.mark.parametrize("name", sorted(ENVIRONMENT.list_templates()))
def test_the_references_of_shipped_templates_are_found(name: str) -> None:
    assert ENVIRONMENT.loader is not None
    tree = ENVIRONMENT.parse(ENVIRONMENT.loader.get_source(ENVIRONMENT, name)[0], name)
    actual = [reference.name for reference in references(tree)]
    assert actual == list(meta.find_referenced_templates(tree))


@pytest.mark.parametrize(
    "text",
    [
        '{% extends "a.html" %}', "{% extends site %}", '{% import "a.html" as a %}',
        '{% from "a.html" import a, b %}', '{% include ["a.html", "b.html", site.c] %}',
        '{% include "a.html" if site else "b.html" %}', "{% if site %}IN{% endif %}",
        "{% if site %}a{% elif page %}IN{% elif b %}b{% else %}c{% endif %}",
        "{% if site %}a{% elif page %}b{% else %}IN{% endif %}",
        "{% for a in site %}IN{% else %}b{% endfor %}", "{% for a in b %}a{% else %}IN{% endfor %}",
        "{% macro a(b=1) %}IN{% endmacro %}", "{% call(a) page(b) %}IN{% endcall %}",
        "{% filter upper %}IN{% endfilter %}", "{% with a = 1 %}IN{% endwith %}",
        "{% block a %}{% block b %}IN{% endblock %}{% endblock %}", "{% set a %}IN{% endset %}",
        "{% autoescape false %}IN{% endautoescape %}", "{% once %}IN{% endonce %}",
        '{{ site }}IN{{ page }}{% include "z.html" %}{% if a %}IN{% endif %}{% include b %}',
    ],
)  # fmt: skip
def test_the_references_inside_any_tag_are_found(text: str) -> None:
    tree = ENVIRONMENT.parse(text.replace("IN", INCLUDE))
    actual = [reference.name for reference in references(tree)]
    assert actual
    assert actual == list(meta.find_referenced_templates(tree))


def test_every_field_that_holds_tags_is_looked_into() -> None:
    kinds: list[Any] = [nodes.Template, *all_below(nodes.Stmt)]
    hints = [(field, kind.__annotations__.get(field)) for kind in kinds for field in kind.fields]
    lists = ("typing.List[jinja2.nodes.Node]", "typing.List[ForwardRef('If')]")
    assert {field for field, hint in hints if str(hint) in lists} == set(_BODIES)


def all_below(kind: type[nodes.Node]) -> list[type[nodes.Node]]:
    return [subclass for below in kind.__subclasses__() for subclass in (below, *all_below(below))]


def test_what_is_prepared_needs_no_renderer_and_is_not_read_again() -> None:
    names = ["release.html", "month.html", "sitemap.xml"]
    templates = Templates((Source("plain", PLAIN, "plain"),))
    templates.prepare(names)
    templates.environment.loader = None
    for name in names:
        assert templates.environment.get_template(name).name == name


def test_a_template_is_rendered_as_it_was_when_its_key_was_made(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    file = tmp_path / "templates/home.html"
    file.write_text("before", encoding="utf-8")
    templates = Templates((Source("own", tmp_path, "themes/own"),))
    assert templates.closure("home.html") == ["home.html", "before"]
    file.write_text("after", encoding="utf-8")
    assert templates.environment.get_template("home.html").render() == "before"


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{% if site %}" * 5000 + "{% endif %}" * 5000,
        "{{ 1" + "+1" * 5000 + " }}",
    ],
)
def test_a_template_that_is_too_deep_to_be_read_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/deep.html").write_text(text, encoding="utf-8")
    with pytest.raises(NewsgenError) as raised:
        Templates((Source("deep", tmp_path, "deep"),)).outline("deep.html")
    (diagnostic,) = raised.value.diagnostics
    assert (diagnostic.code, diagnostic.span.path) == ("NG803", "deep/templates/deep.html")


def test_a_theme_that_extends_none_and_lacks_a_template_is_told_what_to_extend(
    tmp_path: Path,
) -> None:
    (tmp_path / "templates").mkdir()
    with pytest.raises(NewsgenError) as error:
        Templates((Source("own", tmp_path, "themes/own"),)).closure("home.html")
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.hint == 'Write it, or extends = "plain" under [theme] of theme.toml.'


def test_a_template_with_marks_of_a_merge_is_refused(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    file = tmp_path / "templates/home.html"
    file.write_text("a <<<<<<< b\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n", "utf-8")
    with pytest.raises(NewsgenError) as error:
        Templates((Source("own", tmp_path, "themes/own"),)).closure("home.html")
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "NG802"
    assert (diagnostic.span.path, diagnostic.span.line) == ("themes/own/templates/home.html", 2)
    assert "delete the marks" in diagnostic.hint
