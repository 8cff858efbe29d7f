"""A release in Arabic on an English site: what runs from right to left says so, and no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browsing import Reader, served
from tests.support.built import Built, build
from tests.support.chromium import chromium_at

pytestmark = pytest.mark.rotates(7)

CONFIG = '[site]\nbase_url = "https://www.northshire.police.example"\n'
RELEASE = "---\ntitle: {}\narea: Northshire\ndate: {}\nlanguage: {}\nslug: {}\n---\n\n{}\n"
ARABIC = "/news/2026/March/arabic.aspx"
TABLE = "|" + " نداء للشهود |" * 9 + "\n|" + " --- |" * 9 + "\n|" + " تصادم |" * 9


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("arabic")
    content = folder / "content"
    content.mkdir()
    (folder / "newsgen.toml").write_text(CONFIG)
    page = (
        ("نداء للشهود", "2026-03-05", "ar", "arabic", f"نص الخبر.\n\n{TABLE}"),
        ("Appeal", "2026-03-04", "en-GB", "english", "Call 101."),
        ("Apêl", "2026-03-03", "cy", "welsh", "Ffoniwch 101."),
    )
    for parts in page:
        (content / f"{parts[3]}.md").write_text(RELEASE.format(*parts), encoding="utf-8")
    return build(folder, tmp_path_factory.mktemp("arabic-built"), "--as-of", "2026-11-01T00:00")


def test_the_page_turns_and_its_interface_does_not(site: Built) -> None:
    page = site.pages[ARABIC[1:]]
    assert (page.one("/html/@lang"), page.one("/html/@dir")) == ("ar", "rtl")
    for part in ("//header", "//footer", "//nav[@class='breadcrumb']", "//nav[@class='pager']"):
        assert (page.one(f"{part}/@lang"), page.one(f"{part}/@dir")) == ("en", "ltr")
    assert page.all("//main//*[@class='body']/@dir") == []


def test_titles_in_lists_turn_where_their_language_does(site: Built) -> None:
    for path in ("index.html", "news/2026/March/index.html"):
        turned = site.pages[path].all("//main//a[@dir='rtl']")
        assert [link.get("lang") for link in turned] == ["ar"], path
    page = site.pages["news/2026/March/english.aspx"]
    assert page.all("//nav[@class='pager']//b[@dir]/@lang") == ["ar"]
    for path in ("news/2026/March/english.aspx", "news/2026/March/welsh.aspx"):
        assert site.pages[path].all("/html/@dir | //header/@dir") == []


@pytest.fixture(scope="module")
def reader(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with served(site) as address, chromium_at(tmp_path_factory.mktemp("profile")) as chromium:
        yield Reader(chromium, address)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_has_to_be_scrolled_sideways(reader: Reader, width: int) -> None:
    reader.open(ARABIC, width)
    assert reader.ask("document.documentElement.scrollWidth") <= width
    assert reader.ask("getComputedStyle(document.querySelector('h1')).textAlign") == "start"
    edge = "document.querySelector('.body p').getBoundingClientRect()"
    assert reader.ask(f"innerWidth - {edge}.right") < width / 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_light_and_has_all_of_a_wide_table(reader: Reader, scheme: str) -> None:
    reader.open(ARABIC, 717, scheme, media="print")
    table = reader.ask("document.querySelector('table').getBoundingClientRect().width")
    assert table <= 717
    edge = "getComputedStyle(document.documentElement).getPropertyValue('--edge')"
    assert reader.ask(edge) == "#6f7a86"


LETTERS = """
(() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(".site span"));
  return [...range.getClientRects()].length;
})()
"""


@pytest.mark.parametrize("width", [320, 375, 768, 1440])
@pytest.mark.parametrize("ratio", [0.3, 1, 4, 6, 9, 15])
def test_the_header_holds_a_crest_of_any_shape(
    site: Built, reader: Reader, ratio: float, width: int
) -> None:
    size = f'width="{100 * ratio}" height="100"'
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" {size}></svg>'
    Path(site.folder / f"crest-{ratio}.svg").write_text(picture)
    reader.open("/", width)
    reader.chromium.execute_async_script(
        "const [address, done] = arguments, image = new Image(); image.onload = done;"
        "image.alt = ''; image.src = address; document.querySelector('.site').prepend(image);",
        f"/crest-{ratio}.svg",
    )
    assert reader.ask("document.documentElement.scrollWidth") <= width
    assert reader.ask(LETTERS) <= 2
    image = reader.ask("document.querySelector('.site img').getBoundingClientRect().toJSON()")
    assert image["height"] >= 40
    assert image["right"] <= width
