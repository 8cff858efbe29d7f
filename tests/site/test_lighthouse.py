"""Lighthouse on a page of each kind, as on a telephone with a slow connection."""

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.support.browsing import DEMO, USUAL_POLICY, served
from tests.support.built import Built
from tests.support.chromium import CHROMIUM
from tests.support.paths import TOOLS

LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100}
COUNTED = (
    "cumulative-layout-shift",
    "dom-size",
    "font-display",
    "legacy-javascript",
    "lcp-lazy-loaded",
    "offscreen-images",
    "total-byte-weight",
    "unminified-css",
    "unminified-javascript",
)
"""Audits of a page's speed that count what it asks of a telephone; the others look at a clock."""
KINDS = {
    name: path
    for name, path in DEMO.items()
    if name in ("release", "release-with-picture") or not name.startswith("release")
    if name not in ("404", "410")  # which search engines are asked to leave out
}
AT_ONCE = 3
"""Lighthouse waits most of its time for a page to come to rest."""
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


def look(url: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page."""
    program = TOOLS / "node_modules/lighthouse/cli/index.js"
    assert program.is_file(), f"Lighthouse is expected at {program}: run `.ci/setup-tools .tools`"
    run = subprocess.run(
        [
            "node", program, url, "--output=json", "--quiet",
            "--no-enable-error-reporting", f"--chrome-flags={FLAGS}",
        ],
        capture_output=True, text=True, timeout=180, check=False,
        env=os.environ | {"CHROME_PATH": str(CHROMIUM)},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def shortcomings(report: dict[str, Any]) -> list[str]:
    """Return the scores that are too low, with the audits that made them so, and what is heavy."""
    short = []
    for name, least in LEAST.items():
        category = report["categories"][name]
        score = round(category["score"] * 100)
        if score < least:
            audits = [report["audits"][ref["id"]] for ref in category["auditRefs"] if ref["weight"]]
            low = [a["id"] for a in audits if a["score"] is not None and a["score"] < 1]
            short.append(f"{name} {score}: {', '.join(low)}")
    slow = [name for name in COUNTED if report["audits"][name]["score"] not in (None, 1)]
    return [*short, *slow]


def test_each_kind_of_page_scores_on_a_telephone(demo: Built) -> None:
    with served(demo, USUAL_POLICY) as address, ThreadPoolExecutor(AT_ONCE) as threads:
        reports = threads.map(look, (address + path for path in KINDS.values()))
        short = {name: shortcomings(report) for name, report in zip(KINDS, reports, strict=True)}
    assert {name: wrong for name, wrong in short.items() if wrong} == {}
