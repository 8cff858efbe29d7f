"""Rules over all releases: no two may claim one path."""

from collections.abc import Container, Iterator, Mapping, Sequence

from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.model.host_files import read_by_hosts, trouble_of_file
from newsgen.model.urls import above, folded
from newsgen.rules._folder_case import Spellings, check_folder_case, spellings_of
from newsgen.store.claims import Claims, ReleaseClaim

Places = Mapping[str, Sequence[tuple[str, Span]]]
"""For each root paths or folders, each with the place that decides it."""


def check_archive(archive: Claims, reserved: Places, named: Places) -> Iterator[Diagnostic]:
    """Yield every collision.

    `reserved` holds the paths that newsgen writes beside the releases, `named` the folders there
    that somebody named.
    """
    shared = [_shared(first, claim) for first, *more in archive.shared_paths() for claim in more]
    yield from shared
    folders = _folders(archive)
    yield from _files_as_folders(archive, folders)
    known = {span for d in shared for span in (d.span, d.related[0].span)}
    for root in sorted(folders.keys() | named.keys()):
        spellings = folders.get(root, {})
        yield from check_folder_case(archive, root, spellings, named.get(root, ()), known)
    for root, pages in reserved.items():
        yield from _read_by_hosts(pages)
        yield from _pages_twice(pages)
        paths = [path for path, _ in pages]
        yield from _pages_taken(archive, root, paths, folders.get(root, {}))


def _folders(archive: Claims) -> dict[str, Spellings]:
    """Return the folders of each root that releases lie in, however deep."""
    written: dict[str, set[str]] = {}
    for root, lowest in archive.folders():
        folders, folder = written.setdefault(root, set()), lowest
        while folder and folder not in folders:  # what is above a known one is known
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return {root: spellings_of(folders) for root, folders in written.items()}


def _pages_taken(
    archive: Claims, root: str, pages: Sequence[str], folders: Container[str]
) -> Iterator[Diagnostic]:
    """Find releases at the path of a page, below it, or where its folder must be.

    `folders` are those that releases of the root lie in.
    """
    upper = sorted({folder for page in pages for folder in above(page)})
    taken = [
        (archive.at(root, pages), "belongs to a page that newsgen writes itself"),
        (archive.at(root, upper), "is a file where newsgen needs a folder for its pages"),
    ]
    taken += [
        (archive.below(root, page), f"needs a folder where newsgen writes the file {page}")
        for page in pages
        if folded(page) in folders
    ]
    hint = "Correct the URL: newsgen needs this path for itself."
    for claims, words in taken:
        for claim in claims:
            yield Diagnostic("NG413", f"the path {claim.path} {words}", claim.span, hint)


def _read_by_hosts(pages: Sequence[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """Find pages and files of the site itself that hosts would take for their configuration."""
    for path, span in pages:
        if not span.path.startswith(("content/", "themes/")):
            if name := read_by_hosts(path):
                message = f"the page {path} would be at “{name}”, which web servers read themselves"
                yield Diagnostic("NG429", message, span, "Give it another address in newsgen.toml.")
        elif reason := trouble_of_file(path):
            hint = "Give the file another name, and correct the links to it."
            yield Diagnostic("NG562", reason, span, hint)


def _pages_twice(pages: Sequence[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """Find pages or files of the site itself with one path, or one below the other."""
    seen: dict[str, Span] = {}
    for path, span in pages:
        fold = folded(path)
        if fold in seen:
            message = f"two of the site's own pages or files have the path {path}"
            yield _own_clash(message, span, seen[fold])
        seen.setdefault(fold, span)
    for path, span in pages:
        if folder := next((f for f in above(folded(path)) if f in seen), ""):
            message = f"the path {path} needs a folder where the site has the file {folder}"
            yield _own_clash(message, span, seen[folder])


def _own_clash(message: str, span: Span, other: Span) -> Diagnostic:
    hint = "Give each area a slug and an archive of its own in newsgen.toml, or rename the file."
    related = (Related(other, "the other one is decided here"),)
    return Diagnostic("NG415", message, span, hint, related)


def _shared(first: ReleaseClaim, claim: ReleaseClaim) -> Diagnostic:
    if claim.path == first.path:
        code, message = "NG410", f"another release has the same path, {claim.path}"
        hint = "If they are the same release, delete one file; else correct one URL."
    else:
        code = "NG411"
        message = f"the path {claim.path} differs from another release's by letter case only"
        hint = (
            "Many servers cannot tell them apart. Keep one, and redirect the other address to it."
        )
    return Diagnostic(code, message, claim.span, hint, (Related(first.span, "first used here"),))


def _files_as_folders(
    archive: Claims, folders: Mapping[str, Container[str]]
) -> Iterator[Diagnostic]:
    """Find paths that pass through another release's file."""
    for root, names in folders.items():
        files = {folded(c.path): c for c in reversed(archive.among(root, names))}
        for _, upper in sorted(files.items()):
            if below := archive.below(root, upper.path):
                message = f"the path {below[0].path} needs a folder where {upper.path} is a file"
                hint = "Only one of the two addresses can be served; correct or redirect the other."
                related = (Related(upper.span, "the file is this release's"),)
                yield Diagnostic("NG412", message, below[0].span, hint, related)
