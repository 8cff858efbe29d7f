"""The rules on files that releases use: missing, left out, heavy or damaged ones."""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from posixpath import basename, dirname
from typing import Final, NamedTuple, TypeVar
from unicodedata import normalize
from urllib.parse import quote, unquote

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model.host_files import is_hidden
from newsgen.model.refusal import is_one_edit
from newsgen.store.tables import VerdictRow
from newsgen.store.uses import NamedFile


def check_left_out(
    uses: Iterable[NamedFile], refused: Mapping[str, VerdictRow]
) -> Iterator[Diagnostic]:
    """Yield the files that releases use and that are left out of the site: `refused` has each."""
    for use in uses:
        yield left_out(use.path, refused[use.path], use.span)


def left_out(path: str, verdict: VerdictRow, span: Span) -> Diagnostic:
    """Return the finding on a file that is left out, where it is named."""
    message = f"the file {path} is not published: {verdict.reason}"
    return Diagnostic("NG551", message, span, verdict.hint)


def missing_option(name: str, link: str, present: Collection[str], span: Span) -> Diagnostic:
    """Return that an option of the theme names a file of the content folder which is not there.

    Without a picture all pages have a gap; another path may be that of a page elsewhere.
    """
    code = "NG703" if _PICTURE.search(link) else "NG501"
    return _missing(code, f"the option {name}", link, present, span)


def missing_in_settings(link: str, present: Collection[str], span: Span) -> Diagnostic:
    """Return that the setting files names a file of the content folder which is not there."""
    return _missing("NG703", "the setting files", link, present, span)


def _missing(code: str, what: str, link: str, present: Collection[str], span: Span) -> Diagnostic:
    near = _Similar(present).to(link.lstrip("/"))
    hint = f"Put it there as content{link}, or change {what}."
    if near:
        hint = f"Did you mean /{near}? Letter case counts."
    elif is_hidden(link):
        hint = "Give it a name without a dot at its start: such files are left out."
    message = f"{what} names {link}, which is not in the content folder"
    return Diagnostic(code, message, span, hint)


MEGABYTE: Final = 1_000_000


def check_pictures(
    uses: Iterable[NamedFile], doubtful: Mapping[str, VerdictRow], budget: int
) -> Iterator[Diagnostic]:
    """Yield what is wrong with pictures, where releases use them: `doubtful` has each.

    `budget` is in megabytes.
    """
    for use in uses:
        verdict = doubtful[use.path]
        if verdict.fault:
            message = f"no smaller copies can be made of the picture {use.path}: {verdict.fault}"
            hint = "Open it, save it again as JPEG, PNG or WebP, and check that all is there."
            yield Diagnostic("NG556", message, use.span, hint)
        if verdict.size > budget * MEGABYTE:
            size = f"{verdict.size / MEGABYTE:.1f} MB"
            message = f"the picture {use.path} has {size}; {budget} are enough"
            hint = "Make it smaller: 2,000 pixels across are enough for any screen."
            yield Diagnostic("NG557", message, use.span, hint)


_EXPORT_AGAIN: Final = (
    "Export it again as a tagged PDF (PDF/UA) with its language and title set in the program that "
    "it was written with, or publish the text as a page."
)


def check_documents(
    uses: Iterable[NamedFile], documents: Mapping[str, VerdictRow]
) -> Iterator[Diagnostic]:
    """Yield the PDFs without what a screen reader needs; `documents` has each of them."""
    for use in uses:
        lacks = " and no ".join(documents[use.path].lacks.split())
        message = f"the PDF {use.path} has no {lacks}, which screen readers need"
        yield Diagnostic("NG552", message, use.span, _EXPORT_AGAIN, subject=use.path)


_HIDDEN: Final = {
    "sheets": "a hidden sheet",
    "pivots": "the data behind a pivot table",
    "slides": "a hidden slide",
    "words": "hidden words",
    "redactions": "a mark to redact that was not applied, with the text below it",
}
_UNCOVERED: Final = (
    "Every reader can show it. Delete what they must not see and save the file again; of a table, "
    "publish a copy with nothing but its values."
)


def check_hidden(
    uses: Iterable[NamedFile], documents: Mapping[str, VerdictRow]
) -> Iterator[Diagnostic]:
    """Yield the documents that hold what they do not show; `documents` has each of them."""
    for use in uses:
        hides = " and ".join(_HIDDEN[name] for name in documents[use.path].hides.split())
        message = f"the document {use.path} holds {hides}"
        yield Diagnostic("NG561", message, use.span, _UNCOVERED, subject=use.path)


_PICTURE: Final = later(r"\.(?:jpe?g|png|gif|webp|avif|svg|heic|heif)$", re.IGNORECASE)
_MOST_COMPARED: Final = 300
"""A name is compared letter by letter with so many files of a folder at most."""


def missing_files(named: Iterable[tuple[str, bool]], present: Collection[str]) -> set[str]:
    """Return the files that are to be reported as missing: given by path and whether one is sure.

    Of those that may be files of another system, these are the pictures that are expected here.
    """
    folders = top_folders(present)
    return {path for path, sure in named if _is_missing(path, present, folders, sure=sure)}


def _is_missing(
    path: str, present: Collection[str], folders: Collection[str], *, sure: bool
) -> bool:
    return path not in present and (sure or is_expected(path, folders))


def check_files(
    uses: Iterable[NamedFile],
    present: Collection[str],
    url_of: Callable[[str], str | None] = lambda _: None,
) -> Iterator[Diagnostic]:
    """Yield the missing files that releases use.

    `url_of` returns the URL of the release in a file, empty if nobody can read it yet.
    """
    similar, folders = _Similar(present), top_folders(present)
    for use in uses:
        if use.path.endswith(_SOURCE):
            yield _of_source(use, url_of)
        elif _is_missing(use.path, present, folders, sure=use.sure):
            message = f"the file {use.path} is not in the content folder"
            hint = "Put the file there, or correct its name; letter case counts."
            if same := similar.to(use.path):
                hint = _meant(same, use)
            elif near := similar.nearly(use.path):
                hint = f"{_written(near, use.source)} has nearly that name: look whether it is it."
            elif address := _address_meant(use):
                message = f"“{_as_written(use)}” is read as a file of the content folder"
                hint = f"Write {address}"
            yield Diagnostic("NG501", message, use.span, hint)


_SOURCE: Final = ".md"
_CONTENT: Final = "content/"


def _of_source(use: NamedFile, url_of: Callable[[str], str | None]) -> Diagnostic:
    """Return the finding on a link to the file of a release, which has an address instead."""
    message = f"the file {use.path} is not in the content folder"
    hint = "Correct its name, or link to the release by its address."
    for path in (use.path, use.path.rpartition(_CONTENT)[2]):
        if (url := url_of(path)) is not None:
            message = f"“{_as_written(use)}” is the file of a release, which readers cannot open"
            host = "/".join((url_of(use.source) or "").split("/")[:3])
            address = url.removeprefix(host) if host else url
            hint = f"Link to the release by its address{f': {address}' if address else '.'}"
            break
    return Diagnostic("NG501", message, use.span, hint)


def check_shared(uses: Iterable[NamedFile], present: Collection[str]) -> Iterator[Diagnostic]:
    """Yield the missing pictures that pages name where they are shared.

    A page does not name one that is expected here, and `check_files` reports it.
    """
    folders = top_folders(present)
    unexpected = [use for use in uses if not is_expected(use.path, folders)]
    yield from check_files((use for use in unexpected if _PICTURE.search(use.path)), present)


_LIKE_ADDRESS: Final = later(
    r"(?:https?/+)?(?P<web>(?:www\.[\w.-]+|[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net|gov|wales|scot"
    r"|police|example)(?=/|$))(?:/.*)?)|(?P<email>[\w.+-]+@(?:[\w-]+\.)+[\w-]+)",
    re.IGNORECASE,
)


def _address_meant(use: NamedFile) -> str:
    """Return the URL if what was taken for a file is one without its beginning."""
    match = _LIKE_ADDRESS.fullmatch(_as_written(use))
    if match is None:
        return ""
    return f"https://{match['web']}" if match["web"] else f"mailto:{match['email']}"


def _as_written(use: NamedFile) -> str:
    folder = dirname(use.source)
    return use.path.removeprefix(f"{folder}/") if folder else use.path


def top_folders(paths: Iterable[str]) -> set[str]:
    """Return the folders of the content folder itself that have files for readers."""
    return {path.partition("/")[0] for path in paths if "/" in path}


def is_expected(path: str, folders: Collection[str]) -> bool:
    """Return whether a path that metadata name is to be that of a file of the content folder."""
    return bool(_PICTURE.search(path)) and path.partition("/")[0] in folders


def _written(path: str, source: str) -> str:
    """Return a path of the content folder as a release names it: by itself if it is beside it."""
    return basename(path) if dirname(path) == dirname(source) else f"/{path}"


def _meant(path: str, use: NamedFile) -> str:
    """Return how to name the file that is meant, as a link where it looks the same."""
    written = _written(path, use.source)
    name, named = basename(path), basename(use.path)
    if name.casefold() == named.casefold() or _plain(name) != _plain(named):
        return f"Did you mean {written}? Letter case counts."
    why = "its accents are stored in another form"
    if unquote(name) != name:
        why = "its name has a percent sign in it"
    return f"Write {quote(written)}, or rename the file: {why}."


def _plain(path: str) -> str:
    """Return a path in small letters, without escapes, its accents in one of their two forms."""
    return normalize("NFC", unquote(path)).casefold()


class _PresentFile(NamedTuple):
    """A file by what of its path may be written in another way, and its digits, which may not."""

    path: str
    name: str
    folder: str
    letters: str
    digits: str

    @classmethod
    def of(cls, path: str) -> "_PresentFile":
        plain = _plain(path)
        letters = _letters(basename(plain))
        digits = "".join(filter(str.isdigit, letters))
        return cls(path, basename(plain), dirname(plain), letters, digits)


def _letters(name: str) -> str:
    """Return the letters and digits of a file's name, with its ending; all pictures have one."""
    stem, dot, ending = name.rpartition(".")
    letters = "".join(filter(str.isalnum, stem if dot else ending)) or name
    kind = "picture" if _PICTURE.search(name) else ending
    return f"{letters}.{kind}" if dot else letters


class _Similar:
    """Looks among files for the one that a path is meant to be, or may be."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = paths
        self._same: dict[str, str] = {}
        self._near: dict[str, str] = {}  # many releases may name one

    def to(self, path: str) -> str:
        """Return the only file of that name, else one of the folder with the same letters.

        Letter case, and what stands between letters and digits, make no difference.
        """
        if path not in self._same:
            sought = _PresentFile.of(path)
            namesakes = self._by_name.get(sought.name, [])
            beside = self._by_letters.get((sought.folder, sought.letters), [])
            self._same[path] = next((f[0].path for f in (namesakes, beside) if len(f) == 1), "")
        return self._same[path]

    def nearly(self, path: str) -> str:
        """Return the only file of the folder whose name differs by one letter, and by no digit.

        It may well show another person.
        """
        if path not in self._near:
            sought = _PresentFile.of(path)
            beside = self._by_digits.get((sought.folder, sought.digits), [])
            compared = beside if len(beside) <= _MOST_COMPARED else ()
            like = [f.path for f in compared if is_one_edit(sought.letters, f.letters)]
            self._near[path] = like[0] if len(like) == 1 else ""
        return self._near[path]

    @cached_property
    def _files(self) -> list[_PresentFile]:
        return [_PresentFile.of(path) for path in self._paths]

    @cached_property
    def _by_name(self) -> dict[str, list[_PresentFile]]:
        return _grouped(self._files, lambda file: file.name)

    @cached_property
    def _by_letters(self) -> dict[tuple[str, str], list[_PresentFile]]:
        return _grouped(self._files, lambda file: (file.folder, file.letters))

    @cached_property
    def _by_digits(self) -> dict[tuple[str, str], list[_PresentFile]]:
        return _grouped(self._files, lambda file: (file.folder, file.digits))


Key = TypeVar("Key", bound=Hashable)


def _grouped(
    files: Iterable[_PresentFile], key: Callable[[_PresentFile], Key]
) -> dict[Key, list[_PresentFile]]:
    groups: dict[Key, list[_PresentFile]] = {}
    for file in files:
        groups.setdefault(key(file), []).append(file)
    return groups
