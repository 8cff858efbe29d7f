"""The time zone that the times of releases show by their offsets from UTC."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from newsgen.scaffold.patterns import Pattern, sureness

ZONES: Final = (
    "Europe/London",
    "Europe/Gibraltar",
    "Asia/Nicosia",
    "Atlantic/Bermuda",
    "Atlantic/Stanley",
)
"""The time zones of British forces, at home and overseas; the first if nothing shows another."""


def zone_of(times: Iterable[str]) -> Pattern:
    """Return the zone that most times fit, of those that have an offset other than UTC's."""
    local = [at for at in map(_time, times) if at and at.utcoffset()]
    fits = {zone: sum(_is_in(at, ZoneInfo(zone)) for at in local) for zone in ZONES}
    zone = max(fits, key=lambda zone: fits[zone])
    return Pattern(zone, sureness(fits[zone], len(local)))


def _time(text: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    return None


def _is_in(at: datetime, zone: ZoneInfo) -> bool:
    try:
        return at.astimezone(zone).utcoffset() == at.utcoffset()
    except OverflowError:
        return False
