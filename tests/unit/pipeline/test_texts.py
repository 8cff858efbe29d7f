"""An edit matters to the archive only if it makes a text alike to others otherwise than before."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgen.pipeline import Request, open_session
from newsgen.pipeline._texts import changes_likeness
from newsgen.pipeline.session import Session
from newsgen.store.entries import ReleaseEntry, catalogue_entries
from tests.support.catalogue import indexed, release

TITLE = "Witness appeal"
HTML = {
    "a": "Officers ask for help after a crash on Quarry Road.",
    "b": "Officers ask for help after a crash on Quarry Road.",
    "c": "A shop in Ellerdale was broken into on Friday.",
}


def entries(html: dict[str, str]) -> dict[str, ReleaseEntry]:
    releases = [indexed(release(name, title=TITLE), text) for name, text in html.items()]
    return {entry.row.source: entry for entry in catalogue_entries(releases)}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    (tmp_path / "content").mkdir()
    now = datetime(2026, 3, 15, 12, tzinfo=UTC)
    request = Request(tmp_path, now, tmp_path / "output", tmp_path / ".newsgen", jobs=1)
    with open_session(request) as session:
        session.catalogue.entries.put(entries(HTML).values())
        yield session


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"a": HTML["a"]}, False),
        ({"a": "<p>after a crash on QUARRY road officers ask for help</p>"}, False),
        ({"c": "Two vans were stolen in Saltmere."}, False),
        ({"c": HTML["a"]}, True),
        ({"a": "Nothing of the kind."}, True),
        ({"a": HTML["a"] + " Please."}, True),
        ({"a": "", "b": ""}, True),
        ({"c": "One.", "a": HTML["a"]}, True),
    ],
)
def test_an_edit(session: Session, edits: dict[str, str], expected: bool) -> None:
    put = entries(edits)
    rivals = {source: session.catalogue.claims.same_title(source) for source in put}
    assert changes_likeness(session, put, rivals) is expected
