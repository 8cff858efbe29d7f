"""Short lines one below the other, such as labels with values and addresses, which stay lines."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from newsgen.content.markup.typed._bullets import FLOWS, TYPED
from newsgen.fast.patterns import later

FEWEST: Final = 3
"""Lines that stay lines; of two, both have to be labels with values."""
LONGEST: Final = 60
"""Characters of such a line."""
_LABEL: Final = later(r"[^\W\d_][\w ()/'’-]{1,30}+:")
_LABEL_AND_VALUE: Final = later(
    r"(?!.*\b(?:said|says|added|adds|asked|asks|told|explained):)"
    r"[*_]*[^\W\d_a-z][\w()/'’-]*(?: [\w()/'’-]+){0,2}:[*_]* *[^\s*_]"
)
"""`Email: press@northshire.example`; who said what is a sentence."""
_ELSEWHERE: Final = ("    ", "\t", ">", "<", "#")
_ITEM: Final = later(r"[ \t]*(?:[-*+]|\d{1,9}\.)[ \t]+")
_COUNTED: Final = later(
    r"\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)[ \t]|(?:[a-z]|[ivx]{2,4})[.)][ \t]|[✓✔✗✘][ \t]?\w"
)
"""An item of a list that Markdown does not have; its letter or sign says something."""
_OTHER: Final = later(rf" {{0,3}}(?:[-*+{TYPED}][ \t]|\d{{1,9}}[.)][ \t]|[>#<{{]|\[[^\]]*\]:)")
"""Items, headings, quotations, references and attributes."""
_TABLE: Final = " \t:|=-"
"""What a line within a table has, or one that makes a heading of the line above."""
_OPENING: Final = "*_[(“‘\"' "
_ENDS: Final = (".", "!", "?", "…", ".”", '."', ",”", ',"')
_MOST_WORDS: Final = 4
"""Words of a line that is not a sentence, though it ends like one."""
BREAK: Final = "  "


def rewrite(block: str) -> str:
    """Put line breaks behind short lines of a block, or of a list item, that follow each other."""
    if block.startswith(_ELSEWHERE) or not _may_change(block):
        return block
    start, text, end = block.partition(block.strip("\n"))
    lines = text.split("\n")
    is_list = _ITEM.match(text) is not None
    if any(not line.strip(_TABLE) for line in lines) or (_OTHER.match(text) and not is_list):
        return block
    starts = [at for at, line in enumerate(lines) if _ITEM.match(line)] if is_list else [0]
    broken: set[int] = set()  # the lines behind which there is a break
    for first, below in zip(starts, [*starts[1:], len(lines)], strict=True):
        if below - first > 1:
            broken.update(first + at for at in _broken(_without_mark(lines[first:below])))
    if not broken:
        return block
    if not is_list and not text.startswith("  "):
        lines = [line.strip() if at in broken else line.lstrip() for at, line in enumerate(lines)]
    for at in broken:
        lines[at] = lines[at].rstrip() + BREAK
    return start + "\n".join(lines) + end


def _may_change(block: str) -> bool:
    count = block.count("\n") + 1
    return count >= FEWEST or block.count(":") >= count or _COUNTED.match(block) is not None


def _without_mark(lines: list[str]) -> list[str]:
    """Return the lines of an item without its mark, or those of a paragraph."""
    item = _ITEM.match(lines[0])
    return [lines[0][item.end() :], *lines[1:]] if item else lines


def _broken(lines: list[str]) -> Iterator[int]:
    """Yield the lines of a paragraph behind which there is a break: those that stay, and above."""
    kept: set[int] = set()
    long = _long_label(lines)
    for is_short, group in groupby(
        range(len(lines)), lambda at: at == long or _is_short(lines[at])
    ):
        run = list(group)
        are_first = run[0] == 0 < run[-1] and all(_is_label_with_value(lines[at]) for at in run)
        if is_short and (len(run) >= FEWEST or are_first):
            kept.update(run, [run[0] - 1])
            if run[-1] == long:  # it may go on in the next line
                kept.discard(long)
    counted = [at for at, line in enumerate(lines) if _COUNTED.match(line.lstrip())]
    if len(counted) > 1:
        kept.update(at - 1 for at in counted)
        kept.update(at for at in counted if "".join(lines[at + 1 : at + 2])[:1].isupper())
    yield from (at for at in kept if 0 <= at < len(lines) - 1)


def _long_label(lines: list[str]) -> int | None:
    """Return which line is a long value with its label, if it is the only one among short ones."""
    long = [at for at, line in enumerate(lines) if len(line) > LONGEST]
    if len(long) != 1 or len(lines) < FEWEST or not _LABEL_AND_VALUE.match(lines[long[0]].strip()):
        return None
    labelled = sum(_is_short(line) and _is_label_with_value(line) for line in lines)
    return long[0] if labelled >= min(FEWEST, len(lines) - 1) else None


def _is_label_with_value(line: str) -> bool:
    line = line.strip()
    is_sentence = line.endswith(_ENDS) and line.count(" ") > _MOST_WORDS
    return not is_sentence and _LABEL_AND_VALUE.match(line) is not None


def _is_short(line: str) -> bool:
    """Return whether a line is a label with its value, or begins like one of an address."""
    if len(line) > LONGEST or _OTHER.match(line) or not any(map(str.isalnum, line)):
        return False
    if _LABEL.match(line.lstrip(_OPENING)):
        return True
    words = line.strip(_OPENING)
    if words.endswith(_ENDS) and words.count(" ") >= _MOST_WORDS:
        return False
    begins = words[:1].isupper() or words[:1].isdigit() or words.startswith("+")
    return (
        (begins and not FLOWS.search(words)) or "@" in words.partition(" ")[0] or " " not in words
    )
