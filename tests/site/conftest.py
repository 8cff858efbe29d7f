"""The sites that these tests look at, each built once."""

from pathlib import Path

import pytest

from tests.support.archive_folders import archive_folder
from tests.support.built import Built, build
from tests.support.paths import REPOSITORY, TOOLS
from tests.support.site import write_site
from tests.support.sources import Source, one_force_settings, read_sources


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the demo: the repository itself is its site.

    The time is given, as releases of a later date than the machine's would not be published.
    """
    return build(REPOSITORY, tmp_path_factory.mktemp("demo"), "--as-of", "2026-11-01T00:00")


@pytest.fixture(scope="session")
def one_force(tmp_path_factory: pytest.TempPathFactory, one_force_sources: list[Source]) -> Built:
    """Build the archive of one force, with `content` a link to it."""
    files = {"newsgen.toml": one_force_settings(one_force_sources)}
    content = archive_folder("one-force").folder
    site = write_site(tmp_path_factory.mktemp("one-force"), files, content=content)
    return build(site, tmp_path_factory.mktemp("one-force-built"))


@pytest.fixture(scope="session")
def one_force_sources() -> list[Source]:
    archive = archive_folder("one-force")
    sources = read_sources(archive.folder)
    assert len(sources) == archive.count
    return sources


@pytest.fixture(scope="session")
def vnu() -> Path:
    """Find the Nu HTML checker."""
    jar = TOOLS / "vnu.jar"
    assert jar.is_file(), (
        f"the Nu HTML checker is expected at {jar}: run `.ci/setup-tools .tools`, "
        "or set NEWSGEN_TOOLS to the folder that has it"
    )
    return jar
