"""A small site with an address of each kind, for what is compared with files."""

from newsgen.hosting.configuration import HostOptions
from newsgen.hosting.headers import HeaderSettings
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, HostedSite, unique_by_key
from newsgen.model.urls import Address, output_path


def page_at(path: str, query: str = "", *, file: str = "") -> HostedAddress:
    """Return a page with the link and the file that the site has for its address."""
    entry = HostedAddress(AddressKind.PAGE, path, query, "")
    file = file or output_path(Address("https", "h.example", path, query))
    return entry._replace(target=entry.link, file=file)


def moved_from(path: str, target: str, query: str = "") -> HostedAddress:
    return HostedAddress(AddressKind.MOVED, path, query, target)


def gone_at(path: str, query: str = "", file: str = "410.html") -> HostedAddress:
    return HostedAddress(AddressKind.GONE, path, query, file)


CAFE = "/News/Café – “bridge” (1).aspx"
ENTRIES = (
    page_at("/"),
    page_at("/feed.atom", file="feed.atom"),
    page_at("/News/Fair..aspx"),
    page_at(CAFE),
    page_at("/newsroom/Plan"),
    page_at("/News/Article.aspx", "id=0A-7&x=%5B1%5D"),
    gone_at("/News/Withdrawn.aspx", file="News/Withdrawn.aspx"),
    gone_at('/News/Gone & "lost".aspx'),
    gone_at("/News/Article.aspx", "id=9"),
    moved_from("/Old/A-$1.aspx", "/News/Fair..aspx"),
    moved_from("/old.asp", "/newsroom/Plan?lang=cy", "ID=3"),
    moved_from("/away", "https://www.other.example/x"),
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
    paths = (f"/News/News-Articles/2020/March/{name}-{n:06d}.aspx" for n in range(count))
    return tuple(map(page_at, paths))


def moved(count: int) -> list[HostedAddress]:
    return [moved_from(f"/old/{n}", f"/News/new-page-{n}.aspx") for n in range(count)]


def site_of(*entries: HostedAddress) -> HostedSite:
    return HostedSite(
        (HostedRoot("", ("h.example",), unique_by_key(entries)),), SETTINGS, "/srv/www"
    )
