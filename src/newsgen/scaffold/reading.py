"""The files of an old archive: what each release says, its language, and what else is there."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.content.frontmatter import FrontMatterError, Located, split
from newsgen.content.scan import SUFFIX, decode, read_source
from newsgen.diagnostics import Diagnostic
from newsgen.files import walk
from newsgen.model.spoken import ENGLISH, WELSH, spoken
from newsgen.scaffold.patterns import Pattern, Sureness, sureness


def language_of(values: Mapping[str, Any], body: str) -> str:
    """Return the language of a release, or an empty text if nothing shows it.

    Its own `language` comes first, then its words; `og.locale` is often that of the system.
    """
    og = values.get("og")
    locale = og.get("locale") if isinstance(og, Mapping) else None
    return _stated(values.get("language")) or spoken(body) or _stated(locale)


def language_of_site(languages: Sequence[str]) -> Pattern:
    """Return the language that most releases are in; English, if none shows its own."""
    known = Counter(filter(None, languages))
    if not known:
        return Pattern(ENGLISH, Sureness.GUESSED)
    ((language, number),) = known.most_common(1)
    return Pattern(language, sureness(number, len(languages)))


def _stated(tag: Any) -> str:
    """Return the language of a tag such as `en_GB` or `cy`, of those that newsgen speaks."""
    main = re.split("[-_]", tag)[0].lower() if isinstance(tag, str) else ""
    return {"en": ENGLISH, "cy": WELSH}.get(main, "")


class OldRelease(NamedTuple):
    """A release by its path: its front matter, and its language if anything shows it."""

    path: str
    values: Mapping[str, Any]
    language: str = ""


class ArchiveFolder(NamedTuple):
    """The files of a folder by their paths in it.

    `releases` has those that can be read, `unreadable` the others, `refused` what is not a file in
    the folder, such as a link that leads out, and `closed` the folders that cannot be read.
    """

    files: tuple[str, ...]
    releases: tuple[OldRelease, ...]
    unreadable: tuple[str, ...]
    refused: tuple[str, ...]
    closed: tuple[str, ...] = ()


def read_archive(folder: Path) -> ArchiveFolder:
    """Read the releases of a folder: its files that end in .md. Hidden files are left out."""
    entries = list(walk(folder))
    files = tuple(entry.path for entry in entries if entry.stamp)
    others = [(entry.path, entry.problem) for entry in entries if not entry.stamp]
    releases = {path: _release(folder, path) for path in files if path.endswith(SUFFIX)}
    return ArchiveFolder(
        files=files,
        releases=tuple(filter(None, releases.values())),
        unreadable=tuple(path for path, release in releases.items() if release is None),
        refused=tuple(path for path, problem in others if problem != "unreadable"),
        closed=tuple(path for path, problem in others if problem == "unreadable"),
    )


def _release(folder: Path, path: str) -> OldRelease | None:
    data = read_source(str(folder), path)
    text = data if isinstance(data, Diagnostic) else decode(data, path)
    if isinstance(text, Diagnostic):
        return None
    try:
        parts = split(text, path)
        values = Located(parts, path).values
    except FrontMatterError:
        return None
    return OldRelease(path, values, language_of(values, parts.body))
