"""The formats of findings: which is chosen, where it goes, and what stops everything."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from newsgen.report import json as json_report
from tests.support.command import Console, Outcome
from tests.support.site import write

SCHEMA = Path(json_report.__file__).parent / "schemas/findings-1.schema.json"
FORMATS = ("text", "json", "github", "sarif", "junit", "azure")
GOOD = """\
---
title: Witness appeal
area: Cumbria
url: https://www.example.police.example/news/a.aspx
---

Text.
"""
BAD = (
    GOOD.replace("url:", "sumary: x\nurl:").replace("/a.aspx", "/b.aspx").replace("Witness", "New")
)


SITE = {"content/a.md": GOOD}


@dataclass(frozen=True)
class Newsroom:
    """A site in a folder of a repository, and newsgen run on it there."""

    root: Path
    folder: Path
    console: Console

    def write(self, path: str, text: str) -> None:
        write(self.folder / path, text)

    def run(self, command: str, *options: str) -> Outcome:
        return self.console(command, "--site", self.folder.name, *options)


@pytest.fixture
def newsroom(site: Path, run: Console, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.chdir(site.parent)
    return Newsroom(site.parent, site, run)


def valid(out: str) -> Any:
    data = json.loads(out)
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)
    return data


@pytest.mark.parametrize("command", ["check", "build", "plan"])
def test_json_of_every_command_fits_the_schema(command: str, newsroom: Newsroom) -> None:
    newsroom.write("content/b.md", BAD)
    data = valid(newsroom.run(command, "--format", "json")[1])
    assert data["summary"]["warnings"] == 1
    assert ("steps" in data) is (command == "plan")
    newsroom.write("content/c.md", "No fence.\n")
    assert valid(newsroom.run(command, "--format", "json")[1])["summary"]["refused"]
    newsroom.write("newsgen.toml", "[site]\ntittle = 'x'\n")
    code, out, _ = newsroom.run(command, "--format", "json")
    assert code == 2
    assert valid(out)["diagnostics"][0]["code"] == "NG702"


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("form", FORMATS)
def test_what_stops_everything_comes_in_the_format_that_was_asked_for(
    form: str, command: str, newsroom: Newsroom
) -> None:
    newsroom.write("newsgen.toml", "[site]\ntittle = 'x'\n")
    code, out, err = newsroom.run(command, "--format", form)
    assert code == 2
    assert "NG702" in (err if form == "text" else out)
    assert (out if form == "text" else err) == ""
    if form == "sarif":
        (run,) = json.loads(out)["runs"]
        assert run["invocations"] == [{"executionSuccessful": False}]


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_a_document_is_alone_on_standard_output(
    form: str, command: str, newsroom: Newsroom
) -> None:
    newsroom.write("content/b.md", BAD)
    code, out, err = newsroom.run(command, "--format", form, "--quiet")
    assert (code, err) == (0, "")
    assert "NG205" in out
    if form == "junit":
        etree.fromstring(out.encode())
    else:
        json.loads(out)


def test_a_finding_is_shown_with_its_line(newsroom: Newsroom) -> None:
    newsroom.write("content/b.md", BAD)
    code, out, err = newsroom.run("check")
    assert code == 0
    assert err.splitlines()[1:4] == [
        "content/b.md:4:1: warning[NG205] the key sumary is unknown",
        "    4 | sumary: x",
        "      | ^^^^^^",
    ]
    assert out == "2 releases checked: 1 warning.\n"


@pytest.mark.parametrize(
    ("environment", "begin"),
    [
        ({}, ""),
        ({"GITHUB_ACTIONS": "false", "TF_BUILD": "no"}, ""),
        ({"GITHUB_ACTIONS": "true"}, "::warning file=content/b.md,"),
        ({"TF_BUILD": "True"}, "##vso[task.logissue type=warning;sourcepath=content/b.md;"),
    ],
)
def test_the_format_fits_the_place_where_newsgen_runs(
    environment: dict[str, str], begin: str, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write("content/b.md", BAD)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for command in ("check", "build"):
        _, out, err = newsroom.run(command)
        assert out.startswith(begin)
        assert ("warning[NG205]" in err) is (begin == "")
        assert out.count("\n") == 1 + bool(begin)
        assert newsroom.run(command, "--format", "text")[1].count("\n") == 1


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("GITHUB_WORKSPACE", "github"),
        ("GITHUB_WORKSPACE", "sarif"),
        ("BUILD_SOURCESDIRECTORY", "azure"),
        ("CI_PROJECT_DIR", "junit"),
    ],
)
def test_paths_are_those_of_the_repository(
    name: str, form: str, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write("content/b.md", BAD)
    monkeypatch.setenv(name, str(newsroom.root))
    assert "site/content/b.md" in newsroom.run("check", "--format", form)[1]
    monkeypatch.setenv(name, str(newsroom.folder))
    assert "site/content/b.md" not in newsroom.run("check", "--format", form)[1]
    monkeypatch.setenv(name, str(newsroom.root / "elsewhere"))
    assert "site/content/b.md" not in newsroom.run("check", "--format", form)[1]


def test_a_folder_that_is_missing_is_named_as_it_was_given(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(newsroom.root))
    monkeypatch.chdir(newsroom.root)
    _, out, _ = newsroom.run("check", "--site", "nope", "--format", "github")
    assert out.startswith("::error file=nope,line=1,")


def test_github_gets_a_summary_after_what_is_there(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write("content/b.md", BAD)
    file = newsroom.root / "summary.md"
    file.write_text("Before.\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    assert newsroom.run("check", "--format", "text")[0] == 0
    assert file.read_text() == "Before.\n"
    assert newsroom.run("check", "--format", "github")[0] == 0
    assert file.read_text().startswith("Before.\n### newsgen: 1 warning\n")
    file.write_bytes(b"x" * (1024 * 1024 - 10))
    assert newsroom.run("check", "--format", "github")[0] == 0
    assert file.stat().st_size <= 1024 * 1024
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(newsroom.root))
    code, _, err = newsroom.run("check", "--format", "github")
    assert code == 0
    assert "The summary cannot be written" in err


@pytest.mark.parametrize("form", [*FORMATS, "auto"])
def test_a_report_goes_to_a_file_and_text_to_the_terminal(form: str, newsroom: Newsroom) -> None:
    newsroom.write("content/b.md", BAD)
    code, out, err = newsroom.run("check", "--format", form, "--report-file", "report")
    assert (code, out) == (0, "2 releases checked: 1 warning.\n")
    assert "warning[NG205]" in err
    written = (newsroom.root / "report").read_text()
    assert "NG205" in written
    assert written.endswith("\n")
    assert "\x1b" not in written
    (newsroom.folder / "newsgen.toml").write_text("[site]\ntittle = 'x'\n")
    code, _, err = newsroom.run("check", "--format", form, "--report-file", "report")
    assert code == 2
    assert "error[NG702]" in err
    assert "NG702" in (newsroom.root / "report").read_text()


def test_a_report_that_cannot_be_written_is_wrong_usage(newsroom: Newsroom) -> None:
    code, _, err = newsroom.run("check", "--format", "sarif", "--report-file", "no/such/folder")
    assert code == 2
    assert "no/such/folder cannot be written" in err


def test_a_document_holds_warnings_even_if_quiet_and_commands_do_not(newsroom: Newsroom) -> None:
    newsroom.write("content/b.md", BAD)
    assert newsroom.run("check", "--quiet", "--format", "github") == (0, "", "")
    assert "NG205" in newsroom.run("check", "--quiet", "--format", "sarif")[1]


def test_a_terminal_is_not_attacked_by_a_release(newsroom: Newsroom) -> None:
    newsroom.write("content/b.md", BAD.replace("sumary: x", 'sumary: "\u202e\\e[2J ##vso[x]"'))
    newsroom.write("content/c\x1b[2J.md", "No fence\x1b[31m.\n")
    for form in FORMATS:
        _, out, err = newsroom.run("check", "--format", form)
        assert not {"\x1b", "\u202e"} & {*out, *err}, form
        assert "##vso[x]" not in out + err
