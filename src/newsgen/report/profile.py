"""Where the time of a build went, for a person and for a machine."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from newsgen.pipeline.profile import Memory, Profile, Slow, Stage, Task
from newsgen.pipeline.result import Work
from newsgen.printing import visible
from newsgen.report.text import count

_STAGES: Final = {
    Stage.OPEN: "open the site: settings, cache, lock",
    Stage.SCAN: "scan the content folder",
    Stage.READ: "read releases",
    Stage.STORE: "read and write the cache",
    Stage.THEME: "load the theme, outline the archive",
    Stage.MEDIA: "look at files: pictures, documents, films",
    Stage.CHECK: "check rules over the archive",
    Stage.PLAN: "plan: compare months with the last build",
    Stage.RENDER: "render pages",
    Stage.PLACE: "put files in place",
    Stage.DELETE: "delete files, tidy up",
}
_TASKS: Final = {
    Task.READ: "read files",
    Task.PARSE: "parse front matter and Markdown",
    Task.RULES: "check rules on each release",
    Task.INDEX: "make rows of the catalogue",
    Task.PLAN: "plan: compare pages with the last build",
    Task.RENDER: "render templates",
    Task.MEDIA: "prepare files: clean, make smaller",
    Task.WRITE: "write files",
}
_SIGNS: Final = "(looking for signs)"
"""The rest of the rules' time: finding out which to run."""


def lines(profile: Profile, work: Work) -> Iterator[str]:
    """Yield the profile as tables."""
    yield f"Where the time went: {profile.seconds:.2f} s, and {profile.start_up:.2f} s to start."
    yield from _table(
        "Stages, seconds by the clock", ((_STAGES[s], t) for s, t in profile.stages.items())
    )
    workers = count(profile.workers, "worker") if profile.workers else "the owner itself"
    yield from _table(
        f"Work of {workers}, seconds of the processor",
        ((_TASKS[task], seconds) for task, seconds in profile.tasks.items()),
    )
    yield from _table("Rules on each release, seconds of the processor", _rules(profile))
    yield from _templates(profile)
    yield from _slowest("Slowest releases to read", profile.slowest_read)
    yield from _slowest("Slowest releases to render", profile.slowest_rendered)
    yield from ("", _counts(work), _memory(profile.memory))


def members(profile: Profile) -> dict[str, Any]:
    """Return the profile as the members of a JSON object."""
    times = {"seconds": profile.seconds, "start_up": profile.start_up}
    return {
        "workers": profile.workers,
        **_rounded(times),
        "processor": _rounded({"owner": profile.owner, "started": profile.started}),
        "stages": _rounded(profile.stages),
        "tasks": _rounded(profile.tasks),
        "rules": _rounded(profile.rules),
        "templates": [_rounded(template._asdict()) for template in profile.templates],
        "slowest_read": [_rounded(slow._asdict()) for slow in profile.slowest_read],
        "slowest_rendered": [_rounded(slow._asdict()) for slow in profile.slowest_rendered],
        "memory": profile.memory._asdict(),
    }


def _rounded(members: Mapping[Any, Any]) -> dict[str, Any]:
    return {k: round(v, 6) if isinstance(v, float) else v for k, v in members.items()}


def _rules(profile: Profile) -> Iterator[tuple[str, float]]:
    if profile.rules:
        yield from profile.rules.items()
        yield _SIGNS, profile.tasks[Task.RULES] - sum(profile.rules.values())


def _table(title: str, rows: Iterable[tuple[str, float]]) -> Iterator[str]:
    """Yield rows with their shares of the sum; none if the sum is zero."""
    listed = list(rows)
    total = sum(seconds for _, seconds in listed)
    if total <= 0:
        return
    yield from ("", title)
    for name, seconds in listed:
        yield f"  {name:40}  {seconds:8.3f}  {seconds / total:4.0%}"
    yield f"  {'in all':40}  {total:8.3f}"


def _templates(profile: Profile) -> Iterator[str]:
    total = sum(t.seconds for t in profile.templates)
    if total <= 0:
        return
    yield from ("", "Templates, of the processor")
    yield f"  {'':24}  {'pages':>9}  {'seconds':>8}  {'ms each':>8}  {'share':>5}"
    for t in profile.templates:
        each = t.seconds / t.pages * 1000
        share = t.seconds / total
        yield (f"  {visible(t.name):24}  {t.pages:9,}  {t.seconds:8.3f}  {each:8.3f}  {share:5.0%}")


def _slowest(title: str, slowest: Iterable[Slow]) -> Iterator[str]:
    listed = list(slowest)
    if listed:
        yield from ("", f"{title}, ms of the processor")
    for slow in listed:
        yield f"  {slow.seconds * 1000:8.1f}  {visible(slow.path)}"


def _counts(work: Work) -> str:
    return (
        f"{count(work.files_read, 'file')} read, {work.files_compared:,} compared, "
        f"{work.files_written:,} written; {count(work.rows_written, 'row')} of the cache written."
    )


def _memory(memory: Memory) -> str:
    """Return the memory used, and which of several measures it is."""
    if memory.owner is None:
        return "Memory: this system does not tell."
    parts = [f"owner {_megabytes(memory.owner)}"]
    if memory.worker is not None:
        parts.append(f"largest worker {_megabytes(memory.worker)}")
    text = f"Memory at most, resident: {', '.join(parts)}"
    if memory.together is not None:
        text += "; all processes together, pages they share counted once: "
        text += _megabytes(memory.together)
    return f"{text}."


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
