"""CI services: each takes the pipeline that `newsgen init --ci` wrote, and runs its steps.

A run has a fresh clone, what the service kept of the last run, and the environment that the service
sets. Only what the pipelines use of a service's language is understood; all else fails.
"""

import os
import re
import shutil
import subprocess
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple

import yaml

from newsgen.scaffold.pipelines import SERVICES

INSTALL: Final = "sh ci/install.sh"


class Step(NamedTuple):
    """A script with its shell, and the condition under which it runs."""

    script: str
    shell: tuple[str, ...]
    condition: str = ""
    name: str = ""
    variables: Mapping[str, str] = {}


class Ran(NamedTuple):
    """How a run ended: whether it passed, and what its steps printed."""

    passed: bool
    log: str


@dataclass
class Service(ABC):
    """A CI service with the repository that it watches.

    `events` are its words for a push, a proposal, a schedule and a start by hand.
    """

    name: str
    remote: Path
    work: Path
    events: Mapping[str, str]
    environment: Mapping[str, str]
    installed: Path | None = None
    runs: int = 0
    source: str = "own"
    outputs: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def run(self, event: str, *, branch: str = "main", now: str = "", source: str = "own") -> Ran:
        """Run the pipeline for an event, on a branch, at a time.

        The source of a proposal is the repository's `own`, a `fork`, or a `deleted` one.
        """
        self.runs += 1
        self.source = source
        self.outputs.clear()
        checkout = self.work / f"checkout-{self.runs}"
        clone = ["git", "clone", "--quiet", "--branch", branch, str(self.remote), str(checkout)]
        subprocess.run(clone, check=True)
        pipeline = yaml.safe_load((checkout / SERVICES[self.name]).read_text(encoding="utf-8"))
        log = ""
        for job in self.jobs(pipeline, event, branch):
            self._restore(checkout)
            passed, printed = self._run_steps(job, checkout, event, now)
            log += printed
            if not passed:
                return Ran(passed=False, log=log)
            self._keep(checkout)  # no service keeps anything of a run that failed
        assert log, "no job ran"
        return Ran(passed=True, log=log)

    @abstractmethod
    def jobs(self, pipeline: Any, event: str, branch: str) -> Iterator[list[Step]]:
        """Yield the steps of each job that runs for an event."""

    @abstractmethod
    def meets(self, condition: str, passed: bool) -> bool:
        """Return whether a step's condition is met, if all steps before it passed or not."""

    kept: ClassVar[tuple[str, ...]] = (".newsgen", "output", ".last-build")

    def _run_steps(
        self, steps: list[Step], checkout: Path, event: str, now: str
    ) -> tuple[bool, str]:
        """Run the steps of a job whose conditions are met; without one, none may have failed."""
        log, passed = "", True
        for step in steps:
            if not (self.meets(step.condition, passed) if step.condition else passed):
                continue
            script = step.script
            if script.strip() == INSTALL and self.installed:
                (checkout / ".ci-venv").symlink_to(self.installed)
                continue
            done = subprocess.run(
                [*step.shell, script],
                cwd=checkout,
                env=self._variables(checkout, event, now) | self._given(step.variables),
                check=False,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
            )
            log += done.stdout
            self._note_outputs(step, checkout, done.stdout)
            self._note_outcome(step, done.returncode)
            passed = passed and not done.returncode
            if script.strip() == INSTALL:
                self.installed = checkout / ".ci-venv"
        return passed, log

    def _variables(self, checkout: Path, event: str, now: str) -> dict[str, str]:
        named = {
            name: value.replace("{event}", self.events[event])
            for name, value in self.environment.items()
        }
        passed_on = {
            name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ
        }
        outputs = {"GITHUB_OUTPUT": str(checkout / ".outputs")} if self.name == "github" else {}
        return passed_on | named | outputs | ({"NOW": now} if now else {})

    def _given(self, variables: Mapping[str, str]) -> dict[str, str]:
        """Return the variables that a step is given, and those that say where a proposal is from.

        A fork that was deleted has no name; what a service says then is not documented.
        """
        sources = _SOURCES[self.name]
        known = sources.get(self.source, {})
        words = {f"${{{{ {name} }}}}": value for name, value in known.items()}
        given = {name: self._secret(words.get(v, v)) for name, v in variables.items()}
        shown = self.secrets if self.name == "gitlab" else {}
        return shown | {name: value for name, value in known.items() if "." not in name} | given

    def _secret(self, value: str) -> str:
        """Return what stands for a secret in a variable; Azure leaves what it does not know."""
        if self.name == "azure" and (name := re.fullmatch(r"\$\((\w+)\)", value)):
            return self.secrets.get(name[1], value)
        if name := re.fullmatch(r"\$\{\{ (?:secrets|vars)\.(\w+)(?: \|\| env\.\1)? \}\}", value):
            return self.secrets.get(name[1], "")
        return "" if "${{" in value else value

    def _note_outputs(self, step: Step, checkout: Path, printed: str) -> None:
        file = checkout / ".outputs"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        for line in lines:
            key, _, value = line.partition("=")
            self.outputs[f"steps.{step.name}.outputs.{key}"] = value
        file.unlink(missing_ok=True)
        for key, value in re.findall(r"##vso\[task\.setvariable variable=(\w+)\](.*)", printed):
            self.outputs[key] = value

    def _note_outcome(self, step: Step, code: int) -> None:
        self.outputs[f"steps.{step.name}.outcome"] = "failure" if code else "success"

    def _restore(self, checkout: Path) -> None:
        for name in self.kept:
            if (kept := self.work / "kept" / name).exists():
                _copy(kept, checkout / name)

    def _keep(self, checkout: Path) -> None:
        folder = self.work / "kept"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in self.kept:
            if (checkout / name).exists():
                _copy(checkout / name, folder / name)


_SOURCES: Final = {
    "github": {
        "own": {
            "GITHUB_REPOSITORY": "northshire/news",
            "github.event.pull_request.head.repo.full_name": "northshire/news",
        },
        "fork": {
            "GITHUB_REPOSITORY": "northshire/news",
            "github.event.pull_request.head.repo.full_name": "someone/news",
        },
        "deleted": {"GITHUB_REPOSITORY": "northshire/news"},
    },
    "gitlab": {
        "own": {"CI_PROJECT_ID": "7", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "7"},
        "fork": {"CI_PROJECT_ID": "7", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "8"},
        "deleted": {"CI_PROJECT_ID": "7"},
    },
    "azure": {
        "own": {"SYSTEM_PULLREQUEST_ISFORK": "False"},
        "fork": {"SYSTEM_PULLREQUEST_ISFORK": "True"},
        "deleted": {},
    },
}
"""What each service says of the source of a proposal, in variables and in expressions."""


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target)


class GitHub(Service):
    """GitHub Actions: `run` steps in bash, conditions over contexts."""

    def jobs(self, pipeline: Any, event: str, branch: str) -> Iterator[list[Step]]:
        triggers = pipeline[True]  # what YAML 1.1 makes of the key `on`
        assert self.events[event] in triggers
        for job in pipeline["jobs"].values():
            ref = "7/merge" if event == "proposal" else branch
            known = {"github.event_name": self.events[event], "github.ref_name": ref}
            if _holds(job["if"], known):
                shell = ("bash", "--noprofile", "--norc", "-e", "-c")
                yield [
                    Step(
                        step["run"],
                        shell,
                        step.get("if", ""),
                        step.get("id", ""),
                        step.get("env", {}),
                    )
                    for step in job["steps"]
                    if "run" in step
                ]

    def meets(self, condition: str, passed: bool) -> bool:
        """Without a function that asks how the steps before ended, they must have passed."""
        return (passed or "cancelled()" in condition) and _holds(condition, self.outputs)


class GitLab(Service):
    """GitLab CI: the lines of `script` in one shell, rules over variables."""

    def jobs(self, pipeline: Any, event: str, branch: str) -> Iterator[list[Step]]:
        known = {
            "$CI_PIPELINE_SOURCE": self.events[event],
            "$CI_DEFAULT_BRANCH": '"main"',
            "$CI_COMMIT_BRANCH": "" if event == "proposal" else branch,
        }
        for name, job in pipeline.items():
            if "script" not in job or name == "default":
                continue
            if any(_holds(rule["if"], known) for rule in job["rules"]):
                shell = ("sh", "-e", "-c")
                yield [Step(line, shell) for line in job["script"]]

    def meets(self, condition: str, passed: bool) -> bool:
        raise AssertionError((condition, passed))


class Azure(Service):
    """Azure Pipelines: `script` steps in bash without -e, conditions as function calls."""

    kept: ClassVar[tuple[str, ...]] = (".kept",)

    def jobs(self, pipeline: Any, event: str, branch: str) -> Iterator[list[Step]]:
        for job in pipeline["jobs"]:
            ref = "refs/pull/7/merge" if event == "proposal" else f"refs/heads/{branch}"
            self.outputs |= {"Build.Reason": self.events[event], "Build.SourceBranch": ref}
            if self.meets(job["condition"], passed=True):
                shell = ("bash", "--noprofile", "--norc", "-c")
                yield [
                    Step(step["script"], shell, step.get("condition", ""), "", step.get("env", {}))
                    for step in job["steps"]
                    if "script" in step
                ]

    def meets(self, condition: str, passed: bool) -> bool:
        names = {
            "and_": lambda *parts: all(parts),
            "not_": lambda part: not part,
            "in_": lambda first, *others: first in others,
            "eq": lambda first, other: first == other,
            "ne": lambda first, other: first != other,
            "succeeded": lambda: passed,
            "canceled": lambda: False,
            "variables": defaultdict(str, self.outputs),
        }
        text = re.sub(r"\b(and|not|in)\(", r"\1_(", condition)
        return bool(eval(text, {"__builtins__": {}}, names))


def _holds(condition: str, known: Mapping[str, str]) -> bool:
    """Evaluate `a == 'b' && a != "c"`, where names stand for what is known; no run is cancelled."""
    text = re.sub(r"^\$\{\{|\}\}$", "", condition.strip()).replace("!cancelled()", "True")
    text = text.replace("&&", " and ").replace("||", " or ")
    words = re.compile(r"""'[^']*'|"[^"]*"|\$?\w[\w.]*""")
    constants = ("and", "or", "True")

    def value(word: re.Match[str]) -> str:
        is_text = word[0][0] in "'\""
        if word[0] in constants:
            return word[0]
        return repr((word[0] if is_text else known.get(word[0], "")).strip("'\""))

    return bool(eval(words.sub(value, text).strip(), {"__builtins__": {}}))


def service(name: str, remote: Path, work: Path, environment: Mapping[str, str]) -> Service:
    """Return one of the services, for a repository, with a folder for its checkouts."""
    kinds: dict[str, tuple[type[Service], dict[str, str], dict[str, str]]] = {
        "github": (
            GitHub,
            {
                "push": "push",
                "proposal": "pull_request",
                "schedule": "schedule",
                "by hand": "workflow_dispatch",
            },
            {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "{event}"},
        ),
        "gitlab": (
            GitLab,
            {
                "push": "push",
                "proposal": "merge_request_event",
                "schedule": "schedule",
                "by hand": "web",
            },
            {"GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "{event}"},
        ),
        "azure": (
            Azure,
            {
                "push": "IndividualCI",
                "proposal": "PullRequest",
                "schedule": "Schedule",
                "by hand": "Manual",
            },
            {"TF_BUILD": "True", "BUILD_REASON": "{event}"},
        ),
    }
    kind, events, variables = kinds[name]
    work.mkdir()
    return kind(name, remote, work, events, {**environment, **variables})
