"""The configuration of IIS 10 with its module URL Rewrite 2.1; it was not run by the tests.

Maps of URL Rewrite ignore case, as nginx's do, so the same actions serve. IIS hands over paths
decoded. NTFS serves a file in any case, so the true writing is compared before the file is sent.
"""

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from newsgen.files import windows_trouble
from newsgen.hosting.configuration import HostConfiguration, HostOptions
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, HostedSite, spellings

_LARGEST: Final = 250 * 1024
"""Bytes in one file of configuration that IIS reads without a change to the registry."""


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:  # noqa: ARG001 (as all writers)
    """Write a `web.config` and the file of its maps, for each root."""
    configuration = HostConfiguration(todo=_TODO)
    for root in site.roots:
        maps = f"{root.label}/newsgen.maps.config"
        configuration.add(maps, _maps(root, configuration))
        values = {"root": root, "quoted": quoteattr, "literal": _literal}
        configuration.render(f"{root.label}/web.config", "iis/web.config", site, **values)
        if (size := len(configuration.files[maps].encode())) > _LARGEST:
            configuration.notes.append(
                f"newsgen.maps.config of {root.label} has {size // 1024:,} KB, and IIS reads 250 "
                "KB unless MaxWebConfigFileSizeInKB in the registry allows more"
            )
    return configuration


_TODO: Final = """\
Install URL Rewrite 2.1, and copy web.config and newsgen.maps.config into the folder of the website:
IIS sends no file that ends in .config to anyone."""


def _maps(root: HostedRoot, configuration: HostConfiguration) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<rewriteMaps>"
    for name in ("Newsgen", "NewsgenQuery"):
        yield f'  <rewriteMap name="{name}">'
        for entry in root.entries:
            if bool(entry.query) is not (name == "NewsgenQuery"):
                continue
            if entry.file and (trouble := windows_trouble(entry.file)):
                configuration.leave_out(entry.link, f"Windows cannot hold “{trouble}”")
            if entry.kind is AddressKind.GONE and entry.target != "410.html":
                reason = "IIS shows 410.html here, not the page that says why"
                configuration.leave_out(entry.link, reason)
            for key in spellings(entry):
                yield f"    <add key={quoteattr(key)} value={quoteattr(_action(entry))} />"
        yield "  </rewriteMap>"
    yield "</rewriteMaps>"


def _action(entry: HostedAddress) -> str:
    if entry.kind is AddressKind.GONE:
        return "gone"
    if entry.kind is AddressKind.MOVED:
        return f"moved {entry.target}"
    path = entry.asked.rstrip("/") or "/"
    true = f"{path}?{entry.query}" if entry.query else path
    return f"page {entry.target} {entry.file if entry.query else ''}|{true}"


def _literal(grave: str) -> str:
    """Return a pattern of a place's path, for an attribute."""
    return escape(re.escape(grave.strip("?/")), {'"': "&quot;"})
