"""Parts of a body in another language than the release.

    :::cy
    Mae'r heddlu yn apelio am dystion.
    :::

The first line has the tag of the language. In clean HTML such a part is `<div lang="cy">`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.elements import HTML_TAG
from newsgen.model.embeds import KINDS
from newsgen.model.worded import primary

SIGN: Final = ":::"
_LINE: Final = later(
    r"^(?:(?P<fence>```|~~~)|:::[ \t]*(?:(?P<tag>[A-Za-z][A-Za-z0-9-]*)\b)?(?P<rest>[^\n]*)$)",
    re.MULTILINE,
)
_TAG: Final = later(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_LETTERS: Final = {
    "a": "abefkmnrsvyz", "b": "aegimnors", "c": "aehorsuvy", "d": "aevz", "e": "elnostu", "f":
    "afijory", "g": "adlnuv", "h": "aeiortuyz", "i": "adegikostu", "j": "av", "k":
    "agijklmnorsuvwy", "l": "abginotuv", "m": "ghiklnrsty", "n": "abdeglnorvy", "o": "cjmrs",
    "p": "ailst", "q": "u", "r": "mnouw", "s": "acdegiklmnoqrstuvw", "t": "aeghiklnorstwy", "u":
    "gkrz", "v": "eio", "w": "ao", "x": "h", "y": "io", "z": "ahu",
}  # fmt: skip
"""The second letters of the languages of two letters, by the first.

Source: ISO 639-1, https://www.loc.gov/standards/iso639-2/.
"""
_CODES: Final = frozenset(first + last for first, every in _LETTERS.items() for last in every)
_LONG_CODES: Final = frozenset({
    "bfi", "ckb", "cmn", "fil", "kmr", "kri", "pnb", "prs", "rmn", "rmy", "rom", "sco", "syl",
    "yue",
})  # fmt: skip
"""Some that have three letters, as British forces may need them: ISO 639-3."""
_NAMES: Final = {
    "english": "en", "saesneg": "en", "eng": "en", "welsh": "cy", "cymraeg": "cy", "cym": "cy",
    "wel": "cy", "irish": "ga", "gaeilge": "ga", "gle": "ga", "gaelic": "gd", "gla": "gd",
    "polish": "pl", "polski": "pl", "pol": "pl",
}  # fmt: skip
"""What some write in place of a tag."""


class LanguagePart(NamedTuple):
    """A part: where its first line begins, its text begins and ends, and its last line ends."""

    start: int
    text_start: int
    text_end: int
    end: int
    language: str


class BlockFault(NamedTuple):
    """What is wrong with a part or an embed, where, and what to do."""

    start: int
    end: int
    message: str
    hint: str


def language_parts(text: str) -> tuple[LanguagePart, ...]:
    """Return the parts of a text, but for those in fenced code."""
    if SIGN not in text:
        return ()
    return tuple(part for part in _parts(text) if isinstance(part, LanguagePart))


def part_faults(text: str) -> Iterator[BlockFault]:
    """Yield what is wrong with the parts of a text."""
    return (part for part in _parts(text) if isinstance(part, BlockFault))


def _parts(text: str) -> Iterator[LanguagePart | BlockFault]:
    opening: re.Match[str] | None = None
    is_code = is_embed = False
    for line in _LINE.finditer(text):
        if line["fence"]:
            is_code = not is_code
        elif is_code:
            continue
        elif line["tag"] and line["tag"].lower() in KINDS:
            is_embed = True
        elif line["tag"]:
            if fault := _fault(line):
                yield fault
            if fault or is_tag(line["tag"]):
                yield from _endless(opening)
                opening, is_embed = (None if fault else line), False
        elif not line["rest"].strip() and is_embed:
            is_embed = False
        elif not line["rest"].strip() and opening:
            end = max(opening.end() + 1, line.start() - 1)
            code, dash, country = opening["tag"].partition("-")
            tag = f"{code.lower()}{dash}{country}"
            yield LanguagePart(opening.start(), opening.end(), end, line.end(), tag)
            opening = None
    yield from _endless(opening)


def is_tag(word: str) -> bool:
    """Return whether a word is the tag of a language."""
    code = primary(word).lower()
    if not _TAG.fullmatch(word) or code in _NAMES:
        return False
    return code in _CODES or code in _LONG_CODES


def _fault(line: re.Match[str]) -> BlockFault | None:
    """Return what is wrong with a line that begins a part, or was meant to."""
    tag, rest = line["tag"], line["rest"].strip()
    code = primary(tag).lower()
    right = _NAMES.get(code, "")
    if not rest and (right or (_TAG.fullmatch(tag) and len(code) == 2 and code not in _CODES)):
        hint = f"Did you mean :::{right}?" if right else "Write a tag such as :::cy or :::en."
        return BlockFault(*line.span(), f"“{tag}” is not the tag of a language", hint)
    if rest and code in _CODES:
        hint = "Write its text in the lines below."
        return BlockFault(*line.span(), f"there are words behind :::{tag}", hint)
    return None


def _endless(opening: re.Match[str] | None) -> Iterator[BlockFault]:
    if opening:
        message = f"the part :::{opening['tag']} has no end"
        yield BlockFault(*opening.span(), message, "Write ::: on a line of its own below its text.")


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text with blanks in place of some spans, so that all else stays where it is."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], _INK.sub(" ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


_INK: Final = later(r"[^\n]")


def text_of_languages(
    text: str, parts: Iterable[LanguagePart], usual: str, wanted: Callable[[str], bool]
) -> str:
    """Return a text with blanks in place of what is in unwanted languages, and of lines with tags.

    `usual` is the language of what is in no part.
    """
    spans, at = [], 0
    for part in parts:
        if not wanted(usual):
            spans.append((at, part.start))
        kept = wanted(part.language)
        spans += [(part.start, part.text_start), (part.text_end, part.end)] if kept else [part[::3]]
        at = part.end
    if not wanted(usual):
        spans.append((at, len(text)))
    return blanked(text, spans)


_DIVISION: Final = later(r'<div\b(?: lang="([^"]*)")?[^>]*>|</div>')


def html_parts(html: str) -> Iterator[tuple[str, str]]:
    """Yield the outermost pieces of clean HTML, each with its language; empty is the release's."""
    at = depth = 0
    opened = ("", 0)
    for tag in _DIVISION.finditer(html) if "<div lang=" in html else ():
        if tag[0] == "</div>":
            depth -= 1
            if depth == 0 and opened[0]:
                yield opened[0], html[opened[1] : tag.start()]
                at, opened = tag.end(), ("", 0)
            continue
        if depth == 0 and tag[1]:
            yield "", html[at : tag.start()]
            opened = tag[1], tag.end()
        depth += 1
    yield opened[0], html[opened[1] or at :]


def html_of_languages(html: str, usual: str, wanted: Callable[[str], bool]) -> str:
    """Return the pieces of clean HTML that are in wanted languages; `usual` is the release's."""
    return "".join(piece for language, piece in html_parts(html) if wanted(language or usual))


def without_parts(html: str) -> str:
    """Return clean HTML without its parts in other languages, unless nothing else is there."""
    usual = "".join(piece for language, piece in html_parts(html) if not language)
    return usual if usual.strip() else html


_SHARE: Final = 3
_WORD: Final = later(r"\w+")


def also_in(html: str, usual: str) -> tuple[str, ...]:
    """Return the other languages in which a body says what it says: not those of a quotation.

    Their part has at least a third as many words as that in the language of the release.
    """
    words: dict[str, int] = {}
    for language, piece in html_parts(html):
        code = primary(language or usual)
        words[code] = words.get(code, 0) + len(_WORD.findall(HTML_TAG.sub(" ", piece)))
    least = words.get(primary(usual), 0)
    return tuple(
        sorted(
            code
            for code, count in words.items()
            if code != primary(usual) and count * _SHARE >= least > 0
        )
    )
