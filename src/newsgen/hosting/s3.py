"""The configuration of Amazon S3 behind CloudFront; the tests run its function, but not at Amazon.

A CloudFront function looks each address up in a key value store, so it can do all that the model
says but send a page with 410. Source of the limits: Amazon's “Quotas” of CloudFront, 2026.
"""

import json
from typing import Any, Final
from urllib.parse import quote

from newsgen.hosting.answer import places
from newsgen.hosting.configuration import CannotHostError, HostConfiguration, HostOptions
from newsgen.hosting.headers import fixed_headers
from newsgen.hosting.site import (
    AddressKind,
    HostedAddress,
    HostedRoot,
    HostedSite,
    place_key,
    spellings,
)
from newsgen.model.same_address import LOWER

LARGEST_STORE: Final = 5 * 1024 * 1024
LONGEST_KEY: Final = 512
LONGEST_VALUE: Final = 1024
_TOO_LONG: Final = f"CloudFront's keys have at most {LONGEST_KEY} bytes"
_SECURITY: Final = {
    "X-Content-Type-Options": "ContentTypeOptions",
    "Referrer-Policy": "ReferrerPolicy",
    "Content-Security-Policy": "ContentSecurityPolicy",
    "Strict-Transport-Security": "StrictTransportSecurity",
}


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:  # noqa: ARG001 (as all writers)
    """Write a function, its keys, a policy of headers and the commands that upload, for each root.

    Raises:
        CannotHostError: the keys are more than a store takes.

    """
    configuration = HostConfiguration(notes=list(_NOTES), todo=_TODO)
    configuration.render("function.js", "s3/function.js", site)
    configuration.add("headers-policy.json", [json.dumps(_policy(site), indent=2)])
    for root in site.roots:
        keys = _checked_keys(root, configuration)
        data = [{"key": key, "value": value} for key, value in keys.items()]
        configuration.add(f"{root.label}/keys.json", [json.dumps({"data": data}, indent=0)])
        quoting = {"text": _text, "any_case": _any_case}
        configuration.render(f"{root.label}/upload.sh", "s3/upload.sh", site, root=root, **quoting)
    return configuration


_NOTES: Final = (
    "with 410, CloudFront can send a short text only, not the page that says why",
    "404 pages have no X-Robots-Tag",
)
_TODO: Final = """\
Make a key value store of keys.json and a function (cloudfront-js-2.0) of function.js with it, for
viewer requests; a headers policy of headers-policy.json; and a custom error response that sends
/404.html with 404 for 403 and 404. Then upload with: sh upload.sh BUCKET"""


def keys_of(site: HostedSite) -> dict[str, str]:
    """Return the keys of a site with one root, and their values.

    Raises:
        CannotHostError: the site has several roots, or the keys are more than a store takes.

    """
    if len(site.roots) != 1:
        raise CannotHostError(
            "one key value store cannot answer for several hosts that each have a folder",
            'Leave out key_value_store, or let all hosts share a folder: layout = "single".',
        )
    return _checked_keys(site.roots[0], HostConfiguration())


def _checked_keys(root: HostedRoot, configuration: HostConfiguration) -> dict[str, str]:
    keys = _keys(root, configuration)
    size = sum(len(key.encode()) + len(value.encode()) for key, value in keys.items())
    if size > LARGEST_STORE:
        raise CannotHostError(
            f"the {len(keys):,} addresses of {root.label} need {size / 1024 / 1024:.1f} MB, "
            "and a key value store of CloudFront takes 5 MB",
            "Serve the archive by nginx, Apache, Caddy or IIS, and put CloudFront before it.",
        )
    return keys


def _keys(root: HostedRoot, configuration: HostConfiguration) -> dict[str, str]:
    keys = {}
    for entry in root.entries:
        value = _action(entry)
        for spelling in spellings(entry):
            key = spelling.translate(LOWER)
            if len(key.encode()) > LONGEST_KEY or len(value.encode()) > LONGEST_VALUE:
                configuration.leave_out(entry.link, _TOO_LONG)
                break
            keys[key] = value
    return keys | _below(root, configuration)


def _below(root: HostedRoot, configuration: HostConfiguration) -> dict[str, str]:
    """Return the folders below which unknown addresses are gone, and the files that are there.

    The function cannot check whether a file exists, as other hosts do.
    """
    graves = {place_key(grave) for grave in root.graves}
    page_files = [
        entry.file for entry in root.some(AddressKind.PAGE) if entry.file != entry.asked[1:]
    ]
    keys = {}
    for file in (*page_files, *root.files):
        key = f"file /{file}"
        if graves.isdisjoint(places(f"/{file}")):
            continue
        if file.endswith("/"):
            keys[f"below /{file}"] = "files"
        elif len(key.encode()) > LONGEST_KEY:
            configuration.leave_out(f"/{file}", _TOO_LONG)
        else:
            keys[key] = "there"
    return keys | {f"below {grave}": "gone" for grave in sorted(graves)}


def _action(entry: HostedAddress) -> str:
    if entry.kind is AddressKind.GONE:
        return "gone"
    if entry.kind is AddressKind.MOVED:
        return f"moved {entry.target}"
    return f"page {entry.target} {quote('/' + entry.file)}"


def _policy(site: HostedSite) -> dict[str, Any]:
    fixed = fixed_headers(site.settings)
    security: dict[str, Any] = {"ContentTypeOptions": {"Override": True}}
    for header in ("Referrer-Policy", "Content-Security-Policy"):
        name = _SECURITY[header]
        security[name] = {name: fixed[header], "Override": True}
    if site.settings.hsts:
        security["StrictTransportSecurity"] = {
            "AccessControlMaxAgeSec": site.settings.hsts,
            "IncludeSubdomains": False,
            "Preload": False,
            "Override": True,
        }
    custom = [
        {"Header": name, "Value": value, "Override": True}
        for name, value in fixed.items()
        if name not in _SECURITY
    ]
    return {
        "Name": "newsgen",
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": {"Quantity": len(custom), "Items": custom},
    }


def _any_case(name: str) -> str:
    """Return a pattern that matches a name in any case, as the AWS command is case-sensitive."""
    return "".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in name)


def _text(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
