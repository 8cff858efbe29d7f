"""The values of `release.fields`: as templates see them, and as JSON can hold them.

They are of whatever types the readers of keys give, and the store knows none of these keys.
"""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any, Final

from newsgen.model.dates import Doubt, Moment, Precision

_TAG: Final = ""
"""The name of a tagged value's type: no key of the front matter is empty."""
METHODS: Final = frozenset(name for name in dir(dict) if not name.startswith("_"))
"""Names that templates take for methods of a map, and not for what it holds."""


def to_plain(value: Any) -> Any:
    """Return a value as texts, numbers, flags, lists and maps with texts for keys.

    Raises:
        TypeError: the reader of a key gives a value that cannot be kept.

    """
    plain: Any
    match value:
        case None | bool() | int() | float():
            plain = _number(value)
        case str():
            plain = str(value)
        case Moment(at, precision, doubt):
            plain = {_TAG: "moment", "at": [at.isoformat(), str(precision), str(doubt)]}
        case datetime():
            plain = {_TAG: "time", "at": value.isoformat()}
        case date():
            plain = {_TAG: "day", "at": value.isoformat()}
        case dict():
            if clash := sorted(METHODS & value.keys()):
                raise TypeError(f"templates call something else {clash[0]}")
            plain = {str(key): to_plain(below) for key, below in value.items()}
        case list() | tuple():
            plain = [to_plain(item) for item in value]
        case _ if is_dataclass(value):
            plain = {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
        case _:
            raise TypeError(f"a field cannot hold a value of the type {type(value).__name__}")
    return plain


def _number(value: float | None) -> float | None:
    if isinstance(value, float) and not isfinite(value):
        raise TypeError(f"a field cannot hold {value}, which is not a number")
    return value


def from_plain(value: Any) -> Any:
    """Return a value of `to_plain` as templates see it: dates again, and lists as tuples."""
    if isinstance(value, list):
        return tuple(from_plain(item) for item in value)
    if not isinstance(value, dict):
        return value
    match value.get(_TAG):
        case "moment":
            at, precision, doubt = value["at"]
            return Moment(datetime.fromisoformat(at), Precision(precision), Doubt(doubt))
        case "time":
            return datetime.fromisoformat(value["at"])
        case "day":
            return date.fromisoformat(value["at"])
        case _:
            return {key: from_plain(below) for key, below in value.items()}
