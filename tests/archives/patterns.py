"""What real archives have: one row a pattern, with the page that lists it and its real rate.

`pages` counts the releases that have it in a national collection of 50,786 real ones. The sources
are sections of two reference pages: "real" is what real releases do to a generator, by the numbers
of its tables, and "domain" the requirements of police news archives.
"""

from dataclasses import dataclass
from typing import Final

from tests.archives import planting as p
from tests.archives.planting import Plant, begins, ends, number_as, only, says, titled

ALL: Final = 50_786
BEFORE: Final = ("title", "body", "end")
"""The parts that are given before a style dresses a release."""
AFTER: Final = ("summary", "front", "around")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something that some releases have, in one part of them.

    A release is given at most one pattern for each part: title, body, end, url, summary, front
    matter, or around the body. `styles` are the sites that can have it, or all; `kind` is what the
    release is to tell.
    """

    name: str
    source: str
    pages: int
    part: str
    plant: Plant
    styles: tuple[str, ...] = ()
    kind: str = ""
    follows: bool = False
    """It needs an earlier release of the same force."""

    def count(self, releases: int) -> int:
        """Return how many of so many releases have it: its real rate, and at least one."""
        return max(1, round(self.pages * releases / ALL))


FOLDERS: Final = ("portal", "portal_in_body", "portal_welsh", "incident", "day_month")
SUMMARIES: Final = ("portal", "portal_in_body", "appeals_folder", "article_times")

TITLES: Final = (
    Pattern("title-long", "real T3", 176, "title", p.long_title),
    Pattern("title-entity-ndash", "domain L-TXT-1", 380, "title", p.entity_title("&ndash;")),
    Pattern("title-entity-pound", "domain L-TXT-1", 315, "title", p.entity_title("&pound;3K")),
    Pattern(
        "title-entity-number", "domain L-TXT-1", 320, "title", p.entity_title("&#39;live&#39;")
    ),
    Pattern("title-repeated", "domain TH-13", 1_902, "title", titled("Do you recognise this man?")),
    Pattern("title-no-break-space", "corpus", 88, "title", p.title_as(lambda t: f"{t}\u00a0 ")),
    Pattern("title-capitals", "corpus", 300, "title", p.title_as(str.upper)),
    Pattern("title-update", "corpus", 1_130, "title", p.title_as(lambda t: f"UPDATE: {t}")),
    Pattern("title-quotes", "corpus", 2_390, "title", p.title_as(lambda t: f"‘Cowardly’ {t}")),
    Pattern("title-en-dash", "corpus", 2_800, "title", p.title_as(lambda t: f"{t} – appeal")),
    Pattern(
        "title-found",
        "domain L-MP-2",
        630,
        "title",
        titled("Missing <town> man found safe and well"),
    ),
)

BODIES: Final = (
    Pattern("summary-name", "real S3", 166, "body", begins("<given> <surname>"), kind="missing"),
    Pattern("summary-caption", "real S3", 166, "body", begins("The scene in <road> on <day>")),
    Pattern(
        "asterisk-number", "real M1", 5, "body", says("Notes 20*515000 ... 20*515999 were taken.")
    ),
    Pattern(
        "asterisk-word", "real M1", 5, "body", says("Quote 20*0123456 and 20*0123457, please.")
    ),
    Pattern("hashtag", "real M2", 137, "body", says("#BeSafe this weekend")),
    Pattern("heading-in-item", "real M3", 3_225, "body", p.lead_in_headed_items),
    Pattern(
        "list-bullets",
        "real M4",
        320,
        "body",
        says("Officers seized:\n• a quantity of cash\n• two mobile telephones\n• a pair of scales"),
    ),
    Pattern(
        "list-dots",
        "real M4",
        60,
        "body",
        says("The team will:\n· visit schools\n· hold surgeries"),
    ),
    Pattern("list-dashes", "real M4", 98, "body", says("Residents should:\n- lock up\n- look out")),
    Pattern(
        "list-brackets",
        "real M4",
        100,
        "body",
        says("The steps are:\n1) stop\n2) check\n3) report"),
    ),
    Pattern(
        "address-lines",
        "real M5",
        1_205,
        "body",
        says("Name: <given> <surname>\nTelephone: <phone>\nEmail: desk@<host>"),
    ),
    Pattern(
        "place-lines",
        "real M5",
        1_205,
        "body",
        says("Village Hall\nThe Green\n<town>\nSaturday, 2pm"),
    ),
    Pattern("mark-empty-bold", "real M6", 600, "body", says("** **")),
    Pattern("mark-four", "real M6", 787, "body", says("****")),
    Pattern("mark-inner-space", "real M6", 500, "body", says("The crime reference is ** <ref> **")),
    Pattern("mark-bold-italic", "real M6", 200, "body", says("**_ _**")),
    Pattern("mark-underscore", "real M6", 50, "body", says("_\n\nThe appeal goes on.")),
    Pattern("mark-equals", "real M6", 10, "body", says("====")),
    Pattern("mark-backslash", "real M6", 98, "body", says("The victim lost £60\\. Do not pay.")),
    Pattern("heading-lead", "real M7", 662, "body", p.lead_as_heading),
    Pattern(
        "list-below-sentence", "real M8", 12, "body", says("They had:\n* a knife\n* a wooden bat")
    ),
    Pattern("residue-form", "real R1", 300, "body", says("Your email", "Send")),
    Pattern("body-none", "real H1", 1, "body", only()),
    Pattern("body-one-line", "real H1", 2, "body", only("News")),
    Pattern("found-named", "real 3", 181, "body", p.found_note, kind="missing"),
    Pattern(
        "appeal-past",
        "real NG514",
        33,
        "body",
        says("After our earlier appeal for witnesses, a man has been arrested. Thank you to all."),
    ),
    Pattern(
        "danger-order", "real NG515", 6, "body", says("By the order he must not approach the shop.")
    ),
    Pattern(
        "danger-lives",
        "real NG515",
        4,
        "body",
        says("His driving put lives in danger, a court heard."),
    ),
    Pattern(
        "danger-family",
        "real NG515",
        4,
        "body",
        says("Please do not approach my family, she asked."),
    ),
    Pattern(
        "danger-said", "real NG515", 56, "body", says("Do not approach him: he may be violent.")
    ),
    Pattern(
        "term-part-of-name",
        "real NG517",
        25,
        "body",
        says("The River Police Division has a new boat."),
    ),
    Pattern(
        "term-action-fraud",
        "domain L-TERM-1",
        498,
        "body",
        says("Report it to Action Fraud online."),
    ),
    Pattern("sign-off-bold", "real NG523", 1_650, "body", ends("**Issued by AB**")),
    Pattern(
        "heading-bold", "domain TH-5", 3_992, "body", says("**What happened next**", "<filling>")
    ),
    Pattern("lead-bold", "corpus", 2_300, "body", p.bold_lead),
    Pattern(
        "quote-lost-break", "real NG528", 200, "body", says("“He ran,” she said.“Next he fell.”")
    ),
    Pattern("quote-not-closed", "real NG528", 400, "body", says("He said: “We saw it all happen.")),
    Pattern(
        "child-from-town",
        "real NG531",
        50,
        "body",
        says("A 17-year-old girl from <town>, Northshire, was hurt."),
    ),
    Pattern(
        "child-named", "real NG531", 325, "body", says("<given> <surname>, 15, is from <town>.")
    ),
    Pattern(
        "child-in-words",
        "real 3",
        14,
        "body",
        says("Thirteen-year-old <given> <surname> was there."),
    ),
    Pattern(
        "child-bold", "real 3", 5, "body", says("**<given> <surname>** , aged 17, from <town>.")
    ),
    Pattern("child-under-ten", "real 3", 40, "body", says("<given> <surname>, 8, raised £200.")),
    Pattern(
        "victim-relative",
        "real NG532",
        12,
        "body",
        says("The sister of the man jailed for rape, <given> <surname>, runs a charity."),
    ),
    Pattern(
        "address-event",
        "real NG533",
        17,
        "body",
        says("The 2019 <town> Road World Championships and 10 Downing Street were named."),
    ),
    Pattern(
        "address-home",
        "real NG533",
        10,
        "body",
        says("<given> <surname>, of 64 <road>, <town>, was bailed."),
    ),
    Pattern(
        "address-surname",
        "real 3",
        15,
        "body",
        says("Officers went to <surname> at 64 Quarry Road."),
    ),
    Pattern(
        "missing-piece", "real NG535", 70, "body", says("It was the missing piece of the jigsaw.")
    ),
    Pattern(
        "missing-items",
        "real NG535",
        70,
        "body",
        says("Items missing from the shop were returned."),
    ),
    Pattern("body-shared", "real NG601", 326, "body", p.shared_body),
    Pattern("weekday-wrong", "real 3", 973, "body", p.wrong_weekday),
    Pattern("today-wrong", "real 3", 300, "body", p.today_of_another_day),
    Pattern("clock-wrong", "real 3", 41, "body", says("It happened at 16.40pm in <road>.")),
    Pattern("word-doubled", "real 3", 200, "body", says("It was found near the the bus station.")),
    Pattern(
        "plate", "domain L-VRM-1", 260, "body", says("The car, registration <plate>, is missing.")
    ),
    Pattern("plate-northern", "real 3", 8, "body", says("A car with the plate JLZ 1672 was seen.")),
    Pattern("postcode", "domain L-ADR-1", 136, "body", says("The stall is in <road>, ZZ99 3WZ.")),
    Pattern("zero-width", "domain L-TXT-4", 98, "body", says("\u200bA boy was hurt.\u200b")),
    Pattern("mojibake", "domain L-TXT-4", 5, "body", says("Itâ€™s about Â£40 that they took.")),
    Pattern("two-languages", "domain TH-2", 4, "body", p.both_languages),
    Pattern("html-in-body", "domain 6", 6, "body", says("The <b>second</b> man ran off.")),
    Pattern(
        "heading-skips", "domain TH-4", 13, "body", says("## Advice", "#### Locks", "<filling>")
    ),
    Pattern("heading-own", "domain TH-4", 900, "body", says("## Background", "<filling>")),
    Pattern(
        "list-items",
        "domain 6",
        7_273,
        "body",
        says("They are:\n\n * the owner of the shop\n * two of the staff\n * a customer"),
    ),
    Pattern("sexual-offence", "domain L-VIC-1", 2_292, "body", says("He was jailed for rape.")),
    Pattern("quote-block", "corpus", 330, "body", says("> “We will go on,” the sergeant said.")),
)

ENDS: Final = (
    *(
        Pattern(f"crimestoppers-{wrong.replace(' ', '-')}", source, pages, "end", number_as(wrong))
        for wrong, source, pages in (
            ("0800 55 111", "domain L-TEL-1", 17),
            ("0800 55511", "domain L-TEL-1", 13),
            ("0800 555 11", "domain L-TEL-1", 10),
            ("0800 555 1111", "domain L-TEL-1", 8),
            ("0800 500 111", "domain L-TEL-1", 2),
            ("0800 554 111", "domain L-TEL-1", 1),
            ("0800 111 555", "real 3", 28),
            ("0800 555", "real 3", 5),
            ("0800 111 111", "real 3", 4),
            ("0800 555111", "domain L-TEL-1", 2_167),
            ("0800555111", "domain L-TEL-1", 44),
            ("0800-555-111", "domain L-TEL-1", 40),
        )
    ),
    Pattern(
        "crimestoppers-site", "real 3", 10, "end", ends("Visit www.crimestopper-uk.org today.")
    ),
    Pattern("crimestoppers-org", "real 3", 9, "end", ends("Visit crimestoppers.org to tell us.")),
    Pattern(
        "email-lost", "real E1", 461, "end", ends("Please email [email protected] or call 101.")
    ),
    Pattern(
        "email-pnn", "domain L-EML-1", 6_505, "end", ends("Email appeals@northshire.pnn.police.uk.")
    ),
    Pattern("link-click-here", "domain TH-8", 183, "end", ends("To report it, click here.")),
    Pattern(
        "link-bare",
        "domain TH-8",
        4_708,
        "end",
        ends("See https://<host>/advice/prevention for more."),
    ),
    Pattern("link-www", "corpus", 4_000, "end", ends("More advice is at www.<host>/advice.")),
    Pattern(
        "number-odd", "domain L-TEL-2", 150, "end", ends("Call 01632 9600 and ask for the desk.")
    ),
    Pattern("hashtags-last", "real M2", 40, "end", ends("#StaySafe")),
)

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
    Pattern("url-en-dash", "domain H-5", 15, "url", p.en_dash, ("dateline",)),
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
    Pattern("url-month-of-draft", "real NG306", 1_714, "url", p.month_before, ("portal",)),
)

FRONTS: Final = (
    Pattern("summary-cut", "real S2", 900, "summary", p.summary_as("We"), SUMMARIES),
    Pattern("summary-appeal", "real S2", 200, "summary", p.summary_as("Appeal"), SUMMARIES),
    Pattern("summary-page-image", "real S2", 127, "summary", p.summary_as("Page Image"), SUMMARIES),
    Pattern("summary-day", "real S2", 200, "summary", p.summary_of_day, SUMMARIES),
    Pattern("summary-title", "real S2", 495, "summary", p.summary_of_title, SUMMARIES),
    Pattern("summary-markdown", "real S1", 100, "summary", p.summary_markdown, SUMMARIES),
    Pattern("summary-entity", "domain L-TXT-1", 2_552, "summary", p.summary_entity, SUMMARIES),
    Pattern(
        "image-found",
        "domain 6",
        50,
        "front",
        p.picture("/News/Images/Found-thank-you.jpg"),
        ("dateline",),
    ),
    Pattern(
        "image-own",
        "domain 6",
        360,
        "front",
        p.picture("/News/News-Media/appeal-<number>.jpg"),
        ("dateline",),
    ),
    Pattern("og-title-cut", "domain L-TXT-3", 22, "front", p.og_title_cut, ("dateline",)),
    Pattern("og-title-missing", "corpus", 1, "front", p.og_title_missing, ("dateline",)),
    Pattern("og-url-other", "domain L-URL-1", 21, "front", p.og_url_elsewhere, ("portal",)),
    Pattern(
        "changed-scheduled",
        "real NG308",
        37,
        "front",
        p.changed_before(round_minute=True),
        ("article_times", "article_folders"),
    ),
    Pattern(
        "changed-before",
        "domain L-DATE-2",
        4,
        "front",
        p.changed_before(round_minute=False),
        ("article_times", "article_folders"),
    ),
    Pattern("date-ahead", "real 2", 2, "front", p.year_ahead, ("portal",)),
    Pattern("date-weekday-no-year", "real 2", 8, "around", p.posted_on_weekday, ("weekday_line",)),
    Pattern("date-posted-dot", "real 2", 3, "around", p.posted_with_dot, ("weekday_line",)),
    Pattern("date-then-caption", "real 2", 2, "around", p.caption_below, ("short_year",)),
    Pattern("residue-download", "real R1", 600, "around", p.gallery_residue, ("newsroom",)),
    Pattern("residue-gallery", "real R1", 90, "around", p.image_heading, ("query",)),
)
PATTERNS: Final = (*TITLES, *BODIES, *ENDS, *URLS, *FRONTS)

HABITS: Final = {
    "beta-host": "real A2",
    "date-american": "domain 6",
    "date-article-time": "domain 6",
    "date-at-end": "corpus",
    "date-heading": "domain 6",
    "date-in-body-only": "domain 6",
    "date-local-labelled-utc": "domain 6",
    "date-long-month": "corpus",
    "date-ordinal": "domain 6",
    "date-posted-at": "domain 6",
    "date-release-date": "real 2",
    "date-short-month": "domain 6",
    "date-short-month-time": "domain 6",
    "date-short-year": "real 2",
    "date-time-day-numbers": "domain 6",
    "date-twice": "real 2",
    "date-weekday-bold": "corpus",
    "date-without-year": "domain 6",
    "dateline": "domain L-DATE-1",
    "default-image": "real I1",
    "escaped-yaml": "corpus",
    "heading-own-h1": "domain TH-4",
    "http-url": "domain 6",
    "image-entity": "domain L-OG-1",
    "image-map": "domain 6",
    "no-title": "domain 6",
    "og-type-capital": "domain M-2",
    "og-url-encoded": "domain L-URL-1",
    "og-url-of-list": "domain L-URL-1",
    "og-url-of-vendor": "domain L-URL-1",
    "query-url": "domain H-7",
    "relative-image": "domain L-OG-1",
    "residue-page-image": "real R1",
    "residue-share": "real R1",
    "summary-html": "real S1",
    "title-bare-bar": "real T1",
    "title-dash-suffix": "real T2",
    "title-prefix": "real T2",
    "title-short-suffix": "real T2",
    "title-suffix": "real T1",
    "undated": "real A1",
    "zero-width": "domain L-TXT-4",
}
"""What the styles give to the releases of their forces, with its source."""
