"""Two spellings of a term are one finding, and two terms with one page an error."""

from newsgen.rules.archive import check_term_names
from newsgen.store.terms import TermSpelling


def spelling(name: str, releases: int, source: str) -> TermSpelling:
    return TermSpelling("", "topics", "x", name, releases, source, "5 8 5 20")


def test_the_spelling_of_most_releases_is_the_right_one() -> None:
    usual = spelling("Rural crime", 12, "b.md")
    others = spelling("rural-crime", 2, "a.md"), spelling("RURAL CRIME", 1, "c.md")
    first, second = check_term_names([[usual, *others]])
    assert (first.code, first.span.path, first.line) == ("NG418", "content/a.md", 5)
    assert (
        first.message == "“rural-crime” and “Rural crime” of topics are one term, spelt in two ways"
    )
    assert first.hint == "Write Rural crime, as 12 releases do to 2."
    assert [related.span.path for related in first.related] == ["content/b.md"]
    assert second.span.path == "content/c.md"


def test_terms_of_other_letters_have_one_page_by_chance() -> None:
    (clash,) = check_term_names([[spelling("Łowicz", 1, "a.md"), spelling("owicz", 1, "b.md")]])
    assert (clash.code, clash.span.path) == ("NG419", "content/b.md")
    assert clash.message == "the terms “owicz” and “Łowicz” of topics have the same page"
    assert clash.related[0].span.path == "content/a.md"
