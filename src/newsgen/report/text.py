"""Diagnostics and results for a person at a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from newsgen.codes import Severity
from newsgen.diagnostics import (
    Diagnostic,
    Span,
    counts_of,
    errors_in,
    of_severity,
    sort_diagnostics,
    tallies_of,
)
from newsgen.pipeline.result import Action, Result, TakenDown
from newsgen.printing import visible
from newsgen.report.excerpt import Excerpts, excerpt

MOST_WARNINGS: Final = 20
"""Warnings that a build shows; `newsgen check` shows all."""
MOST_ADDRESSES: Final = 50
"""Addresses to purge that a build shows; JSON has all."""
MOST_RELATED: Final = 20
"""Other places that are shown with a finding; JSON has all."""
_LOCAL: Final = ("localhost", "127.0.0.1", "::1")
PURGE: Final = "When the website is published, purge these addresses at your CDN:"


def lines(
    diagnostics: Sequence[Diagnostic],
    *,
    most_warnings: int | None = None,
    excerpts: Excerpts | None = None,
) -> Iterable[str]:
    """Yield each diagnostic as `path:line:column: error[CODE] message`, with hint and places.

    With `excerpts` its line is shown too.
    """
    hidden, shown = 0, diagnostics
    if most_warnings is not None:
        hidden = counts_of(diagnostics)[Severity.WARNING] - most_warnings
    if most_warnings is not None and hidden > 0:
        warnings = of_severity(diagnostics, Severity.WARNING, most_warnings)
        shown = sort_diagnostics([*errors_in(diagnostics), *warnings])
    for diagnostic in shown:
        yield from diagnostic_lines(diagnostic, excerpts)
    if hidden > 0:
        yield f"… and {count(hidden, 'more warning')}; newsgen check shows all."


def diagnostic_lines(diagnostic: Diagnostic, excerpts: Excerpts | None = None) -> Iterable[str]:
    code = f"{diagnostic.severity}[{diagnostic.code}]"
    yield f"{place(diagnostic.span)}: {code} {visible(diagnostic.message)}"
    line = None if excerpts is None else excerpts.line(diagnostic.span.path, diagnostic.span.line)
    if line is not None:
        yield from excerpt(diagnostic.span, line)
    yield from (f"    {line}" for line in related_lines(diagnostic))
    if diagnostic.hint:
        yield f"    hint: {visible(diagnostic.hint)}"


def related_lines(diagnostic: Diagnostic) -> Iterable[str]:
    """Yield the first of the other places that a finding mentions, and how many more there are."""
    for related in diagnostic.related[:MOST_RELATED]:
        yield f"{place(related.span)}: {visible(related.message)}"
    if (left := len(diagnostic.related) - MOST_RELATED) > 0:
        yield f"and {left:,} more; --format json has all"


def place(span: Span) -> str:
    return f"{visible(span.path)}:{span.line}:{span.column}"


def counts_line(diagnostics: Sequence[Diagnostic]) -> str:
    """Return `2 errors and 1 warning`, or an empty string."""
    return counts_text(counts_of(diagnostics))


def counts_text(by_severity: Mapping[Severity, int]) -> str:
    """Return the number of findings of each severity, or an empty string."""
    counts = ((severity, by_severity.get(severity, 0)) for severity in Severity)
    return " and ".join(count(number, str(severity)) for severity, number in counts if number)


def fixes_line(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many findings have a fix, or an empty string."""
    fixes = sum(tally.fixable for tally in tallies_of(diagnostics))
    return f"{fixes:,} can be fixed with newsgen check --fix." if fixes else ""


def count(number: int, noun: str) -> str:
    ending = "es" if noun.endswith("ss") else "s"
    return f"{number:,} {noun}{'' if number == 1 else ending}"


def and_more(items: Sequence[object]) -> str:
    """Return how many there are beside the first, such as ` and 3 more`, or an empty text."""
    return f" and {len(items) - 1:,} more" if len(items) > 1 else ""


def summary(result: Result, seconds: float) -> Iterable[str]:
    """Yield the last lines of a build."""
    counts = result.counts
    written = counts[Action.CREATE] + counts[Action.UPDATE]
    held = f" ({result.held:,} not published: drafts, embargoed or expired)" if result.held else ""
    pages = f" and {count(result.pages, 'page')}" if result.pages else ""
    yield (
        f"{count(result.releases, 'release')}{pages}{held}: {count(written, 'file')} written, "
        f"{counts[Action.KEEP]:,} kept, {counts[Action.DELETE]:,} deleted in {seconds:.1f} s."
    )
    if result.unknown:
        unknown = count(result.unknown, "file")
        yield (
            f"The output folder also holds {unknown} that newsgen does not know, and leaves alone."
        )


def local(base_url: str) -> Iterable[str]:
    """Yield a warning if the address of a site that is built is of this machine only."""
    name = urlsplit(base_url).hostname or ""
    if name in _LOCAL or name.endswith(".localhost"):
        yield (
            f"Warning: base_url is {base_url}, so feeds, sitemaps and what is shared lead to the "
            "reader's own machine. Before you publish the site, write its address into "
            "newsgen.toml."
        )


def looked(result: Result) -> Iterable[str]:
    """Yield how far a build looked for warnings, if not at all releases."""
    if result.older:
        day = date.fromisoformat(result.looked_since)
        yield (
            f"Warnings looked for in {count(result.looked_at, 'release')} since {day.day} "
            f"{day:%B %Y}, in those without a date, and in the archive as a whole; newsgen check "
            "looks at all."
        )


def to_purge(taken_down: TakenDown) -> Iterable[str]:
    """Yield the addresses that are to be purged elsewhere; of files that changed, how many."""
    urls = taken_down.search_engines
    if not urls:
        return
    yield PURGE
    yield from (f"  {visible(url)}" for url in urls[:MOST_ADDRESSES])
    if len(urls) > MOST_ADDRESSES:
        yield f"  and {len(urls) - MOST_ADDRESSES:,} more"
    if others := len(taken_down.purge) - len(urls):
        yield f"{count(others, 'other address')} changed with them; --format json has all."


def outdated(folders: Sequence[str]) -> Iterable[str]:
    """Yield which output folders still hold what was taken down, and how that is changed."""
    named = "this folder" if len(folders) == 1 else "these folders"
    yield (
        "Releases that were withdrawn, have moved or have expired are still published in "
        f"{named}. Build there again, or delete what is not used:"
    )
    yield from (f"  {build_command(folder)}" for folder in folders)


def build_command(folder: str) -> str:
    """Return the command that builds into an output folder."""
    import shlex  # noqa: PLC0415 (few builds say it)

    return f"newsgen build --output {shlex.quote(folder)}"
