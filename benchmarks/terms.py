"""What terms cost: an archive whose releases have a kind, a district and two tags, and without.

Both are built cold in turn, so that what slows the machine for a while slows both; then a release
with four terms is added to the archive that has them, and the files that are written are counted.
"""

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archive import Release, added, newsgen_text, releases, write
from measure import Measurement, measure
from scenarios import ARCHIVES, build_command, warm_up, write_site

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.archives import sorting


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsgen-terms-", dir=options.work) as folder:
        _measure(Path(folder), options)


def _measure(work: Path, options: argparse.Namespace) -> None:
    warm_up(work / "warm-up")
    for name in ("without", "with"):
        write_site(work / name, releases(options.size, seed=options.seed))
    _sort(work / "with", releases(options.size, seed=options.seed))
    runs: dict[str, list[Measurement]] = {"without": [], "with": []}
    for run in range(options.runs):
        for name, measured in runs.items():
            measured.append(_build(work / name, work / f"{name}-{run}"))
            print(f"{name:8} {measured[-1].wall:7.2f} s  {measured[-1].cpu:7.2f} s", flush=True)
    pairs = list(zip(runs["with"], runs["without"], strict=True))
    wall = statistics.median(one.wall / other.wall for one, other in pairs)
    cpu = statistics.median(one.cpu / other.cpu for one, other in pairs)
    print(f"{options.size:,} releases: {wall:.2f} times as long, {cpu:.2f} times the processor")
    release = added(options.size, at=ARCHIVES["tidy"])
    _sort(work / "with", iter([release]))
    last = _build(work / "with", work / f"with-{options.runs - 1}")
    print(f"one release added: {last.wall:.2f} s, {last.out.strip()}")


def _sort(site: Path, sorted_ones: Iterator[Release]) -> None:
    """Write releases with terms, and the settings that sort by them."""
    write(site / "content", sorted_ones, _with_terms)
    config = site / "newsgen.toml"
    text = config.read_text(encoding="utf-8")
    if sorting.SETTINGS not in text:
        config.write_text(text + sorting.SETTINGS, encoding="utf-8")


def _with_terms(release: Release) -> str:
    lines = sorting.front_matter(random.Random(release.number))
    return newsgen_text(release).replace("```yaml\n", f"```yaml\n{lines}", 1)


def _build(site: Path, target: Path) -> Measurement:
    command = build_command("--output", target / "output", "--cache", target / "cache")
    return measure(command, folder=site)


if __name__ == "__main__":
    main()
