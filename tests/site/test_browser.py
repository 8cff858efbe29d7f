"""The demo in a real browser: narrow and wide, light and dark, on paper, by keyboard alone."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise, product

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.support.browsing import DEMO, Reader, served
from tests.support.built import Built, build
from tests.support.chromium import chromium_at
from tests.support.site import CONFIG, HOSTS, Release, write, write_site

pytestmark = pytest.mark.rotates(8)

WIDTHS = (375, 1280)
SCHEMES = ("light", "dark")
NARROW = (320, 800)
ZOOMED = (320, 256)
"""What is left of 1280 by 1024 pixels at 400 %."""
each_width = pytest.mark.parametrize("width", WIDTHS)
each_page = pytest.mark.parametrize("path", DEMO.values(), ids=DEMO.keys())
SEARCH = DEMO["search"]
"""The page that needs a script with another policy, which test_searching.py has."""
SPILL = """
[...document.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".table"))
  .map(e => e.outerHTML.slice(0, 80))
"""
FOCUSED = """(() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const inside = [...e.getClientRects()].some(r =>
    e.contains(document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)));
  return {
    name: e.tagName + ": " + e.textContent.trim().slice(0, 40), last: e === document.body,
    number: [...document.querySelectorAll("*")].indexOf(e),
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth),
    seen: box.width > 0 && box.top >= 0 && box.bottom <= innerHeight + 1
      || box.height > innerHeight,
    inside,
  };
})()"""
STOPS = """
[...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter(e => e.checkVisibility()).length
"""
SMALL = """
[...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter(e => !e.closest(".skip, .body p, .body li, figcaption"))
  .map(e => [e.textContent.trim().slice(0, 40), e.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 24 && box.width > 0)
  .map(([name, box]) => [name, box.width, box.height])
"""
SHOWN_NAVIGATION = """
[...document.querySelectorAll("nav, .skip, .pager, .share")]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 0)
  .map(e => e.outerHTML.slice(0, 60))
"""


@pytest.fixture(scope="module")
def reader(demo: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with served(demo) as address, chromium_at(tmp_path_factory.mktemp("profile")) as chromium:
        yield Reader(chromium, address)


@each_page
def test_a_page_is_right_on_every_screen(reader: Reader, path: str) -> None:
    """It is loaded once, and then shown on one screen after another."""
    name = re.sub(r"\W+", "-", path)
    reader.open(path, WIDTHS[0])
    for scheme, width in product(SCHEMES, WIDTHS):
        reader.resize(width, scheme)
        assert reader.ask("innerWidth") == width
        assert_it_shows(reader)
        reader.keep_picture(f"{name}-{scheme}-{width}")
    if path != SEARCH:  # a strict content security policy has nothing to complain of
        assert reader.console() == []
    assert_nothing_is_asked_of_another_host(reader)
    for width in WIDTHS:
        reader.resize(width)
        assert reader.ask(SMALL) == []
    for width, height in (NARROW, ZOOMED):
        reader.resize(width, height=height)
        assert reader.ask("document.documentElement.scrollWidth") <= width
        assert reader.ask(SPILL) == []
    reader.resize(794, media="print")
    assert_paper_has_no_navigation(reader)
    reader.keep_picture(f"print{name}")


def assert_it_shows(reader: Reader) -> None:
    assert reader.ask("document.querySelector('h1').checkVisibility()")
    lazy = "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
    assert reader.ask(lazy) == []


def assert_nothing_is_asked_of_another_host(reader: Reader) -> None:
    asked = reader.ask("performance.getEntriesByType('resource').map(e => e.name)")
    assert [url for url in asked if not url.startswith(reader.address)] == []
    assert any(url.endswith(".css") for url in asked)
    assert reader.ask("document.cookie") == ""
    assert reader.ask("localStorage.length + sessionStorage.length") == 0


def assert_paper_has_no_navigation(reader: Reader) -> None:
    assert reader.ask(SHOWN_NAVIGATION) == []
    assert reader.ask("document.querySelector('h1').checkVisibility()")
    background = reader.ask("getComputedStyle(document.querySelector('.band')).backgroundColor")
    assert background in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")


@each_width
def test_the_skip_link_hides_until_it_has_the_focus(reader: Reader, width: int) -> None:
    reader.open("/", width)
    box = reader.ask("document.querySelector('.skip').getBoundingClientRect().toJSON()")
    assert box["bottom"] <= 1 or box["right"] <= 1 or box["width"] <= 1


@each_width
@each_page
def test_each_tab_stop_can_be_seen(reader: Reader, path: str, width: int) -> None:
    """The first is the skip link, which leads to the content."""
    reader.open(path, width)
    stops = reader.ask(STOPS)
    met = set()
    for number in range(stops):
        reader.press(Keys.TAB)
        stop = reader.ask(FOCUSED)
        assert not stop["last"]
        assert stop["outline"] >= 2, stop
        assert stop["seen"], stop
        assert stop["inside"], f"covered: {stop}"
        met.add(stop["number"])
        if number == 0:
            assert_the_skip_link_has_the_focus(reader)
    assert len(met) == stops, "the keyboard is caught, or passes something by"
    reader.ask("document.querySelector('.skip').focus()")
    reader.press(Keys.ENTER)
    assert reader.ask("document.activeElement.id") == "main-content"


def assert_the_skip_link_has_the_focus(reader: Reader) -> None:
    assert reader.ask("document.activeElement.className") == "skip"
    box = reader.ask("document.activeElement.getBoundingClientRect().toJSON()")
    assert box["left"] >= 0
    assert box["top"] >= 0
    assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("path", ["/", DEMO["release"], DEMO["404"]])
def test_the_header_of_a_telephone_is_one_line(reader: Reader, path: str) -> None:
    reader.open(path, 375)
    rows = reader.ask(
        "[...document.querySelectorAll('.band .site span, .band .wrap > button')]"
        ".map(e => [e.getClientRects().length, e.getBoundingClientRect().height])"
    )
    assert len(rows) == 2
    assert max(height for _, height in rows) < 48
    band = reader.ask("document.querySelector('.band').getBoundingClientRect().height")
    assert band < 90


def test_the_menu_opens_and_closes_by_the_keyboard(reader: Reader) -> None:
    """Without a script: a browser moves the focus into it, and Escape leads back."""
    reader.open("/", 375, script=False)
    shown = "document.querySelector('.menu nav').checkVisibility()"
    while not reader.ask("document.activeElement.matches('.wrap > .menu-button')"):
        reader.press(Keys.TAB)
    assert not reader.ask(shown)
    reader.press(Keys.ENTER)
    assert reader.ask(shown)
    reader.press(Keys.TAB)
    assert reader.ask("document.activeElement.matches('.menu .menu-button')")
    reader.press(Keys.TAB)
    assert reader.ask("document.activeElement.matches('.menu nav a, .menu nav summary')")
    assert reader.ask(FOCUSED)["outline"] >= 2
    reader.keep_picture("menu")
    reader.press(Keys.ESCAPE)
    assert not reader.ask(shown)
    assert reader.ask("document.activeElement.matches('.wrap > .menu-button')")


@pytest.mark.parametrize("height", [ZOOMED[1], 360])
def test_a_menu_higher_than_the_screen_scrolls_to_each_of_its_links(
    reader: Reader, height: int
) -> None:
    """At 400 %, and on a telephone that lies on its side."""
    reader.open("/", 320, height=height)
    reader.ask("document.querySelector('.wrap > .menu-button').click()")
    reader.ask("document.querySelectorAll('.menu details').forEach(part => part.open = true)")
    assert reader.ask("document.querySelector('.menu').scrollHeight > innerHeight")
    while not reader.ask("document.activeElement.matches('.menu > .menu-button')"):
        reader.press(Keys.TAB)
    while not reader.ask("document.activeElement.matches('.menu .find button')"):
        reader.press(Keys.TAB)
        stop = reader.ask(FOCUSED)
        assert stop["seen"], stop
        assert stop["inside"], stop


def test_a_menu_that_is_open_when_its_screen_gets_wide_can_be_closed(reader: Reader) -> None:
    """As when a tablet is turned: it still lies over the header then."""
    reader.open("/", 600)
    reader.ask("document.querySelector('.wrap > .menu-button').click()")
    reader.resize(1280)
    assert reader.ask("document.querySelector('.menu').matches(':popover-open')")
    reader.chromium.find_element("css selector", ".menu > .menu-button").click()
    assert not reader.ask("document.querySelector('.menu').matches(':popover-open')")
    assert reader.ask("document.querySelector('.menu nav').checkVisibility()")


@pytest.mark.parametrize("name", ["home-in-welsh", "month-in-welsh", "release-with-twin", "search"])
def test_the_keyboard_leads_to_the_other_language_and_back(reader: Reader, name: str) -> None:
    """The link is behind the name of the site on each page, and the second thing after the skip."""
    reader.open(DEMO[name], 1280)
    pages = []
    for _ in range(3):
        pages.append(reader.ask("[location.pathname, document.documentElement.lang]"))
        for _ in range(3):
            reader.press(Keys.TAB)
        assert reader.ask("document.activeElement.matches('a.twin')")
        assert reader.ask(FOCUSED)["outline"] >= 2
        reader.press(Keys.ENTER)
        wait = WebDriverWait(reader.chromium, 10)
        wait.until(lambda _: reader.ask("document.documentElement.lang") != pages[-1][1])
    first, second, third = pages
    assert first == third
    assert {first[1], second[1]} == {"cy", "en-GB"}
    assert first[0] != second[0]


def test_on_a_wide_screen_the_menu_is_there(reader: Reader) -> None:
    reader.open("/", 1280)
    assert reader.ask("document.querySelector('.menu nav').checkVisibility()")
    assert reader.ask(
        "[...document.querySelectorAll('.menu-button')].every(e => !e.checkVisibility())"
    )


def test_an_open_part_of_the_menu_closes_behind_its_reader(reader: Reader) -> None:
    """With Escape, when the focus goes on, and at a click beside it."""
    is_open = "document.querySelector('.menu details').open"
    reader.open("/", 1280)
    reader.ask("document.querySelector('.menu summary').focus()")
    reader.press(Keys.ENTER)
    reader.press(Keys.TAB)
    assert reader.ask(is_open)
    reader.press(Keys.ESCAPE)
    assert not reader.ask(is_open)
    assert reader.ask("document.activeElement.matches('.menu summary')")
    reader.press(Keys.ENTER)
    links = reader.ask("document.querySelectorAll('.menu li:first-child ul a').length")
    for _ in range(links):
        reader.press(Keys.TAB)
        assert reader.ask(is_open)
    reader.press(Keys.TAB)
    assert not reader.ask(is_open)
    reader.ask("document.querySelector('.menu summary').click()")
    assert reader.ask(is_open)
    reader.ask("document.querySelector('h1').click()")
    assert not reader.ask(is_open)


def test_what_opens_is_marked_by_a_chevron_of_the_theme(reader: Reader) -> None:
    for path, summary in (("/", ".menu summary"), (SEARCH, "#search-filters summary")):
        reader.open(path, 1280)
        assert reader.ask(
            f"getComputedStyle(document.querySelector('{summary}')).listStyleType"
        ) == ("none")
        mark = f"getComputedStyle(document.querySelector('{summary}'), '::after')"
        assert reader.ask(f"{mark}.borderBottomStyle") == "solid"


PARTS = "".join(
    f'[[menu]]\ntitle = "Districts {number}"\nlink = "/"\n'
    '[[menu.children]]\ntitle = "News"\nlink = "/"\n'
    for number in range(9)
)


def test_an_open_part_of_the_menu_stays_on_the_screen(
    reader: Reader, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Also the last of a row."""
    folder = tmp_path_factory.mktemp("menu")
    site = write_site(folder / "site", {"newsgen.toml": CONFIG + PARTS})
    write(site / "content/a.md", Release("A", url=f"https://{HOSTS['Cumbria']}/news/a.aspx").text())
    with served(build(site, folder / "built")) as address:
        menu = Reader(reader.chromium, address)
        menu.open("/news/a.aspx", 800)
        for number in range(9):
            part = f"document.querySelectorAll('.menu details')[{number}]"
            menu.ask(f"{part}.querySelector('summary').click()")
            menu.chromium.execute_async_script(
                "requestAnimationFrame(() => setTimeout(arguments[0]))"
            )
            box = menu.ask(f"{part}.querySelector('ul').getBoundingClientRect().toJSON()")
            assert box["left"] >= 0, number
            assert box["right"] <= 800, number
            assert menu.ask("document.documentElement.scrollWidth") == 800
        menu.resize(375)
        menu.ask("document.querySelector('.wrap > .menu-button').click()")
        menu.ask("document.querySelectorAll('.menu details').forEach(part => part.open = true)")
        menu.chromium.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0]))")
        lefts = (
            "[...document.querySelectorAll('.menu ul ul')].map(e => e.getBoundingClientRect().left)"
        )
        assert len(set(menu.ask(lefts))) == 1


LINES = """
[...document.querySelectorAll(".listing > li")].map(li => {
  const boxes = [...li.querySelectorAll(".when, .meta > *")].map(e => e.getBoundingClientRect());
  const middles = boxes.map(box => (box.top + box.bottom) / 2).sort((a, b) => a - b);
  return middles.filter((middle, at) => !at || middle - middles[at - 1] > 8).length;
})
"""


@pytest.mark.parametrize("path", ["/", DEMO["area"], DEMO["term"], DEMO["page-with-lists"]])
def test_date_kind_and_area_take_two_lines_on_a_telephone(reader: Reader, path: str) -> None:
    reader.open(path, 375)
    assert max(reader.ask(LINES)) <= 2


def test_in_the_menu_of_a_telephone_parts_stay_open(reader: Reader) -> None:
    reader.open("/", 375)
    reader.ask("document.querySelector('.wrap > .menu-button').click()")
    reader.ask("document.querySelector('.menu summary').click()")
    reader.ask("document.querySelector('.menu nav > ul > li:last-child :is(a, summary)').focus()")
    assert reader.ask("document.querySelector('.menu details').open")


def test_a_printed_release_says_where_it_is_from(reader: Reader) -> None:
    reader.open(DEMO["release"], 794, media="print")
    assert "https://www.northshire.police.example/newsroom/" in reader.ask(
        "document.body.innerText"
    )


def test_paper_has_what_opens_on_a_screen(reader: Reader) -> None:
    """As far as a browser knows of it."""
    reader.open(DEMO["release"], 794, media="print")
    reader.ask(
        "document.querySelector('.body').insertAdjacentHTML('beforeend',"
        "'<details><summary>More</summary><p id=more>Words</p></details>')"
    )
    if reader.ask("CSS.supports('selector(::details-content)')"):
        seen = {"contentVisibilityAuto": True, "opacityProperty": True}
        assert reader.ask(f"document.querySelector('#more').checkVisibility({json.dumps(seen)})")
        assert reader.ask("document.querySelector('#more').getBoundingClientRect().height") > 0


def test_the_table_scrolls_by_keyboard(reader: Reader) -> None:
    reader.open(DEMO["release-with-table"], 320)
    reader.ask("document.querySelector('.table').focus()")
    for _ in range(4):
        reader.press(Keys.ARROW_RIGHT)
    reader.chromium.execute_async_script("setTimeout(arguments[0], 400)")
    assert reader.ask("document.querySelector('.table').scrollLeft") > 0


SPACED = """(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { letter-spacing: .12em !important; word-spacing: .16em !important;"
    + "line-height: 1.5 !important; } p { margin-block-end: 2em !important; }");
  document.adoptedStyleSheets = [sheet];
  return true;
})()"""
"""What WCAG 1.4.12 lets readers do to a text; as an element, the policy would refuse it."""
NARROWEST_HEADING = """
[...document.querySelectorAll("main :is(h1, h2, h3)")].filter(e => e.checkVisibility()).map(e =>
  [e.getBoundingClientRect().width / parseFloat(getComputedStyle(e).fontSize), e.textContent]
).sort((a, b) => a[0] - b[0])[0]
"""


@pytest.fixture
def fonts(reader: Reader) -> Iterator[Callable[[int], object]]:
    """Give a function that sets the size of text in the browser's settings."""

    def set_size(pixels: int) -> object:
        return reader.tell("Page.setFontSizes", fontSizes={"standard": pixels, "fixed": 13})

    yield set_size
    set_size(16)


@each_page
def test_larger_text_runs_off_no_screen(
    reader: Reader, path: str, fonts: Callable[[int], object]
) -> None:
    """Nor is it squeezed to a few letters a line, as a headline beside its picture may be."""
    for size, width in product((20, 24, 32), (320, 375)):
        fonts(size)
        reader.open(path, width)
        assert reader.ask("document.documentElement.scrollWidth") <= width, (size, width)
        assert reader.ask(SPILL) == [], (size, width)
        letters, heading = reader.ask(NARROWEST_HEADING)
        assert letters > 5.5, (size, width, heading)


@each_page
def test_spaced_text_runs_off_no_screen(reader: Reader, path: str) -> None:
    for width in (320, 375, 768):
        reader.open(path, width)
        assert reader.ask(SPACED)
        assert reader.ask("document.documentElement.scrollWidth") <= width, width
        assert reader.ask(SPILL) == [], width


NARROWEST_LABEL = """Array.from(document.querySelectorAll(".action li > span"), label => {
  const word = label.cloneNode(true);
  word.style = "position: absolute; width: min-content; overflow-wrap: normal";
  label.parentElement.append(word);
  const room = label.getBoundingClientRect().width - word.getBoundingClientRect().width;
  word.remove();
  return room;
}).reduce((a, b) => Math.min(a, b))"""


@pytest.mark.parametrize("width", [320, 375])
def test_no_word_of_the_action_box_is_broken(reader: Reader, width: int) -> None:
    """Not beside a long way to report, in Welsh, with the spacing that WCAG 1.4.12 asks for."""
    reader.open(DEMO["release"], width)
    reader.ask("""Array.from(document.querySelectorAll(".action li"), way => {
      way.firstElementChild.textContent = "Heb ffonio";
      way.querySelector("a").textContent = "Rhoi gwybod ar-lein";
      way.style = "letter-spacing: .12em; word-spacing: .16em";
    }).length""")
    assert reader.ask(NARROWEST_LABEL) > -1


WAYS = "[...document.querySelectorAll('.action .ways a')].map(e => e.getBoundingClientRect())"


@pytest.mark.parametrize("width", [320, 375])
def test_a_finger_finds_each_way_of_the_action_box(reader: Reader, width: int) -> None:
    reader.open(DEMO["release"], width)
    boxes = reader.ask(f"{WAYS}.map(box => [box.top, box.bottom])")
    assert len(boxes) == 5
    assert min(bottom - top for top, bottom in boxes) >= 44
    assert all(after[0] >= before[1] - 1 for before, after in pairwise(boxes))


ROWS = """
[...document.querySelectorAll("NAME .ways > li")].map(li => {
  const box = li.querySelector("span + a, strong").getBoundingClientRect();
  return [Math.round(li.getBoundingClientRect().top), (box.top + box.bottom) / 2];
})
"""


@pytest.mark.parametrize("width", [768, 1280])
@pytest.mark.parametrize("name", [".contact", ".action"])
def test_numbers_of_one_row_are_in_line(reader: Reader, name: str, width: int) -> None:
    reader.open(DEMO["release"], width)
    reader.ask("(document.querySelector('.ways span').textContent = 'a longer label '.repeat(4))")
    rows: dict[int, list[float]] = {}
    for top, middle in reader.ask(ROWS.replace("NAME", name)):
        rows.setdefault(top, []).append(middle)
    assert max(map(len, rows.values())) > 1
    assert max(max(middles) - min(middles) for middles in rows.values()) <= 3


def test_a_printed_way_to_help_is_one_line(reader: Reader) -> None:
    reader.open(DEMO["release"], 794, media="print")
    lines = reader.ask(
        "[...document.querySelectorAll('.action li')].map(li => "
        "li.querySelector('a').getBoundingClientRect().top"
        " - li.querySelector('span').getBoundingClientRect().top)"
    )
    assert max(map(abs, lines)) < 10


CONTRAST = """((one, other) => {
  const light = colour => colour.match(/[0-9.]+/g).slice(0, 3).map(part => part / 255)
    .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + .05) / (low + .05);
})"""
FIELD = "getComputedStyle(document.querySelector('.find input'))"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_field_of_a_search_can_be_seen(reader: Reader, scheme: str) -> None:
    """Its border, or what is within it, is apart from the band of the header."""
    reader.open("/", 1280, scheme)
    band = "getComputedStyle(document.querySelector('.band')).backgroundColor"
    edge = reader.ask(f"{CONTRAST}({FIELD}.borderTopColor, {band})")
    within = reader.ask(f"{CONTRAST}({FIELD}.backgroundColor, {band})")
    assert max(edge, within) >= 3
    assert reader.ask(f"{CONTRAST}({FIELD}.borderTopColor, {FIELD}.backgroundColor)") >= 3


def test_there_is_no_button_for_a_menu_that_has_room(reader: Reader) -> None:
    reader.open("/", 768)
    assert reader.ask("document.querySelector('.menu nav').checkVisibility()")
    assert not reader.ask("document.querySelector('.menu-button').checkVisibility()")


def test_a_lead_has_its_picture_beside_it_where_there_is_room(reader: Reader) -> None:
    picture = "document.querySelector('.lead img').getBoundingClientRect()"
    text = "document.querySelector('.lead > div').getBoundingClientRect()"
    for width, is_beside in ((375, False), (768, False), (1024, True), (1280, True)):
        reader.open("/", width)
        assert reader.ask(f"{picture}.top < {text}.bottom") == is_beside, width


def test_a_year_shows_its_empty_months_where_there_is_room(reader: Reader) -> None:
    reader.open(DEMO["year"], 320)
    shown = "[...document.querySelectorAll('.months li')].filter(e => e.checkVisibility())"
    assert reader.ask(f"{shown}.every(e => e.querySelector('a'))")
    assert reader.ask(f"{shown}.length") > 1
    reader.resize(1280)
    assert reader.ask(f"{shown}.length") == 12


def test_a_table_shows_that_columns_go_on(reader: Reader) -> None:
    """By shadows that stay at its edges; covers that scroll with it hide them where it ends."""
    style = "getComputedStyle(document.querySelector('.table'))"
    reader.open(DEMO["release-with-table"], 320)
    assert reader.ask(f"{style}.backgroundAttachment") == "local, local, scroll, scroll"
    assert reader.ask(f"{style}.backgroundImage").count("linear-gradient") == 4
    reader.resize(794, media="print")
    assert reader.ask(f"{style}.backgroundImage") == "none"


def test_a_wide_table_has_the_whole_column(reader: Reader) -> None:
    reader.open(DEMO["release-with-table"], 1280)
    widths = [
        reader.ask(f"document.querySelector('{name}').getBoundingClientRect().width")
        for name in (".body", ".body > p")
    ]
    assert widths[0] > widths[1] + 100


@pytest.mark.parametrize("scheme", SCHEMES)
def test_forced_colours_keep_meaning(reader: Reader, scheme: str) -> None:
    """Tags and banners keep their words and edges, links their lines, and the focus its outline."""
    reader.open(DEMO["release"], 1280, scheme, forced_colors="active")
    assert reader.ask("matchMedia('(forced-colors: active)').matches")
    tag = "getComputedStyle(document.querySelector('.tag'))"
    assert reader.ask("document.querySelector('.tag').innerText") == "Appeal"
    assert reader.ask(f"{tag}.borderTopStyle") == "solid"
    assert reader.ask(f"{tag}.color") != reader.ask(f"{tag}.backgroundColor")
    link = "getComputedStyle(document.querySelector('.breadcrumb a'))"
    assert "underline" in reader.ask(f"{link}.textDecorationLine")
    band = "getComputedStyle(document.querySelector('.band'))"
    assert reader.ask(f"{band}.borderBottomStyle") == "solid"
    reader.press(Keys.TAB)
    assert reader.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@each_width
def test_the_text_of_a_release_can_be_read(reader: Reader, width: int) -> None:
    reader.open(DEMO["sample"], width)
    shown = reader.ask("document.querySelector('.body').innerText")
    assert shown.startswith("Officers in Cumbria are taking part in intensification activity")
    assert "0800" in re.sub(r"\s", "", shown)


def test_lines_are_of_a_length_to_be_read(reader: Reader) -> None:
    """About 66 letters in a line: counted, as fonts differ."""
    reader.open(DEMO["release"], 1440)
    letters, height = reader.ask(
        "(() => { const p = [...document.querySelectorAll('.body p')].slice(1)"
        ".reduce((a, b) => a.textContent.length > b.textContent.length ? a : b);"
        "const one = parseFloat(getComputedStyle(p).lineHeight);"
        "const lines = p.getBoundingClientRect().height / one;"
        "return [p.textContent.length / Math.round(lines), lines]; })()"
    )
    assert height > 1
    assert 45 <= letters <= 80


def test_nothing_moves_when_pictures_come(reader: Reader) -> None:
    reader.open(DEMO["release-with-picture"], 375)
    unsized = "[...document.images].filter(i => !i.getAttribute('width') && !i.height)"
    assert reader.ask(f"{unsized}.length") == 0
    moved = reader.chromium.execute_async_script(
        "const done = arguments[0]; let sum = 0;"
        "new PerformanceObserver(l => l.getEntries().forEach(e => sum += e.value))"
        ".observe({type: 'layout-shift', buffered: true});"
        "setTimeout(() => done(sum), 500)"
    )
    assert moved == 0


@pytest.mark.parametrize("path", ["/", DEMO["release"]])
def test_dark_is_dark_and_light_is_light(reader: Reader, path: str) -> None:
    brightness = {}
    for scheme in SCHEMES:
        reader.open(path, 1280, scheme)
        colour = reader.ask("getComputedStyle(document.body).backgroundColor")
        brightness[scheme] = sum(int(part) for part in re.findall(r"\d+", colour)[:3])
    assert brightness["dark"] < 150
    assert brightness["light"] > 600


@each_width
def test_links_can_be_followed_with_the_pointer(reader: Reader, width: int) -> None:
    reader.open("/", width)
    link = reader.chromium.find_element("css selector", ".lead a")
    title = link.text
    link.click()
    assert reader.ask("document.querySelector('h1').innerText") == title


ROW = "[...document.querySelectorAll('#more ~ .listing > li')].map(e => e.offsetLeft)"
SPLIT = """(() => {
  const box = name => document.querySelector(name).getBoundingClientRect();
  return {
    rail: box(".rail").top - box("#more").bottom, list: box(".listing:last-of-type").height,
    beside: box(".appeals").left >= box(".lead").right, summaries: document.querySelectorAll(
      "main .summary").length,
  };
})()"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a site without a picture: 12 releases, two of them appeals."""
    folder = tmp_path_factory.mktemp("bare")
    site = write_site(folder / "site", {"newsgen.toml": CONFIG})
    for number in range(12):
        text = Release(
            f"Release {number} about a road in Saltmere",
            url=f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March/r{number}.aspx",
            date=f"2026-03-{number + 1:02d} 09:00",
            more={"kind": "appeal"} if number in (3, 4) else {},
        ).text()
        write(site / f"content/r{number}.md", text)
    return build(site, folder / "built", "--as-of", "2026-04-01T00:00")


def test_a_home_page_without_pictures_is_no_wall_beside_an_empty_rail(
    reader: Reader, bare: Built
) -> None:
    with served(bare) as address:
        plain = Reader(reader.chromium, address)
        plain.open("/", 1280)
        wide = plain.ask(SPLIT)
        assert (wide["beside"], wide["summaries"]) == (True, 5)
        assert wide["rail"] > wide["list"]  # the archive is below the news, not beside them
        assert len(set(plain.ask(ROW))) == 2
        plain.resize(375)
        assert len(set(plain.ask(ROW))) == 1
        assert not plain.ask(SPLIT)["beside"]


def test_a_home_page_with_pictures_has_the_archive_beside_them(reader: Reader) -> None:
    reader.open("/", 1280)
    assert reader.ask(SPLIT)["rail"] < 100
    assert len(set(reader.ask(ROW))) == 1
