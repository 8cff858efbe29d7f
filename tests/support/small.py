"""A small site with an address of each kind, for what is compared with files."""

from newsgen.hosting.headers import HeaderSettings
from newsgen.hosting.site import Entry, HostedRoot, HostedSite, Kind, one_a_key

CAFE = "/News/Café – “bridge” (1).aspx"
ENTRIES = (
    Entry(Kind.PAGE, "/", "", "/", "index.html"),
    Entry(Kind.PAGE, "/feed.atom", "", "/feed.atom", "feed.atom"),
    Entry(Kind.PAGE, "/News/Fair..aspx", "", "/News/Fair..aspx", "News/Fair..aspx"),
    Entry(
        Kind.PAGE,
        CAFE,
        "",
        "/News/Caf%C3%A9%20%E2%80%93%20%E2%80%9Cbridge%E2%80%9D%20(1).aspx",
        CAFE[1:],
    ),
    Entry(Kind.PAGE, "/newsroom/Plan", "", "/newsroom/Plan", "newsroom/Plan/index.html"),
    Entry(
        Kind.PAGE,
        "/News/Article.aspx",
        "id=0A-7&x=%5B1%5D",
        "/News/Article.aspx?id=0A-7&x=%5B1%5D",
        "News/Article.aspx@id=0A-7&x=%5B1%5D.html",
    ),
    Entry(Kind.GONE, "/News/Withdrawn.aspx", "", "News/Withdrawn.aspx"),
    Entry(Kind.GONE, '/News/Gone & "lost".aspx', "", "410.html"),
    Entry(Kind.GONE, "/News/Article.aspx", "id=9", "410.html"),
    Entry(Kind.MOVED, "/Old/A-$1.aspx", "", "/News/Fair..aspx"),
    Entry(Kind.MOVED, "/old.asp", "ID=3", "/newsroom/Plan?lang=cy"),
    Entry(Kind.MOVED, "/away", "", "https://www.other.example/x"),
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
    one_a_key(ENTRIES),
    ("/News/2026/March/", "/show.asp?"),
    ("404.html", "News/2026/March/photo.png", "assets/site.0123456789.css"),
)
SITE = HostedSite((ROOT,), SETTINGS, "/srv/www")


def pages(count: int, name: str = "Witness-appeal") -> tuple[Entry, ...]:
    """Make pages whose addresses are 60 letters long or so."""
    paths = [f"/News/News-Articles/2020/March/{name}-{n:06d}.aspx" for n in range(count)]
    return tuple(Entry(Kind.PAGE, path, "", path, path[1:]) for path in paths)


def site_of(*entries: Entry) -> HostedSite:
    return HostedSite((HostedRoot("", ("h.example",), one_a_key(entries)),), SETTINGS, "/srv/www")
