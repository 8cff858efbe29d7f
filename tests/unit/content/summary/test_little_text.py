"""Bodies that say nothing, and what their pages show instead."""

import pytest

from newsgen.content._summary import marks_alone, nothing_said, report_little, with_summary
from newsgen.diagnostics import Span

LONG = "Officers were called to a burglary in Saltmere on Monday"


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
        ("<p>Seized:</p>\n<ul><li>Cash</li><li>Drugs</li><li>Knives</li></ul>", False),
        ("<p>Seized:</p>\n<ul><li>Cash</li><li>Drugs</li></ul>", True),
        ("<p>Related:</p>\n<ul><li>Cash</li><li>Drugs</li><li>Knives</li></ul>", True),
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


def test_the_report_quotes_the_beginning_and_says_what_is_shown() -> None:
    place = Span("content/a.md", 7)
    finding = report_little("News " * 30, "A man was held.", place)
    assert finding.code == "NG550"
    assert finding.span == place
    assert finding.subject == ("News " * 12)
    assert finding.hint == "Write what happened. Until then the page shows the summary below."
    assert report_little("News", "", place).hint == "Write what happened."
    assert report_little("Seized: Cash", "Seized:", place).hint == "Write what happened."


def test_the_summary_is_shown_below_unless_it_says_the_same() -> None:
    assert with_summary("<p>News</p>", "News", "A & B.") == "<p>News</p>\n<p>A &amp; B.</p>"
    assert with_summary("", "", "A.") == "<p>A.</p>"
    assert with_summary("<p>News</p>", "News", "News") == "<p>News</p>"
    assert with_summary("<p>News</p>", "News", "") == "<p>News</p>"
