"""The configuration of Caddy, 2.6 or later.

Caddy cannot make a path small, but its `path` matchers ignore case. So there is a matcher for each
address, asked only when no file was found, in a tree by the beginnings of paths: a request that
finds nothing tries a few hundred of 50,000.
"""

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, groupby
from os.path import commonprefix
from typing import Any, Final, NamedTuple

from newsgen.hosting.configuration import HostConfiguration, HostOptions
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, HostedSite, writings

_MOST: Final = 50
"""Addresses that are tried one by one."""
_MANY: Final = 20_000
_HEAVY: Final = (
    "{count:,} addresses are many for Caddy, which needs about 1 MB of memory and 0.05 seconds at "
    "its start for 80 of them; nginx needs far less"
)
_SPECIAL: Final = re.compile(r"[*?\[\]\\%{}`\"]")
"""Characters with a meaning in Caddy's path patterns."""
_ODD: Final = re.compile(r"[{}`?]")
"""Characters that files in the configuration must not have: placeholders, quotes or queries."""
_HIDDEN: Final = (
    r"/\.(?:$|[^.w]|w(?:$|[^e])|we(?:$|[^l])|wel(?:$|[^l])|well(?:$|[^-])|well-(?:$|[^k]))"
)
"""Go's expressions cannot look ahead: this is `answer.HIDDEN`, for names as they are."""


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:
    """Write a `Caddyfile` with a server for each root, and the routes of each."""
    configuration = HostConfiguration(todo=_todo(f"{options.at}/Caddyfile"))
    addresses = sum(len(root.entries) for root in site.roots)
    if addresses > _MANY:
        configuration.notes.append(_HEAVY.format(count=addresses))
    for root in site.roots:
        odd = [entry for entry in root.entries if _ODD.search(_named_file(entry))]
        for entry in odd:
            reason = f"Caddy cannot be configured for a file named “{_named_file(entry)}”"
            configuration.leave_out(entry.link, reason)
        left = tuple(entry for entry in root.entries if entry not in odd)
        values = _routes(replace(root, entries=left)) | {"hidden": _HIDDEN, "text": _text}
        configuration.render(f"{root.label}.caddy", "caddy/site.caddy", site, **values)
    address, _, port = options.listen.removeprefix("*:").rpartition(":")
    listen = {"address": address, "port": port, "at": options.at, "text": _text}
    configuration.render("Caddyfile", "caddy/Caddyfile", site, **listen)
    return configuration


def _named_file(entry: HostedAddress) -> str:
    """Return the file that the configuration names for an address, if any."""
    return entry.target if entry.kind is AddressKind.GONE else entry.file if entry.query else ""


def _todo(file: str) -> str:
    return (
        f"Start Caddy with --config {shlex.quote(file)}, or add this line to your own Caddyfile:\n"
        f'    import "{file}"'
    )


def _routes(root: HostedRoot) -> dict[str, Any]:
    """Return the parts of the routes of a root, numbered in the order in which they come."""
    plain, names = [entry for entry in root.entries if not entry.query], count()
    pages = [e for e in plain if e.kind is AddressKind.PAGE and e.path != "/"]
    return {
        "root": root,
        "queries": list(_queries(root, names)),
        "others": list(_tree(_leaves(e for e in plain if e.kind is not AddressKind.PAGE), names)),
        "pages": list(_tree(_leaves(pages), names)),
        "graves": [(grave, _exact(grave.rstrip("?/")), next(names)) for grave in root.graves],
    }


class _Leaf(NamedTuple):
    """A path to match, in lower case, the action of a match, and the exception."""

    path: str
    matcher: str
    action: tuple[str, ...]
    unless: str = ""


def _leaves(entries: Iterable[HostedAddress]) -> list[_Leaf]:
    return [
        _Leaf(path.lower(), matcher, action, _unless(entry))
        for entry in entries
        for action in [_other(entry) if entry.kind is AddressKind.PAGE else _action(entry, "all")]
        for path, matcher in _paths(path for path, _ in writings(entry))
    ]


def _paths(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    for path in dict.fromkeys(paths):
        if _is_special(path):
            yield "", f"path_regexp `(?i)^{_exact(path)}/?$`"
        else:
            yield path, f"path `{path}` `{path}/`"


def _other(entry: HostedAddress) -> tuple[str, ...]:
    """Return the lines that keep the link to a page, and its path where that is another text.

    They are compared with what was asked for afterwards: once, as each matcher needs memory.
    """
    link = f"vars @ newsgen_to `{entry.target}`"
    if entry.path == entry.target or _is_special(entry.path):
        return (link,)
    return link, f"vars @ newsgen_true `{entry.path}`"


def _unless(entry: HostedAddress) -> str:
    """Return a matcher of a page's address, if no variable can hold it."""
    if entry.kind is AddressKind.PAGE and _is_special(entry.path):
        return f"path_regexp `^{_exact(entry.asked)}$`"
    return ""


def _is_special(path: str) -> bool:
    """Return whether a matcher of paths would not take a path as it is: some drop its last dots."""
    ends_oddly = path.endswith((".", " "))
    return ends_oddly or "//" in path or bool(_SPECIAL.search(path)) or not path.isprintable()


def _exact(text: str) -> str:
    """Return an expression for a text, with characters that are special to Caddy escaped."""
    safe = re.compile(r"[\w/~-]")
    return "".join(c if safe.match(c) else rf"\x{{{ord(c):x}}}" for c in text)


def _action(entry: HostedAddress, rest: str) -> tuple[str, ...]:
    """Return the directives for an address, which follow the name of a matcher."""
    if entry.kind is AddressKind.GONE:
        return (f"vars @ newsgen_gone `/{entry.target}`", "error @ 410")
    added = f"{{newsgen_{rest}_too}}" if "?" in entry.target else f"{{newsgen_{rest}}}"
    return (f"redir @ `{entry.target}{added}` 301",)


def _tree(leaves: list[_Leaf], names: "count[int]") -> Iterator[str]:
    """Yield the lines that match one of the leaves, in a tree by the beginnings of their paths.

    `names` are numbers for matchers, which must differ in all of a file.
    """
    yield from _flat((leaf for leaf in leaves if not leaf.path), names)
    yield from _branch(sorted(leaf for leaf in leaves if leaf.path), names)


def _branch(leaves: list[_Leaf], names: "count[int]") -> Iterator[str]:
    if len(leaves) <= _MOST:
        yield from _flat(leaves, names)
        return
    shared = len(commonprefix([leaves[0].path, leaves[-1].path]))  # noqa: RUF071 (letters)
    for beginning, group in groupby(leaves, key=lambda leaf: leaf.path[: shared + 1]):
        some = list(group)
        if len(some) == len(leaves) or len(beginning) <= shared:
            yield from _flat(some, names)
            continue
        yield f"route `{beginning}*` {{"
        yield from (f"\t{line}" for line in _branch(some, names))
        yield "}"


def _flat(leaves: Iterable[_Leaf], names: "count[int]") -> Iterator[str]:
    for leaf, number in zip(leaves, names, strict=False):
        if leaf.unless:
            yield from (f"@n{number} {{", f"\t{leaf.matcher}", f"\tnot {leaf.unless}", "}")
        else:
            yield f"@n{number} {leaf.matcher}"
        for line in leaf.action:
            yield line.replace(" @ ", f" @n{number} ", 1)


def _queries(root: HostedRoot, names: "count[int]") -> Iterator[dict[str, Any]]:
    """Yield the routes of addresses with queries, path by path."""
    with_query = sorted((e for e in root.entries if e.query), key=lambda e: e.path.lower())
    for _, group in groupby(with_query, key=lambda e: e.path.lower()):
        entries = list(group)
        pages = [entry for entry in entries if entry.kind is AddressKind.PAGE]
        for _, matcher in _paths(path for path, _ in writings(entries[0])):
            yield {
                "number": next(names),
                "matcher": matcher,
                "pages": [
                    (next(names), _exact(path), list(some))
                    for path, some in groupby(pages, key=lambda e: e.asked)
                ],
                "others": list(_tree(_query_leaves(entries), names)),
            }


def _query_leaves(entries: list[HostedAddress]) -> list[_Leaf]:
    return [
        _Leaf(key.lower(), matcher, _action(entry, "rest"))
        for entry in entries
        for path, query in writings(entry)
        for key, matcher in _query_paths(path, query)
    ]


def _query_paths(path: str, query: str) -> Iterator[tuple[str, str]]:
    """Yield the keys and matchers of a path with a query behind it, as one name."""
    if "/" in query or "?" in query:  # no name has these
        yield "", f"vars_regexp {{newsgen_own}} `(?i)^{_exact(query)}$`"
    else:
        yield from _paths([f"{path}@{query}", f"{path}/@{query}"])


def _text(text: str) -> str:
    return f"`{text}`"
