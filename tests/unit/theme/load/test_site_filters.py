"""Which filters of the site a template may use."""

import pytest

from newsgen.theme.load import NO_FILTERS, SiteFilters

FILTERS = SiteFilters({"miles": "1", "metres": "2"})
ALL = [b"metres", b"2", b"miles", b"1"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 5 | miles }}",
        "{% filter miles %}5{% endfilter %}",
        '{{ all | map("miles") | join }}',
        "{{ all | map ( 'miles', 2 ) }} {{ all|map(attribute='x')|list }}",
        "{# miles #}",
    ],
)
def test_a_filter_that_is_named_may_be_used(text: str) -> None:
    assert FILTERS.digests_in([text]) == [b"miles", b"1"]


@pytest.mark.parametrize("text", ["{{ x }}", "{{ smiles }} a_miles miles2", "Miles"])
def test_a_filter_that_is_not_named_is_not_used(text: str) -> None:
    assert FILTERS.digests_in([text]) in ([], [b"miles", b"1"])
    assert FILTERS.digests_in(["{{ x | smiles }}"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ all | map(name) }}",
        '{{ all | map("mi" ~ "les") }}',
        '{{ all | map("\\x6diles") }}',
        "{{ all | map{# #}(name) }}",
        "{{ all |map(*names) }}",
        "{% filter map(name) %}{% endfilter %}",
        '{{ ("mi" ~ "les") is filter }}',
        '{{ names | select("filter") }}',
    ],
)
def test_a_name_that_is_worked_out_may_be_any(text: str) -> None:
    assert FILTERS.digests_in([text]) == ALL


def test_a_site_without_filters_adds_nothing() -> None:
    assert NO_FILTERS.digests_in(["{{ all | map(name) }}"]) == []
    assert NO_FILTERS.every_digest() == []
    assert FILTERS.every_digest() == ALL
