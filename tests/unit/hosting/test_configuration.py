"""What a writer returns, and the sites that a host can hold."""

import pytest

from newsgen.hosting.configuration import CannotHostError
from newsgen.hosting.hosts import write
from newsgen.hosting.site import HostedSite
from tests.support.small import OPTIONS, ROOT, SETTINGS


def test_several_hosts_need_a_server_that_has_several() -> None:
    two = HostedSite((ROOT, ROOT), SETTINGS, "/srv/www")
    for host in ("azure-swa", "cloudflare", "netlify"):
        with pytest.raises(CannotHostError, match="serves one website"):
            write(host, two, OPTIONS)
