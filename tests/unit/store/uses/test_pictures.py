"""Pictures that releases share."""

from newsgen.model.release import Picture, Status
from newsgen.store.uses import SharedPicture
from tests.support.catalogue import HOST, Archive, release

LOGO = "https://x.example/logo.png"
OTHER = "www.southshire.police.example"


def test_pictures_are_counted_by_area_and_host(archive: Archive) -> None:
    archive.put(
        release("c", "2026-03-01 09:00", og_image=LOGO),
        release("b", "2026-02-01 09:00", og_image=LOGO),
        release("a", "2026-02-02 09:00", og_image=LOGO),
        release("plain", "2026-01-01 09:00"),
        release("other", og_image="https://x.example/one.jpg"),
        release("elsewhere", og_image=LOGO, host=OTHER),
        release("another area", og_image=LOGO, area="Southshire"),
    )
    shared = SharedPicture("Northshire", HOST, LOGO, 3, 5, "b.md", "1 5 1 9")
    assert archive.at().pictures.shared_by_more_than(2) == [shared]
    assert archive.at().pictures.shared_by_more_than(3) == []
    assert [each.releases for each in archive.at().pictures.shared_by_more_than(0)] == [3, 1, 1, 1]


def test_what_no_page_shows_does_not_count(archive: Archive) -> None:
    archive.put(
        release("a", og_image=LOGO),
        release("to-come", "2027-03-01 09:00", og_image=LOGO),
        release("draft", og_image=LOGO, status=Status.DRAFT),
        release("own", og_image=LOGO, images=(Picture("/map.png"),)),
        release("withdrawn", status=Status.WITHDRAWN),
    )
    shared, other = archive.at().pictures.shared_by_more_than(0)
    assert (shared.releases, shared.all_releases, shared.span.path) == (2, 3, "content/a.md")
    assert (other.picture, other.releases) == (f"https://{HOST}/map.png", 1)
    drafts, _ = archive.at(drafts=True).pictures.shared_by_more_than(0)
    assert (drafts.releases, drafts.all_releases) == (3, 4)


def test_the_address_of_a_picture_may_be_written_otherwise(archive: Archive) -> None:
    archive.put(
        release("a", og_image=LOGO),
        release("b", og_image="http://X.example/logo.png?v=2"),
        release("c", images=(Picture(LOGO),), og_image="https://x.example/one.jpg"),
    )
    (shared,) = archive.at().pictures.shared_by_more_than(0)
    assert (shared.picture, shared.releases) == (LOGO, 3)


def test_of_releases_of_one_moment_the_first_by_name_is_named(archive: Archive) -> None:
    archive.put(*(release(name, og_image=LOGO, path="same.aspx") for name in "zay"))
    (shared,) = archive.at().pictures.shared_by_more_than(2)
    assert (shared.source, shared.releases) == ("a.md", 3)
