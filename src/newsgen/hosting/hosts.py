"""The hosts by name, each with the module that writes its configuration."""

import re
from importlib import import_module
from typing import Final

from newsgen.hosting.configuration import CannotHostError, HostConfiguration, HostOptions
from newsgen.hosting.site import HostedSite
from newsgen.model.urls import HIDDEN
from newsgen.model.wellformed import fault_of

HOSTS: Final = ("nginx", "apache", "caddy", "iis", "azure-swa", "cloudflare", "netlify", "s3")
"""The hosts; the module of each has its name."""

PLACED: Final = ("nginx", "apache", "caddy")
"""Those whose configuration names the folders of the website and of itself."""

UNFIT: Final = {
    "github-pages": (
        "GitHub Pages sends .aspx pages as downloads, and has no 301, no 410 and no headers",
        "Use nginx, Apache, Caddy, IIS, or one of the other hosts that newsgen writes for.",
    )
}
"""Hosts that cannot serve newsgen's sites, with the reason and what to do instead."""

UNSERVED: Final = "unserved.txt"
"""The file that lists the addresses that a host cannot serve as the model requires."""


_IF_ILL_FORMED: Final = "Look for an unusual character in newsgen.toml, urls.txt or tombstones.txt."


def write(host: str, site: HostedSite, options: HostOptions) -> HostConfiguration:
    """Return a host's configuration, with the addresses that it cannot serve.

    Raises:
        CannotHostError: the host cannot serve the site, or a file would not be well-formed.

    """
    if host in UNFIT:
        raise CannotHostError(*UNFIT[host])
    writer = import_module(f"newsgen.hosting.{host.replace('-', '_')}")
    configuration: HostConfiguration = writer.write(site, options)
    for root in site.roots:
        for entry in root.entries:
            if re.search(HIDDEN, entry.path):
                reason = "a name that begins with a dot is hidden on every host"
                configuration.leave_out(entry.link, reason)
    for name, text in configuration.files.items():
        if fault := fault_of(name, text.encode()):
            raise CannotHostError(f"{name} cannot be used: {fault}", _IF_ILL_FORMED)
    if configuration.unserved:
        configuration.add(UNSERVED, (f"{u.address}: {u.reason}" for u in configuration.unserved))
    return configuration
