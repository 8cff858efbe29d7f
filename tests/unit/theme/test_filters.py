"""The filters that are written by hand, beside what they stand for."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

from hypothesis import given
from hypothesis import strategies as st

from newsgen.model.dates import Moment, Precision
from newsgen.theme.filters import rfc822

zones = st.timedeltas(timedelta(hours=-12), timedelta(hours=14)).map(timezone)
times = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=zones)  # noqa: DTZ001 (with zones)


@given(times)
def test_rss_has_the_timestamps_that_python_writes(at: datetime) -> None:
    assert rfc822(Moment(at, Precision.MINUTE)) == format_datetime(at.astimezone(UTC))
