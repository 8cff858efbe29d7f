"""Rules on words and paths that say a release is held back, while nothing holds it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model import dates
from newsgen.model.dates import DateError
from newsgen.model.day_words import ENGLISH, WELSH, day_patterns
from newsgen.model.labels import ABOVE_KEYS
from newsgen.model.release import PLACEHOLDER, TO_WRITE, Status
from newsgen.rules._hold_markers import SIGNS, has_sign, says_held
from newsgen.rules.manuscript import TEXTS, Manuscript
from newsgen.rules.rule import Rule, in_any_case

ENDS: Final = 5
"""Lines at each end of a body in which a marker stands, if there is one."""

_DAY: Final = later(rf"\b{day_patterns(ENGLISH, WELSH).day_and_month}\b", re.IGNORECASE)
_FENCED: Final = later(
    r"^(?:-{3,}|\+{3,}|[`~]{3,}[ \t]*\w*)[ \t]*\n"
    r"(?P<lines>(?:[ \t]*[\"']?\w[\w.-]*[\"']?[ \t]*[:=].*(?:\n|$))+)",
    re.MULTILINE,
)
"""Keys below a fence."""
_TOP: Final = later(ABOVE_KEYS)
"""What may be before a second front matter, which is reported where the first one is read."""
_LABELLED: Final = later(
    r"\b(?:media|press|journalists?|reporters|editors)"
    r"(?:['’]s?)?(?:\s+(?:use|enquir(?:y|ies)|calls|quer(?:y|ies)|contacts?|line))?\s+only\b(?=\W*(?:[:\d)\].,–—-]|$))"
    r"|\bnot for (?:publication|broadcast|the public)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER: Final = later(r"(?<!\d)0\d(?:[ \u00a0()-]?\d){7,9}(?!\d)")
_HELD_BY: Final = ("embargo", "status")
_OUT: Final = ("", Status.PUBLISHED, Status.CLOSED)
_TAGS: Final = frozenset({
    "draft", "drafft", "embargoed", "under embargo", "unpublished", "not for publication",
    "not for release", "do not publish", "on hold", "wip",
})  # fmt: skip
_WORD: Final = later(r"(?:<(?!!)[^>]*>|<!|[^\w<])*\w")


def held_by_words(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a title, or lines at the ends of the text, that say `DRAFT` and mean it.

    With an embargo, report one that gives another day: one of the two was mistyped.
    """
    m.refuse_cut(*_HELD_BY)
    if m.text("status").strip().lower() not in _OUT:
        return
    texts = [(text, keys) for text, keys in m.seen if keys in TEXTS]
    lines = _lines_at_the_ends(m.body.text)
    if not has_sign("\n".join([*[text for text, _ in texts], *[line for _, line in lines]])):
        return
    find = _other_day if "embargo" in m.values else _held
    for text, keys in texts:
        if has_sign(text) and says_held(text):
            yield from find(m, text, m.places.value(*keys))
    for start, line in lines:
        if has_sign(line) and says_held(line) and not _is_fenced(m.body.text, start):
            yield from find(m, line, m.body.span(start, start + len(line)))
            return


def _other_day(m: Manuscript, text: str, span: Span) -> Iterator[Diagnostic]:
    """Report a text that gives another day than the embargo does."""
    day = _DAY.search(text)
    try:
        ends = dates.parse(m.text("embargo").strip(), m.zone).at.astimezone(m.zone)
    except DateError:
        return
    if day and (int(day["day"]), dates.month_number(day["month"])) != (ends.day, ends.month):
        words = " ".join(text.split())[:60]
        yield Diagnostic(
            "NG530",
            f"“{words}” gives another day than embargo, which ends on {ends:%Y-%m-%d}",
            span,
            "Correct one of the two: the release is published when the embargo ends.",
            subject=words,
        )


def _is_fenced(text: str, at: int) -> bool:
    return any(block.start() <= at < block.end() for block in _FENCED.finditer(text))


def held_by_tag(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a tag such as `draft`, which is no more than a tag."""
    tags = m.values.get("tags")
    if not tags:
        return
    for tag in tags if isinstance(tags, list) else str(tags).split(","):
        if str(tag).strip("# ").lower() in _TAGS and not is_held(m):
            yield from _held(m, str(tag), m.places.value("tags"))


def is_held(m: Manuscript) -> bool:
    """Return whether the front matter holds the release, or says until when it did."""
    m.refuse_cut(*_HELD_BY)
    return "embargo" in m.values or m.text("status").strip().lower() not in _OUT


def _lines_at_the_ends(text: str) -> list[tuple[int, str]]:
    """Return the first and the last lines that have words, each with where it begins."""
    lines, at = [], 0
    for line in text.split("\n"):
        if line and _WORD.match(line):
            lines.append((at, line.rstrip()))
        at += len(line) + 1
    return lines if len(lines) <= 2 * ENDS else lines[:ENDS] + lines[-ENDS:]


def _held(_: Manuscript, words: str, span: Span) -> Iterator[Diagnostic]:
    words = " ".join(words.split())[:60]
    yield Diagnostic(
        "NG530",
        f"“{words}” says that the release is held back, but it is not",
        span,
        "Add embargo: and the time with its offset, or status: draft. Delete the words before "
        "it is published.",
        subject=words,
    )


def held_in_a_fence(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `status: draft` and the like in front matter that is inside the text."""
    if is_held(m):
        return
    text = m.body.text
    for block in _FENCED.finditer(text):
        if _TOP.fullmatch(text, 0, block.start()):
            continue
        for line in block["lines"].splitlines():
            if says_held(line):
                start = block.start("lines") + block["lines"].index(line)
                yield from _held(m, line, m.body.span(start, start + len(line)))
                return


def number_for_the_media(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a telephone number that is labelled as not for readers."""
    if is_held(m):
        return
    body = m.body
    end = 0
    for label in _LABELLED.finditer(body.text):
        if label.end() <= end:  # the number would be in the same line, which has none
            continue
        start = body.text.rfind("\n", 0, label.start()) + 1
        end = body.text.find("\n", label.end())
        end = end if end >= 0 else len(body.text)
        if number := _NUMBER.search(body.text, start, end):
            yield Diagnostic(
                "NG530",
                f"{number[0]} is labelled “{label[0]}”, but every reader will see it",
                body.span(number.start(), number.end()),
                "Take it out of the release, or give a number that the public may call.",
                subject=number[0],
            )
            return


def placeholder_body(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a release that nobody has written yet, or a part of it."""
    text = m.body.text
    if text.strip() and PLACEHOLDER not in text and TO_WRITE not in text:
        return
    if m.release is None or m.release.status is not Status.PUBLISHED:
        return
    marker = TO_WRITE if text.strip() and PLACEHOLDER not in text else PLACEHOLDER
    start = text.find(marker)
    yield Diagnostic(
        "NG538",
        "the release has no text yet" if marker == PLACEHOLDER else "this is not written yet",
        m.body.span(start, start + len(marker)) if start >= 0 else m.places.key("title"),
        "Write it, or add status: draft until it is written.",
    )


def placeholder_reference(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a reference that nobody has written yet: the page would ask callers to quote it."""
    is_written = TO_WRITE not in m.text("incident", "reference")
    if is_written or m.release is None or m.release.status is not Status.PUBLISHED:
        return
    yield Diagnostic(
        "NG538",
        "this is not written yet",
        m.places.value("incident", "reference"),
        "Write the reference that callers are to quote, or delete incident: and the line below it.",
    )


_WORDS_OF_PATHS: Final = (
    r"drafts?|drafft(?:iau)?|(?:under[ _-]?|dan[ _-]?)?embargo(?:ed|es)?|unpublished|withheld|wip"
    r"|not[ _-]?(?:yet[ _-]?)?(?:for[ _-]?)?(?:publi(?:cation|shed)|released?)"
    r"|do[ _-]?not[ _-]?publish"
)
_HELD_FOLDER: Final = later(
    rf"[\W\d_]*(?:{_WORDS_OF_PATHS}|(?:on[ _-]?)?hold|held(?:[ _-]?back)?|un(?:released|approved)"
    r"|private|pending|confidential|internal|hidden|offline|not[ _-]?live|staging"
    r"|work[ _-]in[ _-]progress|trash|deleted|removed|withdrawn"
    r"|(?:for|to|in|awaiting|pending)[ _-]?(?:approv(?:al|e)|review|sign[ _-]?off))[\W\d_]*"
    r"|_(?!(?:posts|pages)$).*",
    re.IGNORECASE,
)
"""Folders of what is not to be published; other generators leave out all that begin with `_`."""
_HELD_NAME: Final = later(
    rf"_(?!index\.md$)|[\W\d_]*(?P<first>{_WORDS_OF_PATHS})(?![a-z])"
    rf"|.*[^a-z](?P<last>{_WORDS_OF_PATHS})[\W\d_]*(?:v\d[\W\d_]*)?(?:\.[a-z]{{2}})?\.md$"
    r"|.*\.(?:hold|held|hidden|private|internal|confidential|ignore|pending)(?:\.[a-z]{2})?\.md$"
)
_SIGN: Final = later("raf|mbar|hold|wip|not|npub|with")
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
        f"“{held or name}” says that the release is held back, but it is not",
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
        if _HELD_FOLDER.fullmatch(step):
            return "/".join(steps[1:at])
    return ""


def _is_held(name: str, m: Manuscript) -> bool:
    """Return whether a file's name holds, and not as it is made from the title."""
    small = name.lower()
    is_usual = name[0] != "_" and name.count(".") == 1
    if is_usual and not _SIGN.search(small):
        return False
    match = _HELD_NAME.match(small)
    if match is None:
        return _HOLD.match(name) is not None
    word = match["first"] or match["last"] or ""
    return not word or word.rstrip("s")[:5] not in m.text("title").lower()


RULES: Final = (
    Rule(held_by_words, "NG530", signs=SIGNS),
    Rule(held_by_tag, "NG530"),
    Rule(held_in_a_fence, "NG530", signs=("\n---", "\n+++", "\n```", "\n~~~")),
    Rule(
        number_for_the_media,
        "NG530",
        signs=in_any_case(
            *("use only", "media only", "press only", "enquiries only", "enquiry only"),
            *("calls only", "queries only", "query only", "contact only", "contacts only"),
            *("line only", "reporters only", "journalists only", "journalist only"),
            *("editors only", "'s only", "’s only", "for publication", "for broadcast"),
            "for the public",
        ),
    ),
    Rule(placeholder_body, "NG538"),
    Rule(placeholder_reference, "NG538", keys=("incident",)),
    Rule(held_by_path, "NG559"),
)
