"""The releases that others name as related."""

from newsgen.model.release import RelatedUse, Release, Status
from newsgen.store.entries import Indexed
from tests.support.catalogue import AS_OF, Archive, indexed, release


def naming(what: Release, *names: str, root: str = "") -> Indexed:
    """Return a release that names others: files, or paths on the host of the root."""
    files = {name: name if name.endswith(".md") else "" for name in names}
    uses = (
        RelatedUse("related", name, file, "", name.removeprefix("/"), 7, 3, 9)
        for name, file in files.items()
    )
    return indexed(what, root=root)._replace(related=tuple(uses))


def named(archive: Archive, source: str, month: str = "2026-03", root: str = "") -> list[str]:
    return [release.source for release in archive.at().related.named(root, month, source)]


def fill(archive: Archive, *names: str) -> None:
    archive.put(
        naming(release("a"), *names),
        release("b"),
        release("c"),
        release("draft", status=Status.DRAFT),
        release("later", "2026-03-20 09:00"),
        release("over", expires=AS_OF),
        release("gone", status=Status.GONE),
        release("moved", status=Status.MOVED),
        release("page", template="page.html"),
    )


def test_releases_are_named_by_file_or_path_in_the_authors_order(archive: Archive) -> None:
    fill(archive, "/news/c/index.html", "b.md")
    assert named(archive, "a.md") == ["c.md", "b.md"]
    assert named(archive, "b.md") == []
    assert named(archive, "a.md", "2026-02") == named(archive, "a.md", root="x") == []


def test_only_what_readers_see_is_shown(archive: Archive) -> None:
    hidden = ("draft.md", "later.md", "over.md", "gone.md", "page.md", "a.md", "none.md")
    fill(archive, *hidden, "/news/draft/index.html")
    assert named(archive, "a.md") == []
    assert [row.digest for row in archive.at().related.digests()] == [None] * 5 + [
        bytes.fromhex(next(archive.at().months.digests()).digests.split()[0]),
        None,
        None,
    ]


def test_digests_are_those_of_what_is_named(archive: Archive) -> None:
    fill(archive, "b.md", "c.md")
    before = list(archive.at().related.digests())
    assert [(row.source, row.month) for row in before] == [("a.md", "2026-03")] * 2
    archive.put(release("c", title="Another title"))
    after = list(archive.at().related.digests())
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_what_can_never_be_shown_is_wrong(archive: Archive) -> None:
    fill(archive, "b.md", "draft.md", "later.md", "over.md")
    assert list(archive.at().related.wrong()) == []
    fill(archive, "a.md", "gone.md", "moved.md", "page.md", "none.md", "/News/b/index.html")
    wrong = list(archive.at().related.wrong())
    assert [(row.written, row.instead) for row in wrong] == [
        ("a.md", "itself"),
        ("gone.md", "retired"),
        ("moved.md", "moved"),
        ("page.md", "page"),
        ("none.md", None),
        ("/News/b/index.html", None),
    ]
    assert str(wrong[0].span.line) == "7"


def test_nothing_is_left_of_a_release_that_is_dropped(archive: Archive) -> None:
    fill(archive, "none.md")
    archive.at().entries.drop(["a.md"])
    assert list(archive.at().related.wrong()) == []
    fill(archive, "none.md")
    archive.at().entries.drop_all()
    assert list(archive.at().related.digests()) == []


def test_a_release_stands_otherwise_with_other_names(archive: Archive) -> None:
    fill(archive, "b.md")
    before = archive.at().entries.standing("a.md")
    fill(archive, "c.md")
    assert archive.at().entries.standing("a.md") != before
