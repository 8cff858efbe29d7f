"""What is kept of each page."""

from dataclasses import replace
from pathlib import Path

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
