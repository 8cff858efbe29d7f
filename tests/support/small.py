"""A small site with an address of each kind, for what is compared with files."""

from newsgen.hosting.configuration import HostOptions
from newsgen.hosting.headers import HeaderSettings
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, HostedSite, unique_by_key

CAFE = "/News/Café – “bridge” (1).aspx"
ENTRIES = (
    HostedAddress(AddressKind.PAGE, "/", "", "/", "index.html"),
    HostedAddress(AddressKind.PAGE, "/feed.atom", "", "/feed.atom", "feed.atom"),
    HostedAddress(AddressKind.PAGE, "/News/Fair..aspx", "", "/News/Fair..aspx", "News/Fair..aspx"),
    HostedAddress(
        AddressKind.PAGE,
        CAFE,
        "",
        "/News/Caf%C3%A9%20%E2%80%93%20%E2%80%9Cbridge%E2%80%9D%20(1).aspx",
        CAFE[1:],
    ),
    HostedAddress(
        AddressKind.PAGE, "/newsroom/Plan", "", "/newsroom/Plan", "newsroom/Plan/index.html"
    ),
    HostedAddress(
        AddressKind.PAGE,
        "/News/Article.aspx",
        "id=0A-7&x=%5B1%5D",
        "/News/Article.aspx?id=0A-7&x=%5B1%5D",
        "News/Article.aspx@id=0A-7&x=%5B1%5D.html",
    ),
    HostedAddress(AddressKind.GONE, "/News/Withdrawn.aspx", "", "News/Withdrawn.aspx"),
    HostedAddress(AddressKind.GONE, '/News/Gone & "lost".aspx', "", "410.html"),
    HostedAddress(AddressKind.GONE, "/News/Article.aspx", "id=9", "410.html"),
    HostedAddress(AddressKind.MOVED, "/Old/A-$1.aspx", "", "/News/Fair..aspx"),
    HostedAddress(AddressKind.MOVED, "/old.asp", "ID=3", "/newsroom/Plan?lang=cy"),
    HostedAddress(AddressKind.MOVED, "/away", "", "https://www.other.example/x"),
)
SETTINGS = HeaderSettings(
    page_max_age=60,
    image_hosts=("images.northshire.police.example",),
    hsts=31_536_000,
    has_search=False,
)
ROOT = HostedRoot(
    "",
    ("www.northshire.police.example", "news.northshire.police.example"),
    unique_by_key(ENTRIES),
    ("/News/2026/March/", "/show.asp?"),
    ("404.html", "News/2026/March/photo.png", "assets/site.0123456789.css"),
)
SITE = HostedSite((ROOT,), SETTINGS, "/srv/www")
OPTIONS = HostOptions("/etc/newsgen")


def pages(count: int, name: str = "Witness-appeal") -> tuple[HostedAddress, ...]:
    """Make pages whose addresses are 60 letters long or so."""
    paths = [f"/News/News-Articles/2020/March/{name}-{n:06d}.aspx" for n in range(count)]
    return tuple(HostedAddress(AddressKind.PAGE, path, "", path, path[1:]) for path in paths)


def moved(count: int) -> list[HostedAddress]:
    return [
        HostedAddress(AddressKind.MOVED, f"/old/{n}", "", f"/News/new-page-{n}.aspx")
        for n in range(count)
    ]


def site_of(*entries: HostedAddress) -> HostedSite:
    return HostedSite(
        (HostedRoot("", ("h.example",), unique_by_key(entries)),), SETTINGS, "/srv/www"
    )
