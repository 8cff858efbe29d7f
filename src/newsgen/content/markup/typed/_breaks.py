"""Short lines one below the other, such as labels with values and addresses, which stay lines."""

from itertools import groupby
from typing import Final

from newsgen.content.markup.typed._bullets import TYPED
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
_ELSEWHERE: Final = ("  ", "\t", ">", "<", "#")
_OTHER: Final = later(rf" {{0,3}}(?:[-*+{TYPED}][ \t]|\d{{1,9}}[.)][ \t]|[>#<{{]|\[[^\]]*\]:)")
"""Items, headings, quotations, references and attributes."""
_TABLE: Final = " \t:|=-"
"""What a line within a table has, or one that makes a heading of the line above."""
_OPENING: Final = "*_[(“‘\"' "
_FLOWS: Final = later(r"\b(?:an?|and|as|at|by|for|from|in|of|on|or|that|the|to|with|who)$")
"""Words that no such line ends with."""
_ENDS: Final = (".", "!", "?", "…", ".”", '."', ",”", ',"')
_MOST_WORDS: Final = 4
"""Words of a line that is no sentence, though it ends like one."""
BREAK: Final = "  "


def rewrite(block: str) -> str:
    """Put line breaks behind short lines of a block that follow each other."""
    count = block.count("\n") + 1
    if count < FEWEST and block.count(":") < count:
        return block
    if block.startswith(_ELSEWHERE) or _OTHER.match(block):
        return block
    start, text, end = block.partition(block.strip("\n"))
    lines = text.split("\n")
    if any(not line.strip(_TABLE) for line in lines):
        return block
    kept: set[int] = set()  # the lines that stay lines
    for is_short, group in groupby(range(len(lines)), lambda at: _is_short(lines[at])):
        run = list(group)
        is_whole = len(run) == len(lines) > 1 and all(map(_is_label_with_value, lines))
        if is_short and (len(run) >= FEWEST or is_whole):
            kept.update(run)
            kept.add(run[0] - 1)
    if not kept:
        return block
    last = len(lines) - 1
    broken = "\n".join(
        line.strip() + BREAK
        if at in kept and at < last and not line.endswith("\\")
        else line.lstrip()
        for at, line in enumerate(lines)
    )
    return f"{start}{broken}{end}"


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
        (begins and not _FLOWS.search(words)) or "@" in words.partition(" ")[0] or " " not in words
    )
