"""When the published set changes by itself."""

from datetime import UTC, datetime, timedelta

from newsgen.model.release import Life, Note, Status
from newsgen.store._subject import STATES
from newsgen.store.releases import Change
from newsgen.store.tables import Visibility
from tests.support.catalogue import AS_OF, Archive, moment, release


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 9, tzinfo=UTC)


def test_what_begins_ends_and_changes_is_counted_in_order(archive: Archive) -> None:
    notes = (Note(moment("2026-03-18 09:00"), ""), Note(moment("2026-03-18 09:00"), ""))
    archive.put(
        release("begins", "2026-03-20 09:00"),
        release("begins-and-ends", "2026-03-18 09:00", expires=day(20)),
        release("ends", expires=day(20)),
        release("changes", life=Life(updates=notes)),
        release("past", expires=day(14)),
        release("never-seen", "2026-03-20 09:00", expires=day(19)),
        release("draft", "2026-03-20 09:00", status=Status.DRAFT),
        release("gone", expires=day(20), status=Status.GONE),
    )
    schedule = archive.at().schedule
    assert schedule.changes(9) == [Change(day(18), 1, 0, 1), Change(day(20), 1, 2, 0)]
    assert schedule.changes(1) == [Change(day(18), 1, 0, 1)]
    assert schedule.next_change() == day(18).timestamp()
    with_drafts = archive.at(drafts=True).schedule
    assert with_drafts.changes(9)[-1] == Change(day(20), 2, 2, 0)


def test_the_instant_itself_is_past(archive: Archive) -> None:
    archive.put(release("begins", None, embargo=AS_OF), release("ends", expires=AS_OF))
    assert archive.at().schedule.next_change() is None
    assert archive.at().schedule.changes(9) == []


def test_what_has_expired_is_read_again_from_that_instant_on(archive: Archive) -> None:
    archive.put(
        release("ends", expires=AS_OF),
        release("ends-later", expires=AS_OF + timedelta(seconds=1)),
        release("without-words", expires=day(14), title=""),
        release("not-yet", expires=day(20), title=""),
    )
    assert sorted(archive.at().schedule.expired_or_not_yet()) == ["ends.md", "not-yet.md"]


def test_what_decides_when_a_release_is_shown_is_known_of_some_files(archive: Archive) -> None:
    archive.put(
        release("begins", "2026-03-20 09:00"),
        release("ends", expires=day(20)),
        release("gone", status=Status.GONE),
        release("other"),
    )
    schedule = archive.at().schedule
    some = dict(schedule.visibility_of(["begins.md", "ends.md", "gone.md", "unknown.md"]))
    assert sorted(some) == ["begins.md", "ends.md", "gone.md"]
    assert some["begins.md"] == Visibility(0, day(20).timestamp(), None)
    assert some["ends.md"].visible_until == day(20).timestamp()
    assert some["gone.md"].state == STATES[Status.GONE]
    assert [*schedule.visibility_of([])] == []
