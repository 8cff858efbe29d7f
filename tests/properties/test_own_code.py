"""A site's own Python decides its pages: the next build sees an edit in it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.site import tree

EXTENSION = """
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
import house_style

class Shout(Preprocessor):
    def run(self, lines):
        return [line.replace("police", house_style.NAME) for line in lines]

class House(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Shout(md), "shout", 5)
"""
SETTINGS = """
[site]
title = "Northshire Police"
[areas.Northshire]
name = "Northshire Police"
hosts = ["www.northshire.police.example"]
[markdown]
extensions = ["sane_lists", "house:House"]
"""
RELEASE = """---
title: Road closed at Ellerdale
area: Northshire
url: https://www.northshire.police.example/news/2026/March/road-closed.aspx
date: 2026-03-05 10:00
---
The northshire police closed the road *early* on Thursday.
"""


def build(site: Path, output: str, *options: str) -> str:
    command = [sys.executable, "-m", "newsgen", "build", "--site", str(site), *options]
    command += ["--output", str(site / output), "--as-of", "2026-11-26T12:00+00:00"]
    environment = os.environ | {"PYTHONPATH": str(site / "code")}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_an_edit_in_the_code_of_an_extension_makes_its_pages_again(tmp_path: Path) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "newsgen.toml").write_text(SETTINGS)
    (tmp_path / "content/road.md").write_text(RELEASE)
    (tmp_path / "code/house.py").write_text(EXTENSION)
    page = tmp_path / "output/news/2026/March/road-closed.aspx"
    for name in ("Force", "Constabulary"):  # in a module that the extension imports
        (tmp_path / "code/house_style.py").write_text(f"NAME = {name!r}\n")
        build(tmp_path, "output")
        assert name in page.read_text()
        build(tmp_path, "clean", "--no-cache")
        assert tree(tmp_path / "output") == tree(tmp_path / "clean")
    (tmp_path / "code/house.py").write_text(EXTENSION.replace('"police"', '"road"'))
    build(tmp_path, "output")
    assert "closed the Constabulary" in page.read_text()
    assert "0 files written" in build(tmp_path, "output")
