"""Records: the same JSON as pydantic makes, and the same values again."""

from datetime import UTC, timedelta, timezone
from sqlite3 import DatabaseError
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter

from newsgen.codes import CODES
from newsgen.diagnostics import Diagnostic
from newsgen.model.dates import Moment
from newsgen.model.release import Acceptance, Release
from newsgen.store._subject import Record

ZONES = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-3.5))])
TIMES = st.datetimes(timezones=ZONES)
MOMENTS = st.builds(Moment, at=TIMES)
RELEASES = st.builds(
    Release,
    published=st.none() | MOMENTS,
    updated=st.none() | MOMENTS,
    embargo=st.none() | TIMES,
    expires=st.none() | TIMES,
    extra=st.dictionaries(st.text(), st.text() | st.lists(st.text())),
)
DIAGNOSTICS = st.builds(Diagnostic, code=st.sampled_from(sorted(CODES)), severity=...)


def agrees(kind: Any, value: Any) -> None:
    record, adapter = Record[Any](kind), TypeAdapter[Any](kind)
    text = record.dump(value)
    assert text == adapter.dump_json(value).decode()
    assert record.load(text) == adapter.validate_json(text) == value


@given(RELEASES)
def test_releases(release: Release) -> None:
    agrees(Release, release)


@given(st.lists(DIAGNOSTICS).map(tuple))
def test_findings(diagnostics: tuple[Diagnostic, ...]) -> None:
    agrees(tuple[Diagnostic, ...], diagnostics)


@given(st.lists(st.builds(Acceptance)).map(tuple))
def test_acceptances(accepted: tuple[Acceptance, ...]) -> None:
    agrees(tuple[Acceptance, ...], accepted)


@pytest.mark.parametrize("text", ["", "[]", '{"source": "a.md"}', "[["])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(DatabaseError, match="not a record"):
        Record[Release](Release).load(text)
