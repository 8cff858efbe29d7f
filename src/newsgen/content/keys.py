"""The front matter's keys: one row each, and all that is known of a key is in its row.

Everything arrives as text (see `frontmatter`); an empty value counts as not given. Unknown keys are
kept. Key names and shapes are those of 50,786 real releases, and newsgen's own.

A key that no code of its own needs is one row: templates have it as `release.fields.NAME`. Those
that newsgen itself uses are attributes of `meta.Meta`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from newsgen.content import values
from newsgen.model.declared import (
    Row,
    ValueReader,
    choice,
    group,
    instant,
    language,
    list_of,
    moment,
    one_or_more,
    text,
    walk,
    worded_flag,
)
from newsgen.model.refusal import MISSING
from newsgen.model.release import KINDS, STATUSES, Incident, Kind, Note, Picture, Status


@dataclass(frozen=True, slots=True)
class Key(Row):
    """A key of the front matter, of one of its groups, or of the items of a list.

    `is_seen` says that templates see its value, with all that is in it. `survives` is the reason
    why newsgen keeps the value when the release is withdrawn, gone, moved or expired; without a
    reason it does not.
    """

    is_seen: bool = field(default=False, kw_only=True)
    survives: str = field(default="", kw_only=True)


def tags(*keys: Key) -> ValueReader[dict[str, Any]]:
    """Take a group of an old system: an empty text in it counts as not given."""
    return group(*keys, make=dict, is_open=True, skips_empty=True)


def each_key(keys: tuple[Key, ...]) -> Iterator[tuple[str, Key]]:
    """Yield every key, those in groups and lists too, with its dotted name."""
    for name, row in walk(keys):
        if isinstance(row, Key):
            yield name, row


_ADDRESS: Final = "https://www.northshire.police.example/newsroom/2026/March/x.aspx"
_PICTURE: Final = "https://www.northshire.police.example/images/van.jpg"
_DATED: Final = "its address answers from the time of publication on"
_TIME: Final = Key("time", text(), "The date and time", ("2020-03-05 10:49",))
_PUBLISHED: Final = replace(_TIME, survives=_DATED)
_AT: Final = Key(
    "at",
    moment(),
    "When, in local time or with an offset",
    ("2026-03-25 14:00",),
    missing=MISSING,
)
_NOTE: Final = Key(
    "note",
    text(values.note, minLength=1),
    "What is new or was wrong, in a sentence",
    ("A second man was arrested.",),
    missing=MISSING,
)

KEYS: Final[tuple[Key, ...]] = (
    Key(
        "title",
        text(values.title, minLength=1),
        "The headline. HTML entities are decoded once",
        ("Witness appeal after crash at Ellerdale",),
        missing=values.NO_TITLE,
        is_seen=True,
    ),
    Key(
        "area",
        text(minLength=1),
        "The force's area, as in [areas] of newsgen.toml",
        ("Northshire",),
        missing=values.NO_AREA,
        is_seen=True,
        survives="it decides the address and the site that answers there",
    ),
    Key(
        "url",
        text(),
        "The address it has always had. Never change it: others link to it",
        (_ADDRESS,),
        is_seen=True,
        survives="its address has to answer that the release was taken down",
    ),
    Key(
        "slug",
        text(values.slug, piece=values.slug_piece),
        "The name in the address, for releases without url; else the title is used",
        ("witness-appeal",),
        survives="it is part of the address of a release without url",
    ),
    Key(
        "date",
        moment(),
        "When it was published. A date in the future holds it back until then",
        ("2026-03-24 09:30", "24 March 2026"),
        is_seen=True,
        survives=_DATED,
    ),
    Key(
        "updated",
        moment(),
        "When it was last changed. Left out if it is not later than the date, or as far as is "
        "known the same",
        ("2026-03-25 14:00",),
        is_seen=True,
    ),
    Key(
        "embargo",
        instant(),
        "When it may first be seen. The later of it and the date counts",
        ("2026-03-30T10:00+01:00",),
        survives=_DATED,
    ),
    Key(
        "expires",
        instant(),
        "When it must no longer be seen",
        ("2026-09-30T10:00+01:00",),
        survives="its address is gone from then on",
    ),
    Key(
        "summary",
        text(values.clean),
        "One sentence for lists, feeds and search engines; else the first paragraph is used",
        ("Officers seek a silver van.",),
        is_seen=True,
    ),
    Key(
        "kind",
        choice(Kind, KINDS, any_case=True),
        "What the release is for",
        ("appeal",),
        default="news",
        is_seen=True,
        survives="the retention of its kind says when the file itself is due for review",
    ),
    Key(
        "status",
        choice(Status, STATUSES, any_case=True),
        "Whether it is to be published",
        ("draft",),
        default="published",
        is_seen=True,
        survives="it decides what its address answers",
    ),
    Key(
        "explanation",
        text(values.clean),
        "Why it was withdrawn, or closed: this is published, so name nobody",
        ("This appeal was withdrawn as it is no longer needed.",),
        is_seen=True,
        survives="its page says why it was withdrawn",
    ),
    Key(
        "superseded_by",
        text(),
        "The address to which a moved release leads, or the newer release that a closed one "
        "points to",
        ("https://www.northshire.police.example/newsroom/2026/April/x.aspx",),
        is_seen=True,
        survives="its address leads there",
    ),
    Key(
        "redirect_from",
        one_or_more(text(), "Write redirect_from: [{}]"),
        "Addresses that it had before, whole or as paths; they lead to it",
        (["/newsroom/2026/March/old-name.aspx"],),
        survives="its old addresses answer as its address does",
    ),
    Key(
        "updates",
        list_of(
            group(
                _AT,
                _NOTE,
                Key(
                    "significant",
                    worded_flag(),
                    "Whether feeds, sitemaps and search engines are to take the release for "
                    "changed",
                    ("true",),
                    default=False,
                ),
                make=Note,
            ),
            values.NOTES_HINT,
        ),
        "What is new since it was published, shown above the text",
        ([{"at": "2026-03-25 14:00", "note": "A second man was arrested."}],),
        is_seen=True,
    ),
    Key(
        "corrections",
        list_of(
            group(
                _AT,
                _NOTE,
                Key(
                    "significant",
                    worded_flag(),
                    "False if feeds, sitemaps and search engines need not know",
                    ("false",),
                    default=True,
                ),
                make=values.correction,
            ),
            values.NOTES_HINT,
        ),
        "What was wrong, shown above the text for good",
        ([{"at": "2026-03-25 14:00", "note": "The crash was on 3 March."}],),
        is_seen=True,
    ),
    Key(
        "review_by",
        moment(),
        "When somebody is to look whether it may stay; goes before [retention]",
        ("2026-09-30",),
        survives="the file itself is due for review then",
    ),
    Key(
        "noindex",
        worded_flag(),
        "Whether search engines are asked to leave the page out",
        ("true",),
        default=False,
        is_seen=True,
    ),
    Key(
        "language",
        language("NG206"),
        "The language it is in; else that of the site",
        ("cy",),
        is_seen=True,
        survives="the page that says why it was withdrawn is in it",
    ),
    Key(
        "images",
        list_of(
            group(
                Key(
                    "src",
                    text(values.picture_address, minLength=1),
                    "The file's path from the content folder, or an address",
                    ("/images/van.jpg",),
                    missing=MISSING,
                ),
                Key(
                    "alt",
                    text(),
                    "What the picture shows, for those who cannot see it",
                    ("A silver van beside a wall",),
                ),
                Key(
                    "caption",
                    text(),
                    "The line below the picture",
                    ("The van was seen at noon.",),
                ),
                Key("credit", text(), "Whose picture it is", ("Northshire Police",), is_seen=True),
                Key(
                    "decorative",
                    worded_flag(),
                    "Whether it shows nothing that needs words",
                    ("true",),
                    default=False,
                ),
                make=Picture,
            ),
            "Write each picture on lines of its own: - src: and its path, then alt: and its text.",
        ),
        "Pictures, shown above the text; the first is for social media",
        ([{"src": "/images/van.jpg", "alt": "A silver van beside a wall"}],),
        is_seen=True,
    ),
    Key(
        "tags",
        list_of(text(values.clean), "Write tags: [{}]"),
        "Words for the release",
        (["rural crime", "courts"],),
        is_seen=True,
    ),
    Key(
        "incident",
        group(
            Key(
                "reference",
                text(),
                "The reference that callers are to quote",
                ("NS-20260324-0112",),
                missing=MISSING,
            ),
            Key("day", text(), "The day of the incident", ("24",)),
            Key("month", text(), "The month of the incident", ("March",)),
            Key("year", text(), "The year of the incident", ("2026",)),
            make=Incident,
            is_open=True,
        ),
        "The police's reference, for callers to quote",
        ({"reference": "NS-20260324-0112"},),
        is_seen=True,
    ),
    Key(
        "accept",
        list_of(
            group(
                Key(
                    "code",
                    text(values.code, piece=values.code_piece),
                    "The finding's code, or the name of its rule",
                    ("NG531", "possible-child"),
                    missing=MISSING,
                    survives="findings about its address stay accepted",
                ),
                Key(
                    "reason",
                    text(values.reason, minLength=1),
                    "Why it is right as it is, for whoever reads this next",
                    ("The court lifted the order on 3 March 2026.",),
                    missing=values.NO_REASON,
                ),
                Key(
                    "text",
                    text(),
                    "Words of the finding that is meant; without it, all findings with this code "
                    "in the file",
                    ("aged 17",),
                ),
                make=values.accepted,
                hint=values.ACCEPT_HINT,
            ),
            values.ACCEPT_HINT,
        ),
        "Findings that are right as they are, each with a reason",
        ([{"code": "NG531", "reason": "The court lifted the order."}],),
    ),
    Key(
        "og",
        tags(
            Key(
                "title",
                text(),
                "The headline for social media; not used in pages",
                ("Witness appeal",),
            ),
            Key(
                "description",
                text(values.clean),
                "The summary, if there is no summary",
                ("Officers seek a silver van.",),
            ),
            Key(
                "image",
                values.IMAGE,
                "The picture for social media, if there are no images; text, or a map with url",
                (_PICTURE,),
            ),
            Key("url", text(), "The address, as url has it; not used in pages", (_ADDRESS,)),
            Key("type", text(), "The type of page; not used in pages", ("article",)),
            Key("locale", text(), "The language and country; not used in pages", ("en_GB",)),
            Key(
                "site",
                tags(
                    Key("name", text(), "The name of the site", ("Northshire Police",)),
                ),
                "The name of the site; not used in pages",
                ({"name": "Northshire Police"},),
            ),
            Key(
                "updated",
                tags(_TIME),
                "When it was last changed, if updated and the text do not say",
                ({"time": "2020-03-06 14:00"},),
            ),
        ),
        "Open Graph tags as the old system wrote them",
        ({"title": "Witness appeal"},),
    ),
    Key(
        "article",
        tags(
            Key(
                "published",
                tags(_PUBLISHED),
                "When it was published, if there is no date",
                ({"time": "2020-03-05 10:49"},),
            ),
            Key(
                "modified",
                tags(_TIME),
                "When it was last changed, if updated and the text do not say",
                ({"time": "2020-03-06 14:00"},),
            ),
            Key("publisher", text(), "Who published it; not used in pages", ("Northshire Police",)),
            Key("author", text(), "Who wrote it; not used in pages", ("Press office",)),
        ),
        "Tags of an article as the old system wrote them",
        ({"published": {"time": "2020-03-05 10:49"}},),
    ),
    Key(
        "publish",
        tags(
            Key(
                "date",
                text(),
                "When it was published, if nothing above says",
                ("05/03/2020",),
                survives=_DATED,
            ),
            Key("month", text(), "The month, with publish.year", ("March",), survives=_DATED),
            Key("year", text(), "The year, with publish.month", ("2020",), survives=_DATED),
        ),
        "The date as an old system wrote it",
        ({"date": "05/03/2020"},),
    ),
    Key(
        "twitter",
        tags(
            Key(
                "title", text(), "The headline for Twitter; not used in pages", ("Witness appeal",)
            ),
            Key("url", text(), "The address for Twitter; not used in pages", (_ADDRESS,)),
            Key("image", text(), "The picture for Twitter; not used in pages", (_PICTURE,)),
        ),
        "Tags for Twitter; not used in pages",
        ({"title": "Witness appeal"},),
    ),
    Key(
        "fb",
        tags(
            Key(
                "app",
                tags(Key("id", text(), "The number of the app", ("100000000000000",))),
                "The app on Facebook",
                ({"id": "100000000000000"},),
            ),
        ),
        "Tags for Facebook; not used in pages",
        ({"app": {"id": "100000000000000"}},),
    ),
    Key(
        "pressroom",
        tags(
            Key("name", text(), "The name of the press office", ("Northshire press office",)),
        ),
        "The press office; not used in pages",
        ({"name": "Northshire press office"},),
    ),
    Key("position", text(), "The place in an old list; not used in pages", ("1",)),
    Key("index", text(), "The place in an old list; not used in pages", ("1",)),
    Key("day", text(), "The day of publication, with month", ("5",), survives=_DATED),
    Key(
        "month",
        text(),
        "The month of publication, in the year of the address",
        ("March",),
        survives=_DATED,
    ),
    Key("time", text(), "The time of publication, with day and month", ("10:49",), survives=_DATED),
)
"""All keys, in the order of the reference."""
