"""Sites that tests deploy: the place that they go to, and the steps of whoever deploys them."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.deploy import Configuration, Deployment
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.target import DeployTarget
from tests.support import git
from tests.support.command import AS_OF, Outcome
from tests.support.site import CONFIG, Release, new_site, tree, write

PLACES: Final = ("file", "ssh", "sftp")
"""A folder of this machine, a server with a shell, and one that has SFTP alone."""
SERVER: Final = DeploySettings(
    ("file:///a",), server="nginx", test="test ! -e wrong", reload="true"
)
LOCKS: Final = (".newsgen/lock", ".newsgen/busy")
Run = Callable[..., Outcome]


@dataclass
class Deployed:
    """A site, and the folder on a host that it is deployed to."""

    site: Path
    folder: Path
    url: str
    run: Run
    settings: dict[str, str] = field(default_factory=dict)
    now: str = AS_OF
    config: str = CONFIG
    urls: list[str] = field(default_factory=list)
    """All hosts, if there are several; `folder` is on the first."""

    def configure(self, **settings: str) -> None:
        """Write newsgen.toml with some settings of the target, in TOML."""
        self.settings |= settings
        lines = [f"{name} = {value}\n" for name, value in self.settings.items()]
        to = json.dumps(self.urls or self.url)
        text = f"{self.config}\n[deploy.live]\nto = {to}\n{''.join(lines)}"
        write(self.site / "newsgen.toml", text)

    def write(self, path: str, release: Release) -> None:
        write(self.site / "content" / path, release.text())

    def build(self, *more: str) -> Outcome:
        outcome = self.newsgen("build", "--jobs", "1", *more)
        assert outcome.code == 0, outcome.out + outcome.err
        return outcome

    def deploy(self, *more: str) -> Outcome:
        """Deploy, whatever comes of it."""
        return self.newsgen("deploy", *more)

    def deployed(self, *more: str) -> Outcome:
        """Build and deploy; both must succeed."""
        self.build()
        outcome = self.deploy(*more)
        assert outcome.code == 0, outcome.out + outcome.err
        return outcome

    def deployed_unasked(self) -> None:
        """Build and deploy before the web server runs, which is asked for nothing then."""
        address = self.settings.pop("address")
        self.configure()
        self.deployed()
        self.configure(address=address)

    def plan(self, *more: str) -> dict[str, Any]:
        """Return the plan for the only host."""
        outcome = self.deploy("--dry-run", "--format", "json", *more)
        plan: dict[str, Any] = outcome.data["targets"][0]
        return plan

    def newsgen(self, command: str, *more: str) -> Outcome:
        return self.run(command, "--site", self.site, "--as-of", self.now, *more)

    # What is on the host

    @property
    def live(self) -> Path:
        return self.folder / "live/site"

    @property
    def releases(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "releases").iterdir())

    @property
    def served(self) -> Mapping[str, bytes]:
        """The files that a web server finds, but for what is left of the theme before."""
        return tree(self.live)

    @property
    def built(self) -> Mapping[str, bytes]:
        return tree(self.site / "output")

    def idle(self) -> Mapping[str, bytes]:
        """Return all that is on the host but its locks, when nothing is done there any more."""
        if (busy := self.folder / ".newsgen/busy").exists():
            subprocess.run(["flock", "-x", busy, "true"], check=True)
        files = tree(self.folder)
        return {path: data for path, data in files.items() if path not in LOCKS}

    def holding(self, *words: str) -> list[str]:
        """Return all files on the host with one of some words in their path or their bytes."""
        return [
            path
            for path, data in self.idle().items()
            for word in words
            if word.lower() in path.lower() or word.lower().encode() in data.lower()
        ]


def new_deployed(
    folder: Path, url: str, host: Path, run: Run, releases: Mapping[str, Release]
) -> Deployed:
    """Write a site that is deployed to a folder of a host."""
    site = new_site(folder / "site", releases)
    deployed = Deployed(site, host, url, run)
    deployed.configure()
    return deployed


@contextmanager
def home(folder: Path) -> Iterator[None]:
    """Have a folder be the home of whoever deploys, who has no agent."""
    names = ("HOME", "PATH", "SSH_AUTH_SOCK", "NEWSGEN_SSH_KEY")
    kept = {name: os.environ.get(name) for name in names}
    for name in kept:
        os.environ.pop(name, None)
    os.environ |= {"HOME": str(folder), "PATH": f"{folder}/bin:{kept['PATH']}"}
    try:
        yield
    finally:
        for name, value in kept.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def switched(
    target: DeployTarget,
    output: BuiltOutput,
    settings: DeploySettings = SERVER,
    *,
    upload_all: bool = False,
) -> Deployment:
    """Deploy an output folder to a target in this process; it is yet to be concluded."""
    configuration = Configuration(output, settings)
    deployment = Deployment(target, output, settings, configuration, upload_all=upload_all)
    deployment.stage()
    deployment.test()
    deployment.switch()
    return deployment


def commit(deployed: Deployed) -> None:
    """Commit what there is, and deploy it."""
    git.commit(deployed.site, "A change")
    deployed.deployed()
