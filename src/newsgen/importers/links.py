"""What the links of pages lead to, and how a release writes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from newsgen.config import Config
from newsgen.importers.capture import joined
from newsgen.importers.plan import ImportPlan
from newsgen.model.same_address import fold


@dataclass(frozen=True)
class Links:
    """What the links of pages lead to.

    `hosts` are those of the areas, each with a name that those share whose pages are one site.
    `aliases` are the addresses that the links of a copied folder were changed to, each with the one
    that the page has. `files` are the addresses of files, by the places of those that lead there.
    """

    hosts: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def absolute(self, href: str, base: str) -> str:
        """Return the address that a link leads to; what is not one of the web is as it is."""
        href = href.strip()
        if not href or href.startswith("#") or _OTHER_SCHEME.match(href):
            return href
        url, sign, fragment = joined(base, href).partition("#")
        if self.aliases:
            url = self.aliases.get(unquote(url), url)
        if self.files:
            url = self.files.get(place_of(url), url)
        return url + sign + fragment

    def written(self, href: str, base: str) -> str:
        """Return how a release writes a link."""
        return self.relative(self.absolute(href, base), base)

    def relative(self, url: str, base: str) -> str:
        """Return where a link leads as a release has it: a path, if it stays on the same site."""
        scheme, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        if scheme.lower() not in ("http", "https") or host.lower() not in self.hosts:
            return url
        site = self.hosts[host.lower()]
        is_same = self.hosts.get(base.partition("://")[2].partition("/")[0].lower(), site) == site
        return url if not is_same else f"/{path}" if slash else "/"


def links_of(
    plan: ImportPlan,
    config: Config,
    aliases: Mapping[str, str] = MappingProxyType({}),
    files: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Links:
    """Return the links of a source: with a site for each host, areas do not share paths."""
    is_one_site = config.site.layout != "per-host"
    hosts = {host: "" if is_one_site else area for host, area in plan.area_of_host.items()}
    return Links(hosts, dict(aliases), dict(files))


def place_of(url: str) -> tuple[str, str]:
    """Return host and path of an absolute address, in one letter case."""
    host, _, path = url.partition("://")[2].partition("/")
    path, _, query = path.partition("?")
    return host.lower(), fold(f"/{unquote(path)}", query)


_OTHER_SCHEME: Final = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
