"""Without what is there for speed alone, a site is the same, byte for byte."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsgen.fast import DEVICES
from tests.support.archive_folders import archive_folder
from tests.support.hosted import national_site
from tests.support.paths import REPOSITORY
from tests.support.site import tree, write_site
from tests.support.sources import one_force_settings, read_sources

AS_OF = "2026-11-26T12:00+00:00"
FILES = {"demo": 150, "one force": 1_100, "national": 900}
"""So many files at least has each site."""


def build(site: Path, folder: Path, *, without: str) -> dict[str, bytes]:
    """Build a site in a process of its own, without some devices. Return the output."""
    output = folder / f"without-{without or 'nothing'}"
    command = [sys.executable, "-m", "newsgen", "build", "--quiet", "--no-cache"]
    command += ["--site", str(site), "--output", str(output), "--as-of", AS_OF]
    environment = os.environ | {"NEWSGEN_PLAIN": without}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    files = tree(output)
    shutil.rmtree(output)
    return files


def demo(folder: Path) -> Path:
    site = folder / "site"
    for name in ("content", "themes"):
        shutil.copytree(REPOSITORY / name, site / name)
    shutil.copy(REPOSITORY / "newsgen.toml", site)
    return site


def one_force(folder: Path) -> Path:
    content = archive_folder("one-force").folder
    settings = one_force_settings(read_sources(content))
    return write_site(folder / "site", {"newsgen.toml": settings}, content=content)


SITES: dict[str, Callable[[Path], Path]] = {
    "demo": demo,
    "one force": one_force,
    "national": national_site,
}


@pytest.mark.parametrize("name", SITES)
def test_a_plain_build_gives_the_same_site(name: str, tmp_path: Path) -> None:
    site = SITES[name](tmp_path)
    usual = build(site, tmp_path, without="")
    assert len(usual) >= FILES[name]
    assert build(site, tmp_path, without="1") == usual


def test_each_device_can_be_turned_off_alone(tmp_path: Path) -> None:
    site = demo(tmp_path)
    usual = build(site, tmp_path, without="")
    different = [name for name in DEVICES if build(site, tmp_path, without=name) != usual]
    assert different == []
