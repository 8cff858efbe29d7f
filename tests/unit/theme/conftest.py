"""A child theme and its parent, in the folder of a site."""

from pathlib import Path

import pytest

from tests.support.themes import CHILD, PARENT, Themes


@pytest.fixture
def themes(tmp_path: Path) -> Themes:
    themes = Themes(tmp_path)
    themes.write("parent", theme_toml=PARENT)
    themes.write("child", theme_toml=CHILD)
    return themes
