"""Marks of Markdown as people leave them: which enclose nothing, and where blanks belong."""

from collections.abc import Iterator
from typing import Final

from newsgen.fast.patterns import later

_OPENING: Final = '([“‘"'
_CLOSING: Final = '.,:;!?)]”’"'
"""No blank stands behind the former, nor before the latter."""
_BLANK: Final = r"(?:&nbsp;|&#160;)"
_IDLE: Final = later(
    r"\n[ \t]*+(?:\*\*(?:[ \t]*\*\*)?|_{1,2}(?:[ \t]+_{1,2})?|\*\*_[ \t]*_\*\*|\\"
    r"|(?<=\n\n)(?=[*_ \t]*+\n(?:\n|\Z))(?=[^\n]*\*)(?=[^\n]*_)[*_ \t]++"
    rf"|(?:\*\*|__?)?{_BLANK}(?:[ \t]*{_BLANK})*(?:\*\*|__?)?|(?<=\n\n)={{3,}})[ \t]*(?=\n)"
)
"""A line of marks that enclose nothing, looked for between line feeds: `**`, `_**` or `&nbsp;`."""
_SPACED: Final = later(
    r"\n {0,3}(?:[-*+>][ \t]+)*+"
    r"(?P<all>(?P<mark>__?)(?P<words>[ \t][^_\n]*|(?<!__)[^_\n]+[ \t])(?P=mark))[ \t]*(?=\n)"
)
"""Underscores around all of a line, with a blank before the second."""
_OTHER_MARKS: Final = later("___|`")
_LINE_START: Final = later(r" {0,3}(?:(?:[-*+>]|#{1,6}|\d{1,9}\.)[ \t]+)*")
_CODE: Final = ("    ", "\t")


def idle_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where lines begin and end that are nothing but marks, and what belongs there.

    That is nothing, so that the line is empty; but a `**` that bold words in the line beside it
    want is put right against them.
    """
    if not _IDLE.search(f"\n\n{text}\n"):
        return
    at = 0
    for block in text.split("\n\n"):
        if not block.startswith(_CODE):
            for start, end, right in _idle_in(block):
                yield at + start, at + end, right
        at += len(block) + len("\n\n")


def _idle_in(block: str) -> Iterator[tuple[int, int, str]]:
    spans = [(line.start() - 1, line.end() - 2) for line in _IDLE.finditer(f"\n\n{block}\n")]
    lone = [block[start:end].strip() == "**" for start, end in spans]
    after = block.count("**") - sum(lone) if any(lone) else 0
    before = last = 0
    opens = False
    for (start, end), is_lone in zip(spans, lone, strict=True):
        if not is_lone or (before + after) % 2 == 0:
            yield start, end, ""
            continue
        count = block.count("**", last, start)
        before, after = before + count, after - count
        if count:
            opens = not block[block.rfind("**", last, start) + 2].isspace()
        following = block.find("**", end)
        if before % 2 and opens:
            yield last + len(block[last:start].rstrip()), end, "**" if end == len(block) else "**\n"
            before += 1
        elif before % 2 == 0 and following > 0 and not block[following - 1].isspace():
            yield start, following - len(block[end:following].lstrip()), "\n**" if start else "**"
            before += 1
        else:
            yield start, end, ""
        last = end


def spaced_underscores(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where underscores with blanks in them are around words, and the same closed up."""
    if "_" in text:
        yield from sorted([*_around_lines(text), *_around_words(text)])


_RUN: Final = later(r"(?<![^\W_])_+|_+(?![^\W_])")
"""Underscores that are not within a word."""
_AT_END: Final = later(r"(?:(?<=[^\s_:])[ \t]+__?(?:[ \t]+__?)?|(?<=[.!?”\"’])_)[ \t]*(?=\n)")
_AT_START: Final = later(
    r"(?<=\n)(?P<lead>[ \t>]*(?:[-*+•][ \t]+)?)(?:__?[ \t]+(?=\S)|_(?=[A-Z“‘\"]))"
)


def lone_underscores(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield underscores at the ends of lines, in paragraphs without any that enclose words."""
    at = 0
    for block in text.split("\n\n") if "_" in text else ():
        if "_" in block and "`" not in block and not block.startswith(_CODE):
            lines = f"\n{block}\n"
            ends = [(m.start() - 1, m.end() - 1) for m in _AT_END.finditer(lines)]
            starts = [(m.end("lead") - 1, m.end() - 1) for m in _AT_START.finditer(lines)]
            runs = [run.start() for run in _RUN.finditer(block)]
            lone = sorted([*starts, *ends])
            is_pair = len(starts) == len(ends) == 1 and len(runs) == 2
            if runs and not is_pair and all(any(a <= r < b for a, b in lone) for r in runs):
                yield from ((at + start, at + end, "") for start, end in lone)
        at += len(block) + len("\n\n")


def _around_lines(text: str) -> Iterator[tuple[int, int, str]]:
    for line in _SPACED.finditer(f"\n{text}\n") if " _" in text or "\t_" in text else ():
        words = line["words"]
        if words[-1].isspace() and any(map(str.isalnum, words)):
            yield line.start("all") - 1, line.end("all") - 1, closed_up("", line["mark"], words, "")


def _around_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the only two `__` of a line: with a blank before the second, or behind its start."""
    at = 0
    for line in text.split("\n") if "__" in text else ():
        if line.count("__") == 2 and not line.startswith(_CODE) and not _OTHER_MARKS.search(line):
            before, words, after = line.split("__")
            if _is_spaced(before, words) and not _is_part_of_word(after[:1]):
                right = closed_up(before[-1:], "__", words, after[:1])
                yield at + len(before), at + len(line) - len(after), right
        at += len(line) + 1


def _is_spaced(before: str, words: str) -> bool:
    """Return whether blanks stand at one end of words, which are bold for certain."""
    if words[-1:].isspace():
        return bool(words[:1].strip()) and not _is_part_of_word(before[-1:])
    return words[:1].isspace() and _LINE_START.fullmatch(before) is not None


def _is_part_of_word(character: str) -> bool:
    return character.isalnum() or character == "\\"


def has_idle_backslash(line: str) -> bool:
    """Return whether a line ends in a backslash that is not part of its words, nor of a table."""
    line = line.rstrip()
    count = len(line) - len(line.rstrip("\\"))
    return count % 2 == 1 and line[-count - 1 : -count] != ":" and "|" not in line


def ends_words(before: str, words: str) -> bool:
    """Return whether two marks stand at the ends of words: `from £5** to £10**`."""
    return before[-1:].isalnum() and words[:1].isspace() and not words[-1:].isspace()


def closed_up(before: str, mark: str, words: str, after: str) -> str:
    """Return words with marks right against them, and the blanks within the marks outside.

    No blank is added where one stands, nor where none belongs, as before a full stop.
    """
    left = words[:1].isspace() and _needs_blank(before[-1:], _OPENING)
    right = words[-1:].isspace() and _needs_blank(after[:1], _CLOSING)
    return f"{' ' * left}{mark}{words.strip()}{mark}{' ' * right}"


def _needs_blank(beside: str, without: str) -> bool:
    return bool(beside) and not beside.isspace() and beside not in without
