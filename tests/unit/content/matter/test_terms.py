"""Terms that get no page, or that a release has twice."""

from newsgen.config.load import parse
from newsgen.content.release import SourceReader
from tests.support.site import CONFIG

URL = "https://www.cumbria.police.uk/News/News-Articles/2026/March/A.aspx"
CLOSED = """
[fields.district]
[taxonomies.topics]
key = "tags"
terms = ["Rural crime", "Road safety"]
[taxonomies.district]
terms = ["Saltmere"]
[fields.seen]
type = "list"
[taxonomies.seen]
"""


def said(keys: str) -> list[tuple[str, int, int, str, str]]:
    text = f"---\ntitle: A headline\narea: Cumbria\nurl: {URL}\n{keys}---\n\nText.\n"
    diagnostics = SourceReader(parse(CONFIG + CLOSED)).parse(text, "a.md").diagnostics
    return [(d.code, d.line, d.column, d.message, d.hint) for d in diagnostics]


def test_a_term_that_the_list_has_is_right_however_it_is_spelt() -> None:
    assert said("tags: [rural-crime, ROAD SAFETY]\ndistrict: saltmere\n") == []
    assert said("tags: []\n") == said("") == []


def test_an_unknown_term_is_reported_where_it_stands() -> None:
    assert said("tags:\n- road safety\n- rural crimes\ndistrict: Ellerdale\n") == [
        (
            "NG227", 7, 3, "“rural crimes” is not a term of topics", "Did you mean Rural crime?"
        ),
        (
            "NG227", 8, 11, "“Ellerdale” is not a term of district",
            "Choose one of the terms of [taxonomies.district] in newsgen.toml, or add it.",
        ),
    ]  # fmt: skip


def test_a_release_that_was_taken_down_has_no_terms() -> None:
    assert said("tags: [other]\nstatus: withdrawn\nexplanation: Wrong.\n") == []


def test_a_term_is_reported_if_it_is_there_twice() -> None:
    assert said("tags: [Road safety, road-safety]\n") == [
        (
            "NG418", 5, 21,
            "“road-safety” and “Road safety” of topics are one term, which is there twice",
            "Take one of them out.",
        )
    ]  # fmt: skip
    assert [each[:3] for each in said("seen: [Bus, Van, Bus, bus]\n")] == [
        ("NG418", 5, 18), ("NG418", 5, 23),
    ]  # fmt: skip


def test_a_term_without_letters_is_reported_as_it_gets_no_page() -> None:
    assert said("seen: [Bus, '—']\n") == [
        (
            "NG227", 5, 13, "“—” of seen has neither a letter nor a digit, so it has no page",
            "Write the term in letters, or take it out.",
        )
    ]  # fmt: skip
