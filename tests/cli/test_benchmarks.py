"""The benchmarks still run, on archives too small to say anything."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from newsgen.fast import DEVICES
from tests.support.paths import REPOSITORY

SCENARIOS: Final = ("cold", "nothing", "edit", "addition", "theme", "checkout")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


def _run(script: str, *arguments: str | Path) -> str:
    command = [sys.executable, REPOSITORY / "benchmarks" / script, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.rotates(8)
@pytest.mark.parametrize(
    ("archives", "sizes", "titles"),
    [
        (["tidy", "rich"], [20, 60], ["20 releases", "20 releases, 50% of them with rich bodies"]),
        (["national"], [300], ["300 releases of 46 forces"]),
    ],
    ids=["tidy", "national"],
)
def test_every_scenario_is_measured_and_the_table_put_into_the_page(
    archives: list[str], sizes: list[int], titles: list[str], tmp_path: Path
) -> None:
    page, figures = tmp_path / "page.md", tmp_path / "figures.json"
    speed = (REPOSITORY / "docs/explanation/speed.md").read_text(encoding="utf-8")
    page.write_text(speed, encoding="utf-8")
    chosen = ["--archives", ",".join(archives), "--sizes", ",".join(map(str, sizes))]
    options = [*chosen, "--runs", "1", "--peers", "", "--devices", "0", "--clean"]
    _run("run.py", *options, "--work", tmp_path, "--page", page, "--json", figures)
    samples = json.loads(figures.read_text(encoding="utf-8"))["samples"]
    measured = [(archive, size) for archive in archives for size in sizes]
    assert [(s["archive"], s["size"], s["scenario"]) for s in samples] == [
        (*archive, scenario) for archive in measured for scenario in SCENARIOS
    ]
    for archive in measured:
        files = {s["scenario"]: s["files"] for s in samples if (s["archive"], s["size"]) == archive}
        assert files["nothing"] == 0 < files["edit"] < files["addition"] < files["cold"]
    written = page.read_text(encoding="utf-8")
    assert [title for title in titles if f"### {title}\n" not in written] == []
    assert written.partition("<!--")[0] == speed.partition("<!--")[0]
    assert written.rpartition("-->")[2] == speed.rpartition("-->")[2]


def test_some_scenarios_of_one_archive_are_measured(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    chosen = ["--archives", "rich", "--rich", "1", "--scenarios", "cold,addition", "--sizes", "20"]
    options = [*chosen, "--runs", "1", "--peers", "", "--devices", "0", "--no-page"]
    out = _run("run.py", *options, "--work", tmp_path, "--json", figures)
    samples = json.loads(figures.read_text(encoding="utf-8"))["samples"]
    assert [s["scenario"] for s in samples] == ["cold", "addition"]
    assert all(s["cache"] > 0 for s in samples)
    sources = [file.read_text("utf-8") for file in tmp_path.rglob("origin/content/**/*.md")]
    assert len(sources) == 20
    assert all("\n## " in source for source in sources)
    assert "### 20 releases, 100% of them with rich bodies" in out


@pytest.mark.rotates(10)
def test_each_device_is_measured(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    options = ["--archives", "", "--peers", "", "--devices-size", "60", "--devices-repeats", "1"]
    out = _run(
        "run.py", *options, "--devices", "1", "--no-page", "--work", tmp_path, "--json", figures
    )
    gains = {gain["state"]: gain for gain in json.loads(figures.read_text("utf-8"))["devices"]}
    assert list(gains) == ["all on", *DEVICES, "all off"]
    for gain in gains.values():
        assert 0 < gain["seconds"]["nothing"] < gain["seconds"]["cold"]
        assert gain["is_paying"] is (max(gain["shares"]["cold"], gain["shares"]["edit"]) >= 0.05)
    assert set(gains["all on"]["shares"].values()) == {0}
    assert "| Pays 5 % |" in out
    assert all(f"| without `{device}` |" in out for device in DEVICES)


def test_growth_of_a_body_is_measured() -> None:
    assert "table (" in _run("linear.py", "table", "--scale", "0.001")
