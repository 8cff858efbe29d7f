"""Archives with mistakes in them, without the files that no build would publish."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def leave_out_errors(site: Path, check: Callable[[], Mapping[str, Any]]) -> list[Path]:
    """Replace a site's link to an archive by copies of its files, but for those with errors.

    `check` returns the report on the site as it is. Returns the paths of the copies below the
    content.
    """
    wrong = {d["path"] for d in check()["diagnostics"] if d["severity"] == "error"}
    content = site / "content"
    archive = content.resolve(strict=True)
    content.unlink()
    paths = [file.relative_to(archive) for file in sorted(archive.rglob("*.md"))]
    publishable = [path for path in paths if f"content/{path.as_posix()}" not in wrong]
    for folder in {path.parent for path in publishable}:
        (content / folder).mkdir(parents=True, exist_ok=True)
    for path in publishable:
        shutil.copyfile(archive / path, content / path)
    return publishable


def report_on(site: Path, cache: Path, *, as_of: str) -> dict[str, Any]:
    """Return what `newsgen check` reports on a site."""
    check = [sys.executable, "-m", "newsgen", "check", "--format", "json", "--as-of", as_of]
    run = subprocess.run(
        [*check, "--site", str(site), "--cache", str(cache)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode in (0, 1), run.stderr
    report: dict[str, Any] = json.loads(run.stdout)
    return report
