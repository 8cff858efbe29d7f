"""The functions that write the date of a release in another form than its style does.

A style has written its usual date by then, so each takes that out first.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from tests.archives import words
from tests.archives.draft import Draft
from tests.archives.stories import MONTHS, WEEKDAYS, written_day

_SHORT: Final = tuple(month[:3] for month in MONTHS)
YEARS_AHEAD: Final = 16


def without_date(draft: Draft) -> None:
    """Take out what the style has written of the date, in keys and around the body."""
    draft.meta.pop("publish", None)
    draft.above = [line for line in draft.above if not any(map(str.isdigit, line))]
    draft.below = []
    draft.patterns = [name for name in draft.patterns if not name.startswith("date-")]


def undated(draft: Draft) -> None:
    without_date(draft)
    draft.dated = False


def slashed(at: datetime) -> str:
    return f"{at.day:02}/{_SHORT[at.month - 1]}/{at:%Y %H:%M}"


def release_date(draft: Draft) -> None:
    """Write the date below the body, above the number of its author."""
    without_date(draft)
    author = f"Author ID: {10 + draft.number % 500}"
    draft.below = [f"Release date: {slashed(draft.at)}\n{author}", "* * *"]


def two_datelines(draft: Draft) -> None:
    """Write two datelines: the first is UTC, the second local."""
    without_date(draft)
    at, stated = draft.at, draft.at.astimezone(UTC)
    day = f"{at.day} {MONTHS[at.month - 1]} {at.year}"
    numbers = draft.number // 46 % 2
    first = f"{stated:%d/%m/%Y %H:%M}" if numbers else f"{day} {stated:%H:%M}"
    draft.above.insert(0, f"_Date published: {first}_\n\n _Dated: {day} {at:%H:%M:%S}_")


def bare_at_end(draft: Draft) -> None:
    """Write the day, and nothing else, as the last paragraph."""
    without_date(draft)
    weekday = draft.chance.choice(("", f"{WEEKDAYS[draft.at.weekday()]} "))
    draft.paragraphs.append(f"The {draft.town} team thanked all who called.")
    draft.below = [f"{weekday}{draft.at.day} {MONTHS[draft.at.month - 1]} {draft.at.year}"]


def second_dateline(draft: Draft) -> None:
    """Write another dateline below the first: of the next day, which stays in the text."""
    day = draft.at + timedelta(days=1)
    draft.paragraphs.insert(0, f"Dated: {day.day} {MONTHS[day.month - 1]} {day.year}")


def twelve_hours(at: datetime, mark: str) -> str:
    return f"{(at.hour - 1) % 12 + 1}{mark}{at:%M}{'pm' if at.hour > 11 else 'am'}"


def without_year(draft: Draft) -> None:
    """Write the weekday, day and month; the year is that of the address."""
    without_date(draft)
    mark = draft.chance.choice(".:")
    draft.above.insert(0, f"Posted on {written_day(draft.at)} at {twelve_hours(draft.at, mark)}")


def year_in_text(draft: Draft) -> None:
    """Name the year in a sentence, which the weekday confirms."""
    without_year(draft)
    draft.paragraphs.insert(1, f"The {draft.town} team was formed in {draft.at.year}.")


def without_any_year(draft: Draft) -> None:
    without_year(draft)
    draft.dated = False


def with_dot(draft: Draft) -> None:
    without_date(draft)
    word = draft.chance.choice(("Posted", "Published"))
    draft.above.insert(0, f"{word}: {written_day(draft.at)} {draft.at.year}, {draft.at:%H.%M}")


def short_year(at: datetime) -> str:
    """Return a date such as `31 Mar 21 3:23 PM`."""
    clock = f"{(at.hour - 1) % 12 + 1}:{at:%M} {'PM' if at.hour > 11 else 'AM'}"
    return f"{at.day} {_SHORT[at.month - 1]} {at:%y} {clock}"


def caption_below(draft: Draft) -> None:
    """Write the date on a line of its own, above a last caption."""
    without_date(draft)
    draft.below = [short_year(draft.at), words.person(draft.chance)]


def year_ahead(draft: Draft) -> None:
    """Mistype the year, so that the release waits for that; no weekday says that it is wrong."""
    draft.paragraphs = [p for p in draft.paragraphs if not any(day in p for day in WEEKDAYS)]
    year = draft.at.year + YEARS_AHEAD
    draft.meta["publish"] = {"date": f"{draft.at:%H:%M %d/%m}/{year}"}
    draft.held = True
