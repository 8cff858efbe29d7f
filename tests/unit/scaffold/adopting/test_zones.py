"""The time zone that times show by their offsets from UTC."""

import pytest

from newsgen.scaffold.adopting import zone_of
from newsgen.scaffold.patterns import Pattern, Sureness

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("times", "zone"),
    [
        ([], Pattern(LONDON, Sureness.GUESSED)),
        (["2020-06-01T10:00:00+01:00"], Pattern(LONDON, Sureness.ALL)),
        (
            ["2020-06-01T10:00+01:00", "2020-07-01T10:00+01:00", "2020-06-01T10:00+02:00"],
            Pattern(LONDON, Sureness.MOST),
        ),
        (["2020-06-01T10:00:00+02:00"], Pattern("Europe/Gibraltar", Sureness.ALL)),
        (
            ["2020-01-01T10:00+01:00", "2020-06-01T10:00+02:00"],
            Pattern("Europe/Gibraltar", Sureness.ALL),
        ),
        (["2020-06-01T10:00:00-03:00"], Pattern("Atlantic/Bermuda", Sureness.ALL)),
        (
            ["2020-01-01T10:00:00+00:00", "5 May 2020", "0001-01-01T00:00:00+23:00"],
            Pattern(LONDON, Sureness.GUESSED),
        ),
    ],
)
def test_the_zone_that_most_times_fit(times: list[str], zone: Pattern) -> None:
    assert zone_of(times) == zone
