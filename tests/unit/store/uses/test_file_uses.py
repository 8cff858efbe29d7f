"""The files that releases use: by month, by name, and the releases that use some."""

from dataclasses import replace
from datetime import timedelta

from newsgen.diagnostics import Span
from newsgen.model.release import FileUse, Picture, Release, Status
from newsgen.store import SourceFileRow, Sources
from tests.support.catalogue import AS_OF, Archive, indexed, release

PICTURE = (FileUse("a.jpg", 1, 1, sure=True),)


def with_og(name: str, path: str) -> Release:
    return replace(release(name), og_file=FileUse(path, 1, 1, sure=False))


def using(archive: Archive, *paths: str) -> list[str]:
    return [each.source for each in archive.at().file_uses.naming(paths)]


def test_those_that_use_a_file_are_in_order_of_root_and_source(archive: Archive) -> None:
    archive.put(
        indexed(release("a", files=PICTURE), root="there"),
        release("c", files=PICTURE),
        release("b", files=PICTURE),
        release("other", files=(FileUse("b.jpg", 1, 1, sure=True),)),
        with_og("og", "a.jpg"),
        release("none"),
    )
    assert using(archive, "a.jpg") == ["b.md", "c.md", "og.md", "a.md"]
    assert using(archive, "a.jpg", "b.jpg") == ["b.md", "c.md", "og.md", "other.md", "a.md"]
    assert using(archive) == []
    assert sorted(archive.at().file_uses.by_month(["a.jpg"])) == [
        ("", "2026-03", "a.jpg"),
        ("", "2026-03", "b.jpg"),
        ("there", "2026-03", "a.jpg"),
    ]


def test_each_use_has_its_place(archive: Archive) -> None:
    uses = (FileUse("a.jpg", 4, 2, sure=True), FileUse("b.jpg", 5, 1, sure=False))
    archive.put(release("a", files=uses), with_og("og", "a.jpg"))
    assert archive.at().file_uses.naming(["a.jpg", "b.jpg"]) == [
        ("a.jpg", "a.md", "4 2", True),
        ("b.jpg", "a.md", "5 1", False),
        ("a.jpg", "og.md", "1 1", False),
    ]
    assert archive.at().file_uses.naming(["a.jpg"])[0].span == Span("content/a.md", 4, 2)


def test_what_is_not_published_uses_nothing_yet(archive: Archive) -> None:
    archive.put(release("draft", files=PICTURE, status=Status.DRAFT))
    assert using(archive, "a.jpg") == []
    assert list(archive.at().file_uses.by_month(["a.jpg"])) == []
    assert archive.at(drafts=True).file_uses.naming(["a.jpg"])


def test_files_are_named_once_each_as_surely_as_releases_mean_them(archive: Archive) -> None:
    perhaps = (FileUse("a.jpg", 1, 1, sure=False),)
    archive.put(
        release("a", files=PICTURE), release("b", files=PICTURE), release("c", files=perhaps)
    )
    assert sorted(archive.at().file_uses.named([])) == [("a.jpg", False), ("a.jpg", True)]


def test_a_picture_of_og_is_of_use_if_its_folder_is_in_the_content(archive: Archive) -> None:
    archive.put(
        with_og("here", "images/a.jpg"),
        with_og("lost", "images/b.jpg"),
        with_og("top", "a.jpg"),
        with_og("old-system", "media/a.jpg"),
        with_og("longer", "images0/a.jpg"),
    )
    uses, files = archive.at().file_uses, ["images/a.jpg", "images/c.jpg", "a.jpg"]
    expected = ["a.jpg", "images/a.jpg", "images/b.jpg"]
    assert sorted(path for _, _, path in uses.by_month(files)) == expected
    assert sorted(uses.named(files)) == [(path, False) for path in expected]
    assert list(uses.named([])) == []


def test_pictures_of_og_are_named_since_a_day_where_they_are_shown(archive: Archive) -> None:
    names = ("shown", "other", "none", "ends")
    picture = (Picture("https://media.x.example/van.jpg", "A van"),)
    archive.put(
        with_og("shown", "media/a.jpg"),
        replace(with_og("other", "media/a.jpg"), images=picture),
        release("none"),
        replace(with_og("ends", "media/b.jpg"), expires=AS_OF + timedelta(days=2)),
    )
    sources = Sources(archive.database.connection)
    sources.put([SourceFileRow(f"{name}.md", 1, 2, 3, "d", "", "2026-03-01") for name in names])
    uses = archive.at().file_uses
    assert uses.of_metadata_since("2026-03-01") == [
        ("media/b.jpg", "ends.md", "1 1", True),
        ("media/a.jpg", "shown.md", "1 1", True),
    ]
    assert uses.of_metadata_since("2026-03-02") == []


def test_what_a_release_used_goes_with_it(archive: Archive) -> None:
    archive.put(release("a", files=PICTURE), release("b", files=PICTURE))
    archive.put(release("a"))
    archive.at().entries.drop(["b.md"])
    count = archive.database.connection.execute("SELECT count(*) FROM file_use")
    assert count.fetchone() == (0,)
