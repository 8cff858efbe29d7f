"""The figures as a Markdown table, as JSON, and in the documentation."""

import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final

from devices import ALL_OFF, ALL_ON, BUILDS, LEAST, Gain
from scenarios import SCENARIOS

NEWSGEN: Final = "newsgen"
HUGO: Final = "hugo"
FULL: Final = "full build"
BEGIN: Final = "<!-- Written by benchmarks/run.py from here -->"
END: Final = "<!-- to here -->"
_MEASURED: Final = (
    "Measured on {day}, medians of {runs} runs: {processor}, {cores} cores, {memory}, {system}."
)
_COLUMNS: Final = (
    "Seconds", "Least to most", "Of Hugo", "Processor seconds", "Peak MiB", "Of Hugo's",
    "Files written", "Cache MiB",
)  # fmt: skip
_HEAD: Final = f"| | {' | '.join(_COLUMNS)} |\n| --- |{' --: |' * len(_COLUMNS)}"
_TITLES: Final = {
    "tidy": "### {size:,} releases",
    "rich": "### {size:,} releases, {rich:.0%} of them with rich bodies",
    "national": "### {size:,} releases of 46 forces",
}
_DEVICES: Final = """\

### What each device of `fast/` pays

The archive of {size:,} releases of 46 forces, medians of {runs} rounds.
Each is processor time, and the share of it that the device takes off.

| | {builds} | Pays {least:.0f} % |
| --- | {rules} | :-: |"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One measured build of one tool."""

    archive: str
    size: int
    tool: str
    scenario: str
    run: int
    wall: float
    cpu: float
    mib: float
    files: int
    cache: float = 0


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of one tool and scenario, and how they compare with Hugo's full build.

    `spread` are the least and the most seconds.
    """

    archive: str
    size: int
    tool: str
    scenario: str
    wall: float
    spread: tuple[float, float]
    cpu: float
    mib: float
    files: int
    cache: float
    of_hugo: float | None
    memory_of_hugo: float | None


def rows(samples: Sequence[Sample]) -> Iterator[Row]:
    """Sum up the runs."""
    groups: dict[tuple[str, int, str, str], list[Sample]] = {}
    for sample in samples:
        name = sample.archive, sample.size, sample.tool, sample.scenario
        groups.setdefault(name, []).append(sample)
    for (archive, size, tool, scenario), group in groups.items():
        walls = [sample.wall for sample in group]
        wall, mib = median(walls), median(s.mib for s in group)
        hugo = groups.get((archive, size, HUGO, FULL), [])
        yield Row(
            archive=archive,
            size=size,
            tool=tool,
            scenario=scenario,
            wall=wall,
            spread=(min(walls), max(walls)),
            cpu=median(s.cpu for s in group),
            mib=mib,
            files=group[-1].files,
            cache=group[-1].cache,
            of_hugo=wall / median(s.wall for s in hugo) if hugo else None,
            memory_of_hugo=mib / median(s.mib for s in hugo) if hugo else None,
        )


def machine() -> dict[str, str]:
    """Name what the figures were measured on."""
    return {
        "processor": _processor() or platform.processor(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "")


def markdown(
    found: Sequence[Row], *, versions: Mapping[str, str], runs: int, day: str, rich: float
) -> str:
    """Return the machine, the versions and a table for each archive."""
    tools = ", ".join(f"{name} {version}" for name, version in versions.items())
    parts = [_MEASURED.format(day=day, runs=runs, **machine()), f"Versions: {tools}."]
    for archive, size in dict.fromkeys((row.archive, row.size) for row in found):
        parts += [f"\n{_TITLES[archive].format(size=size, rich=rich)}\n", _HEAD]
        parts += [_line(row) for row in found if (row.archive, row.size) == (archive, size)]
    return "\n".join(parts)


def _line(row: Row) -> str:
    cells = (
        f"{row.tool}: {SCENARIOS.get(row.scenario, row.scenario)}",
        f"{row.wall:.2f}",
        "{:.2f}–{:.2f}".format(*row.spread),
        _ratio(row.of_hugo),
        f"{row.cpu:.2f}",
        f"{row.mib:,.0f}",
        _ratio(row.memory_of_hugo),
        f"{row.files:,}",
        f"{row.cache:,.0f}" if row.cache else "–",
    )
    return f"| {' | '.join(cells)} |"


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def devices_markdown(found: Sequence[Gain], *, size: int, runs: int) -> str:
    """Return the table of devices: what builds take with all of them, and without each."""
    head = _DEVICES.format(
        size=size,
        runs=runs,
        builds=" | ".join(SCENARIOS[name].capitalize() for name in BUILDS),
        least=100 * LEAST,
        rules=" | ".join(["--:"] * len(BUILDS)),
    )
    return "\n".join([head, *map(_device_line, found)])


def _device_line(gain: Gain) -> str:
    if gain.state == ALL_ON:
        cells = [gain.state, *(f"{gain.seconds[build]:.2f} s" for build in BUILDS), ""]
    else:
        name = gain.state if gain.state == ALL_OFF else f"without `{gain.state}`"
        shares = (f"{gain.seconds[b]:.2f} s, {_signed(gain.shares[b])}" for b in BUILDS)
        cells = [name, *shares, "yes" if gain.is_paying else "no"]
    return f"| {' | '.join(cells)} |"


def _signed(share: float) -> str:
    return f"{100 * share:.1f} %".replace("-", "−")


def as_json(
    samples: Sequence[Sample],
    found: Sequence[Row],
    gains: Sequence[Gain],
    *,
    versions: Mapping[str, str],
) -> str:
    data = {
        "machine": machine(),
        "versions": dict(versions),
        "rows": [asdict(row) for row in found],
        "samples": [asdict(sample) for sample in samples],
        "devices": [asdict(gain) for gain in gains],
    }
    return json.dumps(data, indent=2) + "\n"


def put_into(page: Path, text: str) -> None:
    """Replace what stands between the two marks of a page.

    Raises:
        ValueError: the page has no marks.

    """
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no marks for the table")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
