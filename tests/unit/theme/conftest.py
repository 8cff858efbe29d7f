"""A child theme and its parent, in the folder of a site."""

from pathlib import Path

import pytest

from tests.support.themes import CHILD, PARENT, Themes


@pytest.fixture
def themes(tmp_path: Path) -> Themes:
    made = Themes(tmp_path)
    made.write("parent", theme_toml=PARENT)
    made.write("child", theme_toml=CHILD)
    return made
