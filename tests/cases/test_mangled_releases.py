"""Whatever happens to a valid release, the reader gives a release or says what is wrong."""

import re

from hypothesis import example, given, strategies as st

from newsgen.config.load import parse
from newsgen.content.scan import decode
from newsgen.diagnostics import Diagnostic, Span, has_errors
from newsgen.pipeline._examine import Examiner
from tests.support.draws import draws

EXAMINER = Examiner(
    parse('[areas.Cumbria]\nhosts = ["www.cumbria.police.uk"]\narchive = "/News/"\n')
)

SAMPLE = """\
```yaml
area: Cumbria
og:
  image: https://www.cumbria.police.uk/logo.png
  site:
    name: Cumbria Constabulary
  title: 'Operation: underway'
  type: Article
title: "Operation underway to safeguard victims"
url: https://www.cumbria.police.uk/News/2020/March/Operation-underway.aspx
tags: [slavery, &a appeal, *a]
images:
  - src: car.jpg
    alt: A blue car
embargo: 2020-03-05T10:00+00:00
kind: appeal
```

Posted on 10:49:00 on 5th March 2020

Officers in **Cumbria** are [taking part](notice.pdf) in <b>activity</b>; [here](/News/a.aspx#b).

**What to do**

# Own heading

Call Crimestoppers on 0800 55 111 or 0800555111; mail a@cumbria.pnn.police.uk, ![](x.jpg) it\u200bs.

* one
* two

| a | b |
|---|--:|
| 1 | 2 |
"""
DASHED = """\
---
title: Caf\u00e9 robbed
area: Kendal
date: 10:49 05/03/2020
publish:
  date: 5 March 2020
---
# Caf\u00e9 robbed

Text.

Posted at 10:49 on 5th March 2020
"""
HOSTILE = "\t\n\r \x00\x07\u2028\ufeff\ufffe:-#&*!|>'\"%@`?[]{},<\\~=.0aZ\u00e9\U0001f600"
PIECES = (
    "```\n", "---\n", "...\n", "&a ", "*a", "!x ", ": ", "- ", "\n  ", "title: x\n", "url: x\n",
    "date: 30 February 2020\n", "? [a]\n", "<<: *a\n", "[" * 70, "> " * 40, "<script>", "[x](y",
    "Posted on 1st\n", "\n**x**\n\n", "](/News/b#c)", "![image](", "0800 555 1111", "\u202e", "â€™",
    "15-year-old Alex Rowan", "AB12 CDE", "&ndash;", "www.x.example", "\r\n",
    "%2e%2e/", "%00", "%ff", "{{ x }}",
)  # fmt: skip

Edit = tuple[float, int, str]
edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.one_of(st.just(""), st.sampled_from(PIECES), st.text(HOSTILE, max_size=4), st.text()),
    ),
    min_size=1,
    max_size=4,
)


def mangle(text: str, changes: list[Edit]) -> str:
    """Delete a stretch at each place and put a piece there instead."""
    for where, length, piece in changes:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + length :]
    return text


def assert_inside(span: Span, text: str) -> None:
    lines = re.split("\n", text)
    assert 1 <= span.line <= span.end_line <= len(lines), span
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1, span
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1, span


def assert_judged(text: str) -> None:
    examined = EXAMINER.examine(text, "a/b.md")
    assert (examined.entry is None) is has_errors(examined.diagnostics)
    for diagnostic in examined.diagnostics:
        assert diagnostic.message
        places = [diagnostic.span, *(related.span for related in diagnostic.related)]
        for span in [*places, *([diagnostic.fix.span] if diagnostic.fix else [])]:
            assert span.path == "content/a/b.md"
            assert_inside(span, text)


@draws(400)
@given(st.sampled_from([SAMPLE, DASHED]), edits)
@example(DASHED, [(0.75, 5, ""), (0.9921875, 2, ""), (0.625, 20, "\x85")])
def test_an_edited_release_is_read_or_refused(sample: str, changes: list[Edit]) -> None:
    text = decode(mangle(sample, changes).encode("utf-8", "replace"), "content/a/b.md")
    if isinstance(text, str):
        assert_judged(text)
    else:
        assert text.code == "NG104"


@draws(100)
@given(st.sampled_from([SAMPLE, DASHED]), st.floats(0, 1))
def test_a_truncated_release_is_read_or_refused(sample: str, where: float) -> None:
    assert_judged(sample[: int(where * len(sample))])


@draws(200)
@given(st.sampled_from([SAMPLE, DASHED]), st.floats(0, 1), st.binary(min_size=1, max_size=3))
def test_damaged_bytes_are_text_or_one_error_in_place(
    sample: str, where: float, junk: bytes
) -> None:
    data = sample.encode()
    at = int(where * len(data))
    data = data[:at] + junk + data[at:]
    text = decode(data, "content/a/b.md")
    if isinstance(text, Diagnostic):
        assert text.code in ("NG103", "NG104")
        assert_inside(text.span, data.decode(errors="replace"))
    else:
        assert_judged(text)


def test_the_samples_themselves_are_releases() -> None:
    for sample in (SAMPLE, DASHED):
        assert EXAMINER.examine(sample, "a/b.md").entry is not None


def test_a_line_separator_in_the_front_matter_moves_no_place() -> None:
    """YAML ends a line at U+2028; an editor and `git diff` do not."""
    assert_judged(SAMPLE.replace("underway to", "underway\u2028to").replace("appeal\n", "x\n"))
