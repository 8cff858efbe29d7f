"""axe-core on every kind of page, of the demo and of the archive of one force.

What axe cannot see, such as the keyboard and reflow, is in `test_browser.py`.
"""

from collections.abc import Iterator
from functools import cache

import pytest
from selenium import webdriver

from tests.support.browsing import DEMO, Reader, served
from tests.support.built import Built
from tests.support.chromium import chromium_at
from tests.support.paths import TOOLS

pytestmark = pytest.mark.rotates(10)

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
ARCHIVE = "/News/News-Articles/"
ONE_FORCE = {
    "home": "/",
    "archive": ARCHIVE,
    "year": f"{ARCHIVE}2020/",
    "month": f"{ARCHIVE}2020/March/",
    "area": "/areas/northshire/",
    "404": "/404.html",
    "410": "/410.html",
}
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: arguments[0], resultTypes: ["violations"]})
  .then(r => done([r.passes.length, r.violations.map(v =>
    `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(" | ")}`)]));
"""
LOOKS = [(scheme, width) for scheme in SCHEMES for width in WIDTHS]


@cache
def axe() -> str:
    """Return the source of axe-core."""
    file = TOOLS / "node_modules/axe-core/axe.min.js"
    assert file.is_file(), f"axe-core is expected at {file}: run `.ci/setup-tools .tools`"
    return file.read_text(encoding="utf-8")


def violations(reader: Reader) -> list[str]:
    """Return what axe-core finds on the page that is open."""
    if not reader.ask("typeof axe === 'object'"):
        reader.chromium.execute_script(axe())
    passed, results = reader.chromium.execute_async_script(RUN, TAGS)
    assert passed > 10, "axe-core should have looked at the page"
    return list(results)


def violations_by_look(reader: Reader, path: str, *, script: bool = True) -> dict[str, list[str]]:
    """Return what axe-core finds on a page that is opened once, by scheme and width."""
    by_look = {}
    for number, (scheme, width) in enumerate(LOOKS):
        if number == 0:
            reader.open(path, width, scheme, script=script)
        else:
            reader.resize(width, scheme)
        assert reader.ask("innerWidth") == width
        assert reader.ask(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
        by_look[f"{scheme} {width}"] = violations(reader)
    return {look: wrong for look, wrong in by_look.items() if wrong}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium_at(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture(scope="module")
def demo_reader(demo: Built, chromium: webdriver.Chrome) -> Iterator[Reader]:
    with served(demo) as address:
        yield Reader(chromium, address)


@pytest.fixture(scope="module")
def one_force_reader(one_force: Built, chromium: webdriver.Chrome) -> Iterator[Reader]:
    with served(one_force) as address:
        yield Reader(chromium, address)


@pytest.mark.parametrize("path", DEMO.values(), ids=DEMO.keys())
def test_axe_finds_nothing_in_the_demo(demo_reader: Reader, path: str) -> None:
    assert violations_by_look(demo_reader, path) == {}


@pytest.mark.parametrize("path", ONE_FORCE.values(), ids=ONE_FORCE.keys())
def test_axe_finds_nothing_in_the_archive_of_one_force(one_force_reader: Reader, path: str) -> None:
    assert violations_by_look(one_force_reader, path) == {}


@pytest.mark.parametrize("third", range(3))
def test_axe_finds_nothing_in_releases_of_one_force(
    one_force: Built, one_force_reader: Reader, third: int
) -> None:
    """Every fortieth, and those that hold anything that none before them does.

    Each scheme and width has its turn.
    """
    actual = {}
    chosen = {*_different(one_force), *sorted(one_force.releases)[::40]}
    assert len(chosen) > 30
    for at, path in [*enumerate(sorted(chosen))][third::3]:
        scheme, width = LOOKS[at % len(LOOKS)]
        one_force_reader.open(f"/{path}", width, scheme)
        if wrong := violations(one_force_reader):
            actual[path] = wrong
    assert actual == {}


def _different(site: Built) -> Iterator[str]:
    """Yield the releases with an element in a place, or without words, that is new."""
    seen: set[tuple[str, str, bool]] = set()
    for path, page in sorted(site.releases.items()):
        elements = page.all("//main//*")
        shapes = {(e.getparent().tag, e.tag, bool(e.text_content().strip())) for e in elements}
        if shapes - seen:
            yield path
        seen |= shapes


@pytest.mark.parametrize("path", DEMO.values(), ids=DEMO.keys())
def test_axe_finds_nothing_without_scripts(demo_reader: Reader, path: str) -> None:
    assert violations_by_look(demo_reader, path, script=False) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [320, 700])  # a wide screen has it open
def test_axe_finds_nothing_in_the_open_menu(demo_reader: Reader, width: int, scheme: str) -> None:
    demo_reader.open("/", width, scheme)
    demo_reader.chromium.find_element("css selector", ".menu-button").click()
    assert demo_reader.ask("document.querySelector('.menu nav').checkVisibility()")
    assert violations(demo_reader) == []


def test_axe_would_find_something(demo_reader: Reader) -> None:
    demo_reader.open("/", 320)
    demo_reader.ask("document.querySelector('h1').remove()")
    demo_reader.ask("document.querySelector('.summary').style.color = '#999'")
    actual = " ".join(violations(demo_reader))
    assert "color-contrast" in actual
    assert "page-has-heading-one" in actual


def test_axe_sees_what_is_wrong_on_one_kind_of_screen(demo_reader: Reader) -> None:
    demo_reader.open("/", 1280)
    dark = "(prefers-color-scheme: dark) and (max-width: 400px)"
    demo_reader.ask(
        f"document.styleSheets[0].insertRule('@media {dark} {{ .summary {{ color: #333 }} }}',"
        "document.styleSheets[0].cssRules.length)"
    )
    assert violations(demo_reader) == []
    demo_reader.resize(320, "dark")
    assert "color-contrast" in " ".join(violations(demo_reader))
