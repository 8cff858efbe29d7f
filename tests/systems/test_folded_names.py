"""A site on a disk for which letter case does not count: nothing that is published gets lost.

On Linux a stand-in folds names; macOS and Windows do so by themselves.
"""

import sys
from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.files import OutputFolder
from newsgen.pipeline.central import build
from tests.support.builds import URL, appeal, built, request
from tests.support.folding import fold_names
from tests.support.site import Release, new_site, tree, write

RELEASES = {
    "a.md": appeal("Theft", "2026-03-05"),
    "b.md": appeal("Robbery", "2026-03-06"),
}


@pytest.fixture
def folded_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = new_site(tmp_path / "site", RELEASES)
    if sys.platform == "linux":
        fold_names(tmp_path, monkeypatch)
    return site


def at(path: str) -> str:
    return Release(
        "Appeal Theft", area="Northshire", url=URL + path, date="2026-03-05 10:00"
    ).text()


@pytest.mark.skipif(sys.platform != "linux", reason="there the file system folds names itself")
def test_the_stand_in_folds_case_and_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Caf\u00e9").mkdir()
    (tmp_path / "Caf\u00e9/A.html").write_text("a", encoding="utf-8")
    assert not (tmp_path / "cafe\u0301/a.html").exists()
    fold_names(tmp_path, monkeypatch)
    assert (tmp_path / "cafe\u0301/a.HTML").read_text(encoding="utf-8") == "a"


def test_an_address_in_other_case_is_published_under_its_new_name(folded_site: Path) -> None:
    built(folded_site)
    write(folded_site / "content/a.md", at("/news/theft.aspx"))
    built(folded_site)
    names = tree(folded_site / "output")
    assert "news/theft.aspx" in names
    assert "news/Theft.aspx" not in names
    assert built(folded_site).counts is not None
    assert (folded_site / "output/news/theft.aspx").is_file()


def test_a_build_that_was_killed_before_its_deletions_loses_no_page(
    folded_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(folded_site)
    write(folded_site / "content/a.md", at("/news/theft.aspx"))
    with monkeypatch.context() as patch:
        usual = OutputFolder.place

        def place(folder: OutputFolder, source: str, path: str) -> None:
            usual(folder, source, path)
            if path == "news/theft.aspx":
                raise KeyboardInterrupt

        patch.setattr(OutputFolder, "place", place)
        with pytest.raises(KeyboardInterrupt):
            built(folded_site)
    built(folded_site)
    assert "news/theft.aspx" in tree(folded_site / "output")


def test_a_page_that_is_gone_is_deleted(folded_site: Path) -> None:
    built(folded_site)
    (folded_site / "content/a.md").unlink()
    built(folded_site)
    names = tree(folded_site / "output")
    assert "news/Theft.aspx" not in names
    assert "news/Robbery.aspx" in names


@pytest.mark.parametrize("folder", ["Content", "CONTENT/x", "Themes"])
def test_a_folder_of_the_site_by_another_case_is_no_output(folder: str, folded_site: Path) -> None:
    (folded_site / "themes").mkdir()
    with pytest.raises(NewsgenError) as raised:
        build(request(folded_site, output=folded_site / folder))
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code == "NG901"
