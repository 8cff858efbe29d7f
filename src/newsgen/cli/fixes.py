"""Fixes on the command line: `check --fix` and `--diff`."""

from newsgen.diagnostics import Diagnostic, Exit, NewsgenError
from newsgen.files import Stamp
from newsgen.pipeline.fixes import FixedFile, fix, write
from newsgen.pipeline.result import Request, Result, Selection, Show
from newsgen.printing import say, show_exact
from newsgen.report import text


def apply(request: Request, chosen: Selection, *, show: Show) -> Result:
    """Apply all safe fixes, those of known findings included, and show what is left.

    Raises:
        NewsgenError: some files cannot be written; the others are fixed.

    """
    counts: dict[str, int] = {}
    unwritten: list[Diagnostic] = []

    def settle(file: FixedFile) -> Stamp | None:
        try:
            stamp = write(request.site, file)
        except NewsgenError as error:
            unwritten.extend(error.diagnostics)
            return None
        counts[file.path] = file.count
        return stamp

    def show_rest(result: Result) -> None:
        _tell("fixed", counts)
        if unwritten:
            raise NewsgenError(*unwritten)
        show(result)

    return fix(request, chosen, settle, show=show_rest)


def print_patch(request: Request, chosen: Selection) -> int:
    """Print the fixes as a patch, byte for byte into a file."""
    counts: dict[str, int] = {}

    def settle(file: FixedFile) -> None:
        if file.path in counts:
            return  # the cache was damaged, and all is read again
        show_exact(file.diff())
        counts[file.path] = file.count

    fix(request, chosen, settle, show=lambda _: _tell("can be fixed", counts))
    return Exit.FINDINGS if counts else Exit.CLEAN


def _tell(done: str, counts: dict[str, int]) -> None:
    findings, files = text.count(sum(counts.values()), "finding"), text.count(len(counts), "file")
    say(f"{findings} {done} in {files}.", err=True)
