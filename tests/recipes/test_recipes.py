"""Each recipe of CONTRIBUTING.md holds: followed, its tests pass; a step left out is named by one.

The recipes are followed in a copy of the repository, as the files beside this one have them.
"""

import atexit
import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.recipes.recipe import FILES, Step, read_recipe, written_steps
from tests.support.paths import REPOSITORY

COPIED: Final = ("src", "tests", "docs", "pyproject.toml", "CONTRIBUTING.md")
AFTER: Final = "after"
"""What is run after the steps of any recipe."""
RECIPES: Final = {file.stem: read_recipe(file) for file in FILES}


@cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "each_in_a_copy.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(server.communicate)
    return server


class Copy:
    """A copy of the repository, in which steps are done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy2
            copy(REPOSITORY / name, folder / name)

    def run(self, command: str) -> tuple[int, str]:
        """Run a command, which may have variables of the environment before it."""
        words = command.split()
        variables = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))
        request = {
            "folder": str(self.folder),
            "environment": variables,
            "command": words[len(variables) :],
        }
        server = _server()
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(request) + "\n")
        server.stdin.flush()
        code, printed = json.loads(server.stdout.readline())
        return code, printed

    def follow(self, steps: list[Step], *, edited: set[str]) -> None:
        """Do some steps in the state from before all; `edited` are the files of any."""
        for path in edited:
            (self.folder / path).unlink(missing_ok=True)
            if (REPOSITORY / path).is_file():
                shutil.copy2(REPOSITORY / path, self.folder / path)
        for step in steps:
            for edit in step.edits:
                edit.do(self.folder)
            for command in step.commands:
                code, printed = self.run(command)
                assert code == 0, printed


def test_every_recipe_is_followed_step_by_step() -> None:
    followed: dict[str, set[str]] = {}
    for recipe in RECIPES.values():
        name = recipe.name.partition(" | ")[0]
        numbers = {step.number[0] for step in recipe.steps} - {AFTER[0]}
        followed.setdefault(name, set()).update(numbers)
    assert followed == {name: {*steps} for name, steps in written_steps().items()}


@pytest.mark.parametrize("name", RECIPES)
def test_a_step_names_the_files_that_it_edits(name: str) -> None:
    """So someone who has nothing but the recipe finds them."""
    recipe = RECIPES[name]
    written = written_steps()[recipe.name.partition(" | ")[0]]
    for step in recipe.steps:
        if step.number == AFTER:
            continue
        named = re.findall(r"`([^`]+)`|\]\(([^)]+)\)", written[step.number[0]])
        patterns = [re.sub(r"NAME|NGnnn|MODULE", "[^/]+", re.escape(a or b)) for a, b in named]
        for edit in step.edits:
            fits = any(re.search(rf"(?:^|/){p}(?:$|(?<=/))", edit.path) for p in patterns)
            assert fits, f"step {step.number} does not name {edit.path}"


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_holds_and_a_step_left_out_is_named(name: str, tmp_path: Path) -> None:
    recipe, copy = RECIPES[name], Copy(tmp_path)
    steps = [step for step in recipe.steps if step.number != AFTER]
    last = [step for step in recipe.steps if step.number == AFTER]
    edited = {edit.path for step in recipe.steps for edit in step.edits}
    unnoticed = []
    for left_out in (*steps, *last):
        copy.follow([step for step in steps if step is not left_out], edited=edited)
        code, printed = copy.run(f"pytest {left_out.test}")
        if code != 1 or left_out.words not in printed:
            unnoticed.append(f"without step {left_out.number}:\n{printed}")
    copy.follow([*steps, *last], edited=edited)
    code, printed = copy.run(f"pytest {' '.join(recipe.tests)}")
    assert unnoticed == []
    assert code == 0, printed
