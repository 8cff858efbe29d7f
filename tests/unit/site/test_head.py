"""The head of a release's page."""

import json
from datetime import UTC, datetime

from hypothesis import given, strategies as st

from newsgen.model.area import Area
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Kind, Release, Status
from newsgen.site._head import json_ld
from newsgen.site._release import targets
from tests.support.windows import ARCHIVE, month_window, view_of

texts = st.text(st.sampled_from("ab<>&\"'\\é…\n"), max_size=6)


def made(title: str, name: str, host: str, tags: tuple[str, ...]) -> str:
    at = Moment(datetime(2020, 3, 5, 9, 30, tzinfo=UTC), Precision.MINUTE)
    release = Release(
        source="a.md", area="A", title=title, url="https://x.example/a", host=host, href="/a",
        path="a", published=at, updated=None, summary="", kind=Kind.NEWS,
        status=Status.PUBLISHED, language="en-GB", embargo=None, expires=None, images=(),
        og_image="", tags=tags, incident=None, files=(), body="",
    )  # fmt: skip
    window = month_window(Area("A", name, "a", (), "/news/", ""), [release])
    (target,) = targets(window, ARCHIVE, [release])
    return str(view_of(target).head.json_ld)


@given(texts, texts, texts, st.lists(texts, max_size=2).map(tuple))
def test_json_ld_is_what_it_would_be_if_written_in_one_piece(
    title: str, name: str, host: str, tags: tuple[str, ...]
) -> None:
    text = made(title, name, host, tags)
    force = {"@type": "GovernmentOrganization", "name": name, "url": f"https://{host}/"}
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "url": "https://x.example/a",
        "mainEntityOfPage": "https://x.example/a",
        "datePublished": "2020-03-05T09:30:00+00:00",
        "dateModified": "2020-03-05T09:30:00+00:00",
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "articleSection": name,
        "keywords": list(tags),
        "author": force,
        "publisher": force,
    }
    whole = {key: value for key, value in article.items() if value}
    assert text == json_ld(whole)
    assert json.loads(text) == whole
