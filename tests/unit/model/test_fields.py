"""Values of fields: what JSON holds of them is what templates see, whatever their types."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st

from newsgen.model.dates import Doubt, Moment, Precision
from newsgen.model.fields import METHODS, from_plain, to_plain
from newsgen.model.release import Incident, Kind

MOMENTS = st.builds(
    Moment,
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(Precision),
    st.sampled_from(Doubt),
)
PLAIN = (
    st.text()
    | st.booleans()
    | st.integers()
    | st.none()
    | MOMENTS
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
)
NAMES = st.text(min_size=1).filter(lambda name: name not in METHODS)
VALUES = st.recursive(
    PLAIN, lambda v: st.lists(v, max_size=3).map(tuple) | st.dictionaries(NAMES, v, max_size=3)
)


@given(VALUES)
def test_a_value_comes_back_from_json_as_it_was(value: Any) -> None:
    back = from_plain(json.loads(json.dumps(to_plain(value))))
    assert back == value
    assert type(back) is type(value)


def test_a_group_in_a_class_of_its_own_is_seen_as_a_map() -> None:
    seen = from_plain(to_plain({"of": Incident("R", "5"), "kind": Kind.APPEAL}))
    of = {"reference": "R", "day": "5", "month": "", "year": ""}
    assert seen == {"of": of, "kind": "appeal"}


def test_dates_are_dates_in_lists_and_groups() -> None:
    at = Moment(datetime(2026, 3, 5, tzinfo=UTC), Precision.DAY)
    assert from_plain(to_plain({"days": [at, date(2026, 3, 5)]})) == {
        "days": (at, date(2026, 3, 5))
    }


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="a field cannot hold a value of the type set"):
        to_plain({"a"})


@pytest.mark.parametrize("name", ["items", "keys", "values", "get", "copy", "pop", "update"])
def test_what_templates_could_not_read_is_refused(name: str) -> None:
    with pytest.raises(TypeError, match=f"templates call something else {name}"):
        to_plain({"case": [{name: 1}]})


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_what_is_not_a_number_is_refused(number: str) -> None:
    with pytest.raises(TypeError, match=f"a field cannot hold {number}, which is not a number"):
        to_plain({"case": [float(number)]})
