"""A release whose one body holds two languages, and pairs that end together."""

import json
from pathlib import Path
from typing import Final

import pytest

from tests.support.built import Built, build
from tests.support.command import newsgen_in_fork
from tests.support.site import HOSTS, write

CONFIG: Final = """
[areas.Cumbria]
hosts = ["www.cumbria.police.uk"]

[languages.cy]
translations = "required"

[languages.pl]
translations = "advised"
"""
ENGLISH: Final = "Officers want to speak to people who were in the square when the van was taken."
WELSH: Final = "Mae swyddogion am siarad â phobl oedd yn y sgwâr pan gafodd y fan ei chymryd."
POLISH: Final = "Policja chce rozmawiać z osobami, które były na rynku, gdy skradziono furgonetkę."
RELEASE: Final = """\
---
title: {name}
area: Cumbria
url: https://{host}/news/{name}.aspx
date: 2026-03-02
{keys}
---

{body}
"""
BOTH: Final = f"{ENGLISH}\n\n:::cy\n{WELSH}\n:::"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("languages")
    write(site / "newsgen.toml", CONFIG)
    releases = {
        "both": ("", BOTH),
        "three": ("", f":::cy\n{WELSH}\n:::\n\n{ENGLISH}\n\n:::pl\n{POLISH}\n:::"),
        "quotation": ("", f"{ENGLISH} {ENGLISH}\n\n:::cy\nDiolch i bawb.\n:::"),
        "en": ("expires: 2026-09-30T10:00+01:00", ENGLISH),
        "cy": ("expires: 2026-08-30T10:00+01:00\nlanguage: cy\ntranslation_of: en.md", WELSH),
    }
    for name, (keys, body) in releases.items():
        text = RELEASE.format(name=name, host=HOSTS["Cumbria"], keys=keys, body=body)
        write(site / f"content/{name}.md", text)
    return site


@pytest.fixture(scope="module")
def built(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    text = (site / "newsgen.toml").read_text(encoding="utf-8")
    lenient = write(
        site.parent / "lenient/newsgen.toml", text.replace("required", "advised")
    ).parent
    (lenient / "content").symlink_to(site / "content")
    return build(lenient, tmp_path_factory.mktemp("built"), "--as-of", "2026-03-03")


def test_a_part_is_marked_and_the_page_does_not_lead_to_itself(built: Built) -> None:
    page = built.pages["news/both.aspx"]
    (part,) = page.root.xpath("//div[@class='body']//*[@lang='cy']")
    assert WELSH in part.text_content()
    assert page.root.xpath("//link[@hreflang]") == []
    assert page.root.xpath("//meta[@property='og:locale:alternate']/@content") == ["cy_GB"]
    for name in ("both", "three"):
        page = built.pages[f"news/{name}.aspx"]
        assert page.one("//meta[@name='description']/@content") == ENGLISH


def test_both_halves_say_when_the_first_of_them_ends(built: Built) -> None:
    ends = "max-image-preview:large, unavailable_after: 2026-08-30T09:00:00Z"
    for name in ("en", "cy"):
        assert built.pages[f"news/{name}.aspx"].one("//meta[@name='robots']/@content") == ends


def test_the_gate_asks_for_what_no_part_says(site: Path) -> None:
    outcome = newsgen_in_fork("check", "--site", site, "--format", "json", "--as-of", "2026-03-03")
    asked = {
        (d["code"], d["path"].removeprefix("content/"), d["message"].rpartition(" ")[2])
        for d in outcome.data["diagnostics"]
        if d["code"] in ("NG231", "NG232")
    }
    assert asked == {
        ("NG231", "quotation.md", "Welsh"),
        ("NG232", "both.md", "Polish"),
        ("NG232", "quotation.md", "Polish"),
        ("NG232", "en.md", "Polish"),
    }
    (third,) = [d for d in outcome.data["diagnostics"] if d["path"] == "content/en.md"]
    assert ":::pl" in third["hint"]


def test_the_list_has_what_is_its_own_translation(site: Path) -> None:
    outcome = newsgen_in_fork("list", "--translations", "--site", site)
    assert "both in one  en-GB  content/both.md" in outcome.out
    assert "quotation" not in outcome.out


def test_an_archive_without_pairs_is_told_what_suggests_them(tmp_path: Path) -> None:
    write(tmp_path / "newsgen.toml", CONFIG.partition("[languages")[0])
    text = RELEASE.format(name="en", host=HOSTS["Cumbria"], keys="", body=ENGLISH)
    write(tmp_path / "content/en.md", text)
    asked = ("list", "--translations", "--site", tmp_path)
    assert "--suggest lists" in newsgen_in_fork(*asked).err
    assert "--suggest lists" not in newsgen_in_fork(*asked, "--suggest").err
    assert newsgen_in_fork(*asked, "--format", "csv").err == ""


@pytest.mark.parametrize(
    ("as_of", "states"),
    [
        ("2026-03-03", ["paired", "paired"]),
        ("2026-09-01", ["expired", "expired"]),  # the second one as the first one is
    ],
)
def test_the_list_says_which_pairs_are_over(site: Path, as_of: str, states: list[str]) -> None:
    asked = ("list", "--site", site, "--as-of", as_of, "--format", "json")
    rows = [
        row
        for row in newsgen_in_fork(*asked, "--translations").data["releases"]
        if row["twin"] not in ("", row["source"])
    ]
    assert [row["state"] for row in rows] == states
    if states[0] == "expired":
        assert [
            row["source"] for row in newsgen_in_fork(*asked, "--status", "expired").data["releases"]
        ] == ["content/cy.md", "content/en.md"]


@pytest.mark.parametrize("status", ["withdrawn", "gone"])
def test_the_list_says_which_half_was_taken_down(tmp_path: Path, status: str) -> None:
    write(tmp_path / "newsgen.toml", CONFIG.partition("[languages")[0])
    note = "corrections:\n  - at: 2026-03-02 12:00\n    note: It was at noon."
    over = f"status: {status}\nexplanation: Nid oes ei angen."
    halves = {
        "en": (note, ENGLISH),
        "cy": (f"language: cy\n{over}\ntranslation_of: en.md", WELSH),
    }
    for name, (keys, body) in halves.items():
        text = RELEASE.format(name=name, host=HOSTS["Cumbria"], keys=keys, body=body)
        write(tmp_path / f"content/{name}.md", text)
    outcome = newsgen_in_fork("list", "--translations", "--site", tmp_path, "--format", "json")
    states = {row["source"]: row["state"] for row in outcome.data["releases"]}
    assert states == {"content/cy.md": status, "content/en.md": "twin is no longer there"}


def test_pairs_of_pages_are_in_the_list_too(tmp_path: Path) -> None:
    write(tmp_path / "newsgen.toml", CONFIG.partition("[languages")[0])
    for name, keys in {"about": "", "amdanom": "language: cy\ntranslation_of: about.md\n"}.items():
        page = f"---\ntype: page\ntitle: {name}\nurl: /{name}/\n{keys}---\n\nText.\n"
        write(tmp_path / f"content/{name}.md", page)
    outcome = newsgen_in_fork("list", "--translations", "--site", tmp_path, "--format", "csv")
    assert [row.split(",")[:4] for row in outcome.out.splitlines()[1:]] == [
        ["paired", "en-GB", "content/about.md", "content/amdanom.md"],
        ["paired", "cy", "content/amdanom.md", "content/about.md"],
    ]


HOME: Final = """
[site]
search = true

[languages.cy]
home = "/cy/"
title = "Newyddion"

[lists.help]
title = { en-GB = "Can you help?", cy = "Allwch chi helpu?" }
where = { tags = "van" }
on = ["home"]

[taxonomies.tags]
"""
KEYS: Final = {"both": "tags: [van]\nkind: appeal", "english": "tags: [van]"}


@pytest.fixture(scope="module")
def branches(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = tmp_path_factory.mktemp("branches")
    write(site / "newsgen.toml", CONFIG.partition("[languages")[0] + HOME)
    for name, keys in KEYS.items():
        body = BOTH if name == "both" else ENGLISH
        text = RELEASE.format(name=name, host=HOSTS["Cumbria"], keys=keys, body=body)
        write(site / f"content/{name}.md", text)
    return build(site, tmp_path_factory.mktemp("built"), "--as-of", "2026-03-03")


LISTS: Final = {
    "index.html": 2,
    "news/2026/March/index.html": 1,
    "tags/van/index.html": 1,
    "tags/van/2026/index.html": 1,
}
"""Pages that list the release, and in how many places."""


@pytest.mark.parametrize("path", LISTS)
def test_a_release_in_both_languages_is_in_the_lists_of_both(branches: Built, path: str) -> None:
    in_welsh, in_english = branches.pages[f"cy/{path}"].root, branches.pages[path].root
    links = "//main//a[@href='/news/both.aspx']"
    assert len(in_welsh.xpath(links)) == len(in_english.xpath(links)) >= LISTS[path]
    assert in_welsh.xpath(f"{links}/ancestor-or-self::*[@lang][1]/@lang")[0] == "en-GB"
    assert in_english.xpath("//main//a[@href='/news/english.aspx']")
    assert not in_welsh.xpath("//main//a[@href='/news/english.aspx']")


def test_it_has_one_page_and_is_in_the_feeds_and_the_search_of_both(branches: Built) -> None:
    assert [path for path in branches.pages if path.endswith("both.aspx")] == ["news/both.aspx"]
    for start in ("", "cy/"):
        folder = branches.folder / start
        assert "/news/both.aspx" in (folder / "feed.atom").read_text(encoding="utf-8")
        facets = json.loads((folder / "pagefind/releases.json").read_bytes())
        assert len(facets["releases"]) == (1 if start else 2)
    sitemaps = branches.release_sitemaps.values()
    assert sum(any("both.aspx" in url for url in urls) for urls in sitemaps) == 1


HOST_OF_WELSH: Final = "www.heddlu-cumbria.example"
HOSTS_OF_LANGUAGES: Final = f"""
[site]
layout = "per-host"
search = true

[areas.Cumbria]
hosts = ["{HOSTS["Cumbria"]}"]

[areas.Cumbria.languages.cy]
host = "{HOST_OF_WELSH}"
permalink = "/newyddion/{{year}}/{{month_name}}/{{slug}}.aspx"

[languages.cy]
home = "/cy/"
title = "Newyddion"

[taxonomies.tags]
"""


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Return what is built for each host: a pair, and a release of each host in both languages."""
    site = tmp_path_factory.mktemp("hosts")
    write(site / "newsgen.toml", HOSTS_OF_LANGUAGES)
    to_list = f"{BOTH}\n\n[More](/news/)"
    for name, host, keys, body in (
        ("en", HOSTS["Cumbria"], "", ENGLISH),
        ("cy", HOST_OF_WELSH, "language: cy\ntranslation_of: en.md", WELSH),
        ("both", HOSTS["Cumbria"], "tags: [van]\nkind: appeal", to_list),
        ("dwy", HOST_OF_WELSH, "language: cy", f"{WELSH}\n\n:::en\n{ENGLISH}\n:::"),
    ):
        text = RELEASE.format(name=name, host=host, keys=keys, body=body)
        write(site / f"content/{name}.md", text)
    whole = build(site, tmp_path_factory.mktemp("hosts-built"), "--as-of", "2026-03-03")
    return {host: Built(whole.folder / host) for host in (HOSTS["Cumbria"], HOST_OF_WELSH)}


def test_the_host_of_a_language_is_its_home(hosts: dict[str, Built]) -> None:
    homes = {host: built.pages["index.html"] for host, built in hosts.items()}
    twins = {host: home.one("//a[@class='twin']/@href") for host, home in homes.items()}
    assert twins == {
        HOSTS["Cumbria"]: f"https://{HOST_OF_WELSH}/",
        HOST_OF_WELSH: f"https://{HOSTS['Cumbria']}/",
    }
    alternates = {tuple(home.all("//link[@hreflang]/@href")) for home in homes.values()}
    assert alternates == {(f"https://{HOST_OF_WELSH}/", f"https://{HOSTS['Cumbria']}/")}
    assert not [path for path in hosts[HOSTS["Cumbria"]].pages if path.startswith("cy/")]


@pytest.mark.parametrize(
    ("name", "its_host", "archive"),
    [
        ("both", HOSTS["Cumbria"], "newyddion/2026/Mawrth"),
        ("dwy", HOST_OF_WELSH, "news/2026/March"),
    ],
)
def test_the_host_of_a_language_lists_what_another_has_in_it(
    hosts: dict[str, Built], name: str, its_host: str, archive: str
) -> None:
    (other,) = (built for host, built in hosts.items() if host != its_host)
    url = f"https://{its_host}/news/{name}.aspx"
    terms = ["tags/van/index.html", "tags/van/2026/index.html"] if name == "both" else []
    for path in ("index.html", f"{archive}/index.html", *terms):
        assert other.pages[path].root.xpath(f"//main//a[@href='{url}']"), path
    assert f"news/{name}.aspx" not in other.pages
    assert not any(url in urls for urls in other.release_sitemaps.values())
    facets = json.loads((other.folder / "pagefind/releases.json").read_bytes())
    assert len(facets["releases"]) == 3


def test_links_in_its_text_lead_to_the_host_that_has_it(hosts: dict[str, Built]) -> None:
    for feed in ("feed.atom", "feed.rss", "feed.json"):
        text = (hosts[HOST_OF_WELSH].folder / feed).read_text(encoding="utf-8")
        assert f"https://{HOSTS['Cumbria']}/news/" in text
        assert f'https://{HOST_OF_WELSH}/news/"' not in text.replace("&#34;", '"')
