"""A clock says what has passed, and notes for how long each answer holds."""

from datetime import UTC, datetime, timedelta

from newsgen.content._dating import Clock

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_now_has_passed_and_a_moment_later_has_not() -> None:
    clock = Clock(NOW)
    assert clock.has_passed(NOW)
    assert not clock.has_passed(NOW + timedelta(microseconds=1))


def test_an_answer_holds_between_the_nearest_instants_on_both_sides() -> None:
    clock = Clock(NOW)
    for hours in (-5, 3, -1, -3, 1, 5):
        assert clock.has_passed(NOW + hours * HOUR) is (hours < 0)
    assert clock.since == (NOW - HOUR).timestamp()
    assert clock.until == (NOW + HOUR).timestamp()


def test_without_a_time_nothing_has_passed_for_ever() -> None:
    clock = Clock(None)
    assert not clock.has_passed(NOW)
    assert (clock.since, clock.until) == (None, None)
