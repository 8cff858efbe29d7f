"""The hosts by name, each with the module that writes its configuration."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Final

from newsgen.hosting.answer import HIDDEN
from newsgen.hosting.made import CannotHostError, Made, Options, Unserved
from newsgen.hosting.site import HostedSite

HOSTS: Final = {
    "nginx": "newsgen.hosting.nginx",
    "apache": "newsgen.hosting.apache",
    "caddy": "newsgen.hosting.caddy",
    "iis": "newsgen.hosting.iis",
    "azure-swa": "newsgen.hosting.azure_swa",
    "cloudflare": "newsgen.hosting.cloudflare",
    "netlify": "newsgen.hosting.netlify",
    "s3": "newsgen.hosting.s3",
}

PLACED: Final = ("nginx", "apache", "caddy")
"""Those whose configuration names the folders of the website and of itself."""

UNFIT: Final = {
    "github-pages": (
        "GitHub Pages sends .aspx pages as downloads, and has no 301, no 410 and no headers",
        "Use nginx, Apache, Caddy, IIS, or one of the other hosts that newsgen writes for.",
    ),
}
"""Hosts that can serve no site of newsgen's, with the reason and what to do instead."""

UNSERVED: Final = "unserved.txt"
"""The file that names the addresses a host cannot serve as the model says."""


def write(host: str, site: HostedSite, options: Options) -> Made:
    """Write a host's configuration, and name what it cannot serve.

    Raises:
        CannotHostError: the host cannot serve the site.

    """
    if host in UNFIT:
        raise CannotHostError(*UNFIT[host])
    made: Made = import_module(HOSTS[host]).write(site, options)
    made.unserved.extend(_hidden(site))
    if made.unserved:
        made.files[UNSERVED] = "".join(f"{u.address}: {u.reason}\n" for u in made.unserved)
    return made


def _hidden(site: HostedSite) -> Iterator[Unserved]:
    """Name the pages that no server sends, as it cannot tell them from what a folder hides."""
    for root in site.roots:
        for entry in root.entries:
            if re.search(HIDDEN, entry.path):
                yield Unserved(entry.path, "a name that begins with a dot is hidden on every host")
