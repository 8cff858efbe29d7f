"""A progress bar on a terminal, and plain lines elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from newsgen.pipeline import Progress
from newsgen.pipeline.result import no_progress
from newsgen.printing import say


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """Give a function that shows progress on standard error."""
    if quiet:
        yield no_progress
    elif sys.stderr.isatty():
        with _bar() as progress:
            yield progress
    else:
        yield _plain


def _plain(stage: str, done: int, total: int) -> None:
    """Print when each stage with any work is done: enough for a log."""
    if done == total and total:
        say(f"{stage}: {total:,}", err=True)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415 (a build in CI need not wait for rich)
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress as Bar,
        TextColumn,
    )

    columns = (TextColumn("{task.description:16}"), BarColumn(), MofNCompleteColumn())
    # Refreshed by hand: a thread of rich's would make forking workers unsafe.
    bar = Bar(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
    tasks = {}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bar.add_task(stage, total=total)
        bar.update(tasks[stage], completed=done, total=total)
        bar.refresh()

    with bar:
        yield progress
