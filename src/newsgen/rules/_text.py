"""Rules on characters: garbled ones, invisible ones, and unbalanced quotation marks."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from newsgen.fast.patterns import later
from newsgen.rules.rule import ENGLISH_AND_WELSH, Mark, Rule, marks_in_body, marks_in_every_text

# Garbled letters: UTF-8 that was read as Windows-1252, and what Windows-1252 has where Unicode
# has controls. Only sequences that no language has count: `CAFÉ”` and Welsh are text.

_WINDOWS: Final = {
    byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(128, 192)
}
_ANY: Final = "[" + re.escape("".join(sorted({*_WINDOWS.values(), *map(chr, _WINDOWS)}))) + "]"
_SEQUENCES: Final = (
    "[\u00c2-\u00c5][\u00a0-\u00bf]",  # of the pound sign and the letters of Europe
    f"\u00c3{_ANY}",  # of capitals with accents
    "[\u00c4\u00c5][\u0160\u0161\u0192\u0081]",
    # Of quotation marks, dashes and the euro: no word continues so after an a with a circumflex.
    f"\u00e2[\u20ac\u201a\u201e\u2020-\u2021\u02c6\u2030\u0160\u2039\u0152\u0080-\u008c]{_ANY}",
    "\u00ef(?:\u00bb\u00bf|\u00bf\u00bd|\u00ac[\u0080-\u0086\u20ac\u201a\u0192\u201e\u2026])",
    f"\u00e1[\u00ba\u00bb]{_ANY}",  # of letters that Welsh has
    f"\u00f0[\u0178\u009f]{_ANY}{{2}}",  # of emoji
)
_GARBLED: Final = later(f"(?:{'|'.join(_SEQUENCES)})+|[\u0080-\u009f]+|\u00e2\u20ac|\ufffd+")
_GARBLED_SIGNS: Final = (*"ÂÃÄÅáâïð\ufffd", *map(chr, range(0x80, 0xA0)))
_BYTES: Final = {character: byte for byte, character in _WINDOWS.items()}


@marks_in_every_text(
    "NG518", "Type the right character; it was lost where the text was copied from."
)
def garbled_text(text: str) -> Iterator[Mark]:
    for match in _GARBLED.finditer(text):
        written = match.group()
        right = _restored(written)
        shown = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in written[:20])
        meant = f" stands for “{right}”" if right and right.isprintable() else " is garbled"
        yield Mark(*match.span(), f"“{shown}”{meant}", right)


def _restored(written: str) -> str | None:
    """Return the original of garbled letters, however often they were garbled."""
    right = None
    while _GARBLED.fullmatch(written):
        try:
            right = written = _restored_once(written)
        except ValueError:
            break
    return None if right is None else right.replace("\u00a0", " ").replace("\ufeff", "")


def _restored_once(written: str) -> str:
    data = bytes(_BYTES.get(character, ord(character)) for character in written)
    return data.decode("cp1252" if _CONTROLS.issuperset(written) else "utf-8")


_CONTROLS: Final = frozenset(map(chr, range(128, 160)))


# Invisible characters.

_INVISIBLE_RANGES: Final = (
    (0x0, 0x8), (0xB, 0x1F), (0x7F, 0x7F), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E),
    (0x200B, 0x200F), (0x2028, 0x2029), (0x2060, 0x2064), (0x206A, 0x206F),
    (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0001, 0xE0001), (0xE0020, 0xE007F),
)  # fmt: skip
_INVISIBLE_SIGNS: Final = [
    chr(code) for first, last in _INVISIBLE_RANGES for code in range(first, last + 1)
]
# By ranges: a class is searched letter by letter if it has many characters of other planes.
_INVISIBLE: Final = later(f"[{''.join(f'{chr(a)}-{chr(b)}' for a, b in _INVISIBLE_RANGES)}]+")

_NEVER_PARTS: Final = frozenset("\u00ad\u200e\u200f\u2060\ufeff")
"""These stand within words as well as between them; any other may separate two words."""
_SEPARATORS: Final = later("[\u2028\u2029]")
"""These end a line for some programs, so words on both sides are two."""
_JOINERS: Final = frozenset("\u200c\u200d")
_NAMES: Final = {"\ufeff": "byte order mark", "\u200b": "zero-width space"}
_BEGINS_MARKUP: Final = later(r"[#>*+=|`~_:-]|\d+[.)]|\s|\Z")


@marks_in_every_text("NG519", "Delete it: type the words on both sides of it again.")
def invisible_character(text: str) -> Iterator[Mark]:
    for match in _INVISIBLE.finditer(text):
        run = match.group()
        before = text[max(0, match.start() - 1) : match.start()]
        after = text[match.end() : match.end() + 1]
        if not _is_needed(run, before, after):
            certain = _is_idle(run, before, after, text, match.end())
            right = " " if _SEPARATORS.search(run) and before.strip() and after.strip() else ""
            yield Mark(*match.span(), _description(run, before, after), right if certain else None)


def _description(run: str, before: str, after: str) -> str:
    number, verb = ("an", "stands") if len(run) == 1 else (len(run), "stand")
    noun = "invisible character" if len(run) == 1 else "invisible characters"
    where = "on a line of its own"
    if before.strip():
        where = f"after “{before}”"
    elif after.strip():
        where = f"before “{after}”"
    name = _NAMES.get(run[0]) or unicodedata.name(run[0], "control character").lower()
    return f"{number} {noun} {verb} {where} ({name}, U+{ord(run[0]):04X})"


def _is_needed(run: str, before: str, after: str) -> bool:
    """Return whether a script or an emoji needs these characters."""
    if any(0xE0020 <= ord(c) <= 0xE007F for c in run):
        return before == "\U0001f3f4"  # the flags of England, Scotland and Wales
    if _JOINERS.issuperset(run):
        return _joins(before) and _joins(after)
    return {"\u200e", "\u200f", "\u061c"}.issuperset(run) and _is_from_right(before, after)


def _joins(character: str) -> bool:
    """Return whether a character can be joined to others: an emoji, or an Eastern letter."""
    return character != "" and (
        unicodedata.category(character) in ("So", "Sk", "Mn", "Mc")
        or ("\u0590" <= character <= "\u1fff" and character.isalpha())
    )


def _is_from_right(*characters: str) -> bool:
    return any(c and unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in characters)


def _is_idle(run: str, before: str, after: str, text: str, end: int) -> bool:
    """Return whether a text means the same without these characters."""
    if "\x1b" in run:  # what follows is a terminal command, which would be left behind as text
        return False
    may_part = not _NEVER_PARTS.issuperset(run) and not _SEPARATORS.search(run)
    if may_part and before.isalnum() and after.isalnum():
        return False
    opens_line = before in ("", "\n")
    return not (opens_line and after.strip() and _BEGINS_MARKUP.match(text, end))


# Controls of direction.

_DIRECTIONS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DIRECTION: Final = later(f"[{_DIRECTIONS}]")
_TURNING: Final = later("[\u0590-\u08ff\u200f\u202b\u202d\u202e\u2067\ufb1d-\ufefc]")
"""What is written from right to left, or makes what follows it so."""


@marks_in_every_text(
    "NG520",
    "Delete it and retype the words around it: what readers see may not be what is written.",
)
def direction_control(text: str) -> Iterator[Mark]:
    """Mark controls; those that turn nothing, in a text of Latin letters, can be taken out."""
    is_idle = not _TURNING.search(text)
    for match in _DIRECTION.finditer(text):
        name = unicodedata.name(match.group()).lower()
        yield Mark(
            *match.span(),
            "an invisible character that turns the direction of writing stands here "
            f"({name}, U+{ord(match.group()):04X})",
            "" if is_idle else None,
        )


# Quotations.

_QUOTE: Final = later(
    '[“”„"<{](?:(?<=[“”„])|(?<=")(?<!"")|(?<=<)[A-Za-z/][^<>]*>|(?<=\\{):[^{}\n]*\\})',
)
"""A mark, or what has marks of its own: a tag, or attributes. It begins with one class for all.

Of two straight marks beside each other the second is none.
"""
_QUOTES: Final = ("“", "”", '"')
_NOT_STRAIGHT: Final = "“”„<{"
_STRAIGHT: Final = later('"(?<!"")')
"""A mark in a text that has straight ones alone: one character is looked for sooner than six."""
_LEAD: Final = " \t*_>#-+•·–—…(["
LONGEST_LEAD: Final = 8
_BEGINS_LINE: Final = later('(?:^|\n)[ \t*_>]*"[^\n]$')
_WORD_AFTER: Final = later(r"[*_\[(£‘'.]*[^\W_]")
_SPEECH_IS_OVER: Final = later(', "[a-z]$')
"""As in `it is late, "he said`."""


@marks_in_body(  # as other texts are often the first words of the body, cut off anywhere
    "NG528",
    "Add the missing mark. In a quotation of several paragraphs, open each paragraph and close "
    "only the last.",
)
def unbalanced_quotes(text: str) -> Iterator[Mark]:
    """Yield marks without a counterpart; a paragraph may reopen a quotation that is still open.

    A straight mark opens or closes a quotation as the characters beside it tell.
    """
    opened: int | None = None
    inner = False
    for at, after in pairwise([*_places(text), len(text)]):
        if _opens(text, at, within=opened is not None):
            inner = opened is not None and _is_inner(text, opened, at, after)
            if not inner:
                if opened is not None and not _goes_on(text, opened, at):
                    yield from _never_closed(text, opened)
                opened = at
        elif inner:
            inner = False
        elif opened is not None:
            if not _is_inch_within(text, at, after):
                opened = None
        elif not text[at - 1 : at].isdigit():  # inches
            yield Mark(at, at + 1, "a quotation is closed here that was never opened")
    if opened is not None:
        yield from _never_closed(text, opened)


LONGEST_INNER: Final = 60


def _is_inner(text: str, opened: int, at: int, after: int) -> bool:
    """Return whether a few words within a quotation are quoted themselves."""
    return (
        after - at <= LONGEST_INNER
        and text[after : after + 1] in ("”", '"')
        and not _opens(text, after, within=True)
        and "\n" not in text[at:after]
        and text[at - 1] in " ("
        and text[after - 1] not in ".!?,"
        and not _goes_on(text, opened, at)
    )


def _opens(text: str, at: int, *, within: bool) -> bool:
    """Return whether a mark opens a quotation, within another or not."""
    if text[at] != '"':
        return text[at] in "“„"
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if before.strip(_LEAD + "\n"):
        return not within and after.isalpha() and before in ":;,.!?"  # the space was lost
    if not within or _BEGINS_LINE.search(text, max(0, at - LONGEST_LEAD), at + 2):
        return True
    is_speech_over = _SPEECH_IS_OVER.search(text, max(0, at - 2), at + 2)
    return bool(_WORD_AFTER.match(text, at + 1)) and not is_speech_over


def _is_inch_within(text: str, at: int, after: int) -> bool:
    """Return whether a straight mark within a quotation is of inches: another mark closes it."""
    return (
        text[at] == '"'
        and text[at - 1 : at].isdigit()
        and after < len(text)
        and "\n" not in text[at:after]
        and not _opens(text, after, within=True)
    )


def _places(text: str) -> list[int]:
    """Return where quotation marks are; „ by itself is a part of garbled text."""
    if not any(mark in text for mark in _QUOTES):
        return []
    pattern = _QUOTE if any(other in text for other in _NOT_STRAIGHT) else _STRAIGHT
    return [match.start() for match in pattern.finditer(text) if len(match[0]) == 1]


def _never_closed(text: str, opened: int) -> Iterator[Mark]:
    if text[opened] == "“" or text[opened + 1 : opened + 2].strip():
        yield Mark(opened, opened + 1, "a quotation is opened here and never closed")


def _goes_on(text: str, opened: int, at: int) -> bool:
    """Return whether a mark begins a paragraph of the same quotation.

    Between its paragraphs may stand a list, a picture, a caption or a line of idle marks.
    """
    if text[at - 1 : at] in (".", "!", "?"):  # the line feed was lost
        return True
    line = text.rfind("\n", opened, at) + 1
    if not line or text[line:at].strip(_LEAD):
        return False
    between = text[text.find("\n", opened, line) : line]
    return not between.strip() or all(
        _interrupts(written.strip(" \t>")) for written in between.split("\n")
    )


LONGEST_CAPTION: Final = 80


def _interrupts(line: str) -> bool:
    """Return whether a line may stand within a quotation that goes on below it."""
    is_caption = len(line) <= LONGEST_CAPTION and line[-1:] not in (".", "!", "?", ",", ":", ";")
    return line[:1] in "*-+•_!#" or is_caption


# Retired email addresses.

_EMAIL: Final = later(r"[\w.+'-]{1,64}@(?:[\w-]{1,63}\.){1,6}", re.ASCII)
_RETIRED: Final = later(r"pnn\.police\.uk(?![A-Za-z0-9-])", re.IGNORECASE)
LONGEST_ADDRESS: Final = 150


@marks_in_every_text(
    "NG516",
    "Leave out .pnn if that mailbox exists: send it a message first. Else give another way to "
    "get in touch.",
)
def retired_email(text: str) -> Iterator[Mark]:
    last = ""
    for match in _RETIRED.finditer(text):
        before = text[max(0, match.start() - LONGEST_ADDRESS) : match.start()]
        name = before.split()[-1] if before[-1:].strip() else ""
        address = _EMAIL.search(name)
        if address is None or not name.endswith(address.group()):
            continue
        written = (address.group() + match.group()).lstrip("_.'")
        is_link = name[: address.start()].endswith("mailto:")
        if not (is_link and written.lower() == last):
            start = match.end() - len(written)
            yield Mark(start, match.end(), f"the address {written} is of the old police network")
        last = written.lower()


RULES: Final = (
    Rule(garbled_text, "NG518", signs=_GARBLED_SIGNS),
    Rule(invisible_character, "NG519", signs=_INVISIBLE_SIGNS),
    Rule(direction_control, "NG520", signs=_DIRECTIONS),
    Rule(unbalanced_quotes, "NG528", signs=_QUOTES, languages=ENGLISH_AND_WELSH),
    Rule(retired_email, "NG516", signs=("pnn.police", "PNN.", "Pnn.")),
)
