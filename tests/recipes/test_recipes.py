"""Each recipe of CONTRIBUTING.md holds: followed, its tests pass; a step left out is named by one.

The recipes are followed in a copy of the repository, as the files beside this one have them.
"""

import atexit
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.recipes.recipe import FILES, Step, read_recipe, written_steps
from tests.support.paths import REPOSITORY

COPIED: Final = (
    *("src", "tests", "docs", "themes", "content"),
    *("pyproject.toml", "newsgen.toml", "README.md", "CONTRIBUTING.md"),
    *("ARCHITECTURE.md", "CHANGELOG.md"),
)
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

    def without(self, left_out: Step, steps: Sequence[Step]) -> str:
        """Leave out a step; return what is printed if its test does not name it."""
        self.follow(steps, left_out=left_out)
        code, printed = self.run(f"pytest {left_out.test}")
        is_named = code in (1, 2) and left_out.words in printed  # 2: a module cannot be imported
        return "" if is_named else f"without step {left_out.number}:\n{printed}"

    def follow(self, steps: Sequence[Step], *, left_out: Step | None = None) -> None:
        """Edit the files as some steps say, in the state from before all, and without one."""
        for path in {edit.path for step in steps for edit in step.edits}:
            (self.folder / path).unlink(missing_ok=True)
            if (REPOSITORY / path).is_file():
                shutil.copy2(REPOSITORY / path, self.folder / path)
        for edit in (edit for step in steps if step is not left_out for edit in step.edits):
            try:
                edit.do(self.folder)
            except ValueError:
                if left_out is None or not left_out.writes(edit.line):
                    raise


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


@pytest.mark.rotates(8)
@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_holds_and_a_step_left_out_is_named(name: str, tmp_path: Path) -> None:
    """What a command writes stays, so the steps that have one are left out before all is done."""
    steps, copy = RECIPES[name].steps, Copy(tmp_path)
    commands = [step for step in steps if step.command]
    unnoticed = [copy.without(step, steps) for step in commands]
    copy.follow(steps)
    for step in commands:
        code, printed = copy.run(step.command)
        assert code == 0, printed
    code, printed = copy.run(f"pytest {' '.join(RECIPES[name].tests)}")
    unnoticed += [copy.without(step, steps) for step in steps if not step.command]
    assert [words for words in unnoticed if words] == []
    assert code == 0, printed
