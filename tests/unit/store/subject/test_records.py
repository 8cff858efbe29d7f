"""Records: JSON whose fields have their names, and the same values again."""

import json
from dataclasses import fields
from datetime import UTC, timedelta, timezone
from sqlite3 import DatabaseError
from typing import Any

import pytest
from hypothesis import given, strategies as st

from newsgen.codes import CODES
from newsgen.diagnostics import Diagnostic
from newsgen.model.dates import Moment
from newsgen.model.release import Acceptance, Release
from newsgen.store._subject import StoredValue

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


def agrees(kind: Any, value: Any) -> Any:
    record = StoredValue[Any](kind)
    text = record.dump(value)
    assert record.load(text) == value
    return json.loads(text)


@given(RELEASES)
def test_releases(release: Release) -> None:
    written = agrees(Release, release)
    assert set(written) == {field.name for field in fields(Release)}  # statements name them
    assert (written["title"], written["extra"]) == (release.title, release.extra)


@given(st.lists(DIAGNOSTICS).map(tuple))
def test_findings(diagnostics: tuple[Diagnostic, ...]) -> None:
    agrees(tuple[Diagnostic, ...], diagnostics)


@given(st.lists(st.builds(Acceptance)).map(tuple))
def test_acceptances(accepted: tuple[Acceptance, ...]) -> None:
    agrees(tuple[Acceptance, ...], accepted)


@pytest.mark.parametrize("text", ["", "[]", '{"source": "a.md"}', "[["])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(DatabaseError, match="not a record"):
        StoredValue[Release](Release).load(text)
