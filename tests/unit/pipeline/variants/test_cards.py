"""Cards in a site: drawn once, kept, and gone with what they showed, from output and cache."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.files.imagesize import size_of
from newsgen.media.cards import Painter
from newsgen.pipeline import session
from newsgen.pipeline.central import build as build_here
from newsgen.pipeline.result import Action
from tests.support.builds import appeal, built, request
from tests.support.command import build
from tests.support.fonts import font_with
from tests.support.pictures import photograph
from tests.support.site import CONFIG, Release, write

ON = CONFIG + "\n[media]\ncards = true\n"
SITE = {
    "newsgen.toml": ON,
    "content/a.md": appeal("a", "2026-03-01"),
    "content/b.md": appeal("b", "2026-03-02"),
    "content/c.md": appeal(
        "c", "2026-02-01", body="![Van](/van.jpg)", images="[{src: /van.jpg, alt: A van}]"
    ),
    "content/van.jpg": photograph(300, 200),
}


def cards(site: Path, folder: str = "output/media/cards") -> set[str]:
    """Return the headlines that cards say in their files."""
    files = [path for path in (site / folder).rglob("*") if path.is_file()]
    titles = [re.search(rb"Title\0\0\0\0\0(Appeal \w+)", file.read_bytes()) for file in files]
    counts = Counter(title[1].decode() for title in titles if title)
    assert counts.total() == len(counts) == len(files)
    return set(counts)


def kept(site: Path) -> set[str]:
    return cards(site, ".newsgen/media/cards")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the headlines of the cards that are drawn from now on."""
    titles: list[str] = []
    real = Painter.card

    def seen(painter: Painter, text: object) -> bytes:
        titles.append(text.title)  # type: ignore[attr-defined]
        return real(painter, text)  # type: ignore[arg-type]

    monkeypatch.setattr(Painter, "card", seen)
    return titles


def test_a_page_names_its_card_with_its_size(site: Path) -> None:
    built(site)
    assert cards(site) == {"Appeal a", "Appeal b"}
    page = (site / "output/news/a.aspx").read_text()
    (address,) = set(re.findall(r'og:image" content="https://news.example(/[^"]+)"', page))
    assert size_of((site / f"output{address}").read_bytes()) == (1200, 630)
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta property="og:image:height" content="630">' in page
    assert '<meta property="og:image:alt" content="Appeal a">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert f'"image":["https://news.example{address}"]' in page
    with_picture = (site / "output/news/c.aspx").read_text()
    assert "/media/cards" not in with_picture
    assert "og:image:width" not in with_picture


@pytest.mark.parametrize(
    "picture", [{"images": "[{src: /map.svg, alt: A map}]"}, {"og": "{image: /map.svg}"}]
)
def test_a_drawing_has_its_size_and_a_card_in_its_place_where_it_is_shared(
    site: Path, picture: dict[str, str]
) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><path d="M1 5"/></svg>'
    write(site / "content/map.svg", svg)
    write(site / "content/d.md", appeal("d", "2026-03-03", **picture).text())
    built(site)
    page = (site / "output/news/d.aspx").read_text()
    assert re.search(r'og:image" content="https://news.example/media/cards/', page)
    assert not re.search(r'content="[^"]*svg', page)
    if "images" in picture:
        for shown in (page, (site / "output/index.html").read_text()):
            assert '<img src="/map.svg" alt="A map" width="1200" height="800"' in shown


def test_only_what_changed_is_drawn(site: Path, drawn: list[str]) -> None:
    built(site)
    assert sorted(drawn) == ["Appeal a", "Appeal b"]
    drawn.clear()
    write(site / "content/a.md", appeal("a", "2026-03-01", body="Other words.").text())
    assert built(site).counts[Action.UPDATE] >= 1
    assert drawn == []
    renamed = appeal("a", "2026-03-01").text().replace("Appeal a", "Appeal z")
    write(site / "content/a.md", renamed)
    built(site)
    assert drawn == ["Appeal z"]
    assert cards(site) == kept(site) == {"Appeal z", "Appeal b"}


def test_a_build_without_a_change_draws_and_opens_none(site: Path, drawn: list[str]) -> None:
    built(site)
    drawn.clear()
    for file in (site / ".newsgen/media").rglob("*.png"):
        file.write_bytes(b"not looked at")
    assert built(site).counts.get(Action.UPDATE, 0) == 0
    assert drawn == []


def test_cards_outlive_the_cache_and_are_not_drawn_again(site: Path, drawn: list[str]) -> None:
    built(site)
    drawn.clear()
    (site / ".newsgen/cache.sqlite").unlink()
    shutil.rmtree(site / "output")
    built(site)
    assert drawn == []
    assert cards(site) == kept(site) == {"Appeal a", "Appeal b"}


def test_cards_outlive_another_version(
    site: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(site)
    drawn.clear()
    monkeypatch.setattr(session, "version", lambda: "another")
    assert built(site).counts[Action.KEEP] == 0
    assert drawn == []
    assert cards(site) == kept(site) == {"Appeal a", "Appeal b"}


def test_what_a_killed_build_kept_goes_with_the_next_card(site: Path) -> None:
    built(site)
    (file,) = (
        path
        for path in (site / ".newsgen/media").rglob("*.png")
        if b"Appeal a" in path.read_bytes()
    )
    left = file.with_name(file.name.replace("-", "-0"))
    left.write_bytes(file.read_bytes())
    write(site / "content/a.md", appeal("a", "2026-03-01").text().replace("Appeal a", "Appeal z"))
    built(site)
    assert kept(site) == {"Appeal z", "Appeal b"}


def test_workers_draw_the_same_bytes(site: Path) -> None:
    built(site)
    before = {p.name: p.read_bytes() for p in (site / "output/media/cards").rglob("*.png")}
    shutil.rmtree(site / "output")
    shutil.rmtree(site / ".newsgen")
    assert build(site).code == 0
    after = {p.name: p.read_bytes() for p in (site / "output/media/cards").rglob("*.png")}
    assert before == after


AFTER = {
    "withdrawn": appeal("a", "2026-03-01", status="withdrawn", explanation="A court order."),
    "gone": appeal("a", "2026-03-01", status="gone"),
    "moved": appeal("a", "2026-03-01", status="moved", superseded_by="/news/b.aspx"),
    "draft": appeal("a", "2026-03-01", status="draft"),
    "held": appeal("a", "2026-03-01", embargo="2026-03-20T10:00+00:00"),
    "expired": appeal("a", "2026-03-01", expires="2026-03-10T10:00+00:00"),
    "unlisted": appeal("a", "2026-03-01", noindex="true"),
    "with a picture": appeal("a", "2026-03-01", images="[{src: /van.jpg, alt: A van}]"),
    "deleted": None,
}
OVER = {"withdrawn", "gone", "moved", "draft", "held", "expired", "deleted"}


def change(site: Path, after: Release | None) -> None:
    if after is None:
        (site / "content/a.md").unlink()
    else:
        write(site / "content/a.md", after.text())


@pytest.mark.parametrize("how", AFTER)
def test_a_card_goes_with_its_release(how: str, site: Path) -> None:
    built(site)
    change(site, AFTER[how])
    built(site)
    assert cards(site) == kept(site) == {"Appeal b"}
    if how in OVER:
        assert (
            not (site / "output/news/a.aspx").is_file()
            or b"Appeal a" not in (site / "output/news/a.aspx").read_bytes()
        )


@pytest.mark.rotates(7)
@pytest.mark.parametrize("how", sorted(OVER))
def test_a_refused_build_keeps_no_card_of_what_is_over(how: str, site: Path) -> None:
    built(site)
    change(site, AFTER[how])
    write(site / "content/broken.md", b"---\ntitle: [\n---\n")
    assert build_here(request(site)).refused
    assert cards(site) == {"Appeal a", "Appeal b"}
    assert kept(site) == {"Appeal b"}


def test_a_card_goes_with_its_month(site: Path) -> None:
    write(site / "content/d.md", appeal("d", "2025-01-01").text())
    built(site)
    assert kept(site) == {"Appeal a", "Appeal b", "Appeal d"}
    write(site / "content/d.md", appeal("d", "2025-02-01").text())
    built(site)
    assert cards(site) == kept(site) == {"Appeal a", "Appeal b", "Appeal d"}
    (site / "content/d.md").unlink()
    built(site)
    assert cards(site) == kept(site) == {"Appeal a", "Appeal b"}


def test_cards_can_be_turned_off_and_bounded(site: Path) -> None:
    built(site)
    write(site / "newsgen.toml", CONFIG)
    built(site)
    assert cards(site) == kept(site) == set()
    write(site / "newsgen.toml", ON + "kept = 0\n")
    built(site)
    assert cards(site) == {"Appeal a", "Appeal b"}
    assert kept(site) == set()


def test_a_font_that_cannot_be_drawn_with_is_named(site: Path) -> None:
    theme = '[theme]\ntitle = "Child"\nextends = "plain"\n[cards]\nfont = "a.ttf"\n'
    write(site / "themes/child/theme.toml", theme)
    letters = "".join(map(chr, range(32, 127)))
    write(site / "themes/child/fonts/a.ttf", font_with(letters, 4))
    write(site / "newsgen.toml", ON.replace('theme = "plain"', 'theme = "child"'))
    with pytest.raises(NewsgenError, match="Pillow cannot draw with the font a"):
        build_here(request(site))
