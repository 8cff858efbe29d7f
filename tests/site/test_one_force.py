"""The archive of one force, whole: 1,114 releases in the shape of its old site."""

from collections import Counter, defaultdict
from html import unescape

import pytest

from tests.support.archive_folders import archive_folder
from tests.support.built import MONTHS, Built, broken_links, file_of, moment
from tests.support.sources import Source, body_words, straight, words

pytestmark = pytest.mark.archive("one-force")


def test_the_archive_is_whole(one_force: Built, one_force_sources: list[Source]) -> None:
    count = archive_folder("one-force").count
    assert len(one_force_sources) == len(one_force.releases) == count
    assert count >= 1_114


def test_each_release_is_in_the_file_of_its_url(
    one_force: Built, one_force_sources: list[Source]
) -> None:
    assert {source.path for source in one_force_sources} == set(one_force.releases)


def test_each_release_is_the_one_its_url_names(
    one_force: Built, one_force_sources: list[Source]
) -> None:
    for source in one_force_sources:
        page = one_force.releases[source.path]
        title = unescape(source.meta["title"])
        shown = straight(page.text("//h1"))
        assert shown == straight(" ".join(title.split())), source.file.name
        assert file_of(page.canonical) == source.path


def test_each_page_has_every_word_of_its_body(
    one_force: Built, one_force_sources: list[Source]
) -> None:
    lost = {}
    for source in one_force_sources:
        body = body_words(one_force.releases[source.path])
        lost[source.file.name] = dict(words(source.text) - body)
    assert {name: missing for name, missing in lost.items() if missing} == {}


def test_no_page_has_a_word_that_its_body_lacks(
    one_force: Built, one_force_sources: list[Source]
) -> None:
    added = {}
    for source in one_force_sources:
        body = body_words(one_force.releases[source.path])
        added[source.file.name] = dict(body - words(source.text))
    assert {name: extra for name, extra in added.items() if extra} == {}


def test_each_page_shows_the_time_of_its_dateline(
    one_force: Built, one_force_sources: list[Source]
) -> None:
    for source in one_force_sources:
        assert moment(one_force.releases[source.path].published) == source.posted, source.file.name


def test_each_release_is_linked_once_from_the_month_of_its_dateline(
    one_force: Built, one_force_sources: list[Source]
) -> None:
    linked = defaultdict[str, list[str]](list)
    for path, page in one_force.months.items():
        for link in page.all("//main//a/@href"):
            linked[file_of(link)].append(path)
    for source in one_force_sources:
        year, month = source.posted.year, MONTHS[source.posted.month - 1]
        expected = f"News/News-Articles/{year}/{month}/index.html"
        assert linked[source.path] == [expected], source.file.name


def test_a_month_page_has_the_number_of_its_releases(
    one_force: Built, one_force_sources: list[Source]
) -> None:
    posted = Counter((s.posted.year, MONTHS[s.posted.month - 1]) for s in one_force_sources)
    for (year, month), count in posted.items():
        page = one_force.pages[f"News/News-Articles/{year}/{month}/index.html"]
        assert page.all("//main/p[@class='meta']")[0].text.split()[0] == str(count)


def test_each_release_is_in_one_sitemap_with_its_time(
    one_force: Built, one_force_sources: list[Source]
) -> None:
    listed = defaultdict[str, list[str]](list)
    for sitemap in one_force.release_sitemaps.values():
        for url, changed in sitemap.items():
            assert changed, url
            listed[file_of(url)].append(changed)
    assert len(listed) == len(one_force_sources)
    for source in one_force_sources:
        (changed,) = listed[source.path]
        assert moment(changed) == source.posted


def test_every_internal_link_leads_to_a_file(one_force: Built) -> None:
    assert list(broken_links(one_force)) == []


@pytest.mark.parametrize("line", ["Posted on", "```", "og:"])
def test_nothing_of_the_source_shows_through(one_force: Built, line: str) -> None:
    for page in one_force.releases.values():
        assert line not in page.text("//main"), page.path


def test_titles_are_unique_though_headlines_are_not(one_force: Built) -> None:
    titles = Counter(page.text("//head/title") for page in one_force.pages.values())
    headlines = Counter(page.text("//h1") for page in one_force.releases.values())
    assert max(headlines.values()) > 1, "the archive should have a headline twice"
    assert [title for title, count in titles.items() if count > 1] == []
