"""The configuration of nginx, 1.18 or later.

Every address is one line of a `map`, which nginx keeps in a hash and compares without case. Its
value is an action, such as `moved /News/X.aspx`; a few small maps of regular expressions take it
apart, and none of them is tried more than once a request.
"""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.hosting.configuration import HostConfiguration, HostOptions, in_quotes
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, HostedSite, spellings

_LONGEST: Final = 4000
"""Bytes in one word of a configuration: nginx reads 4,096 at once."""


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:
    """Write `newsgen.conf`, to include in `http`, and for each root its `server` part and map."""
    configuration = HostConfiguration(todo=_TODO.format(at=options.at))
    quoting = {"at": options.at, "text": _text, "pattern": in_quotes}
    for number, root in enumerate(site.roots, 1):
        configuration.add(f"{root.label}.map", _map(root, configuration, queries=False))
        if root.has_queries:
            configuration.add(f"{root.label}.queries.map", _map(root, configuration, queries=True))
        values = {"root": root, "name": f"newsgen_{number}", **quoting}
        for part in ("server", "answer"):
            name = f"{root.label}.{part}.conf"
            configuration.render(name, f"nginx/{part}.conf", site, **values)
    values = {"sizes": _sizes(site, configuration), "below": _below, **quoting}
    configuration.render("maps.conf", "nginx/maps.conf", site, **values)
    listen = {"at": options.at, "listen": options.listen}
    configuration.render("newsgen.conf", "nginx/newsgen.conf", site, **listen)
    return configuration


_TODO: Final = """\
Add this line at the start of the http part of nginx.conf, then test with nginx -t and reload:
    include "{at}/newsgen.conf";"""


def _sizes(site: HostedSite, configuration: HostConfiguration) -> dict[str, int]:
    """Return the sizes of hashes, by directive: of all maps, and of others that need more room.

    There are two buckets an address, so that hardly more than a few fall into one. Where more do
    than it has room for, nginx looks for another size, in vain, and warns.
    """
    maps = [text for name, text in configuration.files.items() if name.endswith(".map")]
    lines = [line for text in maps for line in text.splitlines()]
    longest = max((len(line.partition('" "')[0].encode()) for line in lines), default=0)
    sizes = {
        "map_hash_bucket_size": _bucket_size(longest),
        "map_hash_max_size": max(2048, 2 * len(lines)),
    }
    hosts = [len(host) for root in site.roots for host in root.hosts]
    if max(hosts, default=0) > _LONGEST_HOST or len(hosts) > _MOST_HOSTS:
        sizes["server_names_hash_bucket_size"] = _bucket_size(max(hosts))
        sizes["server_names_hash_max_size"] = max(512, 2 * len(hosts))
    if len(site.roots) > _MOST_ROOTS:
        sizes["variables_hash_bucket_size"] = 512
        sizes["variables_hash_max_size"] = 1024 + 20 * len(site.roots)
    return sizes


_LONGEST_HOST: Final = 46
"""Letters of a host that nginx has room for beside another one."""
_MOST_HOSTS: Final = 50
_MOST_ROOTS: Final = 6


def _bucket_size(longest: int) -> int:
    size = 128
    while size < _IN_A_BUCKET * (longest + _BESIDE):
        size *= 2
    return size


_IN_A_BUCKET: Final = 8
"""Words that a bucket has room for, be they as long as the longest."""
_BESIDE: Final = 24
"""Bytes that nginx keeps beside a word, at most."""


def _below(grave: str) -> str:
    """Return a pattern of what is below a place, as a path with `/?` and a query behind it."""
    path = re.escape(grave.rstrip("?/"))
    return rf"~*^{path}/\?." if grave.endswith("?") else f"~*^{path}/[^?]"


def _map(root: HostedRoot, configuration: HostConfiguration, *, queries: bool) -> Iterator[str]:
    for entry in root.entries:
        if bool(entry.query) is not queries:
            continue
        action = _action(entry)
        for key in map(in_quotes, spellings(entry)):
            if max(len(key.encode()), len(action.encode())) > _LONGEST:
                configuration.leave_out(entry.link, "the address is too long for nginx")
                break
            yield f"{key} {action};"


def _action(entry: HostedAddress) -> str:
    """Return an action; that of a page has its link, and its path if that differs."""
    if entry.kind is AddressKind.GONE:
        return _text(f"gone /{entry.target}")
    if entry.kind is AddressKind.MOVED:
        return _text(f"moved {entry.target}")
    if entry.query:
        return _text(f"query {entry.target}\t/{entry.file}\t{entry.asked}?{entry.query}")
    path = f"\t{entry.asked}" if entry.asked != entry.target else ""
    return _text(f"page {entry.target}{path}")


def _text(text: str) -> str:
    """Quote a text for a configuration, in which a dollar sign begins a variable."""
    return in_quotes(text.replace("$", "${newsgen_dollar}"))
