"""One finding an area says how many keys are off, and gives the times of one."""

import pytest

from newsgen.diagnostics import Span
from newsgen.model.release import ClockOff
from newsgen.rules.by_area import check_clocks, check_half_clocks
from newsgen.store._overview import AreaClock

KEY, LINE = Span("content/a.md", 7, 11, 7, 27), Span("content/a.md", 10, 1, 10, 9)
OFF = ClockOff("publish.date", "14/07/2020 09:15", "10:15 on 14 July 2020", KEY, LINE)


@pytest.mark.parametrize(("count", "words"), [(1, "in a release"), (1_232, "in 1,232 releases")])
def test_a_finding_says_how_many_and_gives_both_times(count: int, words: str) -> None:
    (finding,) = check_clocks([AreaClock("Northshire", count, OFF)])
    assert (finding.code, finding.span, finding.subject) == ("NG314", KEY, "Northshire")
    assert finding.message.startswith(f"{words} of Northshire ")
    assert finding.message.endswith(
        "publish.date is 14/07/2020 09:15, but the dateline says 10:15 on 14 July 2020"
    )
    assert finding.related[0].span == LINE
    assert "The dateline is taken" in finding.hint


def test_there_is_one_for_each_area() -> None:
    areas = [AreaClock(area, 2, OFF) for area in ("Ellerdale", "Northshire")]
    assert [finding.subject for finding in check_clocks(areas)] == ["Ellerdale", "Northshire"]


def test_a_finding_says_what_to_write_for_a_half_clock() -> None:
    place = Span("newsgen.toml", 4, 1)
    (finding,) = check_half_clocks([("Mid Wessex", 1_204)], lambda _: place)
    assert (finding.code, finding.span, finding.subject) == ("NG315", place, "Mid Wessex")
    assert finding.message.startswith("all 1,204 times of Mid Wessex are before 1pm")
    assert finding.hint.endswith('[areas."Mid Wessex"] to show the day only: half_clock = true')
