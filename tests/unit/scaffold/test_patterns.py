"""The folder of an old archive, and the pattern of its addresses."""

import pytest

from newsgen.model.urls import parse_url
from newsgen.scaffold.patterns import Sureness, archive_of, permalink_of, sureness


def inferred(*paths: str) -> tuple[str, str, str, str]:
    """Return archive and permalink of some paths, each with how sure it is."""
    addresses = [parse_url(f"https://a.example{path}") for path in paths]
    archive = archive_of(addresses)
    permalink = permalink_of(addresses, archive.text)
    text, sure = (permalink.text, permalink.sureness) if permalink else ("", "")
    return archive.text, archive.sureness, text, sure


@pytest.mark.parametrize(
    ("paths", "archive", "permalink"),
    [
        (
            ["/News/News-Articles/2020/June/Man-held.aspx", "/News/News-Articles/2021/May/X.aspx"],
            "/News/News-Articles/",
            "/News/News-Articles/{year}/{month_name}/{slug}.aspx",
        ),
        (
            ["/news/2020/06/man-held/", "/news/2021/11/x/"],
            "/news/",
            "/news/{year}/{month}/{slug_lower}/",
        ),
        (
            ["/n/2020/june/man-held", "/n/2021/may/b"],
            "/n/",
            "/n/{year}/{month_name_lower}/{slug_lower}",
        ),
        (["/n/2020/June/Man-held/", "/n/2021/May/A/"], "/n/", "/n/{year}/{month_name}/{slug}/"),
        (["/n/2020/06/05/a", "/n/2021/11/30/b"], "/n/", "/n/{year}/{month}/{day}/{slug_lower}"),
        (["/n/05-06-2020/a", "/n/30-11-2021/b"], "/n/", "/n/{day}-{month}-{year}/{slug_lower}"),
        (["/n/2020/may-2020/a/"], "/n/", "/n/{year}/{month_name_lower}-{year}/{slug_lower}/"),
        (["/appeals/man-held", "/appeals/x"], "/appeals/", "/appeals/{slug_lower}"),
        (["/a.html", "/b.html"], "/", "/{slug_lower}.html"),
    ],
)
def test_what_all_paths_have_is_sure(paths: list[str], archive: str, permalink: str) -> None:
    assert inferred(*paths) == (archive, Sureness.ALL, permalink, Sureness.ALL)


def test_the_most_common_pattern_is_that_of_most() -> None:
    paths = ["/news/kent/news/2020/a/", "/news/kent/news/2020/b/", "/news/kent/appeals/2020/c/"]
    assert inferred(*paths) == (
        "/news/kent/", Sureness.ALL, "/news/kent/news/{year}/{slug_lower}/", Sureness.MOST,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("paths", "permalink"),
    [
        (["/article/3301/Officers-praised"], "/article/{slug}"),
        (["/article/9519", "/article/20761"], "/article/{slug_lower}"),
        (["/news/2021/march-21/held/"], "/news/{year}/{slug_lower}/"),
        (["/news/2021/3/held/"], "/news/{year}/{slug_lower}/"),
    ],
)
def test_numbers_that_no_date_gives_make_a_guess(paths: list[str], permalink: str) -> None:
    assert inferred(*paths)[2:] == (permalink, Sureness.GUESSED)


def test_addresses_that_only_a_query_tells_apart_have_no_pattern() -> None:
    paths = [f"/News/NewsArticle.aspx?id={number}" for number in range(3)]
    assert inferred(*paths) == ("/News/", Sureness.ALL, "", "")


def test_a_few_elsewhere_do_not_move_the_archive() -> None:
    paths = [*(f"/news/2020/x{number}/" for number in range(9)), "/lost/page/"]
    assert inferred(*paths)[:2] == ("/news/", Sureness.MOST)


def test_without_an_address_the_archive_is_the_usual_one() -> None:
    assert inferred() == ("/news/", Sureness.GUESSED, "", "")


@pytest.mark.parametrize("name", ["{slug}", "100%25", "a{year}"])
def test_a_folder_that_a_pattern_cannot_name_is_left_out(name: str) -> None:
    assert inferred(f"/news/{name}/x/")[:3] == ("/news/", Sureness.ALL, "/news/{slug_lower}/")


def test_sureness() -> None:
    assert [sureness(n, 4) for n in (4, 3, 2, 0)] == ["all", "most", "guessed", "guessed"]
    assert sureness(0, 0) == "guessed"
