"""The page above the hosts."""

from newsgen.model.area import Root
from newsgen.site._portal import PORTAL, PortalWindow
from newsgen.site.views import SiteCount
from tests.support.windows import view_of

HOSTS = (
    SiteCount("www.northshire.police.example", "https://www.northshire.police.example/", 7, ""),
)


def test_it_lists_the_hosts_at_its_address() -> None:
    root = Root("", "All news", "https://news.example")
    (target,) = PORTAL.makes(PortalWindow(root, HOSTS))
    assert (target.path, target.template) == ("index.html", "portal.html")
    assert view_of(target).sites == HOSTS
    assert view_of(target).head.canonical == "https://news.example/"


def test_without_an_address_it_names_none() -> None:
    (target,) = PORTAL.makes(PortalWindow(Root("", "All news", ""), HOSTS))
    assert view_of(target).head.canonical == ""
