"""The filters among a site's plug-ins, apart from the rest: Jinja is slow to load."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from newsgen.plugins.find import Plugins, of_role
from newsgen.plugins.roles import FILTER
from newsgen.theme.load import NO_FILTERS, SiteFilters


def site_filters(plugins: Plugins) -> SiteFilters:
    """Return the filters among plug-ins; they are loaded where templates are opened."""
    filters = of_role(plugins, FILTER)
    if not filters:
        return NO_FILTERS
    from newsgen.plugins.load import functions  # noqa: PLC0415 (most sites have no plug-in)

    digests = {plugin.name: plugin.digest for plugin in filters}
    return SiteFilters(digests, partial(functions, filters, FILTER))


def stand_ins(names: Iterable[str]) -> SiteFilters:
    """Return filters in place of those that are left out: each gives what it is given."""
    filters = dict.fromkeys(names, _unchanged)
    return SiteFilters(dict.fromkeys(names, ""), lambda: filters) if filters else NO_FILTERS


def _unchanged(value: Any, *_: Any, **_named: Any) -> Any:
    return value
