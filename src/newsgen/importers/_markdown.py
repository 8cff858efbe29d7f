"""HTML to Markdown that newsgen gives back as the same.

What is written is converted again, and its elements are compared with those of the source. An
element that would become something else is written in safer forms: with tags in place of marks, and
then as HTML altogether.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content import posted
from newsgen.content.markup import Markup, MarkupError
from newsgen.importers._bodies import read
from newsgen.importers._elements import Element, plain
from newsgen.importers._forms import SAFEST, MarkdownWriter

_MOST_TRIES: Final = 8
_LONDON: Final = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Converted:
    """A body as Markdown, and the HTML that newsgen gives of it.

    `kept` are the elements that stayed HTML, as Markdown has none of their kind, and `dropped` is
    what pages may not have.
    """

    text: str
    html: str
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    is_same: bool
    """Whether the HTML has the elements of the source; else a comparison says what it lost."""


def to_markdown(
    html: str, *, titles: Sequence[str] = (), language: str = "en", markup: Markup | None = None
) -> Converted:
    """Convert a body. Of a release with one of the `titles`, a heading that repeats it stays.

    Raises:
        MarkupError: the body asks for too much work.

    """
    body = read(html, language=language)
    wanted = plain(body.elements)
    forms = [0] * len(wanted)
    convert = (markup or _markup()).convert
    is_same = False
    for _ in range(_MOST_TRIES):
        text, kept = _written(body.elements, forms, titles)
        try:
            after = convert(text, language)
        except MarkupError:
            if min(forms) == SAFEST:
                raise
            forms = [SAFEST] * len(forms)  # HTML may be less work
            continue
        wrong = _wrong(wanted, plain(read(after, language=language, is_clean=True).elements))
        is_same = not wrong
        if is_same or not _made_safer(forms, wrong, wanted):
            break
    return Converted(text, after, kept, body.dropped, is_same)


def _written(
    elements: Sequence[Element], forms: list[int], titles: Sequence[str]
) -> tuple[str, tuple[str, ...]]:
    """Write elements in their forms; what would be taken for a dateline or a title, as HTML."""
    while True:
        writer = MarkdownWriter()
        texts = [writer.top(*each) for each in zip(elements, forms, strict=True)]
        starts, text = _put_together(elements, texts)
        taken = _taken(text, starts, titles)
        if taken is None or forms[taken] == SAFEST:
            return text, tuple(sorted(writer.kept))
        forms[taken] = SAFEST


@cache
def _markup() -> Markup:
    return Markup(DEFAULT_EXTENSIONS, {})


def _wrong(wanted: Sequence[Element], shown: Sequence[Element]) -> set[int]:
    """Return which of the elements that are wanted are not shown as they are."""
    if wanted == shown:
        return set()
    wrong: set[int] = set()
    matcher = SequenceMatcher(None, wanted, shown, autojunk=False)
    for kind, first, last, _, _ in matcher.get_opcodes():
        if kind != "equal":
            wrong.update(range(first, last) if last > first else (first - 1, first))
    return wrong & set(range(len(wanted))) or set(range(len(wanted))) or {0}


def _made_safer(forms: list[int], wrong: set[int], wanted: Sequence[Element]) -> bool:
    """Choose a safer form for what is wrong, or may be; return whether there was one."""
    beside = {at + step for at in wrong for step in (-1, 1)}
    of_wrong = [wanted[at] for at in wrong if at < len(wanted)]
    equal = {at for at, each in enumerate(wanted) if each in of_wrong}
    for may_be in (wrong, beside, equal):  # of equal ones it is not known which is lost
        can_be = {at for at in may_be if 0 <= at < len(forms) and forms[at] < SAFEST}
        for at in can_be:
            forms[at] += 1
        if can_be:
            return True
    return False


def _taken(text: str, starts: list[int], titles: Sequence[str]) -> int | None:
    """Return the first element that newsgen would take out of a text as its dateline or title."""
    dateline = posted.take(text, titles, _LONDON)
    if dateline.published is None:
        dateline = posted.take_bare(dateline, _LONDON, lambda _: True)
    if dateline.body == text or not starts:
        return None
    pairs = zip(text, dateline.body, strict=False)
    at = next((at for at, (a, b) in enumerate(pairs) if a != b), len(dateline.body))
    return max(number for number, start in enumerate(starts) if start <= at)


_JOINING: Final = ("ul", "ol", "blockquote", "pre")
_APART: Final = "<!-- -->"
"""What keeps a list apart from one above it; no page has it."""


def _put_together(elements: Sequence[Element], texts: list[str]) -> tuple[list[int], str]:
    """Return where the elements begin in a text, and the text."""
    starts: list[int] = []
    above = ""
    parts: list[str] = []
    at = 0
    for element, text in zip(elements, texts, strict=True):
        is_joined = above == element.tag in _JOINING or (above in ("ul", "ol") and text[:1] == " ")
        is_html = text.startswith("<")
        if is_joined and not is_html:
            parts.append(_APART)
            at += len(_APART) + 2
        starts.append(at)
        parts.append(text)
        at += len(text) + 2
        above = "" if is_html else element.tag
    return starts, "\n\n".join(parts) + "\n" * bool(parts)
