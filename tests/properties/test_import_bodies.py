"""No word, link, picture or table of a body is lost on its way into Markdown and back.

And whatever is lost or changed on that way is noticed: in each of many bodies and of what became of
them something is dropped or changed, and the comparison of the two has to tell.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given

from newsgen.content.markup._converter import ATTRIBUTES
from newsgen.importers import _bodies, _forms, _nodes
from newsgen.importers._bodies import _BodyReader, read
from newsgen.importers._elements import Element, closed, paragraphs, plain
from newsgen.importers._forms import MarkdownWriter
from newsgen.importers._markdown import to_markdown
from newsgen.importers._nodes import parse
from newsgen.importers._words import compare
from newsgen.model.elements import TAGS
from tests.support.draws import draws
from tests.support.old_bodies import bodies


@draws(5_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bodies)
def test_newsgen_gives_a_body_back_as_the_same(html: str) -> None:
    converted = to_markdown(html)
    assert converted.is_same
    shown = read(converted.html, is_clean=True)
    assert plain(shown.elements) == plain(read(html).elements)
    assert compare(html, converted.html).is_same


@draws(1_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bodies)
def test_a_second_time_nothing_changes(html: str) -> None:
    converted = to_markdown(html)
    again = to_markdown(converted.html)
    assert compare(converted.html, again.html).is_same


@draws(1_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bodies)
@example(
    '<table><tr><td><dl><dt><img src="/a.png" alt="`"></dt><dd><p>x</p></dd></dl></td>'
    '<td><p>`</p><p lang="cy">x</p></td></tr></table>'
)
def test_what_stays_html_is_what_pages_may_have(html: str) -> None:
    converted = to_markdown(html)
    assert set(converted.kept) <= TAGS
    text = _CODE.sub(lambda code: code["tag"] or "", converted.text)
    for node in parse(text).traverse():
        tag = node.tag or ""
        if tag not in ("body", "-comment"):
            assert tag in TAGS, text
            allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | {"class"}
            assert node.attributes.keys() <= allowed


_WITH_TICK: Final = r"<\w[^<>]*`[^<>]*>"
_CODE: Final = re.compile(
    rf"^ {{4}}.*|(?P<tag>{_WITH_TICK})|`(?:(?!{_WITH_TICK})[^`])*`", re.MULTILINE
)
"""Code, and elements that have its sign in a value."""


BODY: Final = """
<h2>Van stolen from Fell Road</h2>
<p>Officers are appealing for witnesses after a van worth &pound;5,000 was stolen on
<strong>Tuesday 3&nbsp;March&nbsp;2020</strong> at 10.45pm &mdash; and later found.</p>
<div>It was a white <em>Ford</em> with the plate <code>AB12 CDE</code>.<br><br>
Read <a href="/News/2020/March/Plan (1).pdf">the plan</a> or
<a href="https://www.northshire.example/x?a=1&amp;b=2">more</a>.</div>
<ul><li>A man, 5&#39;10&quot; tall<ul><li>in a dark coat</li><li>with a dog</li></ul></li>
<li>A woman &amp; a child</li></ul>
<ol start="3"><li>Lock it</li><li>Mark it</li></ol>
<table><thead><tr><th>Day</th><th>Calls</th></tr></thead>
<tr><td>Monday</td><td>17</td></tr><tr><td>Tuesday</td><td>29</td></tr></table>
<blockquote><p>&ldquo;We need your help,&rdquo; said PC Alex Rowan.</p></blockquote>
<p><img src="/media/van.jpg" alt="The white van"></p>
<figure><img src="/media/dog.jpg" alt="A dog"><figcaption>The dog, Rex</figcaption></figure>
<h3>Contact</h3>
<iframe src="https://www.youtube.com/embed/jNQXAC9IVRw" title="The film"></iframe>
<p>Between 1 April 2019 and 31 March 2020, 1,204 were stolen (up 7.5%).</p>
<dl><dt>Reference</dt><dd>200 of 4 March 2020</dd></dl>
<p>Call 101, or Crimestoppers on 0800 555 111, or 01632 960123.<br>
Email <a href="mailto:press@northshire.example">press@northshire.example</a></p>
"""
"""All that bodies have, each at least once."""
_TEXT: Final = re.compile(r"(?<=>)[^<>]*[^<>\s][^<>]*(?=<)")
_PARTS: Final = {
    "word": (re.compile(r"[^\W\d_]+"), ""),
    "date or number": (re.compile(r"\d"), "{digit}"),
    "sign": (re.compile(r"&\w+;|[^\w\s<>&;]"), ""),
    "blank": (re.compile(r"(?<=\w) (?=\w)"), ""),
    "entity": (re.compile(r"&\w+;|[£—“”’]"), "?"),
}
"""What may be dropped or changed in the words of a page, and what stands there then."""
_VALUE: Final = re.compile(r'(?<=(?:href|.src|.alt)=")[^"]+')
_SERVICE, _PAGE = " (YouTube)", "https://www.youtube.com/watch?v=jNQXAC9IVRw"
"""What newsgen says beside a video; that is made from the address of the frame."""
_ELEMENTS: Final = (
    "p, li, a, img, strong, em, h2, h3, td, th, tr, table, blockquote, figure, dt, dd, ul, ol, dl"
)


def _mutants() -> Iterator[tuple[str, str]]:
    """Yield what could have become of the body, each with one fault, and what that is."""
    page = to_markdown(BODY).html
    for text in _TEXT.finditer(page):
        if text[0] == _SERVICE:
            continue
        for kind, (part, instead) in _PARTS.items():
            for match in part.finditer(page, *text.span()):
                digit = str(int(match[0]) + 1)[-1] if match[0].isdecimal() else ""
                yield f"{kind} {match[0]}", _with(page, match, instead.format(digit=digit))
    for value in _VALUE.finditer(page):
        if value[0] == _PAGE:
            continue
        yield f"value {value[0]}", _with(page, value, f"{value[0]}x")
    for at in range(len(parse(page).css(_ELEMENTS))):
        body = parse(page)
        node = body.css(_ELEMENTS)[at]
        name = f"{node.tag} {node.text()[:30]}"
        if node.css_first("[data-embed]") is None:
            node.decompose()
            yield f"dropped {name}", body.inner_html or ""
        body = parse(page)
        node = body.css(_ELEMENTS)[at]
        if node.tag in ("a", "h2", "h3", "table", "strong", "em"):
            node.unwrap()
            yield f"unfolded {name}", body.inner_html or ""


def _other_tags() -> Iterator[tuple[str, str]]:
    page = to_markdown(BODY).html
    for tag, other in (("h2", "h3"), ("h3", "h2"), ("h3", "h4"), ("strong", "em"), ("em", "b")):
        yield f"{tag} is {other}", re.sub(rf"(</?){tag}(?=>)", rf"\1{other}", page)


def _with(page: str, part: re.Match[str], text: str) -> str:
    return page[: part.start()] + text + page[part.end() :]


MUTANTS: Final = {
    f"{at} {name}": page for at, (name, page) in enumerate((*_mutants(), *_other_tags()))
}


def test_there_are_as_many_faults_as_promised() -> None:
    assert len(MUTANTS) >= 300
    assert compare(BODY, to_markdown(BODY).html).is_same


@pytest.mark.rotates(10)
@pytest.mark.parametrize("fault", MUTANTS)
def test_the_comparison_notices_what_was_dropped_or_changed(fault: str) -> None:
    assert not compare(BODY, MUTANTS[fault]).is_same


def _nothing(*_args: object, **_options: object) -> None:
    return None


def _closed_without_last(*parts: Any) -> list[Element]:
    elements = closed(*parts)
    return [each._replace(elements=each.elements[:-1]) for each in elements]


FAULTS: Final[dict[str, tuple[object, str, object]]] = {
    "no pictures": (_bodies, "picture_in", _nothing),
    "no frames": (_bodies, "frame_in", _nothing),
    "no addresses": (_nodes, "address_of", _nothing),
    "no text": (_BodyReader, "_add_text", _nothing),
    "no embeds": (_BodyReader, "_embed", _nothing),
    "no headings": (
        _BodyReader,
        "_enter_heading",
        lambda self, _, seen: self._enter_box("p", seen),
    ),
    "every table is for layout": (_bodies, "is_layout", lambda _: True),
    "the last of each element goes": (_bodies, "closed", _closed_without_last),
    "only the first paragraph": (
        _bodies,
        "paragraphs",
        lambda inlines: list(paragraphs(inlines))[:1],
    ),
    "HTML is empty": (MarkdownWriter, "_html_words", lambda _self, _inlines: ""),
}
"""Faults in the reader of bodies, and in the safest form of what is written."""


@pytest.mark.parametrize("fault", FAULTS)
def test_the_comparison_notices_a_fault_of_the_converter(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does so although the converter compares by its own reader, which has the same fault."""
    monkeypatch.setattr(*FAULTS[fault])
    assert not compare(BODY, to_markdown(BODY).html).is_same


MENDED: Final[dict[str, tuple[object, str, object]]] = {
    "entities go": (_forms, "_escaped", lambda text: text.replace("&", "").replace("£", "")),
    "signs are not escaped": (_forms, "_escaped", str),
    "addresses are cut": (_forms, "_target", lambda address: address[:-1]),
    "cells are empty": (MarkdownWriter, "_cell", lambda _self, _cell: " "),
    "code is empty": (_forms, "_code_words", lambda _: "` `"),
    "emphasis is anywhere": (_forms, "_is_of_word", lambda _: False),
    "lines begin as they are": (_forms, "_at_start", lambda start: start[0]),
}
"""Faults in what writes Markdown."""


@pytest.mark.parametrize("fault", MENDED)
def test_what_markdown_loses_is_written_as_html(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = f"{BODY}<p>5 * 3 * 2 _x_ [y](z) &lt;b&gt; a<i>b</i>c</p><p>1. &amp; 2<br>- x<br>- y</p>"
    good = to_markdown(html)
    monkeypatch.setattr(*MENDED[fault])
    mended = to_markdown(html)
    assert mended.text != good.text
    assert mended.is_same
    assert compare(html, mended.html).is_same
