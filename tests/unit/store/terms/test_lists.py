"""The releases of lists, as the catalogue has them."""

from datetime import timedelta
from typing import Any

from newsgen.model.lists import AREA, HOME, ReleaseList
from newsgen.model.release import Release, Status
from newsgen.store.entries import Indexed
from tests.support.catalogue import AS_OF, Archive, indexed, release

FRAUD = ReleaseList("fraud", {}, (("tags", ("fraud",)),), on=(HOME, AREA))


def listed(what: Release, root: str = "") -> Indexed:
    return indexed(what, root=root)._replace(lists=(FRAUD, ReleaseList("every", {})))


def names(archive: Archive, each: ReleaseList = FRAUD, limit: int = 9, area: str = "") -> str:
    releases = archive.at().lists.releases("", each, limit, area)
    return " ".join(release.source.removesuffix(".md") for release in releases)


def fill(archive: Archive) -> None:
    fraud: dict[str, Any] = {"tags": ("fraud",)}
    archive.put(
        listed(release("a", "2026-03-01 09:00", **fraud)),
        listed(release("b", "2025-03-01 09:00", **fraud)),
        listed(release("c", "2024-03-01 09:00", area="Cumbria", **fraud)),
        listed(release("undated", None, **fraud)),
        listed(release("other", "2026-03-02 09:00")),
        listed(release("draft", status=Status.DRAFT, **fraud)),
        listed(release("later", "2026-03-20 09:00", **fraud)),
        listed(release("over", expires=AS_OF, **fraud)),
        listed(release("gone", status=Status.GONE, **fraud)),
        listed(release("page", template="page.html", **fraud)),
        listed(release("elsewhere", **fraud), root="x.example"),
    )


def test_a_list_has_published_releases_of_a_root_in_its_order(archive: Archive) -> None:
    fill(archive)
    oldest = ReleaseList("fraud", {}, oldest_first=True)
    assert names(archive) == "a b c undated"
    assert names(archive, limit=2) == "a b"
    assert names(archive, oldest) == "c b a"
    assert names(archive, ReleaseList("every", {}), 2) == "other a"
    assert names(archive, ReleaseList("none", {})) == ""


def test_the_page_of_an_area_has_those_of_the_area(archive: Archive) -> None:
    fill(archive)
    assert names(archive, area="Cumbria") == "c"
    assert names(archive, ReleaseList("every", {}), area="Cumbria") == ""
    assert archive.at().lists.shelves("fraud") == [
        ("", ""),
        ("", "Cumbria"),
        ("", "Northshire"),
        ("x.example", ""),
        ("x.example", "Northshire"),
    ]


def test_a_release_leaves_a_list_by_its_age(archive: Archive) -> None:
    fill(archive)
    aged = ReleaseList("fraud", {}, age=timedelta(days=500))
    assert names(archive, aged) == "a b"
    assert names(archive, ReleaseList("fraud", {}, since=AS_OF - timedelta(days=30))) == "a"


def test_a_release_that_changed_is_in_other_lists(archive: Archive) -> None:
    fill(archive)
    archive.put(listed(release("a", "2026-03-01 09:00")))
    assert names(archive) == "b c undated"
    archive.at().entries.drop(["b.md"])
    assert names(archive) == "c undated"
    archive.at().entries.drop_all()
    assert archive.at().lists.shelves("fraud") == []
