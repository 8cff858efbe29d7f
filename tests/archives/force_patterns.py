"""What the archive of one force has: its patterns, each with its count among 1,114 releases."""

from typing import Final

from tests.archives import planting as p
from tests.archives.patterns import ALL, Pattern
from tests.archives.planting import Plant, begins, ends, number_as, says

RELEASES: Final = 1_114


def _row(name: str, count: int, part: str, plant: Plant, kind: str = "") -> Pattern:
    return Pattern(name, "corpus", round(count * ALL / RELEASES), part, plant, kind=kind)


PATTERNS: Final = (
    _row("title-update", 24, "title", p.title_as(lambda title: f"Update: {title}")),
    _row("title-repeated", 12, "title", p.titled("Do you recognise this man?")),
    _row("title-dot", 20, "title", p.title_as(lambda title: f"{title} today")),
    _row("title-long", 1, "title", p.long_title),
    _row("url-two-dots", 47, "url", p.two_dots),
    _row("url-number", 2, "url", p.stem_end("(1)")),
    _row("url-en-dash", 15, "url", p.en_dash),
    _row("found-note", 41, "body", p.found_note, kind="missing"),
    _row("caption", 90, "body", begins("<given> <surname>")),
    _row("mark-empty-bold", 49, "body", says("** **")),
    _row("mark-four", 16, "body", says("The man was jailed in January 2020. ****")),
    _row("heading-bold", 107, "body", says("**Key messages:**")),
    _row("mark-bold-italic", 30, "body", says("**_A sergeant said,_**", "<filling>")),
    _row(
        "mark-inner-space", 35, "body", says("The place is **<town>** , where ** officers met.**")
    ),
    _row("italic", 63, "body", says("_<filling>_")),
    _row(
        "list-items", 100, "body", says("They are:\n\n * the owner of the shop\n * two customers")
    ),
    _row("list-numbers", 4, "body", says("The bicycles are:\n\n1. A blue one\n2. A red one")),
    _row("list-bullets", 20, "body", says("They made:\n\n• Five stops\n\n• Four arrests")),
    _row("list-dashes", 3, "body", says("He was charged with:\n- Six counts of theft\n- Fraud")),
    _row("list-brackets", 3, "body", says("1) Stop and think", "2) Call the bank")),
    _row("backslash", 18, "body", says("The victim lost £258\\. Never pay a caller\\- hang up.")),
    _row("word-doubled", 26, "body", says("There were many many thanks for the team.")),
    _row("plate", 15, "body", says("The car, registration <plate>, was recovered.")),
    _row("postcode", 3, "body", says("The stall is in <road>, <town>, ZZ99 3WZ.")),
    _row("link-bare", 63, "end", ends("See https://<host>/advice/prevention.aspx for more.")),
    _row("link-www", 126, "end", ends("Visit www.<host>/traffic for the roads.")),
    _row("number-close", 44, "end", number_as("0800 555111")),
    _row("image-found", 50, "front", p.picture("/News/Images/Found-thank-you.jpg")),
    _row("image-own", 360, "front", p.picture("/News/News-Media/appeal-<number>.jpg")),
    _row("og-title-cut", 22, "front", p.og_title_cut),
    _row("og-title-missing", 1, "front", p.og_title_missing),
)
