"""The same findings through every format, against files.

`NEWSGEN_SNAPSHOTS=write pytest tests/unit/report/formats` writes the files anew: read the
difference before you commit it.
"""

import os
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from newsgen import __version__
from newsgen.cli import load, results
from newsgen.codes import Severity
from newsgen.pipeline.result import Result
from newsgen.report import formats, github, json, text
from newsgen.report.excerpt import Excerpts
from tests.support.nasty import FOUND, write_files

SNAPSHOTS = Path(__file__).parent / "snapshots"
PREFIX = "news site"


def as_text(site: Path) -> str:
    lines = text.lines(FOUND, most_warnings=None, excerpts=Excerpts(site))
    return "\n".join([*lines, text.counts_line(FOUND), text.fixes_line(FOUND)])


FORMATS: dict[str, Callable[[Path], str]] = {
    "findings.txt": as_text,
    "findings.json": lambda _: "".join(
        json.render(Result(tuple(FOUND), refused=True, sources=4), 1.5)
    ),
    "findings.github.txt": lambda _: "\n".join(github.lines(FOUND, prefix=PREFIX)),
    "summary.md": lambda _: github.summary(FOUND, prefix=PREFIX),
    "findings.sarif": lambda _: "".join(formats.render_sarif(FOUND, prefix=PREFIX)),
    "findings.junit.xml": lambda _: "".join(
        formats.render_junit(FOUND, prefix=PREFIX, seconds=1.5)
    ),
    "findings.azure.txt": lambda _: "\n".join(formats.azure_lines(FOUND, prefix=PREFIX)),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_as_it_was(name: str, tmp_path: Path) -> None:
    write_files(tmp_path)
    rendered = FORMATS[name](tmp_path).replace(f'"{__version__}"', '"VERSION"').rstrip("\n") + "\n"
    file = SNAPSHOTS / name
    if os.environ.get("NEWSGEN_SNAPSHOTS") == "write":
        file.write_text(rendered, encoding="utf-8", newline="\n")
    assert rendered == file.read_bytes().decode()


def test_there_is_no_other_snapshot() -> None:
    assert {file.name for file in SNAPSHOTS.iterdir()} == FORMATS.keys()


def test_no_format_lets_a_control_through(tmp_path: Path) -> None:
    write_files(tmp_path)
    bad = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u200b", "\u2028"} - {
        "\n"
    }
    for name, render in FORMATS.items():
        assert bad.isdisjoint(render(tmp_path)), name


def test_no_format_gives_a_build_agent_an_order_of_the_content(tmp_path: Path) -> None:
    write_files(tmp_path)
    for name, render in FORMATS.items():
        for line in render(tmp_path).splitlines():
            is_command = line.startswith(("::", "##vso[task.logissue "))
            rest = line[2:] if is_command else line
            assert not rest.lstrip().startswith("::"), name
            assert "##[" not in rest, name
            assert "##vso[" not in rest, name


def test_every_format_is_an_option_with_a_snapshot_and_is_rendered(tmp_path: Path) -> None:
    write_files(tmp_path)
    (option,) = (each for each in load("check").params if each.name == "form")
    assert isinstance(option.type, click.Choice)
    forms = {*option.type.choices} - {"auto", "text"}
    snapshots = {name.split(".")[1]: name for name in FORMATS if name.startswith("findings.")}
    del snapshots["txt"]
    assert forms == snapshots.keys(), "each needs its option and its snapshot"
    assert {*results.COMMANDS, *results.DOCUMENTS} == forms, "each is commands or a document"
    result = Result(tuple(FOUND), refused=True, sources=4)
    others = [
        form
        for form, name in snapshots.items()
        if FORMATS[name](tmp_path)
        != "".join(
            formats.render(form, FOUND, result, prefix=PREFIX, fail_on=Severity.ERROR, seconds=1.5)
        )
    ]
    assert others == [], "add each to `render` in report/formats.py"
