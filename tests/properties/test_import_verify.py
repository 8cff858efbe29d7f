"""A built page is compared with its source: no false alarm, and nothing lost is passed over."""

from html import escape
from typing import Final

from hypothesis import HealthCheck, assume, given, strategies as st

from newsgen.importers._markdown import to_markdown
from newsgen.importers._shown import BuiltPages, ShownRelease
from newsgen.importers._words import contents
from newsgen.importers.page import PageParts
from newsgen.model.residue import residue_in
from newsgen.theme._filters import introduced, linked
from tests.support.draws import draws
from tests.support.old_bodies import bodies

TITLE: Final = "Zebra seen beside a quiet quay"
SHOWN: Final = ShownRelease(TITLE, "", None, is_closed=False)
SLOW: Final = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def differences(source: str, shown: str, before: str = "", after: str = "") -> list[str]:
    parts = PageParts(title=TITLE, body=source)
    page = (
        f"<html><head><title>{TITLE}</title></head><body><nav><p>{escape(before)}</p></nav><main>"
        f"<article><h1>{TITLE}</h1><div class=body>{shown}</div></article></main>"
        f"<footer><p>{escape(after)}</p></footer></body></html>"
    )
    return [name for name, _ in BuiltPages().differences(parts, page, SHOWN)]


around = st.text(alphabet="abc de", max_size=40)


@draws(500, suppress_health_check=SLOW)
@given(bodies, around, around)
def test_a_page_as_newsgen_shows_a_body_has_no_difference(
    html: str, before: str, after: str
) -> None:
    converted = to_markdown(html)
    shown = introduced(linked(converted.html))
    assert differences(html, str(shown), before, after) == []


@draws(500, suppress_health_check=SLOW)
@given(bodies, st.randoms(use_true_random=False))
def test_a_word_that_a_page_lacks_is_a_difference(html: str, random_: object) -> None:
    converted = to_markdown(html)
    words = [word for word in contents(converted.html, is_clean=True).words
             if word.isalnum() and len(word) > 3 and converted.html.count(word) == 1]  # fmt: skip
    assume(words)
    word = random_.choice(words)  # type: ignore[attr-defined]
    left = [*residue_in(converted.text), *residue_in(word)]  # which newsgen may leave out
    assume(not any(word in each.words for each in left))
    assert differences(html, converted.html.replace(word, "")) != []
