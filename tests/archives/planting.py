"""The functions that give a pattern to a draft, each for one part of a release.

They note what readers should see of it, which is what a test counts by.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from random import Random
from typing import Final

from tests.archives import words
from tests.archives.draft import Draft
from tests.archives.stories import MONTHS, WEEKDAYS, ordinal
from tests.archives.styles import cased_slug, slug, utc
from tests.archives.wording import filled

Plant = Callable[[Draft], None]
"""Changes a draft before its style dresses it, or after: as the part it is for says."""
LONGEST_SEGMENT: Final = 253
LONGEST_TITLE: Final = 506
LONGEST_IN_LISTS: Final = 150
MONTHS_OF_WORK: Final = 2
"""So many months after that of its folder a page may be published."""
_SHARED: Final = tuple(words.paragraph(Random("shared"), 3) for _ in range(8))


def says(*texts: str) -> Plant:
    """Return a function that puts paragraphs behind the first one."""

    def plant(draft: Draft) -> None:
        draft.paragraphs[1:1] = [filled(draft, text) for text in texts]

    return plant


def begins(*texts: str) -> Plant:
    def plant(draft: Draft) -> None:
        draft.paragraphs[:0] = [filled(draft, text) for text in texts]
        if draft.paragraphs[0].endswith("."):
            draft.summary_shown = ""  # which of two sentences tells the news is no pattern's word

    return plant


def ends(*texts: str) -> Plant:
    def plant(draft: Draft) -> None:
        draft.paragraphs += [filled(draft, text) for text in texts]

    return plant


def only(*texts: str) -> Plant:
    """Return a function that replaces the body."""

    def plant(draft: Draft) -> None:
        draft.paragraphs = [filled(draft, text) for text in texts]
        draft.summary_shown = ""

    return plant


def label_only(text: str) -> Plant:
    """Return a function that leaves a label; readers see the summary below it, as a text."""

    def plant(draft: Draft) -> None:
        draft.paragraphs = [filled(draft, text)]
        draft.shows.append(("p", draft.summary))

    return plant


def number_as(wrong: str) -> Plant:
    """Return a function that gives Crimestoppers' number so, wherever it was given."""

    def plant(draft: Draft) -> None:
        draft.paragraphs = [p for p in draft.paragraphs if "0800" not in p]
        draft.paragraphs.append(f"You can also call Crimestoppers anonymously on {wrong}.")

    return plant


def titled(text: str) -> Plant:
    """Return a function that gives a title, which is shown as it is."""

    def plant(draft: Draft) -> None:
        draft.name_it(filled(draft, text))

    return plant


def title_as(change: Callable[[str], str]) -> Plant:
    def plant(draft: Draft) -> None:
        draft.name_it(change(draft.title))

    return plant


def affixed(text: str) -> Plant:
    """Return a function that puts something beside the title, which is not shown."""

    def plant(draft: Draft) -> None:
        draft.title = filled(draft, text)

    return plant


def long_title(draft: Draft) -> None:
    text = f"{draft.title} - {words.paragraph(draft.chance, 3 + draft.chance.randrange(6))}"
    draft.title = draft.title_shown = text[:LONGEST_TITLE].rstrip()


def entity_title(entity: str) -> Plant:
    def plant(draft: Draft) -> None:
        draft.title = f"{draft.title} {entity} update"
        draft.title_shown = unescape(draft.title)

    return plant


def weekday(*, wrong: bool) -> Plant:
    """Return a function that writes a date with its weekday, or with one up to three days later.

    No year near has the date on such a day: a weekday moves by one or two days a year.
    """

    def plant(draft: Draft) -> None:
        day = draft.at - timedelta(days=2 + draft.chance.randrange(20))
        later = 1 + draft.chance.randrange(3) if wrong else 0
        number = draft.chance.choice((str(day.day), ordinal(day.day)))
        date = f"{number} {MONTHS[day.month - 1]}{draft.chance.choice(('', f' {day.year}'))}"
        date = draft.chance.choice((date, date, f"{day:%d/%m/%Y}"))
        name = WEEKDAYS[(day.weekday() + later) % 7]
        text = f"The {{search|hearing}} {{took place|was}} on {name}{{,|}} {date}."
        draft.paragraphs.insert(1, filled(draft, text))

    return plant


def today(*, wrong: bool) -> Plant:
    """Return a function that says of a day that it is today, or the one before or after."""

    def plant(draft: Draft) -> None:
        word, by = draft.chance.choice(
            (("today", 0), ("tonight", 0), ("yesterday", -1), ("last night", -1), ("tomorrow", 1))
        )
        day = draft.at + timedelta(days=by + (3 + draft.chance.randrange(20)) * wrong)
        date = f"{day.day} {MONTHS[day.month - 1]}"
        weekday = WEEKDAYS[day.weekday()]
        written = draft.chance.choice(
            (f"({date})", f"({weekday} {date})", f"({day:%d/%m/%Y})", f"({weekday[:3]} {day.day})")
        )
        text = f"{{Officers|A team}} from <town> {{met|meet}} {word} {written} in <road>."
        draft.paragraphs.insert(1, filled(draft, text))

    return plant


def stays_a_story(_: Draft) -> None:
    """Leave the release as it was told: its kind is the pattern."""


def name_first(draft: Draft) -> None:
    """Begin the body with the caption of a picture, which names the person."""
    draft.paragraphs.insert(0, words.person(draft.chance))


def absconder(draft: Draft) -> None:
    who = draft.chance.choice(("absconder", "prisoner", "escaped prisoner"))
    draft.name_it(f"Missing {who} sought in {draft.town}")
    only(f"Officers are looking for a missing {who}. Anyone who sees him should call 101.")(draft)


def without_contact(text: str) -> Plant:
    """Return a function that leaves two sentences: of what happened, and one that may ask."""

    def plant(draft: Draft) -> None:
        lead = "{Thieves took|Someone stole} <things> from a {shop|shed|van} in <road>, <town>."
        draft.summary = draft.summary_shown = filled(draft, lead)
        draft.paragraphs = [draft.summary, filled(draft, text)]

    return plant


def appeal_that_ends(text: str) -> Plant:
    """Return a function that says in the front matter that a release asks for help."""

    def plant(draft: Draft) -> None:
        draft.meta["kind"] = "appeal"
        ends(text, "You can also call 101.")(draft)

    return plant


def shared_body(draft: Draft) -> None:
    """Give the release the body that others have too, below a first line of its own."""
    draft.paragraphs = [draft.paragraphs[0], *_SHARED]


def both_languages(draft: Draft) -> None:
    draft.paragraphs += [
        "Mae swyddogion yn apelio am dystion ar ôl digwyddiad yn y dref ddydd Iau.",
        "Gofynnir i unrhyw un sydd â gwybodaeth ffonio 101 cyn gynted â phosibl.",
    ]


def found_note(draft: Draft) -> None:
    """Replace an appeal by the note that the person was found."""
    draft.name_it(filled(draft, "{Found|FOUND|Located|Safe and well}: <title>"))
    only(
        "{This person|The missing man|She} has been {found|traced}. Thank you to {all who|those "
        "that} shared the appeal."
    )(draft)
    draft.summary = draft.summary_shown = draft.paragraphs[0]


def found_named(draft: Draft) -> None:
    """Say in the title that the person was found, and leave the name in the text."""
    draft.name_it(filled(draft, "{Found|FOUND|Update - found safe}: <title>"))


def found_child(draft: Draft) -> None:
    """Say that a child was found, and leave name and age in the text."""
    draft.name_it(filled(draft, "{Missing teenager from <town> found|FOUND: missing <town> girl}"))
    only(
        "Officers are {looking for|concerned about} <given> <surname>, <teen>, who is missing.",
        "<filling>",
        "If you can help, please call 101.",
    )(draft)


# Addresses: before the style writes the address into the front matter.


def url_end(text: str) -> Plant:
    """Return a function that ends the last part of a URL so, before its slash."""

    def plant(draft: Draft) -> None:
        slash = "/" if draft.url.endswith("/") else ""
        draft.url = f"{draft.url.rstrip('/')}{text}{slash}"

    return plant


def stem_end(text: str) -> Plant:
    """Return a function that ends the last part of a URL so, before its extension."""

    def plant(draft: Draft) -> None:
        stem, dot, extension = draft.url.rpartition(".")
        draft.url = f"{stem}{text}{dot}{extension}"

    return plant


def two_dots(draft: Draft) -> None:
    """End the title in a stop, which stands before the one of the extension."""
    draft.name_it(f"{draft.title}.")
    stem_end(".")(draft)


def url_of_earlier(change: Callable[[str], str]) -> Plant:
    """Return a function that makes a URL from that of an earlier release of the force."""

    def plant(draft: Draft) -> None:
        assert draft.earlier, "the first release of a force has none before it"
        draft.url = change(draft.earlier.url)
        names_month = re.search(r"/20\d\d/\w+/", draft.url) is not None
        months_later = 12 * (draft.at.year - draft.earlier.at.year)
        months_later += draft.at.month - draft.earlier.at.month
        draft.finds["NG306"] += names_month and months_later not in range(MONTHS_OF_WORK + 1)

    return plant


def other_case(url: str) -> str:
    """Return the URL with a capital in its last part."""
    head, slash, tail = url.rstrip("/").rpartition("/")
    return f"{head}{slash}{tail[0].upper()}{tail[1:]}/"


def long_segment(draft: Draft) -> None:
    head, _, tail = draft.url.rstrip("/").rpartition("/")
    filling = slug(words.paragraph(draft.chance, 6))
    draft.url = f"{head}/{tail}-{filling}"[: len(head) + 1 + LONGEST_SEGMENT].rstrip("-") + "/"


def last_segment(text: str) -> Plant:
    def plant(draft: Draft) -> None:
        head, _, _ = draft.url.rstrip("/").rpartition("/")
        draft.url = f"{head}/{text}{'/' if draft.url.endswith('/') else ''}"

    return plant


def composed(draft: Draft) -> None:
    head, _, _ = draft.url.rstrip("/").rpartition("/")
    draft.url = f"{head}/caf\u00e9-{draft.force.slug}-reopens/"


def decomposed(draft: Draft) -> None:
    head, _, _ = draft.url.rstrip("/").rpartition("/")
    draft.url = f"{head}/cafe\u0301-{draft.force.slug}-reopens/"


def month_after(draft: Draft) -> None:
    """Name the folder after the month in which the page was moved."""
    name = MONTHS[draft.at.month - 1].lower()
    if draft.at.month < 12:
        draft.url = draft.url.replace(f"/{name}/", f"/{MONTHS[draft.at.month].lower()}/")
    else:
        folder = f"/{draft.at.year + 1}/january/"
        draft.url = draft.url.replace(f"/{draft.at.year}/{name}/", folder)


def en_dash(draft: Draft) -> None:
    """Put a dash into title and URL; the old site's title says the same thing twice."""
    title = f"{draft.name} – {draft.town} update"
    draft.url = draft.url.replace(cased_slug(draft.name), cased_slug(title))
    draft.name = title
    draft.title = f"{title.replace('–', '&ndash;')} {title}"
    draft.finds["NG219"] += len(unescape(draft.title)) > LONGEST_IN_LISTS
    draft.title_shown = ""  # that a title says a thing twice is for its author


# Front matter: after the style has written it.


def summary_cut(draft: Draft) -> None:
    """Stop the summary where the old system did, at an apostrophe or a quotation mark."""
    opening = draft.chance.choice(("We", "It", "A", "Detectives", "The", "Don", "They", "Officers"))
    draft.og["description"] = opening


def summary_label(text: str) -> Plant:
    def plant(draft: Draft) -> None:
        draft.og["description"] = filled(draft, text)

    return plant


def summary_of_title(draft: Draft) -> None:
    draft.og["description"] = draft.name


def summary_of_day(draft: Draft) -> None:
    word = draft.chance.choice(("Dated", "Posted", "Published"))
    draft.og["description"] = f"{word}: {draft.at.day} {MONTHS[draft.at.month - 1]} {draft.at.year}"


def summary_entity(draft: Draft) -> None:
    draft.og["description"] = f"{draft.og['description']} It&rsquo;s about &#163;40."
    draft.summary_shown = ""


def summary_html(draft: Draft) -> None:
    draft.og["description"] = f"<p>{draft.summary}</p>"
    draft.summary_shown = draft.summary


def summary_cut_in_tag(draft: Draft) -> None:
    """Stop the summary within a tag, where the old system counted its characters too."""
    cut = draft.chance.choice(("<stro", '<a href="https://', "</", "</p"))
    draft.og["description"] = f"<p>{draft.summary}{cut}"
    draft.summary_shown = draft.summary


def summary_trail(draft: Draft) -> None:
    """Give the way to the page in place of a summary."""
    mark = draft.chance.choice((">", "»", "/"))
    draft.og["description"] = f"Home {mark} News {mark} Appeals in {draft.town} {mark} {draft.name}"


def summary_markdown(draft: Draft) -> None:
    mark = draft.chance.choice(("**", "_", "*", "__"))
    draft.og["description"] = f"{mark}{draft.summary}{mark}"
    draft.summary_shown = draft.summary


def picture(path: str) -> Plant:
    def plant(draft: Draft) -> None:
        address = f"https://{draft.force.host}{path}".replace("<number>", str(draft.number))
        draft.og["image"] = address
        draft.default_picture = False

    return plant


def og_title_cut(draft: Draft) -> None:
    draft.title = draft.title_shown = f"{draft.name} at Chief Constable's awards"
    draft.og["title"] = f"{draft.name} at Chief Constable"


def og_title_missing(draft: Draft) -> None:
    del draft.og["title"]


def og_url_elsewhere(draft: Draft) -> None:
    draft.og["url"] = f"https://{draft.force.host}/news/earlier-address-{draft.number}/"


def changed_before(*, round_minute: bool) -> Plant:
    """Return a function by which a release was changed before it was published."""

    def plant(draft: Draft) -> None:
        seconds = 0 if round_minute else 1 + draft.number % 59
        published = draft.at.replace(minute=30, second=seconds)
        changed = published - timedelta(hours=20, seconds=7)
        times = {"published": {"time": utc(published)}, "modified": {"time": utc(changed)}}
        draft.keep_time().update(times)
        draft.at = published

    return plant


def gallery_residue(draft: Draft) -> None:
    draft.above[:0] = ["Statement", f"View | Download (JPG - {10 + draft.number % 90} KB)"]


def above(text: str) -> Plant:
    """Return a function that puts a line of the old page above all others."""

    def plant(draft: Draft) -> None:
        draft.above.insert(0, text)

    return plant


def page_image(draft: Draft) -> None:
    """Put labels of an editor's form between the date and the text."""
    draft.above += ["Page Image", "Page Content"]


def image_heading(draft: Draft) -> None:
    draft.below += ["### Image gallery:", " * *", "select image to see larger version"]
