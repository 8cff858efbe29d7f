"""Two clocks in one release: the local one in its dateline, and a key that goes by UTC.

Some systems write the time of UTC into a key without saying so, others the local time and say that
it is UTC. In winter nobody notices; in summer it is an hour off, and the dateline is right.
"""

from datetime import datetime, timedelta
from typing import Final

from newsgen.content import _posted as posted
from newsgen.model.dates import Doubt, Moment, Precision

_UTC: Final = frozenset({"z", "utc", "gmt", "+00:00", "+0000", "-00:00", "-0000"})


def is_off(text: str, moment: Moment, line: str, local: Moment) -> bool:
    """Return whether a key is off by just the offset from UTC that the clocks of a dateline had.

    `text` and `line` are what key and dateline say. A dateline with an offset is not a local clock,
    and a key is right to differ if it gives another offset than that of UTC.
    """
    offset = local.at.utcoffset()
    if not offset or local.doubt is not Doubt.NONE:
        return False
    if not (moment.precision is local.precision is Precision.MINUTE):
        return False
    apart = _minute(moment.at) - _minute(local.at)
    if abs(apart) != abs(offset) or posted.offset_in(line):
        return False
    given = posted.offset_in(text)
    return apart == -offset if given is None else apart == offset and given.lower() in _UTC


def _minute(at: datetime) -> datetime:
    return at - timedelta(seconds=at.second)
