"""What is wrong with a page is found, and what is right is not."""

import pytest

from newsgen.contract._markup import html_problems, json_problems, xml_problems

HOST = "www.northshire.police.example"


def page(body: str = "<h1>A</h1>", head: str = "<title>T</title>", lang: str = ' lang="en"') -> str:
    return f'<!doctype html><html{lang}><meta charset="utf-8">{head}<body>{body}</body></html>'


def codes(text: str) -> list[str]:
    return [problem.code for problem in html_problems(text, {HOST})]


def said(text: str) -> str:
    (problem,) = html_problems(text, {HOST})
    assert problem.hint
    return problem.message


RIGHT = [
    page(),
    page('<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2><img src="/a.png" alt="">'),
    page('<h1 id="a">A</h1><a href="#a">Up</a><a href="/b"><img src="/c.png" alt="Crest"></a>'),
    page('<h1>A</h1><label for="q">Q</label><input id="q"><input type="hidden" name="x">'),
    page('<h1>A</h1><label>Q <select name="s"><option>1</select></label>'),
    page('<h1>A</h1><button aria-label="Close"></button><a id="anchor"></a>'),
    page(head='<title>T</title><script type="application/ld+json">{}</script>'),
    page(head='<title>T</title><script src="/assets/a.js" type="module"></script>'),
    page(head='<title>T</title><link rel="canonical" href="https://other.example/">'),
    page(f'<h1>A</h1><img src="https://{HOST}/a.png" alt="A"><a href="https://x.example/">X</a>'),
    page("<h1>A</h1><noscript><p>No script</p></noscript>"),
    page("<h1>A</h1><ul><li>a<li>b</ul><dl><dt>a<dd>b</dl><p>c<p>d<br>e<hr/>"),
    page("<h1>A</h1><table><tr><th>a<td>b<tr><td>c</table><!-- <div> -->"),
    page('<h1>A</h1><svg viewBox="0 0 1 1"><path d="M0 0"/><g><circle r="1"/></g></svg>'),
    page(head='<title>T</title><script type="application/ld+json">"<div>"</script>'),
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_page_has_no_problem(text: str) -> None:
    assert list(html_problems(text, {HOST})) == []


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (page("<h1>A</h1><p>a</div>"), "NG805", "not valid"),
        (page("<h1><sample-b>A</sample-b></h1>"), "NG805", "without being escaped"),
        (page("<h1 class=Police &amp; crime>A</h1>"), "NG805", "no quotation marks"),
        (page("<h1>A</h1><p>a</span></p>"), "NG805", "not valid"),
        (page("<h1>A</h1><noscript><p>No</div></noscript>"), "NG805", "not valid"),
        (page("<h1>A</h1><div><p>a</p>"), "NG805", "<div> is never closed"),
        (page("<h1>A</h1><section><div>a</section>"), "NG805", "<div> is never closed"),
        (page("<h1>A</h1><p>a <strong>b</p>"), "NG805", "<strong> is never closed"),
        (page('<h1>A</h1><p><a href="/b">b</p>'), "NG805", "<a> is never closed"),
        (page("<h1>A</h1><div/>a"), "NG805", "<div> is never closed"),
        (page('<h1 id="a">A</h1><p id="a">B</p>'), "NG805", "“a” is there twice"),
        (page('<h1>A</h1><a href="#b">B</a>'), "NG805", "href names the id “b”"),
        (page('<h1>A</h1><p aria-labelledby="b">B</p>'), "NG805", "aria-labelledby names"),
        (page(lang=""), "NG806", "language"),
        (page(lang=' lang="english please"'), "NG806", "language"),
        (page(head=""), "NG806", "no title"),
        (page(head="<title> </title>"), "NG806", "no title"),
        (page("<p>A</p>"), "NG806", "no h1"),
        (page("<h1>A</h1><h1>B</h1>"), "NG806", "2 h1"),
        (page("<h1>A</h1><h3>B</h3>"), "NG806", "an h3 follows an h1"),
        (page("<h2>A</h2><h1>B</h1>"), "NG806", "begins with an h2"),
        (page('<h1>A</h1><img src="/a.png">'), "NG806", "no alt"),
        (page('<h1>A</h1><a href="/"></a>'), "NG806", "a link has no words"),
        (page('<h1>A</h1><a href="/"><img src="/a.png" alt=""></a>'), "NG806", "a link has"),
        (page("<h1>A</h1><button></button>"), "NG806", "a button has no words"),
        (page('<h1>A</h1><input name="q">'), "NG806", "the field q has no label"),
        (page('<h1>A</h1><label for="other">Q</label><i id="other">x</i><input id="q" name="q">'),
         "NG806", "the field q"),
        (page("<h1>A</h1><script>1</script>"), "NG808", "a script"),
        (page(head="<title>T</title><style>p {}</style>"), "NG808", "a style sheet"),
        (page('<h1 style="color: red">A</h1>'), "NG808", "attribute style"),
        (page('<h1 onclick="x()">A</h1>'), "NG808", "attribute onclick"),
        (page('<h1>A</h1><script src="https://cdn.example/a"></script>'), "NG808", "cdn.example"),
        (page('<h1>A</h1><script src="//cdn.example/a.js"></script>'), "NG808", "cdn.example"),
        (page(head='<title>T</title><link rel="stylesheet" href="https://f.example/a.css">'),
         "NG808", "f.example"),
        (page('<h1>A</h1><img src="https://p.example/1.gif" alt="">'), "NG808", "p.example"),
        (page('<h1>A</h1><img src="//[p/1.gif" alt="">'), "NG808", "another host, //[p/1.gif"),
    ],
)  # fmt: skip
def test_a_wrong_page_has_one_problem(text: str, code: str, words: str) -> None:
    assert words in said(text)
    assert codes(text) == [code]


def test_the_place_of_a_problem_is_told() -> None:
    text = page('<h1>A</h1>\n<p>one</p>\n  <img src="/a.png">')
    (problem,) = html_problems(text, {HOST})
    assert isinstance(problem.at, int)
    assert text[problem.at :].startswith("<img")


def test_xml_and_json_are_read() -> None:
    assert list(xml_problems('<?xml version="1.0"?>\n<a><b/></a>')) == []
    (problem,) = xml_problems("<a>\n  <b>\n</a>")
    assert (problem.code, problem.at) == ("NG805", (3, 3))
    assert list(json_problems('{"a": [1]}')) == []
    (problem,) = json_problems('{"a": [1,]}')
    assert problem.code == "NG805"


def test_a_page_may_load_from_the_hosts_of_the_policy() -> None:
    page = '<!doctype html><html lang="en"><title>T</title><script src="https://a.example/s.js"></script><h1>T</h1>'
    assert [p.code for p in html_problems(page, {HOST})] == ["NG808"]
    assert list(html_problems(page, {HOST, "a.example"})) == []
