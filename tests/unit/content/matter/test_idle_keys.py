"""Keys that do nothing where they stand are named, and those that do something are not."""

from typing import Any

import pytest

from newsgen.content import matter
from tests.unit.content.matter.test_matter import Values


def names(values: dict[str, Any], *, is_page: bool) -> list[str]:
    diagnostics = matter.check_idle_keys(("court", "beat"), Values(values), is_page=is_page)
    return [diagnostic.message.partition(" ")[0] for diagnostic in diagnostics]


@pytest.mark.parametrize(
    ("values", "in_page", "in_release"),
    [
        ({"title": "A", "tags": ["b"]}, [], []),
        ({"template": "contact"}, [], ["template"]),
        ({"featured_until": "2026-03-01", "related": ["a.md"]}, ["featured_until", "related"], []),
        ({"court": "Saltmere"}, [], []),
        ({"fields": {"court": "Saltmere", "other": "b"}}, ["fields.court"], ["fields.court"]),
        ({"fields": {"other": "b"}}, [], []),
        ({"fields": "court"}, [], []),
    ],
)
def test_each_is_named_where_it_does_nothing(
    values: dict[str, Any], in_page: list[str], in_release: list[str]
) -> None:
    assert names(values, is_page=True) == in_page
    assert names(values, is_page=False) == in_release
