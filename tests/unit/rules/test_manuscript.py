"""Places in the body of a manuscript."""

import time

from hypothesis import given
from hypothesis import strategies as st

from newsgen.diagnostics import Diagnostic
from newsgen.rules.manuscript import Body
from newsgen.rules.release import with_subjects


@given(st.text(alphabet="a\n\u2028é", max_size=30), st.integers(1, 9), st.data())
def test_a_place_is_that_of_an_editor(text: str, line: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    span = Body(text, "content/a.md", line).span(at, at)
    before = text[:at].split("\n")
    assert (span.line, span.column) == (line + len(before) - 1, len(before[-1]) + 1)


def test_many_findings_in_a_large_body_take_no_time() -> None:
    text = "Officers said that they would like to hear from anyone.\n" * 50_000
    body = Body(text, "content/a.md", 1)
    started = time.perf_counter()
    spans = [body.span(at, at + 8) for at in range(0, len(text), 56)]
    found = with_subjects((Diagnostic("NG527", "x", span) for span in spans), text)
    assert {d.subject for d in found} == {"Officers"}
    assert time.perf_counter() - started < 5
