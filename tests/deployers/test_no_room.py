"""A host without room holds up no take-down, neither there nor on other hosts."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.deployers.test_full import mounted
from tests.deployers.test_refused import DOWN, WITHDRAWN, WORD, down, release
from tests.support.deploying import Deployed
from tests.support.site import HOSTS, tree

pytestmark = pytest.mark.parametrize("place", ["file", "ssh"], indirect=True)
OPTIONS: Final = [("--take-downs-only",), ()]


def fill(disk: Path, *, again: bool = False) -> None:
    """Leave no byte."""
    with (disk / "filler").open("ab" if again else "wb") as stream:
        try:
            while True:
                os.write(stream.fileno(), bytes(4096))
        except OSError:
            pass


@pytest.fixture
def full(deployed: Deployed) -> Iterator[Deployed]:
    """Return a site with several releases on a disk that is full, of which one is withdrawn."""
    disk = deployed.folder.parent
    with mounted(disk):
        deployed.configure(most_deletions="100")
        deployed.write("down.md", down())
        deployed.deployed()
        for n in range(3):
            deployed.write("other.md", release("Other", summary=f"Summary {n}"))
            deployed.deployed()
        deployed.idle()
        deployed.write("down.md", down(**WITHDRAWN))
        deployed.build()
        fill(disk)
        yield deployed
        deployed.idle()


@pytest.mark.parametrize("options", OPTIONS)
def test_earlier_releases_make_room_for_a_take_down(
    full: Deployed, options: tuple[str, ...]
) -> None:
    outcome = full.deploy(*options)
    assert outcome.code == 1
    assert f"{full.url} cannot be written to: " in outcome.err
    assert "No space left on device" in outcome.err
    assert "was taken down there" in outcome.err
    assert not (full.live / DOWN).exists() or WORD not in (full.live / DOWN).read_text()
    (full.folder.parent / "filler").unlink()
    full.deployed()
    assert full.holding(WORD) == []
    assert tree(full.live) == full.built


def test_nothing_of_what_was_deleted_is_left_when_there_is_room(full: Deployed) -> None:
    url = f"https://{HOSTS['Cumbria']}/{DOWN}"
    full.write("down.md", down())
    outcome = full.newsgen("remove", url, "--reason", "court-order", "--yes")
    assert outcome.code == 0, outcome.err
    for kept in (full.folder / "releases").glob("00000[123]"):
        shutil.rmtree(kept)
    fill(full.folder.parent, again=True)
    assert full.deploy("--take-downs-only").code == 1
    assert not (full.live / DOWN).exists()
    (full.folder.parent / "filler").unlink()
    full.deployed()
    assert full.holding(WORD) == []


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("is_first", [True, False])
def test_other_hosts_take_it_down(
    deployed: Deployed, options: tuple[str, ...], is_first: bool
) -> None:
    disk, healthy = deployed.folder.parent, deployed.folder.parent.with_name("healthy")
    with mounted(disk):
        urls = [deployed.url, f"file://{healthy}"]
        deployed.urls = urls if is_first else urls[::-1]
        deployed.configure(most_deletions="100")
        deployed.write("down.md", down())
        deployed.deployed()
        deployed.idle()
        deployed.write("down.md", down(**WITHDRAWN))
        deployed.build()
        fill(disk)
        outcome = deployed.deploy(*options)
        assert outcome.code == 1
        assert f"{deployed.url} cannot be written to" in outcome.err
        for folder in (deployed.folder, healthy):
            page = folder / "live/site" / DOWN
            assert not page.exists() or WORD not in page.read_text()
        assert WORD not in (healthy / "live/site/index.html").read_text()
        (disk / "filler").unlink()
        deployed.deployed()
        assert deployed.holding(WORD) == []
