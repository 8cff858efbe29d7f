"""Terms that a closed list does not have."""

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
