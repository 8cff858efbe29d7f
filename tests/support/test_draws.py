"""Random tests draw the same examples every time, or others that can be drawn again."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.support.paths import REPOSITORY

TEST: Final = """
from hypothesis import given, strategies as st
from tests.support.draws import draws

@draws(100)
@given(st.integers(0, 2**64))
def test_it(number):
    with open({file!r}, "a") as file:
        file.write(f"{{number}}\\n")
"""


class Draw(NamedTuple):
    """The numbers that were drawn, and what pytest said."""

    numbers: list[str]
    said: str


def drawn(folder: Path, draw: str, *options: str) -> Draw:
    file = folder / "numbers"
    file.unlink(missing_ok=True)
    (folder / "test_it.py").write_text(TEST.format(file=str(file)))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-c", "/dev/null"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", *options, str(folder / "test_it.py")],
        env=os.environ | {"NEWSGEN_DRAW": draw, "PYTHONPATH": str(REPOSITORY)},
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return Draw(file.read_text().split(), done.stdout)


def test_the_usual_examples_are_always_the_same(tmp_path: Path) -> None:
    first, second = drawn(tmp_path, ""), drawn(tmp_path, "fixed")
    assert first.numbers == second.numbers
    assert "--hypothesis-seed" not in first.said


def test_examples_of_a_soak_are_others_and_can_be_drawn_again(tmp_path: Path) -> None:
    first, second = drawn(tmp_path, "soak"), drawn(tmp_path, "soak")
    assert first.numbers != second.numbers
    named = re.search(r"again: NEWSGEN_DRAW=soak \S+pytest (--hypothesis-seed=\d+)\n", first.said)
    assert named, first.said
    assert drawn(tmp_path, "soak", named[1]).numbers == first.numbers


def test_a_word_that_is_none_of_them_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="KeyError: 'often'"):
        drawn(tmp_path, "often")
