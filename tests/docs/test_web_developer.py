"""What a web developer does first is done in a fresh site by the how-to pages alone, in few lines.

Each test takes the blocks of a page that write some files, applies them to a site that
`newsgen init` has just made, builds it, and looks at what a reader then sees.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from lxml import html

from tests.docs.test_docs import FENCE, text_of
from tests.support.command import newsgen_in_fork
from tests.support.site import Release, write

MOST_LINES: Final = 10
DEMO_THEME: Final = "themes/northshire/"
THEME: Final = "themes/mine/"
NAMED: Final = re.compile(r"`([\w/]+\.html)`")


@dataclass
class FreshSite:
    """A site with a theme of its own, and how many lines were written into it since."""

    folder: Path
    lines: int = field(default=0)

    def follow(self, page: str, *files: str, table: str = "") -> None:
        """Write the files as a how-to page says; lines for newsgen.toml go to its end.

        Of several blocks for one file, it is the one with a table, or the first.
        """
        blocks = list(blocks_of(f"docs/how-to/{page}"))
        for name in files:
            written = next(
                lines for file, lines in blocks if file == name and (not table or table in lines)
            )
            self.lines += sum(bool(line) for line in written)
            file = self.folder / name.replace(DEMO_THEME, THEME)
            before = file.read_text() + "\n" if name == "newsgen.toml" else ""
            write(file, before + "\n".join([*written, ""]))

    def built(self, **keys: str) -> Path:
        """Add a release with some keys, build, and return the output folder."""
        release = Release("Quad bikes stolen", "Example", date="2026-03-05 10:00", more=keys)
        write(self.folder / "content/quad-bikes.md", release.text())
        outcome = newsgen_in_fork("build", "--site", self.folder, "--as-of", "2026-11-27T10:00")
        assert outcome.code == 0, outcome
        assert self.lines <= MOST_LINES
        return self.folder / "output"


def blocks_of(page: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what a page writes: a file, and the lines that are new in it."""
    text = text_of(page)
    for block in FENCE.finditer(text):
        lines = block["text"].splitlines()
        if block["kind"] == "diff":
            name = lines[1].removeprefix("+++ ")
            yield name, [line[1:] for line in lines[2:] if line.startswith("+")]
        elif block["kind"] == "jinja":
            name = NAMED.findall(text[: block.start()])[-1]
            yield f"{DEMO_THEME}templates/{name}", lines


@pytest.fixture
def site(tmp_path: Path) -> FreshSite:
    folder = tmp_path / "site"
    assert newsgen_in_fork("init", folder).code == 0
    assert newsgen_in_fork("theme", "new", "mine", "--site", folder).code == 0
    settings = folder / "newsgen.toml"
    text = settings.read_text()
    assert 'theme = "plain"' in text
    settings.write_text(text.replace('theme = "plain"', 'theme = "mine"'))
    return FreshSite(folder)


def words(file: Path) -> str:
    return " ".join(html.fromstring(file.read_bytes()).text_content().split())


def release_page(output: Path) -> Path:
    (page,) = output.rglob("Quad-bikes-stolen.aspx")
    return page


def test_an_about_page(site: FreshSite) -> None:
    site.follow("add-pages.md", "content/about.md")
    assert "We police the coast" in words(site.built() / "about/index.html")


def test_a_template_for_a_page(site: FreshSite) -> None:
    site.follow("add-pages.md", "content/contact.md", f"{DEMO_THEME}templates/pages/contact.html")
    assert "In an emergency, ring 999." in words(site.built() / "contact/index.html")


def test_a_field_on_releases_and_in_lists(site: FreshSite) -> None:
    site.follow(
        "add-fields.md",
        "newsgen.toml",
        f"{DEMO_THEME}templates/release.html",
        f"{DEMO_THEME}templates/_item.html",
    )
    output = site.built(station="saltmere")
    assert "Station: Saltmere" in words(release_page(output))
    for page in ("news/2026/March/index.html", "areas/example/index.html"):
        (item,) = html.parse(output / page).xpath("//li[.//a[text()='Quad bikes stolen']]")
        assert "Saltmere" in item.text_content()


def test_a_menu(site: FreshSite) -> None:
    site.follow("add-pages.md", "content/about.md")
    site.lines = 0
    site.follow("add-a-menu.md", "newsgen.toml")
    home = html.parse(site.built() / "index.html")
    links = home.xpath("//nav//a[text()='About us' or text()='Recruitment']/@href")
    assert links[:2] == ["/about/", "https://careers.northshire.police.example/"]


def test_a_filter_in_python(site: FreshSite) -> None:
    site.follow(
        "write-a-plug-in.md",
        "plugins/miles.py",
        "newsgen.toml",
        f"{DEMO_THEME}templates/release.html",
    )
    assert "coast is 56 miles long" in words(release_page(site.built()))


def test_analytics(site: FreshSite) -> None:
    site.follow("add-analytics.md", "newsgen.toml", f"{DEMO_THEME}templates/base.html")
    (script,) = html.parse(site.built() / "index.html").xpath("//script[@data-domain]/@src")
    assert script == "https://plausible.example/js/script.js"
    folder = site.folder / "hosting"
    done = newsgen_in_fork("hosting", "netlify", "--site", site.folder, "--output", folder)
    assert done.code == 0, done
    policies = [text for file in folder.rglob("*") if file.is_file() for text in [file.read_text()]]
    assert any("connect-src 'self' https://plausible.example" in text for text in policies)


def test_a_feed_of_one_term(site: FreshSite) -> None:
    site.follow("add-terms.md", "newsgen.toml")
    feed = site.built(court="Saltmere Crown Court") / "courts/saltmere-crown-court/feed.atom"
    assert "<title>Quad bikes stolen</title>" in feed.read_text()


def test_court_results_by_district(site: FreshSite) -> None:
    field = "\n[fields.district]\n"  # as the page on fields says
    settings = site.folder / "newsgen.toml"
    settings.write_text(settings.read_text() + field)
    site.lines += 1
    site.follow("make-a-list.md", "newsgen.toml", table="[lists.court]")
    output = site.built(kind="court-result", district="Ellerdale and Moors")
    for page in ("index.html", "areas/example/index.html"):
        assert "Court results" in titles_of_lists(output / page)


def test_open_appeals(site: FreshSite) -> None:
    site.follow("make-a-list.md", "newsgen.toml", table="[lists.open_appeals]")
    output = site.built(kind="appeal", incident="{reference: NS-26-1}")
    assert "Open appeals" in titles_of_lists(output / "areas/example/index.html")
    output = site.built(kind="appeal", status="closed")
    assert "Open appeals" not in titles_of_lists(output / "areas/example/index.html")


def titles_of_lists(file: Path) -> list[str]:
    """Return the headings above lists that have the release."""
    page = html.parse(file)
    lists = page.xpath("//section[.//li//a[text()='Quad bikes stolen']]")
    return [str(heading) for each in lists for heading in each.xpath(".//h2//text()")]
