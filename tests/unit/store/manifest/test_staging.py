"""Rows of rendered files: the last ones last, and taken over all at once."""

import pytest

from newsgen.store import Manifest
from newsgen.store._manifest import Replaced, StagedFile
from tests.support.catalogue import Archive, target_row


@pytest.fixture
def manifest(archive: Archive) -> Manifest:
    manifest = Manifest.of_folder(archive.database.connection, "output")
    manifest.staging.clear()
    return manifest


def test_files_come_in_lists_of_a_size_with_the_last_ones_at_the_end(manifest: Manifest) -> None:
    manifest.staging.put([("s9", target_row("index.html"))], last=True)
    manifest.staging.put([(f"s{n}", target_row(f"é{n}.html")) for n in range(5)], last=False)
    lists = list(manifest.staging.files(2))
    assert [[f.scratch for f in files] for files in lists] == [
        ["s0", "s1"],
        ["s2", "s3"],
        ["s4"],
        ["s9"],
    ]
    assert lists[0][0] == StagedFile(lists[0][0].rowid, "s0", "é0.html")
    assert lists[-1] == [StagedFile(lists[-1][0].rowid, "s9", "index.html")]


def test_rows_are_adopted_over_older_ones(manifest: Manifest) -> None:
    manifest.staging.put([("s0", target_row("a.html", size=1))], last=False)
    assert manifest.is_empty()
    manifest.adopt_staged()
    manifest.staging.clear()
    manifest.staging.put([("s0", target_row("a.html", size=2))], last=False)
    assert [file.size for file in manifest.files()] == [1]
    manifest.adopt_staged()
    assert [(file.path, file.size) for file in manifest.files()] == [("a.html", 2)]


def test_what_an_earlier_build_staged_is_forgotten(manifest: Manifest) -> None:
    manifest.staging.put([("s0", target_row("a.html"))], last=False)
    manifest.staging.clear()
    assert list(manifest.staging.files(10)) == []
    manifest.adopt_staged()
    assert list(manifest.files()) == []


def test_files_that_get_other_bytes_are_named_with_the_parts_that_had_and_have_them(
    manifest: Manifest,
) -> None:
    before = [target_row(f"{name}.html", "/2026-03") for name in "abc"]
    manifest.adopt(before)
    same, other = before[0], before[1]._replace(content=b"new", partition="/retired")
    rows = [same, other, target_row("d.html")]
    manifest.staging.put([(f"s{n}", row) for n, row in enumerate(rows)], last=False)
    assert list(manifest.staging.replaced()) == [Replaced("b.html", "/2026-03", "/retired")]
    manifest.adopt_staged()
    assert list(manifest.staging.replaced()) == []
