"""Folders whose names differ by letter case only.

A server or file system that ignores case has one folder where another has two.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.model.urls import above, folded
from newsgen.store.claims import Claims


class _Spelling(NamedTuple):
    """One way in which a folder is written: how many releases are in it, and where it is decided.

    A folder that somebody named beside the releases may have none.
    """

    folder: str
    releases: int
    span: Span


Spellings = Mapping[str, set[str]]
"""How folders are written, by what they are when case is ignored."""


def spellings_of(folders: Iterable[str]) -> Spellings:
    alike: dict[str, set[str]] = {}
    for folder in folders:
        alike.setdefault(folded(folder), set()).add(folder)
    return alike


def check_folder_case(
    archive: Claims,
    root: str,
    folders: Spellings,
    named: Sequence[tuple[str, Span]],
    known: Container[Span],
) -> Iterator[Diagnostic]:
    """Yield each spelling of a folder that is not the usual one: that of the most releases.

    Folders below two spellings are compared by their last names: `News/2020` and `news/2020` are
    two only because `News` and `news` are.

    Args:
        archive: the releases.
        root: the root in which all of them are.
        folders: those that releases lie in, at any level.
        named: those that somebody named beside the releases, with the places that decide them.
        known: the URLs of releases of which it is reported that all of their paths differ so.

    """
    spans: dict[str, Span] = {}
    for path, span in named:
        for folder in (path, *above(path)):
            spans.setdefault(folder, span)
    alike = {name: group for name, group in folders.items() if len(group) > 1}
    for name, group in spellings_of(spans).items():
        alike[name] = group | folders.get(name, set())
    for _, group in sorted(alike.items()):
        names = sorted({_name(folder) for folder in group})
        if len(names) > 1:
            spellings = [_spelling(archive, root, _called(name, group), spans) for name in names]
            usual_first = sorted(filter(None, spellings), key=lambda each: -each.releases)
            for other in usual_first[1:]:
                if other.releases != 1 or other.span not in known:
                    yield _finding(other, usual_first[0])


def _name(folder: str) -> str:
    return folder.rpartition("/")[2]


def _called(name: str, folders: Iterable[str]) -> list[str]:
    return sorted(folder for folder in folders if _name(folder) == name)


def _spelling(
    archive: Claims, root: str, folders: Sequence[str], spans: Mapping[str, Span]
) -> _Spelling | None:
    """Return what is known of folders with one name; None if only drafts are in them."""
    inside = [(folder, *archive.inside(root, folder)) for folder in folders]
    places = [(folder, claim.span) for folder, _, claim in inside if claim]
    places += [(folder, spans[folder]) for folder in folders if folder in spans]
    return _Spelling(places[0][0], sum(n for _, n, _ in inside), places[0][1]) if places else None


def _finding(spelling: _Spelling, usual: _Spelling) -> Diagnostic:
    message = f"the folder {spelling.folder}/ differs from {usual.folder}/ by letter case only"
    if spelling.releases > 1:
        message += f"; {spelling.releases} releases are in it"
    hint = "Some servers have one folder for both, others two. "
    if spelling.releases:
        hint += f"Write {_name(usual.folder)} in new addresses; one that was published stays."
    else:
        hint += f"Call it {_name(usual.folder)} here too."
    related = (Related(usual.span, "the other spelling is used here"),)
    return Diagnostic("NG417", message, spelling.span, hint, related)
