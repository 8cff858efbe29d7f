"""The archives of all forces, a document root a host."""

import json
import re
import shutil
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.archive_folders import archive_folder
from tests.support.built import (
    Built,
    broken_links,
    build,
    file_of,
    read_feed,
    schema,
)
from tests.support.command import newsgen
from tests.support.site import write_site
from tests.support.sources import Source, body_words, read_sources, words

PER_HOST = '[site]\ntitle = "Police news"\nlayout = "per-host"\n'
SAME_PATH, SAME_BUT_CASE, NO_TITLE, BELOW_FILE = "NG410", "NG411", "NG201", "NG412"
LONGEST_NAME = 255
LONGEST_DATELINE = 100
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{1,2}\s*[/.:-]\s*\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2}")
_SOME_DATE = re.compile(f"{_YEAR.pattern}|{_DAY.pattern}")
_DATED = ("date", "publish", "day", "month", "time", "year")
_AHEAD = re.compile(r"\b\d\d/\d\d/(?:20[3-9]\d|2[1-9]\d\d)\b")
Errors = dict[str, list[tuple[str, dict[str, Any]]]]
pytestmark = [pytest.mark.archive("national"), pytest.mark.rotates(5)]


def key(source: Source) -> str:
    """Return what two releases have in common that share a path but for letter case."""
    return unicodedata.normalize("NFC", f"{source.host}/{source.path}".casefold())


def groups(sources: Iterable[Source]) -> list[list[Source]]:
    """Return the releases that share a path, in groups of two and more."""
    by_area = defaultdict[str, list[Source]](list)
    for source in sources:
        by_area[key(source)].append(source)
    return [group for group in by_area.values() if len(group) > 1]


def below_files(sources: Iterable[Source]) -> list[tuple[Source, Source]]:
    """Return each release whose folder is the file of another, with that one."""
    files = {(source.host, source.path): source for source in sources}
    return [
        (files[source.host, folder], source)
        for source in files.values()
        for folder in folders(source.path)
        if (source.host, folder) in files
    ]


def folders(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:at]) for at in range(1, len(parts))]


def ahead(source: Source) -> bool:
    """Return whether a mistyped year holds a release back until long after now."""
    return bool(_AHEAD.search(str(source.meta.get("publish", ""))))


def untitled(sources: Iterable[Source]) -> list[Source]:
    return [source for source in sources if not source.meta.get("title")]


def unfit(sources: Iterable[Source]) -> list[Source]:
    """Return the releases whose URL has a name that no file can have."""
    return [
        source
        for source in sources
        for name in source.path.split("/")
        if name in (".", "..") or len(name.encode()) > LONGEST_NAME or re.search(r"[\0-\x1f]", name)
    ]


@dataclass(frozen=True)
class National:
    """The built site without the releases that have errors, and what it shows."""

    built: Built
    sources: list[Source]

    @cached_property
    def hosts(self) -> dict[str, Built]:
        return {host: Built(self.built.folder / host) for host in {s.host for s in self.sources}}


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    archive = archive_folder("national")
    sources = read_sources(archive.folder)
    assert len(sources) == archive.count
    return sources


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Check the archive as it is."""
    content = archive_folder("national").folder
    site = write_site(
        tmp_path_factory.mktemp("national"), {"newsgen.toml": PER_HOST}, content=content
    )
    run = newsgen("check", "--site", site, "--cache", site / "cache", "--format", "json")
    assert run.returncode == 1, run.stderr
    document: dict[str, Any] = json.loads(run.stdout)
    return document


@pytest.fixture(scope="module")
def errors(report: dict[str, Any]) -> Errors:
    """Return the errors by code, each with the source it is in."""
    by_code = defaultdict[str, list[tuple[str, dict[str, Any]]]](list)
    for finding in report["diagnostics"]:
        if finding["severity"] == "error":
            by_code[finding["code"]].append((finding["path"], finding))
    return by_code


@pytest.fixture(scope="module")
def national(
    sources: list[Source], report: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> National:
    """Build a copy of the archive without the files that have errors."""
    site = tmp_path_factory.mktemp("left")
    (site / "newsgen.toml").write_text(PER_HOST)
    out = {d["path"] for d in report["diagnostics"] if d["severity"] == "error"}
    left = [source for source in sources if name(source) not in out]
    for source in left:
        file = site / name(source)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.file, file)
    built = build(site, tmp_path_factory.mktemp("left-built"))
    return National(built, [source for source in left if not ahead(source)])


def name(source: Source) -> str:
    """Return a source's path as diagnostics give it."""
    return f"content/{source.file.relative_to(archive_folder('national').folder).as_posix()}"


def collisions(sources: list[Source]) -> tuple[int, int]:
    """Return how many releases have the path of another, and how many but for letter case."""
    exact = Counter((s.host, s.path) for s in sources)
    equal = sum(count - 1 for count in exact.values())
    by_case = sum(len({s.path for s in group}) - 1 for group in groups(sources))
    return equal, by_case


def test_the_archive_has_all_hazards(sources: list[Source]) -> None:
    assert len(sources) > 1_000
    assert len({source.meta["area"] for source in sources}) >= 45
    assert min(collisions(sources)) > 0
    assert len(untitled(sources)) > len(sources) / 60
    assert sum(1 for s in sources if urlsplit(s.url).query) > len(sources) / 60


def test_errors_are_of_the_expected_codes_only(errors: Errors, sources: list[Source]) -> None:
    assert unfit(sources) == []
    below = {BELOW_FILE} if below_files(sources) else set()
    assert set(errors) == {NO_TITLE, SAME_PATH, SAME_BUT_CASE} | below


def test_each_release_without_a_title_is_an_error(errors: Errors, sources: list[Source]) -> None:
    reported = sorted(path for path, _ in errors[NO_TITLE])
    assert reported == sorted(name(source) for source in untitled(sources))


def test_all_but_one_of_each_group_that_shares_a_path_is_an_error(
    errors: Errors, sources: list[Source]
) -> None:
    reported = [path for path, _ in errors[SAME_PATH] + errors[SAME_BUT_CASE]]
    assert len(reported) == len(set(reported)) == sum(collisions(sources))
    grouped = groups(sources)
    assert set(reported) <= {name(s) for group in grouped for s in group}
    for group in grouped:
        assert len({name(s) for s in group} - set(reported)) == 1


def test_one_of_a_file_and_what_is_below_it_is_an_error(
    errors: Errors, sources: list[Source]
) -> None:
    reported = {path for path, _ in errors.get(BELOW_FILE, ())}
    pairs = [{name(file), name(below)} for file, below in below_files(sources)]
    assert len(reported) == len(pairs)
    assert all(len(pair & reported) == 1 for pair in pairs)


def test_a_shared_path_names_the_release_that_has_it(errors: Errors, sources: list[Source]) -> None:
    paths = {name(source): f"{source.host}/{source.path}" for source in sources}
    for code, same in ((SAME_PATH, True), (SAME_BUT_CASE, False)):
        for path, finding in errors[code]:
            (related,) = finding["related"]
            assert paths[path].casefold() == paths[related["path"]].casefold()
            assert (paths[path] == paths[related["path"]]) is same, path


def test_an_error_points_at_the_line_of_the_url(errors: Errors, sources: list[Source]) -> None:
    files = {name(source): source.file for source in sources}
    for path, finding in errors[SAME_PATH] + errors[SAME_BUT_CASE]:
        line = files[path].read_text("utf-8-sig").splitlines()[finding["line"] - 1]
        assert line[finding["column"] - 1 :].lstrip("'\"").startswith("http"), path


def test_the_summary_counts_the_errors(report: dict[str, Any], sources: list[Source]) -> None:
    expected = len(untitled(sources)) + sum(collisions(sources)) + len(below_files(sources))
    assert report["summary"]["errors"] == expected


def test_a_release_of_a_year_far_ahead_is_held(
    report: dict[str, Any], national: National, sources: list[Source]
) -> None:
    held = [source for source in sources if ahead(source)]
    assert report["summary"]["held"] == len(held)
    for source in held:
        assert source.path not in national.hosts[source.host].pages


def test_each_release_is_in_the_file_of_its_url_under_its_host(national: National) -> None:
    for host, built in national.hosts.items():
        expected = sorted(s.path for s in national.sources if s.host == host)
        assert sorted(built.releases) == expected, host


def without_affix(title: str, area: str) -> str:
    """Return a title without the force's name at an end of it, which readers do not see."""
    force = rf"{re.escape(area)} (?:Police|Constabulary)"
    named = rf"News|Latest news|News \| {force}|{force}|[\w.-]+\.example"
    end = rf"(?: [-–—] {force}\.?| \|(?: (?:{named}))?)"
    short = re.sub(rf"^{force} [-–—] |{end}$", "", title)
    return short if " " in short else title


def test_each_release_is_the_one_its_url_names(national: National) -> None:
    for source in national.sources:
        page = national.hosts[source.host].releases[source.path]
        title = without_affix(str(source.meta["title"]), str(source.meta["area"]))
        words = re.findall(r"\w+", title.partition("&")[0])
        assert re.findall(r"\w+", page.text("//h1"))[: len(words)] == words, source.file


def test_each_page_has_every_word_of_its_paragraphs(national: National) -> None:
    lost = {}
    for source in national.sources:
        page = national.hosts[source.host].releases[source.path]
        shown = body_words(page) + words(page.text("//h1"))
        text = re.sub(r"\]\([^()\s]*\)", "]", source.body)  # what a link leads to is not shown
        long = [line for line in text.splitlines() if len(line) > LONGEST_DATELINE]
        lost[name(source)] = dict(words(" ".join(long)) - shown)
    assert {path: missing for path, missing in lost.items() if missing} == {}


def test_urls_with_a_query_string_have_files(national: National) -> None:
    asked = [source for source in national.sources if urlsplit(source.url).query]
    assert len(asked) > len(national.sources) / 60
    for source in asked:
        file = national.hosts[source.host].folder / source.path
        assert file.name == f"NewsArticle.aspx@{urlsplit(source.url).query}.html"
        assert file.is_file()


def test_each_release_is_linked_once_from_a_month_or_undated_page(national: National) -> None:
    for host, built in national.hosts.items():
        lists = {p: page for p, page in built.pages.items() if is_list(built, p)}
        linked = Counter(
            file_of(a)
            for page in lists.values()
            for a in page.all("//main//h2/a/@href | //main//h3/a/@href")
        )
        assert linked == Counter(list(built.releases)), host


def sitemaps(built: Built) -> list[str]:
    return [built.path(file) for file in sorted((built.folder / "sitemaps").glob("*.xml"))]


def is_list(built: Built, path: str) -> bool:
    return path not in built.releases and (
        path in built.months or path.endswith("undated/index.html")
    )


def certainly_undated(source: Source) -> bool:
    """Tell whether nothing of a release says when: no key, no line that could, no folder."""
    article = source.meta.get("article")
    has_key = any(k in source.meta for k in _DATED) or (
        isinstance(article, dict) and "published" in article
    )
    lines = [line for line in source.body.splitlines() if line.strip()]
    edge = lines[:6] + lines[-8:]
    says = any(len(line) < LONGEST_DATELINE and _SOME_DATE.search(line) for line in edge)
    return not has_key and not says and not _YEAR.search(urlsplit(source.url).path)


def test_releases_that_say_no_date_are_on_an_undated_page(national: National) -> None:
    planted = {f"content/{path}" for path in archive_folder("national").planted("undated")}
    undated = [s for s in national.sources if certainly_undated(s) or name(s) in planted]
    assert len(undated) > len(national.sources) / 60
    for source in undated:
        built = national.hosts[source.host]
        pages = [page for path, page in built.pages.items() if path.endswith("undated/index.html")]
        links = {file_of(link) for page in pages for link in page.links}
        assert source.path in links, source.file
        assert "not known" in built.releases[source.path].text("//article/p[1]")


def test_each_host_lists_its_releases_in_its_own_sitemaps(national: National) -> None:
    for host, built in national.hosts.items():
        listed = [url for sitemap in built.release_sitemaps.values() for url in sitemap]
        assert {urlsplit(url).netloc for url in listed} == {host}
        assert sorted(map(file_of, listed)) == sorted(built.releases), host


def test_every_sitemap_of_every_host_is_valid(national: National) -> None:
    faults = []
    schemas = {name: schema(name) for name in ("sitemapindex", "urlset")}
    for host, built in national.hosts.items():
        for path, root in {
            "sitemap.xml": "sitemapindex",
            **dict.fromkeys(sitemaps(built), "urlset"),
        }.items():
            if not schemas[root].validate(built.xml(path)):
                faults.append(f"{host}/{path}: {schemas[root].error_log.last_error}")
    assert faults == []


def test_every_feed_of_every_host_can_be_read(national: National) -> None:
    for host, built in national.hosts.items():
        for ending in ("atom", "rss"):
            feed = read_feed(built, f"feed.{ending}")
            assert len(feed.entries) == min(len(built.releases), 20), host
            assert {urlsplit(entry.link).netloc for entry in feed.entries} <= {host}


def test_the_portal_links_every_host(national: National) -> None:
    portal = Built(national.built.folder).folder / "index.html"
    page = national.built.pages[portal.name]
    links = {urlsplit(a).netloc: a for a in page.all("//main//a/@href")}
    assert links == {host: f"https://{host}/" for host in national.hosts}


def test_the_portal_counts_the_releases_of_every_host(national: National) -> None:
    counts = Counter(source.host for source in national.sources)
    for item in national.built.pages["index.html"].all("//ul[@class='sites']/li"):
        host = urlsplit(item.find("a").get("href")).netloc
        assert item.text_content().split()[-2] == str(counts[host])


def test_links_of_a_host_stay_valid_in_its_own_root(national: National) -> None:
    broken = [link for built in national.hosts.values() for link in broken_links(built)]
    assert broken == []


def test_the_portal_has_no_broken_link(national: National) -> None:
    page = national.built.pages["index.html"]
    local = [a for a in page.links if a.startswith("/")]
    assert local, "the portal should have a stylesheet of its own"
    assert [a for a in local if not national.built.target(a).is_file()] == []


def test_each_host_is_a_whole_site(national: National) -> None:
    for host, built in national.hosts.items():
        for path in (
            "index.html",
            "404.html",
            "410.html",
            "robots.txt",
            "sitemap.xml",
            "feed.atom",
        ):
            assert (built.folder / path).is_file(), host


def test_nothing_lies_outside_a_host_but_the_portal(national: National) -> None:
    top = [p for p in national.built.folder.iterdir() if p.name not in national.hosts]
    assert {p.name for p in top if p.suffix in (".html", ".aspx")} <= {
        "index.html",
        "404.html",
        "410.html",
    }
    assert {p.name for p in top if p.is_dir()} <= {"assets"}
