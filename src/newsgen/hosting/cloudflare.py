"""The configuration of Cloudflare Pages and of Workers' static assets; it was not run by the tests.

Source of the limits: Cloudflare's “Redirects” and “Headers”, 2026: 2,000 static redirects of 1,000
letters, and 100 rules for headers of 2,000 letters a line. The limit of 100 KB for the file of
redirects is not in them; sites have lost rules beyond it without a word.
"""

from collections.abc import Iterator
from typing import Final

from newsgen.hosting._exact import (
    EXACT,
    lower_case_redirects,
    redirects,
    unserved_moves,
    unserved_queries,
)
from newsgen.hosting.configuration import (
    CannotHostError,
    HostConfiguration,
    HostOptions,
    Unserved,
    only_root,
)
from newsgen.hosting.headers import IMMUTABLE, NAMED_TYPES, TYPES, fixed_headers, page_cache_control
from newsgen.hosting.site import AddressKind, HostedSite
from newsgen.model.urls import quoted

MOST_RULES: Final = 2_000
LONGEST_RULE: Final = 1_000
LARGEST: Final = 100 * 1024
_OFTEN: Final = (".aspx", ".asp", ".php", ".htm", ".atom", ".rss")
"""Endings that Cloudflare does not know, or knows otherwise."""


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:  # noqa: ARG001 (as all writers)
    """Write `_redirects` and `_headers`.

    Raises:
        CannotHostError: the redirects are more than Cloudflare takes.

    """
    root = only_root(site, "a Cloudflare project")
    configuration = HostConfiguration(
        {}, [*unserved_queries(root, "Cloudflare")], list(_NOTES), _TODO
    )
    configuration.unserved.extend(unserved_moves(root, "Cloudflare", queries=False))
    lines = []
    for rule in (*redirects(root, queries=False), *lower_case_redirects(root)):
        line = f"{rule.source} {rule.target} 301\n"
        if len(line) > LONGEST_RULE:
            configuration.unserved.append(
                Unserved(rule.source, "the rule is longer than 1,000 letters")
            )
        else:
            lines.append(line)
    _check(lines)
    for entry in root.some(AddressKind.GONE):
        configuration.unserved.append(
            Unserved(quoted(entry.path), "Cloudflare answers 404 or 200, not 410")
        )
    for grave in root.graves:
        configuration.unserved.append(Unserved(grave, "pages removed from here are 404, not 410"))
    configuration.files["_redirects"] = "".join(lines)
    configuration.files["_headers"] = "\n".join(_headers(site)) + "\n"
    return configuration


def _check(lines: list[str]) -> None:
    size = sum(map(len, lines))
    if len(lines) <= MOST_RULES and size <= LARGEST:
        return
    raise CannotHostError(
        f"the site needs {len(lines):,} redirects of {size // 1024:,} KB, one for each page whose "
        f"address has capital letters and each old address; Cloudflare takes {MOST_RULES:,}, and "
        f"drops those beyond {LARGEST // 1024} KB without a word",
        "Serve the archive by nginx, Apache, Caddy or IIS, and put Cloudflare before it.",
    )


_NOTES: Final = (
    f"Cloudflare {EXACT}",
    "Cloudflare cannot answer 410: gone pages are 404, and withdrawn ones 200",
)
_TODO: Final = """\
Put _redirects and _headers into the folder that you upload; Cloudflare reads them and sends them to
nobody. Set html_handling to none for Workers."""


def _headers(site: HostedSite) -> Iterator[str]:
    yield "/*"
    yield f"  Cache-Control: {page_cache_control(site.settings)}"
    for name, value in fixed_headers(site.settings).items():
        yield f"  {name}: {value}"
    for ending in _OFTEN:
        yield f"/*{ending}"
        yield f"  Content-Type: {TYPES[ending]}"
    for name, kind in NAMED_TYPES.items():
        yield f"/*/{name}\n  Content-Type: {kind}"
        yield f"/{name}\n  Content-Type: {kind}"
    yield "/assets/*"
    yield "  ! Cache-Control"
    yield f"  Cache-Control: {IMMUTABLE}"
