"""The configuration of Azure Static Web Apps; it was not run by the tests.

Source of the limits: Microsoft's “Configure Azure Static Web Apps” and “Quotas”, 2024.
"""

import json
from typing import Any, Final

from newsgen.hosting._exact import asset_paths, literal, redirects, start
from newsgen.hosting.configuration import CannotHostError, HostConfiguration, HostOptions
from newsgen.hosting.headers import IMMUTABLE, TYPES, page_headers
from newsgen.hosting.site import AddressKind, HostedRoot, HostedSite
from newsgen.model.urls import quoted

LARGEST: Final = 20 * 1024
"""Bytes of a configuration."""


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:  # noqa: ARG001 (as all writers)
    """Write `staticwebapp.config.json`.

    Raises:
        CannotHostError: the rules are more than Azure takes.

    """
    root, configuration = start(
        site, "Azure", "an Azure static web app", queries=False, notes=_NOTES, todo=_TODO
    )
    for grave in root.graves:
        configuration.leave_out(grave, "pages removed from here are 404, not 410")
    data = {
        "routes": _routes(root),
        "responseOverrides": {"404": {"rewrite": "/404.html"}},
        "globalHeaders": page_headers(site.settings),
        "mimeTypes": TYPES,
        "trailingSlash": "auto",
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if (size := len(text.encode())) > LARGEST:
        raise CannotHostError(
            f"the redirects and gone addresses need {size / 1024:,.0f} KB of configuration, and an "
            f"Azure static web app takes {LARGEST // 1024} KB: about 150 addresses",
            "Serve the archive by nginx or IIS, on a virtual machine or in a container of Azure's.",
        )
    configuration.add("staticwebapp.config.json", [text])
    return configuration


_NOTES: Final = (
    "Azure matches addresses letter by letter: an old link in another case is not found",
    "Microsoft does not say whether Azure keeps the query of a redirected link",
    "Microsoft does not say whether Azure sends a page of ours with 410, or one of its own",
)
_TODO: Final = """\
Upload staticwebapp.config.json with the website, in the folder that app_location names; Azure reads
it and sends it to nobody."""


def _routes(root: HostedRoot) -> list[dict[str, Any]]:
    moved = [
        {"route": rule.source, "redirect": rule.target, "statusCode": 301}
        for rule in redirects(root, queries=False)
    ]
    gone = [
        {"route": literal(e.path), "rewrite": f"/{quoted(e.target)}", "statusCode": 410}
        for e in root.some(AddressKind.GONE)
        if not e.query
    ]
    kept = [{"route": path, "headers": {"Cache-Control": IMMUTABLE}} for path in asset_paths(root)]
    return [*moved, *gone, *kept]
