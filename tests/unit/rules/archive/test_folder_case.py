"""Folders that differ by letter case only are found once for each spelling."""

from typing import Final

import pytest

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.release import Status
from newsgen.rules.archive import check_archive
from tests.support.catalogue import Archive, indexed, release
from tests.support.steps import work_of

SETTING: Final = Span("newsgen.toml")


def check(archive: Archive, *named: tuple[str, Span], root: str = "") -> list[Diagnostic]:
    return list(check_archive(archive.at().claims, {}, {root: named}))


def put(archive: Archive, *paths: str) -> None:
    archive.put(*(release(f"{number}", path=path) for number, path in enumerate(paths)))


@pytest.mark.parametrize(
    "paths",
    [
        ("News/a.aspx", "News/b.aspx"),
        ("News/2020/a.aspx", "News/2021/a.aspx"),
        ("News/a.aspx", "News2/b.aspx"),
        ("News.aspx", "news2/b.aspx"),
        ("a/News/a.aspx", "b/news/b.aspx"),
        ("News/a/index.html", "News/A/index.html"),
    ],
)
def test_folders_that_are_one_or_differ_in_more_are_left_alone(
    archive: Archive, paths: tuple[str, ...]
) -> None:
    put(archive, *paths)
    assert not any("folder" in diagnostic.message for diagnostic in check(archive))


def test_each_spelling_is_reported_once_with_its_count_whatever_lies_below(
    archive: Archive,
) -> None:
    put(
        archive,
        *(f"News/{year}/a.aspx" for year in range(2000, 2020)),
        *(f"news/{year}/b.aspx" for year in range(2000, 2010)),
        "NEWS/2000/c.aspx",
    )
    first, second = check(archive)
    assert [(d.code, d.span.path, d.message) for d in (first, second)] == [
        (
            "NG417",
            "content/20.md",
            "the folder news/ differs from News/ by letter case only; 10 releases are in it",
        ),
        ("NG417", "content/30.md", "the folder NEWS/ differs from News/ by letter case only"),
    ]
    assert "Write News in new addresses" in first.hint
    assert first.related[0].span.path == "content/0.md"


def test_every_level_is_compared_by_its_name(archive: Archive) -> None:
    put(archive, "News/Crime/x/a.aspx", "News/Crime/x/b.aspx", "news/crime/x/c.aspx")
    assert [diagnostic.message for diagnostic in check(archive)] == [
        "the folder news/ differs from News/ by letter case only",
        "the folder news/crime/ differs from News/Crime/ by letter case only",
    ]


def test_drafts_and_other_roots_have_folders_of_their_own(archive: Archive) -> None:
    archive.put(
        release("one", path="News/a.aspx"),
        release("draft", path="news/b.aspx", status=Status.DRAFT),
        indexed(release("other", path="news/c.aspx"), root="other.example"),
    )
    assert check(archive) == []
    assert len(list(check_archive(archive.at(drafts=True).claims, {}, {}))) == 1


def test_a_folder_that_newsgen_toml_or_a_file_names_is_compared_too(archive: Archive) -> None:
    picture = Span("content/Images/a.png")
    put(archive, "News/a.aspx", "images/b.aspx")
    named = [("news/latest", SETTING), ("Images", picture)]
    by_file, by_setting = check(archive, *named)
    assert (by_file.span, by_setting.span) == (picture, SETTING)
    assert by_setting.hint.endswith("Call it News here too.")
    assert check(archive, *named, root="other.example") == []


def test_two_named_folders_are_compared_though_no_release_is_in_them(archive: Archive) -> None:
    (diagnostic,) = check(archive, ("news", SETTING), ("News", SETTING))
    assert diagnostic.message == "the folder news/ differs from News/ by letter case only"


def test_the_work_grows_with_the_archive_and_not_with_its_square(archive: Archive) -> None:
    def put_more(folders: int) -> None:
        archive.put(
            *(
                release(f"{word}{folders}-{n}", path=f"{word}/{folders}-{n}/{n}.aspx")
                for n in range(folders)
                for word in ("News", "news")
            )
        )

    def work() -> int:
        """Return the steps of Python and of SQLite."""
        steps = 0

        def note() -> None:
            nonlocal steps
            steps += 1

        connection = archive.database.connection
        connection.set_progress_handler(note, 10)
        try:
            return work_of(lambda: check(archive)) + steps
        finally:
            connection.set_progress_handler(None, 0)

    put_more(200)
    small = work()
    put_more(201)
    assert small < work() < 2.3 * small
