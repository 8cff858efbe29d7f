"""Rules over all releases: no two may claim one path."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.model.release import Release
from newsgen.model.urls import folded
from newsgen.store import Catalogue
from newsgen.store.catalogue import Claim


def check_archive(
    catalogue: Catalogue, reserved: Mapping[str, Sequence[tuple[str, Span]]]
) -> Iterator[Diagnostic]:
    """Yield every collision.

    `reserved` holds, for each root, the paths that newsgen writes beside the releases, each with
    the place that decides it.
    """
    for claims in catalogue.shared_paths():
        first = claims[0]
        for claim in claims[1:]:
            yield _shared(first, claim)
    yield from _files_as_folders(catalogue)
    for root, pages in reserved.items():
        yield from _pages_twice(pages)
        for claim in catalogue.claims_in(root, (path for path, _ in pages)):
            yield Diagnostic(
                "NG413",
                f"the path {claim.path} belongs to a page that newsgen writes itself",
                claim.span,
                "Give the area another archive path in newsgen.toml, so that both can be.",
            )


def _pages_twice(pages: Sequence[tuple[str, Span]]) -> Iterator[Diagnostic]:
    seen: dict[str, Span] = {}
    for path, span in pages:
        fold = folded(path)
        if fold in seen:
            yield Diagnostic(
                "NG415",
                f"two of the site's own pages or files have the path {path}",
                span,
                "Give each area a slug and an archive of its own in newsgen.toml, or rename the "
                "file.",
                (Related(seen[fold], "the other one is decided here"),),
            )
        seen.setdefault(fold, span)


def _shared(first: Claim, claim: Claim) -> Diagnostic:
    related = (Related(first.span, "first used here"),)
    if claim.path == first.path:
        return Diagnostic(
            "NG410",
            f"another release has the same path, {claim.path}",
            claim.span,
            "If they are the same release, delete one file; else correct one URL.",
            related,
        )
    return Diagnostic(
        "NG411",
        f"the path {claim.path} differs from another release's by letter case only",
        claim.span,
        "Many servers cannot tell them apart. Keep one, and redirect the other address to it.",
        related,
    )


def _files_as_folders(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Find paths that pass through another release's file."""
    folders: dict[str, set[str]] = {}
    files: dict[str, set[str]] = {}
    for root, path in catalogue.folded_paths():
        files.setdefault(root, set()).add(path)
        above = path.rpartition("/")[0]
        seen = folders.setdefault(root, set())
        while above and above not in seen:
            seen.add(above)
            above = above.rpartition("/")[0]
    for root, names in folders.items():
        for clash in sorted(names & files[root]):
            upper = catalogue.claims_in(root, [clash])[0]
            below = next(p for p in sorted(files[root]) if p.startswith(clash + "/"))
            lower = catalogue.claims_in(root, [below])[0]
            yield Diagnostic(
                "NG412",
                f"the path {lower.path} needs a folder where {upper.path} is a file",
                lower.span,
                "Only one of the two addresses can be served; correct or redirect the other.",
                (Related(upper.span, "the file is this release's"),),
            )


def check_files(releases: Iterable[Release], present: Container[str]) -> Iterator[Diagnostic]:
    """Yield the files beside their source that releases use and nobody has put there."""
    for release in releases:
        for use in release.files:
            if use.sure and use.path not in present:
                yield Diagnostic(
                    "NG501",
                    f"the file {use.path} is not in the content folder",
                    Span(f"content/{release.source}", use.line, use.column),
                    "Put the file there, or correct its name; letter case counts.",
                )
