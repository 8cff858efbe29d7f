"""How quickly the preview shows what is saved, and what it bears.

Usage: preview.py SITE [--edits 50] [--seconds 20] [--json FILE]

SITE is a folder of releases, such as one that `run.py` made; a copy of its sources is worked on.
Needs Chromium with its driver, and Selenium; for the load wrk, which is looked for on PATH. All
runs on the loopback interface.
"""

import argparse
import json
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

NOTE_EVENTS = """
addEventListener("newsgen-state", () => {
  const times = JSON.parse(sessionStorage.getItem("times") || "[]");
  times.push(performance.timeOrigin + performance.now());
  sessionStorage.setItem("times", JSON.stringify(times));
});
"""
LOAD_SECONDS = 20
CONNECTIONS = 64


class Running(NamedTuple):
    """A server, its address, and the seconds until it answered."""

    process: subprocess.Popen[bytes]
    address: str
    seconds: float


@contextmanager
def served(site: Path) -> Iterator[Running]:
    """Serve a site on a free port."""
    log = site.parent / "serve.log"
    start = time.perf_counter()
    with log.open("wb") as stream:
        command = [sys.executable, "-m", "newsgen", "serve", "--site", str(site)]
        process = subprocess.Popen(command, stdout=stream, stderr=stream)
    try:
        while not (match := re.search(r"http://localhost:\d+", log.read_text())):
            if process.poll() is not None:
                sys.exit(log.read_text())
            time.sleep(0.005)
        read(match[0] + "/")
        yield Running(process, match[0], time.perf_counter() - start)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        text: str = answer.read().decode()
        return text


def measure_saves(running: Running, source: Path, target: str, edits: int) -> list[float]:
    """Return the milliseconds from each save until the browser got the event."""
    options = Options()
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(switch)
    options.binary_location = "/usr/bin/chromium"
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        source_script = {"source": NOTE_EVENTS}
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", source_script)
        driver.get(running.address + target)
        return [_saved(driver, source, number) for number in range(edits)]
    finally:
        driver.quit()


def _saved(driver: webdriver.Chrome, source: Path, number: int) -> float:
    live = "return !!document.querySelector('newsgen-preview[data-state=live]')"
    _until(lambda: driver.execute_script(live))
    driver.execute_script("sessionStorage.setItem('times', '[]')")
    text = f"{source.read_text()}\nEdit {number} at {time.time()}.\n"
    other = source.with_name(f".{source.name}.tmp")
    other.write_text(text)
    saved = time.time()
    other.rename(source)
    times = "return JSON.parse(sessionStorage.getItem('times') || '[]')"
    first = _until(lambda: driver.execute_script(times))[0]
    _until(lambda: f"Edit {number} " in driver.execute_script("return document.body.innerText"))
    return float(first) - saved * 1000


def _until(ask: Any) -> Any:
    end = time.monotonic() + 30
    while not (answer := ask()):
        if time.monotonic() > end:
            sys.exit("The browser was not told of a change.")
        time.sleep(0.01)
    return answer


def measure_load(running: Running, source: Path, target: str, seconds: int) -> dict[str, Any]:
    """Ask for pages from many connections while a file changes ten times a second."""
    stop = threading.Event()
    good = source.read_text()

    def change() -> None:
        number = 0
        while not stop.wait(0.1):
            number += 1
            source.write_text(f"{good}\nChange {number}.\n")

    writer = threading.Thread(target=change)
    before = resident(running.process.pid)
    writer.start()
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    midway = threading.Timer(seconds / 2, lambda: halfway.append(resident(running.process.pid)))
    halfway: list[int] = []
    midway.start()
    run = subprocess.run(
        [*command, running.address + target], capture_output=True, text=True, check=True
    )
    stop.set()
    writer.join()
    source.write_text(f"{good}\nAfter the load.\n")
    start = time.monotonic()
    while "After the load." not in read(running.address + target):
        if time.monotonic() - start > 10:
            sys.exit("The page is stale.")
        time.sleep(0.01)
    errors = re.findall(r"(?:Non-2xx|Socket errors).*", run.stdout)
    memory = (before, *halfway, resident(running.process.pid))
    rate = re.search(r"Requests/sec:\s+([\d.]+)", run.stdout)
    return {
        "requests_per_second": float(rate[1]) if rate else 0,
        "errors": errors,
        "megabytes": [round(size / 2**20) for size in memory],
        "settled_seconds": round(time.monotonic() - start, 3),
    }


def resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=LOAD_SECONDS)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        shutil.copytree(options.site, site, ignore=shutil.ignore_patterns("output", ".*"))
        with served(site) as cold:
            figures: dict[str, Any] = {"cold_start_seconds": round(cold.seconds, 2)}
        with served(site) as running:
            figures["warm_start_seconds"] = round(running.seconds, 2)
            source = min((site / "content").rglob("*.md"))
            url = re.search(r"^url: \S+?//[^/]+(/\S+)", source.read_text(), re.MULTILINE)
            target = url[1] if url else "/"
            saves = measure_saves(running, source, target, options.edits)
            figures["save_to_event_ms"] = {
                "median": round(statistics.median(saves), 1),
                "maximum": round(max(saves), 1),
                "edits": len(saves),
            }
            if shutil.which("wrk"):
                figures["load"] = measure_load(running, source, target, options.seconds)
            else:
                print("wrk is not on PATH, so the load is left out.", file=sys.stderr)
    text = json.dumps(figures, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n")


if __name__ == "__main__":
    main()
