"""Videos, maps and posts of other services, in a real browser and under the policy of the site."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from lxml import html
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from newsgen.config import Config
from newsgen.hosting.headers import content_security_policy, header_settings
from newsgen.model.embeds import SERVICES
from tests.site.test_accessibility import violations
from tests.support.browsing import Reader, served
from tests.support.built import Built, build
from tests.support.chromium import chromium_at
from tests.support.command import newsgen_in_fork
from tests.support.site import CONFIG, HOSTS, Release, write, write_site

pytestmark = pytest.mark.rotates(7)

PATH: Final = "News/News-Articles/2026/March/A.aspx"
URL: Final = f"https://{HOSTS['Cumbria']}/{PATH}"
BLOCKS: Final = {
    "YouTube": ":::video The van on Fell Road\nhttps://youtu.be/jNQXAC9IVRw\n:::",
    "Vimeo": ":::video The van again\nhttps://vimeo.com/76979871\n:::",
    "OpenStreetMap": ":::map Fell Road\nhttps://www.openstreetmap.org/#map=15/54.6/-3.1\n:::",
    "X": ":::post The first appeal\nhttps://x.com/NorthshirePolice/status/1234567890\n:::",
}
FILM: Final = ":::video Our film\n/film.mp4\ncaptions: /a.vtt\ntranscript: /a.txt\n:::"
BODY: Final = "\n\n".join(["Officers look for a van.", *BLOCKS.values(), FILM, "Call 101."])
BUTTONS: Final = """
[...document.querySelectorAll(".embed button")].filter(b => b.checkVisibility())
  .map(b => b.textContent)
"""
FOCUSED: Final = "document.activeElement.tagName + ' ' + document.activeElement.title"


def release(body: str = BODY, **more: str) -> Release:
    return Release("A van", url=URL, date="2026-03-10 09:00", body=body, more=more)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    film = Path(__file__).parents[1] / "media/film.mp4"
    return write_site(
        tmp_path_factory.mktemp("embeds"),
        {
            "newsgen.toml": CONFIG.replace('layout = "per-host"', 'layout = "single"'),
            "content/a.md": release(),
            "content/film.mp4": film.read_bytes(),
            "content/a.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\n[An engine starts]\n",
            "content/a.txt": "A van drives off.\n",
            "content/about.md": Release("About", "", body=BODY, more={"type": "page"}),
        },
    )


@pytest.fixture(scope="module")
def built(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(site, tmp_path_factory.mktemp("built"), "--as-of", "2026-03-15T12:00Z")


@pytest.fixture(scope="module")
def reader(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    policy = content_security_policy(header_settings(Config(), tuple(SERVICES)))
    profile = tmp_path_factory.mktemp("profile")
    with served(built, policy) as address, chromium_at(profile, network=True) as chromium:
        yield Reader(chromium, address)


def hosts_asked(chromium: webdriver.Chrome) -> set[str]:
    """Return the hosts that pages have asked for something since this was last asked."""
    log: Any = chromium.get_log("performance")  # type: ignore[no-untyped-call]
    messages = [json.loads(entry["message"])["message"] for entry in log]
    asked = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    hosts = (urlsplit(each["request"]["url"]) for each in asked)
    return {str(each.hostname) for each in hosts if each.scheme in ("http", "https")}


@pytest.mark.parametrize("path", [f"/{PATH}", "/about/", "/"])
def test_no_other_host_is_asked_for_anything_before_a_click(reader: Reader, path: str) -> None:
    hosts_asked(reader.chromium)
    reader.open(path, 1280)
    assert hosts_asked(reader.chromium) == {"127.0.0.1"}
    assert reader.console() == []


def test_each_button_says_what_it_shows_and_who_learns_of_it(reader: Reader) -> None:
    reader.open(f"/{PATH}", 1280)
    assert reader.ask(BUTTONS) == [
        "Show “The van on Fell Road” from YouTube",
        "Show “The van again” from Vimeo",
        "Show “Fell Road” from OpenStreetMap",
        "Show “The first appeal” from X",
    ]
    nodes = reader.tell("Accessibility.getFullAXTree")["nodes"]
    described = {
        node["name"]["value"]: node.get("description", {}).get("value", "")
        for node in nodes
        if node["role"]["value"] == "button" and "from" in node["name"]["value"]
    }
    assert list(described) == reader.ask(BUTTONS)
    for name, words in described.items():
        service = name.rpartition(" from ")[2]
        assert words.startswith(f"This connects you to {service}")


@pytest.mark.parametrize("number", range(len(BLOCKS)), ids=BLOCKS)
def test_a_press_of_a_key_asks_one_service(reader: Reader, number: int) -> None:
    reader.open(f"/{PATH}", 375)
    hosts_asked(reader.chromium)
    title = reader.ask(f"document.querySelectorAll('.embed')[{number}].dataset.title")
    reader.ask(f"document.querySelectorAll('.embed figcaption a')[{number}].focus()")
    reader.press(Keys.TAB)
    assert reader.ask("document.activeElement.tagName") == "BUTTON"
    reader.press(Keys.ENTER)
    assert reader.ask(FOCUSED) == f"IFRAME {title}"
    assert reader.ask("document.querySelectorAll('iframe').length") == 1
    service = next(s for s in SERVICES.values() if s.name == list(BLOCKS)[number])
    assert hosts_asked(reader.chromium) == {service.host}
    assert not [line for line in reader.console() if "Content Security Policy" in line]


def test_without_a_script_there_are_links(reader: Reader) -> None:
    reader.open(f"/{PATH}", 1280, script=False)
    assert reader.ask(BUTTONS) == []
    links = "[...document.querySelectorAll('.embed a')].map(a => a.href)"
    assert reader.ask(links)[0] == "https://youtu.be/jNQXAC9IVRw"
    assert hosts_asked(reader.chromium) == {"127.0.0.1"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(reader: Reader, width: int, scheme: str) -> None:
    reader.open(f"/{PATH}", width, scheme)
    assert violations(reader) == []
    reader.ask("document.querySelector('.embed button').click()")
    assert violations(reader) == []


def test_a_film_of_the_site_is_loaded_when_it_is_played(reader: Reader) -> None:
    reader.open(f"/{PATH}", 1280)
    video = "(v => [v.controls, v.preload, v.ariaLabel, v.textTracks.length])"
    assert reader.ask(f"{video}(document.querySelector('video'))") == [
        True, "metadata", "Our film", 1,
    ]  # fmt: skip
    assert reader.ask("document.documentElement.scrollWidth <= innerWidth")


def test_feeds_have_links_alone(built: Built) -> None:
    feed = json.loads((built.folder / "feed.json").read_text(encoding="utf-8"))
    text = html.fromstring(feed["items"][0]["content_html"])
    assert text.xpath("//button") == []
    assert "https://youtu.be/jNQXAC9IVRw" in text.xpath("//figure/a/@href")
    assert f"https://{HOSTS['Cumbria']}/film.mp4".split("/")[-1] in str(
        text.xpath("//video/source/@src")[0]
    )


def policy_of(site: Path, folder: Path) -> str:
    written = newsgen_in_fork("hosting", "netlify", "--site", site, "--output", folder)
    assert written.code == 0, written.err
    text = (folder / "netlify.toml").read_text(encoding="utf-8")
    return text.partition("Content-Security-Policy")[2].partition("\n")[0]


def test_the_policy_follows_what_releases_use(tmp_path: Path) -> None:
    config = CONFIG.replace('layout = "per-host"', 'layout = "single"')
    files: dict[str, str | Release] = {"newsgen.toml": config, "content/a.md": release("Text.")}
    site = write_site(tmp_path / "site", files)
    assert "frame-src" not in policy_of(site, tmp_path / "one")
    write(site / "content/a.md", release(BLOCKS["Vimeo"], embargo="2030-01-01T00:00Z").text())
    assert "frame-src https://player.vimeo.com;" in policy_of(site, tmp_path / "two")
    write(site / "content/a.md", release(BLOCKS["Vimeo"], status="gone").text())
    assert "frame-src" not in policy_of(site, tmp_path / "three")


def test_words_that_are_added_to_a_text_say_their_language(tmp_path: Path) -> None:
    """Those of a part in Welsh are Welsh; those of a text in Polish are English, and say so."""
    text = f"{BLOCKS['YouTube']}\n\n[The list](/list.csv)"
    site = write_site(
        tmp_path / "site",
        {
            "newsgen.toml": CONFIG.replace('layout = "per-host"', 'layout = "single"'),
            "content/a.md": release(f"Call 101.\n\n{text}\n\n:::cy\n{text}\n:::", language="en"),
            "content/b.md": Release(
                "Van", url=URL.replace("A.", "B."), body=text, more={"language": "pl"}
            ),
            "content/list.csv": "a,b\n",
        },
    )
    pages = build(site, tmp_path / "built").pages
    said = {
        path: [
            (
                each.text_content().split()[0],
                each.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"),
            )
            for each in pages[path].all("//button[ancestor::figure] | //div[@class='body']//span")
        ]
        for path in (PATH, PATH.replace("A.", "B."))
    }
    assert said == {
        PATH: [("Show", "en"), ("Dangos", "cy")],
        PATH.replace("A.", "B."): [("Show", "en"), ("(CSV,", "en")],
    }


def test_no_id_of_the_page_is_one_of_its_text(tmp_path: Path) -> None:
    """Else what is called after a heading would have the words of the author's."""
    config = CONFIG.replace('layout = "per-host"', 'layout = "single"')
    site = write_site(tmp_path / "site", {"newsgen.toml": config})
    usual = Release("A van", url=URL, body=BLOCKS["X"], more={"kind": "appeal", "tags": "[van]"})
    write(site / "content/a.md", usual.text())
    more = Release("Two", url=URL.replace("A.", "B."), more={"tags": "[van]"})
    write(site / "content/b.md", more.text())
    pages = build(site, tmp_path / "first").pages
    ids = {*pages[PATH].all("//@id"), "share", "related", "action", "embed-1"}
    assert {"site-menu", "site-share", "site-action", "site-embed-1"} <= ids
    said = "".join(f'<p id="{name}">x</p>\n\n' for name in sorted(ids))
    write(site / "content/a.md", replace(usual, body=f"{said}{BLOCKS['X']}").text())
    page = build(site, tmp_path / "second").pages[PATH]
    assert len(page.all("//@id")) == len(ids) == len(set(page.all("//@id")))


def test_paper_has_links_and_no_buttons(reader: Reader) -> None:
    reader.open(f"/{PATH}", 794, media="print")
    assert reader.ask(BUTTONS) == []
    assert reader.ask("document.querySelector('.embed figcaption a').checkVisibility()")
