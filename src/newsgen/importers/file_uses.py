"""What the pages of a source show and link to: files, and other addresses of the site."""

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from newsgen.importers.accounts import Account, AddressFate
from newsgen.importers.capture import joined
from newsgen.importers.plan import ImportPlan
from newsgen.importers.same_pages import folded
from newsgen.importers.seen import CaptureIndex, address_of
from newsgen.model.same_address import fold


def uses_of(index: CaptureIndex, pages: Iterable[str]) -> dict[str, list[str]]:
    """Return the addresses that pages show and link to, each with those pages in order.

    With an address go those to which it leads on.
    """
    uses: dict[str, list[str]] = defaultdict(list)
    for page in sorted(pages):
        facts = index.seen[page].facts
        links = map(index.known, facts.files if facts else ())
        for url in dict.fromkeys(each for link in links for each in _way_from(index, link)):
            uses[url].append(page)
    return dict(uses)


def _way_from(index: CaptureIndex, url: str) -> Iterator[str]:
    """Yield an address, and those to which its redirects lead."""
    passed = {""}
    while url not in passed:
        yield url
        passed.add(url)
        seen = index.seen.get(url)
        if seen and 300 <= seen.status < 400:
            url = index.known(joined(url, seen.location))


def apart_in_case(
    rows: Mapping[str, Account], index: CaptureIndex, plan: ImportPlan,
    used: Mapping[str, Sequence[str]],
) -> Iterator[Account]:  # fmt: skip
    """Yield the rows of files that a site cannot have beside another one: only case tells them.

    The one stays that most releases use.
    """
    spellings: dict[Hashable, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for url, row in rows.items():
        if row.outcome is AddressFate.COPIED:
            address = index.seen[url].address
            spellings[folded(replace(address, query=""), plan)][address.path].append(url)
    for paths in spellings.values():
        best = min(paths, key=lambda path: (-sum(len(used[url]) for url in paths[path]), path))
        reason = (
            f"only letter case differs from {paths[best][0]}, and a site has one such file: "
            "links lead there; compare both, and accept this"
        )
        for url in (url for path in paths if path != best for url in paths[path]):
            yield rows[url]._replace(outcome=AddressFate.UNEXPLAINED, reason=reason)


def places_of_files(rows: Mapping[str, Account], plan: ImportPlan) -> dict[tuple[str, str], str]:
    """Return the address of each file by host and path, whatever their case; also where moved."""
    places: dict[tuple[str, str], str] = {}
    for row in sorted(rows.values(), key=lambda row: row.outcome is AddressFate.REDIRECT):
        end = rows.get(row.target) if row.outcome is AddressFate.REDIRECT else row
        if end and end.outcome is AddressFate.COPIED:
            address = address_of(row.url)
            area = plan.area_of_host.get(address.host, "")
            for host in plan.areas[area].hosts if area else (address.host,):
                places.setdefault((host, fold(address.path, address.query)), end.url)
    return places


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
