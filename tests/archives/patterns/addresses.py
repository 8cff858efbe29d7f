"""Addresses as old sites had them, with what no file name or server likes."""

from typing import Final

from tests.archives import planting as p
from tests.archives.patterns.pattern import TITLE, Pattern

FOLDERS: Final = ("portal", "portal_in_body", "portal_welsh", "incident", "day_month")

URLS: Final = (
    Pattern("url-encoded", "domain 6", 380, "url", p.url_end("-%E2%80%93-update"), ("encoded",)),
    Pattern(
        "url-encoded-quotes",
        "domain 6",
        20,
        "url",
        p.url_end("-%E2%80%9Cin%E2%80%9D"),
        ("encoded",),
    ),
    Pattern(
        "url-encoded-small",
        "domain H-5",
        20,
        "url",
        p.url_end("-%e2%80%98so%e2%80%99"),
        ("encoded",),
    ),
    Pattern("url-raw", "domain 6", 74, "url", p.url_end("–2018"), ("appeals_folder",)),
    Pattern("url-apostrophe", "domain H-5", 1, "url", p.url_end("-it's"), ("encoded",)),
    Pattern("url-bracket", "domain H-5", 22, "url", p.url_end("-(1)"), ("appeals_folder",)),
    Pattern("url-dash-last", "corpus", 110, "url", p.url_end("-"), ("newsroom", "encoded")),
    Pattern("url-two-dots", "domain H-5", 47, "url", p.two_dots, ("dateline",)),
    Pattern("url-number", "domain H-5", 2, "url", p.stem_end("(1)"), ("dateline",)),
    Pattern("url-en-dash", "domain H-5", 15, "url", p.en_dash, ("dateline",), takes=TITLE),
    Pattern("url-long", "domain H-6", 3, "url", p.long_segment, FOLDERS),
    Pattern("url-dot-last", "domain H-6", 1, "url", p.url_end("."), FOLDERS),
    Pattern("url-space-last", "domain H-6", 1, "url", p.url_end("%20"), FOLDERS),
    Pattern("url-windows", "domain H-6", 2, "url", p.last_segment("con"), FOLDERS),
    Pattern(
        "url-same",
        "domain H-6",
        22,
        "url",
        p.url_of_earlier(str),
        ("portal", "incident"),
        follows=True,
    ),
    Pattern(
        "url-fragment",
        "domain 6",
        14,
        "url",
        p.url_of_earlier(lambda url: f"{url}#related"),
        ("press_room",),
        follows=True,
    ),
    Pattern(
        "url-case",
        "domain H-6",
        7,
        "url",
        p.url_of_earlier(p.other_case),
        ("portal",),
        follows=True,
    ),
    Pattern("url-composed", "domain H-6", 1, "url", p.composed, ("shared_by_email",)),
    Pattern("url-decomposed", "domain H-6", 1, "url", p.decomposed, ("shared_by_email",)),
    Pattern(
        "url-below-file",
        "domain H-6",
        1,
        "url",
        p.url_of_earlier(lambda url: f"{url}/gallery/"),
        ("page_image",),
        follows=True,
    ),
    Pattern(
        "url-month-of-move",
        "real NG306",
        1_714,
        "url",
        p.month_after,
        ("portal",),
        gives=("NG306",),
    ),
)
