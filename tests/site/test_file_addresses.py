"""A file of the site is one, whichever of its addresses a release has."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.support.builds import URL, appeal, built
from tests.support.command import build, clean_build, newsgen_in_fork
from tests.support.pictures import photograph, png
from tests.support.site import CONFIG, HOSTS, new_site, tree, write

pytestmark = pytest.mark.rotates(7)

MORE: Final = "www.more.example"
SITE: Final = CONFIG.replace(
    f'hosts = ["{HOSTS["Northshire"]}"]', f'hosts = ["{HOSTS["Northshire"]}", "{MORE}"]'
)
ADDRESSES: Final = (
    "/images/van.jpg",
    f"{URL}/images/van.jpg",
    f"http://{MORE}/images/van.jpg",
    f"//{MORE}/images/v%61n.jpg",
    "/images/../images/van.jpg",
)
CARDS: Final = "\n[media]\ncards = true\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return new_site(tmp_path / "site", {}, SITE)


def page_of(site: Path) -> str:
    return (site / "output/news/a.aspx").read_text()


def shared(site: Path) -> list[str]:
    return re.findall(r'og:image" content="([^"]*)"', page_of(site))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_picture_is_published_with_its_copies(site: Path, address: str) -> None:
    write(site / "content/images/van.jpg", photograph(700, 20))
    src = address.removeprefix(f"//{MORE}")  # without a scheme, it is refused in `images`
    more = {"images": f"[{{src: '{src}', alt: A van}}]"}
    write(site / "content/a.md", appeal("a", "2026-03-01", f"![A van]({address})", **more).text())
    assert [d.code for d in built(site).diagnostics] == []
    assert (site / "output/images/van.jpg").exists()
    pictures = re.findall(r"<img[^>]*>", page_of(site))
    assert len(pictures) == 2
    for picture in pictures:
        assert 'src="/images/van.jpg"' in picture
        assert 'width="700" height="20"' in picture
        assert "srcset=" in picture


@pytest.mark.parametrize("address", ADDRESSES[1:])
def test_a_document_is_in_use_and_says_what_it_is(site: Path, address: str) -> None:
    address = address.replace("van.jpg", "plan.csv").replace("v%61n.jpg", "pl%61n.csv")
    write(site / "content/images/plan.csv", "day,place\n")
    write(site / "content/a.md", appeal("a", "2026-03-01", f"See [the plan]({address}).").text())
    write(site / "content/b.md", appeal("b", "2026-03-01", "[Plan](/images/plan.csv)").text())
    built(site)
    assert '<a href="/images/plan.csv">the plan (CSV, 10 bytes)</a>' in page_of(site)
    outcome = newsgen_in_fork("remove", f"{URL}/news/b.aspx", "--site", site, "--yes",
                              "--reason", "erasure")  # fmt: skip
    assert outcome.code == 0, outcome.err
    assert (site / "content/images/plan.csv").exists()


KEYS: Final = (
    *(("og", f"{{image: '{address}'}}") for address in ADDRESSES),
    ("images", f"[{{src: {URL}/images/van.jpg, alt: A van}}]"),
)


@pytest.mark.parametrize(("key", "value"), KEYS)
def test_a_picture_that_is_shared_comes_and_goes(site: Path, key: str, value: str) -> None:
    write(site / "newsgen.toml", SITE + CARDS)
    write(site / "content/images/map.png", photograph(20, 20, "PNG"))
    write(site / "content/b.md", appeal("b", "2026-03-01", "![A map](/images/map.png)").text())
    write(site / "content/a.md", appeal("a", "2026-03-01", **{key: value}).text())
    states = [None, photograph(90, 20), b"no picture", photograph(70, 20), None]
    for state in states:
        if state:
            write(site / "content/images/van.jpg", state)
        else:
            (site / "content/images/van.jpg").unlink(missing_ok=True)
        outcome = build(site)
        codes = {d["code"] for d in outcome.data["diagnostics"]} - {"NG216"}
        is_sound = state not in (None, b"no picture")
        assert codes == (set() if is_sound else {"NG551"} if state else {"NG501"})
        (image,) = shared(site)
        assert image.endswith(("/images/van.jpg", "/images/v%61n.jpg")) is is_sound
        assert ("/media/cards/" in image) is not is_sound
        assert (site / "output/images/van.jpg").exists() is is_sound
        in_feed = "/images/van.jpg" in (site / "output/feed.json").read_text()
        assert in_feed is (is_sound and key == "images")
        with clean_build(site) as (clean, folder):
            assert outcome.data["diagnostics"] == clean.data["diagnostics"]
            assert tree(site / "output") == tree(folder)


def test_the_picture_of_another_system_is_shared_as_it_was(site: Path) -> None:
    address = f"{URL}/SiteElements/van.jpg?w=2"
    write(site / "content/a.md", appeal("a", "2026-03-01", og=f"{{image: '{address}'}}").text())
    assert [d.code for d in built(site).diagnostics] == []
    assert shared(site) == [address]


def test_a_host_of_its_own_has_files_of_its_own(site: Path) -> None:
    write(site / "newsgen.toml", SITE.replace('"plain"', '"plain"\nlayout = "per-host"'))
    write(site / "content/images/van.jpg", photograph(20, 20))
    body = f"![A van](https://{MORE}/images/van.jpg)"
    write(site / "content/a.md", appeal("a", "2026-03-01", body).text())
    built(site)
    assert not [*(site / "output").rglob("van.jpg")]


def test_the_page_above_the_hosts_has_the_crest(site: Path) -> None:
    settings = SITE.replace('"plain"', '"plain"\nlayout = "per-host"')
    write(site / "newsgen.toml", f'{settings}\n[theme.options]\ncrest = "/images/crest.png"\n')
    write(site / "content/images/crest.png", png(3, 2))
    write(site / "content/a.md", appeal("a", "2026-03-01").text())
    built(site)
    output = site / "output"
    assert 'src="/images/crest.png"' in (output / "index.html").read_text(encoding="utf-8")
    assert (output / "images/crest.png").is_file()
    assert len([*output.rglob("crest.png")]) > 1
    with clean_build(site) as (_, folder):
        assert tree(output) == tree(folder)
    write(site / "newsgen.toml", settings)
    built(site)
    assert not [*output.rglob("crest.png")]


def test_each_host_has_the_files_of_the_settings(site: Path) -> None:
    settings = SITE.replace('"plain"', '"plain"\nlayout = "per-host"')
    named = settings.replace("[site]\n", '[site]\nfiles = ["/.well-known/security.txt"]\n')
    write(site / "newsgen.toml", named)
    write(site / "content/.well-known/security.txt", "Contact: tel:+441632960001\n")
    write(site / "content/.well-known/else.txt", "Nothing names this\n")
    write(site / "content/a.md", appeal("a", "2026-03-01").text())
    built(site)
    output = site / "output"
    roots = {path.parents[1] for path in output.rglob("security.txt")}
    assert roots == {output, output / HOSTS["Northshire"]}
    assert not [*output.rglob("else.txt")]
    with clean_build(site) as (_, folder):
        assert tree(output) == tree(folder)
    write(site / "newsgen.toml", settings)
    built(site)
    assert not [*output.rglob(".well-known")]
