"""Random bodies of releases as content management systems have them."""

from html import escape
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

SIGNS: Final = (
    "*", "**", "***", "_", "__", "`", "```", "#", "##", ">", "<", "&", "&amp;", "&nbsp;", "&#42;",
    "[", "]", "](x)", "![", "[x]: /y", "|", "| a | b |", "|---|", "---", "===", "***", "~~~", ":::",
    ":::video x", "{: .x }", "{#x}", "{", "}", "\\", "\\*", "1.", "2)", "(a)", "-", "+", "•", "–",
    "—", "·", "1.Lock", "!", "!!", "'", '"', "’", "“x”", "$", "£20", "@", "%", "/", "<b>", "</p>",
    "<!-- x -->", "<script>", "http://x.example/a_b_c", "a@x.example", "www.x.example", "f***ing",
    "AB**", "s**t", "a_b_c", "_x_", "5'10\"", "\u00a0", "\u200b", "é", "ŵ", "😀", "20*515000",
)  # fmt: skip
"""What Markdown, or newsgen's reading of what people type, may take for something."""
LINES: Final = (
    "Share on Facebook", "Print this page", "News", "Posted on 10:49:00 on 5th March 2020",
    "5 March 2020", "Last updated: 6 March 2020", "Name: Alex Rowan", "Telephone: 01632 960123",
    "Your email (required)", "Download (PDF - 12 KB)", "status: draft", "embargo: 2030-01-01",
    "Author ID: 12", "Figures are for 2019", "End", "ABC", "Gallery", "Call 101", "* * *", "",
    "0800 555 111", "* Figures are for 2019", "Release date: 5 March 2020",
)  # fmt: skip
"""Whole lines that newsgen leaves out, or reads as something, where they are typed."""
_WORDS: Final = (
    "Officers", "are", "appealing", "for", "witnesses", "after", "a", "van", "left", "the", "road",
    "on", "Tuesday", "Call", "101", "said", "Alex", "Rowan:", "tall,", "12", "March", "2020",
)  # fmt: skip
HREFS: Final = (
    "/News/a.aspx", "https://www.northshire.example/x?a=1&b=2", "/a%20b.pdf", "/a (b).pdf",
    "/a(b.pdf", "mailto:press@northshire.example", "tel:01632960123", "../x_y_z.html", "?p=12",
    "https://x.example/*a*", "https://youtu.be/jNQXAC9IVRw", "/x?a=1&copy;b", "/[x]", "/a\\b",
)  # fmt: skip
SOURCES: Final = ("/media/van.jpg", "https://x.example/a_b.png", "van (1).jpg", "/a b.gif?w=1&h=2")
FRAMES: Final = (
    '<iframe src="https://www.youtube.com/embed/jNQXAC9IVRw?rel=0" title="The van"></iframe>',
    '<iframe src="//player.vimeo.com/video/123456789"></iframe>',
    '<iframe data-src="https://forms.example/report" title="A *form*"></iframe>',
    '<iframe src="https://maps.google.com/maps?q=Fell+Road,%20Northpoint&amp;output=embed"></iframe>',
    '<iframe src="https://www.google.com/maps/d/embed?mid=1aBcDeFgHiJkLmN"></iframe>',
    '<video controls><source src="/films/van.mp4">Sorry</video>',
    '<audio src="https://x.example/a b.mp3"></audio>',
)  # fmt: skip

_text = st.lists(st.sampled_from([*_WORDS, *SIGNS]), min_size=1, max_size=7).map(" ".join)
_tight = st.lists(st.sampled_from([*_WORDS, *SIGNS]), min_size=1, max_size=4).map("".join)
words: Final = st.one_of(_text, _text, _tight, st.sampled_from(LINES)).map(escape)


def _wrapped(*tags: str) -> SearchStrategy[tuple[str, str]]:
    return st.sampled_from([(f"<{tag}>", f"</{tag.split(' ')[0]}>") for tag in tags])


_STYLES: Final = _wrapped(
    *(
        "b",
        "strong",
        "i",
        "em",
        "u",
        "span",
        'span style="color:red"',
        "font",
        "sub",
        "sup",
        "code",
    ),
    *("strong", "em", 'span lang="cy"', "small", "s", "del", 'abbr title="Officer &quot;1&quot;"'),
    *("cite", "q", "mark", "ins", "kbd", "var", "o:p"),
)
_LINKS: Final = st.sampled_from([(f'<a href="{escape(href)}">', "</a>") for href in HREFS])
_blank: Final = st.sampled_from(["", "", " ", "\n", "&nbsp;", "<br>", "<br/>\n", "<br><br>"])
_picture: Final = st.builds(
    lambda src, alt: f'<img src="{escape(src)}" alt="{alt}" width="10">',
    st.sampled_from(SOURCES),
    words,
)
inlines: Final[SearchStrategy[str]] = st.recursive(
    st.one_of(words, words, _picture, _blank),
    lambda inner: st.one_of(
        st.builds(lambda tag, text: f"{tag[0]}{text}{tag[1]}", st.one_of(_STYLES, _LINKS), inner),
        st.lists(st.builds(str.__add__, inner, _blank), min_size=1, max_size=4).map("".join),
    ),
    max_leaves=6,
)
_cell: Final = st.one_of(words, inlines)


def _table(head: bool, rows: list[list[str]], extra: str) -> str:
    lines = [
        "".join(f"<{tag}>{cell}</{tag}>" for cell in row)
        for at, row in enumerate(rows)
        for tag in ["th" if head and at == 0 else "td"]
    ]
    return f"<table{extra}>" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>"


def _rows(inner: SearchStrategy[str]) -> SearchStrategy[list[list[str]]]:
    return st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(inner, min_size=width, max_size=width), min_size=1, max_size=3
        )
    )


def _tables(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    extra = st.sampled_from(["", "", ' border="1"', ' width="100%"', ' role="presentation"'])
    return st.builds(_table, st.booleans(), _rows(st.one_of(_cell, inner)), extra)


_leaves: Final = st.one_of(
    inlines.map(lambda text: f"<p>{text}</p>"),
    words.map(lambda text: f"<p>{text}</p>"),
    inlines.map(lambda text: f"<div>{text}</div>"),
    st.builds("<h{0}>{1}</h{0}>".format, st.integers(1, 6), inlines),
    st.sampled_from(
        [*FRAMES, "<hr>", "<p>&nbsp;</p>", "<p></p>", "<!-- x -->", "<script>x</script>"]
    ),
    inlines,
    st.builds("<figure>{}<figcaption>{}</figcaption></figure>".format, _picture, inlines),
    words.map(lambda text: f"<pre>{text}\n\n  {text}</pre>"),
    words.map(lambda text: f"<pre><code>{text}\n{text}</code></pre>"),
    words.map(lambda text: f'<p lang="cy">{text}</p>'),
    words.map(lambda text: f'<p id="there">{text} <a href="#there">There</a></p>'),
)


def _boxes(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    many = st.lists(inner, min_size=1, max_size=3)
    items = many.map(lambda each: "".join(f"<li>{item}</li>\n" for item in each))
    return st.one_of(
        many.map("\n".join),
        many.map("".join),
        st.builds("<div class='x'>{}</div>".format, inner),
        st.builds("<ul>{}</ul>".format, items),
        st.builds("<ol start='{}'>{}</ol>".format, st.integers(1, 3), items),
        st.builds("<ul><li>{}</li><ul>{}</ul></ul>".format, inlines, items),
        st.builds("<blockquote>{}</blockquote>".format, inner),
        st.builds("<dl><dt>{}</dt><dd>{}</dd></dl>".format, inlines, inner),
        st.builds("<details><summary>{}</summary>{}</details>".format, inlines, inner),
        st.builds("<a href='/card'><h3>{}</h3><p>{}</p></a>".format, inlines, inlines),
        st.builds("<b>{}</b>".format, inner),
        st.builds("<section lang='cy'>{}</section>".format, inner),
        _tables(inner),
    )


bodies: Final[SearchStrategy[str]] = st.recursive(_leaves, _boxes, max_leaves=10)
"""HTML of the elements that bodies of real systems have, nested as they nest them, or wrongly."""
