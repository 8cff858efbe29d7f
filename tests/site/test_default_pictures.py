"""A picture that stands for no picture is in no output; one that seems to is told of once."""

import json
from pathlib import Path
from typing import Final

import pytest

from newsgen.rules.by_area import MOST
from tests.support.built import Built, build
from tests.support.command import AS_OF, Outcome, build as build_here, clean_build, newsgen_in_fork
from tests.support.pictures import photograph, saying
from tests.support.site import HOSTS, Release, new_site, tree, write

LOGO: Final = f"https://{HOSTS['Cumbria']}/images/crest.png?w=225&h=449"
WRITTEN: Final = LOGO.replace("&", "&amp;")
"""How most old files have it."""
SCENE: Final = f"https://{HOSTS['Cumbria']}/images/scene.jpg"
CONFIG: Final = """\
[site]
title = "Police news"
layout = "per-host"

[areas.Cumbria]
name = "Cumbria Constabulary"
hosts = ["www.cumbria.police.uk"]
DEFAULT
[areas.Northshire]
hosts = ["www.northshire.police.example"]
"""


def config(*default: str) -> str:
    line = f"default_images = {json.dumps(default)}\n" if default else ""
    return CONFIG.replace("DEFAULT\n", line)


def release(number: int, picture: str, area: str = "Cumbria", **more: str) -> Release:
    return Release(
        f"Release {number}",
        area,
        f"https://{HOSTS[area]}/news/release-{number}.aspx",
        f"2026-03-{1 + number % 9:02} 09:00",
        more={"kind": "appeal", "og": f"{{image: '{picture}'}}", **more},
    )


def releases(picture: str = WRITTEN) -> dict[str, Release]:
    """Return releases with the logo, and some with a picture of their own."""
    logos = {f"{n:02}.md": release(n, picture) for n in range(MOST + 1)}
    return logos | {
        "scene.md": release(90, SCENE),
        "own.md": release(91, picture, images="[{src: /images/map.png, alt: A map of a street}]"),
        "north.md": release(92, picture, "Northshire"),
    }


def pictures_of(built: Built, path: str) -> tuple[object, ...]:
    """Return the picture of a page's card and of its JSON-LD, and the form of the card."""
    page = built.pages[path]
    (article,) = map(json.loads, page.all("//script[@type='application/ld+json']/text()"))
    return page.meta("og:image"), article.get("image"), page.meta("twitter:card")


@pytest.mark.parametrize("default", [LOGO, WRITTEN, "/images/crest.png?w=225&h=449"])
def test_a_listed_picture_is_in_no_output(tmp_path: Path, default: str) -> None:
    site = new_site(tmp_path / "site", releases(), config(default))
    write(site / "content/images/map.png", saying("map"))
    write(site / "content/images/scene.jpg", photograph(20, 20))
    whole = build(site, tmp_path, "--as-of", AS_OF)
    cumbria, north = (Built(whole.folder / HOSTS[area]) for area in ("Cumbria", "Northshire"))
    files = [path for path in cumbria.folder.rglob("*") if path.is_file()]
    assert len(files) > MOST
    assert [path for path in files if b"crest.png" in path.read_bytes()] == []
    assert pictures_of(cumbria, "news/release-3.aspx") == (None, None, "summary")
    large = "summary_large_image"
    assert pictures_of(cumbria, "news/release-90.aspx") == (SCENE, [SCENE], large)
    picture = f"https://{HOSTS['Cumbria']}/images/map.png"
    assert pictures_of(cumbria, "news/release-91.aspx") == (picture, [picture], large)
    # Another area has not listed it.
    assert pictures_of(north, "news/release-92.aspx") == (LOGO, [LOGO], large)


def findings(outcome: Outcome) -> list[dict[str, object]]:
    return [d for d in outcome.data["diagnostics"] if d["code"] == "NG603"]


def built(site: Path) -> list[dict[str, object]]:
    """Build, compare with a clean build, and return the findings on pictures."""
    outcome = build_here(site)
    with clean_build(site) as (clean, folder):
        assert outcome.code == clean.code == 0, outcome
        assert outcome.data["diagnostics"] == clean.data["diagnostics"]
        assert tree(site / "output") == tree(folder)
    return findings(outcome)


def test_a_picture_of_many_is_one_finding_until_it_is_listed(tmp_path: Path) -> None:
    few = releases()
    last = few.pop(f"{MOST:02}.md")
    site = new_site(tmp_path / "site", few, config())
    write(site / "content/images/map.png", saying("map"))
    assert built(site) == []
    write(site / f"content/{MOST:02}.md", last.text())
    before = tree(site / "output")
    (finding,) = built(site)
    assert finding["message"] == (
        f"21 of 23 releases on {HOSTS['Cumbria']} have the picture {LOGO}"
    )
    assert (finding["path"], finding["line"], finding["severity"]) == ("newsgen.toml", 5, "warning")
    assert str(finding["hint"]).endswith(f'default_images = ["{LOGO}"]')
    others = {path: data for path, data in tree(site / "output").items() if path in before}
    changed = [p for p, data in others.items() if data != before[p] and "release-" in p]
    assert all(path.startswith(f"{HOSTS['Cumbria']}/news/release-") for path in changed)
    assert len(changed) <= 2, "the neighbours of the new release only"

    write(site / "newsgen.toml", "# A comment.\n" + config())
    assert [d["line"] for d in built(site)] == [6]
    write(site / "newsgen.toml", config(LOGO))
    assert built(site) == []
    write(site / "newsgen.toml", config(SCENE))
    (finding,) = built(site)
    assert str(finding["hint"]).endswith(f'default_images = ["{SCENE}", "{LOGO}"]')
    assert finding["line"] == 8
    write(site / "content/03.md", release(3, WRITTEN, status="withdrawn", explanation="No.").text())
    assert built(site) == []


def test_without_a_configuration_the_finding_names_the_file_to_write(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", releases(), "")
    (site / "newsgen.toml").unlink()
    outcome = newsgen_in_fork("check", "--site", site, "--as-of", AS_OF, "--no-cache")
    assert outcome.code == 0
    assert "newsgen.toml:1:1: warning[NG603]" in outcome.err
    assert "under [areas.Cumbria]" in outcome.err
