"""The keys that older systems wrote: newsgen reads them, and uses some where there is no other."""

from dataclasses import replace
from typing import Any, Final

from newsgen.content import _values as values
from newsgen.content._values import KeyRow
from newsgen.model.declared import ValueReader, group, text


def tags(*keys: KeyRow) -> ValueReader[dict[str, Any]]:
    """Take a group of an old system: an empty text in it counts as not given."""
    return group(*keys, make=dict, is_open=True, skips_empty=True)


def unused(name: str, description: str, example: str) -> KeyRow:
    """Return the row of a key that is known and no more."""
    return KeyRow(name, text(), f"{description}; not used in pages", (example,))


ADDRESS: Final = "https://www.northshire.police.example/newsroom/2026/March/x.aspx"
_PICTURE: Final = "https://www.northshire.police.example/images/van.jpg"
DATED: Final = "its address answers from the time of publication on"
_TIME: Final = KeyRow("time", text(), "The date and time", ("2020-03-05 10:49",))
_PUBLISHED: Final = replace(_TIME, survives=DATED)
_MODIFIED: Final = KeyRow(
    "modified",
    tags(_TIME),
    "When it was last changed, if updated and the text do not say",
    ({"time": "2020-03-06 14:00"},),
)

OLD_KEYS: Final[tuple[KeyRow, ...]] = (
    KeyRow(
        "og",
        tags(
            unused("title", "The headline for social media", "Witness appeal"),
            KeyRow(
                "description",
                text(values.clean),
                "The summary, if there is no summary",
                ("Officers seek a silver van.",),
            ),
            KeyRow(
                "image",
                values.IMAGE,
                "The picture for social media, if there are no images; text, or a map with url. A "
                "file of the site is published too",
                (_PICTURE,),
            ),
            unused("url", "The address, as url has it", ADDRESS),
            unused("type", "The type of page", "article"),
            unused("locale", "The language and country", "en_GB"),
            KeyRow(
                "site",
                tags(KeyRow("name", text(), "The name of the site", ("Northshire Police",))),
                "The name of the site; titles are shown without it",
                ({"name": "Northshire Police"},),
            ),
            replace(_MODIFIED, name="updated"),
        ),
        "Open Graph tags as the old system wrote them",
        ({"title": "Witness appeal"},),
    ),
    KeyRow(
        "article",
        tags(
            KeyRow(
                "published",
                tags(_PUBLISHED),
                "When it was published, if there is no date",
                ({"time": "2020-03-05 10:49"},),
            ),
            _MODIFIED,
            unused("publisher", "Who published it", "Northshire Police"),
            unused("author", "Who wrote it", "Press office"),
        ),
        "Tags of an article as the old system wrote them",
        ({"published": {"time": "2020-03-05 10:49"}},),
    ),
    KeyRow(
        "publish",
        tags(
            KeyRow(
                "date",
                text(),
                "When it was published, if nothing above says",
                ("05/03/2020",),
                survives=DATED,
            ),
            KeyRow("month", text(), "The month, with publish.year", ("March",), survives=DATED),
            KeyRow("year", text(), "The year, with publish.month", ("2020",), survives=DATED),
        ),
        "The date as an old system wrote it",
        ({"date": "05/03/2020"},),
    ),
    KeyRow(
        "twitter",
        tags(
            unused("title", "The headline for Twitter", "Witness appeal"),
            unused("url", "The address for Twitter", ADDRESS),
            unused("image", "The picture for Twitter", _PICTURE),
        ),
        "Tags for Twitter; not used in pages",
        ({"title": "Witness appeal"},),
    ),
    KeyRow(
        "fb",
        tags(
            KeyRow(
                "app",
                tags(KeyRow("id", text(), "The number of the app", ("100000000000000",))),
                "The app on Facebook",
                ({"id": "100000000000000"},),
            )
        ),
        "Tags for Facebook; not used in pages",
        ({"app": {"id": "100000000000000"}},),
    ),
    KeyRow(
        "pressroom",
        tags(KeyRow("name", text(), "The name of the press office", ("Northshire press office",))),
        "The press office; not used in pages",
        ({"name": "Northshire press office"},),
    ),
    unused("position", "The place in an old list", "1"),
    unused("index", "The place in an old list", "1"),
    KeyRow("day", text(), "The day of publication, with month", ("5",), survives=DATED),
    KeyRow(
        "month",
        text(),
        "The month of publication, in the year of the address",
        ("March",),
        survives=DATED,
    ),
    KeyRow(
        "time", text(), "The time of publication, with day and month", ("10:49",), survives=DATED
    ),
)
