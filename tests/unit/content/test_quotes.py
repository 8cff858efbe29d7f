"""Straight quotation marks become curly ones where it is plain which they are."""

import pytest

from newsgen.config.load import parse
from newsgen.content._quotes import curly, curly_html
from newsgen.content.release import SourceReader

TEXTS = {
    "It's over, says O'Neill": "It’s over, says O’Neill",
    '"We need your help," said Sergeant Vale.': "“We need your help,” said Sergeant Vale.",
    "He said: \"It's the officers' day.\"": "He said: “It’s the officers’ day.”",
    '("Operation Heron")': "(“Operation Heron”)",
    "The 'Walk and Talk' scheme": "The ‘Walk and Talk’ scheme",
    "\"He told me 'stay there',\" she said": "“He told me ‘stay there’,” she said",
    "Raid on 'cuckooed' homes": "Raid on ‘cuckooed’ homes",
    "'Tis the season, as in the '90s and rock 'n' roll": (
        "’Tis the season, as in the ’90s and rock ’n’ roll"
    ),
    "Saltmere Police 's Marine Unit said the 'Heron' sank": (
        "Saltmere Police ’s Marine Unit said the ‘Heron’ sank"
    ),
    "Sold by 'phone": "Sold by ’phone",
    "Girls' and boys' clubs": "Girls’ and boys’ clubs",
    "The 1990's": "The 1990’s",
    "Aged 'under 40'": "Aged ‘under 40’",
    'Quote "Log 41"': "Quote “Log 41”",
    'Called - "of course" - at once': "Called - “of course” - at once",
    "“Mixed\" and ‘mixed'": "“Mixed” and ‘mixed’",
    'He said "hello " twice': "He said “hello ” twice",
    '" We began with a space': "“ We began with a space",
    "Mae'r heddlu yn 'gwybod'": "Mae’r heddlu yn ‘gwybod’",
}
STAY = (
    "About 5'10\" tall",
    "About 5' 10\" tall",
    "A 6' fence",
    'A knife of 8"',
    'Between " two',
    "Between ' two",
    "''Twice''",
    "“Curly” and ‘curly’ – it’s right",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_straight_marks_become_curly(text: str) -> None:
    assert curly(text) == TEXTS[text]
    assert curly(TEXTS[text]) == TEXTS[text]
    assert curly_html(f"<p>{text}</p>\n") == f"<p>{TEXTS[text]}</p>\n"


@pytest.mark.parametrize("text", STAY)
def test_what_may_be_something_else_stays(text: str) -> None:
    assert curly(text) == text


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p title=\"It's\">It's</p>", '<p title="It\'s">It’s</p>'),
        ('<p title="a < b \'c\'">"a"</p>', "<p title=\"a < b 'c'\">“a”</p>"),
        ('<p><strong>"Hi"</strong> he said</p>', "<p><strong>“Hi”</strong> he said</p>"),
        ('<p>He said "<em>stop</em>" twice</p>', "<p>He said “<em>stop</em>” twice</p>"),
        ("<p>The <b>force</b>'s day</p>", "<p>The <b>force</b>’s day</p>"),
        ("<p>The '<b>big</b> day' came</p>", "<p>The ‘<b>big</b> day’ came</p>"),
        ('<p>"One.</p>\n<p>"Two."</p>', "<p>“One.</p>\n<p>“Two.”</p>"),
        ('<p>A<br>\n"B"</p>', "<p>A<br>\n“B”</p>"),
        ('<p>Say&nbsp;"yes"</p>', "<p>Say&nbsp;“yes”</p>"),
        ('<p><code>a = "b"</code> "c"</p>', '<p><code>a = "b"</code> “c”</p>'),
        ('<pre><code>it\'s "x"\n</code></pre>', '<pre><code>it\'s "x"\n</code></pre>'),
        (
            '<p><a href="https://x.example/o\'b">https://x.example/o\'b</a> "a"</p>',
            "<p><a href=\"https://x.example/o'b\">https://x.example/o'b</a> “a”</p>",
        ),
        ('<p><a href="/a">It\'s "a"</a></p>', '<p><a href="/a">It’s “a”</a></p>'),
        ('<ul>\n<li>"a</li>\n<li>6" b</li>\n</ul>', '<ul>\n<li>“a</li>\n<li>6" b</li>\n</ul>'),
    ],
)
def test_tags_code_and_addresses_stay(html: str, wanted: str) -> None:
    assert curly_html(html) == wanted


def test_what_has_no_straight_mark_is_the_same_text() -> None:
    html = "<p>Officers thank all who helped.</p>"
    assert curly_html(html) is html


@pytest.mark.parametrize(
    ("settings", "language", "more", "is_curly"),
    [
        ("", "en-GB", " “Yes.”", True),
        ("", "cy", " “Ie.”", True),
        ("", "en-GB", " – £5.", False),
        ("", "en-GB", " Yes.", False),
        ("", "fr", " “Oui.”", False),
        ("curly_quotes = false", "cy", " “Ie.”", False),
    ],
)
def test_a_release_with_both_shows_curly_ones_unless_the_site_says_no(
    settings: str, language: str, more: str, *, is_curly: bool
) -> None:
    note = "[{at: 2026-03-06 10:00, note: \"It's the 'A'\"}]"
    text = (
        "---\ntitle: It's the 'A'\narea: Northshire\ndate: 2026-03-05\nsummary: It's the 'A'\n"
        "url: https://www.northshire.police.example/news/2026/March/its.aspx\n"
        f"language: {language}\nupdates: {note}\ncorrections: {note}\n"
        "images: [{src: /a.png, alt: A, caption: \"It's the 'A'\"}]\n---\n\nIt's the 'A'."
        f"{more}\n"
    )
    parsed = SourceReader(parse(f"[site]\n{settings}\n")).parse(text, "a.md")
    release = parsed.release
    assert release is not None, parsed.diagnostics
    assert release.life is not None
    wanted = "It’s the ‘A’" if is_curly else "It's the 'A'"
    assert {
        *(release.title, release.summary, release.images[0].caption),
        *(release.life.updates[0].note, release.life.corrections[0].note),
    } == {wanted}
    assert parsed.html == f"<p>{wanted}.{more}</p>"
    assert release.url.endswith("/its.aspx")
