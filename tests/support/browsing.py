"""A server and a browser for the tests: a strict host, and Debian's Chromium."""

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains

from tests.support.built import Built
from tests.support.serving import answered_by

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the theme needs, and nothing else: no inline script or style, nothing of another host."""
USUAL_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
"""What a host would send. Lighthouse fetches robots.txt from within a page, which needs this."""
DEMO = {
    "home": "/",
    "archive": "/newsroom/",
    "year": "/newsroom/2024/",
    "month": "/newsroom/2024/March/",
    "undated": "/newsroom/undated/",
    "area": "/areas/northshire/",
    "release": "/newsroom/2026/June/Damage-at-Gull-Point-lighthouse-witnesses-sought.aspx",
    "release-with-picture": (
        "/newsroom/2026/October/Pair-sentenced-for-Ellerdale-quad-bike-thefts.aspx"
    ),
    "release-with-lists": "/newsroom/2024/March/Romance-fraud-six-signs-to-look-for.aspx",
    "release-with-table": (
        "/newsroom/2025/May/Crime-in-Northshire-2024-25-our-annual-figures-explained.aspx"
    ),
    "release-in-welsh": ("/newsroom/2026/July/Cyngor-i-ymwelwyr-o-Gymru-cyn-Gwyl-Saltmere.aspx"),
    "release-closed": "/newsroom/2022/October/Missing-concern-for-Alfred-Penhallick-71.aspx",
    "sample": (
        "/News/News-Articles/2020/March/"
        "Operation-underway-to-safeguard-victims-of-human-trafficking.aspx"
    ),
    "page": "/about-us/",
    "page-with-lists": "/court-results/",
    "taxonomy": "/topics/",
    "term": "/topics/rural-crime/",
    "term-year": "/topics/rural-crime/2026/",
    "search": "/search/",
    "statement": "/accessibility-statement/",
    "home-in-welsh": "/cy/",
    "month-in-welsh": "/newyddion/2026/Mawrth/",
    "release-with-twin": (
        "/newyddion/2025/Medi/Recriwtiaid-newydd-yn-dechrau-hyfforddi-yn-Harrowby-Cross.aspx"
    ),
    "term-in-welsh": "/cy/districts/harrowby/",
    "statement-in-welsh": "/cy/accessibility-statement/",
    "404": "/404.html",
    "410": "/410.html",
}
"""Every kind of page in the demo, with releases of several kinds."""


class Strict(SimpleHTTPRequestHandler):
    """Serves a built site as a force's server should; it says nothing.

    Responses are compressed and carry a content security policy.
    """

    policy = POLICY

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".aspx": "text/html; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".webmanifest": "application/manifest+json",
    }

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        data, kind = path.read_bytes(), self.guess_type(str(path))
        is_packed = kind.startswith("video/")  # and a browser asks for parts of it
        data = data if is_packed else gzip.compress(data, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if not is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", self.policy)
        if "/assets/" in self.path:
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.end_headers()
        return BytesIO(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name of the library)
        """Keep quiet."""


@contextmanager
def served(site: Built, policy: str = POLICY) -> Iterator[str]:
    """Serve a site on the loopback interface, and give its address."""
    strict = type("Strict", (Strict,), {"policy": policy})
    with answered_by(partial(strict, directory=site.folder)) as address:
        yield address


class Reader:
    """Someone who reads a site on a screen of some width."""

    def __init__(self, chromium: webdriver.Chrome, address: str) -> None:
        self.chromium = chromium
        self.address = address

    def open(
        self,
        path: str,
        width: int,
        scheme: str = "light",
        *,
        height: int = 900,
        media: str = "",
        script: bool = True,
        scale: int = 1,
        **features: str,
    ) -> None:
        """Open a page on a screen of a size; `script` says whether the page's scripts may run.

        Each pixel of style sheets is `scale` pixels of the screen across.
        """
        self.resize(width, scheme, height=height, media=media, scale=scale, **features)
        self.chromium.get("about:blank")
        self.console()
        self.tell("Emulation.setScriptExecutionDisabled", value=not script)
        self.chromium.get(self.address + path)
        self.tell("Emulation.setScriptExecutionDisabled", value=False)

    def resize(
        self,
        width: int,
        scheme: str = "light",
        *,
        height: int = 900,
        media: str = "",
        scale: int = 1,
        **features: str,
    ) -> None:
        """Show the page that is open on another screen."""
        wanted = {"prefers-color-scheme": scheme} | {
            name.replace("_", "-"): value for name, value in features.items()
        }
        described = [{"name": name, "value": value} for name, value in wanted.items()]
        self.tell("Emulation.setEmulatedMedia", media=media, features=described)
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=scale, mobile=width < 700,
        )  # fmt: skip

    def tell(self, command: str, **arguments: Any) -> Any:
        """Give Chromium a command of its protocol."""
        return self.chromium.execute_cdp_cmd(command, arguments)

    def console(self) -> list[str]:
        """Return what the console has said since it was last asked."""
        entries = self.chromium.get_log("browser")  # type: ignore[no-untyped-call]
        return [f"{entry['level']}: {entry['message']}" for entry in entries]

    def ask(self, script: str) -> Any:
        """Return what an expression of JavaScript gives."""
        return self.chromium.execute_script(f"return {script.strip()}")

    def press(self, key: str) -> None:
        ActionChains(self.chromium).send_keys(key).perform()

    def keep_picture(self, name: str) -> None:
        """Keep a picture of the whole page, if somebody wants to look at it."""
        if folder := os.environ.get("NEWSGEN_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            height = self.ask("document.documentElement.scrollHeight")
            width = self.ask("innerWidth")
            self.tell(
                "Emulation.setDeviceMetricsOverride",
                width=width, height=height, deviceScaleFactor=1, mobile=False,
            )  # fmt: skip
            self.chromium.save_screenshot(f"{folder}/{name}.png")
