"""The guide to installing, followed to the letter: in an empty home, with pipx, pip and git.

What Debian's packages give is there already, as `sudo apt` is not for a test. The libraries come
from the registry once, in the versions that the tests have. The page says where its rest was run.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

import newsgen
from tests.support.chromium import chromium_at
from tests.support.paths import REPOSITORY
from tests.support.serving import soon

PAGE: Final = "docs/how-to/install.md"
installing = pytest.mark.rotates(8)
NEXT_VERSION: Final = "0.2.0"
BY_HAND: Final = {"macOS", "Windows", "With uv"}
"""Sections that no test runs; the page says so."""


def sections() -> dict[str, str]:
    """Return the text of each section by its heading."""
    text = (REPOSITORY / PAGE).read_text(encoding="utf-8")
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def commands(section: str) -> list[str]:
    """Return the commands of a section's blocks, without those for Debian's packages."""
    blocks = re.findall(r"^```sh\n(.*?)^```", sections()[section], re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).splitlines()
    return [line for line in lines if not line.startswith("sudo apt ")]


class Reader:
    """Somebody in a folder with the wheel, whose home is empty, at a terminal."""

    def __init__(self, tmp_path: Path, wheel: Path, libraries: Path, of_pipx: Path) -> None:
        self.folder = tmp_path / "here"
        self.folder.mkdir()
        shutil.copy(wheel, self.folder)
        self.home = tmp_path / "home"
        self.home.mkdir()
        self._config = tmp_path / "gitconfig"
        programs = tmp_path / "programs"
        programs.mkdir()
        base = Path(sys.executable).resolve()
        _write_program(programs / "python3", base)
        _write_program(programs / "pipx", Path(sys.executable).with_name("pipx"))
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("NEWSGEN", "PYTHON"))},
            "HOME": str(self.home),
            "PATH": os.pathsep.join(map(str, (self.home / ".local/bin", programs, os.defpath))),
            "SHELL": "/bin/bash",
            "PIPX_DEFAULT_PYTHON": str(base),
            "PIPX_SHARED_LIBS": str(of_pipx),
            "PIP_NO_COMPILE": "1",
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(libraries),
            "GIT_CONFIG_GLOBAL": str(self._config),
        }

    def have_repository(self, folder: Path, address: str) -> None:
        """Let git take a folder for what is at an address."""
        self._config.write_text(f'[url "file://{folder}"]\n\tinsteadOf = {address}\n')

    def run(self, command: str, folder: Path | None = None) -> str:
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder or self.folder, env=self.environment,
            check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return done.stdout

    def follow(self, section: str, folder: Path | None = None) -> str:
        """Run the commands of a section, and return what the last one printed."""
        *_, printed = [self.run(command, folder) for command in commands(section)]
        return printed

    @contextmanager
    def serving(self, site: Path) -> Iterator[str]:
        """Run the preview, and give its address."""
        log = self.folder / "serve.log"
        with log.open("wb") as stream:
            process = subprocess.Popen(
                ["newsgen", "serve", "--drafts"], cwd=site, stdout=stream, stderr=stream,
                env=self.environment, executable=self.home / ".local/bin/newsgen",
            )  # fmt: skip
        try:
            soon(lambda: "preview is at" in log.read_text())
            yield log.read_text().partition("preview is at ")[2].split()[0]
        finally:
            process.terminate()
            process.wait()


def _write_program(path: Path, program: Path) -> None:
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(str(program))} "$@"\n', encoding="utf-8")
    path.chmod(0o755)


def copy_of_the_repository(folder: Path, version: str) -> Path:
    """Return a repository with all files that git has or would add, and a tag of a version."""
    git = ["git", "-c", "user.name=Desk", "-c", "user.email=desk@news.example"]
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (REPOSITORY / name).is_file() and not name.startswith(("tests/", "content/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REPOSITORY / name, folder / name)
    first = folder / "src/newsgen/__init__.py"
    text = first.read_text(encoding="utf-8")
    first.write_text(text.replace(newsgen.__version__, version), encoding="utf-8")
    for arguments in (
        ["init", "--quiet"],
        ["add", "--all"],
        ["commit", "--quiet", "--message", "Copy"],
        ["tag", f"v{version}"],
    ):
        subprocess.run([*git, *arguments], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Download the libraries that newsgen needs, for all tests."""
    folder = tmp_path_factory.mktemp("libraries")
    pip = [sys.executable, "-m", "pip", "--quiet", "download", "--no-deps", "--dest", str(folder)]
    requirements = REPOSITORY / "requirements/run.txt"
    subprocess.run([*pip, "--require-hashes", "--requirement", requirements], check=True)
    subprocess.run([*pip, "pip"], check=True)  # which pipx keeps apart
    return folder


@pytest.fixture(scope="module")
def of_pipx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where pipx keeps its pip, which it installs before its first program."""
    return tmp_path_factory.mktemp("of-pipx") / "shared"


@pytest.fixture
def reader(tmp_path: Path, wheel: Path, libraries: Path, of_pipx: Path) -> Reader:
    return Reader(tmp_path, wheel, libraries, of_pipx)


def test_the_page_names_this_version() -> None:
    text = (REPOSITORY / PAGE).read_text(encoding="utf-8")
    named = set(re.findall(r"newsgen-([\d.]+)-py3", text))
    assert named == {newsgen.__version__, NEXT_VERSION}


def test_every_section_says_where_it_was_run() -> None:
    said = ("Run on Debian 12 and 13", "Run on Debian 13.", "run by the tests", "Run by the tests")
    for heading in sections():
        if commands(heading) or heading in BY_HAND:
            text = sections()[heading]
            assert any(words in text for words in (*said, "Not run by the project's tests.")), (
                heading
            )


@installing
def test_pipx_installs_a_site_that_a_browser_shows(
    reader: Reader, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    reader.follow("Debian and Ubuntu")
    assert reader.run("newsgen --version") == f"newsgen {newsgen.__version__}\n"
    reader.run("newsgen init harbour")
    with (
        reader.serving(reader.folder / "harbour") as address,
        chromium_at(tmp_path_factory.mktemp("profile")) as chromium,
    ):
        chromium.get(address)
        assert chromium.title == "Example Police news"
        assert "Our first release" in chromium.page_source
    assert "installed package newsgen" in reader.follow("Extras")
    reader.run("newsgen theme check", reader.folder / "harbour")

    later = copy_of_the_repository(tmp_path / "later", NEXT_VERSION)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(reader.folder)]
    subprocess.run(build, cwd=later, check=True, capture_output=True)
    upgrade, uninstall = commands("Upgrade and uninstall")
    reader.run(upgrade)
    assert reader.run("newsgen --version") == f"newsgen {NEXT_VERSION}\n"
    reader.run("newsgen check", reader.folder / "harbour")
    assert "uninstalled newsgen" in reader.run(uninstall)


@installing
def test_pip_installs_it_in_an_environment(reader: Reader) -> None:
    assert reader.follow("With pip") == f"newsgen {newsgen.__version__}\n"


@installing
def test_it_is_installed_from_a_repository(reader: Reader, tmp_path: Path) -> None:
    (command,) = commands("From git")
    address, _, tag = command.split('"git+')[1].rstrip('"').partition("@")
    assert tag == f"v{newsgen.__version__}"
    repository = copy_of_the_repository(tmp_path / "repository", newsgen.__version__)
    reader.have_repository(repository, address)
    reader.run(command)
    assert reader.run("newsgen --version") == f"newsgen {newsgen.__version__}\n"


@installing
def test_it_is_installed_without_a_connection(reader: Reader) -> None:
    *gathering, environment, install = commands("Offline")
    for command in gathering:
        reader.run(command)
    del reader.environment["PIP_FIND_LINKS"]
    reader.run(environment)
    reader.run(install)
    printed = reader.run("newsgen-venv/bin/newsgen --version")
    assert printed == f"newsgen {newsgen.__version__}\n"


@installing
def test_the_wheel_is_made_in_a_clone(reader: Reader, tmp_path: Path, wheel: Path) -> None:
    clone = copy_of_the_repository(tmp_path / "clone", newsgen.__version__)
    assert reader.follow("Make the wheel", clone) == f"{wheel.name}\n"
