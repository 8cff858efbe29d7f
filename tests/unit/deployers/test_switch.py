"""The step from one release to another."""

import pytest

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.holding import own_tree
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.switch import CommandFailedError, Switch
from tests.support.deploying import switched


def test_server_that_runs_gets_the_new_files_by_the_release_that_it_knows(
    target: LocalTarget, output: BuiltOutput
) -> None:
    switched(target, output).conclude("deploy", 0)
    switched(target, output).conclude("deploy", 0)
    assert target.leads_to("releases/000001/site") == "../000002/tree-1"
    assert own_tree(target, "000001", of_its_own=True) == "releases/000001/tree-1"
    assert own_tree(target, "000002") == "releases/000002/tree-1"


def test_without_a_server_the_link_is_the_switch(target: LocalTarget, output: BuiltOutput) -> None:
    plain = DeploySettings(("file:///a",))
    switched(target, output, plain).conclude("deploy", 0)
    assert target.names("releases/000001") == ["site", "tree-1"]
    switch = Switch(target, plain, "000002", "000001")
    switch.test()
    assert target.leads_to("live") == "releases/000001"


@pytest.mark.parametrize(
    ("said", "end"),
    [("", "has failed (exit code 3)"), ("a\nb\nc\n", "has failed (exit code 3): b; c")],
)
def test_failure_has_the_end_of_what_a_command_said(said: str, end: str) -> None:
    error = CommandFailedError.of("“test”", 3, said, "Fix this.")
    assert (str(error), error.hint) == (f"“test” {end}", "Fix this.")
