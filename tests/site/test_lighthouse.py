"""Lighthouse on a page of each kind, as on a telephone with a slow connection."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.browsing import DEMO, USUAL_POLICY, served
from tests.support.built import Built
from tests.support.chromium import CHROMIUM
from tests.support.paths import SUPPORT, TOOLS

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
SHARES = 4
"""The kinds of pages are looked at in so many tests."""
SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
FLAGS = {"onlyCategories": [*LEAST], "onlyAudits": COUNTED, "disableFullPageScreenshot": True}


def look(urls: list[str]) -> list[dict[str, Any]]:
    """Return Lighthouse's reports on pages."""
    folder = TOOLS / "node_modules/lighthouse"
    assert folder.is_dir(), f"Lighthouse is expected at {folder}: run `.ci/setup-tools .tools`"
    asked = {
        "lighthouse": str(folder), "chromium": str(CHROMIUM), "switches": SWITCHES,
        "flags": FLAGS, "pages": urls,
    }  # fmt: skip
    run = subprocess.run(
        ["node", SUPPORT / "lighthouse.mjs"],
        input=json.dumps(asked), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    reports: list[dict[str, Any]] = json.loads(run.stdout)
    return reports


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


@pytest.mark.rotates(4)
@pytest.mark.parametrize("start", range(SHARES))
def test_each_kind_of_page_scores_on_a_telephone(demo: Built, start: int) -> None:
    names = [*KINDS][start::SHARES]
    with served(demo, USUAL_POLICY) as address, ThreadPoolExecutor(AT_ONCE) as threads:
        looked_at = threads.map(look, ([address + KINDS[name]] for name in names))
        short = {
            name: shortcomings(report) for name, (report,) in zip(names, looked_at, strict=True)
        }
    assert short.keys() == {*names}
    assert {name: wrong for name, wrong in short.items() if wrong} == {}
