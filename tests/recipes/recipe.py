"""The recipes of CONTRIBUTING.md, and their steps as someone did them in a copy of the repository.

A file here has the steps of one recipe, under the recipe's name and further tests that must pass
when all is done. `@@ NUMBER | TEST | WORDS` begins
a step, or a part of one, and says which test fails without it and with which words. Its edits
follow: `++ FILE` writes a file; with `| before | LINE`, `after` or `instead`, it adds to one. A
line `$$ COMMAND` stands for what the step runs.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.paths import REPOSITORY

CONTRIBUTING: Final = REPOSITORY / "CONTRIBUTING.md"
FILES: Final = sorted(Path(__file__).parent.glob("*.txt"))
_STEP: Final = re.compile(r"^@@ ", re.MULTILINE)
_ACT: Final = re.compile(r"^(?:\+\+|(?=\$\$)) ?", re.MULTILINE)


@dataclass(frozen=True)
class Edit:
    """A file that is written, or lines put before, after or instead of one of its lines."""

    path: str
    place: str
    line: str
    text: str

    def do(self, folder: Path) -> None:
        """Make the edit; raises `ValueError` if the file lacks the line."""
        file = folder / self.path
        text = self.text
        if self.place:
            before, line, after = file.read_text("utf-8").partition(f"\n{self.line}\n")
            if not line:
                raise ValueError(f"{self.path} has no line {self.line!r}")
            pieces = {"before": (text, self.line), "after": (self.line, text), "instead": (text,)}
            lines = "\n".join(piece.removesuffix("\n") for piece in pieces[self.place])
            text = f"{before}\n{lines}\n{after}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


@dataclass(frozen=True)
class Step:
    """A step, or a part of it that can be forgotten by itself, and what notices that."""

    number: str
    test: str
    words: str
    edits: tuple[Edit, ...]
    command: str

    def writes(self, line: str) -> bool:
        return any(line in edit.text.split("\n") for edit in self.edits)


@dataclass(frozen=True)
class Recipe:
    """A recipe as it was followed."""

    name: str
    tests: tuple[str, ...]
    steps: tuple[Step, ...]


def read_recipe(file: Path) -> Recipe:
    head, *texts = _STEP.split(file.read_text("utf-8"))
    name, *more = head.split("\n")
    steps = tuple(map(_step, texts))
    tests = sorted({*" ".join(more).split(), *(step.test for step in steps)})
    return Recipe(name, tuple(tests), steps)


def _step(text: str) -> Step:
    head, *acts = _ACT.split(text)
    number, test, words = (part.strip() for part in head.split("|", 2))
    edits = tuple(_edit(act) for act in acts if not act.startswith("$$"))
    command = "".join(act[2:].strip() for act in acts if act.startswith("$$"))
    return Step(number, test, words, edits, command)


def _edit(text: str) -> Edit:
    head, _, body = text.partition("\n")
    path, _, rest = head.partition(" | ")
    place, _, line = rest.partition(" | ")
    return Edit(path.strip(), place, line, body)


def written_steps() -> dict[str, dict[str, str]]:
    """Return the steps of each recipe of CONTRIBUTING.md by number, with their words."""
    page = CONTRIBUTING.read_text("utf-8").partition("\n## Recipes\n")[2].partition("\n## ")[0]
    _, *recipes = re.split(r"^### ", page, flags=re.MULTILINE)
    return {
        recipe.partition("\n")[0]: dict(
            re.findall(r"^(\d)\. ((?:.+\n?(?! *\n|\d\.))*)", recipe, re.MULTILINE)
        )
        for recipe in recipes
    }
