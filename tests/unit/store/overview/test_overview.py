"""Counts, hosts, archives and kinds."""

from newsgen.model.release import Kind, Life, Status
from tests.support.catalogue import AS_OF, HOST, Archive, indexed, release

OTHER = "www.southshire.police.example"


def test_tallies_count_what_is_published_by_month_and_area(archive: Archive) -> None:
    archive.put(
        release("a"),
        release("b"),
        release("unlisted", life=Life(noindex=True)),
        release("c", area="Southshire"),
        release("d", "2026-02-01 09:00"),
        release("undated", None),
        release("draft", status=Status.DRAFT),
    )
    overview = archive.at().overview
    assert overview.tallies() == [
        ("", "/news/", "2026-02", "Northshire", 1, 1),
        ("", "/news/", "2026-03", "Northshire", 3, 2),
        ("", "/news/", "2026-03", "Southshire", 1, 1),
        ("", "/news/", "undated", "Northshire", 1, 1),
    ]
    assert overview.count().releases == 6


def test_pages_are_counted_beside_releases(archive: Archive) -> None:
    pages = (release(name, template="page.html") for name in ("about", "contact"))
    archive.put(release("a"), *pages)
    assert archive.at().overview.count() == (1, 2)


def test_what_is_held_is_neither_published_nor_retired(archive: Archive) -> None:
    archive.put(
        release("seen"),
        release("draft", status=Status.DRAFT),
        release("to-come", "2026-03-20 09:00"),
        release("over", expires=AS_OF),
        release("gone", status=Status.GONE),
    )
    assert (archive.at().overview.count().releases, archive.at().overview.held()) == (1, 3)
    with_drafts = archive.at(drafts=True).overview
    assert (with_drafts.count().releases, with_drafts.held()) == (2, 2)
    always = archive.at(any_time=True).overview
    assert (always.count().releases, always.held()) == (3, 1)


def test_a_roots_host_is_the_one_that_most_of_its_releases_use(archive: Archive) -> None:
    archive.put(
        release("a", host=OTHER),
        release("b"),
        release("c", "2026-02-01 09:00"),
        indexed(release("gone", status=Status.GONE, host="gone.example"), root="gone"),
        indexed(release("draft", status=Status.DRAFT, host="draft.example"), root="draft"),
    )
    overview = archive.at().overview
    assert overview.hosts() == {"": HOST, "gone": "gone.example"}
    assert overview.all_hosts() == {HOST, OTHER, "gone.example", "draft.example"}


def test_areas_are_those_of_all_releases(archive: Archive) -> None:
    archive.put(release("a"), release("b"), release("c", area="Cumbria", status=Status.GONE))
    assert archive.at().overview.areas() == ["Cumbria", "Northshire"]


def test_archives_are_told_whatever_is_in_them_and_kinds_if_published(archive: Archive) -> None:
    archive.put(
        release("a", kind=Kind.CCTV),
        indexed(release("gone", status=Status.GONE, kind=Kind.CHARGE), archive="/a/"),
        indexed(release("there", kind=Kind.ARREST), root="there"),
    )
    assert archive.at().overview.archives() == ["/a/", "/news/"]
    assert archive.at().overview.kinds("") == {"cctv"}
