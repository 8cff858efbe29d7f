"""A date ahead holds a release back, so its offset is that of the clocks on that day."""

from datetime import UTC, datetime

import pytest

from newsgen.config.load import parse
from newsgen.content.release import Parsed, SourceReader
from tests.support.site import CONFIG, HOSTS

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
AHEAD = datetime(2026, 12, 24, 8, tzinfo=UTC).timestamp()


def parsed(matter: str, now: datetime | None = NOW) -> Parsed:
    reader = SourceReader(parse(CONFIG), as_of=now)
    head = f"title: Road closed\narea: Northshire\nurl: https://{HOSTS['Northshire']}/news/a.aspx\n"
    return reader.parse(f"---\n{head}{matter}\n---\n\nText.\n", "a.md")


def seasons(matter: str, now: datetime | None = NOW) -> list[str]:
    return [d.message for d in parsed(matter, now).diagnostics if d.code == "NG310"]


@pytest.mark.parametrize(
    "matter",
    [
        "date: 2026-12-24T09:00+01:00",
        "date: 24 December 2026 09:00 BST",
        "date: 09:00 BST on 24 December 2026",
        "date: 2027-07-01 09:00 GMT",
        "date: 2027-07-01T09:00+0000\nembargo: 2026-12-01T10:00Z",
        "type: page\ndate: 2026-12-24T09:00+01:00",
        "date: 2026-10-24 09:00\nupdates:\n- at: 2026-12-24T09:00+01:00\n  note: He was charged.",
        "date: 2026-10-24 09:00\ncorrections:\n- at: 24 Dec 2026 09:00 BST\n  note: It was two.",
    ],
)
def test_an_hour_off_is_an_error_while_it_is_ahead(matter: str) -> None:
    assert len(seasons(matter)) == 1


@pytest.mark.parametrize(
    "matter",
    [
        "date: 2026-12-24T09:00+00:00",
        "date: 2026-12-24T09:00Z",
        "date: 2026-12-24 09:00",
        "date: 24 December 2026",
        "date: 24-12-2026",
        "date: 2027-07-01 09:00 BST",
        "date: 2027-07-01T09:00Z",
        "date: 2026-03-01T09:00+01:00",  # an old archive has whatever it has
        "date: 2026-12-24T09:00+01:00\nembargo: 2027-01-04T10:00Z",  # which holds it
        "date: 2026-12-24T09:00+01:00\nstatus: withdrawn\nexplanation: Over.",
        "date: 2026-03-01 09:00\nupdates:\n- at: 2026-03-02T09:00+01:00\n  note: He was charged.",
        (
            "date: 2026-03-01 09:00\nstatus: withdrawn\nexplanation: Over.\n"
            "updates:\n- at: 2026-12-24T09:00+01:00\n  note: He was charged."
        ),
    ],
)
def test_any_other_offset_is_right(matter: str) -> None:
    assert seasons(matter) == []


def test_the_finding_says_what_to_write() -> None:
    (finding,) = [
        d for d in parsed("date: 2026-12-24T09:00+01:00").diagnostics if d.code == "NG310"
    ]
    assert finding.message == "date: the clocks show 08:00 then, as they are at +00:00 on that day"
    assert finding.hint == (
        "Write date: 2026-12-24T09:00+00:00 for 09:00 by the clocks, or "
        "date: 2026-12-24T08:00+00:00 for 08:00."
    )
    (finding,) = [
        d for d in parsed("date: 2026-12-24T09:00:59+01:00").diagnostics if d.code == "NG310"
    ]
    assert finding.hint == (
        "Write date: 2026-12-24T09:00:59+00:00 for 09:00 by the clocks, or "
        "date: 2026-12-24T08:00:59+00:00 for 08:00."
    )
    notes = "date: 2026-10-24 09:00\nupdates:\n- at: 2026-12-24T09:00+01:00\n  note: A charge.\n"
    (finding,) = [d for d in parsed(notes).diagnostics if d.code == "NG310"]
    assert finding.hint.startswith("Write at: 2026-12-24T09:00+00:00")
    assert finding.span.line == 7


def test_it_holds_until_the_time_has_come() -> None:
    matter = "date: 2026-12-24T09:00+01:00"
    before, after = parsed(matter), parsed(matter, datetime(2026, 12, 24, 8, tzinfo=UTC))
    assert before.clock.until is not None
    assert before.clock.until <= AHEAD
    assert after.clock.since == AHEAD
    assert seasons(matter, datetime(2026, 12, 24, 8, tzinfo=UTC)) == []
    assert seasons(matter, None) == []
