"""A file whose folder or name says that its release is held back, while nothing holds it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.rules._held_words import is_held
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_WORDS: Final = (
    r"drafts?|drafft(?:iau)?|(?:under[ _-]?|dan[ _-]?)?embargo(?:ed|es)?|unpublished|withheld|wip"
    r"|not[ _-]?(?:yet[ _-]?)?(?:for[ _-]?)?(?:publi(?:cation|shed)|released?)"
    r"|do[ _-]?not[ _-]?publish"
)
_FOLDER: Final = later(
    rf"[\W\d_]*(?:{_WORDS}|(?:on[ _-]?)?hold|held(?:[ _-]?back)?|un(?:released|approved)"
    r"|private|pending|confidential|internal|hidden|offline|not[ _-]?live|staging"
    r"|work[ _-]in[ _-]progress|trash|deleted|removed|withdrawn"
    r"|(?:for|to|in|awaiting|pending)[ _-]?(?:approv(?:al|e)|review|sign[ _-]?off))[\W\d_]*"
    r"|_(?!(?:posts|pages)$).*",
    re.IGNORECASE,
)
"""Folders of what is not to be published; other generators leave out all that begin with `_`."""
_NAME: Final = later(
    rf"_(?!index\.md$)|[\W\d_]*(?P<first>{_WORDS})(?![a-z])"
    rf"|.*[^a-z](?P<last>{_WORDS})[\W\d_]*(?:v\d[\W\d_]*)?(?:\.[a-z]{{2}})?\.md$"
    r"|.*\.(?:hold|held|hidden|private|internal|confidential|ignore|pending)(?:\.[a-z]{2})?\.md$"
)
_SIGNS: Final = ("raf", "mbar", "hold", "wip", "not", "npub", "with")
"""What names have that hold, but for those with `_` before them or a second ending."""
_HOLD: Final = later(r"[\W\d_]*HOLD(?![a-zA-Z])")


def held_by_path(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `drafts/appeal.md` and `_appeal.md`: they are published like all others."""
    folder, _, name = m.path.rpartition("/")
    held = _held_folder(folder)
    if not (held or _is_held(name, m)) or is_held(m):
        return
    path = m.path.removeprefix("content/")
    pattern = f"{held}/**" if held else path
    yield Diagnostic(
        "NG559",
        f"“{held or name}” says that the release is held back, but nothing holds it",
        Span(m.path),
        "Add embargo: and the time with its offset, or status: draft. If it is published on "
        f'purpose, move it, or write "{pattern}" = ["NG559"] below [rules.per_path].',
        subject=path,
    )


@lru_cache(maxsize=10_000)
def _held_folder(path: str) -> str:
    """Return the first folder below that of the content which holds, with those above it."""
    steps = path.split("/")
    for at, step in enumerate(steps[1:], 2):
        if _FOLDER.fullmatch(step):
            return "/".join(steps[1:at])
    return ""


def _is_held(name: str, m: Manuscript) -> bool:
    """Return whether a file's name holds, and not as it is made from the title."""
    small = name.lower()
    is_usual = name[0] != "_" and name.count(".") == 1
    if is_usual and not any(sign in small for sign in _SIGNS):
        return False
    match = _NAME.match(small)
    if match is None:
        return _HOLD.match(name) is not None
    word = match["first"] or match["last"] or ""
    return not word or word.rstrip("s")[:5] not in m.text("title").lower()


RULES: Final = (Rule(held_by_path),)
