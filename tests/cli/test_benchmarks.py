"""The benchmarks still run, on archives too small to say anything."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.support.paths import REPOSITORY

SCENARIOS: Final = ("cold", "nothing", "edit", "addition", "theme", "checkout")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


def _run(script: str, *arguments: str | Path) -> str:
    command = [sys.executable, REPOSITORY / "benchmarks" / script, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def test_every_scenario_is_measured_and_the_table_put_into_the_page(tmp_path: Path) -> None:
    page, figures = tmp_path / "page.md", tmp_path / "figures.json"
    speed = (REPOSITORY / "docs/explanation/speed.md").read_text(encoding="utf-8")
    page.write_text(speed, encoding="utf-8")
    options = ["--sizes", "30", "--runs", "1", "--peers", "", "--clean"]
    _run("run.py", *options, "--work", tmp_path, "--page", page, "--json", figures)
    samples = json.loads(figures.read_text(encoding="utf-8"))["samples"]
    assert [sample["scenario"] for sample in samples] == list(SCENARIOS)
    files = {sample["scenario"]: sample["files"] for sample in samples}
    assert files["nothing"] == 0 < files["edit"] < files["addition"] < files["cold"]
    written = page.read_text(encoding="utf-8")
    assert "### 30 releases" in written
    assert written.partition("<!--")[0] == speed.partition("<!--")[0]
    assert written.rpartition("-->")[2] == speed.rpartition("-->")[2]


def test_growth_of_a_body_is_measured() -> None:
    assert "table (" in _run("linear.py", "table", "--scale", "0.001")
