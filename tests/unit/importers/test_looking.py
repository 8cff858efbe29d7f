"""What is kept of each page."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.importers.accounts import AddressFate
from newsgen.importers.capture import Capture
from tests.unit.importers.test_run import HOST, imported, page


def test_one_page_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    deep = replace(page("deep"), body=b"<div>" * 5_000)
    report = imported(tmp_path, [deep, page("one"), Capture("x", trouble="damaged")])
    rows = {row.url: row for row in report.rows}
    assert rows[f"{HOST}/news/deep"].outcome is AddressFate.UNEXPLAINED
    assert "nested" in rows[f"{HOST}/news/deep"].reason
    assert rows[f"{HOST}/news/one"].outcome is AddressFate.IMPORTED
    assert report.unread == [("x", "damaged")]


REFRESH = '<html><head><META HTTP-EQUIV="Refresh" CONTENT="0; URL={}"></head><body>{}</body></html>'


@pytest.mark.parametrize(
    ("target", "body", "outcome"),
    [
        ("/news/one", "<a href=x>Click here</a>", "redirect"),
        ("one", "", "redirect"),
        ("'https://www.old.example/news/one'", "", "redirect"),
        ("/news/two", "", "unexplained"),  # a circle
        ("/news/lost", "", "unexplained"),
        ("/news/one", "<h1>Two</h1><div class=text><p>A page of its own.</p></div>", "imported"),
    ],
)
def test_a_page_that_only_leads_on_is_a_redirect(
    tmp_path: Path, target: str, body: str, outcome: str
) -> None:
    leads = replace(page("two"), body=REFRESH.format(target, body).encode())
    report = imported(tmp_path, [page("one"), leads])
    (row,) = (row for row in report.rows if row.url == f"{HOST}/news/two")
    assert row.outcome.value == outcome
    assert row.target == (f"{HOST}/news/one" if outcome == "redirect" else row.target)
