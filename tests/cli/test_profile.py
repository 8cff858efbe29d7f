"""`newsgen build --profile`: what it says is what was done, and it changes nothing."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from newsgen.report import json as json_report
from tests.support.command import Console
from tests.support.site import write

SCHEMA = Path(json_report.__file__).parent / "schemas/findings-1.schema.json"
VALID = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
RELEASES = 300
"""So many that workers are started to read and to render."""
RELEASE = """\
---
title: Appeal number {number}
area: Northshire
date: 2026-0{month}-05 10:00
url: https://www.northshire.police.example/news/2026/appeal-{number}.aspx
---

Call 101 about [number {number}](https://www.example.org/{number}).
"""


SITE = {
    f"content/{number % 3}/release-{number}.md": RELEASE.format(number=number, month=number % 3 + 1)
    for number in range(RELEASES)
}


def append(site: Path, number: int, more: str) -> None:
    path = f"content/{number % 3}/release-{number}.md"
    write(site / path, SITE[path] + more)


@dataclass(frozen=True)
class Build:
    """Builds a site in this process, as of 1 June 2026."""

    console: Console

    def __call__(self, site: Path, *options: str, code: int = 0) -> tuple[str, str]:
        ended = self.console("build", "--site", site, "--as-of", "2026-06-01", *options)
        assert ended.code == code, ended.err
        return ended.out, ended.err

    def json(self, site: Path, *options: str, code: int = 0) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self(site, "--format", "json", *options, code=code)[0])
        VALID.validate(report)
        return report


@pytest.fixture
def build(run: Console) -> Build:
    return Build(run)


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_parts_add_up(site: Path, build: Build, jobs: int) -> None:
    before = os.times()  # this process may have started others for other tests
    built = build.json(site, "--profile", "--jobs", str(jobs))
    profile = built["profile"]
    assert sum(profile["stages"].values()) == pytest.approx(profile["seconds"], abs=1e-4)
    assert profile["seconds"] <= built["summary"]["seconds"]
    assert all(profile["stages"][stage] for stage in ("scan", "read", "plan", "render", "place"))
    assert profile["processor"]["owner"] > 0
    started = profile["processor"]["started"] - before.children_user - before.children_system
    assert (started > 0.02) == (jobs > 1)  # git may have been started too


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell less")
def test_memory_is_told(site: Path, build: Build) -> None:
    memory = build.json(site, "--profile", "--jobs", "2")["profile"]["memory"]
    assert all(size > 5_000_000 for size in memory.values())


def test_a_build_that_has_nothing_to_do_says_so(site: Path, build: Build) -> None:
    build(site)
    built = build.json(site, "--profile")
    assert built["profile"]["stages"]["render"] == 0
    assert built["summary"]["files_read"] == built["summary"]["files_written"] == 0
    _, err = build(site, "--profile")
    assert "0 files read, 0 compared, 0 written" in err


def test_without_it_there_is_no_profile(site: Path, build: Build) -> None:
    assert "profile" not in build.json(site)
    _, err = build(site)
    assert "Where the time went" not in err


def test_it_changes_nothing_in_the_output(site: Path, build: Build) -> None:
    build(site)
    build(site, "--profile", "--output", str(site.parent / "other"), "--no-cache")
    first, other = (
        {f.relative_to(folder): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
        for folder in (site / "output", site.parent / "other")
    )
    assert first == other


def test_text_goes_to_standard_error_after_the_summary(site: Path, build: Build) -> None:
    out, err = build(site, "--profile", "--jobs", "2")
    assert out.startswith(f"{RELEASES} releases: ")
    assert "Where the time went" not in out
    assert "Stages, seconds by the clock" in err
    assert f"{RELEASES} files read, 0 compared, " in err


def test_a_file_for_the_report_leaves_text_for_the_terminal(site: Path, build: Build) -> None:
    file = site.parent / "report.json"
    _, err = build(site, "--profile", "--format", "json", "--report-file", str(file))
    assert "Where the time went" in err
    assert "profile" in json.loads(file.read_text("utf-8"))
    out, err = build(site, "--profile", "--format", "sarif")
    assert "Where the time went" in err
    json.loads(out)


def test_a_refused_build_has_a_profile_too(site: Path, build: Build) -> None:
    (site / "content/bad.md").write_text("---\ntitle: None\n---\n")
    built = build.json(site, "--profile", code=1)
    assert built["summary"]["refused"]
    assert built["profile"]["stages"]["render"] == 0


def test_counts_say_what_was_done(site: Path, build: Build) -> None:
    first = build.json(site)["summary"]
    assert first["files_read"] == RELEASES
    assert first["files_written"] == first["created"]
    assert first["rows_written"] > RELEASES
    for file in (site / "output").rglob("*"):
        file.touch()
    moved = build.json(site)["summary"]
    assert moved["files_compared"] == first["created"]
    append(site, 7, "More.\n")
    edited = build.json(site)["summary"]
    assert edited["files_read"] == 1
    assert edited["files_written"] == edited["updated"] > 0
    assert edited["rows_written"] < 30


def test_counts_are_the_same_however_many_work(site: Path, build: Build) -> None:
    names = ("files_read", "files_written", "rows_written")
    first, second = (
        build.json(site, "--no-cache", "--output", str(site.parent / jobs), "--jobs", jobs)
        for jobs in ("1", "2")
    )
    assert [first["summary"][n] for n in names] == [second["summary"][n] for n in names]
