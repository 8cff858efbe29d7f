"""Measure newsgen and its peers side by side, and write the table into the documentation.

newsgen goes through all scenarios, then each peer that is installed builds the same archive in
full, and so on for as many runs as asked: whatever slows the machine for a while slows all.
Hugo and Pelican are looked for on PATH; Eleventy with @11ty/eleventy-plugin-rss in the
node_modules of $ELEVENTY_HOME. What is missing is said and left out.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import scenarios
import table
from archive import releases
from measure import measure
from newsgen import __version__
from peers import NAMES, Peer, find_peers

PAGE: Final = Path(__file__).parents[1] / "docs/explanation/speed.md"


def main() -> None:
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="newsgen-bench-", dir=options.work))
    peers = list(find_peers(options.peers))
    scenarios.warm_up(work / "warm-up")
    samples = []
    for size in options.sizes:
        for sample in _measure_size(work / str(size), peers, size, options):
            print(_shown(sample), flush=True)
            samples.append(sample)
    _report(samples, peers, options)
    if options.clean:
        shutil.rmtree(work)
    else:
        print(f"The archives and their sites are in {work}.", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=_numbers, default=[1_000, 10_000], metavar="N,N")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", type=_names, default=list(NAMES), metavar="NAME,NAME")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page with the table")
    parser.add_argument("--no-page", action="store_true", help="only print the table")
    parser.add_argument("--clean", action="store_true", help="delete everything at the very end")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


def _names(text: str) -> list[str]:
    found = [word for word in text.split(",") if word]
    if unknown := set(found) - set(NAMES):
        raise argparse.ArgumentTypeError(f"{min(unknown)} is none of {', '.join(NAMES)}")
    return found


def _measure_size(
    work: Path, peers: list[Peer], size: int, options: argparse.Namespace
) -> Iterator[table.Sample]:
    """Prepare the archives of one size, then run all tools in turn."""
    work.mkdir()
    origin = work / "origin"
    scenarios.prepare(origin, size=size, seed=options.seed)
    for peer in peers:
        peer.prepare(work / peer.name, releases(size, seed=options.seed))
    for run in range(options.runs):
        folder = work / f"run-{run}"
        folder.mkdir()
        for built in scenarios.run(origin, folder):
            m = built.measured
            yield table.Sample(
                size, table.NEWSGEN, built.scenario, run, m.wall, m.cpu, m.mib, built.written
            )
        for peer in peers:
            output, site = folder / peer.name, work / peer.name
            m = measure(peer.command(site, output), folder=site)
            files = sum(len(names) for _, _, names in os.walk(output))
            yield table.Sample(size, peer.name, table.FULL, run, m.wall, m.cpu, m.mib, files)


def _shown(sample: table.Sample) -> str:
    name = f"{sample.size:>7,} {sample.run + 1} {sample.tool:8} {sample.scenario:10}"
    return f"{name} {sample.wall:8.2f} s {sample.mib:7.0f} MiB {sample.files:7,} files"


def _report(samples: list[table.Sample], peers: list[Peer], options: argparse.Namespace) -> None:
    versions = {table.NEWSGEN: __version__, "Python": sys.version.split()[0]}
    versions |= {peer.name: peer.version for peer in peers}
    found = list(table.rows(samples))
    day = datetime.now(UTC).date().isoformat()
    text = table.markdown(found, versions=versions, runs=options.runs, day=day)
    print(f"\n{text}")
    if options.json:
        document = table.as_json(samples, found, versions=versions)
        options.json.write_text(document, encoding="utf-8")
    if not options.no_page:
        table.put_into(options.page, text)


if __name__ == "__main__":
    main()
