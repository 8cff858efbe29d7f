"""What a body consists of, however it is written."""

import pytest

from newsgen.importers._bodies import read
from newsgen.importers._elements import plain

SAME = {
    "bold": ("<p><b>One</b></p>", "<p><strong>One</strong></p>"),
    "bold around paragraphs": ("<b><p>One</p><p>Two</p></b>", "<p><b>One</b></p><p><b>Two</b></p>"),
    "the order of styles": ("<b><i>One</i></b>", "<i><b>One</b></i>"),
    "drawn bold": (
        '<span style="color: red; font-weight: 700">One</span><i style="font-weight:bold"> two</i>',
        "<p><b>One<i> two</i></b></p>",
    ),
    "drawn in italics": ('<font style="font-style:italic">One</font>', "<i>One</i>"),
    "bold, but not drawn so": (
        '<b style="font-weight:normal" id="docs"><p><em style="font-style:normal">One</em></p></b>',
        "<p>One</p>",
    ),
    "boxes": ("<section><div>One</div></section>", "<p>One</p>"),
    "boxes in headings": ("<h2><div>One</div><p>Two</p></h2>", "<h2>One<br>Two</h2>"),
    "a list in a heading": ("<h2>One<ul><li>a</ul></h2>", "<h2>One</h2><ul><li>a</ul>"),
    "levels of headings": ("<h3>One</h3><h6>Two</h6>", "<h2>One</h2><h3>Two</h3>"),
    "paragraphs of items": ("<ul><li><p>One</p></li></ul>", "<ul><li>One</ul>"),
    "words in a list": ("<ul>One<li>Two</ul>", "<ul><li>One<li>Two</ul>"),
    "empty items": ("<ul><li>One<li> </ul>", "<ul><li>One</ul>"),
    "items of definitions": ("<dd>One", "<dl><dd>One</dl>"),
    "words in definitions": ("<dl>One</dl>", "<dl><dd>One</dl>"),
    "a figure without a caption": ("<figure><img src=a alt=x></figure>", "<img src=a alt=x>"),
    "a figure of a table": (
        "<figure><table><tr><th>a</table><figcaption>One</figcaption></figure>",
        "<table><tr><th>a</table><p>One</p>",
    ),
    "a caption without a figure": ("<figcaption>One</figcaption>", "<p>One</p>"),
    "figures in a figure": (
        (
            "<figure><figure><img src=a alt=x><figcaption>One</figcaption></figure>"
            "<figcaption>Two</figcaption></figure>"
        ),
        "<figure><img src=a alt=x><figcaption>One</figcaption></figure><p>Two</p>",
    ),
    "rules": ("<hr><p>One</p><hr><hr><p>Two</p><hr>", "<p>One</p><hr><p>Two</p>"),
    "cells of a head": (
        "<table><thead><tr><td>a</thead><tr><td>b</table>",
        "<table><tr><th scope=col>a<tr><td>b</table>",
    ),
    "a table in a table": (
        "<table><tr><td>One<td><table><tr><th>a</table></table>",
        "<p>One</p><table><tr><th>a</table>",
    ),
    "a table without cells that say something": ("<table><tr><th><td></table>One", "One"),
    "only a caption": ("<table><caption>One</caption></table>", "<p>One</p>"),
    "a border": (
        "<table border=1><tr><td>One</table>",
        '<div class="table"><table border="1"><tbody><tr><td>One</td></tr></tbody></table></div>',
    ),
    "alignment": (
        "<table><tr><th align=center>a<tr><td style='x:y;text-align: center'>b</table>",
        "<table><tr><th class=align-center>a<tr><td class=align-center>b</table>",
    ),
    "usual spans": (
        "<table><tr><th colspan=1>a<tr><td>b</table>",
        "<table><tr><th>a<tr><td rowspan=1>b</table>",
    ),
    "words that nobody sees": ("<p>One<!-- x --></p><style>p{}</style>", "<p>One</p>"),
    "a pixel": ("<p>One<img src=/x.gif width=1 height=1></p>", "<p>One</p>"),
    "blanks in preformatted text": ("<pre>a\n  b\n\n</pre>", "<pre>a\n  b</pre>"),
    "line breaks in preformatted text": ("<pre>a<br>b<div>c</div></pre>", "<pre>a\nb\nc\n</pre>"),
    "a button": ("<p>One <button>Two</button></p>", "<p>One Two</p>"),
    "a field between words": ("<label>One</label><input><b>Two</b>", "One <b>Two</b>"),
    "a link in a link": (
        "<a href=/x>One<object><a href=/y>z</a></object></a>",
        "<a href=/x>One</a>",
    ),
    "a name of nothing": ("<p><a name=x>One</a></p>", "<p>One</p>"),
    "the language around": (
        "<div lang=cy><p lang=cy-GB>Un</p><p>Dau</p></div>",
        "<p lang=cy>Un</p><p lang=cy>Dau</p>",
    ),
    "a text from right to left": ("<div dir=rtl>x</div>", "<p dir=RTL>x</p>"),
    "a name for a link": (
        '<a name="x"></a><p>One<a href="#x">y</a>',
        '<p id=x>One<a href="#x">y</a>',
    ),
}


@pytest.mark.parametrize(("first", "second"), SAME.values(), ids=SAME)
def test_two_ways_to_write_one_body(first: str, second: str) -> None:
    ours = read(first)
    assert ours.elements or not first
    assert plain(ours.elements) == plain(read(second).elements)


OTHER = {
    "words": ("<p>One</p>", "<p>Two</p>"),
    "paragraphs": ("<p>One</p><p>two</p>", "<p>One two</p>"),
    "a line break": ("<p>One<br>two</p>", "<p>One two</p>"),
    "bold words": ("<p><b>One</b> two</p>", "<p>One two</p>"),
    "a link": ("<a href=/x>One</a>", "<a href=/y>One</a>"),
    "an alternative": ("<img src=a alt=x>", "<img src=a alt=y>"),
    "a level": ("<h2>a</h2><h2>b</h2>", "<h2>a</h2><h3>b</h3>"),
    "an inner list": ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<li>b</ul>"),
    "numbers": ("<ol><li>a</ol>", "<ul><li>a</ul>"),
    "the first number": ("<ol><li>a</ol>", "<ol start=2><li>a</ol>"),
    "a heading of a row": ("<table><tr><th>a<td>b</table>", "<table><tr><th>a<th>b</table>"),
    "a span": ("<table><tr><th colspan=2>a</table>", "<table><tr><th>a</table>"),
    "a language": ("<p lang=cy>a</p>", "<p>a</p>"),
    "a frame": (
        '<iframe src="https://youtu.be/jNQXAC9IVRw"></iframe>',
        '<iframe src="https://youtu.be/jNQXAC9IVRx"></iframe>',
    ),
}


@pytest.mark.parametrize(("first", "second"), OTHER.values(), ids=OTHER)
def test_two_bodies_that_differ(first: str, second: str) -> None:
    assert plain(read(first).elements) != plain(read(second).elements)


def test_a_body_in_welsh_says_which_words_are_english() -> None:
    assert plain(read("<p lang=en>x</p>", language="cy").elements)[0].attributes == (
        ("lang", "en"),
    )
