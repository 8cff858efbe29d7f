"""The handler of python-frontmatter: what it writes is read as the same values."""

from datetime import date, datetime
from typing import Any

import frontmatter
import pytest
from hypothesis import given, strategies as st

from newsgen.content.frontmatter import FrontMatterError, Located, split
from newsgen.content.handler import ReleaseHandler
from newsgen.diagnostics import Exit, NewsgenError

HANDLERS = {
    "```": ReleaseHandler(),
    "---": ReleaseHandler(start_delimiter="---", end_delimiter="---"),
}
WIDE_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""At the ends of a value they are nothing to newsgen."""
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=WIDE_BLANKS), max_size=20
)
VALUE = st.recursive(
    TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
ODD = st.sampled_from(
    ["NO", "0123", "2026-03-05 10:49", "~", "null", "---", "```", "a: b # c", "\n```\n", "\n---\n"]
)

BODY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")) | ODD
"""Line ends of other systems become line feeds."""


def values_of(text: str) -> dict[str, Any]:
    """Return the values of a source as newsgen reads them."""
    return Located(split(text, "content/a.md"), "content/a.md").values


@pytest.mark.parametrize("fence", HANDLERS)
@given(st.dictionaries(TEXT | ODD, VALUE | ODD, min_size=1, max_size=4), BODY)
def test_newsgen_reads_what_the_handler_writes(
    fence: str, metadata: dict[str, Any], body: str
) -> None:
    handler = HANDLERS[fence]
    post = frontmatter.Post(body)
    post.metadata = metadata
    text = frontmatter.dumps(post, handler=handler)
    assert text.startswith(fence)
    assert values_of(text) == metadata
    assert split(text, "content/a.md").body.strip() == body.strip()
    again = frontmatter.loads(text, handler=handler)
    assert (again.metadata, again.content) == (metadata, body.strip())


@given(st.lists(st.sampled_from(["```yaml", "```", "---", "a: b", "c: 'd'", "e:", "- f", " ", ""])))
def test_the_handler_and_newsgen_read_the_same(lines: list[str]) -> None:
    text = "\n".join(["---", *lines])
    try:
        expected = values_of(text), split(text, "").body.strip()
    except FrontMatterError as error:
        with pytest.raises(NewsgenError) as refused:
            frontmatter.loads(text, handler=ReleaseHandler())
        expected_codes = [d.code for d in error.diagnostics]
        assert [d.code for d in refused.value.diagnostics] == expected_codes
        return
    post = frontmatter.loads(text, handler=ReleaseHandler())
    assert (post.metadata, post.content) == expected


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (5, "5"),
        (1.5, "1.5"),
        (True, "true"),
        (None, ""),
        (date(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 10, 49), "2026-03-05 10:49:00"),  # noqa: DTZ001 (a site's own clock)
        (("a", "b"), ["a", "b"]),
        ({}, {}),
    ],
)
def test_other_values_become_text(value: object, written: object) -> None:
    post = frontmatter.Post("Body.", key=value)
    assert values_of(frontmatter.dumps(post, handler=ReleaseHandler())) == {"key": written}


def test_keys_keep_their_order_and_dates_need_no_quotes() -> None:
    post = frontmatter.Post("Body.", title="It's: here", date="2026-03-05 10:49", area="Cumbria")
    assert frontmatter.dumps(post, handler=ReleaseHandler()) == (
        "```yaml\ntitle: 'It''s: here'\ndate: 2026-03-05 10:49\narea: Cumbria\n```\n\nBody."
    )


@pytest.mark.parametrize(
    "text", ["\ufeff```yaml\ntitle: A\n```\nBody.", "---\r\ntitle: A\r\n---\r\n"]
)
def test_a_byte_order_mark_and_line_ends_of_windows_are_read(text: str) -> None:
    assert frontmatter.loads(text, handler=ReleaseHandler()).metadata == {"title": "A"}


def test_a_no_break_space_at_the_end_stays() -> None:
    assert ReleaseHandler().export({"url": "x", "title": "A\xa0"}) == "url: x\ntitle: A\xa0"


def test_a_text_without_front_matter_is_a_body_to_python_frontmatter() -> None:
    post = frontmatter.loads("Only text.", handler=ReleaseHandler())
    assert (post.metadata, post.content) == ({}, "Only text.")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("```yaml\ntitle: A\n", "NG111", 1),
        ("---\ntitle: A\ntitle: B\n---\n", "NG114", 3),
        ("```yaml\n- a\n```\n", "NG113", 2),
    ],
)
def test_what_newsgen_refuses_is_an_error(text: str, code: str, line: int) -> None:
    with pytest.raises(NewsgenError) as error:
        frontmatter.loads(text, handler=ReleaseHandler())
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span.line) == (code, line)
    assert error.value.exit_code is Exit.FINDINGS


@pytest.mark.parametrize(("text", "is_one"), [("---\n", True), ("```yaml\n", True), ("# A", False)])
def test_a_release_is_detected_by_its_fence(text: str, is_one: bool) -> None:
    assert ReleaseHandler().detect(text) is is_one
