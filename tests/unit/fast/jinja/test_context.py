"""Contexts of pages: names in one dictionary, and blocks that are joined once."""

import jinja2
import pytest

from newsgen.fast.jinja._context import Blocks, PageContext, PageTemplate
from newsgen.fast.jinja._environment import QuickEnvironment

TEMPLATES = {
    "base.html": "{% block a %}1{% endblock %}{% block b %}2{% endblock %}",
    "other.html": "{% block b %}3{% endblock %}",
    "page.html": "{% extends parent %}{% block b %}{{ super() }}{{ word }}{% endblock %}",
    "macro.html": "{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}"
    "{% call m(word) %}{% for i in range(2) %}{{ i }}{% endfor %}{% endcall %}",
}


@pytest.fixture
def environment() -> QuickEnvironment:
    return QuickEnvironment(loader=jinja2.DictLoader(TEMPLATES))


def page(environment: QuickEnvironment, name: str) -> PageTemplate:
    template = environment.get_template(name)
    assert isinstance(template, PageTemplate)
    return template


def test_pages_of_a_template_share_its_blocks(environment: QuickEnvironment) -> None:
    first, other = (page(environment, "base.html").new_context({"word": n}) for n in "xy")
    assert first.blocks is other.blocks
    assert isinstance(first.blocks, Blocks)
    assert first.blocks.keys() == {"a", "b"}


def test_blocks_are_joined_once_for_each_parent(environment: QuickEnvironment) -> None:
    blocks = page(environment, "page.html").new_context().blocks
    assert isinstance(blocks, Blocks)
    base, other = page(environment, "base.html"), page(environment, "other.html")
    joined = blocks.with_parent(base)
    assert joined["b"] == [*blocks["b"], base.blocks["b"]]
    assert joined["a"] == [base.blocks["a"]]
    assert blocks.with_parent(base) is joined
    assert "a" not in blocks.with_parent(other)
    assert "a" not in blocks


@pytest.mark.parametrize("parents", [["base.html", "other.html", "base.html"], ["other.html"] * 2])
def test_a_page_has_the_blocks_of_its_parent_alone(
    environment: QuickEnvironment, parents: list[str]
) -> None:
    printed = [page(environment, "page.html").render(parent=p, word="w") for p in parents]
    assert printed == [{"base.html": "12w", "other.html": "3w"}[p] for p in parents]


def test_what_is_given_is_not_exported(environment: QuickEnvironment) -> None:
    context = page(environment, "base.html").new_context({"word": "w"})
    assert context.resolve("word") == "w"
    assert context.get_exported() == {}
    assert context.get_all()["word"] == "w"


def test_a_derived_context_has_blocks_that_it_may_change(environment: QuickEnvironment) -> None:
    context = page(environment, "base.html").new_context()
    derived = context.derived({"word": "w"})
    assert isinstance(derived, PageContext)
    derived.blocks["a"].clear()
    assert context.blocks["a"]


def test_macros_are_called_with_what_stands_between(environment: QuickEnvironment) -> None:
    assert page(environment, "macro.html").render(word="w", range=range) == "w01"
