"""Texts of WordPress: blocks, shortcodes and lines as the HTML that WordPress makes of them."""

from typing import Final

import pytest

from newsgen.importers._wordpress import Library, LibraryFile, RenderedText, paragraphs, render

VIDEO: Final = "https://www.youtube.com/watch?v=jNQXAC9IVRw"
PLAYER: Final = f'<iframe src="{VIDEO}"></iframe>'
LIBRARY: Final = Library(
    {
        1: LibraryFile(1, "/a.jpg", "a", 'A "van"', "At noon", 9),
        2: LibraryFile(2, "/b.png", "b", "", "", 9),
        3: LibraryFile(3, "/c.mp3", "Call", "", "", 9),
    },
    {9: [1, 2]},
    {5: "<p>Call 101.</p>", 6: '<!-- wp:block {"ref":6} /-->'},
)
A: Final = (
    '<figure><img src="/a.jpg" alt="A &quot;van&quot;"><figcaption>At noon</figcaption></figure>'
)
B: Final = '<figure><img src="/b.png" alt=""></figure>'


def rendered(text: str, post: int = 9) -> RenderedText:
    return render(text, post, LIBRARY)


def plain(html: str) -> str:
    return "".join(line.strip() for line in html.split("\n"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>two</p><p>three</p>"),
        ("a <em>b</em>\nc", "<p>a <em>b</em><br>c</p>"),
        ("a<br />\nb", "<p>a<br />b</p>"),
        ("<h2>A</h2>\nb", "<h2>A</h2><p>b</p>"),
        ("a\n<ul>\n<li>b</li>\n<li>c\nd</li>\n</ul>\ne",
         "<p>a</p><ul><li>b</li><li>c<br>d</li></ul><p>e</p>"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<div class=x>a\nb</div>c", "<div class=x><p>a<br>b</p></div><p>c</p>"),
        ("<table>\n<tr>\n<td>a</td>\n</tr>\n</table>", "<table><tr><td>a</td></tr></table>"),
        ("<strong>a</strong> b", "<p><strong>a</strong> b</p>"),
        ("<p>a</p>\n<p>b</p>", "<p>a</p><p>b</p>"),
        ("a<hr />b", "<p>a</p><hr /><p>b</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_lines_are_paragraphs_and_breaks(text: str, html: str) -> None:
    assert plain(paragraphs(text)) == html


def test_lines_of_what_is_set_stay() -> None:
    assert paragraphs("a\n<pre>b\n\n  c</pre>\nd <PRE>e") == (
        "<p>a</p>\n<pre>b\n\n  c</pre>\n<p>d</p>\n<PRE>e"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[caption id=x width=3]<img src=/a.jpg /> Where <b>it</b> was[/caption]",
         "<figure><img src=/a.jpg /><figcaption>Where <b>it</b> was</figcaption></figure>"),
        ('[caption caption="Where"]<a href="/a"><img src="/a.jpg"></a>[/caption]',
         '<figure><a href="/a"><img src="/a.jpg"></a><figcaption>Where</figcaption></figure>'),
        ('[gallery ids="2,1" columns="2"]', B + A),
        ("[gallery]", A + B),
        ("[gallery exclude=1]", B),
        ("[gallery id=4]", ""),
        (f"[embed width=4]{VIDEO}[/embed]", PLAYER),
        ("[embed]https://social.example/1?a=1&amp;b=2[/embed]",
         '<p><a href="https://social.example/1?a=1&amp;b=2">https://social.example/1?a=1&amp;b=2</a></p>'),
        (f"[youtube {VIDEO}]", PLAYER),
        ('[video mp4="/f.mp4" poster="/p.jpg"][/video]',
         '<video src="/f.mp4" poster="/p.jpg"></video>'),
        (f'[video src="{VIDEO}"]', PLAYER),
        ("[audio /c.mp3]", '<audio src="/c.mp3"></audio>'),
        ('[playlist ids="3"]', '<ul><li><a href="/c.mp3">Call</a></li></ul>'),
        (f"a\n\n{VIDEO}\n\nb", f"<p>a</p>{PLAYER}<p>b</p>"),
        (f"See {VIDEO} now", f"<p>See {VIDEO} now</p>"),
        ("https://www.other.example/a", "<p>https://www.other.example/a</p>"),
        ("[[gallery]], [sic], [2019], [a 3]", "<p>[gallery], [sic], [2019], [a 3]</p>"),
        ("[audio /c.mp3]Call[/audio ]", '<audio src="/c.mp3"></audio><p>Call[/audio ]</p>'),
        ("a\r\nb\r\n \r\nc", "<p>a<br>b</p><p>c</p>"),
        ('<a href="/?a[post_type]=1">a</a>', '<p><a href="/?a[post_type]=1">a</a></p>'),
    ],
)  # fmt: skip
def test_shortcodes_of_wordpress_show_what_they_stand_for(text: str, html: str) -> None:
    page = rendered(text)
    assert (plain(page.html), page.left_out) == (html, [])


@pytest.mark.parametrize(
    ("text", "html", "left_out"),
    [
        ('a [poll id="7"] b', "<p>a  b</p>", ['[poll id="7"]']),
        ("[box]In[/box]", "<p>In</p>", ["[box]", "[/box]"]),
        ("[contact-form-7]", "", ["[contact-form-7]"]),
        ("[recent_posts /]x", "<p>x</p>", ["[recent_posts /]"]),
        ("[gallery ids=7,1]", A, ["the picture 7 of a gallery, which the export lacks"]),
        ("[playlist ids=8]", "<ul></ul>", ["the file 8 of a playlist, which the export lacks"]),
        ("[video]", "", ["a video without an address"]),
        ("[embed][/embed]", "", ["an embed of “”"]),
        ('<!-- wp:acme/map {"a":"b > c"} /--><p>x</p>', "<p>x</p>",
         ["the block acme/map, which WordPress fills itself"]),
        ("<!-- wp:latest-posts /-->", "", ["the block latest-posts, which WordPress fills itself"]),
        ('<!-- wp:block {"ref":8} /-->', "",
         ["the shared block 8, which the export does not have"]),
        ('<!-- wp:block {"ref":6} /-->', "",
         ["the shared block 6, which the export does not have"]),
    ],
)  # fmt: skip
def test_what_is_not_in_the_export_is_named(text: str, html: str, left_out: list[str]) -> None:
    page = rendered(text)
    assert (plain(page.html), page.left_out) == (html, left_out)


def test_a_text_of_blocks_has_its_lines_and_shared_blocks() -> None:
    text = (
        '<!-- wp:paragraph -->\n<p>a\nb</p>\n<!-- /wp:paragraph -->\n<!-- wp:block {"ref":5} /-->\n'
        f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n{VIDEO}\n</div>'
        "<figcaption>c</figcaption></figure><!--nextpage--><p>d</p>"
    )
    page = rendered(text)
    assert "<p>a\nb</p>" in page.html
    assert "<p>Call 101.</p>" in page.html
    assert f'<div class="wp-block-embed__wrapper">{PLAYER}</div><figcaption>c' in page.html
    assert (page.pages, page.left_out) == (2, [])


@pytest.mark.parametrize(
    "text",
    [
        "[video " * 200_000, "[a_b]" * 50_000, "[a]" * 50_000 + "[/a]", "<pre>" * 100_000,
        "\n" * 500_000, "<!-- wp:a {" * 100_000, "[caption]" * 50_000, "<div " * 100_000,
        "a" + " " * 500_000 + "b", "[gallery ids=" * 100_000, "<p>https://a" * 100_000,
        '<!-- wp:block {"ref":6} /-->' * 10_000,
    ],
    ids=lambda text: text[:14].strip(),
)  # fmt: skip
def test_no_text_takes_for_ever(text: str) -> None:
    """Each would take hours if the work grew with the square of a text."""
    assert rendered(text).pages == 1
