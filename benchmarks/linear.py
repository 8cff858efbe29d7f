"""Look for stages that grow faster than what they work on: long bodies, and large months.

Each case is built at three sizes, each twice the one before, by one process under Python's
profiler. A stage is a function of newsgen that takes a share of the time worth naming; one whose
time grows by more than MOST when the work doubles is marked, if it still does when the case is
measured again. The profiler slows everything by a factor, so only the growth means anything. The
exit code is 1 if a stage is marked.
"""

import argparse
import cProfile
import math
import pstats
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import newsgen
import newsgen.content.scan
from archive import Release, paragraph, sentence
from newsgen.pipeline.central import build
from newsgen.pipeline.result import Request
from scenarios import AS_OF, write_site

MOST: Final = 2.5
"""Growth of a doubled work that is still taken for linear: caches and the collector have a say."""
LEAST: Final = 0.2
"""Seconds that a stage takes at the largest size, below which its growth says nothing."""
LEAST_SCALE: Final = 0.001
SHARE: Final = 0.02
"""A stage that takes less of the time than this is not shown."""
MEGABYTE: Final = 1_000_000
AT: Final = datetime(2024, 3, 1, 9, tzinfo=UTC)
HOME: Final = str(Path(newsgen.__file__).parent)
TRIES: Final = 4
"""How often a case is measured at most: growth that is only once there is not newsgen's."""
Stage = tuple[str, str]
Measured = tuple[float, dict[Stage, float]]
"""The seconds in all, and those of each stage."""
Parts = Callable[[random.Random], str]


@dataclass(frozen=True, slots=True)
class Case:
    """Something that may be large, at three sizes; `releases` invents an archive of a size."""

    name: str
    sizes: tuple[int, int, int]
    releases: Callable[[int], Iterator[Release]]


def main() -> None:
    vars(newsgen.content.scan)["LARGEST"] = (
        20 * MEGABYTE
    )  # growth shows at a size that no release may have
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="CASE", help=", ".join(c.name for c in CASES))
    parser.add_argument("--all", action="store_true", help="show the stages that are linear too")
    parser.add_argument("--scale", type=float, default=1, help="make every case smaller")
    options = parser.parse_args()
    if unknown := set(options.names) - {case.name for case in CASES}:
        parser.error(f"there is no case {min(unknown)}")
    if not LEAST_SCALE <= options.scale <= 1:
        parser.error(f"a scale is from {LEAST_SCALE} to 1")
    cases = [case for case in CASES if not options.names or case.name in options.names]
    grown = [_try(case, scale=options.scale, shows_all=options.all) for case in cases]
    raise SystemExit(any(grown))


def _try(case: Case, *, scale: float, shows_all: bool) -> bool:
    """Show how a case grows, and return whether a stage of it is marked."""
    sizes = [int(size * scale) for size in case.sizes]
    measured = _measure(case, sizes)
    for _ in range(1, TRIES):
        if _is_marked(measured):
            measured = list(map(_least, measured, _measure(case, sizes)))
    seconds = zip(sizes, measured, strict=True)
    shown = ", ".join(f"{size:,}: {taken:.2f} s" for size, (taken, _) in seconds)
    print(f"{case.name} ({shown})", flush=True)
    for stage, times in _stages(measured):
        growth = _growth(times)
        if growth > MOST or shows_all:
            mark = "  more than linear" if growth > MOST else ""
            figures = " ".join(f"{taken:8.2f}" for taken in times)
            print(f"  {' '.join(stage):52} {figures}  x{growth:.1f}{mark}", flush=True)
    return _is_marked(measured)


def _measure(case: Case, sizes: list[int]) -> list[Measured]:
    with tempfile.TemporaryDirectory(prefix="newsgen-linear-") as work:
        return [_profile(case, size, Path(work, str(size))) for size in sizes]


def _is_marked(measured: list[Measured]) -> bool:
    return any(_growth(times) > MOST for _, times in _stages(measured))


def _least(one: Measured, other: Measured) -> Measured:
    """Return the least total and the least time of each stage: the rest is the machine's doing."""
    (seconds, stages), (others, theirs) = one, other
    return min(seconds, others), {s: min(stages[s], theirs[s]) for s in stages.keys() & theirs}


def _growth(times: list[float]) -> float:
    """Return by how much a stage grows when the work doubles, or 0 if it is too short to tell.

    The work doubles twice: one step may be where the processor's cache ends.
    """
    first, _, last = times
    return math.sqrt(last / first) if first > 0 and last > LEAST else 0.0


def _profile(case: Case, size: int, site: Path) -> Measured:
    """Build a site of one size; return the seconds in all and of each function of newsgen.

    Rules look for warnings too, which a build looks for in new releases alone.
    """
    write_site(site, case.releases(size))
    as_of = datetime.fromisoformat(AS_OF).replace(tzinfo=UTC)
    request = Request(site, as_of, site / "output", site / ".newsgen", jobs=1, all_warnings=True)
    profiler = cProfile.Profile()
    started = time.perf_counter()
    result = profiler.runcall(build, request)
    taken = time.perf_counter() - started
    if result.refused:
        raise SystemExit(f"{case.name}: {result.diagnostics[0]}")
    by_stage: dict[Stage, float] = {}
    for (file, _, name), (_, _, _, total, _) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        if file.startswith(HOME):
            stage = (file.removeprefix(HOME + "/"), name)
            by_stage[stage] = max(by_stage.get(stage, 0.0), total)
    return taken, by_stage


def _stages(measured: list[Measured]) -> Iterator[tuple[Stage, list[float]]]:
    """Yield the stages worth naming, the longest first, with their times at each size."""
    profiles = [stages for _, stages in measured]
    least = SHARE * max(profiles[-1].values())
    named = {stage: total for stage, total in profiles[-1].items() if total >= least}
    for stage in sorted(named, key=lambda s: -named[s]):
        yield stage, [profile.get(stage, 0.0) for profile in profiles]


# The cases


def _body(
    parts: Callable[[random.Random], str], between: str
) -> Callable[[int], Iterator[Release]]:
    """Make an archive of one release, whose body is so many bytes long."""

    def releases(size: int) -> Iterator[Release]:
        chance = random.Random(1)
        texts, length = [], 0
        while length < size:
            texts.append(parts(chance))
            length += len(texts[-1]) + len(between)
        yield Release(1, "Northshire", AT, "A long report", between.join(texts))

    return releases


def _list(chance: random.Random) -> str:
    return "\n".join(f"- {sentence(chance)}" for _ in range(5))


def _link(chance: random.Random) -> str:
    return (
        f"See [{sentence(chance)[:-1]}](https://www.northshire.police.example/{chance.random()})."
    )


def _quote(chance: random.Random) -> str:
    return f'"{sentence(chance)}" **{sentence(chance)}**'


def _heading(chance: random.Random) -> str:
    return f"## {sentence(chance)[:-1]}\n\n{sentence(chance)}"


def _strong_link(chance: random.Random) -> str:
    """Invent a link whose words are not together in the source."""
    return f"Read [**the** {sentence(chance)[:-1]}](https://northshire.example/{chance.random()})."


def _reference(chance: random.Random) -> str:
    number = chance.randrange(10**9)
    return (
        f"{sentence(chance)} [Words][{number}]\n\n[{number}]: https://northshire.example/{number}"
    )


def _nested(chance: random.Random) -> str:
    return f"- {sentence(chance)}\n    - {sentence(chance)}\n        - *{sentence(chance)}*"


def _reference_line(chance: random.Random) -> str:
    return f"[{chance.random()}]: https://northshire.example/"


def _marked(chance: random.Random) -> str:
    """Invent a sentence with a little of all that may stand in one."""
    words = sentence(chance)[:-1].split()
    return f"*{words[0]}* <b>{words[1]}</b> &amp; `{words[2]}` 5\\*{' '.join(words[3:])}  \n"


def _row(chance: random.Random) -> str:
    return f"| {sentence(chance)} | {chance.random()} |"


def _raw(chance: random.Random) -> str:
    return f"<div><p>{sentence(chance)}</p></div>"


def _breaks(chance: random.Random) -> str:
    return f"<b>{sentence(chance)[:-1]}:</b> {sentence(chance)}<br>"


def _mistake(chance: random.Random) -> str:
    """Invent a paragraph with something to report."""
    return f"{sentence(chance)} Call Crimestoppers on 0800 55 {chance.randrange(100, 999)}."


def _street(chance: random.Random) -> str:
    """Invent an address; no sentence ends."""
    return f"{chance.randrange(1, 99)} High Street"


def _day(chance: random.Random) -> str:
    """Invent a date without a year, mostly on another weekday."""
    return f"on Monday {chance.randrange(1, 29)} March who had died"


def _table(size: int) -> Iterator[Release]:
    for release in _body(_row, "\n")(size):
        yield replace(release, body=f"| Words | Number |\n| --- | --- |\n{release.body}")


def _one_raw(size: int) -> Iterator[Release]:
    """Make an archive of one release that is one piece of raw HTML with many open tags."""
    for release in _body(_breaks, "\n")(size):
        yield replace(release, body=f"<div>\n{release.body}\n</div>")


def _month(size: int) -> Iterator[Release]:
    """Make an archive of one month."""
    chance = random.Random(1)
    for number in range(size):
        at = AT + timedelta(minutes=number)
        yield Release(
            number, "Northshire", at, f"Report {number} of the month", paragraph(chance, 8)
        )


_BODIES: Final = (MEGABYTE * 5 // 2, MEGABYTE * 5, MEGABYTE * 10)
CASES: Final = (
    Case("paragraphs", _BODIES, _body(paragraph, "\n\n")),
    Case("one-paragraph", _BODIES, _body(sentence, " ")),
    Case("one-list", _BODIES, _body(_list, "\n")),
    Case("lists", _BODIES, _body(lambda c: f"{_list(c)}\n\n{sentence(c)}", "\n\n")),
    Case("links", _BODIES, _body(_link, "\n\n")),
    Case("links-in-one-paragraph", _BODIES, _body(_link, " ")),
    Case("code", _BODIES, _body(lambda c: f"    {sentence(c)}", "\n\n")),
    Case("quotations", _BODIES, _body(_quote, "\n\n")),
    Case("headings", _BODIES, _body(_heading, "\n\n")),
    Case("headings-in-one-block", _BODIES, _body(lambda c: f"## {sentence(c)[:-1]}", "\n")),
    Case("references-in-one-block", _BODIES, _body(_reference_line, "\n")),
    Case("markup-in-one-paragraph", _BODIES, _body(_marked, "")),
    Case("links-with-markup", _BODIES, _body(_strong_link, "\n\n")),
    Case("references", _BODIES, _body(_reference, "\n\n")),
    Case("nested-list", _BODIES, _body(_nested, "\n")),
    Case("table", _BODIES, _table),
    Case("raw-html", _BODIES, _body(_raw, "\n\n")),
    Case("raw-html-in-lines", _BODIES, _body(_raw, "\n")),
    Case("raw-html-in-one-piece", _BODIES, _one_raw),
    Case("mistakes", _BODIES, _body(_mistake, "\n\n")),
    Case("streets-in-one-paragraph", _BODIES, _body(_street, " ")),
    Case("days-in-one-paragraph", _BODIES, _body(_day, " ")),
    Case("month", (5_000, 10_000, 20_000), _month),
)


if __name__ == "__main__":
    main()
