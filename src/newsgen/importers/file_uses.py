"""What the pages of a source show and link to: files, and other addresses of the site."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from newsgen.importers.plan import ImportPlan
from newsgen.importers.same_pages import folded
from newsgen.importers.seen import CaptureIndex, address_of


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


def without_target(
    index: CaptureIndex, plan: ImportPlan, uses: Mapping[str, Sequence[str]], known: Iterable[str]
) -> dict[str, Sequence[str]]:
    """Return the addresses of the site, of those in use, that are not known: links lead nowhere."""
    every = {*index.seen, *index.listed, *known}
    folds = {folded(address_of(url), plan) for url in every}
    return {
        url: pages
        for url, pages in uses.items()
        if url not in every
        and (address := address_of(url)).host in plan.area_of_host
        and address.path != "/"
        and folded(address, plan) not in folds
    }
