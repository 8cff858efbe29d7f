"""Files that look like releases and are read as none, by their name or their folder."""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later

_CONTENT: Final = "content/"
_DOCUMENT: Final = r"\.(?:docx?|html?|rtf|odt|pages)"
_MARKDOWN: Final = r"\.(?:md|markdown|mdown|mkdn?|mdwn|mdtxt|mdtext)"
_NAME: Final = later(
    rf"(?P<stem>.*?)(?:(?P<markdown>{_MARKDOWN}(?:\.txt|{_DOCUMENT})?)|{_DOCUMENT})",
    re.IGNORECASE | re.DOTALL,
)
"""The name of a text: in Markdown, perhaps with a second ending that a program hid, or another."""


def is_unseen(path: str) -> bool:
    """Return whether a file has the name of a text, and not of a release."""
    return not path.endswith(".md") and _NAME.fullmatch(path) is not None


def check_unseen(
    files: Iterable[str], used: Container[str], sources: Container[str]
) -> Iterator[Diagnostic]:
    """Yield those of the files beside the releases that seem to be releases.

    What a release uses is a document of its own, such as a form to fill in.
    """
    for path in files:
        if is_unseen(path) and path not in used:
            yield Diagnostic(
                "NG109",
                "this file is not read: releases are in files whose names end in .md, and no "
                "release links to it",
                Span(_CONTENT + path),
                _hint(path, sources),
            )


def _hint(path: str, sources: Container[str]) -> str:
    name = _NAME.fullmatch(path)
    if name is None:  # it was asked for
        return ""
    right = name["stem"] + ".md"
    if right in sources:
        return f"Delete it if {_CONTENT}{right} has its text, or link to it from a release."
    if name["markdown"]:
        return f"Rename it to {_CONTENT}{right}."
    return f"Save its text as Markdown in {_CONTENT}{right}, or link to it from a release."


def check_outside(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield the texts that were named for a check and are not in the content folder.

    `paths` are from the site.
    """
    for path in paths:
        if name := _NAME.fullmatch(path.rpartition("/")[2]):
            yield Diagnostic(
                "NG109",
                "this file is not read: it is not in the content folder",
                Span(path),
                f"If it is a release, move it to {_CONTENT}{name['stem']}.md.",
            )
