"""Releases and files as they are written."""

from pathlib import Path

import pytest

from tests.support.site import tree
from tests.unit.importers.test_run import HOST, PICTURE, USES, files, imported, page


def test_releases_and_what_they_use_are_written(tmp_path: Path) -> None:
    report = imported(tmp_path, [PICTURE, page("a", USES), page("b")])
    assert files(tmp_path / "content") == {
        "old/2020/03-title-a.md", "old/2020/03-title-b.md", "img/a b.png",
    }  # fmt: skip
    assert (report.created, report.unchanged) == (3, 0)
    problems = {row.url: row.problems for row in report.rows if row.problems}
    assert problems == {f"{HOST}/news/a": (("missing-file", f"the source lacks {HOST}/map.pdf"),)}


def test_no_file_is_written_outside_the_content_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "content/img").symlink_to(outside)
    report = imported(site, [PICTURE, page("one", USES)])
    assert tree(outside) == {}
    (words,) = (w for row in report.rows for name, w in row.problems if name == "same-file")
    assert "leads out of the content folder" in words


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_number_of_workers_changes_nothing(tmp_path: Path, jobs: int) -> None:
    items = [page(f"story-{n}", f"Words {n}.") for n in range(40)]
    report = imported(tmp_path, items, jobs=jobs)
    assert report.sums["imported"] == 40
    assert list(report.written) == [each.url for each in items]
    assert len(files(tmp_path / "content")) == 40
