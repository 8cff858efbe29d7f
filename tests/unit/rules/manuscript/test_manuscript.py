"""Places in the body of a manuscript, and keys that cannot be read."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from newsgen.rules.manuscript import Body, CutKeyError
from tests.support.manuscripts import read, source


@given(st.text(alphabet="a\n\u2028é", max_size=30), st.integers(1, 9), st.data())
def test_a_place_is_that_of_an_editor(text: str, line: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    span = Body(text, "content/a.md", line).span(at, at)
    before = text[:at].split("\n")
    assert (span.line, span.column) == (line + len(before) - 1, len(before[-1]) + 1)


def test_nobody_is_told_what_a_key_says_that_cannot_be_read() -> None:
    manuscript = replace(read(source(summary="Words.")), cut=frozenset({"kind", "title"}))
    assert manuscript.text("summary") == "Words."
    manuscript.refuse_cut("embargo", "status")
    with pytest.raises(CutKeyError):
        manuscript.text("title")
    with pytest.raises(CutKeyError):
        _ = manuscript.kind
    with pytest.raises(CutKeyError):
        replace(manuscript, cut=frozenset({""})).refuse_cut("embargo")
