"""The GitHub Action: its scripts run as a runner would run them."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import newsgen
from tests.support.paths import REPOSITORY

ACTION: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8")
)
RELEASE = """\
---
title: Witness appeal
area: Cumbria
url: https://www.example.police.example/news/a.aspx
---

Text.
"""


@dataclass(frozen=True)
class Runner:
    """A workspace with a site in a folder, and newsgen where the first step would install it."""

    workspace: Path
    temp: Path

    def check(
        self,
        site: str,
        fail_on: str = "error",
        command: str = "check",
        head: str = "",
        event: str = "push",
    ) -> subprocess.CompletedProcess[str]:
        """Run the script of the step `check`, with what a runner sets and nothing else."""
        (script,) = [step["run"] for step in STEPS if step.get("id") == "check"]
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.workspace,
            env={
                "PATH": os.defpath,
                "GITHUB_ACTIONS": "true",
                "GITHUB_WORKSPACE": str(self.workspace),
                "GITHUB_OUTPUT": str(self.temp / "output"),
                "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
                "RUNNER_TEMP": str(self.temp),
                "COMMAND": command,
                "SITE": site,
                "FAIL_ON": fail_on,
                "GITHUB_REPOSITORY": "northshire/news",
                "GITHUB_EVENT_NAME": event,
                "HEAD": head,
            },
            check=False,
            capture_output=True,
            encoding="utf-8",
        )

    def output(self) -> str:
        return (self.temp / "output").read_text()

    def sarif(self) -> list[Any]:
        (run,) = json.loads((self.temp / "newsgen.sarif").read_text("utf-8"))["runs"]
        results: list[Any] = run["results"]
        return results


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    runner = Runner(tmp_path / "work space", tmp_path / "temp")
    command = runner.temp / "newsgen/bin/newsgen"
    command.parent.mkdir(parents=True)
    source = Path(newsgen.__path__[0]).parent
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{source}" exec "{sys.executable}" -m newsgen "$@"\n'
    )
    command.chmod(0o755)
    return runner


def write(runner: Runner, site: str, text: str) -> None:
    file = runner.workspace / site / "content/a.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@pytest.mark.rotates(8)
@pytest.mark.parametrize("site", [".", "sites/news", "-x", '$(touch a) `touch b` "; touch c; "'])
def test_findings_come_as_annotations_summary_and_sarif(site: str, runner: Runner) -> None:
    write(runner, site, RELEASE.replace("title:", "titel:"))
    done = runner.check(site)
    path = f"{site}/content/a.md".removeprefix("./")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=" + path.replace(":", "%3A") + ",line=")
    assert "### newsgen:" in (runner.temp / "summary.md").read_text("utf-8")
    assert runner.output() == f"sarif={runner.temp}/newsgen.sarif\n"
    assert "NG201" in {result["ruleId"] for result in runner.sarif()}
    assert not [name for name in "abc" if (runner.workspace / name).exists()]


def test_a_good_site_passes_with_an_empty_sarif(runner: Runner) -> None:
    write(runner, ".", RELEASE)
    done = runner.check(".")
    assert (done.returncode, done.stdout) == (0, "1 release checked: nothing wrong.\n")
    assert runner.sarif() == []


def test_warnings_fail_on_request(runner: Runner) -> None:
    write(runner, ".", RELEASE.replace("area:", "sumary: x\narea:"))
    assert runner.check(".").returncode == 0
    assert runner.check(".", "warning").returncode == 1


def test_what_is_wrong_with_the_settings_is_annotated_too(runner: Runner) -> None:
    write(runner, ".", RELEASE)
    (runner.workspace / "newsgen.toml").write_text("[site]\ntittle = 'x'\n")
    done = runner.check(".")
    assert done.returncode == 2
    assert done.stdout.startswith("::error file=newsgen.toml,line=2,")
    assert [result["ruleId"] for result in runner.sarif()] == ["NG702"]


def test_wrong_usage_fails_without_a_sarif(runner: Runner) -> None:
    write(runner, ".", RELEASE)
    assert runner.check(".", "sometimes").returncode == 2
    assert not (runner.temp / "output").exists()


@pytest.mark.parametrize("site", [".", "sites/news"])
def test_a_build_writes_the_website_and_names_its_folder(site: str, runner: Runner) -> None:
    write(runner, site, RELEASE)
    done = runner.check(site, command="build")
    assert done.returncode == 0, done.stderr
    assert (runner.workspace / site / "output/news/a.aspx").is_file()
    sarif = f"sarif={runner.temp}/newsgen.sarif\n"
    assert runner.output() == f"{sarif}output={site}/output\n"
    assert runner.sarif() == []


@pytest.mark.rotates(8)
@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    ("event", "head", "is_run"),
    [
        ("push", "", True),
        ("schedule", "", True),
        ("pull_request", "northshire/news", True),
        ("pull_request", "someone/news", False),
        ("pull_request", "", False),  # the fork was deleted
        ("pull_request_target", "", False),
        ("pull_request_review", "someone/news", False),
        ("workflow_run", "northshire/news", True),
        ("workflow_run", "someone/news", False),
        ("issue_comment", "", False),
        ("", "", False),
    ],
)
def test_the_code_of_a_fork_is_not_run(
    command: str, event: str, head: str, is_run: bool, runner: Runner
) -> None:
    write(runner, ".", RELEASE)
    marker = runner.temp / "was-run"
    plugin = runner.workspace / "plugins/house_style.py"
    plugin.parent.mkdir()
    plugin.write_text(f"open({str(marker)!r}, 'w').close()\ndef house_style(release): return []\n")
    (runner.workspace / "newsgen.toml").write_text('[plugins]\nrules = ["house_style"]\n')
    done = runner.check(".", command=command, head=head, event=event)
    assert done.returncode == 0, done.stdout + done.stderr
    assert marker.exists() is is_run
    assert (runner.workspace / "output").exists() is (is_run and command == "build")
    assert ("does not build it" in done.stdout) is (not is_run and command == "build")


def test_a_refused_build_annotates_and_leaves_the_website(runner: Runner) -> None:
    write(runner, ".", RELEASE)
    runner.check(".", command="build")
    page = (runner.workspace / "output/news/a.aspx").read_bytes()
    (runner.temp / "output").unlink()
    write(runner, ".", RELEASE.replace("title:", "titel:"))
    done = runner.check(".", command="build")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=content/a.md,line=")
    assert (runner.workspace / "output/news/a.aspx").read_bytes() == page
    assert "output=" not in runner.output()


def test_another_command_is_refused(runner: Runner) -> None:
    write(runner, ".", RELEASE)
    done = runner.check(".", command="remove")
    assert (done.returncode, done.stdout) == (2, "::error::command must be check or build\n")
    assert not (runner.temp / "output").exists()


def test_no_script_holds_what_someone_else_chose() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []


def test_every_input_is_used_and_every_action_has_a_version() -> None:
    text = (REPOSITORY / "action.yml").read_text("utf-8")
    assert [name for name in ACTION["inputs"] if f"inputs.{name} " not in text] == []
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert [name for name in used if not re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", name)] == []


def test_the_install_script_names_files_that_exist() -> None:
    (script,) = [step["run"] for step in STEPS if step.get("id") == "install"]
    named = re.findall(r"(?:\.ci|requirements)/[\w.-]+", script)
    assert len(named) == 2
    assert [name for name in named if not (REPOSITORY / name).is_file()] == []


def test_the_hook_checks_releases_one_at_a_time() -> None:
    (hook,) = HOOKS
    assert hook["entry"].split()[0] == "newsgen"
    assert re.match(hook["files"], "content/northshire/a.md")
    assert not re.match(hook["files"], "docs/a.md")
    assert hook["require_serial"]


def test_the_action_installs_with_the_python_that_was_asked_for() -> None:
    (python,) = [step for step in STEPS if step.get("uses", "").startswith("actions/setup-python@")]
    (install,) = [step for step in STEPS if step.get("id") == "install"]
    assert python["with"]["python-version"] == "${{ inputs.python-version }}"
    assert install["env"]["PYTHON"] == f"${{{{ steps.{python['id']}.outputs.python-path }}}}"
    assert "PYTHON" in (REPOSITORY / ".ci/setup-venv").read_text()
