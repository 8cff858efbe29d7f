"""Findings of any text and place, for tests that draw them."""

from typing import Final

from hypothesis import strategies as st

from newsgen.codes import CODES
from newsgen.diagnostics import Diagnostic, Fix, Related, Span

_CHARACTERS: Final = st.one_of(st.sampled_from("%:;,]=[#vso0AD25P \r\n\t|`<&"), st.characters())
_TEXTS: Final = st.text(_CHARACTERS, max_size=30)
_SPANS: Final = st.builds(
    lambda path, line, column, lines, columns: Span(
        path, line, column, line + lines, column + columns
    ),
    st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("%:;,]= #[ab/"), min_size=1),
    st.integers(1, 999),
    st.integers(1, 999),
    st.integers(0, 1),
    st.integers(0, 9),
)
FINDINGS: Final = st.builds(
    Diagnostic,
    st.sampled_from(sorted(CODES)),
    _TEXTS.filter(bool),
    _SPANS,
    _TEXTS,
    st.lists(st.builds(Related, _SPANS, _TEXTS), max_size=2).map(tuple),
    fix=st.none() | st.builds(Fix, _SPANS, _TEXTS),
)
