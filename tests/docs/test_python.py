"""The examples of the Python reference run as written in the demo, and print what it says."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.docs.test_docs import FENCE, text_of
from tests.support.paths import REPOSITORY

PAGE: Final = "docs/reference/python.md"


def examples() -> tuple[list[str], list[str]]:
    """Return the code of the examples, and what each prints."""
    text = text_of(PAGE).partition("\n## Functions")[0]
    blocks = [(block["kind"], block["text"]) for block in FENCE.finditer(text)]
    kinds = [kind for kind, _ in blocks]
    assert kinds == ["python", "text"] * (len(kinds) // 2)
    return [text for _, text in blocks[::2]], [text for _, text in blocks[1::2]]


def test_the_examples_print_what_the_page_says(tmp_path: Path) -> None:
    for name in ("content", "themes", "newsgen.toml"):
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        copy(REPOSITORY / name, tmp_path / name)
    code, shown = examples()
    assert len(code) > 2
    program = "\nprint('*' * 30)\n".join(code)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.split("*" * 30 + "\n") == shown


def test_examples_use_public_names_alone() -> None:
    code, _ = examples()
    modules = re.findall(r"^(?:from|import) (newsgen[\w.]*)", "\n".join(code), re.MULTILINE)
    assert {*modules} == {"newsgen", "newsgen.frontmatter"}
