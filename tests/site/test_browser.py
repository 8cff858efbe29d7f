"""The demo in a real browser, narrow and wide, in light and in dark."""

import os
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from built import Built
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from newsgen.config.settings import HostingSettings
from newsgen.hosting.headers import fixed_headers

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
RELEASE = (
    "/News/News-Articles/2020/March/"
    "Operation-underway-to-safeguard-victims-of-human-trafficking.aspx"
)
PICTURE = "/newsroom/2026/October/Pair-sentenced-for-Ellerdale-quad-bike-thefts.aspx"
TABLE = "/newsroom/2025/May/Crime-in-Northshire-2024-25-our-annual-figures-explained.aspx"
PAGES = {
    "home": "/",
    "month": "/newsroom/2024/March/",
    "year": "/newsroom/2024/",
    "area": "/areas/northshire/",
    "release": RELEASE,
    "release-with-picture": PICTURE,
    "release-with-lists": "/newsroom/2024/March/Romance-fraud-six-signs-to-look-for.aspx",
    "release-with-table": TABLE,
    "release-in-welsh": "/newsroom/2026/July/Cyngor-i-ymwelwyr-o-Gymru-cyn-Gwyl-Saltmere.aspx",
    "undated": "/newsroom/undated/",
    "archive": "/newsroom/",
    "404": "/404.html",
}
WIDTHS = {375: 812, 1280: 900}
SCHEMES = ("light", "dark")
each_width = pytest.mark.parametrize("width", WIDTHS)
each_scheme = pytest.mark.parametrize("scheme", SCHEMES)
each_page = pytest.mark.parametrize("name", PAGES)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a built site as a force's server would; it says nothing."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".aspx": "text/html; charset=utf-8",
        ".html": "text/html; charset=utf-8",
    }

    def end_headers(self) -> None:
        """Add what every host is told to send: a strict policy, and to believe the types."""
        for name, value in fixed_headers(HostingSettings()).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name of the library)
        """Keep quiet."""


@pytest.fixture(scope="module")
def address(demo: Built) -> Iterator[str]:
    """Serve the demo on the loopback interface."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=demo.folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Start Debian's Chromium with a fresh profile."""
    for program in (CHROMIUM, DRIVER):
        assert program.exists(), f"this test needs {program}: run `.ci/setup-tools .tools`"
    options = Options()
    options.binary_location = str(CHROMIUM)
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    driver.set_page_load_timeout(30)
    yield driver
    driver.quit()


class Reader:
    """Someone who reads the demo on a screen of some width."""

    def __init__(self, chromium: webdriver.Chrome, address: str) -> None:
        self.chromium = chromium
        self.address = address

    def open(self, name: str, width: int, scheme: str) -> None:
        """Open a page on a screen of a width, in a colour scheme."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        metrics = {"width": width, "height": WIDTHS[width], "deviceScaleFactor": 1}
        metrics |= {"mobile": width < min(WIDTHS) * 2}
        self.chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.chromium.get("about:blank")
        self.console()
        self.chromium.get(self.address + PAGES[name])

    def console(self) -> list[str]:
        """Return what the console has said since it was last asked."""
        entries = self.chromium.get_log("browser")  # type: ignore[no-untyped-call]
        return [f"{entry['level']}: {entry['message']}" for entry in entries]

    def ask(self, script: str) -> Any:
        """Return what an expression of JavaScript gives."""
        return self.chromium.execute_script(f"return {script}")

    def press(self, key: str) -> None:
        ActionChains(self.chromium).send_keys(key).perform()

    def keep_picture(self, name: str) -> None:
        """Keep a picture of the whole page, if somebody wants to look at it."""
        if folder := os.environ.get("NEWSGEN_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            height = self.ask("document.documentElement.scrollHeight")
            width = self.ask("innerWidth")
            metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            self.chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            self.chromium.save_screenshot(f"{folder}/{name}.png")


@pytest.fixture
def reader(chromium: webdriver.Chrome, address: str) -> Reader:
    return Reader(chromium, address)


@each_width
@each_scheme
@each_page
def test_a_page_shows_without_fault(reader: Reader, name: str, scheme: str, width: int) -> None:
    reader.open(name, width, scheme)
    assert reader.ask("innerWidth") == width
    assert reader.ask("document.documentElement.scrollWidth") <= width
    assert reader.ask("document.querySelector('h1').checkVisibility()")
    assert reader.ask("[...document.images].filter(i => !i.naturalWidth).map(i => i.src)") == []
    said = reader.console()
    reader.keep_picture(f"{name}-{scheme}-{width}")
    assert said == []


@each_width
@each_page
def test_the_skip_link_leads_to_the_content(reader: Reader, name: str, width: int) -> None:
    reader.open(name, width, "light")
    reader.press(Keys.TAB)
    assert reader.ask("document.activeElement.className") == "skip"
    box = reader.ask("document.activeElement.getBoundingClientRect().toJSON()")
    assert box["left"] >= 0
    assert box["top"] >= 0
    assert min(box["width"], box["height"]) >= 24
    reader.press(Keys.ENTER)
    assert reader.ask("document.activeElement.id") == "main-content"


@each_width
def test_the_skip_link_hides_until_it_has_the_focus(reader: Reader, width: int) -> None:
    reader.open("home", width, "light")
    box = reader.ask("document.querySelector('.skip').getBoundingClientRect().toJSON()")
    assert box["bottom"] <= 1 or box["right"] <= 1 or box["width"] <= 1


@each_width
def test_the_text_of_a_release_can_be_read(reader: Reader, width: int) -> None:
    reader.open("release", width, "light")
    shown = reader.ask("document.querySelector('.body').innerText")
    assert shown.startswith("Officers in Cumbria are taking part in intensification activity")
    assert "0800" in re.sub(r"\s", "", shown)


@pytest.mark.parametrize("name", ["home", "release"])
def test_dark_is_dark_and_light_is_light(reader: Reader, name: str) -> None:
    brightness = {}
    for scheme in SCHEMES:
        reader.open(name, 1280, scheme)
        colour = reader.ask("getComputedStyle(document.body).backgroundColor")
        brightness[scheme] = sum(int(part) for part in re.findall(r"\d+", colour)[:3])
    assert brightness["dark"] < 150
    assert brightness["light"] > 600


@each_width
def test_links_can_be_followed_with_the_pointer(reader: Reader, width: int) -> None:
    reader.open("home", width, "light")
    link = reader.chromium.find_element("css selector", ".listing a")
    title = link.text
    link.click()
    assert reader.ask("document.querySelector('h1').innerText") == title
