"""Rules over all releases: no two may claim one path or have one text, no file is overlooked."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.fast.patterns import later
from newsgen.model.host_files import read_by_hosts, trouble_of_content, trouble_of_file
from newsgen.model.taxonomy import are_one_word
from newsgen.model.urls import above, folded
from newsgen.store.claims import Claims, ReleaseClaim
from newsgen.store.terms import TermSpelling

Places = Mapping[str, Sequence[tuple[str, Span]]]
"""For each root paths or folders, each with the place that decides it."""

Spellings = Mapping[str, set[str]]
"""How folders are written, by what they are when case is ignored."""


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


def check_texts(archive: Claims, since: datetime | None = None) -> Iterator[Diagnostic]:
    """Yield releases with the text of an older one of their area: most often one came out twice.

    Those that share a path are reported already: usually one release is in two files. With a time,
    those since then are meant.
    """
    for (oldest, _), *others in archive.repeated_texts(since):
        paths = {folded(oldest.path)}
        for claim, is_new in others:
            if folded(claim.path) not in paths:
                paths.add(folded(claim.path))
                if is_new:
                    yield _repeated(oldest, claim)


def _repeated(oldest: ReleaseClaim, claim: ReleaseClaim) -> Diagnostic:
    message = "another release of this area has the same text"
    hint = (
        "If they are one release, delete one file and redirect its address; else say in the text "
        "what sets them apart, such as a place or a day."
    )
    related = (Related(oldest.span, "the other one"),)
    return Diagnostic("NG601", message, claim.span, hint, related, subject=claim.path)


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
        is_asset = span.path.startswith("themes/")
        trouble_of = trouble_of_file if is_asset else trouble_of_content
        if not (is_asset or span.path.startswith("content/")):
            if name := read_by_hosts(path):
                message = f"the page {path} would be at “{name}”, which web servers read themselves"
                yield Diagnostic("NG429", message, span, "Give it another address in newsgen.toml.")
        elif reason := trouble_of(path):
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


def _is_file(path: str) -> bool:
    """Return whether a path of the site is that of a picture or document."""
    return path.startswith("content/") and not path.endswith(".md")


def _own_clash(message: str, span: Span, other: Span) -> Diagnostic:
    hint = "Give each area a slug and an archive of its own in newsgen.toml, or rename the file."
    if all(_is_file(place.path) for place in (span, other)):
        hint = "Give one of the two files another name: some servers ignore letter case."
    related = (Related(other, "the other one is decided here"),)
    return Diagnostic("NG415", message, span, hint, related)


def _shared(first: ReleaseClaim, claim: ReleaseClaim) -> Diagnostic:
    if claim.path == first.path:
        code, message = "NG410", f"another release has the same path, {claim.path}"
        hint = f"If they are the same release, delete one file; else {_MOVE_ONE}."
    else:
        code = "NG411"
        message = f"the path {claim.path} differs from another release's by letter case only"
        hint = (
            "Many servers cannot tell them apart. If they are the same release, delete one file: "
            f"servers lead from its address to the other in any case. Else {_MOVE_ONE}."
        )
    return Diagnostic(code, message, claim.span, hint, (Related(first.span, "first used here"),))


_MOVE_ONE: Final = "give one of them another url, or another slug if it has no url"


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


class _Spelling(NamedTuple):
    """One way in which a folder is written: how many releases are in it, and where it is decided.

    A folder that somebody named beside the releases may have none.
    """

    folder: str
    releases: int
    span: Span


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
        names = sorted({_folder_name(folder) for folder in group})
        if len(names) > 1:
            called = [sorted(f for f in group if _folder_name(f) == name) for name in names]
            spellings = [_spelling(archive, root, some, spans) for some in called]
            usual_first = sorted(filter(None, spellings), key=lambda each: -each.releases)
            for other in usual_first[1:]:
                if other.releases != 1 or other.span not in known:
                    yield _clash_of_case(other, usual_first[0])


def _folder_name(folder: str) -> str:
    return folder.rpartition("/")[2]


def _spelling(
    archive: Claims, root: str, folders: Sequence[str], spans: Mapping[str, Span]
) -> _Spelling | None:
    """Return what is known of folders with one name; None if only drafts are in them."""
    inside = [(folder, *archive.inside(root, folder)) for folder in folders]
    places = [(folder, claim.span) for folder, _, claim in inside if claim]
    places += [(folder, spans[folder]) for folder in folders if folder in spans]
    return _Spelling(places[0][0], sum(n for _, n, _ in inside), places[0][1]) if places else None


def _clash_of_case(spelling: _Spelling, usual: _Spelling) -> Diagnostic:
    message = f"the folder {spelling.folder}/ differs from {usual.folder}/ by letter case only"
    if spelling.releases > 1:
        message += f"; {spelling.releases} releases are in it"
    hint = "Some servers have one folder for both, others two. "
    if spelling.releases:
        hint += (
            f"Write {_folder_name(usual.folder)} in new addresses; one that was published stays."
        )
    else:
        hint += f"Call it {_folder_name(usual.folder)} here too."
    related = (Related(usual.span, "the other spelling is used here"),)
    return Diagnostic("NG417", message, spelling.span, hint, related)


def check_term_names(spellings: Iterable[Sequence[TermSpelling]]) -> Iterator[Diagnostic]:
    """Yield a finding for each name of a term but the one that most releases have.

    Names that differ in letter case and marks alone are one term. Others have the same page by
    chance.
    """
    for usual, *others in spellings:
        for other in others:
            yield (_spelt if are_one_word(usual.name, other.name) else _clash_of_terms)(
                usual, other
            )


def _spelt(usual: TermSpelling, other: TermSpelling) -> Diagnostic:
    return Diagnostic(
        "NG418",
        f"“{other.name}” and “{usual.name}” of {other.taxonomy} are one term, spelt in two ways",
        other.span,
        f"Write {usual.name}, as {_releases(usual.releases)} to {other.releases:,}.",
        (Related(usual.span, "spelt so here"),),
        subject=f"{other.taxonomy} {other.name}",
    )


def _releases(count: int) -> str:
    return "1 release does" if count == 1 else f"{count:,} releases do"


def _clash_of_terms(usual: TermSpelling, other: TermSpelling) -> Diagnostic:
    return Diagnostic(
        "NG419",
        f"the terms “{other.name}” and “{usual.name}” of {other.taxonomy} have the same page",
        other.span,
        "Give one of them a name that differs in letters or figures too.",
        (Related(usual.span, "the other one is here"),),
        subject=f"{other.taxonomy} {other.name}",
    )


_CONTENT: Final = "content/"
_DOCUMENT: Final = r"\.(?:docx?|html?|rtf|odt|pages)"
_MARKDOWN: Final = r"\.(?:md|markdown|mdown|mkdn?|mdwn|mdtxt|mdtext)"
_NAME_OF_RELEASE: Final = later(
    rf"(?P<stem>.*?)(?:(?P<markdown>{_MARKDOWN}(?:\.txt|{_DOCUMENT})?)|{_DOCUMENT})",
    re.IGNORECASE | re.DOTALL,
)
"""The name of a text: in Markdown, perhaps with a second ending that a program hid, or another."""


def is_unseen(path: str) -> bool:
    """Return whether a file has the name of a text, and not of a release."""
    return not path.endswith(".md") and _NAME_OF_RELEASE.fullmatch(path) is not None


def is_text(path: str) -> bool:
    """Return whether a file has the name of a plain text, which may be a release or anything."""
    return path[-5:].lower().endswith((".txt", ".text"))


def check_unseen(
    files: Iterable[str], used: Container[str], sources: Container[str]
) -> Iterator[Diagnostic]:
    """Yield a finding on those files beside the releases that no release uses.

    They have the names of texts, or begin as releases do. What a release uses is a document of its
    own, such as a form to fill in.
    """
    unseen = [path for path in files if path not in used]
    names = Counter(map(_name_to_be, unseen))
    for path in unseen:
        right = _name_to_be(path)
        hint = _unseen_hint(path, right, sources) if names[right] == 1 else _several_hint(right)
        yield Diagnostic(
            "NG109",
            "this file is not read: releases are in files whose names end in .md, and no "
            "release links to it",
            Span(_CONTENT + path),
            hint,
        )


def _name_to_be(path: str) -> str:
    """Return the name of the Markdown file that an unread file should be."""
    name = _NAME_OF_RELEASE.fullmatch(path)
    return (name["stem"] if name else path.rpartition(".")[0]) + ".md"


def _several_hint(right: str) -> str:
    stem = right.removesuffix(".md")
    return (
        f"Several files that are not read would be {_CONTENT}{right}: keep the one with the right "
        f"text under that name. Delete the others, or give them other names, such as "
        f"{_CONTENT}{stem}-2.md."
    )


_KEPT_BACK: Final = (".doc", ".htm", ".html", ".rtf", ".pages")
"""What is not published though a release links to it."""


def _unseen_hint(path: str, right: str, sources: Container[str]) -> str:
    name = _NAME_OF_RELEASE.fullmatch(path)
    is_kept_back = path.lower().endswith(_KEPT_BACK)
    others = "." if is_kept_back else ", or link to it from a release."
    if right in sources:
        return f"Delete it if {_CONTENT}{right} has its text{others}"
    if name is None or name["markdown"]:
        return f"Rename it to {_CONTENT}{right}."
    return f"Save its text as Markdown in {_CONTENT}{right}{others}"


def check_outside(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield the texts that were named for a check and are not in the content folder.

    `paths` are from the site.
    """
    for path in paths:
        if name := _NAME_OF_RELEASE.fullmatch(path.rpartition("/")[2]):
            yield Diagnostic(
                "NG109",
                "this file is not read: it is not in the content folder",
                Span(path),
                f"If it is a release, move it to {_CONTENT}{name['stem']}.md.",
            )
