"""Searching in a real browser, under a strict Content-Security-Policy."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.support.archive_folders import archive_folder
from tests.support.built import Built, build
from tests.support.chromium import chromium_at
from tests.support.paths import TOOLS
from tests.support.serving import answered_by
from tests.support.site import write_site
from tests.support.sources import Source, one_force_settings

pytestmark = pytest.mark.rotates(8)

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
ROMANCE = "/newsroom/2024/March/Romance-fraud-six-signs-to-look-for.aspx"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
INDEXED = ("/pagefind/",)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a built site as a careful force would, and notes what is asked for."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".aspx": "text/html; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
    }

    def __init__(self, *arguments: Any, asked: list[str], **named: Any) -> None:
        self.asked = asked
        super().__init__(*arguments, **named)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")  # so that all that a page loads is asked for
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ARG002 (the library's)
        self.asked.append(self.path)


@dataclass
class Server:
    address: str
    asked: list[str] = field(default_factory=list)

    def index_asked(self) -> list[str]:
        return [path for path in self.asked if path.startswith(INDEXED)]


def serve(folder: Path) -> Iterator[Server]:
    asked: list[str] = []
    with answered_by(partial(Quiet, directory=str(folder), asked=asked)) as address:
        yield Server(address, asked)


@pytest.fixture(scope="module")
def demo_server(demo: Built) -> Iterator[Server]:
    yield from serve(demo.folder)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory, one_force_sources: list[Source]) -> Built:
    """Build the archive of one force with search."""
    files = {"newsgen.toml": one_force_settings(one_force_sources, more="search = true\n")}
    content = archive_folder("one-force").folder
    site = write_site(tmp_path_factory.mktemp("one-force-searched"), files, content=content)
    return build(site, tmp_path_factory.mktemp("one-force-searched-built"))


@pytest.fixture(scope="module")
def one_force_server(searched: Built) -> Iterator[Server]:
    yield from serve(searched.folder)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Start Debian's Chromium with a fresh profile."""
    with chromium_at(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


class Reader:
    """Someone who searches, by the keyboard alone."""

    def __init__(self, chromium: webdriver.Chrome, server: Server) -> None:
        self.chromium, self.server = chromium, server
        metrics = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", **metrics)
        self.command("Emulation.setScriptExecutionDisabled", value=False)

    def command(self, name: str, **details: Any) -> Any:
        return self.chromium.execute_cdp_cmd(name, details)

    def open(self, path: str) -> None:
        self.chromium.get("about:blank")
        self.console()
        self.server.asked.clear()
        self.chromium.get(self.server.address + path)

    def console(self) -> list[str]:
        entries = self.chromium.get_log("browser")  # type: ignore[no-untyped-call]
        return [f"{entry['level']}: {entry['message']}" for entry in entries]

    def ask(self, script: str) -> Any:
        return self.chromium.execute_script(f"return {script}")

    def press(self, *keys: str) -> None:
        ActionChains(self.chromium).send_keys(*keys).perform()

    def tab_to(self, selector: str) -> None:
        """Press Tab until something has the focus."""
        for _ in range(60):
            self.press(Keys.TAB)
            if self.ask(f"document.activeElement.matches({selector!r})"):
                return
        pytest.fail(f"Tab does not lead to {selector}")

    def wait_for(self, script: str) -> None:
        """Wait until an expression of JavaScript is true."""
        WebDriverWait(self.chromium, 20).until(lambda _: self.ask(script))

    def wait_for_results(self) -> str:
        """Wait until the search is over, and return what is said of it."""
        script = "document.getElementById('search-status').textContent"
        WebDriverWait(self.chromium, 20).until(lambda _: "found" in self.ask(script))
        said: str = self.ask(script)
        if not said.startswith("No"):
            WebDriverWait(self.chromium, 20).until(lambda _: self.results())
        return said

    def search(self, words: str) -> str:
        self.open(f"/search/?q={quote(words)}")
        return self.wait_for_results()

    def results(self) -> list[dict[str, str]]:
        answer: list[dict[str, str]] = self.ask(
            "[...document.querySelectorAll('#search-results li')].map(li => ({"
            "title: li.querySelector('a').textContent, href: li.querySelector('a').pathname, "
            "date: li.querySelector('time')?.dateTime ?? '', text: li.innerText, "
            "language: li.querySelector('a').lang}))"
        )
        return answer


@pytest.fixture
def reader(chromium: webdriver.Chrome, demo_server: Server) -> Reader:
    return Reader(chromium, demo_server)


@pytest.fixture
def one_force_reader(chromium: webdriver.Chrome, one_force_server: Server) -> Reader:
    return Reader(chromium, one_force_server)


def test_a_release_is_found_by_a_word_of_its_body(reader: Reader) -> None:
    assert reader.search("embarrassed") == "1 result found."
    (actual,) = reader.results()
    assert (actual["href"], actual["date"]) == (ROMANCE, "2024-03-14")
    assert actual["title"] == "Romance fraud: six signs to look for"
    assert "14 March 2024" in actual["text"]
    assert "Northshire Police" in actual["text"]
    assert "embarrassed" in actual["text"]
    assert reader.console() == []


def test_a_release_is_found_by_a_word_of_its_title(reader: Reader, demo: Built) -> None:
    page = demo.releases[
        "newsroom/2025/November/Courage-and-kindness-recognised-at-our-annual-awards.aspx"
    ]
    assert "recognised" in page.text("//h1")
    assert "recognised" not in page.text("//div[@class='body']").lower()
    reader.search("recognised")
    assert "Courage and kindness" in reader.results()[0]["title"]


def test_a_closed_appeal_is_found_as_one(reader: Reader) -> None:
    reader.search("Penhallick")
    tags = "[...document.querySelectorAll('.tag-missing + .tag')].map(e => e.textContent)"
    assert reader.ask(tags) == ["Closed"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_show_the_words_that_were_found(reader: Reader, scheme: str) -> None:
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "forced-colors", "value": "active"},
    ]
    reader.command("Emulation.setEmulatedMedia", features=features)
    reader.search("police")
    mark = "getComputedStyle(document.querySelector('mark'))"
    shown = reader.ask(f"[{mark}.color, {mark}.backgroundColor]")
    reader.command("Emulation.setEmulatedMedia", features=[])
    assert shown[0] != shown[1]
    assert "rgba(0, 0, 0, 0)" not in shown


def test_searching_needs_the_keyboard_alone(reader: Reader) -> None:
    reader.open("/")
    reader.tab_to("footer a[href='/search/']")
    reader.press(Keys.ENTER)
    assert reader.ask("document.querySelector('h1').textContent") == "Search"
    reader.tab_to("#search-q")
    reader.press("embarrassed", Keys.ENTER)
    assert reader.wait_for_results() == "1 result found."
    assert reader.ask("document.activeElement.id") == "search-q"  # nothing takes the focus away
    reader.tab_to("#search-results a")
    reader.press(Keys.ENTER)
    reader.wait_for(f"location.pathname == {ROMANCE!r}")
    reader.chromium.back()
    assert reader.wait_for_results() == "1 result found."
    assert reader.ask("document.getElementById('search-q').value") == "embarrassed"
    assert reader.console() == []


@pytest.mark.parametrize(
    ("path", "field"),
    [("/", "header input"), (ROMANCE, "header input"), ("/404.html", "main input")],
)
def test_a_search_begins_on_any_page(reader: Reader, path: str, field: str) -> None:
    reader.open(path)
    reader.tab_to(field)
    reader.press("embarrassed", Keys.ENTER)
    reader.wait_for("location.pathname + location.search == '/search/?q=embarrassed'")
    assert reader.wait_for_results() == "1 result found."
    assert reader.ask("document.getElementById('search-q').value") == "embarrassed"
    assert reader.console() == []


def test_a_search_begins_in_the_menu_of_a_narrow_screen_without_javascript(
    reader: Reader,
) -> None:
    metrics = {"width": 375, "height": 700, "deviceScaleFactor": 1, "mobile": True}
    reader.command("Emulation.setDeviceMetricsOverride", **metrics)
    reader.command("Emulation.setScriptExecutionDisabled", value=True)
    reader.open("/")
    for selector in (".menu-button", ".menu input"):
        reader.chromium.find_element("css selector", f"header {selector}").click()
    reader.press("embarrassed", Keys.ENTER)
    WebDriverWait(reader.chromium, 20).until(lambda c: c.current_url.endswith("?q=embarrassed"))
    text = reader.chromium.find_element("css selector", "main").text
    assert "Searching needs JavaScript" in text


def test_results_are_narrowed_by_the_keyboard_alone(reader: Reader) -> None:
    reader.search("police")
    many = len(reader.results())
    assert many == 10
    reader.tab_to("#search-kind")
    reader.press("Ap", Keys.TAB)  # as a select takes it: Appeal
    reader.wait_for("location.href.includes('kind=appeal')")
    reader.wait_for_results()
    assert 0 < len(reader.results()) < many
    assert all("Appeal" in result["text"] for result in reader.results())


SHOWN = "document.querySelector('#search-filters select').checkVisibility()"


@pytest.mark.parametrize(
    ("width", "asked", "is_shown"),
    [
        (320, "q=police", False),
        (375, "q=police", False),
        (375, "q=police&order=newest", True),
        (375, "year=2024", True),
        (768, "q=police", True),
        (1280, "q=police", True),
    ],
)
def test_on_a_telephone_filters_wait_until_they_are_opened(
    reader: Reader, width: int, asked: str, is_shown: bool
) -> None:
    metrics = {"width": width, "height": 667, "deviceScaleFactor": 1, "mobile": width < 700}
    reader.command("Emulation.setDeviceMetricsOverride", **metrics)
    reader.open(f"/search/?{asked}")
    reader.wait_for_results()
    assert reader.ask(SHOWN) is is_shown
    top = reader.ask("document.querySelector('#search-results li').getBoundingClientRect().top")
    assert is_shown or top < 667 * 0.6  # the first result can be seen at once
    if not is_shown:
        reader.tab_to("#search-filters summary")
        reader.press(Keys.ENTER)
        assert reader.ask(SHOWN)


def test_filters_open_where_a_screen_gets_wide(reader: Reader) -> None:
    for width, is_shown in ((375, False), (1280, True)):
        metrics = {"width": width, "height": 667, "deviceScaleFactor": 1, "mobile": False}
        reader.command("Emulation.setDeviceMetricsOverride", **metrics)
        if width == 375:
            reader.open("/search/")
        reader.wait_for(f"{SHOWN} === {str(is_shown).lower()}")


def test_an_extract_says_by_an_ellipsis_where_it_is_cut(
    chromium: webdriver.Chrome, tmp_path: Path
) -> None:
    filling = " ".join(["Officers were called to the scene."] * 30)
    texts = {
        "short": "A wombat was seen & <b>heard</b> in Saltmere.",
        "first": f"A wombat was seen. {filling}",
        "middle": f"{filling} A wombat was seen. {filling}",
        "last": f"{filling} A wombat was seen.",
    }
    fence = "area: North\ndate: 2026-03-05\n---\n\n"
    files = {
        f"content/{name}.md": f"---\ntitle: On {name}\n{fence}{text}\n"
        for name, text in texts.items()
    }
    site = write_site(tmp_path / "site", {"newsgen.toml": "[site]\nsearch = true\n", **files})
    website = build(site, tmp_path / "built", "--as-of", "2026-11-01T00:00")
    for server in serve(website.folder):
        reader = Reader(chromium, server)
        reader.search("wombat")
        extracts = {each["title"]: each["text"].splitlines()[-1] for each in reader.results()}
        cut = {
            title.removeprefix("On "): (text.startswith("…"), text.endswith("…"))
            for title, text in extracts.items()
        }
        assert cut == {
            "short": (False, False),
            "first": (False, True),
            "middle": (True, True),
            "last": (True, False),
        }


@pytest.mark.parametrize(
    ("narrowed", "holds"),
    [
        ("year=2024", lambda hit: hit["date"].startswith("2024")),
        ("area=Cumbria+Constabulary", lambda hit: "Cumbria Constabulary" in hit["text"]),
        ("kind=campaign", lambda hit: "Campaign" in hit["text"]),
        ("q=police&year=2024&area=Northshire+Police", lambda hit: "2024" in hit["date"]),
    ],
)
def test_results_fit_what_they_are_narrowed_by(reader: Reader, narrowed: str, holds: Any) -> None:
    reader.open(f"/search/?{narrowed}")
    reader.wait_for_results()
    assert reader.results()
    assert all(map(holds, reader.results()))


def test_the_newest_come_first_if_that_is_asked_for(reader: Reader) -> None:
    reader.open("/search/?q=police&order=newest")
    reader.wait_for_results()
    dates = [result["date"] for result in reader.results()]
    assert len(dates) == 10
    assert dates == sorted(dates, reverse=True)


def test_more_results_get_the_focus(reader: Reader) -> None:
    said = reader.search("police")
    count = int(re.findall(r"\d+", said)[0])
    assert count > 10
    reader.tab_to("#search-more")
    reader.press(Keys.ENTER)
    WebDriverWait(reader.chromium, 20).until(lambda _: len(reader.results()) > 10)
    eleventh = reader.results()[10]["href"]
    assert reader.ask("document.activeElement.pathname") == eleventh
    while reader.ask("!document.getElementById('search-more').hidden"):
        before = len(reader.results())
        reader.ask("document.getElementById('search-more').click()")
        reader.wait_for(f"document.querySelectorAll('#search-results li').length > {before}")
    hrefs = [result["href"] for result in reader.results()]
    assert len(hrefs) == len(set(hrefs)) == count


def test_pressing_more_twice_shows_nothing_twice(reader: Reader) -> None:
    count = int(re.findall(r"\d+", reader.search("police"))[0])
    assert count > 20
    reader.ask("['', ''].map(() => document.getElementById('search-more').click())")
    WebDriverWait(reader.chromium, 20).until(lambda _: len(reader.results()) >= min(count, 30))
    hrefs = [result["href"] for result in reader.results()]
    assert len(hrefs) == len(set(hrefs)) == min(count, 30)


def test_going_back_to_the_empty_page_leaves_no_results(reader: Reader) -> None:
    reader.open("/search/")
    reader.tab_to("#search-q")
    reader.press("embarrassed", Keys.ENTER)
    reader.wait_for_results()
    reader.chromium.back()
    reader.wait_for("location.search == '' && document.getElementById('search-results').hidden")
    assert reader.results() == []
    assert "found" not in reader.ask("document.getElementById('search-status').textContent")


def test_nothing_is_loaded_until_it_is_used(reader: Reader) -> None:
    for path in ("/", ROMANCE):
        reader.open(path)
        assert not [asked for asked in reader.server.asked if "search" in asked], path
    reader.open("/search/")
    reader.tab_to("#search-q")
    assert reader.server.index_asked() == []
    reader.press("embarrassed", Keys.ENTER)
    reader.wait_for_results()
    assert "/pagefind/pagefind.js" in reader.server.index_asked()


def test_the_count_is_announced(reader: Reader) -> None:
    reader.open("/search/")
    region = "document.getElementById('search-status')"
    assert reader.ask(f"[{region}.getAttribute('role'), {region}.ariaLive]") == ["status", "polite"]
    assert reader.search("zzqxjvk") == "No results found."
    assert reader.results() == []


def test_each_language_is_searched_on_a_page_of_its_own(reader: Reader) -> None:
    assert reader.search("ymwelwyr") == "No results found."
    reader.open("/cy/search/?q=ymwelwyr")
    reader.wait_for("document.querySelector('#search-results time') !== null")
    (first, *_) = reader.results()
    assert first["title"] == "Cyngor i ymwelwyr o Gymru cyn Gŵyl Saltmere"
    assert first["language"] == ""
    assert "7 Gorffennaf 2026" in first["text"]


def test_without_javascript_there_is_the_archive(reader: Reader) -> None:
    reader.command("Emulation.setScriptExecutionDisabled", value=True)
    reader.open("/search/")
    root = reader.command("DOM.getDocument")["root"]["nodeId"]
    form = reader.command("DOM.querySelector", nodeId=root, selector="#search")
    with pytest.raises(WebDriverException, match="compute box model"):  # it is not displayed
        reader.command("DOM.getBoxModel", **form)
    reader.command("Emulation.setScriptExecutionDisabled", value=False)
    text = reader.chromium.find_element("css selector", "main").text
    assert "Searching needs JavaScript" in text
    links = reader.chromium.find_elements("css selector", "main a")
    assert {"2024", "2026"} <= {link.text for link in links if link.is_displayed()}
    assert not any("pagefind" in path for path in reader.server.asked)


def test_an_index_that_is_not_there_is_said_plainly(
    chromium: webdriver.Chrome, demo: Built, tmp_path: Path
) -> None:
    folder = tmp_path / "part"
    folder.mkdir()
    for name in ("search", "assets", "images"):
        (folder / name).symlink_to(demo.folder / name)
    for server in serve(folder):
        reader = Reader(chromium, server)
        reader.open("/search/?q=police")
        reader.wait_for(
            "document.getElementById('search-status').textContent.includes('did not load')"
        )


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_fit_for_everyone(reader: Reader, width: int, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    reader.command("Emulation.setEmulatedMedia", features=features)
    reader.search("police")
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    reader.command("Emulation.setDeviceMetricsOverride", **metrics)
    assert reader.ask("document.documentElement.scrollWidth") <= width
    boxes = reader.ask(
        "[...document.querySelectorAll('main :is(input, select, button)')]"
        ".filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)"
    )
    assert len(boxes) >= 6
    assert min(boxes) >= 24
    axe = TOOLS / "node_modules/axe-core/axe.min.js"
    assert axe.is_file(), f"axe-core is expected at {axe}: run `.ci/setup-tools .tools`"
    # Through the debugger, as the page's own policy lets no other script in.
    reader.command("Runtime.evaluate", expression=axe.read_text(encoding="utf-8"))
    actual = reader.chromium.execute_async_script(
        "const done = arguments[1];"
        "axe.run(document, {runOnly: arguments[0]}).then(r => done(r.violations))",
        TAGS,
    )
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in actual] == []


HOSTILE = """\
---
title: About &lt;img src=x onerror=alert(1)&gt;
area: Northshire
date: 2026-03-05
---

A quokka said &lt;img src=x onerror="document.title='owned'"&gt; &amp;lt;b&amp;gt;
and `<b>code</b>`.
"""


def test_markup_in_a_text_stays_text(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "content/hostile.md").write_text(HOSTILE)
    (site / "newsgen.toml").write_text("[site]\nsearch = true\n")
    website = build(site, tmp_path / "built", "--as-of", "2026-11-01T00:00")
    for server in serve(website.folder):
        reader = Reader(chromium, server)
        reader.search("quokka")
        (actual,) = reader.results()
        assert "<img src=x onerror=\"document.title='owned'\">" in actual["text"]
        assert "<b>code</b>" in actual["text"]
        assert reader.ask("document.querySelectorAll('#search-results img').length") == 0
        assert reader.ask("document.title").startswith("Search")


def test_a_welsh_site_writes_dates_in_welsh(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "content/one.md").write_text(
        "---\ntitle: Apêl\narea: X\ndate: 2026-03-05\n---\n\nCwtsh.\n"
    )
    (site / "newsgen.toml").write_text('[site]\nsearch = true\nlanguage = "cy"\n')
    (site / "content/two.md").write_text(
        "---\ntitle: Appeal\narea: X\ndate: 2025-03-05\nlanguage: en\n---\n\nCwtsh.\n"
    )
    website = build(site, tmp_path / "built", "--as-of", "2026-11-01T00:00")
    for server in serve(website.folder):
        reader = Reader(chromium, server)
        reader.open("/search/?q=cwtsh&order=newest")
        reader.wait_for("document.querySelector('#search-results time') !== null")
        actual, other = reader.results()
        assert "5 Mawrth 2026" in actual["text"]
        assert [actual["language"], other["language"]] == ["", "en"], "one says so"


WELSH = {
    "nasal": ("Damwain yng Nghaerdydd", "Gwelodd tystion gar."),
    "soft": ("Apêl o Gaerdydd", "Holwyd dau yrrwr o Went."),
    "aspirate": ("Casnewydd a Chaerdydd", "Gwelodd y tystion gar yng Ngwent."),
    "radical": ("Caerdydd", "Gwelwyd car a thystion yng nghanol Gwent."),
    "other": ("Pen-y-bont ar Ogwr", "Gwelwyd lori."),
}
QUESTIONS = {
    "Caerdydd": {"nasal", "soft", "aspirate", "radical"},
    "gwent": {"soft", "aspirate", "radical"},
    "tystion gwent": {"aspirate", "radical"},
    "tystion caerdydd car": {"nasal", "aspirate", "radical"},
    "Nghaerdydd": {"nasal"},
    '"Caerdydd"': {"radical"},
    "damwain caerdydd": {"nasal"},
    "lori": {"other"},
    "pen y bont": {"other"},
}


def test_a_welsh_word_is_found_however_it_begins(
    chromium: webdriver.Chrome, tmp_path: Path
) -> None:
    files = {"newsgen.toml": '[site]\nsearch = true\nlanguage = "cy"\n'}
    for slug, (title, text) in WELSH.items():
        front = f"title: {title}\narea: X\ndate: 2026-03-05\nslug: {slug}"
        files[f"content/{slug}.md"] = f"---\n{front}\n---\n\n{text}\n"
    website = build(write_site(tmp_path / "site", files), tmp_path / "b", "--as-of", "2026-11-01")
    answers = {}
    for server in serve(website.folder):
        reader = Reader(chromium, server)
        for question in QUESTIONS:
            reader.open(f"/search/?q={quote(question)}")
            reader.wait_for("document.querySelector('#search-results li') !== null")
            hrefs = [result["href"] for result in reader.results()]
            assert len(hrefs) == len({*hrefs})
            answers[question] = {href.rsplit("/", 1)[1].removesuffix(".aspx") for href in hrefs}
    assert answers == QUESTIONS


def test_an_arabic_result_runs_from_right_to_left(
    chromium: webdriver.Chrome, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "newsgen.toml").write_text("[site]\nsearch = true\n")
    texts = ("ar", "نداء للشهود", "نص الخبر cwtsh."), ("pl", "Apel", "Cwtsh.")
    for language, title, text in texts:
        front = f"title: {title}\narea: X\ndate: 2025-03-05\nlanguage: {language}\nslug: {language}"
        file = site / f"content/{language}.md"
        file.write_text(f"---\n{front}\n---\n\n{text}\n", encoding="utf-8")
    website = build(site, tmp_path / "built", "--as-of", "2026-11-01T00:00")
    for server in serve(website.folder):
        reader = Reader(chromium, server)
        reader.search("cwtsh")
        directions = reader.ask(
            "[...document.querySelectorAll('#search-results :is(a, p:last-child)')].map(e =>"
            "[e.lang, getComputedStyle(e).direction])"
        )
        assert sorted(directions) == [["ar", "rtl"]] * 2 + [["pl", "ltr"]] * 2


TWO_LANGUAGES = """\
Witnesses saw a cwtsh on Fell Road. Call 101 &amp; ask for &lt;us&gt;.

:::cy
Gwelodd tystion cwtsh ar Fell Road.
:::

The road is open.

:::ur
cwtsh نداء للشهود
:::
"""


def test_an_excerpt_in_several_languages_says_each(
    chromium: webdriver.Chrome, tmp_path: Path
) -> None:
    files = {
        "newsgen.toml": "[site]\nsearch = true\n",
        "content/a.md": "---\ntitle: A\narea: X\ndate: 2025-03-05\n---\n\n" + TWO_LANGUAGES,
    }
    website = build(write_site(tmp_path / "site", files), tmp_path / "b", "--as-of", "2026-11-01")
    for server in serve(website.folder):
        reader = Reader(chromium, server)
        reader.search("cwtsh")
        (actual,) = reader.results()
        assert (
            "Call 101 & ask for <us>. Gwelodd tystion cwtsh ar Fell Road. The road"
            in actual["text"]
        )
        said = reader.ask(
            "[...document.querySelectorAll('#search-results p:last-child *')].map(e => "
            "[e.localName, e.lang, e.textContent.trim(), getComputedStyle(e).direction])"
        )
        assert said == [
            ["mark", "", "cwtsh", "ltr"],
            ["span", "cy", "Gwelodd tystion", "ltr"],
            ["mark", "cy", "cwtsh", "ltr"],
            ["span", "cy", "ar Fell Road.", "ltr"],
            ["mark", "ur", "cwtsh", "ltr"],
            ["span", "ur", "نداء للشهود.", "rtl"],
        ]


def rare_words(built: Built) -> dict[str, str]:
    """Return words that the body of one release alone has, each with that release's path."""
    seen: Counter[str] = Counter()
    where: dict[str, str] = {}
    for path, page in built.releases.items():
        seen.update(long_words(page.text("//main")))
        where |= dict.fromkeys(long_words(page.text("//div[@class='body']")), path)
    # A word that begins as another does may be found with it: the index knows stems.
    stems = Counter(word[:6] for word in seen)
    return {word: where[word] for word in sorted(where) if seen[word] == stems[word[:6]] == 1}


def long_words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{7,}", text.lower()))


@pytest.mark.archive("one-force")
def test_one_force_has_every_release_in_the_index(searched: Built) -> None:
    assert (
        len(list(searched.folder.glob("pagefind/fragment/*"))) == archive_folder("one-force").count
    )


@pytest.mark.archive("one-force")
def test_a_release_of_one_force_is_found_by_a_word_of_its_body(
    one_force_reader: Reader, searched: Built
) -> None:
    words = rare_words(searched)
    assert len(words) > 100
    step = len(words) // 12
    for word in list(words)[::step][:12]:
        assert one_force_reader.search(word) == "1 result found.", word
        (actual,) = one_force_reader.results()
        assert unquote(actual["href"]).lstrip("/") == words[word], word
    assert one_force_reader.console() == []


def test_one_force_is_narrowed_by_year(one_force_reader: Reader) -> None:
    one_force_reader.open("/search/?q=police&year=2019")
    one_force_reader.wait_for_results()
    assert one_force_reader.results()
    assert all(result["date"].startswith("2019") for result in one_force_reader.results())
