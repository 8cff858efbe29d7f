"""The tables `[taxonomies.NAME]`: what they may say, and what is said of a wrong one."""

import pytest

from newsgen.config.load import parse
from newsgen.config.taxonomies import title_languages, titles
from newsgen.model.taxonomy import Taxonomy
from tests.unit.config.refusals import refused

TOPICS = "[taxonomies.topics]\nkey = 'tags'\n"


def test_what_a_taxonomy_does_not_say_follows_from_its_name() -> None:
    (kind,) = parse("[taxonomies.kind]").sorted_by
    assert kind == Taxonomy("kind", "kind", {"": "Kind"}, "/kind/{term}/", spelt_alike=True)
    (by_court,) = parse("[fields.court]\n[taxonomies.by_court]\nkey = 'court'").sorted_by
    assert (by_court.key, by_court.path) == ("court", "/by-court/{term}/")


@pytest.mark.parametrize(
    ("field", "terms", "spelt_alike"),
    [
        ("type = 'text'", "", False),
        ("type = 'text'", "terms = ['a', 'b']", True),
        ("type = 'choice'\nchoices = ['C', 'D']", "", True),
        ("type = 'choice'\nchoices = ['C', 'C++']", "", False),
    ],
)
def test_terms_of_a_closed_list_are_spelt_alike(field: str, terms: str, spelt_alike: bool) -> None:
    text = f"[fields.court]\n{field}\n[taxonomies.court]\n{terms}"
    assert parse(text).sorted_by[0].spelt_alike is spelt_alike


def test_a_title_may_differ_by_language() -> None:
    text = f'{TOPICS}title = {{ en = "Topics", cy = "Pynciau" }}'
    assert titles(parse(text).sorted_by, ("en", "cy")) == {
        "topics": {"en": "Topics", "cy": "Pynciau"}
    }


def test_a_title_for_all_languages_is_in_that_of_the_site() -> None:
    text = f'{TOPICS}title = "Topics"\n[taxonomies.kind]\ntitle = {{ en = "A", cy = "B" }}'
    assert title_languages(parse(text).sorted_by, ("en", "cy"), "en-GB") == {
        "topics": {"en": "", "cy": "en-GB"},
        "kind": {"en": "", "cy": ""},
    }


def test_a_site_without_taxonomies_sorts_by_nothing() -> None:
    assert parse("").sorted_by == ()


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("[taxonomies.Topics]\nkey = 'tags'", 1, "the name “Topics” may hold", "title"),
        ("[taxonomies.tag]", 1, "tag sorts by tag, which is not a field", "Did you mean tags?"),
        (
            "[taxonomies.a]\nkey = 'court'",
            2,
            "a sorts by court, which",
            "Known are kind, area, tags.",
        ),
        ("[taxonomies.a]\nkey = ''", 2, "should not be empty", ""),
        ("[taxonomies.topics]\nkeys = 'tags'", 2, "no setting taxonomies.topics.keys", "key?"),
        ("[taxonomies.values]\nkey = 'tags'", 1, "call something else values", "Choose another"),
        ("taxonomies = 'tags'", 1, "taxonomies should be a map", ""),
        ("[taxonomies]\ntags = true", 2, "taxonomies.tags should be a map", ""),
        (f"{TOPICS}path = '/topics/'", 3, "should be a folder and {term}", "/districts/{term}/"),
        (f"{TOPICS}path = '/{{term}}/'", 3, "should be a folder and {term}", "/districts/{term}/"),
        (f"{TOPICS}path = 'topics/{{term}}/'", 3, "should be a folder and {term}", ""),
        (f"{TOPICS}path = '/a/{{slug}}/{{term}}/'", 3, "should be a folder and {term}", ""),
        (f"{TOPICS}path = '/a?b/{{term}}/'", 3, "may not hold ? or #", ""),
        (f"{TOPICS}path = '/news/{{term}}/'", 3, "among the releases", "/by-topics/{term}/"),
        (f"{TOPICS}terms = ['Fraud', 'fraud']", 3, "“Fraud” and “fraud” have the same", "Keep one"),
        (f"{TOPICS}terms = ['?']", 3, "“?” has no letter or digit", "Give it a name."),
        (f"{TOPICS}terms = 'fraud'", 3, "terms should be a list", 'terms = ["fraud"]'),
        (f"{TOPICS}title = 3", 3, "title should be text, or a table of texts", "en ="),
        ("[taxonomies.areas]\nkey = 'area'", 1, "among those of areas", "/by-areas/{term}/"),
        ("[taxonomies.area]\nterms = ['news']", 2, "choices of area already", "Delete terms."),
        ("[taxonomies.kind]\nterms = ['news']", 2, "choices of kind already", "Delete terms."),
        (f"{TOPICS}[taxonomies.kind]\npath = '/topics/{{term}}/'", 4, "same path", "/by-kind/"),
        ("[fields.at]\ntype = 'date'\n[taxonomies.at]", 3, "a field of type date", "text, choice"),
    ],
)
def test_a_wrong_taxonomy_is_reported_on_its_line(
    text: str, line: int, message: str, hint: str
) -> None:
    (diagnostic,) = refused(text)
    assert message in diagnostic.message
    assert hint in diagnostic.hint
    assert diagnostic.line == line


def test_the_choices_of_a_field_need_no_list_of_terms() -> None:
    field = "[fields.district]\ntype = 'choice'\nchoices = ['Saltmere']\n[taxonomies.district]\n"
    assert parse(field).sorted_by[0].terms == ()
    (diagnostic,) = refused(field + "terms = ['Saltmere']")
    assert diagnostic.message == "the terms of district are the choices of district already"


@pytest.mark.parametrize(
    ("text", "term", "hint"),
    [
        (
            "[fields.district]\ntype = 'choice'\nchoices = ['Saltmere']\n[taxonomies.district]\n",
            "Saltmeer",
            "Did you mean Saltmere?",
        ),
        (f"{TOPICS}\nterms = ['fraud']\n", "arson", "Known are fraud."),
        ("[taxonomies.kind]\n\n\n", "apeal", "Did you mean appeal?"),
        ("[areas.North]\n[taxonomies.force]\nkey = 'area'\n", "Nroth", "Did you mean North?"),
    ],
)
def test_a_name_is_that_of_a_term(text: str, term: str, hint: str) -> None:
    header = f"[taxonomies.{parse(text).sorted_by[0].name}.names]\n"
    (diagnostic,) = refused(f"{text}{header}{term} = {{ cy = 'x' }}")
    assert diagnostic.message.startswith(f"“{term}” is not a term of ")
    assert (diagnostic.line, diagnostic.hint) == (len(text.splitlines()) + 2, hint)


def test_any_value_may_be_named_where_the_terms_are_open() -> None:
    names = "names = { 'rural crime' = { cy = 'troseddau cefn gwlad' } }"
    assert "rural-crime" in parse(f"{TOPICS}{names}").sorted_by[0].names
    parse(f"{TOPICS}terms = ['Rural Crime']\n{names}")
    parse("[taxonomies.area]\nnames = { North = { cy = 'Gogledd' } }")
