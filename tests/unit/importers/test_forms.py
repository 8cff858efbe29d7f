"""How elements and words are written."""

import pytest

from newsgen.importers._markdown import to_markdown

WRITTEN = {
    "paragraphs": ("<p>One</p>\n<p>Two</p>", "One\n\nTwo"),
    "loose text, and boxes within each other": (
        "<div>One<div class='x'><div>Two</div></div>three</div>",
        "One\n\nTwo\n\nthree",
    ),
    "line breaks": ("<p>Name: Alex<br>Age: 40<br/></p>", "Name: Alex  \nAge: 40"),
    "two line breaks are between paragraphs": ("<p>One<br>\n<br>Two</p>", "One\n\nTwo"),
    "blanks": ("<p> One&nbsp;&nbsp;two\n three\u200b </p>", "One two three"),
    "emphasis": ("<p><b>Call</b> <i>101</i>.</p>", "**Call** _101_."),
    "blanks within emphasis": ("<p><b>Call </b>101<b> </b>now</p>", "**Call** 101 now"),
    "emphasis that goes on": ("<p><b>Ca</b><b>ll <i>101</i></b></p>", "**Call _101_**"),
    "bold parts of words": ("<p>re<b>bold</b>s</p>", "re**bold**s"),
    "emphasised parts of words": ("<p>re<i>bold</i>s</p>", "re<em>bold</em>s"),
    "code": ("<p>Run <code>a_b *c*</code></p>", "Run `a_b *c*`"),
    "headings": ("<h1>One</h1><h4>Two</h4><p>x</p>", "## One\n\n### Two\n\nx"),
    "a line break in a heading": ("<h2>One<br>two</h2>x", "## One<br>two\n\nx"),
    "an empty heading": ("<h2>&nbsp;</h2><p>x</p>", "x"),
    "a link": ('<p><a href="/plan.pdf">The plan</a></p>', "[The plan](/plan.pdf)"),
    "a link with blanks and brackets": (
        '<p><a href=" /a b (1).pdf ">x</a> <a href="/a)b">y</a></p>',
        "[x](/a%20b%20(1).pdf) [y](</a)b>)",
    ),
    "a link around blocks": (
        '<a href="/x"><h3>One</h3><p>Two</p></a>',
        "## [One](/x)\n\n[Two](/x)",
    ),
    "two links beside each other": (
        '<p><a href="/x">o</a><a href="/x">ne</a></p>',
        "[o](/x)[ne](/x)",
    ),
    "a picture": ('<p><img src="/van.jpg" alt="A van"></p>', "![A van](/van.jpg)"),
    "a picture in a link": (
        '<a href="/big.jpg"><img src="/van.jpg" alt=""></a>',
        "[![](/van.jpg)](/big.jpg)",
    ),
    "a picture that a script loads": (
        (
            '<img src="data:image/gif;base64,x" data-src="/van.jpg" alt="A van">'
            '<noscript><img src="/van.jpg" alt="A van"></noscript>'
        ),
        "![A van](/van.jpg)",
    ),
    "a picture for readers without a script": (
        '<noscript><img src="/van.jpg" alt="A van"></noscript>',
        "![A van](/van.jpg)",
    ),
    "a picture with a caption": (
        '<figure><img src="/van.jpg" alt="A van"><figcaption>The van</figcaption></figure>',
        '<figure>\n<img src="/van.jpg" alt="A van">\n<figcaption>The van</figcaption>\n</figure>',
    ),
    "lists in lists": (
        "<ul><li>One<ol><li>a</li><li>b</li></ol></li><li>Two</li></ul>",
        "- One\n    1. a\n    2. b\n- Two",
    ),
    "a list in a list, but in no item": (
        "<ul><li>One</li><ul><li>a</li></ul></ul>",
        "- One\n    - a",
    ),
    "items without a list": ("<li>One<li>Two", "- One\n- Two"),
    "items of two paragraphs": (
        "<ul><li><p>One</p><p>more</p></li><li>Two</li></ul>",
        "- One\n\n    more\n\n- Two",
    ),
    "a list that begins with 3": ('<ol start="3"><li>c<li>d</ol>', "3. c\n4. d"),
    "two lists": ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n<!-- -->\n\n- b"),
    "a list of letters": (
        '<ol type="a"><li>x</ol>',
        '<ol type="a">\n<li>x</li>\n</ol>',
    ),
    "a quotation": ("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n>\n> Two"),
    "code on lines of its own": ("<pre><code>a = 1\nb</code></pre>", "    a = 1\n    b"),
    "preformatted text": ("<pre>a\n  b</pre>", "<pre>a\n&#32; b</pre>"),
    "a rule": ("<p>One</p><hr><p>Two</p><hr>", "One\n\n* * *\n\nTwo"),
    "a table": (
        (
            "<table><thead><tr><td>Day<td align=right>Calls</thead>"
            "<tr><td>1|2<td align=right>7</table>"
        ),
        "| Day | Calls |\n| --- | --: |\n| 1\\|2 | 7 |",
    ),
    "a table without headings": (
        "<table><tr><td>Name<td>Alex</tr><tr><td>Age<td>40</table>",
        "<table>\n<tr><td>Name</td><td>Alex</td></tr>\n<tr><td>Age</td><td>40</td></tr>\n</table>",
    ),
    "a table for layout": (
        "<table><tr><td><p>One</p><p>Two</p></td><td>Three</td></tr></table>",
        "One\n\nTwo\n\nThree",
    ),
    "definitions": (
        "<dl><dt>One</dt><dd>Two</dd></dl>",
        "<dl>\n<dt>One</dt>\n<dd>Two</dd>\n</dl>",
    ),
    "what can be opened": (
        "<details><summary>More</summary>Words</details>",
        "<details>\n<summary>More</summary>\n<p>Words</p>\n</details>",
    ),
    "a video": (
        '<iframe src="//www.youtube.com/embed/jNQXAC9IVRw?rel=0" title="The van"></iframe>',
        ":::video The van\nhttps://www.youtube.com/watch?v=jNQXAC9IVRw\n:::",
    ),
    "a video without a title": (
        '<iframe src="https://player.vimeo.com/video/123456789"></iframe>',
        ":::video Video on Vimeo\nhttps://vimeo.com/123456789\n:::",
    ),
    "an old film of YouTube": (
        '<object><embed src="http://www.youtube.com/v/jNQXAC9IVRw&amp;hl=en"></object>',
        ":::video Video on YouTube\nhttps://www.youtube.com/watch?v=jNQXAC9IVRw\n:::",
    ),
    "a map": (
        '<iframe src="https://maps.google.co.uk/maps?hl=en&amp;q=Fell%20Road&amp;output=embed">',
        (
            ":::map Map on Google Maps\n"
            "https://www.google.com/maps/search/?api=1&query=Fell%20Road\n:::"
        ),
    ),
    "a video with a caption": (
        (
            '<figure><iframe src="https://www.youtube.com/embed/jNQXAC9IVRw"></iframe>'
            "<figcaption>The van</figcaption></figure>"
        ),
        ":::video Video on YouTube\nhttps://www.youtube.com/watch?v=jNQXAC9IVRw\n:::\n\nThe van",
    ),
    "a video on a page of newsgen": (
        (
            '<figure class="embed" data-src="https://www.youtube-nocookie.com/embed/jNQXAC9IVRw">'
            '<figcaption><a href="https://www.youtube.com/watch?v=jNQXAC9IVRw">The van</a> '
            "(YouTube)</figcaption><div hidden><button>Show</button></div></figure>"
        ),
        ":::video The van\nhttps://www.youtube.com/watch?v=jNQXAC9IVRw\n:::",
    ),
    "a video in a list": (
        '<ul><li><iframe src="https://youtu.be/jNQXAC9IVRw" title="The van"></iframe></ul>',
        "- [The van](https://www.youtube.com/watch?v=jNQXAC9IVRw)",
    ),
    "a film": (
        (
            '<video poster="/van.jpg" title="The van"><source src="/van.mp4">'
            '<track src="/van.vtt"></video>'
        ),
        ":::video The van\n/van.mp4\nposter: /van.jpg\ncaptions: /van.vtt\n:::",
    ),
    "a frame of another site": (
        '<p>Report:</p><iframe src="https://forms.example/r" title="The form"></iframe>',
        "Report:\n\n[The form](https://forms.example/r)",
    ),
    "a sound": ('<audio src="/call.mp3"></audio>', "[call.mp3](/call.mp3)"),
    "another language": ('<p lang="cy">Bore da</p>', 'Bore da\n{: lang="cy" }'),
    "the same language": ('<p lang="en-GB"><span lang="EN">Hello</span></p>', "Hello"),
    "words in another language": (
        '<p>Bore <span lang="cy">da</span></p>',
        'Bore <span lang="cy">da</span>',
    ),
    "an id to which a link leads": (
        '<h2 id="a">One</h2><p id="b">x</p><a href="#a">up</a>',
        "## One {: #a }\n\nx\n\n[up](#a)",
    ),
    "other words": ("<p>H<sub>2</sub>O <u>x</u></p>", "H<sub>2</sub>O <u>x</u>"),
    "unknown elements": ("<p><font color=red>One</font><o:p> two</o:p></p>", "One two"),
}


@pytest.mark.parametrize(("html", "text"), WRITTEN.values(), ids=WRITTEN)
def test_html_is_written_as_markdown(html: str, text: str) -> None:
    converted = to_markdown(html)
    assert converted.text == f"{text}\n"
    assert converted.is_same


ESCAPED = {
    "1. one": "1\\. one",
    "2) two": "2\\) two",
    "- item": "&#x2D; item",
    "-item": "\\-item",
    "+ item": "\\+ item",
    "* item": "\\* item",
    "• item": "&#x2022; item",
    "– item": "&#x2013; item",
    "# hash": "\\# hash",
    "#hash": "\\#hash",
    "> more": "\\> more",
    "| bar": "\\| bar",
    "===": "&#x3D;==",
    "---": "\\---",
    "~~~": "&#x7E;~~",
    ":::video x": "&#x3A;::video x",
    "5 * 3 * 2": "5 \\* 3 \\* 2",
    "s**t": "s\\*\\*t",
    "_x_": "\\_x\\_",
    "a_b_c": "a_b_c",
    "`x`": "\\`x\\`",
    "[x](y)": "\\[x\\](y)",
    "[x]: /y": "\\[x\\]: /y",
    "<name>": "&lt;name>",
    "&amp;": "&amp;amp;",
    "&nbsp;": "&amp;nbsp;",
    "AT&T": "AT&T",
    "x {: .y }": "x \\{: .y }",
    "C:\\x\\": "C:\\\\x\\\\",
    "http://x.example/a_b": "http://x.example/a_b",
    "<http://x.example>": "&lt;http://x.example>",
    "“x” 'y'": "“x” 'y'",
}
"""Words that would be Markdown, and how they are written."""


@pytest.mark.parametrize(("words", "written"), ESCAPED.items())
def test_words_that_would_be_markdown_stay_words(words: str, written: str) -> None:
    html = f"<p>{words.replace('&', '&amp;').replace('<', '&lt;')}</p>"
    converted = to_markdown(html)
    assert converted.text == f"{written}\n"
    assert converted.is_same


def test_what_would_be_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    assert to_markdown('<p>Wow!<a href="/x">One</a></p>').text == "Wow\\![One](/x)\n"
