"""Front matter and what stands around the body: summaries, pictures, dates and residue."""

from typing import Final

from tests.archives import dated, planting as p
from tests.archives.patterns.pattern import ALONE, TITLE, Pattern
from tests.archives.planting import begins

SUMMARIES: Final = ("portal", "portal_in_body", "appeals_folder", "article_times")
TIMES: Final = ("article_times", "article_folders")
_PERSON: Final = "<given> <surname>"

SUMMED: Final = (
    Pattern("summary-html", "real S1", 747, "summary", p.summary_html, ("summary_html",)),
    Pattern("summary-markdown", "real S1", 100, "summary", p.summary_markdown, SUMMARIES),
    Pattern("summary-cut-in-tag", "real S1", 1, "summary", p.summary_cut_in_tag, SUMMARIES),
    Pattern("summary-trail", "real S2", 1, "summary", p.summary_trail, SUMMARIES),
    Pattern("summary-cut", "real S2", 900, "summary", p.summary_cut, SUMMARIES),
    Pattern(
        "summary-appeal", "real S2", 200, "summary", p.summary_label("{Appeal|News}"), SUMMARIES
    ),
    Pattern(
        "summary-page-image", "real S2", 127, "summary", p.summary_label("Page Image"), SUMMARIES
    ),
    Pattern("summary-day", "real S2", 200, "summary", p.summary_of_day, SUMMARIES),
    Pattern("summary-title", "real S2", 495, "summary", p.summary_of_title, SUMMARIES),
    Pattern(
        "summary-caption",
        "real S3",
        166,
        "body",
        begins(f"{{The scene in <road> on <day>|Pictured: {_PERSON}|Image of the {{man|car}}}}"),
    ),
    Pattern("summary-entity", "domain L-TXT-1", 2_552, "summary", p.summary_entity, SUMMARIES),
)
PICTURES: Final = (
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
    Pattern(
        "og-title-cut",
        "domain L-TXT-3",
        22,
        "front",
        p.og_title_cut,
        ("dateline",),
        takes=TITLE,
    ),
    Pattern("og-title-missing", "corpus", 1, "front", p.og_title_missing, ("dateline",)),
    Pattern("og-url-other", "domain L-URL-1", 21, "front", p.og_url_elsewhere, ("portal",)),
)
DATES: Final = (
    Pattern("date-release-date", "real 2", 125, "date", dated.release_date, ("query",)),
    Pattern("date-twice", "real 2", 89, "date", dated.two_datelines, ("dated_twice",)),
    Pattern(
        "date-no-year-of-url",
        "real 2",
        5,
        "date",
        dated.without_year,
        ("portal_in_body",),
    ),
    Pattern(
        "date-no-year-of-text",
        "real 2",
        2,
        "date",
        dated.year_in_text,
        ("weekday_line",),
        takes=ALONE,
    ),
    Pattern(
        "date-no-year",
        "real 2",
        1,
        "date",
        dated.without_any_year,
        ("weekday_line",),
        takes=ALONE,
        gives=("NG313",),
    ),
    Pattern("date-posted-dot", "real 2", 3, "date", dated.with_dot, ("weekday_line",)),
    Pattern("date-then-caption", "real 2", 2, "date", dated.caption_below, ("short_year",)),
    Pattern(
        "date-bare",
        "real 2",
        33,
        "date",
        dated.bare_at_end,
        ("encoded", "numbered"),
        takes=(*ALONE, "around"),
    ),
    Pattern(
        "date-second",
        "real NG306",
        10,
        "date",
        dated.second_dateline,
        ("dateline",),
        takes=ALONE,
        gives=("NG306",),
    ),
    Pattern(
        "date-ahead",
        "real 2",
        2,
        "date",
        dated.year_ahead,
        ("portal",),
        kind="community",
        takes=(*ALONE, "url"),
        gives=("NG312", "NG306"),
    ),
    Pattern(
        "undated",
        "domain 6",
        3_798 - 125,
        "date",
        dated.undated,
        ("encoded", "numbered", "picture_map", "newsroom", "shared_by_email"),
    ),
    Pattern(
        "changed-scheduled", "near NG308", 37, "date", p.changed_before(round_minute=True), TIMES
    ),
    Pattern(
        "changed-before",
        "real NG308",
        4,
        "date",
        p.changed_before(round_minute=False),
        TIMES,
    ),
)
AROUND: Final = (
    Pattern(
        "residue-download",
        "real R1",
        500,
        "around",
        p.gallery_residue,
        ("newsroom",),
        gives=("NG546",),
    ),
    Pattern(
        "residue-share",
        "real R1",
        200,
        "around",
        p.above("Share by email"),
        ("shared_by_email",),
        gives=("NG546",),
    ),
    Pattern(
        "residue-page-image",
        "real R1",
        300,
        "around",
        p.page_image,
        ("page_image",),
        gives=("NG546",),
    ),
    Pattern(
        "residue-gallery",
        "domain 6",
        90,
        "around",
        p.image_heading,
        ("query",),
        gives=("NG546",),
    ),
)
FRONTS: Final = (*SUMMED, *PICTURES, *DATES, *AROUND)
