"""The same page in other languages."""

from dataclasses import replace

from newsgen.model.area import Root, unconfigured_area
from newsgen.model.month import Month
from newsgen.model.taxonomy import Taxonomy
from newsgen.site.elsewhere import OtherPage, elsewhere
from newsgen.site.outline import (
    Archive,
    AreaCount,
    RootOutline,
    TaxonomyOutline,
    TermOutline,
    TermYear,
)

AREA = unconfigured_area("Northshire")
TOPICS = Taxonomy("topics", "tags", {"": "Topics"}, "/topics/{term}/")


def outline(root: Root, *months: Month, term: str = "fraud") -> RootOutline:
    archive = Archive(root.at("/news/"), "News", tuple((m, 1) for m in months), 1, root.base)
    taxonomy = replace(TOPICS, path=root.at(TOPICS.path))
    of_term = TermOutline(taxonomy, term, term, (TermYear("2026", 1),))
    return RootOutline(
        root,
        archives=(archive,),
        areas=(AreaCount(replace(AREA, base=root.base), archive, 2),),
        sorted_by=(TaxonomyOutline(taxonomy, (of_term,)),),
        has_search=True,
    )


ENGLISH = Root("", "News", "https://x.example", "en-GB")
WELSH = Root("(cy)", "Newyddion", "https://x.example", "cy", "/cy/")


def test_each_page_knows_the_same_one_and_itself() -> None:
    both = outline(ENGLISH, Month(2026, 2), Month(2026, 3)), outline(WELSH, Month(2026, 3))
    known = elsewhere([both])
    others = known[""]["/news/2026/March/"]
    assert others.pages == (
        OtherPage(
            "cy", "/cy/news/2026/March/", "https://x.example/cy/news/2026/March/", "Newyddion"
        ),
    )
    assert others.alternates == known["(cy)"]["/cy/news/2026/March/"].alternates
    assert others.alternates[1] == ("en-GB", "https://x.example/news/2026/March/")
    assert {page.href for each in known[""].values() for page in each.pages} == {*known["(cy)"]}


def test_what_the_other_language_lacks_is_nowhere() -> None:
    known = elsewhere([(outline(ENGLISH, Month(2026, 2)), outline(WELSH, term="twyll"))])
    assert not {"/news/2026/", "/news/2026/February/", "/topics/fraud/"} & known[""].keys()
    assert {"/", "/search/", "/news/", "/news/undated/", "/topics/"} <= known[""].keys()


def test_a_page_on_another_host_is_told_by_its_whole_address() -> None:
    host = Root("www.heddlu.example", "Newyddion", "https://www.heddlu.example", "cy")
    known = elsewhere([(outline(ENGLISH), outline(host))])
    assert known[""]["/"].pages[0].href == "https://www.heddlu.example/"


def test_a_host_of_a_language_counts_before_a_branch() -> None:
    english = Root("a.example", "News", "https://a.example", "en-GB")
    branch = Root("a.example(cy)", "Newyddion", "https://a.example", "cy", "/cy/")
    host = Root("b.example", "Newyddion", "https://b.example", "cy")
    february, march = Month(2026, 2), Month(2026, 3)
    both = outline(english, february, march)
    known = elsewhere([(both, outline(branch, february, march), outline(host, march))])
    pages = {href: [page.url for page in each.pages] for href, each in known["a.example"].items()}
    assert pages["/"] == ["https://b.example/"]
    assert pages["/news/2026/March/"] == ["https://b.example/news/2026/March/"]
    assert pages["/news/2026/February/"] == ["https://a.example/cy/news/2026/February/"]
    assert known["b.example"]["/"].alternates == known["a.example"]["/"].alternates
    assert "/cy/" not in known["a.example(cy)"]


def test_of_areas_that_share_an_archive_the_first_with_the_same_page_counts() -> None:
    """In the other language they have archives of their own."""
    months = [Month(2026, number) for number in range(1, 13)]
    shared, others = outline(ENGLISH, *months), {}
    for name, since in (("Northshire", 3), ("Westmarch", 0)):
        area = replace(unconfigured_area(name), base=WELSH.base)
        counted = tuple((month, 1) for month in months[since:])
        archive = Archive(f"/cy/{name}/", "Newyddion", counted, 0, WELSH.base)
        others[name] = AreaCount(area, archive, 2)
    both = tuple(AreaCount(each.area, shared.archives[0], 2) for each in others.values())
    known = elsewhere(
        [(replace(shared, areas=both), replace(outline(WELSH), areas=tuple(others.values())))]
    )
    of_months = [known[""][f"/news/2026/{month.name}/"].pages for month in months]
    assert [page.href.split("/")[2] for (page,) in of_months] == [
        *["Westmarch"] * 3, *["Northshire"] * 9,
    ]  # fmt: skip


def test_two_roots_of_one_language_are_apart() -> None:
    assert elsewhere([(outline(ENGLISH), outline(replace(ENGLISH, name="x.example")))]) == {
        "": {},
        "x.example": {},
    }
