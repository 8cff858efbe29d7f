"""The configuration of Apache HTTP Server, 2.4.39 or later.

Every address is one line of a `RewriteMap`, with an action such as `moved:/News/X.aspx`. Keys are
in small letters and escaped as Apache's own `escape` does, as a text map can hold no spaces. Apache
looks through a text map from its beginning, but keeps what it found; a DBM map is a hash.
"""

import re
import shlex
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from newsgen.hosting.configuration import HostConfiguration, HostOptions, in_quotes
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, HostedSite, writings

_LONGEST: Final = 1000
"""Bytes in a line of a map: Apache reads 1,024 at once, and SDBM has 1,008 for a pair."""


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:
    """Write `newsgen.conf`, to include at the top level, and for each root its rules and map.

    Apache's own configuration listens on port 80 of all addresses; on another, `newsgen.conf` does.
    """
    configuration = HostConfiguration(todo=_TODO.format(at=options.at))
    above = site.website.rpartition("/")[0] if options.is_linked else ""
    where = {"at": options.at, "text": in_quotes, "above": above}
    for number, root in enumerate(site.roots, 1):
        configuration.add(f"{root.label}.map.txt", _map(root, configuration))
        if len(root.entries) > _MANY:
            name = shlex.quote(f"{options.at}/{root.label}.map")
            configuration.notes.append(_HASHED.format(count=len(root.entries), map=name))
        values = {"root": root, "name": f"newsgen_{number}", "graves": _graves(root), **where}
        configuration.render(f"{root.label}.conf", "apache/site.conf", site, **values)
    address = options.listen if ":" in options.listen else f"*:{options.listen}"
    where |= {"address": address, "listen": "" if address.endswith(":80") else options.listen}
    configuration.render("newsgen.conf", "apache/newsgen.conf", site, **where)
    return configuration


_TODO: Final = """\
Turn on the modules rewrite, headers, dir, mime and deflate, and add this line to apache2.conf:
    Include "{at}/newsgen.conf"
Test with apachectl configtest and reload."""
_MANY: Final = 5_000
_HASHED: Final = (
    "{count:,} addresses are many for a text that Apache searches from its beginning; run "
    "httxt2dbm -f sdbm -i {map}.txt -o {map}.new && mv {map}.new.dir {map}.dbm.dir && "
    "mv {map}.new.pag {map}.dbm.pag to make it a hash, and again after each change"
)


def _graves(root: HostedRoot) -> list[str]:
    """Return patterns of the places below which unknown addresses are gone."""
    return [
        re.escape(_escaped(grave.rstrip("?/")).lower())
        + ("/[?]." if grave.endswith("?") else "/[^?]")
        for grave in root.graves
    ]


def _map(root: HostedRoot, configuration: HostConfiguration) -> Iterator[str]:
    for entry in root.entries:
        action = _action(entry)
        for path, query in writings(entry):
            key = _escaped(path) + (f"?{query}" if query else "")
            line = f"{key.lower()} {action}"
            if len(line.encode()) >= _LONGEST:
                if entry.kind is not AddressKind.PAGE or entry.query:  # a page is its file
                    configuration.leave_out(entry.link, "the address is too long for Apache")
                break
            yield line


def _action(entry: HostedAddress) -> str:
    if entry.kind is AddressKind.GONE:
        return f"gone:/{_escaped(entry.target)}"
    if entry.kind is AddressKind.MOVED:
        return f"moved:{entry.target}"
    if not entry.query:
        path = f"|{_escaped(entry.asked)}" if "//" in entry.path else ""
        return f"page:{entry.target}{path}"
    true = _escaped(f"{entry.asked}?{entry.query}")
    return f"query:{entry.target}|{_escaped('/' + entry.file)}|{true}"


def _escaped(text: str) -> str:
    """Escape a text as Apache does for its own paths."""
    return quote(text, safe="$-_.+!*'(),:;@&=/~")
