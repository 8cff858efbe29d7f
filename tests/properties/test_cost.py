"""What a build writes depends on what changed, not on how much there is."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from newsgen.model.release import MOST
from tests.support.command import build
from tests.support.pictures import saying
from tests.support.site import HOSTS, Release, many_releases, new_site, write

AT_MOST: Final = 12
"""Pages around a release: its neighbours, month, year, area, home, feeds and sitemaps."""
NEW: Final = Release(
    "Added later",
    url=f"https://{HOSTS['Cumbria']}/News/News-Articles/2025/August/Added-later.aspx",
    date="2025-08-05 12:00",
)


@pytest.fixture(scope="module", params=[(200, 2000)])
def sites(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, ...]:
    """Return a small and a large site, whose newest months are the same."""
    written = []
    for count in request.param:
        releases = many_releases(count)
        for release in [*releases.values()][::3]:
            release.more["tags"] = "[roads]"
        site = new_site(tmp_path_factory.mktemp("cost") / "site", releases)
        outcome = build(site, jobs=2)
        assert outcome.code == 0
        assert outcome.written > count
        written.append(site)
    return tuple(written)


def _written(site: Path) -> int:
    outcome = build(site)
    assert outcome.code == 0, outcome.out
    return outcome.written


def test_change_of_one_release_writes_as_much_in_a_large_archive_as_in_a_small(
    sites: tuple[Path, ...],
) -> None:
    """Add it, rename it, add to its body, take it down: each in turn, in both archives."""
    steps = {
        "nothing": None,
        "add": NEW.text(),
        "rename": NEW.text().replace("Added later", "Renamed"),
        "write": NEW.text().replace("for help", "for much help"),
        "take down": "",
    }
    for step, text in steps.items():
        small, large = (_after(site, text) for site in sites)
        assert small == large, step
        assert small <= AT_MOST, step
        assert (small == 0) is (text is None), step


def _after(site: Path, text: str | None) -> int:
    path = site / "content/Cumbria/2025/added-later.md"
    if text:
        write(path, text)
    elif text is not None:
        path.unlink()
    return _written(site)


def test_release_of_long_ago_costs_as_much_as_one_of_today(sites: tuple[Path, ...]) -> None:
    """Only the feeds and pages that show the newest releases need not be written."""
    _, large = sites
    url = f"https://{HOSTS['Cumbria']}/News/News-Articles/2015/March/Old.aspx"
    write(large / "content/old.md", Release("Old", url=url, date="2015-03-05 12:00").text())
    assert 0 < _written(large) <= AT_MOST


def test_release_with_a_tag_changes_as_many_later_pages_in_each_archive(
    sites: tuple[Path, ...],
) -> None:
    """It is among the newest before six others at most; the newest of all changes none."""
    tagged = replace(NEW, more={"tags": "[roads]"})
    last = replace(tagged, date="2025-10-28 12:00", url=f"https://{HOSTS['Cumbria']}/last.html")
    for release, most in ((tagged, AT_MOST + MOST), (last, AT_MOST)):
        small, large = (_after(site, release.text()) for site in sites)
        assert small == large <= most
        small, large = (_after(site, "") for site in sites)
        assert small == large <= most


def test_picture_that_changes_is_the_only_file_written(sites: tuple[Path, ...]) -> None:
    small, _ = sites
    release = Release(
        "Picture", url=f"https://{HOSTS['Cumbria']}/pic", body="![map](/images/map.png)"
    )
    write(small / "content/images/map.png", saying("one"))
    write(small / "content/picture.md", release.text())
    assert 0 < _written(small) <= AT_MOST
    write(small / "content/images/map.png", saying("other"))
    assert _written(small) == 1
    assert (small / "output/images/map.png").read_bytes() == saying("other")
