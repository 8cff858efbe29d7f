"""Addresses that are gone, and the pages of withdrawn releases."""

from newsgen.model.release import Status
from tests.support.catalogue import AS_OF, HOST, Archive, indexed, redirect, release

OLD = f"https://{HOST}/old/"


def test_what_is_gone_is_told_with_the_file_to_answer_with(archive: Archive) -> None:
    over = release("over", expires=AS_OF)
    archive.put(
        release("seen"),
        release("gone", status=Status.GONE),
        release("withdrawn", status=Status.WITHDRAWN),
        release("to-come", "2026-03-20 09:00", status=Status.GONE),
        indexed(
            release("over", expires=AS_OF), redirects=[redirect(f"{OLD}over", release("over"))]
        ),
        indexed(release("a"), redirects=[redirect(f"{OLD}to-over", over)]),
    )
    assert [(g.path, g.file) for g in archive.at().retired.gone()] == [
        ("/news/gone", "410.html"),
        ("/news/over", "410.html"),
        ("/news/withdrawn", "news/withdrawn/index.html"),
        ("/old/over", "410.html"),
        ("/old/to-over", "410.html"),
    ]
    always = archive.at(any_time=True).retired.gone()
    assert {g.path for g in always} == {"/news/gone", "/news/withdrawn", "/news/to-come"}


def test_withdrawn_releases_are_found_by_root_and_path(archive: Archive) -> None:
    archive.put(
        release("b", status=Status.WITHDRAWN),
        release("a", status=Status.WITHDRAWN),
        release("gone", status=Status.GONE),
        indexed(release("there", status=Status.WITHDRAWN), root="there"),
    )
    retired = archive.at().retired
    assert [r.source for r in retired.withdrawn("")] == ["a.md", "b.md"]
    assert [r.source for r in retired.withdrawn("", "news/b/index.html")] == ["b.md"]
    assert retired.withdrawn("", "news/gone/index.html") == []
