"""The workflows of this repository: what they may do, and their scripts, run as a runner would."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

import newsgen
from tests.support.paths import REPOSITORY

WORKFLOWS: Final = ("test", "release")


def workflow(name: str) -> dict[str, Any]:
    file = REPOSITORY / f".github/workflows/{name}.yml"
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in workflow(name)["jobs"].values():
        yield from job["steps"]


def script(name: str, step_name: str) -> str:
    (run,) = {step["run"] for step in steps(name) if step.get("name") == step_name}
    return str(run)


def run(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script with the Python of the tests, in the shell of a runner."""
    programs = str(Path(sys.executable).parent)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": programs + os.pathsep + os.defpath, "PYTHONPATH": "", **variables},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of all files that git has or would add."""
    folder = tmp_path / "newsgen"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REPOSITORY / name, folder / name)
    return folder


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_has_a_version(name: str) -> None:
    used = [step["uses"] for step in steps(name) if "uses" in step]
    assert used
    wanted = r"[\w-]+(/[\w-]+)+@(v\d+(\.\d+)*|[0-9a-f]{40})"
    assert [use for use in used if not re.fullmatch(wanted, use)] == []


def test_the_job_with_rights_names_its_actions_by_commit() -> None:
    text = (REPOSITORY / ".github/workflows/release.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", text.partition("\n  publish:\n")[2])
    assert len(used) == 3
    assert [u for u in used if not re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", u)] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_script_holds_an_expression(name: str) -> None:
    scripts = [step["run"] for step in steps(name) if "run" in step]
    assert scripts
    assert [text for text in scripts if "${{" in text] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_pip_wants_hashes(name: str) -> None:
    scripts = "\n".join(step.get("run", "") for step in steps(name))
    installs = re.findall(r"pip install .*", scripts)
    assert installs
    for line in installs:
        assert "--require-hashes -r requirements/" in line or "--no-deps" in line
    for file in re.findall(r"requirements/\S+", scripts):
        assert "--hash=sha256:" in (REPOSITORY / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_only_publishing_has_rights(name: str) -> None:
    loaded = workflow(name)
    assert loaded["permissions"] == {"contents": "read"}
    rights = {job: facts["permissions"] for job, facts in loaded["jobs"].items()
              if "permissions" in facts}  # fmt: skip
    publish = {"contents": "read", "id-token": "write", "attestations": "write"}
    assert rights == ({"publish": publish} if name == "release" else {})


def test_publishing_comes_after_the_tests_from_an_environment() -> None:
    jobs = workflow("release")["jobs"]
    assert (jobs["test"]["needs"], jobs["publish"]["needs"]) == ("build", "test")
    assert jobs["publish"]["environment"] == "release"
    assert not any("run" in step for step in jobs["publish"]["steps"])
    used = [step["uses"].partition("@")[0] for step in jobs["publish"]["steps"]]
    assert used[1:] == ["actions/attest-build-provenance", "pypa/gh-action-pypi-publish"]


@pytest.mark.parametrize(
    ("tag", "code"), [(f"v{newsgen.__version__}", 0), ("v99.0.0", 1), (newsgen.__version__, 1)]
)
def test_only_the_tag_of_the_version_is_released(tag: str, code: int, checkout: Path) -> None:
    done = run(script("release", "Compare the tag with the version"), checkout, GITHUB_REF_NAME=tag)
    assert done.returncode == code, done.stdout
    assert (f"tag v{newsgen.__version__}." in done.stdout) == bool(code)


def test_a_release_builds_a_wheel_and_a_source_distribution(checkout: Path) -> None:
    done = run(script("release", "Build"), checkout)
    assert done.returncode == 0, done.stdout
    names = {file.name for file in (checkout / "dist").iterdir()}
    stem = f"newsgen-{newsgen.__version__}"
    assert names == {f"{stem}-py3-none-any.whl", f"{stem}.tar.gz"}
    assert all(name in done.stdout for name in names)


def test_the_tests_of_a_release_look_at_what_was_built() -> None:
    (step,) = [s for s in steps("release") if s.get("name") == "Test the distributions"]
    (variable,) = step["env"]
    assert variable in (REPOSITORY / "tests/installed/conftest.py").read_text(encoding="utf-8")


def test_each_system_runs_tests_that_exist_on_each_python() -> None:
    systems = workflow("test")["jobs"]["systems"]
    matrix = systems["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert [row["system"] for row in matrix["include"]] == matrix["system"]
    assert [row["platform"] for row in matrix["include"]] == ["linux", "darwin", "win32"]
    named = [folder for row in matrix["include"] for folder in row["tests"].split()]
    assert [folder for folder in named if not (REPOSITORY / folder).is_dir()] == []


@pytest.mark.rotates(7, together="workflows")
def test_the_demo_is_built_twice(checkout: Path) -> None:
    variables = {"PYTHONPATH": str(checkout / "src")}
    done = run(script("test", "Build the demo site twice"), checkout, **variables)
    assert done.returncode == 0, done.stdout
    assert "nothing wrong" in done.stdout
    assert f"newsgen {newsgen.__version__}" in done.stdout


def run_apt(folder: Path, answers: list[str]) -> subprocess.CompletedProcess[str]:
    """Run `.ci/apt` beside an apt-get that fails with each of these errors in turn, then works."""
    programs = folder / "bin"
    programs.mkdir()
    for number, answer in enumerate(answers):
        (folder / f"{number}").write_text(answer)
    for name, text in {
        "apt-get": f'for n in {folder}/[0-9]*; do [ -e "$n" ] || break; cat "$n" >&2; rm "$n"; '
        'exit 100; done; echo "ran: $*"',
        "sleep": f'echo "$1" >>{folder}/slept',
        "sudo": 'exec "$@"',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{text}\n")
        (programs / name).chmod(0o755)
    return subprocess.run(
        [REPOSITORY / ".ci/apt", "install", "-y", "nginx"],
        env=os.environ | {"PATH": f"{programs}:{os.environ['PATH']}"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


LOCKED: Final = (
    "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 714 (apt-get)\n",
    "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 714 (apt-get)\n",
    "E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend)\n",
    "dpkg: error: dpkg frontend lock was locked by another process with pid 714\n",
)


def test_set_up_waits_for_another_package_manager(tmp_path: Path) -> None:
    done = run_apt(tmp_path, [*LOCKED])
    assert (done.returncode, done.stdout) == (0, "ran: -qq install -y nginx\n"), done.stderr
    assert len((tmp_path / "slept").read_text().split()) == len(LOCKED)


def test_set_up_waits_for_nothing_else(tmp_path: Path) -> None:
    done = run_apt(tmp_path, ["E: Unable to locate package nginx\n"])
    assert (done.returncode, done.stderr) == (100, "E: Unable to locate package nginx\n")
    assert not (tmp_path / "slept").exists()


def test_set_up_waits_ten_minutes_at_most(tmp_path: Path) -> None:
    done = run_apt(tmp_path, [LOCKED[0]] * 200)
    assert done.returncode == 100
    assert LOCKED[0] in done.stderr
    assert sum(map(int, (tmp_path / "slept").read_text().split())) in range(500, 601)


def test_every_installation_of_packages_waits() -> None:
    scripts = [*(REPOSITORY / ".ci").glob("setup-*"), REPOSITORY / "Makefile"]
    assert [s.name for s in scripts if "apt-get" in s.read_text(encoding="utf-8")] == []
