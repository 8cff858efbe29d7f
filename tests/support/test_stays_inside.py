"""The tests need nothing beside the repository, and one that looks there fails."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.support.paths import REPOSITORY
from tests.support.stays_inside import lies_beside, named_by

HOME: Final = Path("/home/someone")
ALLOWED: Final = ("/home/someone/tmp", "/usr")
CODE: Final = ("tests", "benchmarks", ".ci", "docs")
LOOKING: Final = """\
import os
from pathlib import Path

def test_that_looks(tmp_path):
    beside = Path({beside!r})
    try:
        {line}
    except OSError:
        pass
"""


@pytest.mark.parametrize(
    ("path", "beside"),
    [
        ("/home/someone/shared/corpus", True),
        ("/home/someone/newsgen-other", True),
        ("/home/someone/newsgen/../shared/x.md", True),
        ("/home/someone/newsgen", False),
        ("/home/someone/newsgen/tests/x.py", False),
        ("/home/someone", False),
        ("/home/someone/tmp/x", False),
        ("/usr/lib/x", False),
        ("/home/other/x", False),
        (b"/home/someone/shared", True),
        (Path("/home/someone/shared"), True),
        (3, False),
    ],
)
def test_what_lies_beside_a_repository_is_known(path: object, *, beside: bool) -> None:
    repository = HOME / "newsgen"
    assert bool(lies_beside(path, repository=repository, allowed=ALLOWED)) is beside


@pytest.mark.parametrize(
    ("target", "path"), [("../x", "/home/site/content/../x"), ("/shared/x", "/shared/x")]
)
def test_a_symbolic_link_is_seen_from_its_folder(target: str, path: str) -> None:
    assert named_by("os.symlink", (target, "/home/site/content/b.md", -1)) == path
    assert named_by("open", (target, "r", 0)) == target


def test_beside_a_repository_at_the_root_there_is_all_but_the_system() -> None:
    for path, beside in (("/shared/x", True), ("/usr/x", False), ("/newsgen/x", False)):
        assert bool(lies_beside(path, repository=Path("/newsgen"), allowed=ALLOWED)) is beside


@pytest.mark.parametrize(
    "line",
    [
        "(beside / 'x').read_text()",
        "os.listdir(beside)",
        "list(beside.iterdir())",
        "(tmp_path / 'link').symlink_to(beside)",
    ],
)
def test_a_test_that_looks_beside_the_repository_fails(tmp_path: Path, line: str) -> None:
    beside = f"{REPOSITORY}-beside"
    (tmp_path / "test_it.py").write_text(LOOKING.format(beside=beside, line=line))
    ran = run(tmp_path)
    assert ran.returncode == 1, ran.stdout
    assert f"opened beside the repository: {beside}" in ran.stdout


def test_a_test_that_stays_inside_passes(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        LOOKING.format(beside=str(REPOSITORY), line="list(beside.iterdir())")
    )
    ran = run(tmp_path)
    assert ran.returncode == 0, ran.stdout


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the tests of a folder with the plugin alone."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.support.stays_inside"]
    options = ["-p", "no:cacheprovider", "--rootdir", str(folder), "-c", "/dev/null", str(folder)]
    return subprocess.run(
        [*command, *options], capture_output=True, text=True, cwd=REPOSITORY, check=False
    )


def test_no_code_names_a_place_beside_the_repository() -> None:
    plugin = REPOSITORY / "tests/support/stays_inside.py"  # it asks for the folder itself
    files = [f for folder in CODE for f in (REPOSITORY / folder).rglob("*.py") if f != plugin]
    assert len(files) > 150
    assert [place for file in files for place in leaving(file)] == []


def test_no_command_names_a_place_beside_the_repository() -> None:
    files = [REPOSITORY / "Makefile", *(f for f in (REPOSITORY / ".ci").iterdir() if f.is_file())]
    assert len(files) > 3
    for file in files:
        words = re.findall(r"\S*\.\./\S*", file.read_text("utf-8"))
        depth = len(file.relative_to(REPOSITORY).parts) - 1
        assert [word for word in words if word.count("../") > depth] == [], file


def leaving(file: Path) -> Iterator[str]:
    """Yield where code goes up from its own file, or from the repository, to what is beside it."""
    depth = len(file.relative_to(REPOSITORY).parts)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, (ast.Subscript, ast.Attribute)):
            continue
        text = ast.unparse(node)
        up = re.fullmatch(r"Path\(__file__\)(?:\.resolve\(\))?\.parents\[(\d+)\]", text)
        above = re.fullmatch(r"(?:REPOSITORY|ROOT)\.parents?", text)
        if (up and int(up[1]) >= depth) or above:
            yield f"{file.relative_to(REPOSITORY)}:{node.lineno}: {text}"
