"""Which elements a body may hold."""

from newsgen.content.markup._converter import Converter
from newsgen.model.elements import TAGS


def test_no_element_that_runs_or_loads_something_is_allowed() -> None:
    risky = {"script", "style", "iframe", "object", "embed", "form", "input", "svg", "math", "base"}
    assert TAGS.isdisjoint(risky | {"link", "meta", "video", "audio", "template", "noscript"})


def test_the_cleaner_keeps_exactly_these() -> None:
    converter = Converter((), {})
    every = TAGS | {"iframe", "font", "video", "section", "o:p"}
    kept = {tag for tag in every if f"<{tag}" in converter.convert(f"<{tag} id='a'>word")}
    assert kept == TAGS - {
        "caption",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    }  # parts of tables
