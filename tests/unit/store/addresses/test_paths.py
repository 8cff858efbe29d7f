"""Which release has a path, published or not."""

from dataclasses import replace

from newsgen.model.release import Status
from tests.support.catalogue import Archive, release

PATH = "News/A.aspx"


def test_a_path_is_had_by_all_and_published_by_some(archive: Archive) -> None:
    archive.put(release("a", path=PATH), release("draft", path="draft.html", status=Status.DRAFT))
    paths = archive.at().paths
    assert paths.has("", PATH)
    assert paths.publishes("", PATH)
    assert not paths.has("", PATH.lower())
    assert not paths.has("there", PATH)
    assert paths.has("", "draft.html")
    assert not paths.publishes("", "draft.html")
    assert archive.at(drafts=True).paths.publishes("", "draft.html")
    assert paths.draft_at("", "DRAFT.html") == "draft.md"
    assert paths.draft_at("", PATH) is None


def test_the_source_at_a_path_is_the_one_with_its_case_if_there_are_two(archive: Archive) -> None:
    archive.put(release("a", path=PATH.lower()), release("b", path=PATH))
    paths = archive.at().paths
    assert paths.source_at("", PATH) == "b.md"
    assert paths.source_at("", PATH.lower()) == "a.md"
    assert paths.source_at("", PATH.upper()) == "a.md"
    assert paths.source_at("", "other") is None
    assert paths.url_at("", PATH) == paths.url_of("b.md")
    assert paths.url_at("", PATH.upper()) is None


def test_what_holds_a_release_is_known(archive: Archive) -> None:
    archive.put(
        release("a"),
        release("later", "2026-04-01 09:00"),
        release("draft", status=Status.DRAFT),
        release("both", "2026-04-01 09:00", status=Status.DRAFT),
        release("gone", status=Status.GONE),
        release("never", "2026-04-01 09:00", status=Status.WITHDRAWN),
    )
    held_at = archive.at().paths.held_at
    later = held_at("", "news/later/index.html")
    assert later is not None
    assert later == ("later.md", False, later.until)
    assert later.until is not None
    assert held_at("", "NEWS/draft/index.html") == ("draft.md", True, None)
    assert held_at("", "news/both/index.html") == ("both.md", True, later.until)
    assert held_at("", "news/never/index.html") == ("never.md", False, later.until)
    assert held_at("", "news/a/index.html") is None
    assert held_at("", "news/gone/index.html") is None
    held_at = archive.at(drafts=True).paths.held_at
    assert held_at("", "news/draft/index.html") is None
    assert held_at("", "news/both/index.html") == ("both.md", False, later.until)


def test_sources_urls_and_those_with_a_page(archive: Archive) -> None:
    archive.put(
        release("b"),
        release("a", "2026-04-01 09:00"),
        release("draft", status=Status.DRAFT),
        release("gone", status=Status.GONE),
    )
    paths = archive.at().paths
    assert paths.sources() == {"a.md", "b.md", "draft.md", "gone.md"}
    assert list(paths.with_page()) == [
        ("a.md", "news/a/index.html", "2026-04"),
        ("b.md", "news/b/index.html", "2026-03"),
    ]
    assert paths.url_of("b.md") == release("b").url


def test_pages_of_a_root_are_there_whether_published_or_not(archive: Archive) -> None:
    page = replace(release("a"), template="page")
    archive.put(
        page, replace(page, source="b.md", path="b.html", status=Status.DRAFT), release("c")
    )
    assert sorted(archive.at().paths.pages("")) == ["a.md", "b.md"]
    assert archive.at().paths.pages("there") == []
