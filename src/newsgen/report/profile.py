"""Where the time of a build went, for a person and for a machine."""

from collections.abc import Iterator
from typing import Any, Final

from newsgen.pipeline.profile import Profile, Stage
from newsgen.pipeline.result import Work
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


def lines(profile: Profile, work: Work) -> Iterator[str]:
    """Yield the stages with their shares of the whole, and what else was measured."""
    yield f"Where the time went: {profile.seconds:.2f} s, and {profile.start_up:.2f} s to start."
    yield from ("", "Stages, seconds by the clock")
    for stage, seconds in profile.stages.items():
        share = seconds / profile.seconds if profile.seconds else 0
        yield f"  {_STAGES[stage]:40}  {seconds:8.3f}  {share:4.0%}"
    yield f"  {'in all':40}  {profile.seconds:8.3f}"
    yield from ("", f"Processor: {profile.owner:.2f} s, and {profile.started:.2f} s of workers.")
    yield (
        f"{count(work.files_read, 'file')} read, {work.files_compared:,} compared, "
        f"{work.files_written:,} written; {count(work.rows_written, 'row')} of the cache written."
    )
    if profile.memory:
        started = f", largest worker {_megabytes(profile.memory_started or 0)}"
        more = started if profile.memory_started else ""
        yield f"Memory at most: {_megabytes(profile.memory)}{more}."


def members(profile: Profile) -> dict[str, Any]:
    """Return the profile as the members of a JSON object."""
    return {
        "seconds": round(profile.seconds, 6),
        "start_up": round(profile.start_up, 6),
        "processor": {"owner": round(profile.owner, 6), "started": round(profile.started, 6)},
        "stages": {stage: round(seconds, 6) for stage, seconds in profile.stages.items()},
        "memory": {"owner": profile.memory, "worker": profile.memory_started},
    }


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
