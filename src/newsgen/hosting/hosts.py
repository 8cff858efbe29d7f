"""The hosts by name, each with the module that writes its configuration."""

from importlib import import_module
from typing import Final

from newsgen.hosting.made import CannotHostError, Made, Options
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
    if made.unserved:
        made.files[UNSERVED] = "".join(f"{u.address}: {u.reason}\n" for u in made.unserved)
    return made
