"""The pipelines that `newsgen init --ci` writes, run step by step on a repository with a remote.

A good change is published, a bad one is refused on its proposal and, if it is pushed all the same,
leaves the website as it was; an embargo that ends is published at its minute, and nothing before.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest
import yaml

from newsgen.cli.init import command as init
from newsgen.scaffold.pipelines import SERVICES
from tests.support.ci_services import Service, service

pytestmark = pytest.mark.rotates(7, together="pipelines")
RELEASE: Final = """\
---
title: {title}
area: Example
url: https://www.example.police.example/news/2026/March/{slug}.aspx
date: 2026-03-05 10:49
{more}---

Officers would like to hear from anyone who saw it, on 101.
"""
TARGET: Final = '\n[deploy.live]\nto = "file://{}"\ntest = "test ! -e {}/closed"\n'
"""A target of newsgen.toml; it can be closed."""


class Desk:
    """A web team's clone: what it commits is pushed to the remote."""

    def __init__(self, site: Path, remote: Path) -> None:
        self.site = site
        subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(remote)], check=True)
        self._git("init", "--quiet", "-b", "main")
        self._git("remote", "add", "origin", str(remote))

    def write(self, slug: str, title: str, more: str = "") -> None:
        file = self.site / f"content/{slug}.md"
        file.write_text(RELEASE.format(title=title, slug=slug, more=more), encoding="utf-8")

    def push(self, branch: str = "main") -> None:
        self._git("checkout", "--quiet", "-B", branch)
        self._git("add", "--all")
        self._git("commit", "--quiet", "--message", "Change the site")
        self._git("push", "--quiet", "--force", "origin", branch)

    def back_to_main(self) -> None:
        self._git("checkout", "--quiet", "main")

    def take_back(self) -> None:
        self._git("reset", "--quiet", "--hard", "HEAD~1")
        self._git("push", "--quiet", "--force", "origin", "main")

    def _git(self, *arguments: str) -> None:
        names = ["-c", "user.name=Desk", "-c", "user.email=desk@news.example"]
        subprocess.run(["git", *names, *arguments], cwd=self.site, check=True)


@pytest.fixture
def website(tmp_path: Path) -> Path:
    return tmp_path / "website"


@pytest.fixture(scope="module")
def environments() -> dict[tuple[bytes, ...], Path]:
    """Environments by the files that they were installed from, which all services have."""
    return {}


@pytest.fixture(params=list(SERVICES))
def desk_and_service(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    wheel: Path,
    website: Path,
    environments: dict[tuple[bytes, ...], Path],
) -> Iterator[tuple[Desk, Service]]:
    site, remote = tmp_path / "site", tmp_path / "remote.git"
    arguments = [str(site), "--ci", request.param, "--from-wheel", str(wheel)]
    init(arguments, standalone_mode=False)
    deploy_to(site, website)
    # Its environment outlives the folder of the test.
    ci = service(request.param, remote, tmp_path_factory.mktemp("ci") / "work", {})
    names = ("install.sh", "requirements.txt", wheel.name)
    files = tuple((site / "ci" / name).read_bytes() for name in names)
    ci.installed = environments.get(files)
    yield Desk(site, remote), ci
    if ci.installed:
        environments[files] = ci.installed


@pytest.mark.parametrize(("source", "is_run"), [("own", True), ("fork", False), ("deleted", False)])
@pytest.mark.parametrize("name", SERVICES)
def test_plugins_of_a_fork_are_not_run(
    name: str, source: str, is_run: bool, tmp_path: Path
) -> None:
    """Nor those of whom a service says nothing: the check says what it was asked."""
    wheel, installed = tmp_path / "newsgen-1.0-py3-none-any.whl", tmp_path / "installed"
    with ZipFile(wheel, "w") as archive:
        archive.writestr("newsgen/__main__.py", "")
    (installed / "bin").mkdir(parents=True)
    (installed / "bin/newsgen").write_text('#!/bin/sh\necho "asked: $*"\n')
    (installed / "bin/newsgen").chmod(0o755)
    site, remote = tmp_path / "site", tmp_path / "remote.git"
    init([str(site), "--ci", name, "--from-wheel", str(wheel)], standalone_mode=False)
    Desk(site, remote).push("proposal")
    ci = service(name, remote, tmp_path / "ci", {})
    ci.installed = installed
    ran = ci.run("proposal", branch="proposal", source=source)
    assert ran.log.count("asked: check") == 1
    assert ("--no-plugins" not in ran.log) is is_run


def deploy_to(site: Path, website: Path, more: str = "") -> None:
    with (site / "newsgen.toml").open("a") as settings:
        settings.write(TARGET.format(website, website.parent) + more)


@pytest.fixture(params=list(SERVICES))
def quick(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Desk, Service]:
    """Return a service that has newsgen installed already: the one that is tested."""
    wheel = tmp_path / "newsgen-1.0-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        archive.writestr("newsgen/__main__.py", "")
    site, remote = tmp_path / "site", tmp_path / "remote.git"
    init([str(site), "--ci", request.param, "--from-wheel", str(wheel)], standalone_mode=False)
    ci = service(request.param, remote, tmp_path / "ci", {})
    ci.installed = Path(sys.prefix)
    return Desk(site, remote), ci


@pytest.fixture
def deploying(quick: tuple[Desk, Service], website: Path) -> tuple[Desk, Service]:
    """Return them for a site that has a target, and a release that is not pushed yet."""
    desk, _ = quick
    deploy_to(desk.site, website)
    desk.write("theft", "Bicycle stolen")
    return quick


def test_without_a_target_nothing_is_deployed(quick: tuple[Desk, Service]) -> None:
    desk, ci = quick
    desk.write("theft", "Bicycle stolen")
    desk.push()
    ran = ci.run("push", now="2026-07-20T12:00:00Z")
    assert ran.passed, ran.log
    assert "Nothing is deployed: newsgen.toml has no target" in ran.log


def test_pipeline_that_is_started_by_hand_deploys_no_other_branch(
    deploying: tuple[Desk, Service], website: Path
) -> None:
    desk, ci = deploying
    desk.push()
    desk.write("theft", "Bicycle found")
    desk.push("proposal")
    with pytest.raises(AssertionError, match="no job ran"):
        ci.run("by hand", branch="proposal", now="2026-07-20T12:00:00Z")
    assert not website.exists()
    assert ci.run("by hand", now="2026-07-20T12:00:00Z").passed
    assert "Bicycle stolen" in page(website, "theft").read_text()


def test_what_is_taken_down_is_deployed_though_the_rest_is_refused(
    deploying: tuple[Desk, Service], website: Path
) -> None:
    desk, ci = deploying
    desk.write("lost", "This will be lost")
    desk.push()
    assert ci.run("push", now="2026-07-20T12:00:00Z").passed
    assert "Bicycle stolen" in page(website, "theft").read_text()
    (desk.site / "content/lost.md").unlink()
    desk.write("theft", "Bicycle stolen", "status: withdrawn\nexplanation: Wrong.\n")
    desk.push()
    ran = ci.run("push", now="2026-07-20T13:00:00Z")
    assert not ran.passed
    assert "address lost" in ran.log
    assert "Bicycle stolen" not in page(website, "theft").read_text()


def test_what_is_taken_down_is_deployed_though_another_release_has_a_mistake(
    deploying: tuple[Desk, Service], website: Path
) -> None:
    """With a push, and later at the time of an expiry; the mistake itself is never published."""
    desk, ci = deploying
    desk.write("crash", "Two cars crashed", "expires: 2026-07-21T09:00+01:00\n")
    desk.push()
    assert ci.run("push", now="2026-07-20T12:00:00Z").passed
    desk.write("bad", "Appeal", "kind: apeal\n")
    desk.write("theft", "Bicycle stolen", "status: withdrawn\nexplanation: Wrong.\n")
    desk.push()
    ran = ci.run("push", now="2026-07-20T13:00:00Z")
    assert not ran.passed
    assert "Did you mean appeal?" in ran.log
    assert "Bicycle stolen" not in page(website, "theft").read_text()
    assert "Two cars crashed" in page(website, "crash").read_text()
    ran = ci.run("schedule", now="2026-07-21T08:00:00Z")
    assert not ran.passed
    assert not page(website, "crash").exists()
    assert not page(website, "bad").exists()


def test_first_commit_with_a_mistake_deploys_nothing(
    deploying: tuple[Desk, Service], website: Path
) -> None:
    desk, ci = deploying
    desk.write("bad", "Appeal", "kind: apeal\n")
    desk.push()
    assert not ci.run("push", now="2026-07-20T12:00:00Z").passed
    assert not page(website, "theft").exists()


def test_build_that_is_refused_fails_without_a_target(quick: tuple[Desk, Service]) -> None:
    desk, ci = quick
    desk.write("bad", "Appeal", "kind: apeal\n")
    desk.push()
    assert not ci.run("push", now="2026-07-20T12:00:00Z").passed


def test_settings_with_a_byte_order_mark_are_deployed(
    deploying: tuple[Desk, Service], website: Path
) -> None:
    """As editors on Windows write them."""
    desk, ci = deploying
    settings = desk.site / "newsgen.toml"
    settings.write_text(settings.read_text(encoding="utf-8"), encoding="utf-8-sig")
    desk.push()
    ran = ci.run("push", now="2026-07-20T12:00:00Z")
    assert ran.passed, ran.log
    assert page(website, "theft").exists()


def test_commit_is_tried_again_where_git_does_not_answer(
    deploying: tuple[Desk, Service], website: Path
) -> None:
    """As in a container that lacks it, or whose user does not own the clone."""
    desk, ci = deploying
    ci.environment = {**ci.environment, "GIT_DIR": str(website)}
    desk.push()
    assert ci.run("push", now="2026-07-20T12:00:00Z").passed
    desk.write("theft", "Bicycle recovered")
    desk.push()
    (website.parent / "closed").touch()
    assert not ci.run("push", now="2026-07-20T12:05:00Z").passed
    (website.parent / "closed").unlink()
    assert ci.run("schedule", now="2026-07-20T12:15:00Z").passed
    assert "Bicycle recovered" in page(website, "theft").read_text()


@pytest.mark.parametrize("quick", ["gitlab"], indirect=True)
def test_gitlab_keeps_the_website_only_of_a_run_that_built_it(
    deploying: tuple[Desk, Service],
) -> None:
    """It would keep it every 15 minutes; the other services have a condition for it."""
    desk, ci = deploying
    desk.push()
    text = (desk.site / SERVICES["gitlab"]).read_text(encoding="utf-8")
    (path,) = yaml.safe_load(text)["site"]["artifacts"]["paths"]
    assert ci.run("push", now="2026-07-20T12:00:00Z").passed
    assert "not due" in ci.run("schedule", now="2026-07-20T12:15:00Z").log
    assert [*(ci.work / "checkout-1" / path).glob("news/2026/March/theft.aspx")]
    assert not (ci.work / "checkout-2" / path).exists()


def test_deployment_that_failed_is_tried_again_by_the_next_scheduled_run(
    deploying: tuple[Desk, Service], website: Path
) -> None:
    desk, ci = deploying
    desk.write("held", "Man charged", "embargo: 2026-07-21T09:00+01:00\n")
    desk.push()
    assert ci.run("push", now="2026-07-20T12:00:00Z").passed
    record = website / ".newsgen/record.jsonl"
    lines = record.read_text()
    ran = ci.run("schedule", now="2026-07-21T07:59:00Z")
    assert ran.passed
    assert "not due" in ran.log
    assert record.read_text() == lines
    (website.parent / "closed").touch()
    assert not ci.run("schedule", now="2026-07-21T08:00:00Z").passed
    assert not page(website, "held").exists()
    (website.parent / "closed").unlink()
    assert ci.run("schedule", now="2026-07-21T08:15:00Z").passed
    assert page(website, "held").exists()
    assert "not due" in ci.run("schedule", now="2026-07-21T08:30:00Z").log


def test_commit_whose_deployment_failed_is_tried_again_though_nothing_has_come_due(
    deploying: tuple[Desk, Service], website: Path
) -> None:
    """No service keeps a file of a run that failed, so the commit says that it is not deployed."""
    desk, ci = deploying
    desk.push()
    assert ci.run("push", now="2026-07-20T12:00:00Z").passed
    desk.write("theft", "Bicycle recovered")
    desk.push()
    (website.parent / "closed").touch()
    assert not ci.run("push", now="2026-07-20T12:05:00Z").passed
    assert not ci.run("schedule", now="2026-07-20T12:15:00Z").passed
    (website.parent / "closed").unlink()
    ran = ci.run("schedule", now="2026-07-20T12:30:00Z")
    assert ran.passed, ran.log
    assert "Bicycle recovered" in page(website, "theft").read_text()
    assert "not due" in ci.run("schedule", now="2026-07-20T12:45:00Z").log


def test_each_target_is_deployed_and_gets_the_secrets_of_the_service(
    quick: tuple[Desk, Service], website: Path, tmp_path: Path
) -> None:
    desk, ci = quick
    keys = tmp_path / "keys"
    command = f"env | grep -E '^(NEWSGEN_SSH_KEY|AWS_|CLOUDFLARE_API)' | sort >{keys} || true"
    deploy_to(desk.site, website, f'[ deploy."other" ]\nto = "command:{command}"\n')
    desk.write("theft", "Bicycle stolen")
    desk.push()
    assert ci.run("push", now="2026-07-20T12:00:00Z").passed
    assert keys.read_text() == ""
    assert page(website, "theft").exists()
    ci.secrets = {
        "NEWSGEN_SSH_KEY": "key-1",
        "AWS_ACCESS_KEY_ID": "key-2",
        "AWS_REGION": "eu-west-2",
        "AWS_ENDPOINT_URL": "https://store.example",
    }
    desk.write("other", "Another theft")
    desk.push()
    ran = ci.run("push", now="2026-07-20T13:00:00Z")
    assert ran.passed, ran.log
    lines = sorted(f"{name}={value}" for name, value in ci.secrets.items())
    assert keys.read_text().splitlines() == lines
    assert "key-1" not in ran.log


def test_a_command_is_told_in_the_next_run_what_goes(
    quick: tuple[Desk, Service], tmp_path: Path
) -> None:
    """What was deployed by it is in the cache folder, which is kept as a deployment leaves it."""
    desk, ci = quick
    gone = tmp_path / "gone"
    with (desk.site / "newsgen.toml").open("a") as settings:
        settings.write(f'\n[deploy.live]\nto = "command:cp $NEWSGEN_GONE {gone}"\n')
    desk.write("theft", "Bicycle stolen")
    desk.write("other", "Another theft")
    desk.push()
    ran = ci.run("push", now="2026-07-20T12:00:00Z")
    assert ran.passed, ran.log
    (desk.site / "content/theft.md").unlink()
    address = RELEASE.partition("url: ")[2].partition("\n")[0].format(slug="theft")
    (desk.site / "urls.txt").write_text(f"{address} gone\n")
    desk.push()
    ran = ci.run("push", now="2026-07-20T12:05:00Z")
    assert ran.passed, ran.log
    assert gone.read_text().splitlines() == ["news/2026/March/theft.aspx"]


def page(website: Path, slug: str) -> Path:
    return website / f"live/site/news/2026/March/{slug}.aspx"


@pytest.mark.timeout(600)
def test_a_pipeline_checks_builds_and_publishes_on_time(
    desk_and_service: tuple[Desk, Service], website: Path
) -> None:
    desk, ci = desk_and_service
    desk.write("theft", "Bicycle stolen in Harrowby")
    desk.write("held", "Man charged after fire", "embargo: 2026-07-21T09:00+01:00\n")
    desk.push()
    ran = ci.run("push", now="2026-07-20T12:00:00Z")
    assert ran.passed, ran.log
    assert page(website, "theft").exists(), ran.log
    assert not page(website, "held").exists()

    desk.write("bad", "Appeal", "kind: apeal\n")
    desk.push("proposal")
    ran = ci.run("proposal", branch="proposal")
    assert not ran.passed
    findings = [*ci.work.glob("checkout-2/findings.xml")]
    log = findings[0].read_text(encoding="utf-8") if findings else ran.log
    assert "Did you mean appeal?" in log
    assert "content/bad.md" in log

    desk.back_to_main()
    desk.write("bad", "Appeal", "kind: apeal\n")
    desk.push()
    before = (website / "live").readlink()
    ran = ci.run("push", now="2026-07-20T13:00:00Z")
    assert not ran.passed
    assert "NG204" in ran.log
    assert (website / "live").readlink() == before
    desk.take_back()

    ran = ci.run("schedule", now="2026-07-21T07:59:00Z")
    assert ran.passed, ran.log
    assert "not due" in ran.log
    assert not page(website, "held").exists()
    ran = ci.run("schedule", now="2026-07-21T08:00:00Z")
    assert ran.passed, ran.log
    assert page(website, "held").exists()
    ran = ci.run("schedule", now="2026-07-21T08:15:00Z")
    assert "not due" in ran.log
