"""What hosts are told of a site."""

from newsgen.hosting.answer import Answer, answer
from newsgen.hosting.site import (
    AddressKind,
    HostedAddress,
    HostedRoot,
    place_key,
    unique_by_key,
    writings,
)
from tests.support.hosted import OnDisk

PAGE = HostedAddress(AddressKind.PAGE, "/News/A.aspx", "", "/News/A.aspx", "News/A.aspx")
GONE = HostedAddress(AddressKind.GONE, "/news/a.aspx", "", "410.html")
MOVED = HostedAddress(AddressKind.MOVED, "/News/a.aspx", "", "/News/B.aspx")


def test_a_page_that_was_taken_down_is_gone_and_one_that_came_back_has_not_moved() -> None:
    assert unique_by_key([GONE, PAGE, MOVED]) == (GONE,)
    assert unique_by_key([PAGE, MOVED]) == (PAGE,)


def test_entries_are_in_the_order_of_their_keys() -> None:
    other = HostedAddress(AddressKind.PAGE, "/a", "", "/a", "a/index.html")
    assert unique_by_key([PAGE, other]) == unique_by_key([other, PAGE]) == (other, PAGE)


def test_an_address_is_known_by_all_its_writings() -> None:
    entry = HostedAddress(AddressKind.MOVED, "//News//Café/", "a=%5B1%5D", "/x")
    assert writings(entry) == [
        ("/News/Café", "a=%5B1%5D"),
        ("/News/Café", "a=[1]"),
        ("/News/Cafe\u0301", "a=%5B1%5D"),
        ("/News/Cafe\u0301", "a=[1]"),
    ]
    assert writings(HostedAddress(AddressKind.PAGE, "/", "", "/", "index.html")) == [("/", "")]


def test_places_have_keys() -> None:
    assert place_key("/News/2026/March/") == "/news/2026/march/"
    assert place_key("/News/Show.aspx?") == "/news/show.aspx?"
    assert place_key("/") == "/"


def test_all_unknown_addresses_may_be_below_a_removed_page(tmp_path: object) -> None:
    root = HostedRoot("", (), (PAGE,), ("/",))
    lookup = OnDisk(root, tmp_path)  # type: ignore[arg-type]
    assert answer("/Somebody.aspx", lookup) == Answer(410, "410.html")
    assert answer("/news/a.aspx", lookup) == Answer(301, location="/News/A.aspx")
