"""The steps of a deployment, on a folder of this machine."""

import json
from pathlib import Path

import pytest

from newsgen.deployers.deploy import Configuration, Deployment, resume
from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.holding import look
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.switch import CommandFailedError
from tests.support.deploying import SERVER, switched
from tests.support.site import write


def test_folder_of_a_target(target: LocalTarget, output: BuiltOutput) -> None:
    switched(target, output).conclude("deploy", 1.5)
    assert target.leads_to("live") == "releases/000001"
    assert target.names("releases/000001") == ["hosting", "site", "tree-1"]
    assert target.names(".newsgen") == ["000001", "record.jsonl"]
    text = (target.read("releases/000001/hosting/site.server.conf") or b"").decode()
    assert f'root "{target.folder}/releases/000001/site";' in text
    line = json.loads(target.read(".newsgen/record.jsonl") or b"")
    assert (line["kind"], line["seconds"], line["counts"]["new"]) == ("deploy", 1.5, 2)


def test_configuration_that_is_the_same_is_taken_over(
    target: LocalTarget, output: BuiltOutput
) -> None:
    for _ in range(2):
        switched(target, output).conclude("deploy", 0)
    old, new = (f"{target.folder}/releases/{name}".encode() for name in ("000001", "000002"))
    for name in target.names("releases/000001/hosting"):
        was = target.read(f"releases/000001/hosting/{name}") or b""
        assert target.read(f"releases/000002/hosting/{name}") == was.replace(old, new)


def test_configuration_that_somebody_deleted_is_written_again(
    target: LocalTarget, output: BuiltOutput
) -> None:
    switched(target, output).conclude("deploy", 0)
    target.remove(["releases/000001/hosting"])
    switched(target, output).conclude("deploy", 0)
    assert "newsgen.conf" in target.names("releases/000002/hosting")


def test_test_that_fails_is_noticed_before_readers_are(
    target: LocalTarget, output: BuiltOutput
) -> None:
    switched(target, output).conclude("deploy", 0)
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
    switched(target, output).conclude("deploy", 0)
    switched(target, output)
    assert look(target).is_unfinished
    assert resume(target, SERVER, output)
    holding = look(target)
    assert (holding.live, holding.is_unfinished, holding.kept) == ("000002", False, ("000001",))
    assert not resume(target, SERVER, output)


def test_stopped_deployment_that_fails_is_taken_back(
    target: LocalTarget, output: BuiltOutput
) -> None:
    switched(target, output).conclude("deploy", 0)
    switched(target, output)
    write(Path(target.folder, "wrong"), b"")
    with pytest.raises(CommandFailedError):
        resume(target, SERVER, output)
    assert look(target).live == "000001"
    assert target.leads_to("releases/000001/site") == "tree-1"


def test_stopped_deployment_is_finished_if_the_one_before_is_deleted(
    target: LocalTarget, output: BuiltOutput
) -> None:
    switched(target, output).conclude("deploy", 0)
    switched(target, output)
    target.remove(["releases/000001/tree-1"])
    write(Path(target.folder, "wrong"), b"")
    with pytest.raises(CommandFailedError):
        resume(target, SERVER, output)
    holding = look(target)
    assert (holding.live, holding.is_unfinished) == ("000002", False)
