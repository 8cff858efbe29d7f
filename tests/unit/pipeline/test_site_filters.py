"""Filters of a site, as its templates are opened."""

from newsgen.pipeline.site_filters import site_filters, stand_ins
from newsgen.plugins.find import Plugin
from newsgen.plugins.roles import FILTER, RULE, PluginRole
from newsgen.theme.load import NO_FILTERS


def plugin(name: str, role: PluginRole, digest: str) -> Plugin:
    source = f"def {name}(value):\n    return value.upper()\n"
    return Plugin(role, name, f"plugins/{name}.py", digest, source)


def test_a_site_without_filters_has_none() -> None:
    assert site_filters(()) is NO_FILTERS
    assert site_filters((plugin("check", RULE, "1"),)) is NO_FILTERS


def test_filters_have_digests_and_are_loaded_when_templates_are_opened() -> None:
    filters = site_filters((plugin("check", RULE, "1"), plugin("loud", FILTER, "2")))
    assert filters.digests == {"loud": "2"}
    assert filters.load()["loud"]("a") == "A"


def test_what_is_left_out_leaves_values_as_they_are() -> None:
    assert stand_ins(()) is NO_FILTERS
    assert stand_ins(("loud",)).load()["loud"]("a", 2, more=3) == "a"
