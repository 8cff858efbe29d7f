"""Which files the pages of a source use: what they show and link to."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from newsgen.importers.seen import CaptureIndex


def uses_of(index: CaptureIndex, pages: Iterable[str]) -> dict[str, list[str]]:
    """Return the addresses that pages show and link to, each with those pages in order."""
    uses: dict[str, list[str]] = defaultdict(list)
    for page in sorted(pages):
        facts = index.seen[page].facts
        for known in dict.fromkeys(map(index.known, facts.files if facts else ())):
            if known:
                uses[known].append(page)
    return dict(uses)


def only_theirs(index: CaptureIndex, files: Iterable[str], used: Container[str]) -> Iterator[str]:
    """Yield what is a file of the source, of those that nobody may see, if no release uses it.

    Its name may tell of them.
    """
    for url in dict.fromkeys(map(index.known, files)):
        seen = index.seen.get(url)
        if seen and not seen.is_page and url not in used:
            yield url
