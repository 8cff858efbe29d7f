"""The configuration of Apache HTTP Server, 2.4.39 or later.

Every address is one line of a `RewriteMap`, with a verdict such as `moved:/News/X.aspx`. Keys are
in small letters and escaped as Apache's own `escape` does, as a text map can hold no spaces. Apache
looks through a text map from its beginning, but keeps what it found; a DBM map is a hash.
"""

import re
import shlex
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

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

_LONGEST: Final = 1000
"""Bytes in a line of a map: Apache reads 1,024 at once, and SDBM has 1,008 for a pair."""


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:
    """Write `newsgen.conf`, to include at the top level, and for each root its rules and map."""
    configuration = HostConfiguration(todo=_TODO.format(at=options.at))
    for number, root in enumerate(site.roots, 1):
        configuration.add(f"{root.label}.map.txt", _map(root, configuration))
        if len(root.entries) > _MANY:
            name = shlex.quote(f"{options.at}/{root.label}.map")
            configuration.notes.append(_HASHED.format(count=len(root.entries), map=name))
        configuration.add(f"{root.label}.conf", _root(site, root, number, options))
    configuration.add("newsgen.conf", _servers(site, options))
    return configuration


_TODO: Final = """\
Turn on the modules rewrite, headers, dir and mime, and add this line to apache2.conf:
    Include "{at}/newsgen.conf"
Test with apachectl configtest and reload."""
_MANY: Final = 5_000
_HASHED: Final = (
    "{count:,} addresses are many for a text that Apache searches from its beginning; make it a "
    "hash, and again after each change: httxt2dbm -f sdbm -i {map}.txt -o {map}.dbm"
)


def _servers(site: HostedSite, options: HostOptions) -> Iterator[str]:
    yield "# Include this file in apache2.conf."
    address = options.listen if ":" in options.listen else f"*:{options.listen}"
    for root in site.roots:
        yield f"<VirtualHost {address}>"
        if root.hosts:
            yield f"    ServerName {root.hosts[0]}"
        if root.hosts[1:]:
            yield f"    ServerAlias {' '.join(root.hosts[1:])}"
        yield f"    Include {_text(f'{options.at}/{root.label}.conf')}"
        yield "</VirtualHost>"


def _root(site: HostedSite, root: HostedRoot, number: int, options: HostOptions) -> Iterator[str]:
    folder = _text(site.folder(root))
    yield f"# {root.label}: include this file in a VirtualHost of your own if it needs TLS."
    yield f"DocumentRoot {folder}"
    yield "AllowEncodedSlashes Off\nErrorDocument 404 /404.html"
    yield 'ErrorDocument 410 "/%{reqenv:NEWSGEN_GONE}"'
    yield f"<Directory {folder}>"
    yield "    Require all granted\n    Options None\n    AllowOverride None"
    yield "    SetHandler default-handler\n    DirectorySlash Off\n    DirectoryIndex disabled"
    yield f"    ForceType {UNKNOWN}"
    yield from _types()
    yield "</Directory>"
    yield "Header always unset Content-Language"
    yield f"Header always set Cache-Control {_text(page_cache_control(site.settings))}"
    fingerprinted = FINGERPRINTED.replace("^", "^/", 1)
    yield (
        f'Header always set Cache-Control "{IMMUTABLE}" '
        f'"expr=%{{REQUEST_STATUS}} -eq 200 && %{{REQUEST_URI}} =~ m#{fingerprinted}#"'
    )
    for header, value in fixed_headers(site.settings).items():
        yield f"Header always set {header} {_text(value)}"
    yield 'Header always set X-Robots-Tag "noindex" "expr=%{REQUEST_STATUS} -ge 400"'
    text_map = f"{options.at}/{root.label}.map"
    yield _RULES.format(
        name=f"newsgen_{number}",
        dbm=_text(f"{text_map}.dbm.pag"),
        dbm_map=_text(f"dbm=sdbm:{text_map}.dbm"),
        txt_map=_text(f"txt:{text_map}.txt"),
        hidden=HIDDEN,
        tracking=TRACKING,
    ).replace("@GRAVES@", _graves(root))


def _graves(root: HostedRoot) -> str:
    """Write the rule on the places below which unknown addresses are gone."""
    patterns = [
        re.escape(_escaped(grave.rstrip("?/")).lower())
        + ("/[?]." if grave.endswith("?") else "/[^?]")
        for grave in root.graves
    ]
    if not patterns:
        return ""
    return (
        "# Below these, an address that nobody knows is one that was removed.\n"
        f'RewriteCond %{{ENV:NEWSGEN_KEY}}/?%{{ENV:NEWSGEN_OWN}} "^(?:{"|".join(patterns)})"\n'
        "RewriteRule ^ - [E=NEWSGEN_GONE:410.html,G,L]\n"
    )


def _types() -> Iterator[str]:
    """Yield the types: Apache's own would take each part between dots for an ending."""
    patterns = [(rf"\.(?:{'|'.join(some)})$", kind) for kind, some in ENDINGS.items()]
    patterns += [(f"^{re.escape(name)}$", kind) for name, kind in NAMED_TYPES.items()]
    for pattern, kind in patterns:
        yield f'    <FilesMatch "(?i){pattern}">\n        ForceType "{kind}"\n    </FilesMatch>'


_RULES: Final = r"""RewriteEngine On
RewriteMap {name}_lower int:tolower
RewriteMap {name}_escape int:escape
RewriteMap {name}_unescape int:unescape
<IfFile {dbm}>
    RewriteMap {name} {dbm_map}
</IfFile>
<IfFile !{dbm}>
    RewriteMap {name} {txt_map}
</IfFile>
# The page of an error is sent as it is.
RewriteCond %{{ENV:REDIRECT_STATUS}} .
RewriteRule ^ - [END]
# Requests that no browser sends, and names that file systems hide.
RewriteCond %{{THE_REQUEST}} "^\S+ [^?\s]*(?:/|\\|%5c)(?:\.|%2e){{1,2}}(?:[/\\?\s]|%5c)" [NC,OR]
RewriteCond %{{THE_REQUEST}} "^\S+ [^?\s]*(?:\\|%5c|%[01][0-9a-f]|%7f)" [NC,OR]
RewriteCond %{{REQUEST_URI}} "{hidden}"
RewriteRule ^ - [R=404,L]
# The address in small letters, without the slash at its end and what mail adds to its query.
RewriteRule "^(.+?)/*$" - [E=NEWSGEN_KEY:${{{name}_lower:${{{name}_escape:$1}}}}]
RewriteCond %{{QUERY_STRING}} "^(.*?)(?:^|&)({tracking}=.*)$" [NC]
RewriteRule ^ - [E=NEWSGEN_OWN:%1,E=NEWSGEN_REST:%2]
RewriteCond %{{ENV:NEWSGEN_REST}} ^$
RewriteRule ^ - [E=NEWSGEN_OWN:%{{QUERY_STRING}}]
# The verdict on the address with its query, else on that without.
RewriteCond %{{ENV:NEWSGEN_OWN}} .
RewriteCond "${{{name}:%{{ENV:NEWSGEN_KEY}}?${{{name}_lower:%{{ENV:NEWSGEN_OWN}}}}}}" (.+)
RewriteRule ^ - [E=NEWSGEN_VERDICT:%1]
RewriteCond %{{ENV:NEWSGEN_VERDICT}} ^$
RewriteRule ^ - [E=NEWSGEN_REST:%{{QUERY_STRING}}]
RewriteCond %{{ENV:NEWSGEN_VERDICT}} ^$
RewriteRule ^ - [E=NEWSGEN_VERDICT:${{{name}:%{{ENV:NEWSGEN_KEY}}}}]
RewriteCond %{{ENV:NEWSGEN_VERDICT}} "^gone:/(.+)$"
RewriteRule ^ - [E=NEWSGEN_GONE:${{{name}_unescape:%1}},G,L]
# The file of a query, if its writing is the true one; another writing is redirected.
RewriteCond %{{ENV:NEWSGEN_VERDICT}} "^query:[^|]+\|([^|]+)\|([^|]+)$"
RewriteRule ^ - [E=NEWSGEN_FILE:${{{name}_unescape:%1}},E=NEWSGEN_TRUE:${{{name}_unescape:%2}}]
RewriteCond "%{{ENV:NEWSGEN_TRUE}}|%{{REQUEST_URI}}?%{{ENV:NEWSGEN_OWN}}" "^(.+)\|\1$"
RewriteRule ^ "%{{ENV:NEWSGEN_FILE}}" [PT,L]
RewriteCond %{{ENV:NEWSGEN_VERDICT}} "^(?:moved|query):([^|?]+)(?:\?([^|]*))?"
RewriteRule ^ - [E=NEWSGEN_TO:%1,E=NEWSGEN_WITH:%2]
# The file itself, or the page in a folder.
RewriteCond %{{ENV:NEWSGEN_TO}} ^$
RewriteCond %{{DOCUMENT_ROOT}}%{{REQUEST_URI}} -f
RewriteRule [^/]$ - [L]
RewriteCond %{{ENV:NEWSGEN_TO}} ^$
RewriteCond %{{DOCUMENT_ROOT}}%{{REQUEST_URI}}/index.html -f
RewriteRule "^(.*?)/*$" "$1/index.html" [PT,L]
RewriteCond %{{ENV:NEWSGEN_TO}} ^$
RewriteCond %{{ENV:NEWSGEN_VERDICT}} "^page:([^|]+)\|?"
RewriteRule ^ - [E=NEWSGEN_TO:%1]
# Not if it was asked for already: a redirect to itself would never end.
RewriteCond %{{ENV:NEWSGEN_VERDICT}} "^page:(?:[^|]+\|)?([^|]+)$"
RewriteCond "${{{name}_unescape:%1}}|%{{REQUEST_URI}}" "^(.+)\|\1$"
RewriteRule ^ - [E=!NEWSGEN_TO]
# One redirect, which keeps the query.
RewriteCond %{{ENV:NEWSGEN_WITH}}|%{{ENV:NEWSGEN_REST}} "^(.+)\|(.+)$"
RewriteRule ^ - [E=NEWSGEN_WITH:%1&%2]
RewriteCond %{{ENV:NEWSGEN_WITH}}|%{{ENV:NEWSGEN_REST}} "^\|(.+)$"
RewriteRule ^ - [E=NEWSGEN_WITH:%1]
RewriteCond %{{ENV:NEWSGEN_TO}} .
RewriteCond %{{ENV:NEWSGEN_WITH}} .
RewriteRule ^ "%{{ENV:NEWSGEN_TO}}?%{{ENV:NEWSGEN_WITH}}" [R=301,NE,L]
RewriteCond %{{ENV:NEWSGEN_TO}} .
RewriteRule ^ "%{{ENV:NEWSGEN_TO}}" [R=301,NE,QSD,L]
@GRAVES@RewriteRule ^ - [R=404,L]"""


def _map(root: HostedRoot, configuration: HostConfiguration) -> Iterator[str]:
    for entry in root.entries:
        verdict = _verdict(entry)
        for path, query in writings(entry):
            key = _escaped(path) + (f"?{query}" if query else "")
            line = f"{key.lower()} {verdict}"
            if len(line.encode()) >= _LONGEST:
                if entry.kind is not AddressKind.PAGE or entry.query:  # a page is its file
                    configuration.leave_out(entry.path, "the address is too long for Apache")
                break
            yield line


def _verdict(entry: HostedAddress) -> str:
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


def _text(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'
