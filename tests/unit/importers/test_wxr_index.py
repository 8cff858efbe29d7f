"""What an export says of all its posts: who may see them and their files, and their addresses."""

import pytest

from newsgen.importers._wxr_index import Reach, WxrIndex, path_of
from newsgen.importers._wxr_items import ItemBytes, WxrItem, item_of
from tests.support.wxr import BLOG, file, item, meta, term

UPLOADS = f"{BLOG}/wp-content/uploads"
SHOWS = f'<img src="{UPLOADS}/2020/03/a-300x200.jpg">'


def items(*written: str) -> list[WxrItem]:
    read = [item_of(ItemBytes(at, each.encode()), "utf-8") for at, each in enumerate(written, 1)]
    return [each for each in read if isinstance(each, WxrItem)]


def index(*written: str, drafts: bool = False) -> WxrIndex:
    return WxrIndex(items(*written), BLOG, takes_drafts=drafts)


def others(*written: str, pages: int = 1) -> list[str]:
    """Return the other addresses of the first post."""
    every = index(*written)
    (first, *_) = items(*written)
    return [
        each.removeprefix(BLOG)
        for each in every.old_addresses_of(every.posts[first.id], first, pages)
    ]


@pytest.mark.parametrize(
    ("fields", "sight", "counts"),
    [
        ({}, Reach.PUBLIC, {}),
        ({"post_password": "x"}, Reach.NOBODY, {"with a password": 1}),
        ({"status": "future"}, Reach.WAITING, {"embargo, imported": 1}),
        ({"status": "future", "post_password": "x"}, Reach.NOBODY, {"with a password": 1}),
        *(({"status": each}, Reach.NOBODY, {each: 1}) for each in (
            "draft", "pending", "private", "trash", "auto-draft", "of-a-plug-in",
        )),
    ],
)  # fmt: skip
def test_who_may_see_a_post(fields: dict[str, str], sight: Reach, counts: dict[str, int]) -> None:
    every = index(item(1, **fields))
    assert every.sight_of(every.posts[1]) is sight
    assert +every.counts == counts


def test_drafts_are_taken_if_the_plan_takes_them() -> None:
    every = index(item(1, status="draft"), item(2, status="private"), drafts=True)
    assert [every.sight_of(every.posts[each]) for each in (1, 2)] == [
        Reach.WAITING,
        Reach.NOBODY,
    ]
    assert +every.counts == {"draft, imported": 1, "private": 1}


def test_what_is_not_brought_along_is_counted() -> None:
    comment = "<wp:comment><wp:comment_approved>{}</wp:comment_approved></wp:comment>"
    shown = [comment.format(each) for each in ("1", "1", "0", "spam")]
    fields = (meta("subtitle", "x"), meta("empty", " "), meta("_hidden", "y"))
    menu = item(2, post_type="nav_menu_item")
    assert +index(item(1, "", *shown, *fields), menu).counts == {
        "comment": 2, "custom field subtitle": 1, "nav_menu_item": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "sight"),
    [
        pytest.param([], Reach.PUBLIC, id="nobody shows it"),
        pytest.param([item(1, SHOWS)], Reach.PUBLIC, id="a post"),
        pytest.param([item(1, SHOWS, status="private")], Reach.NOBODY, id="a private post"),
        pytest.param([item(1, SHOWS, status="future")], Reach.WAITING, id="a future post"),
        pytest.param([item(1, SHOWS, status="private"), item(2, SHOWS)], Reach.PUBLIC, id="both"),
        pytest.param([item(1, SHOWS, status="future"), item(2, SHOWS, status="trash")],
                     Reach.WAITING, id="a future one and trash"),
        pytest.param([item(1, "", meta("_thumbnail_id", "9"), status="draft")], Reach.NOBODY,
                     id="above a draft"),
        pytest.param([item(1, "[gallery ids='9']", status="draft")], Reach.NOBODY,
                     id="in a gallery of a draft"),
        pytest.param([item(1, SHOWS.replace(UPLOADS, "/wp-content/uploads"), status="draft")],
                     Reach.NOBODY, id="by a path"),
        pytest.param([item(1, SHOWS.replace("https:", "http:"), status="draft")],
                     Reach.NOBODY, id="by http"),
    ],
)  # fmt: skip
def test_a_file_and_its_copies_are_as_public_as_the_posts_that_show_them(
    written: list[str], sight: Reach
) -> None:
    every = index(file(9, "2020/03/a.jpg"), *written)
    for name in ("a.jpg", "a-300x200.jpg", "a-150x150.jpg", "a-scaled.jpg", "a-e1583400000000.jpg"):
        assert every.sight_of_file(f"{UPLOADS}/2020/03/{name}") is sight
    assert every.sight_of_file(f"{UPLOADS}/2020/03/b.jpg") is Reach.PUBLIC


@pytest.mark.parametrize(
    ("parent", "sight"),
    [
        ({}, Reach.PUBLIC), ({"status": "private"}, Reach.NOBODY),
        ({"post_password": "x"}, Reach.NOBODY), ({"status": "future"}, Reach.NOBODY),
        ({"post_id": "3"}, Reach.NOBODY),
    ],
)  # fmt: skip
def test_a_file_that_nobody_shows_is_as_public_as_the_post_that_it_is_attached_to(
    parent: dict[str, str], sight: Reach
) -> None:
    every = index(file(9, "2020/03/a.jpg", post_parent="1"), item(1, "Words", **parent))
    assert every.sight_of_file(f"{UPLOADS}/2020/03/a.jpg") is sight


@pytest.mark.parametrize(
    ("path", "url", "base"),
    [
        ("2020/03/a.jpg", f"{UPLOADS}/2020/03/a.jpg", UPLOADS),
        ("2020/03/a b.jpg", f"{UPLOADS}/2020/03/a%20b.jpg", UPLOADS),
        ("2020/03/a.jpg", f"{BLOG}/files/sites/2/2020/03/a.jpg", f"{BLOG}/files/sites/2"),
        ("2020/03/a.jpg", "https://cdn.example/b.jpg", UPLOADS),
    ],
)
def test_the_folder_of_uploads_is_where_files_say(path: str, url: str, base: str) -> None:
    assert index(file(9, path, attachment_url=url)).base == base


@pytest.mark.parametrize(
    ("link", "status", "address"),
    [
        (f"{BLOG}/news/2020/03/name-2/", "future", f"{BLOG}/news/2031/04/late/"),
        (f"{BLOG}/name-2/", "future", f"{BLOG}/late/"),
        (f"{BLOG}/archives/2", "future", f"{BLOG}/archives/1"),
        (f"{BLOG}/2020/03/05/name-2.html", "future", f"{BLOG}/2031/04/01/late.html"),
        (f"{BLOG}/courts/name-2/", "future", f"{BLOG}/courts/late/"),
        (f"{BLOG}/?p=2", "future", f"{BLOG}/?p=1"),
        (f"{BLOG}/news/2020/03/name-2/", "publish", f"{BLOG}/?p=1"),
    ],
)
def test_a_post_that_is_not_public_yet_has_the_address_that_it_will_have(
    link: str, status: str, address: str
) -> None:
    late = item(1, status=status, link=f"{BLOG}/?p=1", post_name="late",
                post_date="2031-04-01 10:00:00")  # fmt: skip
    every = index(late, item(2, link=link))
    assert every.address_of(every.posts[1]) == address


def test_where_addresses_are_built_in_several_ways_none_is_made_up() -> None:
    late = item(1, status="future", link=f"{BLOG}/?p=1", post_name="late")
    shown = [item(n, link=f"{BLOG}/{topic}/name-{n}/") for n, topic in enumerate("abc", 2)]
    every = index(late, *shown)
    assert every.address_of(every.posts[1]) == f"{BLOG}/?p=1"


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ((), []),
        ((meta("_wp_old_slug", "old"),), ["/news/2020/03/old/"]),
        ((meta("_wp_old_slug", "t%c5%b7"),), ["/news/2020/03/t%c5%b7/"]),
        ((meta("_wp_old_date", "2019-12-31"),), ["/news/2019/12/name-1/"]),
        ((meta("_wp_old_slug", "old"), meta("_wp_old_date", "2019-12-31")),
         ["/news/2020/03/old/", "/news/2019/12/name-1/", "/news/2019/12/old/"]),
        ((meta("_wp_old_slug", "name-2"),), []),
        ((meta("_wp_old_slug", ""),), []),
        ((term("category", "a", "A"),), []),
    ],
)  # fmt: skip
def test_a_post_has_the_addresses_that_it_had(extra: tuple[str, ...], expected: list[str]) -> None:
    assert others(item(1, "", *extra), item(2)) == ["/?p=1", *expected]


def test_pages_of_a_text_and_other_guids_are_addresses_too() -> None:
    assert others(item(1), pages=3) == [
        "/?p=1",
        "/news/2020/03/name-1/2/",
        "/news/2020/03/name-1/3/",
    ]
    assert others(item(1, link=f"{BLOG}/a"), pages=2) == ["/?p=1", "/a/2"]
    assert others(item(1, link=f"{BLOG}/?p=1"), pages=2) == ["/?p=1&page=2"]
    assert others(item(1, guid=f"{BLOG}/old.php?x=1")) == ["/?p=1", "/old.php?x=1"]
    assert others(item(1, guid="http://staging.example/?p=1")) == ["/?p=1"]
    assert others(item(1, guid="http://[staging/?p=1")) == ["/?p=1"]
    assert others(item(1, post_type="page")) == ["/?page_id=1", "/?p=1"]


def test_paths_are_in_letters() -> None:
    assert path_of("https://a.example/b%20c/d.jpg?e#f") == "/b c/d.jpg"
    assert path_of("/b%20c/d.jpg") == "/b c/d.jpg"
