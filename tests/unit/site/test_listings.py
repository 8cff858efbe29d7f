"""The pages above the months: home, archives, years and areas."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from newsgen.model.area import Root, unconfigured_area
from newsgen.model.dates import WELSH_MONTHS
from newsgen.model.lists import APPEALS, HOME, ReleaseList
from newsgen.model.month import Month
from newsgen.model.release import Kind, Picture, Release
from newsgen.model.taxonomy import Taxonomy
from newsgen.site._listings import LATEST, LISTINGS, ListingsWindow
from newsgen.site.outline import Archive, AreaCount, TermOutline, TermYear
from newsgen.site.pictures import PictureFile
from newsgen.site.target import Target
from newsgen.site.window import Question
from newsgen.theme.load import load_theme
from tests.support.catalogue import release
from tests.support.paths import REPOSITORY
from tests.support.windows import view_of

WORDS = load_theme(REPOSITORY, "plain", {}).words["en"]
AREA = unconfigured_area("Northshire")
ARCHIVE = Archive("/news/", "News", ((Month(2024, 12), 2), (Month(2026, 3), 5)), 0)


def made(
    latest: Sequence[Release] = (),
    appeals: Sequence[Release] = (),
    *,
    featured: Sequence[Release] = (),
    area_terms: tuple[TermOutline, ...] = (),
    archive: Archive = ARCHIVE,
    count: int = 7,
    kinds: tuple[Taxonomy, ...] = (),
    lists: tuple[ReleaseList, ...] = (),
    pages: Sequence[Release] = (),
    areas: tuple[AreaCount, ...] | None = None,
) -> dict[str, Target]:
    window = ListingsWindow(
        root=Root("", "Siôn’s news", "https://x.example"),
        words=WORDS | {"months": ", ".join(WELSH_MONTHS)},
        language="cy",
        archives=(archive,),
        areas=(AreaCount(AREA, archive, count),) if areas is None else areas,
        area_of={AREA.key: AREA},
        latest=Question(lambda limit, _area: latest[:limit]),
        featured=Question(lambda limit, _area: featured[:limit]),
        appeals=Question(lambda limit: appeals[:limit]),
        picture=Question(lambda _: PictureFile(30, 20)),
        sorted_by=kinds,
        area_terms=area_terms,
        term_of=Question(lambda _, slug: TermOutline(kinds[0], slug, slug, ())),
        lists=lists,
        list_items=Question(lambda *_: ()),
        pages=Question(lambda: pages),
    )
    return {target.path: target for target in LISTINGS.makes(window)}


def test_each_page_is_at_its_address_and_only_years_with_releases_have_one() -> None:
    assert set(made()) == {
        "index.html",
        "news/index.html",
        "news/2024/index.html",
        "news/2026/index.html",
        "areas/northshire/index.html",
    }


def test_a_year_has_all_months_and_links_to_those_with_releases() -> None:
    view = view_of(made()["news/2026/index.html"])
    assert len(view.months) == 12
    assert [(m.title, m.href) for m in view.months if m.href] == [("Mawrth", "/news/2026/March/")]
    assert (view.previous.href, view.next) == ("/news/2024/", None)


def test_the_lead_is_not_among_the_appeals_and_these_are_few() -> None:
    appeals = [release(f"a{n}", images=(Picture("/a.png", "A van"),)) for n in range(9)]
    home = view_of(made(appeals, appeals)["index.html"])
    assert [item.href for item in home.appeals] == [f"/news/a{n}" for n in range(1, APPEALS + 1)]
    assert (home.latest[0].picture.alt, home.latest[0].picture.width) == ("A van", 30)


def test_featured_releases_come_first_and_once() -> None:
    first, *others = [release(f"r{n}") for n in range(LATEST + 1)]
    pages = made([first, *others], featured=[others[3], release("old")], appeals=[others[3]])
    for path in ("index.html", "areas/northshire/index.html"):
        hrefs = [item.href for item in view_of(pages[path]).latest]
        assert hrefs[:4] == ["/news/r4", "/news/old", "/news/r0", "/news/r1"]
        assert len(set(hrefs)) == LATEST
        assert view_of(pages[path]).featured == 2
    assert view_of(pages["index.html"]).appeals == ()
    assert view_of(made([first])["index.html"]).featured == 0


def test_the_area_of_nearly_all_releases_is_the_usual_one() -> None:
    for counts, usual in (((3, 1), ""), ((4, 1), "Northshire"), ((9,), "Northshire"), ((), "")):
        areas = (AREA, unconfigured_area("Cumbria"))
        counted = tuple(AreaCount(a, ARCHIVE, n) for a, n in zip(areas, counts, strict=False))
        assert view_of(made(areas=counted)["index.html"]).usual_area == usual


def test_a_list_that_is_cut_ends_with_a_link_to_where_it_goes_on() -> None:
    short = made([release("a")])
    assert (
        view_of(short["index.html"]).more,
        view_of(short["areas/northshire/index.html"]).more,
    ) == (
        (),
        (),
    )
    for path, href in (("/news/", "/news/"), ("/", "/2026/")):
        long = made(archive=replace(ARCHIVE, path=path), count=LATEST + 1)
        for page in ("index.html", "areas/northshire/index.html"):
            assert [link.href for link in view_of(long[page]).more] == [href]


def test_an_area_has_years_of_its_own_where_releases_are_sorted_by_area() -> None:
    areas = Taxonomy("areas", "area", {}, "/by-area/{term}/")
    terms = (
        TermOutline(areas, "other", "Other", (TermYear("2001", 1),)),
        TermOutline(
            areas, "northshire", "N", (TermYear("", 1), TermYear("2024"), TermYear("2025"))
        ),
    )
    path = "areas/northshire/index.html"
    view = view_of(made(area_terms=terms, count=LATEST + 1)[path])
    assert [(link.title, link.href) for link in view.years] == [
        ("2025", "/by-area/northshire/2025/"),
        ("2024", "/by-area/northshire/2024/"),
    ]
    assert view.archive.href == "/by-area/northshire/"
    assert [link.href for link in view.more] == ["/by-area/northshire/"]
    assert [link.title for link in view_of(made(area_terms=terms[:1])[path]).years] == [
        "2026",
        "2024",
    ]


def of_kinds(name: str, *kinds: str, on: str, **more: str) -> ReleaseList:
    """Return a list of kinds on a page, with other keys."""
    where = (("kind", kinds), *((key, (value,)) for key, value in more.items()))
    return ReleaseList(name, {"": name}, where, on=(HOME, on))


EVERY = ("appeal", "missing", "wanted", "cctv")


@pytest.mark.parametrize(
    ("kinds", "lists", "links"),
    [
        (True, (), [f"/kinds/{kind}/" for kind in EVERY]),
        (True, (of_kinds("all", *EVERY, on="help.md"),), [f"/kinds/{kind}/" for kind in EVERY]),
        (False, (of_kinds("all", *EVERY, on="help.md"),), ["/news/help"]),
        (False, (of_kinds("all", *EVERY, on="help.md", status="published"),), ["/news/help"]),
        (
            False,
            (of_kinds("a", "appeal", "cctv", on="a.md"), of_kinds("b", "missing", on="help.md")),
            ["/news/a", "/news/help"],
        ),
        # What has not all of them, or more than them, or is nowhere to be seen, is no way on.
        (False, (), []),
        (False, (of_kinds("a", "appeal", on="a.md"),), []),
        (False, (of_kinds("all", *EVERY, on="held.md"),), []),
        (False, (of_kinds("all", *EVERY, on=HOME),), []),
        (False, (of_kinds("all", *EVERY, "charge", on="a.md"),), []),
        (False, (of_kinds("all", *EVERY, on="a.md", area="North"),), []),
        (False, (ReleaseList("a", {"": "a"}, (("area", ("North",)),), on=("a.md",)),), []),
    ],
)
def test_open_appeals_that_are_cut_go_on_where_all_of_them_are(
    kinds: bool, lists: tuple[ReleaseList, ...], links: list[str]
) -> None:
    appeals = [
        release(f"a{n}", kind=Kind.MISSING if n % 2 else Kind.APPEAL) for n in range(APPEALS + 2)
    ]
    taxonomies = (Taxonomy("kinds", "kind", {}, "/kinds/{term}/"),) if kinds else ()
    pages = [release("a"), release("help")]
    for count, hrefs in ((APPEALS + 2, links), (APPEALS + 1, [])):
        targets = made(appeals[:1], appeals[:count], kinds=taxonomies, lists=lists, pages=pages)
        home = view_of(targets["index.html"])
        assert [link.href for link in home.more_appeals] == hrefs


def test_a_site_without_releases_has_a_home_all_the_same() -> None:
    home = view_of(made()["index.html"])
    assert (home.latest, home.appeals) == ((), ())
