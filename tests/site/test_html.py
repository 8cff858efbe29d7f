"""Every page and stylesheet, as the Nu HTML checker sees it."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support.built import PAGE_ENDINGS, Built

pytestmark = pytest.mark.rotates(8)

BROKEN = "<!doctype html><html lang=en><title>Broken</title><p><b>not closed</p>"


def complaints(vnu: Path, files: Iterable[Path], *options: str) -> dict[str, list[str]]:
    """Run the checker and return all that it says by the name of the file they are in."""
    command: list[str | Path] = [
        "java",
        "-Xss2m",
        "-jar",
        vnu,
        "--format",
        "json",
        *options,
        *files,
    ]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    urls: dict[str, list[str]] = {}
    for message in json.loads(run.stderr)["messages"]:
        assert message["type"] != "non-document-error", message
        where = f"line {message.get('lastLine')}: {message['message']}"
        urls.setdefault(message.get("url", ""), []).append(where)
    return urls


def invalid_pages(vnu: Path, files: Iterable[Path], folder: Path) -> dict[str, list[str]]:
    """Return what it says of pages, having seen that it reads their names as those of HTML."""
    broken = folder / "broken.aspx"
    broken.write_text(BROKEN)
    actual = complaints(vnu, [*files, broken])
    assert actual.pop(f"file:{broken}"), "the checker should have read .aspx as HTML"
    return actual


def test_every_page_of_the_demo_is_valid_html(vnu: Path, demo: Built, tmp_path: Path) -> None:
    files = demo.files(*PAGE_ENDINGS)
    assert len(files) > 40
    assert invalid_pages(vnu, files, tmp_path) == {}


@pytest.mark.parametrize("quarter", range(4))
def test_every_page_of_one_force_is_valid_html(
    vnu: Path, one_force: Built, quarter: int, tmp_path: Path
) -> None:
    files = one_force.files(*PAGE_ENDINGS)
    assert len(files) > 1_114
    assert invalid_pages(vnu, files[quarter::4], tmp_path) == {}


def test_every_stylesheet_is_valid_css(
    vnu: Path, demo: Built, one_force: Built, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.css"
    broken.write_text("p { colour: red }")
    files = [*demo.files(".css"), *one_force.files(".css")]
    assert len(files) >= 3
    actual = complaints(vnu, [*files, broken], "--css")
    assert actual.pop(f"file:{broken}"), "the checker should have read the file as CSS"
    assert actual == {}
