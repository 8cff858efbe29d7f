"""What earlier imports left in a site."""

from pathlib import Path

import pytest

from newsgen.importers.earlier import NOTES, hex_digest, places_of_releases, written_before
from newsgen.importers.plan import parse
from newsgen.retention.import_report import FOLDER
from tests.unit.importers.test_run import HOST, PLAN, imported, page


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("url: https://www.old.example/news/a", "/news/a"),
        ("url: 'https://www.old.example/news/a b?x=1'", "/news/a"),
        ('url: "http://www.old.example/news/a%20b"', "/news/a%20b"),
        ("area: Old\nurl: /news/a", "/news/a"),
        ("area: Other\nurl: /news/a", ""),
        ("title: url", ""),
        ("url: https://www.old.example:x/", ""),
    ],
)
def test_a_file_says_which_address_it_has(tmp_path: Path, head: str, url: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.md").write_text(f"---\n{head}\n---\nurl", encoding="utf-8")
    (tmp_path / "a/b.txt").write_text("url: /else", encoding="utf-8")
    (tmp_path / "a/dangling.md").symlink_to(tmp_path / "nothing")
    places = places_of_releases(tmp_path, parse(PLAN))
    assert places == ({HOST + url: "a/b.md"} if url else {})


def test_a_site_without_content_has_no_places(tmp_path: Path) -> None:
    assert places_of_releases(tmp_path / "content", parse(PLAN)) == {}


def test_notes_say_what_was_written_and_hold_no_word(tmp_path: Path) -> None:
    assert written_before(tmp_path) == {}
    imported(tmp_path, [page("one")])
    imported(tmp_path, [page("one", "Other words.")])
    file = tmp_path / "content/old/2020/03-one.md"
    digests = {hex_digest(f"{HOST}/news/one".encode()): hex_digest(file.read_bytes())}
    assert written_before(tmp_path) == digests
    text = (tmp_path / FOLDER / NOTES).read_text(encoding="ascii")
    assert set(text) <= set("0123456789abcdef \n")
    assert (tmp_path / FOLDER / ".gitignore").read_text(encoding="ascii") == "*\n"
