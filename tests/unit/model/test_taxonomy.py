"""Taxonomies: the terms of a release, and their names in addresses."""

from typing import Any

import pytest

from newsgen.model.release import Kind
from newsgen.model.taxonomy import Taxonomy, are_one_word, slug_of, terms_of
from tests.support.catalogue import release

TOPICS = Taxonomy("topics", "tags", {"": "Topics"}, "/by topic/{term}/")


def terms(taxonomy: Taxonomy, **values: Any) -> list[tuple[str, str, int]]:
    return [(t.slug, t.name, t.number) for t in terms_of(release("a", **values), taxonomy)]


def test_a_value_is_a_term_once_however_it_is_spelt() -> None:
    tags = ("Rural  crime", "rural-crime", "—", "Fraud")
    assert terms(TOPICS, tags=tags) == [("rural-crime", "Rural crime", 0), ("fraud", "Fraud", 3)]


def test_a_closed_list_decides_which_values_are_terms_and_how_they_are_spelt() -> None:
    closed = Taxonomy("topics", "tags", {}, "/topics/{term}/", ("Rural crime",))
    assert terms(closed, tags=("fraud", "rural CRIME")) == [("rural-crime", "Rural crime", 1)]


@pytest.mark.parametrize(
    ("key", "spelt_alike", "expected"),
    [("tags", False, True), ("tags", True, False), ("kind", True, False), ("area", False, False)],
)
def test_terms_that_the_site_names_are_no_words_of_authors(
    key: str, spelt_alike: bool, expected: bool
) -> None:
    taxonomy = Taxonomy("a", key, {}, "/a/{term}/", spelt_alike=spelt_alike)
    assert taxonomy.has_authors_words is expected


def test_kinds_and_fields_are_sorted_by_too() -> None:
    def by(key: str) -> Taxonomy:
        return Taxonomy("a", key, {}, "/a/{term}/")

    assert terms(by("kind"), kind=Kind.COURT_RESULT) == [("court-result", "court-result", 0)]
    assert terms(by("district"), fields={"district": "Saltmere"}) == [("saltmere", "Saltmere", 0)]
    assert terms(by("district"), fields={"district": ""}) == terms(by("district")) == []
    several = {"courts": ["A b", "C"]}
    assert terms(by("courts"), fields=several) == [("a-b", "A b", 0), ("c", "C", 1)]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Gŵyl Saltmere", "gwyl-saltmere"),
        ("R&D", "r-and-d"),
        ("Ψ – ω", "ψ-ω"),
        ("?!", ""),
        ("court_result", "court-result"),
    ],
)
def test_the_name_in_addresses_is_lower_case(name: str, slug: str) -> None:
    assert slug_of(name) == slug
    assert slug_of(slug) == slug


def test_letters_alone_make_two_words() -> None:
    assert are_one_word("Rural crime", "rural-CRIME")
    assert are_one_word("Café", "cafe")
    assert are_one_word("R & D", "r and d")
    assert not are_one_word("Łowicz", "owicz")


def test_pages_are_below_the_folder_of_all_terms() -> None:
    assert (TOPICS.folder, TOPICS.href) == ("/by topic/", "/by%20topic/")
    assert TOPICS.term_href("ψ") == "/by%20topic/%CF%88/"


@pytest.mark.parametrize(
    ("file", "is_page"),
    [
        ("by topic/fraud/index.html", True),
        ("by topic/fraud/2024/index.html", True),
        ("by topic/fraud/undated/index.html", True),
        ("by topic/fraud/2024/March/index.html", False),
        ("by topic/Fraud/index.html", False),
        ("by topic/fraud.aspx", False),
        ("by topic/index.html", False),
        ("news/fraud/index.html", False),
    ],
)
def test_the_page_of_a_term_is_known_by_its_file(file: str, is_page: bool) -> None:
    assert TOPICS.has_page(file) is is_page
