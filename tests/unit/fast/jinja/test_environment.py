"""Whatever a template is made of, it prints, or fails at, what it would with Jinja's own code."""

import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from newsgen.fast.jinja._compiled import Generator
from newsgen.fast.jinja._context import PageContext, PageTemplate
from newsgen.fast.jinja._environment import QuickEnvironment
from newsgen.theme.failure import Strict

SHARED = {
    "base.html": "{% set top = page.title %}<{% block head %}{% endblock %}|"
    "{% block body %}base {{ top }}{% block inner scoped %}inner{% endblock %}{% endblock %}>"
    "{{ lang }}{% block last required %}{% endblock %}",
    "middle.html": '{% extends "base.html" %}{% set lang = "cy" %}'
    "{% block body %}m{{ super() }}m{% endblock %}{% block last %}{% endblock %}",
    "macros.html": "{% macro m(a, b='<d>') %}<i>{{ a }}{{ b }}"
    "{{ caller(a) if caller is defined }}</i>{% endmacro %}"
    "{% macro many() %}{{ varargs }}{{ kwargs | dictsort }}{% endmacro %}{% set word = '<w>' %}"
    "{% macro _own() %}{% endmacro %}",
    "part.html": "[{{ page.title }}{{ x }}{% block inpart %}{{ page.views.a }}{% endblock %}]",
    "alone.html": "alone {{ page is defined }}{% for i in range(2) %}{{ i }}{% endfor %}",
    "plain.txt": "{{ page.title }}{{ page.safe }}",
}
_PRINTING = """{{ page.title }}{{ page['title'] }}{{ page.views.a }}{{ page.views['a'] }}
{{ page.views['keys'] }}{{ page.views.values() | length }}
---
{{ page.views.items() | list }}{{ page.views['items']() | length }}{{ page['views']['b'].c }}
---
{{ page.list[0] }}{{ page.list.0 }}{{ page.list[1:] }}{{ page.list[-1] }}{{ page.none }}
---
{{ page.gone is defined }}{{ page.views.gone is defined }}{{ page.views['gone'] is defined }}
---
{{ page.gone | default('<none>') }}{{ gone | default('none') }}{{ gone is defined }}
---
{{ page.proxy.anything }}{{ page.proxy['thing'] }}{{ page.odd.title }}{{ page.odd['x'] }}
---
{{ page.once.next() }}{{ page.once.next().title }}{{ page.once.counted }}
---
{{ (page.title ~ page.list[0]).upper() }}{{ 'abc'.upper() }}{{ 'x'['upper']() }}
---
{{ page.views[page.key] }}{{ page[page.key] }}{{ page.numbers[1] }}{{ {'a': page}['a'].title }}
---
{{ page.title == page['title'] }}{{ page.views.a in page.list }}{{ not page.none }}
---
{{ page.number + page.views['n'] }}{{ page.number ** 2 }}{{ -page.number }}
---
{{ page.title if page.none }}|{{ page.title if page.title else page.gone }}
---
{{ page.title }}{{ page.safe }}{{ page.number }}{{ page.float }}{{ page.none }}{{ page.html }}
---
{{ page.title | safe }}{{ page.safe ~ page.title }}{{ page.title | e }}{{ page.list | join }}
---
{% autoescape false %}{{ page.title }}{{ page.safe }}{% endautoescape %}{{ page.title }}
---
{% autoescape page.none %}{{ page.title }}{{ page.title ~ page.safe }}{% endautoescape %}
---
{{ page.subtext }}{{ page.title }}{{ "<b>" }}{{ 1 + 1 }}{{ "y" }}
---
{% filter upper %}x{{ page.title }}{% for x in page.list %}{{ x }}{% endfor %}{% endfilter %}
---
{% set x %}<b>{{ page.title }}</b>{% endset %}{{ x }}{{ x | length }}
---
{% set x | upper %}<b>{{ page.title }}</b>{% endset %}{{ x }}
---
{% for x in page.list %}{{ loop.index }}/{{ loop.length }}{{ x }}{{ loop.last }}{% endfor %}
---
{% for x in page.list if x != 'a' %}{{ x }}{% else %}none{% endfor %}
---
{% for x in page.none or [] %}{{ x }}{% else %}none{{ page.title }}{% endfor %}
---
{% for x in page.tree recursive %}<{{ x.title }}{{ loop(x.below) }}{{ loop.depth }}>{% endfor %}
---
{% for k, v in page.views.items() %}{{ k }}{{ v }}{{ loop.cycle('o', 'e') }}{% endfor %}
---
{% set n = namespace(c=0) %}{% for x in page.list %}{% set n.c = n.c + 1 %}{% endfor %}{{ n.c }}
---
{% with x = page.title, y = 2 %}{{ x }}{{ y }}{% endwith %}{{ x is defined }}
---
{% if page.none %}a{% elif page.views.a %}b{{ page.views.a }}{% else %}c{% endif %}
---
{% set x, y = page.title, page.views.a %}{{ x }}{{ y }}
---
{% for x in range(3) %}{% for y in page.list %}{{ loop.index0 }}{{ x }}{{ y }}{% endfor %}
{% endfor %}
---
{% macro w(a, b=page.title) %}{{ a }}{{ b }}{{ caller() if caller is defined }}{% endmacro %}
{{ w(1) }}{{ w(page.title, b=2) }}{% call w(3) %}{{ page.title }}{% endcall %}
---
{% macro r(n) %}{{ n }}{% if n %}{{ r(n - 1) }}{% endif %}{% endmacro %}{{ r(3) }}
---
{% from "macros.html" import m, many as some, word %}{{ m(page.title) }}{{ word }}
{{ some(1, 2, x=page.title) }}{% call(z) m(1) %}{{ z }}{{ page.title }}{% endcall %}
---
{% import "macros.html" as macros %}{{ macros.m("<", b=page.safe) }}{{ macros.word }}
---
{% import "macros.html" as macros with context %}{{ macros.m(page.title) }}
---
{% macro w() %}{% for x in page.list %}{{ x }}{% endfor %}{% endmacro %}{{ w() | upper }}
---
{% extends "middle.html" %}{% block head %}{{ page.title }}{{ lang }}{% endblock %}
---
{% extends "middle.html" %}{% block body %}{{ super() }}{{ super.super() }}{{ self.head() }}
{% endblock %}{% block head %}h{{ page.views.a }}{% endblock %}
---
{% extends "base.html" %}{% from "macros.html" import m %}{% set lang = page.title %}
{% block inner %}{{ m(lang) }}{% endblock %}{% block last %}{{ self.inner() }}{% endblock %}
---
before{% extends "middle.html" %}after{{ page.title }}
---
be{{ page.title }}fore{% if page.title %}{% extends "middle.html" %}{% endif %}after
---
be{{ page.title }}fore{% if page.none %}{% extends "middle.html" %}{% endif %}
after{% block head %}{{ page.title }}{% endblock %}
---
{% extends page.title and "middle.html" %}{% block head %}{% endblock %}
---
{% for x in page.list %}{% include "part.html" %}{% endfor %}
---
{% include "alone.html" without context %}{% include ["gone.html", "alone.html"] %}
---
{% include "gone.html" ignore missing %}{% include "plain.txt" %}
---
{% set x = 1 %}{% set y %}{% include "part.html" %}{% endset %}{{ y }}
---
{% macro w(x) %}{% include "part.html" %}{% endmacro %}{{ w("<") }}
---
{% for x in page.list %}{% block each scoped %}{{ x }}{{ loop.index }}{% endblock %}{% endfor %}
---
{% for x in page.list %}{% block each %}{{ x is defined }}{% endblock %}{% endfor %}
---
{% set x %}{% block a %}{{ page.title }}{% endblock %}{% endset %}{{ x }}{{ x }}
---
{% filter upper %}{% block a %}{{ page.title }}{% endblock %}{% endfilter %}
---
{% block a %}{% set v = 1 %}{{ v }}{% block b %}{{ v is defined }}{% endblock %}{% endblock %}
---
{% set of = 1 %}{% set got = 2 %}{% set pieces = 3 %}{{ of }}{{ got }}{{ pieces }}
{{ page.title }}{{ page.views['a'] }}
---
a
{% raw %}{{ page.title }}{% endraw %}
{# no #}
{{- page.title -}}
 b
---
{{ page.call(page.title, page.views.a, *page.list, k=page.views['n'], **page.named) }}
---
{{ page.wants_context() }}{{ page.wants_eval(1) }}{{ page.wants_environment() }}
---
{% for x in page.mixed + page.mixed %}{{ x.title }}{{ x.title is defined }}{% endfor %}
---
{{ page.named.class }}{{ page.named.x }}{{ page.none.__class__ }}
{{ page.tree[0].__class__.__name__ }}
---
{% do page %}"""
TEXTS = _PRINTING.split("\n---\n")
"""Templates that print something."""
_FAILING = """one
{{ page.title }}
{{ page.gone }}

---
one
{{ page.title }}{{ page.views.gone }}
---
{{ page.views['gone'] }}
---
{{ page.gone.gone }}
---
{% if page.title %}
{% set x = page.gone.y %}{% endif %}
---
{{ gone }}
---
{{ gone.title }}
---
{{ page.views['gone']['x'] }}
---
{{ page.list[9] }}
---


{{ page.number + page.title }}
---
{{ page.broken.title }}
---
{% for x in page.mixed %}
{{ x.title }}{{ x.below }}{% endfor %}
---
{{ page.tree[0].title }}
{{ page.tree[0].gone }}
---
{{ gone.__class__ }}{{ gone.title }}
---
{{ page.title() }}
---
{% macro w(a) %}
{{ a }}{% endmacro %}
{{ w() }}
---
{% macro w(a) %}
{{ a }}{% endmacro %}
{{ w(1, 2) }}
---
{% extends "base.html" %}
---
{% extends "middle.html" %}{% extends "middle.html" %}
---
{% extends "gone.html" %}
---
{% for x in page.number %}{% endfor %}
---
{% from "macros.html" import gone %}{{ gone() }}
---
{% block a %}{{ super() }}{% endblock %}
---
{% block a %}

{{ page.gone }}{% endblock %}
---
{% include "gone.html" %}
---
{% include page.template %}
---
{{ page.title | nofilter if page.none else page.title }}{% if 1 %}{{ 1 | nofilter }}{% endif %}
---
{% macro r() %}{{ r() }}{% endmacro %}{{ r() }}"""
FAILING = _FAILING.split("\n---\n")
"""Templates that fail, where Jinja would."""


@dataclass(slots=True)
class View:
    title: str
    below: tuple[Any, ...] = ()


class Subtext(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "another"


class Html:
    def __str__(self) -> str:
        return "html"

    def __html__(self) -> str:
        return "<html>"


class Proxy:
    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        return f"<{name}>"


class Odd:
    """Has an item where there is no attribute, and an attribute that cannot be had."""

    @property
    def title(self) -> str:
        raise AttributeError("title")

    def __getitem__(self, name: str) -> str:
        return f"item {name}"


class Broken:
    @property
    def title(self) -> str:
        raise ValueError("<broken>")


@dataclass
class Once:
    """Counts how often it is asked: an expression may be evaluated once only."""

    asked: list[int] = field(default_factory=list)

    def next(self) -> View:
        self.asked.append(1)
        return View(f"<{len(self.asked)}>")

    @property
    def counted(self) -> int:
        return len(self.asked)


@jinja2.pass_context
def wants_context(context: Any) -> str:
    return f"{sorted(context.get_all())}{'page' in context}{context.get('gone')}"


@jinja2.pass_eval_context
def wants_eval(eval_ctx: Any, value: int) -> str:
    return f"{eval_ctx.autoescape}{value}"


@jinja2.pass_environment
def wants_environment(environment: Any) -> str:
    return str(environment.keep_trailing_newline)


def page() -> Any:
    """Make a page of its own for each rendering, as some of it counts."""
    return SimpleNamespace(
        title="<ti&'le>",
        safe=Markup("<safe>"),
        number=3,
        float=1.5,
        none=None,
        key="title",
        html=Html(),
        subtext=Subtext("<sub>"),
        list=["a", "<b>", "c"],
        views={"a": "<a>", "n": 2, "keys": "<keys>", "title": "t", "b": SimpleNamespace(c=1)},
        mixed=[View("v"), {"title": "<d>"}, SimpleNamespace(title="<n>"), Odd(), "s", View("w")],
        named={"x": 1, "class": "<c>"},
        numbers={1: "one"},
        tree=[View("a<", (View("b"), View("c", (View("d"),)))), View("e")],
        proxy=Proxy(),
        odd=Odd(),
        broken=Broken(),
        once=Once(),
        call=lambda *values, **named: f"{values}{sorted(named.items(), key=str)}",
        wants_context=wants_context,
        wants_eval=wants_eval,
        wants_environment=wants_environment,
    )


def made(kind: type[jinja2.Environment], text: str, name: str) -> jinja2.Template:
    environment = kind(
        loader=jinja2.DictLoader(SHARED | {name: text}),
        undefined=Strict,
        autoescape=lambda name: name is not None and name.endswith(".html"),
        extensions=["jinja2.ext.do"],
    )
    return environment.get_template(name)


def outcome(kind: type[jinja2.Environment], text: str, name: str) -> Any:
    """Return what a template prints; or what is wrong, and the lines of templates it went through.

    Failing is compared no deeper than there are templates: a recursion ends where Python ends it.
    """
    try:
        return made(kind, text, name).render(page=page())
    except RecursionError:
        return RecursionError
    except Exception as error:  # noqa: BLE001
        frames = traceback.extract_tb(error.__traceback__)
        return type(error), str(error), [f.lineno for f in frames if f.filename == "<template>"]


@pytest.mark.parametrize("name", ["x.html", "x.txt"])
@pytest.mark.parametrize("text", [*TEXTS, *FAILING])
def test_a_construct_does_what_it_does_in_jinja(text: str, name: str) -> None:
    assert outcome(QuickEnvironment, text, name) == outcome(jinja2.Environment, text, name)


@pytest.mark.parametrize("text", TEXTS)
def test_no_construct_fails(text: str) -> None:
    assert isinstance(outcome(QuickEnvironment, text, "x.html"), str)


@pytest.mark.parametrize("text", FAILING)
def test_what_should_fail_fails(text: str) -> None:
    assert not isinstance(outcome(QuickEnvironment, text, "x.html"), str)


def test_a_macro_may_include_what_needs_no_context() -> None:
    """Jinja's own code prints such a macro as `<generator object …>`."""
    text = '{% macro w() %}({% include "alone.html" without context %}){% endmacro %}{{ w() }}'
    assert outcome(QuickEnvironment, text, "x.html") == "(alone False01)"


def test_what_is_set_may_include_what_needs_no_context() -> None:
    """Jinja's own code prints it there, and sets an empty text."""
    text = '{% set w %}{% include "alone.html" without context %}{% endset %}({{ w }})'
    assert outcome(QuickEnvironment, text, "x.html") == "(alone False01)"


def test_the_code_is_our_own() -> None:
    """What is above says nothing if both environments compile alike."""
    template = made(QuickEnvironment, "{{ page.title }}", "x.html")
    environment = template.environment
    assert isinstance(template, PageTemplate)
    assert isinstance(template.new_context(), PageContext)
    assert environment.code_generator_class is Generator
    code = environment.compile("{{ page.title }}", "x.html", raw=True)
    assert "yield" not in code
    assert "escape_text(got)" in code


def test_a_field_is_got_directly_from_the_kinds_that_are_known_to_have_it() -> None:
    template = made(QuickEnvironment, "{% for x in page.tree %}{{ x.title }}{% endfor %}", "x.html")
    assert template.environment.having("title") == set()  # type: ignore[attr-defined]
    for _ in range(2):
        assert template.render(page=page()) == "a&lt;e"
        assert template.environment.having("title") == {View}  # type: ignore[attr-defined]


def rendered_parts(template: jinja2.Template) -> Iterator[str]:
    yield "".join(template.generate(page=page()))
    yield "".join(template.stream(page=page()))
    yield str(template.make_module({"page": page()}))
    yield template.render(page=page())


def test_a_template_can_be_used_in_each_of_jinjas_ways() -> None:
    text = '{% extends "middle.html" %}{% block head %}{{ page.title }}{% endblock %}'
    ours, jinjas = (made(kind, text, "x.html") for kind in (QuickEnvironment, jinja2.Environment))
    assert list(rendered_parts(ours)) == list(rendered_parts(jinjas))


def test_pages_do_not_share_what_they_extend() -> None:
    """The line of blocks is kept; the page before must not be seen in it."""
    text = "{% extends page.key %}{% block head %}{{ page.title }}{{ super() }}{% endblock %}"
    template = made(QuickEnvironment, text, "x.html")
    for key in ("middle.html", "macros.html", "middle.html"):
        view = page()
        view.key = key
        assert template.render(page=view) == made(jinja2.Environment, text, "x.html").render(
            page=view
        )
