"""Measure newsgen and its peers side by side, and write the tables into the documentation.

There are three archives: a tidy one, the same with more rich bodies, and that of 46 forces which
the tests generate, whose releases have the markup and the mistakes of real ones. newsgen goes
through all scenarios, then each peer that is installed builds the same archive in full, and so on
for as many runs as asked: whatever slows the machine for a while slows all. At the end the third
archive is built with each device of `newsgen.fast` turned off, to see what it pays.

Hugo and Pelican are looked for on PATH; Eleventy with @11ty/eleventy-plugin-rss in the
node_modules of $ELEVENTY_HOME. What is missing is said and left out; of an archive of more than
10,000 releases, all but Hugo are.
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
from devices import REPEATS, Gain, gains, measure_devices
from measure import measure
from national import LEAST
from newsgen import __version__
from peers import NAMES, Peer, find_peers
from scenarios import ARCHIVES, SCENARIOS, Archive

PAGE: Final = Path(__file__).parents[1] / "docs/explanation/speed.md"
LARGEST_OF_PEERS: Final = 10_000
"""So many releases the others build; Hugo builds more."""


def main() -> None:
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="newsgen-bench-", dir=options.work))
    peers = list(find_peers(options.peers))
    scenarios.warm_up(work / "warm-up")
    samples = []
    for archive in _archives_of(options):
        for sample in _measure(work / f"{archive.name}-{archive.size}", peers, archive, options):
            print(_shown(sample), flush=True)
            samples.append(sample)
    _report(samples, _gains(work / "devices", options), peers, options)
    if options.clean:
        shutil.rmtree(work)
    else:
        print(f"The archives and their sites are in {work}.", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=_numbers, default=[1_000, 10_000, 100_000], metavar="N,N")
    parser.add_argument("--archives", type=_archives, default=list(ARCHIVES), metavar="NAME,NAME")
    parser.add_argument(
        "--scenarios", type=_scenarios, default=list(SCENARIOS), metavar="NAME,NAME"
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--devices", type=int, default=7, metavar="RUNS", help="0 to leave out")
    parser.add_argument("--devices-size", type=int, default=10_000, metavar="N")
    parser.add_argument("--devices-repeats", type=int, default=REPEATS, metavar="N")
    parser.add_argument("--peers", type=_names, default=list(NAMES), metavar="NAME,NAME")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--rich",
        type=float,
        default=0.5,
        metavar="SHARE",
        help="of rich bodies in the rich archive",
    )
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page with the table")
    parser.add_argument("--no-page", action="store_true", help="only print the table")
    parser.add_argument("--clean", action="store_true", help="delete everything at the very end")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


def _names(text: str) -> list[str]:
    return _choice(text, NAMES)


def _archives(text: str) -> list[str]:
    return _choice(text, tuple(ARCHIVES))


def _scenarios(text: str) -> list[str]:
    return _choice(text, tuple(SCENARIOS))


def _choice(text: str, known: tuple[str, ...]) -> list[str]:
    words = [word for word in text.split(",") if word]
    if unknown := set(words) - set(known):
        raise argparse.ArgumentTypeError(f"{min(unknown)} is none of {', '.join(known)}")
    return words


def _archives_of(options: argparse.Namespace) -> Iterator[Archive]:
    """Yield the archives in their sizes; a small one has no room for every mistake."""
    for name in options.archives:
        for size in options.sizes:
            if name != "national" or size >= LEAST:
                yield Archive(name, size, options.seed, options.rich)


def _measure(
    work: Path, peers: list[Peer], archive: Archive, options: argparse.Namespace
) -> Iterator[table.Sample]:
    """Prepare an archive for all tools, then run them in turn."""
    work.mkdir()
    origin = work / "origin"
    scenarios.prepare(origin, archive)
    scenarios.commit(origin)
    if archive.size > LARGEST_OF_PEERS:
        peers = [peer for peer in peers if peer.name == table.HUGO]
    for peer in peers:
        peer.prepare(work / peer.name, archive.releases(origin))
    for run in range(options.runs):
        folder = work / f"run-{run}"
        folder.mkdir()
        named = archive.name, archive.size
        for built in scenarios.run(origin, folder, archive.name, options.scenarios):
            m, name = built.measured, built.scenario
            figures = m.wall, m.cpu, m.mib
            yield table.Sample(
                *named, table.NEWSGEN, name, run, *figures, built.written, built.cache
            )
        for peer in peers:
            output, site = folder / peer.name, work / peer.name
            m = measure(peer.command(site, output), folder=site)
            files = sum(len(names) for _, _, names in os.walk(output))
            yield table.Sample(*named, peer.name, table.FULL, run, m.wall, m.cpu, m.mib, files)


def _gains(work: Path, options: argparse.Namespace) -> list[Gain]:
    """Measure what each device of `newsgen.fast` pays, if that is asked for."""
    if not options.devices:
        return []
    work.mkdir()
    name = "national" if options.devices_size >= LEAST else "tidy"
    archive = Archive(name, options.devices_size, options.seed, options.rich)
    scenarios.prepare(work / "origin", archive)
    scenarios.commit(work / "origin")
    samples = []
    runs, repeats = options.devices, options.devices_repeats
    for sample in measure_devices(work / "origin", work, runs=runs, repeats=repeats):
        cpu = f"{sample.cpu:8.2f} s of the processor"
        print(f"{sample.run + 1} {sample.state:10} {sample.scenario:10} {cpu}", flush=True)
        samples.append(sample)
    return list(gains(samples))


def _shown(sample: table.Sample) -> str:
    name = f"{sample.archive:8} {sample.size:>7,} {sample.run + 1} {sample.tool:8}"
    took = f"{sample.wall:8.2f} s {sample.mib:7.0f} MiB {sample.files:7,} files"
    return f"{name} {sample.scenario:10} {took}"


def _report(
    samples: list[table.Sample],
    gained: list[Gain],
    peers: list[Peer],
    options: argparse.Namespace,
) -> None:
    versions = {table.NEWSGEN: __version__, "Python": sys.version.split()[0]}
    versions |= {peer.name: peer.version for peer in peers}
    rows = list(table.rows(samples))
    day = datetime.now(UTC).date().isoformat()
    text = table.markdown(rows, versions=versions, runs=options.runs, day=day, rich=options.rich)
    if gained:
        size, runs = options.devices_size, options.devices
        text += "\n" + table.devices_markdown(gained, size=size, runs=runs)
    print(f"\n{text}")
    if options.json:
        document = table.as_json(samples, rows, gained, versions=versions)
        options.json.write_text(document, encoding="utf-8")
    if not options.no_page:
        table.put_into(options.page, text)


if __name__ == "__main__":
    main()
