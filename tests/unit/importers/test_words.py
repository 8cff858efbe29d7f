"""What two bodies have, and what only one of them has."""

import pytest

from newsgen.importers._words import compare, contents

BEFORE = """
<h2>Van stolen</h2>
<p>A van worth £5,000 was stolen on 5&nbsp;March&nbsp;2020 &mdash; call <b>101</b> or
0800 555 111, or use <a href="/report">our form</a>.</p>
<p><img src="/van.jpg" alt="The van"></p>
<table><tr><th>Day<th>Calls<tr><td>1<td>7</table>
<iframe src="https://www.youtube.com/embed/jNQXAC9IVRw" title="The film"></iframe>
"""
AFTER = """
<h2>Van stolen</h2>
<p>A van worth £5,000 was stolen on 5 March 2020 — call <strong>101</strong> or
0800 555 111, or use <a href="/report">our form</a>.</p>
<p><img alt="The van" src="/van.jpg"></p>
<div class="table" role="region"><table><thead><tr><th>Day</th><th>Calls</th></tr></thead>
<tbody><tr><td>1</td><td>7</td></tr></tbody></table></div>
<figure data-embed="youtube" data-src="https://www.youtube-nocookie.com/embed/jNQXAC9IVRw">
<a href="https://www.youtube.com/watch?v=jNQXAC9IVRw">The film</a> (YouTube)</figure>
"""


def test_what_a_body_has() -> None:
    has = contents(BEFORE)
    assert has.words[:6] == ("Van", "stolen", "A", "van", "worth", "£5,000")
    assert has.links == (
        ("/report", "ourform"),
        ("https://www.youtube-nocookie.com/embed/jNQXAC9IVRw", "Thefilm"),
    )
    assert has.pictures == (("/van.jpg", "The van"),)
    assert has.tables == ((("Day", "Calls"), ("1", "7")),)
    assert has.headings == (("h2", "Van stolen"),)
    assert has.telephones == ("101", "0800555111")


def test_one_body_in_two_forms_is_the_same() -> None:
    comparison = compare(BEFORE, AFTER)
    assert comparison.is_same
    assert comparison.before == comparison.after


@pytest.mark.parametrize(
    ("old", "new", "missing", "added"),
    [
        ("<strong>101</strong>", "<strong>100</strong>", ("101",), ("100",)),
        ("£5,000", "5,000", ("£5,000",), ("5,000",)),
        ("—", "", ("—",), ()),
        ("5 March", "6 March", ("5",), ("6",)),
        ("<td>7</td>", "<td></td>", ("7",), ()),
        ("</p>\n<p>", "</p>\n<p>Too much</p>\n<p>", (), ("Too", "much")),
        ("stolen on", "on stolen", ("on",), ("on",)),
    ],
)
def test_words_that_only_one_body_has(
    old: str, new: str, missing: tuple[str, ...], added: tuple[str, ...]
) -> None:
    comparison = compare(BEFORE, AFTER.replace(old, new, 1))
    assert (comparison.missing, comparison.new) == (missing, added)
    assert not comparison.is_same


@pytest.mark.parametrize(
    ("old", "new", "lost", "added"),
    [
        ('href="/report"', 'href="/x"', "link /report: ourform", "link /x: ourform"),
        ('src="/van.jpg"', 'src="/x"', "picture /van.jpg: The van", "picture /x: The van"),
        ('alt="The van"', 'alt=""', "picture /van.jpg: The van", "picture /van.jpg: "),
        ("h2>", "h3>", "heading h2: Van stolen", "heading h3: Van stolen"),
        ("h2>", "p>", "heading h2: Van stolen", None),
        ("strong>", "span>", "emphasis strong: 101", None),
        ("strong>", "em>", "emphasis strong: 101", "emphasis em: 101"),
        (
            "<td>1</td>",
            "<td>1</td><td></td>",
            "table: Day | Calls / 1 | 7",
            "table: Day | Calls / 1 |  | 7",
        ),
        (
            "embed/jNQXAC9IVRw",
            "embed/xxxxxxxx",
            "link https://www.youtube-nocookie.com/embed/jNQXAC9IVRw: Thefilm",
            "link https://www.youtube-nocookie.com/embed/xxxxxxxx: Thefilm",
        ),
    ],
)
def test_what_else_only_one_body_has(
    old: str, new: str, lost: str | None, added: str | None
) -> None:
    comparison = compare(BEFORE, AFTER.replace(old, new))
    assert comparison.lost == ((lost,) if lost else ())
    assert comparison.added == ((added,) if added else ())
    assert not comparison.missing


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>It's “so”</p>", "<p>It’s &quot;so&quot;</p>"),
        ("re<b>bold</b>s<wbr>", "<p>re<strong>bold</strong>s</p>"),
        ("<a href=/x><h3>a</h3>b</a>", '<h2><a href="/x">a</a></h2><p><a href="/x">b</a></p>'),
        ('<a href="/a b">x</a>', '<a href="/a%20b">x</a>'),
        ("<a href=/x></a>y", "<p>y</p>"),
        ("<a href='javascript:x()'>y</a>", "<p>y</p>"),
        (
            "<h1>a</h1><h4><img src=/x></h4><h3></h3><h5>b</h5><h1>c</h1>",
            "<h2>a</h2><h3><img src=/x></h3><h4>b</h4><h2>c</h2>",
        ),
        ("<b>a</b> <strong>b</strong><i>c</i> <b></b>d", "<strong>a b</strong><em>c</em> d"),
        (
            "<p style='font-weight:bold'>a<br>b</p><h4 style='font-weight:bold'>c</h4>",
            "<p><strong>a<br>b</strong></p><h2>c</h2>",
        ),
        ("<script>x</script>a<style>x</style>", "<p>a</p>"),
        ("<table><tr><td>a<td>b</table>", "<p>a</p><p>b</p>"),
        ("<img src=data:x data-src=/a alt=''><noscript><img src=/a></noscript>", '<img src="/a">'),
        ("<img src=/a width=1 height=1>x", "<p>x</p>"),
        ("<b>a<script>x</script>b<input type=hidden>c</b>", "<strong>a b c</strong>"),
        ("Call 01632 960123", '<p>Call <a href="tel:+441632960123">01632 960123</a></p>'),
        ("See www.x.example", '<p>See <a href="https://www.x.example">www.x.example</a></p>'),
        (
            '<iframe src="https://youtu.be/jNQXAC9IVRw" title="The film"></iframe>',
            (
                '<figure class="embed" data-src="https://www.youtube-nocookie.com/embed/jNQXAC9IVRw">'
                '<figcaption><a href="/x">The film</a> (YouTube)</figcaption><div hidden>'
                "<button>Show</button></div></figure>"
            ),
        ),
    ],
)
def test_what_makes_no_difference(before: str, after: str) -> None:
    assert compare(before, after).is_same


def test_the_order_of_very_many_words_is_not_compared() -> None:
    words = [f"w{number}" for number in range(5_000)]
    text = " ".join(words)
    assert compare(text, f"{text} more").new == ("more",)
    assert compare(f"{text} more", text).missing == ("more",)
    assert not compare(text, " ".join(reversed(words))).is_same
