"""How releases end: numbers, addresses and links to get in touch by."""

from typing import Final

from tests.archives import planting as p
from tests.archives.patterns.pattern import Pattern
from tests.archives.planting import ends, number_as

WRONG: Final = ("NG511",)
SPLIT: Final = ("NG512",)
LOST: Final = "{Please email|Write to|Contact us at} [email protected] {or call 101|today}."

ENDS: Final = (
    *(
        Pattern(
            f"crimestoppers-{written.replace(' ', '-')}",
            source,
            pages,
            "end",
            number_as(written),
            gives=gives,
        )
        for written, source, pages, gives in (
            ("0800 55 111", "domain L-TEL-1", 17, WRONG),
            ("0800 55511", "domain L-TEL-1", 13, WRONG),
            ("0800 555 11", "domain L-TEL-1", 10, WRONG),
            ("0800 555 1111", "domain L-TEL-1", 8, WRONG),
            ("0800 500 111", "domain L-TEL-1", 2, WRONG),
            ("0800 554 111", "domain L-TEL-1", 1, WRONG),
            ("0800 111 555", "real 3", 28, WRONG),
            ("0800 555", "real 3", 5, WRONG),
            ("0800 111 111", "real 3", 4, WRONG),
            ("0800 555111", "domain L-TEL-1", 2_167, SPLIT),
            ("0800555111", "domain L-TEL-1", 44, SPLIT),
            ("0800-555-111", "domain L-TEL-1", 40, SPLIT),
        )
    ),
    Pattern(
        "crimestoppers-site",
        "real 3",
        10,
        "end",
        ends("{Visit|See|Go to} {www.|}crimestopper-uk.org{| today}."),
        gives=WRONG,
    ),
    Pattern(
        "crimestoppers-org",
        "real 3",
        9,
        "end",
        ends("{Visit|See|Tell} {www.|}crimestoppers.org {to tell us|for more}."),
        gives=WRONG,
    ),
    Pattern(
        "crimestoppers-right",
        "near NG511",
        60,
        "end",
        ends("{Visit|See} crimestoppers-uk.org, or call {Childline on 0800 1111|101}."),
    ),
    Pattern("email-lost", "real E1", 300, "end", ends(LOST), gives=("NG544",)),
    Pattern(
        "email-lost-in-appeal", "real E1", 161, "end", p.appeal_that_ends(LOST), gives=("NG545",)
    ),
    Pattern(
        "email-given",
        "near E1",
        300,
        "end",
        ends("{Email|Write to} {desk|appeals}@<host>: {our email is protected|we will answer}."),
    ),
    Pattern(
        "email-pnn",
        "domain L-EML-1",
        6_505,
        "end",
        ends("Email appeals@northshire.pnn.police.uk."),
        gives=("NG516",),
    ),
    Pattern(
        "link-click-here",
        "domain TH-8",
        183,
        "end",
        ends("To report it, click here."),
        gives=("NG524",),
    ),
    Pattern(
        "link-bare",
        "domain TH-8",
        4_708,
        "end",
        ends("See https://<host>/advice/{prevention|safety} for more."),
    ),
    Pattern("link-www", "corpus", 4_000, "end", ends("More advice is at www.<host>/advice.")),
    Pattern(
        "number-odd",
        "domain L-TEL-2",
        150,
        "end",
        ends("Call 01632 9600 and ask for the desk."),
        gives=("NG513",),
    ),
)
