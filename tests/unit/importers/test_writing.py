"""What is written into a site that has files already."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.diagnostics import NewsgenError
from newsgen.importers.capture import Capture
from newsgen.importers.earlier import NOTES
from newsgen.importers.outcome import ImportReport
from newsgen.importers.writing import why_refused
from tests.support.pictures import saying
from tests.support.site import tree
from tests.unit.importers.test_run import HOST, PICTURE, USES, files, imported, page

PNG: Final = saying("van")
ONE: Final = Path("content/old/2020/03-one.md")


def problems(report: ImportReport) -> dict[str, str]:
    return {row.url: words for row in report.rows for _, words in row.problems}


def test_a_newer_source_changes_what_nobody_edited_and_names_the_others(tmp_path: Path) -> None:
    imported(tmp_path, [page("one"), page("two"), page("three")])
    edited = tmp_path / "content/old/2020/03-two.md"
    edited.write_text(edited.read_text(encoding="utf-8") + "\nA call for help.\n", encoding="utf-8")
    before = edited.read_bytes()
    newer = [page("one", "Other words."), page("two", "New words."), page("three"), page("four")]
    dry = imported(tmp_path, newer, is_dry=True)
    assert "Some words." in (tmp_path / ONE).read_text(encoding="utf-8")
    report = imported(tmp_path, newer)
    counts = (report.created, report.changed, report.unchanged, report.edited)
    assert counts == (1, 1, 1, 0)
    assert counts == (dry.created, dry.changed, dry.unchanged, dry.edited)
    assert "Other words." in (tmp_path / ONE).read_text(encoding="utf-8")
    assert edited.read_bytes() == before
    ((where, words),) = problems(report).items()
    assert where == f"{HOST}/news/two"
    assert "was edited since it was imported" in words
    after = tree(tmp_path)
    assert imported(tmp_path, newer).changed == 0
    assert tree(tmp_path) == after


def test_what_was_edited_is_not_named_while_the_source_says_what_it_said(tmp_path: Path) -> None:
    items = [page("one"), page("two")]
    imported(tmp_path, items)
    (tmp_path / ONE).write_text("edited", encoding="utf-8")
    report = imported(tmp_path, items)
    assert (report.edited, problems(report)) == (1, {})
    assert (tmp_path / ONE).read_text(encoding="utf-8") == "edited"


def test_without_notes_whatever_differs_may_have_been_edited(tmp_path: Path) -> None:
    imported(tmp_path, [page("one")])
    (tmp_path / "import-report" / NOTES).unlink()
    report = imported(tmp_path, [page("one", "Other words.")])
    assert "is there already and differs" in problems(report)[f"{HOST}/news/one"]


def test_a_release_stays_in_its_file_whatever_its_title_date_and_neighbours(tmp_path: Path) -> None:
    imported(tmp_path, [page("one")])
    moved = tmp_path / "content/old/2020/05-moved-by-hand.md"
    (tmp_path / ONE).rename(moved)
    same_name = page("one").body.replace(b"Title one", b"One").replace(b"Some", b"Such")
    other = Capture("0", f"{HOST}/news/0", media_type="text/html", body=same_name)
    later = page("one", "Other words.")
    later = replace(later, body=later.body.replace(b"March", b"May"))
    imported(tmp_path, [other, later])
    assert files(tmp_path / "content") == {
        "old/2020/03-one.md", "old/2020/05-moved-by-hand.md",
    }  # fmt: skip
    text = moved.read_text(encoding="utf-8")
    assert ("2020-05-05" in text, "Other words." in text) == (True, True)


def test_a_release_that_is_gone_or_moved_since_is_for_a_person_to_delete(tmp_path: Path) -> None:
    imported(tmp_path, [page("one"), page("two"), page("three")])
    before = tree(tmp_path / "content")
    gone = Capture("one", f"{HOST}/news/one", status=410)
    moved = Capture("two", f"{HOST}/news/two", status=301, location="/news/three")
    newer = [gone, moved, page("three")]
    report = imported(tmp_path, newer)
    assert problems(report) == {
        f"{HOST}/news/{name}":
        f"content/old/2020/03-{name}.md has this address: delete it if the source is right"
        for name in ("one", "two")
    }  # fmt: skip
    assert tree(tmp_path / "content") == before
    assert not (tmp_path / "urls.txt").exists()
    for name in ("one", "two"):
        (tmp_path / f"content/old/2020/03-{name}.md").unlink()
    report = imported(tmp_path, newer)
    assert (problems(report), report.changed) == ({}, 1)
    assert f"{HOST}/news/one gone\n" in (tmp_path / "urls.txt").read_text(encoding="utf-8")
    three = (tmp_path / "content/old/2020/03-three.md").read_text(encoding="utf-8")
    assert "- /news/two" in three


def test_a_newer_picture_is_copied_unless_somebody_changed_it(tmp_path: Path) -> None:
    imported(tmp_path, [PICTURE, page("one", USES)])
    file = tmp_path / "content/img/a b.png"
    newer = Capture("p", PICTURE.url, media_type="image/png", body=b"PNG 2")
    assert imported(tmp_path, [newer, page("one", USES)]).changed == 1
    assert file.read_bytes() == b"PNG 2"
    file.write_bytes(b"cropped")
    report = imported(tmp_path, [PICTURE, page("one", USES)])
    assert file.read_bytes() == b"cropped"
    assert "was edited" in problems(report)[PICTURE.url]


def test_what_a_killed_run_wrote_is_noted(tmp_path: Path) -> None:
    """The notes of a run that was killed may end within a line."""
    imported(tmp_path, [page("one"), page("two")], limit=1)
    notes = tmp_path / "import-report" / NOTES
    notes.write_bytes(notes.read_bytes() + b"0123")
    report = imported(tmp_path, [page("one", "Other words."), page("two")])
    assert (report.created, report.changed, problems(report)) == (1, 1, {})


def test_notes_that_cannot_be_written_stop_the_import(tmp_path: Path) -> None:
    (tmp_path / "import-report").write_text("a file", encoding="utf-8")
    with pytest.raises(NewsgenError):
        imported(tmp_path, [page("one")])
    assert files(tmp_path) == {"import-report"}


def test_what_a_build_refuses_is_refused_before() -> None:
    config = parse_config("")
    assert why_refused("a.png", PNG, config) == ""
    assert why_refused("a.jpg", PNG, config).startswith(
        "a build leaves it out: it is PNG by its content, and its name says otherwise. "
    )


def test_such_a_file_is_a_problem_of_its_address(tmp_path: Path) -> None:
    picture = Capture("p", f"{HOST}/a.jpg", media_type="image/jpeg", body=PNG)
    items = [page("one", "Words. <img src=/a.jpg alt=A>"), picture]
    rows = {row.url: row for row in imported(tmp_path / "site", items).rows}
    assert [name for name, _ in rows[picture.url].problems] == ["refused-file"]
    right = replace(picture, url=f"{HOST}/a.png", media_type="image/png")
    items = [page("one", "Words. <img src=/a.png alt=A>"), right]
    assert not any(row.problems for row in imported(tmp_path / "other", items).rows)
