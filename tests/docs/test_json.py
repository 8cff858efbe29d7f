"""The page on JSON names every command that prints it, and every name that these print."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from newsgen.cli import Commands, cli, load
from newsgen.cli.deploy_facts import DeployFacts
from tests.support.command import newsgen_in_fork
from tests.support.site import new_site

PAGE = Path(__file__).parents[2] / "docs/reference/json.md"
SECTIONS = dict(
    re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
)


def commands(group: Commands, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(click.Context(group)):
        command = load(name, group.modules)
        if isinstance(command, Commands):
            yield from commands(command, f"{before}{name} ")
        yield f"{before}{name}", command


def prints_json(command: click.Command) -> bool:
    forms = (p.type for p in command.params if p.name == "form")
    return any(isinstance(kind, click.Choice) and "json" in kind.choices for kind in forms)


def test_every_command_that_prints_json_has_a_section() -> None:
    wanted = {name for name, command in commands(cli) if prints_json(command)}
    assert {"deploy", "theme check"} <= wanted
    described = {name for title in SECTIONS for name in title.split(" and ")}
    assert described == wanted, "docs/reference/json.md has a section for each"


def names(value: Any) -> Iterator[str]:
    for name, inner in value.items():
        yield from (f"summary.{each}" for each in inner) if name == "summary" else [name]


@pytest.mark.parametrize(
    "command", ["plugins", "theme list", "theme show", "theme show month.html", "theme check"]
)
def test_every_name_that_is_printed_is_on_the_page(tmp_path: Path, command: str) -> None:
    site = new_site(tmp_path / "site", {})
    section = next(SECTIONS[title] for title in SECTIONS if command.startswith(title))
    for name in names(newsgen_in_fork(*command.split(), "--site", site, "--format", "json").data):
        assert f"`{name}`" in section


def test_every_name_of_a_deployment_is_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    DeployFacts("live", "json", quiet=False).conclude()
    for name in names(json.loads(capsys.readouterr().out)):
        assert f"`{name}`" in SECTIONS["deploy"]
