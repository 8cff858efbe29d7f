"""Compare the instructions of builds with the budget: `make budget`.

Instructions are counted by valgrind, with one job and a fixed hash seed, so that nothing else that
the machine does counts. They depend on Python and on the libraries, which the budget names.

A figure above 102 % of the budget's fails. If none does, figures that are more than 0.5 % lower
are written into `budget.toml`, to be committed with what lowered them. `--accept` writes all
figures, for another Python, other libraries, or a feature that is worth what it costs; the commit
says why.

Exit codes: 0 if all are within the budget, 1 if one is above it or a build fails, 3 if there is
nothing to compare: another Python, other libraries, or no valgrind.
"""

import argparse
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final, NamedTuple

from archive import releases
from national import write_national
from scenarios import AS_OF, build_command, edit, middle, write_plain

BUDGET: Final = Path(__file__).with_name("budget.toml")
PROJECT: Final = Path(__file__).parents[1] / "pyproject.toml"
MOST: Final = 1.02
"""What a figure may be of the budget's."""
LOWER: Final = 0.995
"""Of the budget's; a figure below it is written."""
MILLION: Final = 1_000_000
SEED: Final = 1
NOTHING_TO_COMPARE: Final = 3
VALGRIND: Final = (
    "valgrind",
    "--tool=cachegrind",
    "--cache-sim=no",
    "--cachegrind-out-file=/dev/null",
    "--child-silent-after-fork=yes",
)
_REFS: Final = re.compile(r"I\s+refs:\s+([\d,]+)")


class Budget(NamedTuple):
    """Millions of instructions by what is built, and what they were counted with."""

    counted_with: Mapping[str, str]
    millions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside the budget's, which is `None` for what the budget does not know."""

    name: str
    allowed: int | None
    counted: int

    @property
    def share(self) -> float:
        return self.counted / self.allowed if self.allowed else 1.0

    @property
    def verdict(self) -> str:
        """What is said of it in the table."""
        if self.allowed is None:
            return "new"
        if self.share > MOST:
            return "ABOVE"
        return "lower" if self.share < LOWER else ""


class Chain(NamedTuple):
    """Builds of one site, one after the other."""

    archive: str
    size: int
    builds: tuple[str, ...]


CHAINS: Final = (
    Chain("national", 1_000, ("cold", "no-op", "edit")),
    Chain("tidy", 1_000, ("cold", "no-op", "edit")),
    Chain("national", 300, ("cold",)),
    Chain("tidy", 300, ("cold",)),
    Chain("tidy", 1, ("cold",)),
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--accept", action="store_true", help="write all figures as they are")
    is_accepted = parser.parse_args().accept
    budget, here = read(BUDGET.read_text(encoding="utf-8")), counted_with()
    reasons = [] if is_accepted else list(differences(budget.counted_with, here))
    if not shutil.which("valgrind"):
        reasons.append("valgrind is missing: make .tools/stamp installs it")
    if reasons:
        print("Cannot compare with benchmarks/budget.toml:", *reasons, sep="\n- ")
        return NOTHING_TO_COMPARE
    with tempfile.TemporaryDirectory(prefix="newsgen-budget-") as work:
        millions = count_all(Path(work))
    rows = compare(budget.millions, millions)
    print("\n".join(table(rows)))
    return conclude(rows, here, is_accepted=is_accepted)


def conclude(rows: list[Row], here: Mapping[str, str], *, is_accepted: bool) -> int:
    """Say what the figures mean, write the budget if it is to be, and return the exit code."""
    above = [row for row in rows if row.verdict == "ABOVE"]
    if above and not is_accepted:
        for row in above:
            print(
                f"{row.name}: {row.counted:,} million instructions are {row.share - 1:.1%} more "
                f"than the budget's {row.allowed:,}; {MOST - 1:.0%} is allowed."
            )
        print("Do less, or accept it with benchmarks/budget.py --accept and say why in the commit.")
        return 1
    if is_accepted or any(row.verdict for row in rows):
        BUDGET.write_text(written(rows, here, is_accepted=is_accepted), encoding="utf-8")
        print("benchmarks/budget.toml has the new figures: commit it with what changed them.")
    return 0


# The budget


def read(text: str) -> Budget:
    """Return the budget that a text has."""
    tables = tomllib.loads(text)
    return Budget(tables["counted-with"], tables["millions"])


def written(rows: list[Row], here: Mapping[str, str], *, is_accepted: bool) -> str:
    """Return the text of a budget in which a figure changes only if it is lower or accepted."""
    lines = [
        "# Millions of instructions that builds may take; `make budget` compares and lowers them.",
        "",
        "[millions]",
    ]
    for row in rows:
        is_kept = row.allowed is not None and not (is_accepted or row.verdict == "lower")
        lines.append(f'"{row.name}" = {row.allowed if is_kept else row.counted}')
    lines += ["", "[counted-with]", *(f'"{name}" = "{value}"' for name, value in here.items())]
    return "\n".join([*lines, ""])


def compare(allowed: Mapping[str, int], counted: Mapping[str, int]) -> list[Row]:
    """Put each figure beside that of the budget."""
    return [Row(name, allowed.get(name), millions) for name, millions in counted.items()]


def table(rows: list[Row]) -> Iterator[str]:
    """Yield the lines of a table of all figures."""
    yield f"{'Millions of instructions':<28} {'budget':>8} {'now':>8}"
    for row in rows:
        allowed = "-" if row.allowed is None else f"{row.allowed:,}"
        line = f"{row.name:<28} {allowed:>8} {row.counted:>8,} {row.share:>8.1%}  {row.verdict}"
        yield line.rstrip()


def differences(expected: Mapping[str, str], here: Mapping[str, str]) -> Iterator[str]:
    """Yield in what Python and libraries differ from those of the budget."""
    for name in sorted({*expected, *here}):
        of_budget, of_here = expected.get(name, "missing"), here.get(name, "missing")
        if of_budget != of_here:
            yield f"{name} is {of_here}, and {of_budget} in the budget"


def counted_with() -> dict[str, str]:
    """Return the versions of Python, of SQLite and of the libraries that newsgen needs."""
    compiler = platform.python_compiler()
    python = f"{platform.python_version()}, {compiler}, {platform.machine()}"
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    needed = sorted(re.split(r"[^\w-]", line)[0] for line in project["dependencies"])
    return {"python": python, "sqlite": sqlite3.sqlite_version} | {
        name: metadata.version(name) for name in [*needed, "markupsafe"]
    }


# Counting


def count_all(work: Path) -> dict[str, int]:
    """Return the millions of instructions of all builds; two are counted at once."""
    for chain in CHAINS:
        prepare(work, chain)
    with ThreadPoolExecutor(2) as pool:
        counted = pool.map(lambda chain: dict(count_chain(work, chain)), CHAINS)
        return {name: millions for figures in counted for name, millions in figures.items()}


def prepare(work: Path, chain: Chain) -> None:
    """Write the site of a chain and build it, so that what is compiled once is compiled."""
    site, size = site_of(work, chain), chain.size
    if chain.archive == "national":
        write_national(site, size=size, seed=SEED, as_of=AS_OF)
    else:
        write_plain(site, releases(size, seed=SEED))
    run(site, work / f"{site.name}-warm")


def count_chain(work: Path, chain: Chain) -> Iterator[tuple[str, int]]:
    """Yield the millions of instructions of each build of a chain."""
    site = site_of(work, chain)
    for build in chain.builds:
        if build == "edit":
            edit(middle(site))
        refs = _REFS.search(run(site, work / f"{site.name}-built", *VALGRIND))
        assert refs is not None
        millions = round(int(refs[1].replace(",", "")) / MILLION)
        yield f"{chain.archive} {chain.size:,}, {build}", millions


def site_of(work: Path, chain: Chain) -> Path:
    return work / f"{chain.archive}-{chain.size}"


def run(site: Path, kept: Path, *before: str) -> str:
    """Build a site, with output and cache in a folder; return what the command writes as errors."""
    folders = ("--output", kept / "output", "--cache", kept / "cache")
    command = [*before, *map(str, build_command(*folders, "--jobs", "1", "--quiet"))]
    usual = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        command,
        cwd=site,
        env=usual | {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return done.stderr


if __name__ == "__main__":
    raise SystemExit(main())
