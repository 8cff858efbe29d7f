"""The functions that give a pattern to a draft, each for one part of a release."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Final

from tests.archives import words
from tests.archives.draft import Draft
from tests.archives.stories import MONTHS, WEEKDAYS, written_day
from tests.archives.styles import cased_slug, slug, utc

Plant = Callable[[Draft], None]
"""Changes a draft before its style dresses it, or after: as the part it is for says."""
LONGEST_SEGMENT: Final = 253
LONGEST_TITLE: Final = 506
_SHARED: Final = tuple(words.paragraph(Random("shared"), 3) for _ in range(8))


def filled(draft: Draft, text: str) -> str:
    """Fill the places and people into a text; what is in no braces stays as it is."""
    chance = draft.chance
    names = {
        "town": draft.town,
        "road": draft.road,
        "force": draft.force.name,
        "short": draft.force.short,
        "host": draft.force.host,
        "given": chance.choice(words.GIVEN),
        "surname": chance.choice(words.SURNAMES),
        "age": str(20 + chance.randrange(50)),
        "phone": words.telephone(chance),
        "plate": words.plate(chance),
        "day": written_day(draft.at),
        "ref": str(10_000 + chance.randrange(80_000)),
        "filling": words.paragraph(chance, 3),
    }
    for name, value in names.items():
        text = text.replace(f"<{name}>", value)
    return text


def says(*texts: str) -> Plant:
    """Return a function that puts paragraphs behind the first one."""

    def plant(draft: Draft) -> None:
        draft.paragraphs[1:1] = [filled(draft, text) for text in texts]

    return plant


def begins(*texts: str) -> Plant:
    def plant(draft: Draft) -> None:
        draft.paragraphs[:0] = [filled(draft, text) for text in texts]

    return plant


def ends(*texts: str) -> Plant:
    def plant(draft: Draft) -> None:
        draft.paragraphs += [filled(draft, text) for text in texts]

    return plant


def only(*texts: str) -> Plant:
    """Return a function that replaces the body."""

    def plant(draft: Draft) -> None:
        draft.paragraphs = [filled(draft, text) for text in texts]

    return plant


def number_as(wrong: str) -> Plant:
    """Return a function that gives Crimestoppers' number so, wherever it was given."""

    def plant(draft: Draft) -> None:
        draft.paragraphs = [p for p in draft.paragraphs if "0800" not in p]
        draft.paragraphs.append(f"You can also call Crimestoppers anonymously on {wrong}.")

    return plant


def titled(text: str) -> Plant:
    def plant(draft: Draft) -> None:
        draft.title = draft.name = filled(draft, text)

    return plant


def title_as(change: Callable[[str], str]) -> Plant:
    def plant(draft: Draft) -> None:
        draft.title = draft.name = change(draft.title)

    return plant


def long_title(draft: Draft) -> None:
    text = f"{draft.title} - {words.paragraph(draft.chance, 8)}"
    draft.title = text[:LONGEST_TITLE].rstrip()


def entity_title(entity: str) -> Plant:
    def plant(draft: Draft) -> None:
        draft.title = f"{draft.title} {entity} update"

    return plant


def lead_as_heading(draft: Draft) -> None:
    draft.paragraphs[0] = f"### {draft.paragraphs[0]} {words.sentence(draft.chance)}"


def bold_lead(draft: Draft) -> None:
    draft.paragraphs[0] = f"**{draft.paragraphs[0]}**"


def lead_in_headed_items(draft: Draft) -> None:
    items = [words.sentence(draft.chance) for _ in range(3)]
    draft.paragraphs[:1] = [f"* ### {items[0]}", *(f" * ### {item}" for item in items[1:])]


def wrong_weekday(draft: Draft) -> None:
    day = draft.at - timedelta(days=3)
    name = WEEKDAYS[(day.weekday() + 2) % 7]
    text = f"The search took place on {name} {day.day} {MONTHS[day.month - 1]} {day.year}."
    draft.paragraphs.insert(1, text)


def today_of_another_day(draft: Draft) -> None:
    day = draft.at + timedelta(days=10)
    text = f"A man was charged today ({day.day} {MONTHS[day.month - 1]}) and remains in custody."
    draft.paragraphs.insert(1, text)


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
    draft.title = f"{('Found', 'FOUND')[draft.number % 2]}: {draft.title}"
    draft.paragraphs = ["This person has been found. Thank you to those that shared the appeal."]
    draft.summary = draft.paragraphs[0]


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
    draft.title = draft.name = f"{draft.title}."
    stem_end(".")(draft)


def url_of_earlier(change: Callable[[str], str]) -> Plant:
    """Return a function that makes a URL from that of an earlier release of the force."""

    def plant(draft: Draft) -> None:
        assert draft.earlier, "the first release of a force has none before it"
        draft.url = change(draft.earlier.url)

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


def month_before(draft: Draft) -> None:
    """Name the folder after the month in which the draft was begun."""
    name = MONTHS[draft.at.month - 1].lower()
    if draft.at.month > 1:
        draft.url = draft.url.replace(f"/{name}/", f"/{MONTHS[draft.at.month - 2].lower()}/")
    else:
        folder = f"/{draft.at.year - 1}/december/"
        draft.url = draft.url.replace(f"/{draft.at.year}/{name}/", folder)


def en_dash(draft: Draft) -> None:
    """Put a dash into title and URL; the old site's title says the same thing twice."""
    title = f"{draft.name} – {draft.town} update"
    draft.url = draft.url.replace(cased_slug(draft.name), cased_slug(title))
    draft.name = title
    draft.title = f"{title.replace('–', '&ndash;')} {title}"


# Front matter: after the style has written it.


def summary_as(text: str) -> Plant:
    def plant(draft: Draft) -> None:
        draft.og["description"] = filled(draft, text)

    return plant


def summary_of_title(draft: Draft) -> None:
    draft.og["description"] = draft.name


def summary_of_day(draft: Draft) -> None:
    draft.og["description"] = f"Dated: {draft.at.day} {MONTHS[draft.at.month - 1]} {draft.at.year}"


def summary_entity(draft: Draft) -> None:
    draft.og["description"] = f"{draft.og['description']} It&rsquo;s about &#163;40."


def summary_markdown(draft: Draft) -> None:
    draft.og["description"] = f"**{draft.og['description']}** _Read on._"


def picture(path: str) -> Plant:
    def plant(draft: Draft) -> None:
        address = f"https://{draft.force.host}{path}".replace("<number>", str(draft.number))
        draft.og["image"] = address

    return plant


def og_title_cut(draft: Draft) -> None:
    draft.title = f"{draft.name} at Chief Constable's awards"
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

    return plant


def year_ahead(draft: Draft) -> None:
    draft.meta["publish"] = {"date": f"{draft.at:%H:%M %d/%m}/{draft.at.year + 16}"}


def posted_on_weekday(draft: Draft) -> None:
    """Replace the style's dateline by one without a year."""
    clock = f"{(draft.at.hour - 1) % 12 + 1}.{draft.at:%M}{'pm' if draft.at.hour > 11 else 'am'}"
    draft.above[0] = f"Posted on {written_day(draft.at)} at {clock}"


def posted_with_dot(draft: Draft) -> None:
    draft.above[0] = f"Posted: {written_day(draft.at)} {draft.at.year}, {draft.at:%H.%M}"


def caption_below(draft: Draft) -> None:
    draft.below.append(words.person(draft.chance))


def gallery_residue(draft: Draft) -> None:
    draft.above[:0] = ["Statement", "View | Download (JPG - 15 KB)"]


def image_heading(draft: Draft) -> None:
    draft.below += ["### Image gallery:", " * *", "select image to see larger version"]
