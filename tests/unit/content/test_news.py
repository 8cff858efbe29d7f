"""Which texts are news, and which say nothing; summaries are in `tests/cases/readers.toml`."""

import pytest

from newsgen.content._news import is_news, marks_alone, nothing_said

LONG = "Officers were called to a burglary in Saltmere on Monday"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PC Alex Rowan of the Northshire Roads Unit", False),
        ("Alex Rowan, 15, from Saltmere", False),
        ("Home > News", False),
        ("News > Appeals > Saltmere", False),
        ("https://northshire.example/news", False),
        ("Stock image of a car", False),
        ("PC Alex Rowan of Saltmere ran home", True),
        ("Robbery in Saltmere", True),
        ("Home owners > tenants, say officers", True),
        ("Alex and a dog", True),
    ],
)
def test_news_is_more_than_a_name_or_a_trail(text: str, expected: bool) -> None:
    assert is_news(text, "Burglary") is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", True),
        ("<p>News</p>", True),
        ("<p>Page Image</p>", True),
        ("<p>Alex Rowan</p>", True),
        ("<p>Alex Rowan, 17</p>", True),
        ("<p>News</p>\n<h2>Alex Rowan</h2>", True),
        ("<ul>\n<li>News</li>\n<li>Contact us:</li>\n</ul>", True),
        ("<p>Alex Rowan, aged 17</p>", True),
        ("<p>Latest news</p>", True),
        ("<p>Appeal</p>", True),
        ("<p>Press release</p>\n<p>Saltmere</p>", True),
        ("<p>Published: 5 March 2026 at 10:49</p>", True),
        ("<blockquote>\n<p>Statement</p>\n</blockquote>", True),
        ("<h2>Burglary in Saltmere</h2>", True),
        ("<p><strong>Burglary in Saltmere!</strong></p>", True),
        ("<p>5 March 2026</p>", True),
        ("<p>Date: 5 March 2026 in News</p>", True),
        ("<p><br></p>", True),
        ("<p>...</p>", True),
        ("<p>Name: Alex Rowan</p>", True),
        ("<p>Published: 5 March 2026</p>\n<p>Posted: 10:49 5 March 2026</p>", True),
        ("<p>Name: Alex Rowan</p>\n<p>Telephone: 101</p>", False),
        ("<ul>\n<li>Name:</li>\n<li>Telephone:</li>\n<li>Email:</li>\n</ul>", False),
        ("<p><strong>When:</strong> Monday<br>\nWhere: Saltmere</p>", False),
        ('<p><img src="/a.png" alt="A van"></p>', False),
        ("<p>Found safe.</p>", False),
        ("<p>Man found safe and well</p>", False),
        ("<p>Is this your bicycle?</p>", False),
        ("<p>Thank you!</p>", False),
        ("<p>News</p><p>The road is open.</p>", False),
        ("<h2>News</h2><ul><li>The road is open again</li></ul>", False),
        ("<table><tr><td>Monday</td></tr></table>", False),
        ('<p><a href="/x">Read on</a></p>', False),
        ("<p>Tell Action Fraud.</p><h2>More</h2>", False),
        ("<p>This person has been found</p>", False),
        ("<p>The appeal is closed</p>", False),
        ("<p>Alex Rowan</p><p>He has been found.</p>", False),
        ("<ul><li>Call 101</li><li>Quote 12 of today</li></ul>", False),
        ("<p>Burglary in Saltmere: two men were arrested</p>", False),
        (f"<p>{LONG}</p>", False),
        (f'<p><a href="https://x.example/{"a" * 1000}">News</a></p>', False),
    ],
)
def test_a_text_that_nothing_said_is_told_from_a_short_one(body: str, expected: bool) -> None:
    assert (nothing_said(body, "Burglary in Saltmere") is not None) is expected


def test_the_words_that_say_nothing_are_told() -> None:
    assert nothing_said("<p>News</p>\n<h2>Alex &amp; Rowan</h2>\n", "T") == "News Alex & Rowan"


@pytest.mark.parametrize(
    "body", ["***", "<br>", "<br/>\n\n<br />", "&nbsp;", "<!-- a note -->", "#", "<p></p>", "..."]
)
def test_marks_alone_are_told(body: str) -> None:
    assert marks_alone(f"{body}\n") == " ".join(body.split())


@pytest.mark.parametrize(
    "body", ["", "\n\n", "a", "*1*", "<iframe></iframe>", '<img src="a.jpg">', "<!-- a", "&amp;"]
)
def test_a_body_of_more_or_less_than_marks_is_not(body: str) -> None:
    assert marks_alone(body) == ""
