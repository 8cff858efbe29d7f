"""The configuration of Netlify; it was not run by the tests.

Source: Netlify's “Redirects and rewrites”, which recommends fewer than 10,000 rules, as the deploy
may fail with more.
"""

import json
from collections.abc import Iterator
from typing import Final

from newsgen.hosting._exact import (
    EXACT,
    RedirectRule,
    asset_paths,
    literal,
    lower_case_redirects,
    redirects,
    start,
    types_of_pages,
)
from newsgen.hosting.configuration import CannotHostError, HostConfiguration, HostOptions
from newsgen.hosting.site import AddressKind, HostedRoot, HostedSite
from newsgen.model.urls import quoted

MOST_RULES: Final = 10_000


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:  # noqa: ARG001 (as all writers)
    """Write `netlify.toml`, which lies beside the published folder and not in it.

    Raises:
        CannotHostError: the rules are more than Netlify takes.

    """
    root, configuration = start(
        site, "Netlify", "a Netlify site", queries=True, notes=_NOTES, todo=_TODO
    )
    for grave in root.graves:
        if grave.endswith("?"):
            reason = "pages removed from here are not 410: Netlify knows no rule for any query"
            configuration.leave_out(grave, reason)
    rules = []
    # The first rule that matches counts, and one without a query matches any.
    for rule in sorted(_rules(root), key=lambda rule: not rule.query):
        if len(dict(rule.pairs)) == len(rule.pairs):
            rules.append(rule)
        else:
            reason = "Netlify knows no rule for a query that has one name twice"
            configuration.leave_out(f"{rule.source}?{rule.query}", reason)
    if len(rules) >= MOST_RULES:
        raise CannotHostError(
            f"the site needs {len(rules):,} rules for redirects and gone pages, and Netlify "
            f"recommends fewer than {MOST_RULES:,}, as a deploy may fail with more",
            "Serve the archive by nginx, Apache, Caddy or IIS.",
        )
    paths = {"page_types": types_of_pages(root), "assets": asset_paths(root)}
    template = "netlify/netlify.toml"
    configuration.render("netlify.toml", template, site, rules=rules, text=_text, **paths)
    return configuration


_NOTES: Final = (
    "Turn Pretty URLs off in Netlify's settings: it would redirect addresses to small letters",
    f"Netlify {EXACT}",
    "Netlify's own list of status codes for rules has no 410; users report that it works for GET",
)
_TODO: Final = """\
Put netlify.toml into the folder above the published one, the base of the repository."""


def _rules(root: HostedRoot) -> Iterator[RedirectRule]:
    for entry in root.some(AddressKind.GONE):
        yield RedirectRule(literal(entry.path), f"/{quoted(entry.target)}", entry.query, 410)
    for entry in root.some(AddressKind.PAGE):
        if entry.query:
            yield RedirectRule(literal(entry.path), f"/{quoted(entry.file)}", entry.query, 200)
    yield from redirects(root, queries=True)
    yield from lower_case_redirects(root)
    for grave in root.graves:
        if grave.endswith("/"):
            yield RedirectRule(f"{literal(grave)}*", "/410.html", status=410, force=False)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
