"""Azure Static Web Apps; they were not run."""

import json

import pytest

from newsgen.hosting import azure_swa
from newsgen.hosting.configuration import CannotHostError
from newsgen.hosting.hosts import write
from newsgen.hosting.site import HostedSite
from tests.support.small import OPTIONS, SITE, moved, site_of


def test_what_azure_gets_is_json() -> None:
    configuration = write("azure-swa", SITE, OPTIONS)
    files = json.loads(configuration.files["staticwebapp.config.json"])
    routes = {route["route"]: route for route in files["routes"]}
    assert routes["/away"] == {
        "route": "/away",
        "redirect": "https://www.other.example/x",
        "statusCode": 301,
    }
    assert routes["/News/Withdrawn.aspx"]["statusCode"] == 410
    assert files["mimeTypes"][".aspx"] == "text/html; charset=utf-8"
    assert "/old.asp?ID=3" in {unserved.address for unserved in configuration.unserved}


@pytest.mark.rotates(7)
def test_azure_takes_20_kilobytes() -> None:
    most = next(
        count for count in range(400, 0, -1) if not _is_refused("azure-swa", site_of(*moved(count)))
    )
    configuration = write("azure-swa", site_of(*moved(most)), OPTIONS)
    size = len(configuration.files["staticwebapp.config.json"].encode())
    assert azure_swa.LARGEST - 100 < size <= azure_swa.LARGEST + 1
    with pytest.raises(CannotHostError, match=r"need 2\d KB .* takes 20 KB: about 150 addresses"):
        write("azure-swa", site_of(*moved(most + 1)), OPTIONS)


def _is_refused(host: str, site: HostedSite) -> bool:
    try:
        write(host, site, OPTIONS)
    except CannotHostError:
        return True
    return False
