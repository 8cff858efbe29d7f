"""An open page follows what is saved, and shows what is wrong: in a real browser."""

import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from newsgen.server.hub import MOST_CLIENTS
from tests.support.serving import Served, soon

pytestmark = pytest.mark.rotates(7)

RELEASE = "/newsroom/2024/March/Romance-fraud-six-signs-to-look-for.aspx"
MONTH = "/newsroom/2024/March/"
ROOT = "document.querySelector('newsgen-preview').shadowRoot"
NEW = """\
```yaml
area: Northshire
title: Fox cub returned to its den
url: https://news.northshire.police.example/newsroom/2024/March/Fox-cub-returned.aspx
date: 2024-03-14T09:30
summary: Officers on patrol brought a fox cub back to its den.
```

Officers on patrol brought a fox cub back to its den.
"""


class Writer:
    """Someone who looks at a page while saving files."""

    def __init__(self, chromium: webdriver.Chrome, served: Served) -> None:
        self.chromium = chromium
        self.served = served

    def open(self, target: str) -> None:
        self.chromium.get(self.served.address + target)
        soon(lambda: self.ask("!!document.querySelector('newsgen-preview[data-state=live]')"))

    def ask(self, what: str) -> Any:
        return self.chromium.execute_script(f"return {what}")

    def console(self) -> list[Any]:
        """Return what the browser's console has said since this was last asked."""
        return list(self.chromium.get_log("browser"))  # type: ignore[no-untyped-call]

    @property
    def text(self) -> str:
        return str(self.ask("document.body.innerText"))

    @property
    def panel(self) -> str:
        """What the overlay says; nothing if it does not show."""
        return str(
            self.ask(
                "(p => p && !p.hidden ? p.innerText : '')"
                "(document.querySelector('newsgen-preview')?.shadowRoot.querySelector('.newsgen-panel'))"
            )
        )

    @property
    def badge(self) -> str:
        return str(
            self.ask(
                "(b => b && !b.hidden ? b.innerText : '')"
                "(document.querySelector('newsgen-preview')?.shadowRoot.querySelector('.newsgen-badge'))"
            )
        )


@pytest.fixture
def source(site: Path) -> Path:
    """Return the file of the release that tests edit."""
    return next(
        f for f in (site / "content").rglob("*.md") if "Romance fraud: six" in f.read_text()
    )


@pytest.fixture
def writer(chromium: webdriver.Chrome, serve: Callable[..., Served], site: Path) -> Writer:
    chromium.get("about:blank")
    writer = Writer(chromium, serve(site))
    writer.console()  # what earlier tests had it say
    return writer


def save(file: Path, text: str) -> None:
    """Save as many editors do: into another file, which is then renamed."""
    file.parent.mkdir(exist_ok=True)
    other = file.with_name(f".{file.name}.tmp")
    other.write_text(text)
    other.rename(file)


def test_an_open_page_shows_what_is_saved(writer: Writer, source: Path) -> None:
    writer.open(RELEASE)
    save(source, source.read_text() + "\nA seventh sign is a request for vouchers.\n")
    soon(lambda: "A seventh sign is a request for vouchers." in writer.text)
    source.write_text(source.read_text().replace("vouchers", "gift cards"))
    soon(lambda: "A seventh sign is a request for gift cards." in writer.text)


def test_a_page_that_has_not_changed_is_left_alone(writer: Writer, source: Path) -> None:
    writer.open("/newsroom/2026/October/Pair-sentenced-for-Ellerdale-quad-bike-thefts.aspx")
    writer.ask("window.isTheSame = true")
    printed = writer.served.printed
    save(source, source.read_text() + "\nOne more line.\n")
    soon(lambda: source.name in writer.served.printed.removeprefix(printed))
    assert writer.ask("window.isTheSame") is True


def test_the_place_on_the_page_is_kept(writer: Writer, source: Path) -> None:
    save(source, source.read_text() + "\n\nA line to make it long.\n" * 60)
    writer.open(RELEASE)
    soon(lambda: "A line to make it long." in writer.text)
    writer.ask("scrollTo(0, 700)")
    save(source, source.read_text() + "\nThe end.\n")
    soon(lambda: "The end." in writer.text)
    soon(lambda: writer.ask("scrollY") == 700)


def test_broken_front_matter_is_named_over_the_last_good_page(writer: Writer, source: Path) -> None:
    writer.open(RELEASE)
    good = source.read_text()
    lines = good.split("\n")
    at = next(number for number, line in enumerate(lines, 1) if line.startswith("date:"))
    save(source, good.replace(lines[at - 1], "date: 31 Febuary 2024"))
    said = soon(lambda: writer.panel)
    assert "1 mistake keeps the site from being built" in said
    assert f"{source.relative_to(writer.served.site)}:{at}:7" in said
    assert "Febuary" in said
    assert "^" in said
    assert "Romance fraud: six signs to look for" in writer.text
    writer.chromium.refresh()
    soon(lambda: "Romance fraud: six signs to look for" in writer.text and writer.panel)
    save(source, good)
    soon(lambda: not writer.panel)
    assert f"{source.relative_to(writer.served.site)}:{at}:7: error[" in writer.served.printed


def test_the_overlay_can_be_put_away_and_brought_back(writer: Writer, source: Path) -> None:
    writer.open(RELEASE)
    save(source, source.read_text().replace("title:", "titel:", 1))
    soon(lambda: writer.panel)
    writer.chromium.switch_to.active_element.send_keys(Keys.ESCAPE)
    soon(lambda: not writer.panel)
    assert writer.badge == "1 mistake"
    writer.ask(f"{ROOT}.querySelector('button').click()")
    assert "titel" in soon(lambda: writer.panel)


def test_what_was_put_away_stays_so_until_something_else_is_wrong(
    writer: Writer, site: Path, source: Path
) -> None:
    other = next(file for file in (site / "content/northshire/2023").glob("*.md"))
    writer.open(RELEASE)
    save(other, other.read_text().replace("title:", "titel:", 1))
    soon(lambda: writer.panel)
    writer.chromium.switch_to.active_element.send_keys(Keys.ESCAPE)
    save(source, source.read_text() + "\nOne more line.\n")
    soon(lambda: "One more line." in writer.text and writer.badge == "1 mistake")
    writer.open(MONTH)
    assert (writer.badge, writer.panel) == ("1 mistake", "")
    good = source.read_text()
    save(source, good.replace("area:", "aria:", 1))
    assert "no area" in soon(lambda: writer.panel)
    save(source, good)
    save(other, other.read_text().replace("titel:", "title:", 1))
    soon(lambda: not (writer.panel or writer.badge))
    save(other, other.read_text().replace("title:", "titel:", 1))
    soon(lambda: writer.panel)


@pytest.mark.parametrize("width", [320, 375])
def test_the_overlay_and_the_banner_fit_a_telephone(
    chromium: webdriver.Chrome,
    serve: Callable[..., Served],
    site: Path,
    source: Path,
    width: int,
) -> None:
    writer = Writer(chromium, serve(site, "--drafts"))
    metrics = {"width": width, "height": 667, "deviceScaleFactor": 1, "mobile": True}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        writer.open(RELEASE)
        save(source, source.read_text().replace("title:", f"{'long-key' * 12}:", 1))
        soon(lambda: writer.panel)
        across = writer.ask(
            f"[...{ROOT}.querySelectorAll('.newsgen-panel, .newsgen-panel h2, button')].map("
            "e => e.getBoundingClientRect()).filter(r => r.width).flatMap(r => [r.left, r.right])"
        )
        assert min(across) >= 0
        assert max(across) <= width
        assert writer.ask("document.documentElement.scrollWidth") <= width
        banner = "document.querySelector('newsgen-banner').getBoundingClientRect().height"
        assert writer.ask(banner) < 90
    finally:
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_finding_links_to_its_explanation_and_to_the_editor(
    chromium: webdriver.Chrome, serve: Callable[..., Served], site: Path, source: Path
) -> None:
    writer = Writer(chromium, serve(site, "--editor", "vscode"))
    writer.open(RELEASE)
    save(source, source.read_text().replace("area:", "erea:", 1))
    soon(lambda: writer.panel)
    links = writer.ask(f"[...{ROOT}.querySelectorAll('li a')].map(a => a.href)")
    assert f"vscode://file{source.resolve()}:" in links[0]
    explained = writer.served.get(links[1].removeprefix(writer.served.address))
    assert explained.status == 200
    assert "How to fix it" in explained.text


def test_warnings_wait_behind_a_badge(writer: Writer, source: Path) -> None:
    writer.open(RELEASE)
    save(
        source, source.read_text() + "\nCall 01632 96O 123 or [click here](https://example.com).\n"
    )
    said = soon(lambda: writer.badge)
    assert "warning" in said
    assert not writer.panel
    writer.ask(f"{ROOT}.querySelector('button').click()")
    assert "about this page" in soon(lambda: writer.panel)


def test_a_broken_template_is_named_and_the_last_good_page_stays(
    writer: Writer, site: Path
) -> None:
    writer.open(RELEASE)
    template = site / "themes" / "northshire" / "templates" / "release.html"
    existed = template.exists()
    good = template.read_text() if existed else '{% extends "plain/release.html" %}\n'
    save(template, good + "\n{% block nothing %}{{ page.release.nonsense }}\n")
    said = soon(lambda: writer.panel)
    assert "themes/northshire/templates/release.html:" in said
    assert "Romance fraud: six signs to look for" in writer.text
    save(template, good)
    soon(lambda: not writer.panel)


def test_a_template_that_fails_names_the_release(writer: Writer, site: Path, source: Path) -> None:
    writer.open(RELEASE)
    template = site / "themes" / "northshire" / "templates" / "release.html"
    good = template.read_text() if template.exists() else '{% extends "plain/release.html" %}\n'
    block = "{% block article_extra %}{{ page.release.nonsense }}{% endblock %}"
    save(template, f'{{% extends "plain/release.html" %}}\n{block}\n')
    said = soon(lambda: writer.panel)
    assert "themes/northshire/templates/release.html:2" in said
    assert "nonsense" in said
    assert source.name in said
    assert "1 mistake keeps the site from being built" in said
    soon(lambda: re.search(r"The theme was read in .*: 1 error\.", writer.served.printed))
    column = block.index("nonsense") + 1
    assert f"release.html:2:{column}: error[NG804]" in writer.served.printed
    assert "Romance fraud: six signs to look for" in writer.text
    save(template, good)
    soon(lambda: not writer.panel and "six signs" in writer.text)


def test_a_page_that_was_refused_tries_again(writer: Writer, source: Path) -> None:
    held = []
    try:
        for _ in range(MOST_CLIENTS):
            held.append(socket.create_connection(("127.0.0.1", writer.served.port), 10))
            held[-1].sendall(b"GET /.newsgen/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert held[-1].recv(64).startswith(b"HTTP/1.1 200 ")
        writer.chromium.get(writer.served.address + RELEASE)
        assert soon(lambda: writer.badge) == "The preview has stopped"
    finally:
        for connection in held:
            connection.close()
    soon(lambda: not writer.badge)
    save(source, source.read_text() + "\nOne more line.\n")
    soon(lambda: "One more line." in writer.text)


def test_a_new_release_comes_and_a_deleted_one_goes(writer: Writer, site: Path) -> None:
    writer.open(MONTH)
    assert "Fox cub" not in writer.text
    file = site / "content" / "fox-cub.md"
    save(file, NEW)
    soon(lambda: "Fox cub returned to its den" in writer.text)
    target = "/newsroom/2024/March/Fox-cub-returned.aspx"
    writer.open(target)
    assert writer.served.get(target).status == 200
    file.unlink()
    soon(lambda: "Page not found" in writer.text)
    assert writer.served.get(target).status == 404
    save(file, NEW)
    soon(lambda: "Fox cub returned to its den" in writer.text)


def test_the_first_build_may_be_broken(
    chromium: webdriver.Chrome, serve: Callable[..., Served], site: Path
) -> None:
    settings = site / "newsgen.toml"
    good = settings.read_text()
    settings.write_text("[site\n" + good)
    writer = Writer(chromium, serve(site))
    chromium.get(writer.served.address + RELEASE)
    assert "newsgen.toml:1" in writer.text
    assert writer.served.get(RELEASE).status == 500
    save(settings, good)
    soon(lambda: "Romance fraud: six signs to look for" in writer.text)


def test_navigate_goes_to_what_was_saved(
    chromium: webdriver.Chrome, serve: Callable[..., Served], site: Path, source: Path
) -> None:
    writer = Writer(chromium, serve(site, "--navigate"))
    writer.open("/")
    soon(lambda: writer.ask("document.readyState") == "complete")
    save(source, source.read_text() + "\nOne more line.\n")
    soon(lambda: writer.ask("location.pathname") == RELEASE)


def test_the_panel_says_how_a_page_is_made(writer: Writer, source: Path) -> None:
    writer.open(RELEASE + "?newsgen")
    said = soon(lambda: writer.panel)
    assert "release.html" in said
    assert "newsgen/themes/plain/templates/base.html" in said
    assert "release.title" in said
    assert f"content/{source.relative_to(writer.served.site / 'content')}" in said
    writer.chromium.switch_to.active_element.send_keys(Keys.ESCAPE)
    soon(lambda: not writer.panel)
    writer.chromium.switch_to.active_element.send_keys(Keys.ALT + "n")
    soon(lambda: "release.title" in writer.panel)


def test_nothing_is_said_in_the_console(writer: Writer, source: Path) -> None:
    writer.console()
    writer.open(RELEASE)
    save(source, source.read_text() + "\nOne more line.\n")
    soon(lambda: "One more line." in writer.text)
    assert writer.console() == []


def test_the_preview_can_be_searched(writer: Writer, source: Path) -> None:
    writer.open("/search/?q=persuasive")
    soon(lambda: "Romance fraud: six signs to look for" in writer.text)
    save(source, source.read_text() + "\nBeware of zebras.\n")
    soon(lambda: "zebras" in writer.served.get(RELEASE).text)
    writer.open("/search/?q=zebras")
    soon(lambda: "Romance fraud: six signs to look for" in writer.text)
    assert writer.console() == []


LOOKS = """
[...document.querySelectorAll("html, body, body *:not(newsgen-banner, newsgen-preview, script)")]
  .map(e => { const s = getComputedStyle(e); return [e.tagName, s.display, s.color, s.font,
    s.margin, s.padding, s.border, s.backgroundColor, s.listStyle, s.outline, s.width].join() })
"""
PAGES_TO_LOOK_AT = (
    "/newsroom/2025/May/Crime-in-Northshire-2024-25-our-annual-figures-explained.aspx",
    "/404.html",
)


@pytest.mark.parametrize("option", [("--drafts",), ("--as-of", "2027-06-01T10:00+01:00")])
def test_what_the_preview_adds_changes_no_style_of_a_page(
    chromium: webdriver.Chrome, serve: Callable[..., Served], site: Path, option: tuple[str, ...]
) -> None:
    looks = {}
    plain, marked = Writer(chromium, serve(site)), Writer(chromium, serve(site, *option))
    for path in PAGES_TO_LOOK_AT:
        plain.open(path)
        looks[path] = plain.ask(LOOKS)
    banner = "document.querySelector('newsgen-banner').shadowRoot.querySelector('[role=note]')"
    for path in PAGES_TO_LOOK_AT:
        marked.open(path)
        soon(lambda: marked.ask(f"getComputedStyle({banner}).fontWeight") == "700")
        box = marked.ask(f"{banner}.getBoundingClientRect().toJSON()")
        assert round(box["bottom"]) == marked.ask("innerHeight")  # it stays in sight
        assert box["width"] == marked.ask("document.documentElement.clientWidth")
        assert marked.ask(LOOKS) == looks[path]
