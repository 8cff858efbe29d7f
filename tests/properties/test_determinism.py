"""The same site gives the same bytes, whatever the machine, its settings and the number of jobs."""

import random
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.command import build, build_arguments, command, environment
from tests.support.site import CONFIG, Release, difference, many_releases, new_site, tree, write

MOORS = ("Northmoor", "Southmoor")
"""Areas that share an archive in one language, and have their own in another."""
SETTINGS = CONFIG + "".join(
    f"""
[areas.{area}]
hosts = ["moors.example"]
archive = "/moors/"
[areas.{area}.languages.cy]
name = "Heddlu {area}"
permalink = "/{area.lower()}/{{year}}/{{month_name}}/{{slug}}/"
"""
    for area in MOORS
)
SETTINGS += '[languages.cy]\nhome = "/cy/"\n'


def of_moors(area: str, month: int, language: str) -> Release:
    return Release(
        f"Moors of {area} {month} {language}",
        area=area,
        url=f"https://moors.example/moors/{area}{month}/" if language == "en" else None,
        date=f"2026-{month:02}-03",
        more={"language": language},
    )


RELEASES = many_releases(300) | {
    f"{area}/{month}-{language}.md": of_moors(area, month, language)
    for area in MOORS
    for month in (1, 2, 3)
    for language in ("en", "cy")
}
RELEASES |= {
    "zoë/Ünï.md": Release(
        "Café Zoë – “quoted”", url="https://www.cumbria.police.uk/caf%C3%A9/Zo%C3%AB.aspx"
    ),
    "Upper.md": Release("Upper", url="https://www.cumbria.police.uk/Upper.aspx"),
    "lower.md": Release("lower", url="https://www.cumbria.police.uk/lower.aspx"),
    "undated.md": Release("Sans date", area="Westmarch", url="https://w.example/x"),
    "summer.md": Release(
        "Clock change", url="https://w.example/y", area="Westmarch", date="2025-10-26 01:30"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_site(tmp_path_factory.mktemp("determinism") / "site", RELEASES, SETTINGS)


@pytest.fixture(scope="module")
def expected(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    built = _built(site, tmp_path_factory.mktemp("first"), jobs=1)
    assert sum(path.endswith(".aspx") for path in built) == 303
    return built


def _built(site: Path, folder: Path, *, jobs: int) -> dict[str, bytes]:
    outcome = build(site, output=folder / "output", cache_folder=folder / "cache", jobs=jobs)
    assert outcome.code == 0, outcome.out + outcome.err
    return tree(folder / "output")


@pytest.mark.parametrize("jobs", [2, 5])
def test_workers_give_the_same_bytes_as_one_process(
    site: Path, expected: dict[str, bytes], tmp_path: Path, jobs: int
) -> None:
    assert difference(_built(site, tmp_path, jobs=jobs), expected) == {}


def test_workers_report_findings_in_the_same_order(tmp_path: Path) -> None:
    wrong = {path: Release("No area", area="''", url="nowhere") for path in RELEASES}
    site = new_site(tmp_path / "site", wrong)
    alone, together = (
        build(site, cache_folder=tmp_path / f"cache-{jobs}", jobs=jobs) for jobs in (1, 2)
    )
    assert alone.code == 1
    assert len(alone.data["diagnostics"]) >= 2 * len(RELEASES)
    assert alone.data["diagnostics"] == together.data["diagnostics"]


@pytest.mark.parametrize("seed", [1, 2])
def test_order_in_which_files_were_made_does_not_matter(
    expected: dict[str, bytes], tmp_path: Path, seed: int
) -> None:
    paths = sorted(RELEASES)
    random.Random(seed).shuffle(paths)
    site = new_site(tmp_path / "site", {path: RELEASES[path] for path in paths}, SETTINGS)
    assert difference(_built(site, tmp_path, jobs=2), expected) == {}


def test_releases_added_one_by_one_give_the_same_bytes_as_all_at_once(
    expected: dict[str, bytes], tmp_path: Path
) -> None:
    paths = sorted(RELEASES)
    random.Random(3).shuffle(paths)
    site = new_site(tmp_path / "site", {}, SETTINGS)
    for part in (paths[:7], paths[7:20], paths[20:150], paths[150:]):
        for path in part:
            write(site / "content" / path, RELEASES[path].text())
        actual = _built(site, tmp_path, jobs=2)
    assert difference(actual, expected) == {}


@pytest.mark.parametrize(
    "variables",
    [
        {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
        {"TZ": "", "PYTHONHASHSEED": "0", "LC_ALL": "POSIX", "LANGUAGE": "cy"},
    ],
    ids=["auckland", "new-york", "posix"],
)
def test_time_zone_hash_seed_and_locale_do_not_matter(
    site: Path, expected: dict[str, bytes], tmp_path: Path, variables: Mapping[str, str]
) -> None:
    arguments = build_arguments(
        site, output=tmp_path / "output", cache_folder=tmp_path / "cache", jobs=2
    )
    done = subprocess.run(
        command(*arguments), env=environment(variables), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert difference(tree(tmp_path / "output"), expected) == {}


def test_place_of_the_site_on_disk_does_not_matter(
    site: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    moved = new_site(tmp_path / "another place" / "Zoë's site", RELEASES, SETTINGS)
    assert str(site) not in str(moved)
    assert difference(_built(moved, tmp_path, jobs=1), expected) == {}
