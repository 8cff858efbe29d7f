"""The outline of terms: where their pages are, and what each may see."""

from newsgen.model.taxonomy import Taxonomy
from newsgen.site.outline import TaxonomyOutline, TermOutline, TermYear

KINDS = Taxonomy("kinds", "kind", {"": "Kinds"}, "/kinds/{term}/")
TAGS = Taxonomy("tags", "tags", {}, "/tags/{term}/")
YEARS = (TermYear("", 1), TermYear("2024", 2, b"x"), TermYear("2025", 1), TermYear("2026", 3))
WORDS = {"court-result": "Court result", "plain_news": "News"}


def term(name: str, taxonomy: Taxonomy = KINDS) -> TermOutline:
    return TermOutline(taxonomy, name, name, YEARS)


def test_the_pages_of_a_term_are_below_its_own() -> None:
    news = term("news")
    assert (news.href, news.piece) == ("/kinds/news/", "kinds/news")
    assert [news.year_href(each.year) for each in YEARS[:2]] == [
        "/kinds/news/undated/",
        "/kinds/news/2024/",
    ]
    assert news.year_piece("") == "kinds/news/undated"


def test_the_page_of_a_year_sees_the_years_beside_it_and_no_count() -> None:
    around = [term("x").around(year.year).years for year in YEARS]
    assert [[each.year for each in years] for years in around] == [
        ["", "2024"],
        ["", "2024", "2025"],
        ["2024", "2025", "2026"],
        ["2025", "2026"],
    ]
    assert {each[1:] for years in around for each in years} == {(0, b"", False)}


def test_the_page_of_all_terms_sees_no_year() -> None:
    seen = TaxonomyOutline(KINDS, (term("a"), term("b"))).seen()
    assert [(each.name, each.years) for each in seen.terms] == [("a", ()), ("b", ())]


def test_kinds_have_their_words_and_other_terms_a_capital() -> None:
    kinds, names = ("court-result", "news"), ("rural crime", "CCTV")
    assert [term(kind).title(WORDS) for kind in kinds] == ["Court result", "News"]
    assert [term(name, TAGS).title(WORDS) for name in names] == ["Rural crime", "CCTV"]
