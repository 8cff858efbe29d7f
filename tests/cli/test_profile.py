"""`newsgen build --profile`: what it says is what was done, and it changes nothing."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from newsgen import cli
from newsgen.report import json as json_report

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


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for number in range(RELEASES):
        write(tmp_path / "site", number)
    return tmp_path / "site"


def write(site: Path, number: int, more: str = "") -> None:
    file = site / f"content/{number % 3}/release-{number}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(RELEASE.format(number=number, month=number % 3 + 1) + more)


class Run:
    """Runs newsgen build in this process."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capture = patch, capture

    def __call__(self, site: Path, *options: str, code: int = 0) -> tuple[str, str]:
        command = ["build", "--site", str(site), "--as-of", "2026-06-01", *options]
        self._patch.setattr(sys, "argv", ["newsgen", *command])
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = self._capture.readouterr()
        assert left.value.code == code, err
        return out, err

    def json(self, site: Path, *options: str, code: int = 0) -> dict[str, Any]:
        made: dict[str, Any] = json.loads(self(site, "--format", "json", *options, code=code)[0])
        VALID.validate(made)
        return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(monkeypatch, capsys)


def pages(profile: dict[str, Any]) -> Counter[str]:
    return Counter({t["name"]: t["pages"] for t in profile["templates"]})


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_parts_add_up(site: Path, run: Run, jobs: int) -> None:
    made = run.json(site, "--profile", "--jobs", str(jobs))
    profile = made["profile"]
    assert sum(profile["stages"].values()) == pytest.approx(profile["seconds"], abs=1e-4)
    assert profile["seconds"] <= made["summary"]["seconds"]
    tasks = profile["tasks"]
    assert sum(t["seconds"] for t in profile["templates"]) == pytest.approx(
        tasks["render"], abs=1e-4
    )
    assert sum(profile["rules"].values()) <= tasks["rules"] + 1e-4
    assert all(tasks.values())
    assert profile["workers"] == (jobs if jobs > 1 else 0)
    if jobs == 1:
        assert sum(tasks.values()) <= profile["processor"]["owner"]
    else:
        assert sum(tasks.values()) <= profile["processor"]["started"] + 0.1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_template_is_named_with_its_pages(site: Path, run: Run, jobs: str) -> None:
    made = run.json(site, "--profile", "--jobs", jobs)
    counts = pages(made["profile"])
    assert counts["release.html"] == RELEASES
    assert counts["month.html"] == 3
    assert counts["home.html"] == counts["robots.txt"] == 1
    files = [file for file in (site / "output").rglob("*") if file.is_file()]
    copies = [file for file in files if "assets" in file.parts]
    assert counts.total() == len(files) - len(copies)
    assert made["summary"]["files_written"] == len(files)


def test_slow_releases_are_there(site: Path, run: Run) -> None:
    write(site, 7, "A *very* [long](https://www.example.org) text.\n\n" * 3_000)
    profile = run.json(site, "--profile", "--jobs", "2")["profile"]
    assert profile["slowest_read"][0]["path"] == "content/1/release-7.md"
    for name in ("slowest_read", "slowest_rendered"):
        assert len(profile[name]) == 10
        times = [slow["seconds"] for slow in profile[name]]
        assert times == sorted(times, reverse=True)
        assert all((site / slow["path"]).is_file() for slow in profile[name])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell less")
def test_memory_is_told(site: Path, run: Run) -> None:
    memory = run.json(site, "--profile", "--jobs", "2")["profile"]["memory"]
    assert all(size > 5_000_000 for size in memory.values())
    assert memory["together"] <= memory["owner"] + 2 * memory["worker"]
    rest = run.json(site, "--profile")["profile"]
    assert rest["workers"] == 0
    assert rest["memory"]["worker"] is None


def test_a_build_that_has_nothing_to_do_says_so(site: Path, run: Run) -> None:
    run(site)
    made = run.json(site, "--profile")
    assert made["profile"]["slowest_read"] == []
    assert not any(made["profile"]["tasks"][task] for task in ("read", "parse", "rules"))
    assert made["summary"]["files_read"] == made["summary"]["files_written"] == 0
    _, err = run(site, "--profile")
    assert "Slowest" not in err
    assert "0 files read, 0 compared, 0 written" in err


def test_without_it_there_is_no_profile(site: Path, run: Run) -> None:
    assert "profile" not in run.json(site)
    _, err = run(site)
    assert "Where the time went" not in err


def test_it_changes_nothing_in_the_output(site: Path, run: Run) -> None:
    run(site)
    run(site, "--profile", "--output", str(site.parent / "other"), "--no-cache")
    one, other = (
        {f.relative_to(folder): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
        for folder in (site / "output", site.parent / "other")
    )
    assert one == other


def test_text_goes_to_standard_error_after_the_summary(site: Path, run: Run) -> None:
    out, err = run(site, "--profile", "--jobs", "2")
    assert out.startswith(f"{RELEASES} releases: ")
    assert "Where the time went" not in out
    assert "Work of 2 workers, seconds of the processor" in err
    assert f"  release.html                    {RELEASES}  " in err
    assert "Slowest releases to render" in err
    assert f"{RELEASES} files read, 0 compared, " in err


def test_a_file_for_the_report_leaves_text_for_the_terminal(site: Path, run: Run) -> None:
    file = site.parent / "report.json"
    _, err = run(site, "--profile", "--format", "json", "--report-file", str(file))
    assert "Where the time went" in err
    assert "profile" in json.loads(file.read_text("utf-8"))
    out, err = run(site, "--profile", "--format", "sarif")
    assert "Where the time went" in err
    json.loads(out)


def test_a_refused_build_has_a_profile_too(site: Path, run: Run) -> None:
    (site / "content/bad.md").write_text("---\ntitle: None\n---\n")
    made = run.json(site, "--profile", code=1)
    assert made["summary"]["refused"]
    assert made["profile"]["templates"] == []
    assert made["profile"]["stages"]["render"] == 0
    _, err = run(site, "--profile", code=1)
    assert "Templates" not in err


def test_counts_say_what_was_done(site: Path, run: Run) -> None:
    first = run.json(site)["summary"]
    assert first["files_read"] == RELEASES
    assert first["files_written"] == first["created"]
    assert first["rows_written"] > RELEASES
    for file in (site / "output").rglob("*"):
        file.touch()
    moved = run.json(site)["summary"]
    assert moved["files_compared"] == first["created"]
    write(site, 7, "More.\n")
    edited = run.json(site)["summary"]
    assert edited["files_read"] == 1
    assert edited["files_written"] == edited["updated"] > 0
    assert edited["rows_written"] < 30


def test_counts_are_the_same_however_many_work(site: Path, run: Run) -> None:
    names = ("files_read", "files_written", "rows_written")
    one, two = (run.json(site, "--no-cache", "--output", str(site.parent / jobs), "--jobs", jobs)
                for jobs in ("1", "2"))  # fmt: skip
    assert [one["summary"][n] for n in names] == [two["summary"][n] for n in names]
