"""Which findings a check is asked for: by files, folders and codes."""

import pytest

from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.pipeline.result import EVERYTHING, Selection


@pytest.mark.parametrize(
    ("named", "path", "expected"),
    [
        ((), "a.md", True),
        (("",), "a.md", True),
        (("a.md",), "a.md", True),
        (("a",), "a.md", False),
        (("a",), "a/b.md", True),
        (("a/b",), "a/bc/d.md", False),
        (("x", "Café"), "Café/é.md", True),
        (("A",), "a/b.md", False),
    ],
)
def test_a_file_is_named_by_itself_or_by_a_folder(
    named: tuple[str, ...], path: str, *, expected: bool
) -> None:
    assert Selection(named).names(path) is expected


def found(path: str, *related: str, code: str = "NG601") -> Diagnostic:
    return Diagnostic(
        code, "x", Span(path), related=tuple(Related(Span(other), "there") for other in related)
    )


def test_a_finding_is_there_by_its_place_or_by_what_it_points_to() -> None:
    chosen = Selection(("a.md",))
    assert chosen.has(found("content/a.md"))
    assert chosen.has(found("content/b.md", "content/a.md"))
    assert not chosen.has(found("content/b.md", "content/c.md"))
    assert not chosen.has(found("a.md")), "a file beside the content is another"
    assert not chosen.has(found("newsgen.toml"))


def test_only_codes_that_are_chosen_count() -> None:
    chosen = Selection(codes=frozenset({"NG602"}))
    assert not chosen.has(found("content/a.md"))
    assert chosen.has(found("newsgen.toml", code="NG602"))
    assert EVERYTHING.has(found("newsgen.toml"))
