"""Places in the body of a manuscript."""

from hypothesis import given, strategies as st

from newsgen.rules.manuscript import Body


@given(st.text(alphabet="a\n\u2028é", max_size=30), st.integers(1, 9), st.data())
def test_a_place_is_that_of_an_editor(text: str, line: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    span = Body(text, "content/a.md", line).span(at, at)
    before = text[:at].split("\n")
    assert (span.line, span.column) == (line + len(before) - 1, len(before[-1]) + 1)
