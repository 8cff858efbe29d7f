"""Whether hosts can share a folder, and where each area has its lists."""

import pytest

from newsgen.model.urls import parse_url
from newsgen.scaffold.adopting import Collision, Lists, archives_in_one_case, collision_of


def test_hosts_without_a_common_path_share_a_folder() -> None:
    addresses = [parse_url(f"https://{url}") for url in ("a.example/x/", "b.example/y/")]
    areas = [Lists("/a/", ("a.example",), 1), Lists("/b/", ("b.example",), 1)]
    assert collision_of(addresses, areas) is None


@pytest.mark.parametrize(
    ("first", "other", "path"),
    [
        ("/news/x/", "/news/x/", "/news/x/"),
        ("/news/x/", "/News/X", "/news/x/"),
        ("/news/x.aspx", "/news/x.aspx/y", "/news/x.aspx"),
    ],
)
def test_a_path_of_two_hosts_is_a_collision(first: str, other: str, path: str) -> None:
    addresses = [parse_url(f"https://a.example{first}"), parse_url(f"https://b.example{other}")]
    assert collision_of(addresses, []) == Collision(path, ("a.example", "b.example"))


def test_the_paths_of_one_host_are_no_collision_of_hosts() -> None:
    addresses = [parse_url("https://a.example/x/"), parse_url("https://a.example/x/")]
    assert collision_of(addresses, []) is None


def test_lists_in_one_place_are_a_collision_of_hosts() -> None:
    areas = [Lists("/news/", ("a.example",), 1), Lists("/News/", ("b.example",), 1)]
    assert collision_of([], areas) == Collision("/news/", ("a.example", "b.example"))


def test_areas_of_one_host_do_not_need_a_folder_each() -> None:
    areas = [Lists("/news/", ("a.example",), 1), Lists("/news/", ("a.example",), 1)]
    assert collision_of([], areas) is None


def test_archives_of_one_place_are_in_the_case_of_the_largest_area() -> None:
    areas = [
        Lists("/News/", ("a.example",), 1),
        Lists("/news/", ("a.example", "c.example"), 9),
        Lists("/NEWS/", ("b.example",), 5),
        Lists("/press/", (), 2),
    ]
    assert list(archives_in_one_case(areas, per_host=False)) == [
        "/news/", "/news/", "/news/", "/press/",
    ]  # fmt: skip
    assert list(archives_in_one_case(areas, per_host=True)) == [
        "/news/", "/news/", "/NEWS/", "/press/",
    ]  # fmt: skip
