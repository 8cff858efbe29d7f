"""The front matter's keys: one row each, and all that is known of a key is in its row.

Everything arrives as text (see `frontmatter`); an empty value counts as not given. Unknown keys are
kept. Key names and shapes are those of 50,786 real releases, and newsgen's own.

A key that no code of its own needs is one row: templates have it as `release.fields.NAME`. Those
that newsgen itself uses are attributes of `meta.Meta`.
"""

from functools import partial
from typing import Final

from newsgen.content import _values as values
from newsgen.content._old_keys import ADDRESS, DATED, OLD_KEYS
from newsgen.content._values import KeyRow
from newsgen.model import shown
from newsgen.model.declared import (
    ValueReader,
    choice,
    group,
    instant,
    language,
    list_of,
    moment,
    one_or_more,
    text,
    worded_flag,
)
from newsgen.model.refusal import MISSING
from newsgen.model.release import KINDS, STATUSES, Attachment, Film, Incident, Note, Picture

_AT: Final = KeyRow(
    "at", moment(), "When, in local time or with an offset", ("2026-03-25 14:00",), missing=MISSING
)
_NOTE: Final = KeyRow(
    "note",
    text(values.worded(values.NO_NOTE), minLength=1),
    "What is new or was wrong, in a sentence",
    ("A second man was arrested.",),
    missing=MISSING,
)


def _notes(significance: str, *, are_significant: bool) -> ValueReader[tuple[Note, ...]]:
    """Take notes, each significant or not if it does not say."""
    example = "false" if are_significant else "true"
    significant = KeyRow(
        "significant", worded_flag(), significance, (example,), default=are_significant
    )
    make = partial(Note, significant=are_significant)
    notes = group(_AT, _NOTE, significant, make=make)
    return list_of(notes, values.NOTES_HINT, most=values.MOST_PARTS, in_yaml=True)


KEYS: Final[tuple[KeyRow, ...]] = (
    KeyRow(
        "title",
        text(values.worded(values.NO_TITLE), minLength=1),
        "The headline. HTML entities are decoded once",
        ("Witness appeal after crash at Ellerdale",),
        missing=values.NO_TITLE,
        is_seen=True,
    ),
    KeyRow(
        "area",
        text(minLength=1),
        "The force's area, as in [areas] of newsgen.toml",
        ("Northshire",),
        missing=values.NO_AREA,
        is_seen=True,
        survives="it decides the address and the site that answers there",
    ),
    KeyRow(
        "url",
        text(),
        "The address it has always had. Never change it: others link to it",
        (ADDRESS,),
        is_seen=True,
        survives="its address has to answer that the release was taken down",
    ),
    KeyRow(
        "type",
        values.file_type(),
        "What the file is",
        ("page",),
        default="release",
        survives="it decides the address of a page without url",
    ),
    KeyRow(
        "template",
        text(values.template, pattern=f"^{values.TEMPLATE}$"),
        "The template of a page: the theme has it as templates/pages/NAME.html. Default: page.html",
        ("contact",),
    ),
    KeyRow(
        "slug",
        text(values.slug, schema=values.slug_schema),
        "The name in the address, for releases without url; else the title is used",
        ("witness-appeal",),
        survives="it is part of the address of a release without url",
    ),
    KeyRow(
        "date",
        moment(),
        "When it was published. A date in the future holds it back until then",
        ("2026-03-24 09:30", "24 March 2026"),
        is_seen=True,
        survives=DATED,
    ),
    KeyRow(
        "updated",
        moment(),
        "When it was last changed. Left out if it is not later than the time of publication, or "
        "as far as is known the same",
        ("2026-03-25 14:00",),
        is_seen=True,
    ),
    KeyRow(
        "embargo",
        instant(),
        "When it may first be seen. If it is later than the date, it is the time of publication, "
        "but for the address",
        ("2026-03-30T10:00+01:00",),
        survives=DATED,
    ),
    KeyRow(
        "expires",
        instant(),
        "When it must no longer be seen",
        ("2026-09-30T10:00+01:00",),
        survives="its address is gone from then on",
    ),
    KeyRow(
        "summary",
        text(values.clean),
        "One sentence for lists, feeds and search engines; else the first sentence is used",
        ("Officers seek a silver van.",),
        is_seen=True,
    ),
    KeyRow(
        "kind",
        choice(KINDS, any_case=True),
        "What the release is for",
        ("appeal",),
        default="news",
        is_seen=True,
        survives="the retention of its kind says when the file itself is due for review",
    ),
    KeyRow(
        "status",
        choice(STATUSES, any_case=True),
        "Whether it is to be published",
        ("draft",),
        default="published",
        is_seen=True,
        survives="it decides what its address answers",
    ),
    KeyRow(
        "explanation",
        text(values.clean),
        "Why it was withdrawn, or closed: this is published, so name nobody",
        ("This appeal was withdrawn as it is no longer needed.",),
        is_seen=True,
        survives="its page says why it was withdrawn",
    ),
    KeyRow(
        "superseded_by",
        text(),
        "The address to which a moved release leads, or the newer release that a closed one "
        "points to",
        ("https://www.northshire.police.example/newsroom/2026/April/x.aspx",),
        is_seen=True,
        survives="its address leads there",
    ),
    KeyRow(
        "redirect_from",
        one_or_more(text(), "Write redirect_from: [{}]", most=values.MOST_PARTS),
        "Addresses that it had before, whole or as paths; they lead to it",
        (["/newsroom/2026/March/old-name.aspx"],),
        survives="its old addresses answer as its address does",
    ),
    KeyRow(
        "updates",
        _notes(
            "Whether feeds, sitemaps and search engines are to take the release for changed",
            are_significant=False,
        ),
        "What is new since it was published, shown above the text",
        ([{"at": "2026-03-25 14:00", "note": "A second man was arrested."}],),
        is_seen=True,
    ),
    KeyRow(
        "corrections",
        _notes("False if feeds, sitemaps and search engines need not know", are_significant=True),
        "What was wrong, shown above the text permanently",
        ([{"at": "2026-03-25 14:00", "note": "The crash was on 3 March."}],),
        is_seen=True,
    ),
    KeyRow(
        "review_by",
        moment(),
        "When somebody is to look whether it may stay; goes before [retention]",
        ("2026-09-30",),
        survives="the file itself is due for review then",
    ),
    KeyRow(
        "featured_until",
        moment(),
        "Until when it comes first on the home page and the page of its area; a day alone counts "
        "to its end",
        ("2026-03-31", "2026-03-31 18:00"),
    ),
    KeyRow(
        "noindex",
        worded_flag(),
        "Whether search engines are asked to leave the page out",
        ("true",),
        default=False,
        is_seen=True,
    ),
    KeyRow(
        "language",
        language("NG206"),
        "The language it is in; else that of the site",
        ("cy",),
        is_seen=True,
        survives="the page that says why it was withdrawn is in it",
    ),
    KeyRow(
        "images",
        list_of(
            group(
                KeyRow(
                    "src",
                    text(values.picture_address, minLength=1),
                    "The file's path from the content folder, or an address",
                    ("/images/van.jpg",),
                    missing=MISSING,
                ),
                KeyRow(
                    "alt",
                    text(),
                    "What the picture shows, for those who cannot see it",
                    ("A silver van beside a wall",),
                ),
                KeyRow(
                    "caption", text(), "The line below the picture", ("The van was seen at noon.",)
                ),
                KeyRow(
                    "credit", text(), "Whose picture it is", ("Northshire Police",), is_seen=True
                ),
                KeyRow(
                    "decorative",
                    worded_flag(),
                    "Whether it shows nothing that needs words",
                    ("true",),
                    default=False,
                ),
                KeyRow(
                    "focus",
                    values.focus(),
                    "The point that lists keep where they crop it: percent from the left and from "
                    "the top, or shares from 0.0 to 1.0",
                    ([30, 20],),
                ),
                make=Picture,
            ),
            "Write each picture on lines of its own: - src: and its path, then alt: and its text.",
            most=values.MOST_PARTS,
            in_yaml=True,
        ),
        "Pictures, shown above the text; the first is for social media",
        ([{"src": "/images/van.jpg", "alt": "A silver van beside a wall"}],),
        is_seen=True,
    ),
    KeyRow(
        "video",
        group(
            KeyRow(
                "title",
                text(values.worded(values.NO_FILM), minLength=1),
                "What the film shows: its name for those who do not see it",
                ("The van on Fell Road",),
                missing=values.NO_FILM,
                is_seen=True,
            ),
            KeyRow(
                "file",
                text(values.file_path),
                "The film's path from the content folder, or its name if it is beside the release",
                ("/films/van.mp4",),
            ),
            KeyRow(
                "url",
                text(),
                "Its address at YouTube or Vimeo, which are asked only after a click",
                ("https://www.youtube.com/watch?v=jNQXAC9IVRw",),
            ),
            KeyRow(
                "poster",
                text(values.file_path),
                "The picture that is shown before a file is played",
                ("/films/van.jpg",),
            ),
            KeyRow(
                "captions",
                text(values.file_path),
                "What is said in a file, with times, as WebVTT",
                ("/films/van.vtt",),
            ),
            KeyRow(
                "transcript",
                text(values.file_address),
                "What is said and shown in a file, as a text: a path, or an address",
                ("/films/van.txt",),
            ),
            make=Film,
            hint="Write title: and file: or url: in lines below video:, indented by two spaces.",
        ),
        "A film, shown above the text",
        ({"file": "/films/van.mp4", "title": "The van on Fell Road"},),
        is_seen=True,
    ),
    KeyRow(
        "attachments",
        list_of(
            group(
                KeyRow(
                    "file",
                    text(values.file_path, minLength=1),
                    "The file's path from the content folder, or its name if it is beside the "
                    "release",
                    ("/files/crime-plan.pdf",),
                    missing=MISSING,
                ),
                KeyRow(
                    "title",
                    text(values.worded(values.NO_NAME), minLength=1),
                    "What it is: these words are the link",
                    ("The crime plan for 2026",),
                    missing=values.NO_NAME,
                    is_seen=True,
                ),
                KeyRow(
                    "accessible",
                    worded_flag(),
                    "Whether a screen reader can read it; if nobody has checked, readers are told "
                    "how to ask for another format",
                    ("true",),
                    default=False,
                ),
                KeyRow(
                    "alternative",
                    text(values.file_address),
                    "The same in a form that everyone can read: a path, or an address",
                    ("/crime-plan/",),
                ),
                make=Attachment,
            ),
            "Write each document on lines of its own: - file: and its path, then title: and what "
            "it is.",
            most=values.MOST_PARTS,
            in_yaml=True,
        ),
        "Documents, shown below the text with kind, size and pages",
        ([{"file": "/files/crime-plan.pdf", "title": "The crime plan for 2026"}],),
        is_seen=True,
    ),
    KeyRow(
        "tags",
        list_of(text(values.clean), "Write tags: [{}]", most=values.MOST_WORDS),
        "Words for the release",
        (["rural crime", "courts"],),
        is_seen=True,
    ),
    KeyRow(
        "incident",
        group(
            KeyRow(
                "reference",
                text(),
                "The reference that callers are to quote",
                ("NS-20260324-0112",),
                missing=MISSING,
            ),
            KeyRow("day", text(), "The day of the incident", ("24",)),
            KeyRow("month", text(), "The month of the incident", ("March",)),
            KeyRow("year", text(), "The year of the incident", ("2026",)),
            make=Incident,
            is_open=True,
            hint="Write reference: and the number below incident:, indented by two spaces.",
        ),
        "The police's reference, for callers to quote",
        ({"reference": "NS-20260324-0112"},),
        is_seen=True,
    ),
    KeyRow(
        "related",
        one_or_more(text(), "Write related: [{}]", most=values.MOST_WORDS),
        "Releases to read next, by their files or addresses; those that readers cannot see are "
        "left out",
        (["northshire/2026/06-lighthouse-damage.md", "/newsroom/2026/May/x.aspx"],),
    ),
    KeyRow(
        "translation_of",
        text(),
        "The same release in another language, by its file or address; each of the two pages links "
        "to the other",
        ("northshire/2026/06-lighthouse-damage-cy.md", "/newyddion/2026/Mai/x.aspx"),
        survives="its other language is taken down with it",
    ),
    KeyRow(
        "translation",
        text(values.clean),
        "Why it has no translation: urgent, third-party, taken-down or another of newsgen.toml",
        ("urgent",),
    ),
    KeyRow(
        "translation_by",
        moment(),
        "The day by which its translation is to follow",
        ("2026-03-31",),
    ),
    KeyRow(
        "accept",
        list_of(
            group(
                KeyRow(
                    "code",
                    text(values.code, schema=lambda: shown.rule_choice(shown.rules())),
                    "The finding's code, or the name of its rule",
                    ("NG531", "possible-child"),
                    missing=MISSING,
                    survives="findings about its address stay accepted",
                ),
                KeyRow(
                    "reason",
                    text(values.worded(values.NO_REASON), minLength=1),
                    "Why it is right as it is, for whoever reads this next",
                    ("The court lifted the order on 3 March 2026.",),
                    missing=values.NO_REASON,
                ),
                KeyRow(
                    "text",
                    text(),
                    "Words of the finding that is meant; without it, all findings with this code "
                    "in the file",
                    ("aged 17",),
                ),
                make=values.Accepted,
                hint=values.ACCEPT_HINT,
            ),
            values.ACCEPT_HINT,
            most=values.MOST_PARTS,
            in_yaml=True,
        ),
        "Findings that are right as they are, each with a reason",
        ([{"code": "NG531", "reason": "The court lifted the order."}],),
    ),
    *OLD_KEYS,
)
"""All keys, in the order of the reference."""
