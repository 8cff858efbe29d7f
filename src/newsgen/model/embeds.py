"""Services whose videos, maps and posts a page may show once a reader has asked for them.

Each has a form of its addresses, and one of the page that a browser shows in a frame. Sources: the
services' documentation of “embed”, as of 2026.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from newsgen.fast.patterns import later

VIDEO, MAP, POST = "video", "map", "post"
KINDS: Final = (VIDEO, MAP, POST)
"""What a block may show, by the word that begins it."""


class Player(NamedTuple):
    """What is shown in a frame, whose it is, and the page to which a link leads instead."""

    service: str
    frame: str
    page: str


@dataclass(frozen=True, slots=True)
class EmbedService:
    """A service: what it shows, the host of its frames, and how its addresses are written.

    `make` takes what matches `address`, and returns the address of the frame and that of the page.
    """

    name: str
    kind: str
    host: str
    address: re.Pattern[str]
    make: Callable[[re.Match[str]], tuple[str, str]]


_START: Final = later(
    r"[?&#](?:t|start|time_continue)=(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?(?=[&#]|\Z)",
    re.ASCII,
)


def _start(address: str) -> int:
    """Return the second at which a video is to begin: `t=43`, `t=1m30s`."""
    if start := _START.search(address):
        hours, minutes, seconds = (int(each or 0) for each in start.groups())
        return 3600 * hours + 60 * minutes + seconds
    return 0


def _youtube(address: re.Match[str]) -> tuple[str, str]:
    name, start = address["name"], _start(address[0])
    return (
        f"https://www.youtube-nocookie.com/embed/{name}" + (f"?start={start}" if start else ""),
        f"https://www.youtube.com/watch?v={name}" + (f"&t={start}s" if start else ""),
    )


def _vimeo(address: re.Match[str]) -> tuple[str, str]:
    name, secret = address["name"], address["secret"] or address["hash"] or ""
    hidden = f"&h={secret}" if secret else ""
    page = f"https://vimeo.com/{name}" + (f"/{secret}" if secret else "")
    start = _start(address[0])
    at = f"#t={start}s" if start else ""
    return f"https://player.vimeo.com/video/{name}?dnt=1{hidden}{at}", f"{page}{at}"


def _x(address: re.Match[str]) -> tuple[str, str]:
    name = address["name"] or address["id"]
    return (
        f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={name}",
        f"https://x.com/i/status/{name}",
    )


_WIDE: Final = 600
"""Pixels of a map that is shown, about."""


def _map(address: re.Match[str]) -> tuple[str, str]:
    """Return the frame with the part of the map that the address shows, with its marker."""
    latitude, longitude = float(address["latitude"]), float(address["longitude"])
    zoom = int(address["zoom"])
    width = 360 / 2**zoom * _WIDE / 256
    height = width * 9 / 16 * math.cos(math.radians(latitude))
    box = (
        longitude - width / 2, latitude - height / 2, longitude + width / 2, latitude + height / 2,
    )  # fmt: skip
    corners = "%2C".join(f"{edge:.5f}" for edge in box)
    marker = ""
    if address["mlat"]:
        marker = f"&marker={address['mlat']}%2C{address['mlon']}"
    frame = f"https://www.openstreetmap.org/export/embed.html?bbox={corners}&layer=mapnik{marker}"
    return frame, address[0]


def _google_map(address: re.Match[str]) -> tuple[str, str]:
    """Return the frame and the page of a map; the page of a frame shows the place around it."""
    maps = "https://www.google.com/maps"
    if described := address["described"]:
        page = f"{maps}/@{address['south']},{address['west']},{_ZOOM}z"
        return f"{maps}/embed?pb={described}", page
    if drawn := address["drawn"]:
        return f"{maps}/d/embed?mid={drawn}", f"{maps}/d/viewer?mid={drawn}"
    if asked := address["asked"]:
        return f"{maps}?q={asked}&output=embed", f"{maps}/search/?api=1&query={asked}"
    centre, zoom = f"{address['latitude']},{address['longitude']}", address["zoom"]
    name = address["name"]
    shown, place = (f"q={name}", f"place/{name}/") if name else (f"ll={centre}&z={zoom}", "")
    return f"{maps}?{shown}&output=embed", f"{maps}/{place}@{centre},{zoom}z"


_ZOOM: Final = 15
"""How near a page of Google Maps shows the place of a frame: some streets."""
_WORDS: Final = r"[\w.,%+'()!*:-]"
"""What stands in a part of an address of Google Maps."""
_NUMBER: Final = r"-?\d{1,3}(?:\.\d{1,10})?"
_DEGREES: Final = r"-?\d{1,3}(?:\.\d{1,20})?"
SERVICES: Final = {
    "youtube": EmbedService(
        "YouTube",
        VIDEO,
        "www.youtube-nocookie.com",
        later(
            r"https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/"
            r"(?:watch\?(?:[^#\s]*&)?v=|embed/|shorts/|live/)|youtu\.be/)"
            r"(?!(?:videoseries|live_stream)\b)(?P<name>[\w-]{6,20})(?:[?&#/]\S*)?",
            re.ASCII,
        ),
        _youtube,
    ),
    "vimeo": EmbedService(
        "Vimeo",
        VIDEO,
        "player.vimeo.com",
        later(
            r"https?://(?:(?:www\.)?vimeo\.com/|player\.vimeo\.com/video/)(?P<name>\d{4,12})"
            r"(?:/(?P<secret>[0-9a-f]{6,20}))?(?:\?(?:[^#\s]*&)?h=(?P<hash>[0-9a-f]{6,20}))?"
            r"(?:[?&#/]\S*)?",
            re.ASCII,
        ),
        _vimeo,
    ),
    "openstreetmap": EmbedService(
        "OpenStreetMap",
        MAP,
        "www.openstreetmap.org",
        later(
            rf"https?://www\.openstreetmap\.org/(?:\?mlat=(?P<mlat>{_NUMBER})"
            rf"&mlon=(?P<mlon>{_NUMBER}))?#map=(?P<zoom>\d|1\d)"
            rf"/(?P<latitude>{_NUMBER})/(?P<longitude>{_NUMBER})(?:&\S*)?",
            re.ASCII,
        ),
        _map,
    ),
    "googlemaps": EmbedService(
        "Google Maps",
        MAP,
        "www.google.com",
        later(
            r"https?://(?:www|maps)\.google\.(?:com|co\.uk)/maps(?:"
            rf"/embed\?(?:v1\.\d&)?pb=(?P<described>{_WORDS}{{1,1500}}!2d(?P<west>{_DEGREES})"
            rf"!3d(?P<south>{_DEGREES}){_WORDS}{{0,1500}})"
            r"|/d/(?:u/\d/)?(?:embed|viewer|edit)\?(?:[^#\s]*&)?mid=(?P<drawn>[\w-]{10,60})"
            rf"|/search/\?api=1&query=(?P<asked>{_WORDS}{{1,300}})"
            rf"|(?:/place/(?P<name>{_WORDS}{{1,300}}))?/@(?P<latitude>{_DEGREES}),"
            rf"(?P<longitude>{_DEGREES}),(?P<zoom>\d\d?)(?:\.\d+)?z"
            r")(?:[?&#/]\S*)?",
            re.ASCII,
        ),
        _google_map,
    ),
    "x": EmbedService(
        "X",
        POST,
        "platform.twitter.com",
        later(
            r"https?://(?:(?:www\.|mobile\.)?(?:x|twitter)\.com/\w{1,20}/status/(?P<name>\d{5,25})"
            r"|platform\.twitter\.com/embed/Tweet\.html\?(?:[^#\s]*&)?id=(?P<id>\d{5,25}))"
            r"(?:[?&#/]\S*)?",
            re.ASCII,
        ),
        _x,
    ),
}
"""The services by the names that newsgen has for them."""


def player_of(address: str) -> Player | None:
    """Return what shows an address in a frame; None if no known service has it."""
    for name, service in SERVICES.items():
        if match := service.address.fullmatch(address):
            return Player(name, *service.make(match))
    return None


def frame_hosts(services: tuple[str, ...]) -> tuple[str, ...]:
    """Return the hosts of the frames of some services."""
    return tuple(SERVICES[name].host for name in sorted(services))
