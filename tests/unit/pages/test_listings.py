"""The pages above the months: home, archives, years and areas."""

from collections.abc import Sequence
from dataclasses import replace

from newsgen.model.area import unconfigured_area
from newsgen.model.month import Month
from newsgen.model.release import Picture, Release
from newsgen.model.root import Root
from newsgen.pages._listings import APPEALS, LATEST, LISTINGS, ListingsWindow
from newsgen.pages.outline import Archive, AreaCount
from newsgen.pages.target import Target
from newsgen.pages.window import Question
from newsgen.theme import load_theme
from tests.support.catalogue import release
from tests.support.paths import REPOSITORY

WORDS = load_theme(REPOSITORY, "plain", {}).words["en"]
AREA = unconfigured_area("Northshire")
ARCHIVE = Archive("/news/", "News", ((Month(2024, 12), 2), (Month(2026, 3), 5)), 0)


def made(
    latest: Sequence[Release] = (),
    appeals: Sequence[Release] = (),
    archive: Archive = ARCHIVE,
    count: int = 7,
) -> dict[str, Target]:
    window = ListingsWindow(
        root=Root("", "Siôn’s news", "https://x.example"),
        words=WORDS,
        language="cy",
        archives=(archive,),
        areas=(AreaCount(AREA, archive, count),),
        area_of={AREA.key: AREA},
        latest=Question(lambda limit, _area: latest[:limit]),
        appeals=Question(lambda limit: appeals[:limit]),
        size=Question(lambda _: (30, 20)),
    )
    return {target.path: target for target in LISTINGS.targets(window)}


def test_each_page_is_at_its_address_and_only_years_with_releases_have_one() -> None:
    assert set(made()) == {
        "index.html",
        "news/index.html",
        "news/2024/index.html",
        "news/2026/index.html",
        "areas/northshire/index.html",
    }


def test_a_year_has_all_months_and_links_to_those_with_releases() -> None:
    view = made()["news/2026/index.html"].view
    assert len(view.months) == 12
    assert [(m.title, m.href) for m in view.months if m.href] == [("Mawrth", "/news/2026/March/")]
    assert (view.previous.href, view.next) == ("/news/2024/", None)


def test_the_lead_is_not_among_the_appeals_and_these_are_few() -> None:
    appeals = [release(f"a{n}", images=(Picture("/a.png", "A van"),)) for n in range(9)]
    home = made(appeals, appeals)["index.html"].view
    assert [item.href for item in home.appeals] == [f"/news/a{n}" for n in range(1, APPEALS + 1)]
    assert (home.latest[0].picture.alt, home.latest[0].picture.width) == ("A van", 30)


def test_a_list_that_is_cut_ends_with_a_link_to_where_it_goes_on() -> None:
    short = made([release("a")])
    assert (short["index.html"].view.more, short["areas/northshire/index.html"].view.more) == (
        (),
        (),
    )
    for path, href in (("/news/", "/news/"), ("/", "/2026/")):
        long = made(archive=replace(ARCHIVE, path=path), count=LATEST + 1)
        for page in ("index.html", "areas/northshire/index.html"):
            assert [link.href for link in long[page].view.more] == [href]


def test_a_site_without_releases_has_a_home_all_the_same() -> None:
    home = made()["index.html"].view
    assert (home.latest, home.appeals) == ((), ())
