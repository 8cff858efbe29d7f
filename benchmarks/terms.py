"""What terms cost: an archive whose releases have a kind, a district and two tags.

It is built with taxonomies; without them, when the same files still have related releases by their
tags; and of files that have no terms at all. All three are built cold in turn, so that what slows
the machine for a while slows each. Then a release with four terms is added to the archive with
taxonomies, and the files that are written are counted.
"""

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from archive import Release, added, newsgen_text, releases, write
from measure import Measurement, measure
from scenarios import ARCHIVES, build_command, warm_up, write_site

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.archives import sorting

SETTINGS: Final = {"no terms": "", "without": sorting.FIELDS, "with": sorting.SETTINGS}
"""What is added to newsgen.toml of each archive; only one has files without terms."""
OTHERS: Final = {"without": "the same files without", "no terms": "files that have no terms"}
"""What the archive with taxonomies is compared with."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, help="processes of each build, instead of one a core")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsgen-terms-", dir=options.work) as folder:
        _measure(Path(folder), options)


def _measure(work: Path, options: argparse.Namespace) -> None:
    warm_up(work / "warm-up")
    for name, settings in SETTINGS.items():
        write_site(work / name, releases(options.size, seed=options.seed))
        if settings:
            _give_terms(work / name, releases(options.size, seed=options.seed))
            with (work / name / "newsgen.toml").open("a", encoding="utf-8") as config:
                config.write(settings)
    runs: dict[str, list[Measurement]] = {name: [] for name in SETTINGS}
    for run in range(options.runs):
        for name, measured in runs.items():
            measured.append(_build(work / name, work / f"{name}-{run}", options.jobs))
            print(f"{name:8} {measured[-1].wall:7.2f} s  {measured[-1].cpu:7.2f} s", flush=True)
    print(f"{options.size:,} releases with taxonomies")
    for name, what in OTHERS.items():
        pairs = list(zip(runs["with"], runs[name], strict=True))
        wall = statistics.median(one.wall / other.wall for one, other in pairs)
        cpu = statistics.median(one.cpu / other.cpu for one, other in pairs)
        print(f"beside {what}: {wall:.2f} times as long, {cpu:.2f} times the processor")
    release = added(options.size, at=ARCHIVES["tidy"])
    _give_terms(work / "with", iter([release]))
    last = _build(work / "with", work / f"with-{options.runs - 1}", options.jobs)
    print(f"one release added: {last.wall:.2f} s, {last.out.strip()}")


def _give_terms(site: Path, to: Iterator[Release]) -> None:
    """Write releases with terms."""
    write(site / "content", to, _with_terms)


def _with_terms(release: Release) -> str:
    lines = sorting.front_matter(random.Random(release.number))
    return newsgen_text(release).replace("```yaml\n", f"```yaml\n{lines}", 1)


def _build(site: Path, target: Path, jobs: int | None) -> Measurement:
    folders = "--output", target / "output", "--cache", target / "cache"
    command = build_command(*folders, *(["--jobs", str(jobs)] if jobs else []))
    return measure(command, folder=site)


if __name__ == "__main__":
    main()
