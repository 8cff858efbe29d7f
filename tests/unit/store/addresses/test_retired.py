"""Addresses that are gone, and the pages of withdrawn releases."""

from datetime import timedelta

from newsgen.model.partition import Partition
from newsgen.model.release import Status
from newsgen.store import Manifest
from tests.support.catalogue import AS_OF, HOST, Archive, indexed, redirect, release, target_row

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
        release("held", status=Status.WITHDRAWN, embargo=AS_OF + timedelta(seconds=1)),
        indexed(release("there", status=Status.WITHDRAWN), root="there"),
    )
    retired = archive.at().retired
    assert [r.source for r in retired.withdrawn("")] == ["a.md", "b.md"]
    assert [r.source for r in retired.withdrawn("", "news/b/index.html")] == ["b.md"]
    assert retired.withdrawn("", "news/gone/index.html") == []


def test_pages_of_what_is_retired_are_known_in_the_outputs_where_they_still_are(
    archive: Archive,
) -> None:
    archive.put(
        release("gone", status=Status.GONE),
        release("withdrawn", status=Status.WITHDRAWN),
        release("over", expires=AS_OF),
        release("seen"),
        release("draft", status=Status.DRAFT),
        indexed(release("there", status=Status.GONE), root="there"),
    )
    connection = archive.database.connection
    outputs = [Manifest.of_folder(connection, name) for name in ("output", "preview")]
    for output in outputs:
        pages = ("gone", "over", "seen", "draft")
        output.adopt(target_row(f"news/{name}/index.html", "/2026-03") for name in pages)
        output.adopt([target_row("there/news/there/index.html", "there/2026-03")])
    outputs[0].adopt([target_row("news/withdrawn/index.html", "/2026-03")])
    outputs[1].adopt([target_row("news/withdrawn/index.html", Partition("retired", "").key)])
    left = ["news/gone/index.html", "news/over/index.html", "there/news/there/index.html"]
    retired = archive.at().retired
    assert retired.still_in(but=outputs[0].output) == [("preview", path) for path in left]
    every = {(page.folder, page.path) for page in retired.still_in(but=0)}
    assert every == {
        ("output", "news/withdrawn/index.html"),
        *((name, path) for name in ("output", "preview") for path in left),
    }
