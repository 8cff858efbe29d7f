"""The page above the hosts."""

from newsgen.model.root import Root
from newsgen.pages._portal import PORTAL, PortalWindow
from newsgen.pages.views import Count

HOSTS = (Count("www.northshire.police.example", "https://www.northshire.police.example/", 7),)


def test_it_lists_the_hosts_at_its_address() -> None:
    root = Root("", "All news", "https://news.example")
    (target,) = PORTAL.targets(PortalWindow(root, HOSTS))
    assert (target.path, target.template) == ("index.html", "portal.html")
    assert target.view.sites == HOSTS
    assert target.view.head.canonical == "https://news.example/"


def test_without_an_address_it_names_none() -> None:
    (target,) = PORTAL.targets(PortalWindow(Root("", "All news", ""), HOSTS))
    assert target.view.head.canonical == ""
