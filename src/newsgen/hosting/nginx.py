"""The configuration of nginx, 1.18 or later.

Every address is one line of a `map`, which nginx keeps in a hash and compares without case. Its
value is a verdict, such as `moved /News/X.aspx`; a few small maps of regular expressions take it
apart, and none of them is tried more than once a request.
"""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.hosting.configuration import HostConfiguration, HostOptions
from newsgen.hosting.headers import (
    ENDINGS,
    FINGERPRINTED,
    IMMUTABLE,
    NAMED_TYPES,
    UNKNOWN,
    fixed_headers,
    page_cache_control,
)
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, HostedSite, writings
from newsgen.model.urls import HIDDEN, TRACKING

_LONGEST: Final = 4000
"""Bytes in one word of a configuration: nginx reads 4,096 at once."""
_REFUSED: Final = (
    r"~*^[^?]*(?:/|\\|%2f|%5c)(?:\.|%2e){1,2}(?:[/?\\#]|%2f|%5c|$)"
    r"|^[^?]*(?:\\|%2f|%5c|%[01][0-9a-f]|%7f)"
)
"""Targets that no browser sends: dots as folders, encoded slashes, control characters."""


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:
    """Write `newsgen.conf`, to include in `http`, and for each root its `server` part and map."""
    configuration = HostConfiguration(todo=_TODO.format(at=options.at))
    for number, root in enumerate(site.roots, 1):
        name = f"newsgen_{number}"
        configuration.add(f"{root.label}.map", _map(root, configuration, queries=False))
        if root.has_queries:
            configuration.add(f"{root.label}.queries.map", _map(root, configuration, queries=True))
        configuration.add(f"{root.label}.server.conf", _server(site, root, name, options.at))
        configuration.add(f"{root.label}.answer.conf", [_ANSWER.replace("@NAME@", name)])
    configuration.add("maps.conf", _maps(site, configuration, options.at))
    configuration.add("newsgen.conf", _servers(site, options))
    return configuration


_TODO: Final = """\
Add this line to the http part of nginx.conf, then test with nginx -t and reload:
    include "{at}/newsgen.conf";"""


def _servers(site: HostedSite, options: HostOptions) -> Iterator[str]:
    yield "# Include this file in the http part of nginx.conf."
    yield f'include "{options.at}/maps.conf";'
    for root in site.roots:
        yield "server {"
        yield f"    listen {options.listen};"
        yield f"    server_name {' '.join(root.hosts) or '_'};"
        yield f'    include "{options.at}/{root.label}.server.conf";'
        yield "}"


def _maps(site: HostedSite, configuration: HostConfiguration, at: str) -> Iterator[str]:
    yield "# Include this file in the http part of nginx.conf, before servers of your own."
    maps = [text for name, text in configuration.files.items() if name.endswith(".map")]
    lines = [line for text in maps for line in text.splitlines()]
    longest = max((len(line.partition('" "')[0].encode()) for line in lines), default=0)
    bucket = 128
    while bucket < longest + 64:
        bucket *= 2
    yield f"map_hash_bucket_size {bucket};"
    yield f"map_hash_max_size {max(2048, 2 * len(lines))};"
    yield _COMMON.format(
        tracking=TRACKING,
        hidden=_text(f"~{HIDDEN}", dollar="$"),
        refused=_text(_REFUSED, dollar="$"),
        fingerprinted=_text("~^200 /" + FINGERPRINTED.removeprefix("^"), dollar="$"),
        immutable=IMMUTABLE,
        shortly=page_cache_control(site.settings),
    )
    for number, root in enumerate(site.roots, 1):
        name = f"newsgen_{number}"
        yield f"# {root.label}"
        yield f'map $newsgen_path ${name}_plain {{\n    include "{at}/{root.label}.map";\n}}'
        queries = f'    include "{at}/{root.label}.queries.map";\n' * root.has_queries
        yield f'map "$newsgen_path?$newsgen_own" ${name}_query {{\n{queries}}}'
        yield _ROOT.replace("@NAME@", name)
        yield from _graves(root, name)


_COMMON: Final = """\
# Requests that no browser sends, and names that file systems hide.
map $request_uri $newsgen_refused {{
    default 0;
    {refused} 1;
}}
map $uri $newsgen_hidden {{
    default $newsgen_refused;
    {hidden} 1;
}}
# A path without the slash at its end; a query without what mail and social networks add to it.
map $uri $newsgen_path {{
    default $uri;
    "~^(?<newsgen_stem>/.+?)/+$" $newsgen_stem;
}}
map $args $newsgen_own {{
    default $args;
    "~*^(?<newsgen_first>.*?)(?:^|&){tracking}=" $newsgen_first;
}}
map $args $newsgen_tracking {{
    default "";
    "~*(?:^|&)(?<newsgen_rest>{tracking}=.*)$" $newsgen_rest;
}}
map "$status $uri" $newsgen_cache {{
    default "{shortly}";
    {fingerprinted} "{immutable}";
}}
map $status $newsgen_robots {{
    default "";
    "~^[45]" "noindex";
}}
# A dollar sign would begin a variable.
geo $newsgen_dollar {{
    default "$";
}}"""

_ROOT: Final = r"""# The verdict on the address with its query, else on that without.
map $@NAME@_query $@NAME@_verdict {
    "" $@NAME@_plain;
    default $@NAME@_query;
}
map $@NAME@_query $@NAME@_rest {
    "" $args;
    default $newsgen_tracking;
}
# The file of a query, if its writing is the true one; another writing is redirected.
map "$@NAME@_query\t$uri?$newsgen_own" $@NAME@_file {
    default "";
    "~^query [^\t]+\t(?<newsgen_f>[^\t]+)\t(?<newsgen_t>[^\t]+)\t\k<newsgen_t>$" $newsgen_f;
}
map $@NAME@_verdict $@NAME@_gone {
    default "";
    "~^gone (?<newsgen_shown>.+)$" $newsgen_shown;
}
map "$@NAME@_file\t$@NAME@_verdict" $@NAME@_moved {
    default "";
    "~^\tmoved (?<newsgen_to>.+)$" $newsgen_to;
    "~^\tquery (?<newsgen_to>[^\t]+)\t" $newsgen_to;
}
# The true address of a page, if another was asked for: one that led to itself would never end.
map "$uri\t$@NAME@_verdict" $@NAME@_true {
    default "";
    "~^(?<newsgen_itself>[^\t]+)\tpage (?:[^\t]+\t)?\k<newsgen_itself>$" "";
    "~^[^\t]+\tpage (?<newsgen_href>[^\t]+)" $newsgen_href;
}
map "$@NAME@_rest $@NAME@_verdict" $@NAME@_with {
    default "?$@NAME@_rest";
    "~^ " "";
    "~^\S+ [a-z]+ \S*\?" "&$@NAME@_rest";
}"""


def _graves(root: HostedRoot, name: str) -> Iterator[str]:
    """Yield the map of the folders below which unknown addresses are gone."""
    yield f'map "$newsgen_path/?$newsgen_own" ${name}_below {{'
    for grave in root.graves:
        path = re.escape(grave.rstrip("?/"))
        pattern = rf"~*^{path}/\?." if grave.endswith("?") else f"~*^{path}/[^?]"
        yield f"    {_text(pattern, dollar='$')} 1;"
    yield "    default 0;\n}"


def _server(site: HostedSite, root: HostedRoot, name: str, at: str) -> Iterator[str]:
    yield f"# {root.label}: include this file in a server of your own if it needs TLS."
    yield f"root {_text(site.folder(root))};"
    yield "absolute_redirect off;\nmerge_slashes on;\nserver_tokens off;\ncharset off;"
    yield f"default_type {UNKNOWN};"
    yield "types {"
    for kind, endings in ENDINGS.items():
        yield f"    {_text(kind)} {' '.join(endings)};"
    yield "}"
    yield "add_header Cache-Control $newsgen_cache always;"
    for header, value in fixed_headers(site.settings).items():
        yield f"add_header {header} {_text(value)} always;"
    yield "add_header X-Robots-Tag $newsgen_robots always;"
    answer = f"{at}/{root.label}.answer.conf"
    yield _LOCATIONS.replace("@NAME@", name).replace("@ANSWER@", answer)
    for file, kind in NAMED_TYPES.items():
        yield f"location ~ /{re.escape(file)}$ {{\n    types {{ }}"
        yield f"    default_type {_text(kind)};"
        yield f'    include "{answer}";\n}}'


_LOCATIONS: Final = """\
error_page 404 @@NAME@_not_found;
error_page 410 @@NAME@_gone;
location @@NAME@_not_found {
    try_files /404.html =404;
}
location @@NAME@_gone {
    try_files $@NAME@_gone /410.html =410;
}
location @@NAME@_true {
    if ($@NAME@_true) {
        return 301 $@NAME@_true$@NAME@_with;
    }
    if ($@NAME@_below) {
        return 410;
    }
    return 404;
}
location / {
    include "@ANSWER@";
}"""


_ANSWER: Final = """\
if ($newsgen_hidden) {
    return 404;
}
if ($@NAME@_gone) {
    return 410;
}
if ($@NAME@_moved) {
    return 301 $@NAME@_moved$@NAME@_with;
}
try_files $@NAME@_file $uri $uri/index.html @@NAME@_true;"""


def _map(root: HostedRoot, configuration: HostConfiguration, *, queries: bool) -> Iterator[str]:
    for entry in root.entries:
        if bool(entry.query) is not queries:
            continue
        verdict = _verdict(entry)
        for path, query in writings(entry):
            key = _text(f"{path}?{query}" if query else path, dollar="$")
            if max(len(key.encode()), len(verdict.encode())) > _LONGEST:
                configuration.leave_out(entry.path, "the address is too long for nginx")
                break
            yield f"{key} {verdict};"


def _verdict(entry: HostedAddress) -> str:
    """Return a verdict; that of a page has its link, and its path if that differs."""
    if entry.kind is AddressKind.GONE:
        return _text(f"gone /{entry.target}")
    if entry.kind is AddressKind.MOVED:
        return _text(f"moved {entry.target}")
    if entry.query:
        return _text(f"query {entry.target}\t/{entry.file}\t{entry.asked}?{entry.query}")
    path = f"\t{entry.asked}" if entry.asked != entry.target else ""
    return _text(f"page {entry.target}{path}")


def _text(text: str, dollar: str = "${newsgen_dollar}") -> str:
    """Quote a text for a configuration; a dollar sign begins a variable, but not in a map's key."""
    text = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{text.replace("$", dollar)}"'
