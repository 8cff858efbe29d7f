"""The sites that these tests look at, each built once."""

from pathlib import Path

import pytest

from tests.support.built import CUMBRIA, Built, build, corpus
from tests.support.paths import REPOSITORY, TOOLS
from tests.support.sources import Source, read_sources


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the demo: the repository itself is its site.

    The time is given, as releases of a later date than the machine's would not be published.
    """
    return build(REPOSITORY, tmp_path_factory.mktemp("demo"), "--as-of", "2026-11-01T00:00")


@pytest.fixture(scope="session")
def cumbria(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the archive of one force, with `content` a link to the corpus."""
    site = tmp_path_factory.mktemp("cumbria")
    (site / "newsgen.toml").write_text(CUMBRIA)
    (site / "content").symlink_to(corpus("cumbria"))
    return build(site, tmp_path_factory.mktemp("cumbria-built"))


@pytest.fixture(scope="session")
def cumbria_sources() -> list[Source]:
    return read_sources(corpus("cumbria"))


@pytest.fixture(scope="session")
def vnu() -> Path:
    """Find the Nu HTML checker."""
    jar = TOOLS / "vnu.jar"
    assert jar.is_file(), (
        f"the Nu HTML checker is expected at {jar}: run `.ci/setup-tools .tools`, "
        "or set NEWSGEN_TOOLS to the folder that has it"
    )
    return jar
