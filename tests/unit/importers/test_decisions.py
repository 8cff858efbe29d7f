"""What becomes of files by their names and media types."""

import pytest

from newsgen.importers.accounts import AddressFate
from newsgen.importers.decisions import extension, other_file
from newsgen.model.urls import parse_url


@pytest.mark.parametrize(
    ("media_type", "reason"),
    [
        ("text/css", "a file of the old theme"),
        ("application/rss+xml", "a feed or the like, which newsgen makes itself"),
        ("image/png", "a picture that no release uses"),
        ("application/pdf", "a file that no release uses"),
    ],
)
def test_files_that_no_release_uses(media_type: str, reason: str) -> None:
    decision = other_file(media_type)
    assert decision.reason == reason
    assert (decision.fate is AddressFate.UNEXPLAINED) is (media_type == "application/pdf")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/a.PDF", "pdf"), ("/a.aspx", ""), ("/a", ""), ("/a.b/c", ""), ("/v1.2 (3)", "")],
)
def test_how_the_names_of_files_end(path: str, expected: str) -> None:
    assert extension(parse_url(f"https://www.old.example{path}")) == expected
