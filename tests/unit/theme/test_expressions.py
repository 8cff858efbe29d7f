"""The expressions of a line that failed are evaluated again, one by one."""

from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from newsgen.theme._expressions import (
    Sight,
    chains,
    failed_expression,
    has_value,
    printed_on,
    value_of,
    written,
)
from newsgen.theme.environment import Source, Templates
from newsgen.theme.failure import names_at


@pytest.fixture(params=[True, False], ids=["fast", "plain"])
def environment(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> jinja2.Environment:
    if not request.param:
        monkeypatch.setattr("newsgen.fast.jinja.is_on", lambda _: False)
    return Templates((Source("own", tmp_path, "themes/own"),)).environment


def failed(environment: jinja2.Environment, text: str) -> str:
    """Return the expression of the second line that fails, as it is written."""
    template = environment.from_string(text)
    template.filename = "themes/own/templates/x.html"
    with pytest.raises(jinja2.UndefinedError) as error:
        template.render(page={"no": None, "two": [{"a": 1}, None], "text": "x"})
    sight = Sight(environment, names_at(error.value), text)
    return written(failed_expression(error.value, 2, sight), text.split("\n")[1])


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("\n{{ page.text }}{{ page.no.a }}", "page.no.a"),
        ("{% for each in page.two %}\n{{ page.text }}{{ each.a }}{% endfor %}", "each.a"),
        ("{% set a = page.no %}\n{{ page.text ~ a.b.c }}", "a.b"),
        ("{% macro m(a) %}\n{{ a.b }}{% endmacro %}{{ m(page.no) }}", "a.b"),
        ("{% if page.no %}\n{{ page.no.a }}{% endif %}{{ page.two[1].a }}", ""),
        ("\n{{ page['no'].a }}", "page['no'].a"),
        ("\n{% if page.text == page.no.a %}{% endif %}", "page.no.a"),
        ("\n{{ pag.text }}", "pag"),
    ],
)
def test_what_failed_is_evaluated_with_what_its_line_could_see(
    environment: jinja2.Environment, text: str, expression: str
) -> None:
    assert failed(environment, text) == expression


def test_a_value_is_what_the_template_had(environment: jinja2.Environment) -> None:
    sight = Sight(environment, {"a": 2}, "{{ a * 3 }}{{ b | upper }}")
    outputs = environment.parse(sight.text).find_all(nodes.Output)
    product, unknown = (item for output in outputs for item in output.nodes)
    assert value_of(product, sight) == 6
    assert has_value(product, sight)
    assert not has_value(unknown, sight)


def test_a_person_can_stop_it(environment: jinja2.Environment) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    environment.filters["stop"] = stop
    sight = Sight(environment, {}, "{{ 1 | stop }}")
    with pytest.raises(KeyboardInterrupt):
        failed_expression(ValueError(), 1, sight)


def test_names_are_as_the_line_has_them() -> None:
    line = """<p>{{ page.a['b'].c | upper }} {{- w["home"] -}} {% if 'x.y' %}"""
    assert "page.a['b'].c" in chains(line)
    assert "x.y" not in chains(line)
    assert printed_on(line) == ["page.a['b'].c | upper", 'w["home"]']
    home = nodes.Getitem(nodes.Name("w", "load"), nodes.Const("home"), "load")
    assert written(home, line) == 'w["home"]'
    assert written(nodes.Const(1), line) == written(None, line) == ""
