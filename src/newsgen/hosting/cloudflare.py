"""The configuration of Cloudflare Pages and of Workers' static assets; it was not run by the tests.

Source of the limits: Cloudflare's “Redirects” and “Headers”, 2026: 2,000 static redirects of 1,000
letters, and 100 rules for headers of 2,000 letters a line. The limit of 100 KB for the file of
redirects is not in them; sites have lost rules beyond it without a word.
"""

from typing import Final

from newsgen.hosting._exact import (
    EXACT,
    asset_paths,
    lower_case_redirects,
    redirects,
    start,
    types_of_pages,
)
from newsgen.hosting.configuration import CannotHostError, HostConfiguration, HostOptions
from newsgen.hosting.site import AddressKind, HostedSite

MOST_RULES: Final = 2_000
LONGEST_RULE: Final = 1_000
LARGEST: Final = 100 * 1024


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:  # noqa: ARG001 (as all writers)
    """Write `_redirects` and `_headers`.

    Raises:
        CannotHostError: the redirects are more than Cloudflare takes.

    """
    root, configuration = start(
        site, "Cloudflare", "a Cloudflare project", queries=False, notes=_NOTES, todo=_TODO
    )
    lines = []
    for rule in (*redirects(root, queries=False), *lower_case_redirects(root)):
        line = f"{rule.source} {rule.target} 301"
        if len(line) >= LONGEST_RULE:
            configuration.leave_out(rule.source, "the rule is longer than 1,000 letters")
        else:
            lines.append(line)
    configuration.add("_redirects", lines)
    _check(len(lines), len(configuration.files["_redirects"]))
    for entry in root.some(AddressKind.GONE):
        configuration.leave_out(entry.link, "Cloudflare answers 404 or 200, not 410")
    for grave in root.graves:
        configuration.leave_out(grave, "pages removed from here are 404, not 410")
    values = {"page_types": types_of_pages(root), "assets": asset_paths(root)}
    configuration.render("_headers", "cloudflare/_headers", site, **values)
    return configuration


def _check(count: int, size: int) -> None:
    if count > MOST_RULES or size > LARGEST:
        raise CannotHostError(
            f"the site needs {count:,} redirects of {size // 1024:,} KB, one for each page whose "
            "address has capital letters and each old address; Cloudflare takes "
            f"{MOST_RULES:,}, and drops those beyond {LARGEST // 1024} KB without a word",
            "Serve the archive by nginx, Apache, Caddy or IIS, and put Cloudflare before it.",
        )


_NOTES: Final = (
    f"Cloudflare {EXACT}",
    "Cloudflare cannot answer 410: gone pages are 404, and withdrawn ones 200",
)
_TODO: Final = """\
Put _redirects and _headers into the folder that you upload; Cloudflare reads them and sends them to
nobody. Set html_handling to none for Workers."""
