"""What newsgen init --from reads in an archive is what the archive was made with."""

from collections import defaultdict
from pathlib import Path

import pytest

from newsgen.config.load import parse
from newsgen.scaffold.adopting import facts_of
from newsgen.scaffold.reading import read_archive
from newsgen.scaffold.settings import settings_of
from tests.archives import FORCES, Archive, national, one_force


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_area_and_host_is_known(tmp_path: Path, seed: int) -> None:
    archive = national(tmp_path, seed=seed, releases=1_000)
    assert_known(archive)
    assert len({release.area for release in archive.releases}) == len(FORCES)


def test_so_they_are_of_one_force(tmp_path: Path) -> None:
    assert_known(one_force(tmp_path, releases=400))


def assert_known(archive: Archive) -> None:
    """Hold that settings read from an archive know what its releases have."""
    files = read_archive(archive.folder)
    at = archive.releases[0].at
    facts = facts_of(files.releases, at)
    config = parse(settings_of(facts, at.date()))
    urls = defaultdict[str, set[str]](set)
    for release in archive.releases:
        urls[release.area].add(release.url)
    given = parse(archive.settings)
    assert set(config.areas) == {area.key for area in facts.areas} == set(urls)
    for key, settings in config.areas.items():
        hosts = {url.split("/")[2] for url in urls[key] if url.startswith("http")}
        assert hosts <= set(settings.hosts)
        assert set(given.areas[key].hosts) <= set(settings.hosts)
        assert set(given.areas[key].default_images) <= set(settings.default_images)
