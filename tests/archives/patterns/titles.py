"""Titles: what they say, and what a website put beside them (T1 to T3)."""

from typing import Final

from tests.archives import planting as p
from tests.archives.patterns.pattern import Pattern
from tests.archives.planting import affixed, titled
from tests.archives.styles import SUFFIXED

WHOLE: Final = ("affix",)
"""What the title would be left with is too short, so it is given nothing else."""

TITLES: Final = (
    Pattern("title-long", "real T3", 176, "title", p.long_title, gives=("NG219",)),
    Pattern("title-entity-ndash", "domain L-TXT-1", 380, "title", p.entity_title("&ndash;")),
    Pattern("title-entity-pound", "domain L-TXT-1", 315, "title", p.entity_title("&pound;3K")),
    Pattern(
        "title-entity-number", "domain L-TXT-1", 320, "title", p.entity_title("&#39;live&#39;")
    ),
    Pattern("title-repeated", "domain TH-13", 1_902, "title", titled("Do you recognise this man?")),
    Pattern("title-no-break-space", "corpus", 88, "title", titled("<title>\u00a0 ")),
    Pattern("title-capitals", "corpus", 300, "title", p.title_as(str.upper)),
    Pattern("title-update", "corpus", 1_130, "title", titled("UPDATE: <title>")),
    Pattern("title-quotes", "corpus", 2_390, "title", titled("‘{Cowardly|Brazen}’ <title>")),
    Pattern("title-en-dash", "corpus", 2_800, "title", titled("<title> – {appeal|<town>}")),
    Pattern("title-place", "near T2", 100, "title", titled("<title> - <area>")),
    Pattern(
        "title-of-force",
        "near T2",
        100,
        "title",
        titled("{Meet|Join|Work for} <force>"),
        takes=WHOLE,
    ),
    Pattern(
        "title-of-one-word",
        "near T1",
        20,
        "title",
        titled("{Appeal|Statement|Arrest} | <force>"),
        takes=WHOLE,
    ),
    Pattern(
        "title-other-name",
        "near T1",
        20,
        "title",
        titled("<title> | {The Saltmere Gazette|Operation <town>}"),
    ),
)
PREFIXED: Final = ("summary_html",)
DASHED: Final = ("press_room", "local_as_utc", "published_below")
BARRED: Final = ("rule_line", "numbered", "short_year", "day_month")
AFFIXES: Final = (
    Pattern("title-prefix", "real T2", 747, "affix", affixed("<force> - <title>"), PREFIXED),
    Pattern(
        "title-short-suffix",
        "real T2",
        192,
        "affix",
        affixed("<title> {-|–} <short>"),
        ("dated_twice",),
    ),
    Pattern("title-dash-suffix", "real T2", 192, "affix", affixed("<title> - <force>"), DASHED),
    Pattern("title-bare-bar", "real T1", 3_297, "affix", affixed("<title> |"), BARRED),
    Pattern("title-suffix", "real T1", 22_000, "affix", affixed("<title> | <force>"), SUFFIXED),
    Pattern(
        "title-news-suffix",
        "real T1",
        1_848,
        "affix",
        affixed("<title> | {News|News <bar> <force>|Latest news}"),
        SUFFIXED,
    ),
    Pattern("title-host", "real T1", 20, "affix", affixed("<title> | <host>"), SUFFIXED),
    Pattern("title-stop", "real T2", 20, "affix", affixed("<title> - <force>."), DASHED),
    Pattern("title-short-bar", "real T1", 1_500, "affix", affixed("<title> | <short>"), SUFFIXED),
)
