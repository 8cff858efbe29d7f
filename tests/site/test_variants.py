"""A browser takes the smaller copy of a picture that its screen needs, and nothing moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browsing import DEMO, Reader, served
from tests.support.built import Built
from tests.support.chromium import chromium_at
from tests.support.command import build
from tests.support.pictures import photograph
from tests.support.site import CONFIG, HOSTS, Release, new_site, write

pytestmark = pytest.mark.rotates(8)

CHOSEN = "[...document.querySelectorAll('main img')].map(i => i.currentSrc)"
LOADED = """
const done = arguments[0];
for (const image of document.images) image.loading = "eager";
Promise.all([...document.images].map(i => i.decode())).then(() => done(true), () => done(false));
"""


@pytest.fixture(scope="module")
def reader(demo: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with served(demo) as address, chromium_at(tmp_path_factory.mktemp("profile")) as chromium:
        reader = Reader(chromium, address)
        reader.tell("Network.enable")
        reader.tell("Network.setCacheDisabled", cacheDisabled=True)
        yield reader


def chosen(reader: Reader, path: str, width: int, scale: int) -> list[int]:
    """Return the widths of the copies that are loaded, in the order of their pictures."""
    reader.open(path, width, scale=scale)
    assert reader.chromium.execute_async_script(LOADED) is True
    copies: list[str] = reader.ask(CHOSEN)
    assert all(copy.startswith(f"{reader.address}/media/") for copy in copies), copies
    return [int(copy.removesuffix(".webp").rpartition("-")[2]) for copy in copies]


@pytest.mark.parametrize(
    ("width", "scale", "in_release", "in_list"),
    [
        (320, 1, 320, 320), (320, 2, 640, 320), (768, 1, 960, 320), (768, 2, 1200, 320),
        (1280, 1, 960, 320), (1280, 2, 1200, 320),
    ],
)  # fmt: skip
def test_a_browser_takes_the_copy_that_its_screen_needs(
    reader: Reader, width: int, scale: int, in_release: int, in_list: int
) -> None:
    assert chosen(reader, DEMO["release-with-picture"], width, scale)[0] == in_release
    lead, *others = chosen(reader, "/", width, scale)
    assert lead <= 1200
    assert set(others) == {in_list}
    assert set(chosen(reader, DEMO["month"], width, scale)) == {in_list}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/", DEMO["release-with-picture"], DEMO["month"]])
def test_a_copy_is_no_smaller_than_its_place_and_not_much_larger(
    reader: Reader, path: str, width: int
) -> None:
    """The theme's sizes are what the style sheet makes of them."""
    widths = chosen(reader, path, width, 1)
    places: list[float] = reader.ask(
        "[...document.querySelectorAll('main img')].map(i => i.getBoundingClientRect().width)"
    )
    assert places
    for copy, place in zip(widths, places, strict=True):
        assert place * 0.9 <= copy <= max(place * 1.6, 320), (copy, place)


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("path", ["/", DEMO["release-with-picture"], DEMO["month"]])
def test_nothing_moves_when_copies_come(reader: Reader, path: str, scale: int) -> None:
    reader.open(path, 375, scale=scale)
    assert reader.chromium.execute_async_script(LOADED) is True
    moved = reader.chromium.execute_async_script(
        "const done = arguments[0]; let sum = 0;"
        "new PerformanceObserver(l => l.getEntries().forEach(e => sum += e.value))"
        ".observe({type: 'layout-shift', buffered: true});"
        "setTimeout(() => done(sum), 300)"
    )
    assert moved == 0


def test_a_list_keeps_the_point_that_is_named(reader: Reader) -> None:
    reader.open(DEMO["month"], 768)
    place = "getComputedStyle(document.querySelector('.listing img')).objectPosition"
    assert reader.ask(place) == "50% 20%"
    for classes, expected in (
        ("focus-x-30 focus-y-100", "30% 100%"),
        ("focus-x-0 focus-y-0", "0% 0%"),
    ):
        reader.ask(f"document.querySelector('.listing img').className = '{classes}'")
        assert reader.ask(place) == expected


def test_a_browser_takes_avif_where_a_site_makes_it(tmp_path: Path) -> None:
    """And a list looks as it does without."""
    release = Release(
        "A van", url=f"https://{HOSTS['Cumbria']}/a.aspx", date="2026-03-02 10:00", body="Seen."
    )
    release.more["images"] = '[{src: /van.jpg, alt: "A van", focus: [0, 100]}]'
    places = []
    for avif in ("false", "true"):
        folder = tmp_path / avif
        site = new_site(folder, {"a.md": release}, f"{CONFIG}\n[media]\navif = {avif}\n")
        write(site / "content/van.jpg", photograph(700, 400))
        assert build(site).code == 0
        profile = tmp_path / f"profile-{avif}"
        profile.mkdir()
        with served(Built(site / "output")) as address, chromium_at(profile) as chromium:
            reader = Reader(chromium, address)
            for path in ("/a.aspx", "/areas/cumbria/"):
                reader.open(path, 768)
                assert reader.chromium.execute_async_script(LOADED) is True
                (copy,) = reader.ask(CHOSEN)
                assert copy.endswith(".avif" if avif == "true" else ".webp")
                places.append(reader.ask(LOOKS))
    assert places[:2] == places[2:]


LOOKS = """[...document.querySelectorAll("main img")].map(i => {
  const {x, y, width, height} = i.getBoundingClientRect();
  return [x, y, width, height, getComputedStyle(i).objectPosition];
})"""
