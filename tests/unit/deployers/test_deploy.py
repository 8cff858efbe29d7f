"""The steps of a deployment, on a folder of this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.deploy import (
    CommandFailedError,
    Configuration,
    Deployment,
    NothingKeptError,
    RollBack,
    Switch,
    has_words,
    look,
    own_tree,
    resume,
)
from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.manifest import FileKind, path_digest
from newsgen.deployers.output import BuiltOutput, open_output
from newsgen.deployers.target import TargetError
from newsgen.pipeline import build
from tests.support.builds import request
from tests.support.site import many_releases, new_site, write

SERVER = DeploySettings(("file:///a",), server="nginx", test="test ! -e wrong", reload="true")


@pytest.fixture
def target(tmp_path: Path) -> LocalTarget:
    return LocalTarget("host", str(tmp_path / "www"))


@pytest.fixture
def output(tmp_path: Path) -> Iterator[BuiltOutput]:
    site = new_site(tmp_path / "site", many_releases(2, a_month=2))
    build(request(site))
    with open_output(request(site)) as output:
        yield output


def deploy(
    target: LocalTarget, output: BuiltOutput, settings: DeploySettings = SERVER
) -> Deployment:
    deployment = Deployment(
        target, output, settings, Configuration(output, settings), upload_all=True
    )
    deployment.stage()
    deployment.test()
    deployment.switch()
    return deployment


def test_folder_of_a_target(target: LocalTarget, output: BuiltOutput) -> None:
    deploy(target, output).conclude("deploy", 1.5)
    assert target.leads_to("live") == "releases/000001"
    assert target.names("releases/000001") == ["hosting", "site", "tree-1"]
    assert target.names(".newsgen") == ["000001", "record.jsonl"]
    text = (target.read("releases/000001/hosting/site.server.conf") or b"").decode()
    assert f'root "{target.folder}/releases/000001/site";' in text
    line = json.loads(target.read(".newsgen/record.jsonl") or b"")
    assert (line["kind"], line["seconds"], line["counts"]["new"]) == ("deploy", 1.5, 2)


def test_server_that_runs_gets_the_new_files_by_the_release_that_it_knows(
    target: LocalTarget, output: BuiltOutput
) -> None:
    deploy(target, output).conclude("deploy", 0)
    deploy(target, output).conclude("deploy", 0)
    assert target.leads_to("releases/000001/site") == "../000002/tree-1"
    assert own_tree(target, "000001", of_its_own=True) == "releases/000001/tree-1"
    assert own_tree(target, "000002") == "releases/000002/tree-1"


def test_test_that_fails_is_noticed_before_readers_are(
    target: LocalTarget, output: BuiltOutput
) -> None:
    deploy(target, output).conclude("deploy", 0)
    write(Path(target.folder, "wrong"), b"")
    second = Deployment(target, output, SERVER, Configuration(output, SERVER), upload_all=True)
    second.stage()
    with pytest.raises(CommandFailedError, match="test ! -e wrong"):
        second.test()
    assert target.leads_to("releases/000001/site") == "tree-1"
    second.fall_back()
    assert target.leads_to("live") == "releases/000001"
    assert target.names("releases") == ["000001"]


def test_stopped_deployment_is_finished(target: LocalTarget, output: BuiltOutput) -> None:
    deploy(target, output).conclude("deploy", 0)
    deploy(target, output)
    assert look(target).is_unfinished
    assert resume(target, SERVER, output)
    holding = look(target)
    assert (holding.live, holding.is_unfinished, holding.kept) == ("000002", False, ("000001",))
    assert not resume(target, SERVER, output)


def test_stopped_deployment_that_fails_is_taken_back(
    target: LocalTarget, output: BuiltOutput
) -> None:
    deploy(target, output).conclude("deploy", 0)
    deploy(target, output)
    write(Path(target.folder, "wrong"), b"")
    with pytest.raises(CommandFailedError):
        resume(target, SERVER, output)
    assert look(target).live == "000001"
    assert target.leads_to("releases/000001/site") == "tree-1"


def test_roll_back_needs_a_release_whose_pages_are_all_published(
    target: LocalTarget, output: BuiltOutput
) -> None:
    deploy(target, output).conclude("deploy", 0)
    deploy(target, output).conclude("deploy", 0)
    pages = {d for d, f in output.files.items() if f.held.kind is FileKind.PAGE}
    with pytest.raises(NothingKeptError, match="were taken down"):
        RollBack(target, SERVER, pages - {min(pages)}, 1)
    with pytest.raises(NothingKeptError, match="keeps 1 earlier release "):
        RollBack(target, SERVER, pages, 2)
    back = RollBack(target, SERVER, pages, 1)
    back.stage()
    back.test()
    back.switch()
    back.conclude("rollback", 0)
    assert target.leads_to("live") == "releases/000001"
    assert target.leads_to("releases/000002/site") == "../000001/tree-1"
    assert look(target).trouble == ""


def test_roll_back_that_fails_changes_nothing(target: LocalTarget, output: BuiltOutput) -> None:
    deploy(target, output).conclude("deploy", 0)
    deploy(target, output).conclude("deploy", 0)
    back = RollBack(target, SERVER, output.files.keys(), 1)
    write(Path(target.folder, "wrong"), b"")
    back.stage()
    with pytest.raises(CommandFailedError):
        back.test()
    back.fall_back()
    holding = look(target)
    assert (holding.live, holding.kept, holding.trouble) == ("000002", ("000001",), "")


def test_release_has_words_if_a_page_of_it_is_not_there_any_more(
    target: LocalTarget, output: BuiltOutput
) -> None:
    deploy(target, output).conclude("deploy", 0)
    manifest = look(target).manifest
    assert not has_words(manifest, output)
    assert has_words(None, output)
    (digest, page), *_ = ((d, f) for d, f in manifest.files.items() if f.kind is FileKind.PAGE)
    other = {**manifest.files, path_digest("gone.aspx"): page}
    assert has_words(manifest._replace(files=other), output)
    listing = {**manifest.files, path_digest("gone"): page._replace(kind=FileKind.LISTING)}
    assert not has_words(manifest._replace(files=listing), output)
    assert digest in output.files


def test_without_a_server_the_link_is_the_switch(target: LocalTarget, output: BuiltOutput) -> None:
    plain = DeploySettings(("file:///a",))
    deploy(target, output, plain).conclude("deploy", 0)
    assert target.names("releases/000001") == ["site", "tree-1"]
    switch = Switch(target, plain, "000002", "000001")
    switch.test()
    assert target.leads_to("live") == "releases/000001"


@pytest.mark.parametrize("to", ["/etc", "releases/latest", "releases/000009"])
def test_live_that_leads_elsewhere_is_not_deployed_to(target: LocalTarget, to: str) -> None:
    target.link("live", to)
    with pytest.raises(TargetError, match="did not deploy"):
        look(target)
