"""The wheel and the source distribution: what is in them, and newsgen as installed from the wheel.

Nothing here imports newsgen: the command runs in an environment of its own, in a folder that has
nothing of the repository.
"""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Final

import pytest

from tests.support.paths import REPOSITORY

EXTRAS: Final = "[theme,search,pictures]"
WITHOUT_TYPES: Final = {"PYTHONPATH": "", "PYTHONNOUSERSITE": "1"}
packaging = pytest.mark.rotates(7, together="packaging")


def tracked(*folders: str) -> set[str]:
    """Return the files of folders that git keeps, from the root of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=REPOSITORY, check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    return {name for name in listed.stdout.splitlines() if (REPOSITORY / name).exists()}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel with its extras into a clean environment; return its programs' folder."""
    environment = tmp_path_factory.mktemp("clean") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    constraints = REPOSITORY / "requirements/run.txt"
    for arguments in (
        ["install", "--require-hashes", "-r", str(constraints)],
        ["install", "--no-deps", f"{wheel}{EXTRAS}"],
        ["check"],
    ):
        pip = [str(programs / "pip"), "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *arguments], check=True)
    return programs


def run(installed: Path, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [installed / "newsgen", *arguments], cwd=folder, env=os.environ | WITHOUT_TYPES,
        check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_wheel_has_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        about = archive.read(metadata).decode()
        (points,) = (name for name in names if name.endswith("entry_points.txt"))
        assert "newsgen = newsgen.__main__:main" in archive.read(points).decode()
    assert wheel.name.endswith("-py3-none-any.whl")
    package = {name.removeprefix("src/") for name in tracked("src/newsgen")}
    folder = metadata.partition("/")[0]
    assert {name for name in names if not name.startswith(folder)} == package
    assert f"{folder}/licenses/LICENSE" in names
    assert "Requires-Python: >=3.11" in about
    assert "License-Expression: MIT" in about
    assert all(f"Provides-Extra: {extra}" in about for extra in EXTRAS.strip("[]").split(","))


@packaging
def test_the_source_distribution_can_be_built_and_tested(distributions: Path) -> None:
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = tracked("src", "tests", "docs", "requirements", ".ci", "content", "themes")
    needed |= {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "newsgen.toml"}
    assert needed <= names
    assert not {name for name in names if name.startswith((".venv", ".tools", "output"))}


@packaging
def test_the_installed_command_makes_a_site(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "--version").startswith("newsgen ")
    run(installed, tmp_path, "init", "harbour")
    site = tmp_path / "harbour"
    new = ["new", "Bicycle stolen", "--area", "Example", "--at", "5 March 2026 10:49"]
    source = site / run(installed, site, *new).splitlines()[0]
    text = source.read_text(encoding="utf-8").replace("status: draft\n", "")
    source.write_text(text.replace("Write the release here.", "Two were taken."), encoding="utf-8")
    settings = site / "newsgen.toml"
    wanted = settings.read_text(encoding="utf-8").replace("[site]\n", "[site]\nsearch = true\n", 1)
    settings.write_text(wanted, encoding="utf-8")
    assert "nothing wrong" in run(installed, site, "check")
    assert "1 release" in run(installed, site, "build")
    assert (site / "output/news/2026/March/Bicycle-stolen.aspx").is_file()
    assert list((site / "output").glob("**/*.pf_index"))
    run(installed, site, "hosting", "nginx", "--output", str(tmp_path / "server"))
    run(installed, site, "theme", "check")
    assert "NG302" in run(installed, site, "explain", "NG302")


API: Final = """\
from pathlib import Path
import frontmatter, newsgen
from newsgen.frontmatter import ReleaseHandler

site = Path("harbour")
release = newsgen.load_site(site).releases[0]
post = frontmatter.load(site / release.source, handler=ReleaseHandler())
post["title"], post["status"], post.content = "Two: bicycles", "published", "Two were taken."
frontmatter.dump(post, site / release.source)
built = newsgen.build(site)
print(built.releases, built.refused, newsgen.check(site).refused)
print(newsgen.load_site(site).releases[0].title, (site / "output").is_dir())
"""


@packaging
def test_a_program_uses_the_installed_package(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "init", "harbour")
    done = subprocess.run(
        [installed / "python", "-c", API], cwd=tmp_path, env=os.environ | WITHOUT_TYPES,
        check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout == "1 False False\nTwo: bicycles True\n"


@packaging
def test_all_commands_load_where_they_are_installed(installed: Path, tmp_path: Path) -> None:
    listed = run(installed, tmp_path, "--help").partition("Commands:\n")[2]
    names = [line.split()[0] for line in listed.splitlines()]
    assert len(names) > 12
    for name in names:
        assert run(installed, tmp_path, name, "--help").startswith(f"Usage: newsgen {name}")
