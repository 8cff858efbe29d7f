"""A site in two languages: each has its own pages, and each page leads to the same in the other."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from lxml import etree

from newsgen.pipeline.result import Action, Result
from tests.support.builds import built
from tests.support.built import Built, Page, broken_links, build, read_feed, schema
from tests.support.command import AS_OF, clean_tree, newsgen_in_fork
from tests.support.paths import REPOSITORY
from tests.support.site import (
    CONFIG,
    HOSTS,
    STATEMENT,
    Release,
    difference,
    tree,
    write,
    write_site,
)

HOST: Final = f"https://{HOSTS['Northshire']}"
LANGUAGES: Final = """
[areas.Northshire.languages.{tag}]
name = "Heddlu Northshire"
permalink = "/newyddion/{{year}}/{{month_name}}/{{slug}}.aspx"

[languages.{tag}]
home = "/{tag}/"
title = "Newyddion eiddo"
"""
SETTINGS: Final = (
    CONFIG.replace("[site]", "[site]\nsearch = true")
    + STATEMENT
    + STATEMENT.replace("[accessibility]", "[languages.cy.accessibility]")
    + """
[taxonomies.topics]
key = "tags"
title = { en = "Topics", cy = "Pynciau" }
names = { "rural crime" = { cy = "troseddau cefn gwlad" } }

[lists.courts]
title = { en = "Court results", cy = "Canlyniadau llys" }
where = { kind = "court-result" }

[[menu]]
title = { en = "Topics", cy = "Pynciau" }
link = "/topics/"

[[menu]]
title = { en = "About us", cy = "Amdanom ni" }
page = "about.md"

[[footer.links]]
title = { en = "Contact", cy = "Cysylltu" }
link = "https://www.northshire.police.example/contact/"

[footer]
copyright = { en = "© Northshire Police", cy = "© Heddlu Northshire" }
"""
)


def pair(name: str, date: str | None, *, tag: str = "cy", **more: str) -> dict[str, Release]:
    """Return an English release and its translation, both in the area of Northshire."""
    url = f"{HOST}/newsroom/{(date or 'undated')[:4]}/{name}.aspx"
    area: Any = {"area": "Northshire", "date": date and f"{date} 10:00"}
    other = {"language": tag, "translation_of": f"{name}.md", **more}
    welsh = None if date else f"{HOST}/newyddion/{name}.aspx"
    return {
        f"content/{name}.md": Release(f"Damage at {name}", url=url, more=more, **area),
        f"content/{name}-{tag}.md": Release(f"Difrod yn {name}", url=welsh, more=other, **area),
    }


def page_of(title: str, url: str, **more: str) -> Release:
    return Release(title, area="Northshire", url=url, more={"type": "page", **more})


def files(tag: str = "cy") -> dict[str, Any]:
    """Return the files of a site with pairs in two months and without a date, and some alone."""
    courts = {"kind": "court-result", "tags": "[rural crime]"}
    alone = {"language": tag, "tags": "[rural crime]"}
    return {
        "newsgen.toml": SETTINGS.replace("cy = ", f"{tag} = ").replace(
            "languages.cy.", f"languages.{tag}."
        )
        + LANGUAGES.format(tag=tag),
        **pair("harbour", "2026-02-03", tag=tag, **courts),
        **pair("moor", "2026-03-04", tag=tag),
        **pair("mill", None, tag=tag),
        "content/alone.md": Release(
            "Lost", url=f"{HOST}/newsroom/2025/lost.aspx", date="2025-01-05"
        ),
        "content/unig.md": Release("Ar goll", area="Northshire", date="2024-05-05", more=alone),
        "content/about.md": page_of("About us", "/about/"),
        "content/amdanom.md": page_of(
            "Amdanom ni", "/amdanom/", language=tag, translation_of="about.md"
        ),
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("two") / "site", files())


@pytest.fixture(scope="module")
def two(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(site, tmp_path_factory.mktemp("two-built"), "--as-of", "2026-03-05T00:00")


PAGES: Final = {
    "/": "/cy/",
    "/newsroom/": "/newyddion/",
    "/newsroom/2026/": "/newyddion/2026/",
    "/newsroom/2026/February/": "/newyddion/2026/Chwefror/",
    "/newsroom/2026/March/": "/newyddion/2026/Mawrth/",
    "/newsroom/undated/": "/newyddion/undated/",
    "/areas/northshire/": "/cy/areas/northshire/",
    "/topics/": "/cy/topics/",
    "/topics/rural-crime/": "/cy/topics/rural-crime/",
    "/topics/rural-crime/2026/": "/cy/topics/rural-crime/2026/",
    "/search/": "/cy/search/",
    "/accessibility-statement/": "/cy/accessibility-statement/",
    "/about/": "/amdanom/",
    "/newsroom/2026/moor.aspx": "/newyddion/2026/Mawrth/Difrod-yn-moor.aspx",
}
"""Each kind of page in both languages."""
ALONE: Final = {
    "/newsroom/2025/lost.aspx": "en-GB",
    "/News/News-Articles/2025/January/": "en-GB",
    "/areas/cumbria/": "en-GB",
    "/newyddion/2024/": "cy",
    "/newyddion/2024/Mai/Ar-goll.aspx": "cy",
    "/cy/topics/rural-crime/2024/": "cy",
}
"""Pages of which there is none in the other language."""


def at(two: Built, href: str) -> Page:
    return two.pages[two.path(two.target(href))]


@pytest.mark.parametrize(("english", "welsh"), PAGES.items())
def test_each_page_leads_to_the_same_in_the_other_language(
    two: Built, english: str, welsh: str
) -> None:
    for href, other, tag, other_tag, name in (
        (english, welsh, "en-GB", "cy", "Cymraeg"),
        (welsh, english, "cy", "en-GB", "English"),
    ):
        page = at(two, href)
        assert page.one("/html/@lang") == tag
        link = page.one("//header//a[@class='twin']")
        assert link.attrib == {
            "class": "twin",
            "href": other,
            "rel": "alternate",
            "hreflang": other_tag,
            "lang": other_tag,
        }
        assert link.text == name
        assert page.one("//header//a[@class='site']/@href") == ("/cy/" if tag == "cy" else "/")


@pytest.mark.parametrize(("href", "language"), ALONE.items())
def test_a_page_without_another_says_nothing(two: Built, href: str, language: str) -> None:
    page = at(two, href)
    assert page.one("/html/@lang") == language
    assert page.all("//a[@class='twin'] | //link[@hreflang]") == []


def alternates(two: Built) -> dict[str, dict[str, str]]:
    """Return what each page says it is in other languages, by its canonical address."""
    return {
        page.canonical: dict(
            zip(
                page.all("//head/link[@hreflang]/@hreflang"),
                page.all("//head/link[@hreflang]/@href"),
                strict=True,
            )
        )
        for page in two.pages.values()
        if page.all("//link[@rel='canonical']")
    }


def in_sitemaps(two: Built) -> dict[str, dict[str, str]]:
    """Return the same as the sitemaps say it; no address may be in two of them."""
    said: dict[str, dict[str, str]] = {}
    for url in two.sitemap("sitemap.xml"):
        path = two.path(two.target(url))
        tree = two.xml(path)
        schema("urlset").assertValid(two.sitemap_of_protocol(path))
        for entry in tree.getroot():
            loc, *links = [each for each in entry if each.tag.endswith(("}loc", "}link"))]
            assert loc.text not in said
            said[loc.text] = {link.get("hreflang"): link.get("href") for link in links}
    return said


def test_hreflang_of_all_pages_goes_both_ways_and_to_itself(two: Built) -> None:
    said = alternates(two)
    languages = {
        page.canonical: page.one("/html/@lang")
        for page in two.pages.values()
        if page.all("//link[@rel='canonical']")
    }
    assert in_sitemaps(two) == said
    linked = {url for url, others in said.items() if others}
    assert len(linked) == 2 * (len(PAGES) + 2)
    for url in linked:
        assert said[url][languages[url]] == url
        for language, other in said[url].items():
            assert languages[other] == language
            assert said[other] == said[url]


def test_no_link_leads_nowhere(two: Built) -> None:
    assert list(broken_links(two)) == []


def test_each_language_has_its_feeds(two: Built) -> None:
    for home, language, titles in (
        ("", "en-gb", {"Damage at moor", "Damage at harbour", "Damage at mill", "Lost"}),
        ("cy/", "cy", {"Difrod yn moor", "Difrod yn harbour", "Difrod yn mill", "Ar goll"}),
    ):
        for name in ("feed.atom", "feed.rss"):
            feed = read_feed(two, home + name)
            assert feed.feed.language.lower() == language
            assert {entry.title for entry in feed.entries} == titles
            assert feed.feed.link == f"https://news.example/{home}"
        data = json.loads((two.folder / home / "feed.json").read_bytes())
        assert data["language"].lower() == language
        assert data["feed_url"] == f"https://news.example/{home}feed.json"


def test_news_sitemaps_are_of_one_language_each(two: Built) -> None:
    robots = (two.folder / "robots.txt").read_text(encoding="utf-8")
    for home, language in (("", "en"), ("cy/", "cy")):
        assert f"Sitemap: https://news.example/{home}news-sitemap.xml" in robots
        tree = two.xml(f"{home}news-sitemap.xml")
        assert {each.text for each in tree.iter("{*}language")} == {language}


def test_each_language_is_searched_by_itself(two: Built) -> None:
    for home, language, count in (("", "en", 5), ("cy/", "cy", 5)):
        entry = json.loads((two.folder / home / "pagefind/pagefind-entry.json").read_bytes())
        assert {tag: each["page_count"] for tag, each in entry["languages"].items()} == {
            language: count
        }
        page = at(two, f"/{home}search/")
        assert page.one("//form[@id='search']/@data-index") == f"/{home}pagefind/"
        assert page.one("//form[@id='search']/@action") == f"/{home}search/"


def test_names_menu_and_lists_are_in_the_language_of_the_page(two: Built) -> None:
    home = at(two, "/cy/")
    assert home.one("//title").text == "Newyddion eiddo"
    assert home.all("//nav[@aria-label='Prif ddewislen']//a/@href") == ["/cy/topics/", "/amdanom/"]
    assert home.text("//p[contains(@class, 'copyright')]") == "© Heddlu Northshire"
    assert "Canlyniadau llys" in home.text()
    assert at(two, "/cy/areas/northshire/").text("//h1") == "Heddlu Northshire"
    assert at(two, "/areas/northshire/").text("//h1") == "Northshire Police"
    assert at(two, "/cy/topics/rural-crime/").text("//h1") == "Troseddau cefn gwlad"
    assert at(two, "/topics/rural-crime/").text("//h1") == "Rural crime"
    release = at(two, "/newyddion/2026/Chwefror/Difrod-yn-harbour.aspx")
    assert release.meta("og:site_name") == "Heddlu Northshire"
    assert (
        release.all("//main//a[@href='/cy/topics/rural-crime/']")[0].text == "troseddau cefn gwlad"
    )


def test_pages_for_errors_speak_both_languages(two: Built) -> None:
    for name, english, welsh in (
        ("404.html", "There is no page at this address.", "Nid oes tudalen yn y cyfeiriad hwn."),
        ("410.html", "There is no release at this address.", "mae wedi'i dynnu i lawr"),
    ):
        page = two.pages[name]
        part = page.one("//main//section[@lang='cy']")
        said = " ".join(part.text_content().split())
        assert welsh in said
        assert english in page.text().removesuffix(said)
        assert {"/cy/", "/cy/search/", "/newyddion/"} <= set(part.xpath(".//@href"))
    assert not (two.folder / "cy/404.html").exists()


def test_a_release_of_a_language_without_a_home_is_among_those_of_the_site(tmp_path: Path) -> None:
    polish = pair("bridge", "2026-02-03", tag="pl")
    site = write_site(tmp_path / "site", {**files(), **polish})
    of_site = build(site, tmp_path, "--as-of", "2026-03-05T00:00")
    titles = {entry.title for entry in read_feed(of_site, "feed.atom").entries}
    assert {"Difrod yn bridge", "Damage at bridge"} <= titles


def test_adding_a_release_writes_at_most_twice_the_files(tmp_path: Path) -> None:
    more = {
        f"content/{number}.md": Release(
            f"News {number}", area="Northshire", url=f"{HOST}/n/{number}.aspx", date="2026-02-02"
        )
        for number in range(30)
    }
    both = files()
    text = both["newsgen.toml"].replace("search = true", "")
    sites = {
        "one": {**both, "newsgen.toml": text.replace('home = "/cy/"\n', "")},
        "two": {**both, "newsgen.toml": text},
    }
    written, new = {}, pair("new", "2026-03-04")
    for name, of_site in sites.items():
        site = write_site(tmp_path / name, {**of_site, **more})
        built(site)
        for path, release in new.items():
            write(site / path, release.text())
            written[name, path] = work_of(built(site))
    for path in new:
        assert written["two", path] <= 2 * written["one", path]


def work_of(result: Result) -> int:
    """Return how many files a build wrote."""
    return sum(n for action, n in result.counts.items() if action in (Action.CREATE, Action.UPDATE))


def test_another_home_leaves_nothing_of_the_one_before(tmp_path: Path) -> None:
    both = files()
    text = both["newsgen.toml"].replace("search = true", "")
    site = write_site(tmp_path / "site", {**both, "newsgen.toml": text})
    home = 'home = "/cy/"\n'
    for now in (home, 'home = "/cymraeg/"\n', "", home):
        write(site / "newsgen.toml", text.replace(home, now))
        built(site)
        assert difference(tree(site / "output"), clean_tree(site, as_of=AS_OF)) == {}
    for change in ({"language": "en"}, {"language": "cy", "status": "draft"}, {"language": "cy"}):
        write(site / "content/unig.md", Release("Ar goll", date="2024-05-05", more=change).text())
        built(site)
        assert difference(tree(site / "output"), clean_tree(site, as_of=AS_OF)) == {}


MARK: Final = re.compile("⟦[^⟦⟧]*⟧")
OF_SITE: Final = re.compile(
    r"Newyddion eiddo|Heddlu Northshire|Northshire Police|Pynciau|Amdanom ni|Cysylltu|Ar goll"
    r"|[Tt]roseddau cefn gwlad|Canlyniadau llys|Difrod yn \w+|news.example|our web team|WCAG"
    r"|\(Atom\)|\(RSS\)|\(JSON Feed\)"
)
"""What settings and releases name."""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the site in English and in Polish whose words are all marked."""
    site = write_site(tmp_path_factory.mktemp("marked") / "site", files("pl"))
    english = REPOSITORY / "src/newsgen/themes/plain/words/en.toml"
    words = tomllib.loads(english.read_text(encoding="utf-8"))
    text = (site / "newsgen.toml").read_text(encoding="utf-8")
    write(site / "newsgen.toml", text.replace('theme = "plain"', 'theme = "marked"'))
    write(site / "themes/marked/theme.toml", '[theme]\ntitle = "Marked"\nextends = "plain"\n')
    lines = (
        f"{name} = {json.dumps(mark(text), ensure_ascii=False)}" for name, text in words.items()
    )
    write(site / "themes/marked/words/pl.toml", "\n".join(lines))
    return build(site, tmp_path_factory.mktemp("marked-built"), "--as-of", "2026-03-05T00:00")


def mark(text: str) -> str:
    """Mark words, but for what stands in braces, which names something; of a list, each name."""
    if text.count(", ") > 5:
        return ", ".join(map(mark, text.split(", ")))
    return "".join(
        part if part.startswith("{") else f"⟦{part}⟧" if part.strip() else part
        for part in re.split(r"(\{[a-z]+\})", text)
    )


def spoken(page: Page) -> Iterator[str]:
    """Yield what a page says in its own language: neither names nor what authors wrote."""
    for element in page.root.iter(etree.Element):
        if element.tag in ("script", "style") or element.xpath(
            "ancestor-or-self::*[@class='body' or local-name()='article' or local-name()='li'"
            " and ancestor::*[contains(@class, 'listing')]]"
        ):
            continue
        if element.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["pl"]:
            yield from filter(None, [element.text, *(child.tail for child in element)])
            names = ("aria-label", "title", "alt", "placeholder")
            yield from filter(None, map(element.get, names))


def test_no_word_of_the_interface_comes_from_elsewhere_than_the_theme(marked: Built) -> None:
    pages = [
        at(marked, href.replace("/cy/", "/pl/"))
        for href in PAGES.values()
        if "Mawrth" not in href and "Chwefror" not in href
    ]
    assert all(page.one("/html/@lang") == "pl" for page in pages)
    rest = {
        (page.path, text.strip())
        for page in pages
        for text in spoken(page)
        if re.search(r"[^\W\d]", OF_SITE.sub("", MARK.sub("", text)))
    }
    assert rest == set()


NEWSROOM: Final = """
[[menu]]
title = { en = "News", cy = "Newyddion" }
link = "/newsroom/"
"""


def test_the_menu_of_a_languages_host_leads_to_the_page_there(tmp_path: Path) -> None:
    text = files()["newsgen.toml"].replace("[site]", '[site]\nlayout = "per-host"')
    text = text.replace(
        'name = "Heddlu Northshire"', 'name = "Heddlu Northshire"\nhost = "www.heddlu.example"'
    )
    both = {path: file for path, file in files().items() if "mill" not in path}
    site = write_site(tmp_path / "site", {**both, "newsgen.toml": text + NEWSROOM})
    whole = build(site, tmp_path, "--as-of", "2026-03-05T00:00")
    for host, link in (("www.heddlu.example", "/newyddion/"), (HOSTS["Northshire"], "/newsroom/")):
        assert link in at(Built(whole.folder / host), "/").all("//header//nav//a/@href")
    outcome = newsgen_in_fork("check", "--site", site, "--select", "NG708")
    assert "/newsroom/" not in outcome.err + outcome.out


def test_a_language_may_have_a_host_of_its_own(tmp_path: Path) -> None:
    text = files()["newsgen.toml"].replace("[site]", '[site]\nlayout = "per-host"')
    text = text.replace(
        'name = "Heddlu Northshire"', 'name = "Heddlu Northshire"\nhost = "www.heddlu.example"'
    )
    both = {path: file for path, file in files().items() if "mill" not in path}
    site = write_site(tmp_path / "site", {**both, "newsgen.toml": text})
    whole = build(site, tmp_path, "--as-of", "2026-03-05T00:00")
    welsh, english = (
        Built(whole.folder / host) for host in ("www.heddlu.example", HOSTS["Northshire"])
    )
    home = at(welsh, "/")
    assert home.one("/html/@lang") == "cy"
    assert home.one("//a[@class='twin']/@href") == f"{HOST}/"
    assert at(english, "/").one("//a[@class='twin']/@href") == "https://www.heddlu.example/"
    assert at(english, "/newsroom/2026/March/").one("//a[@class='twin']/@href") == (
        "https://www.heddlu.example/newyddion/2026/Mawrth/"
    )
    assert welsh.pages["404.html"].one("/html/@lang") == "cy"
    assert not english.pages["404.html"].all("//section[@lang]")
    hosts = whole.pages["index.html"].all("//main//a/@href")
    assert whole.pages["index.html"].all("//main//a/@lang") == ["cy"]
    assert {urlsplit(each).netloc for each in hosts} == {HOSTS["Northshire"], "www.heddlu.example"}


def test_a_title_that_has_no_welsh_says_its_language_on_every_page(tmp_path: Path) -> None:
    text = files()["newsgen.toml"].replace('{ en = "Topics", cy = "Pynciau" }', '"Topics"')
    site = write_site(tmp_path / "site", {**files(), "newsgen.toml": text})
    built = build(site, tmp_path, "--as-of", "2026-03-05T00:00")
    assert at(built, "/cy/topics/").one("//h1[.='Topics']/@lang") == "en-GB"
    for href in ("/cy/topics/rural-crime/", "/cy/topics/rural-crime/2026/", "/cy/"):
        page = at(built, href)
        titles = page.root.xpath("//*[.='Topics'][not(*)]")
        assert titles, href
        assert {element.get("lang") for element in titles} == {"en-GB"}, href
    english = at(built, "/topics/rural-crime/").root.xpath("//*[.='Topics'][not(*)]")
    assert {element.get("lang") for element in english} == {None}


def test_a_language_with_a_few_words_has_a_frame_that_says_it_is_english(tmp_path: Path) -> None:
    text = files("pl")["newsgen.toml"].replace('theme = "plain"', 'theme = "few"')
    themes = {
        "themes/few/theme.toml": '[theme]\ntitle = "Few"\nextends = "plain"\n',
        "themes/few/words/pl.toml": 'home = "Start"\n',
    }
    site = write_site(tmp_path / "site", {**files("pl"), **themes, "newsgen.toml": text})
    built = build(site, tmp_path, "--as-of", "2026-03-05T00:00")
    page = at(built, "/pl/topics/rural-crime/")
    assert page.one("/html/@lang") == "pl"
    frame = "//header | //footer | //a[@class='skip'] | //nav[@class='breadcrumb']"
    assert {element.get("lang") for element in page.root.xpath(frame)} == {"en"}
    findings = newsgen_in_fork("build", "--site", site, "--format", "json").data["diagnostics"]
    (lacking,) = [each for each in findings if each["code"] == "NG802"]
    assert (lacking["path"], lacking["severity"]) == ("themes/few/words/pl.toml", "warning")
    write(site / "newsgen.toml", CONFIG.replace('theme = "plain"', 'theme = "few"'))
    for release in (site / "content").glob("*-pl.md"):
        release.unlink()
    silent = newsgen_in_fork("build", "--site", site, "--format", "json").data["diagnostics"]
    assert [each for each in silent if each["code"] == "NG802"] == []
