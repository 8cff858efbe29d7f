"""The filters that are written by hand, beside what they stand for."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given, strategies as st

from newsgen.model.dates import Moment, Precision
from newsgen.site.views import Head
from newsgen.theme._filters import introduced, lang, metadata, rfc822

zones = st.timedeltas(timedelta(hours=-12), timedelta(hours=14)).map(timezone)
times = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=zones)  # noqa: DTZ001 (with zones)


@given(times)
def test_rss_has_the_timestamps_that_python_writes(at: datetime) -> None:
    assert rfc822(Moment(at, Precision.MINUTE)) == format_datetime(at.astimezone(UTC))


@pytest.mark.parametrize(
    ("language", "around", "attributes"),
    [
        ("en-GB", "en", ' lang="en-GB"'),
        ("cy", "en-GB", ' lang="cy"'),
        ("ar", "en", ' lang="ar" dir="rtl"'),
        ("ur-PK", "en-GB", ' lang="ur-PK" dir="rtl"'),
        ("en", "ar", ' lang="en" dir="ltr"'),
        ("he", "ar", ' lang="he"'),
        ("pa-Arab", "en", ' lang="pa-Arab" dir="rtl"'),
        ("ks-Deva", "en", ' lang="ks-Deva"'),
        ("arn", "en", ' lang="arn"'),
    ],
)
def test_a_text_that_runs_the_other_way_says_so(
    language: str, around: str, attributes: str
) -> None:
    assert lang(language, around) == attributes


def test_metadata_is_escaped() -> None:
    properties = (("og:title", 'A "B" & <C>'), ("og:type", "article"))
    head = Head("T", "", "", properties=properties, names=(("twitter:card", "summary"),))
    assert metadata(head) == (
        '<meta property="og:title" content="A &#34;B&#34; &amp; &lt;C&gt;">\n'
        '<meta property="og:type" content="article">\n'
        '<meta name="twitter:card" content="summary">\n'
    )


CAPTION = "The blue van outside the shop in Quarry Road, Saltmere"
LONG = "Officers are appealing for witnesses to a fire."


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        (f"<p>{LONG}</p>", f"<p>{LONG}</p>"),  # a body of one paragraph introduces nothing
        (f"<p>{LONG}</p>\n<p>b</p>", f'<p class="introduction">{LONG}</p>\n<p>b</p>'),
        (
            f"<p>News</p>\n<p>Page Image</p>\n<p>{LONG}</p>\n<p>{LONG}</p>",
            f'<p>News</p>\n<p>Page Image</p>\n<p class="introduction">{LONG}</p>\n<p>{LONG}</p>',
        ),
        (
            f"<p>{CAPTION}</p>\n<p>{LONG}</p>\n",
            f'<p>{CAPTION}</p>\n<p class="introduction">{LONG}</p>\n',
        ),
        (
            f"<p>{CAPTION}.</p>\n<p>{LONG}</p>\n",
            f'<p class="introduction">{CAPTION}.</p>\n<p>{LONG}</p>\n',
        ),
        (
            f"<p>{CAPTION} was seen</p>\n<p>b</p>\n",
            f'<p class="introduction">{CAPTION} was seen</p>\n<p>b</p>\n',
        ),
        (f"<p>{CAPTION}</p>\n", f'<p class="introduction">{CAPTION}</p>\n'),
        ("<p>Appeal</p>\n<p>Nothing more.</p>", "<p>Appeal</p>\n<p>Nothing more.</p>"),
        (f"<ul>\n<li>a</li>\n</ul>\n<p>{LONG}</p>\n", f"<ul>\n<li>a</li>\n</ul>\n<p>{LONG}</p>\n"),
        (f'<p dir="rtl">{LONG}</p>\n', f'<p dir="rtl">{LONG}</p>\n'),
        ("<p>\n", "<p>\n"),
        ("", ""),
    ],
)
def test_the_first_long_paragraph_of_a_body_is_its_introduction(body: str, marked: str) -> None:
    assert introduced(body) == marked
