"""Asterisks: within words they are text, and spaces are allowed within bold marks.

Which belong together is said by CommonMark's flanking rules, stricter within words.

One that nothing opens or closes is itself too: `from £5* to £10*` has no emphasis.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from newsgen.content.markup.typed._bullets import TYPED
from newsgen.fast.patterns import later
from newsgen.model.marks import (
    closed_up,
    ends_words,
    has_idle_backslash,
    idle_lines,
    lone_underscores,
    spaced_underscores,
)

_USUAL: Final = later(
    r"(?:[^*]++|^\*[ \t]+(?=[^\s*])"
    r"|(?<![\w\\*])(\*\*?)(?![\s*])[^*\n]++(?<!\s)\1(?![\w*]))*+",
    re.MULTILINE,
)
"""A text whose asterisks are around words, or begin items."""
_ADJOINING: Final = later(r"(?<![*\\])\*\*(?![\s*])[^*]++(?:\*{4}(?!\*)[^*]++)+\*\*(?!\*)")
"""Bold words that end where others begin: `**One:****Two**`."""
_FOUR: Final = later(r"(?<=[^*])\*{4}(?P<blank>\s?)(?=[^*])")
_EMPTY: Final = later(r"(?<![\w*\\])\*{4}(?=\*\*[^\s*][^*]*\*\*(?!\*))")
"""Marks that enclose nothing, right before bold words."""

_OTHER: Final = ("`", "***", "\\**")
"""Code, and asterisks that may be no bold marks."""


_NOTE: Final = "\n\n* "
_REFERENCE: Final = later(r"[^\s*\\]\*(?![*\w])")


def may_have_note(text: str) -> bool:
    """Return whether the last paragraph may be a note to `word*`: it is the only such item."""
    if "*" not in text:
        return False
    above, mark, note = text.rpartition(_NOTE)
    if not mark or "*" not in above:
        return False
    is_alone = "\n" not in note.rstrip() and "*" not in note and "\n* " not in f"\n{above}"
    return is_alone and bool(note.strip())


def rewrite_note(text: str) -> str:
    """Escape the asterisk of a note at the end, to which another one refers."""
    above, _, note = text.rpartition(_NOTE)
    has_reference = any(
        block.count("*") == 1 and _REFERENCE.search(block) for block in above.split("\n\n")
    )
    return f"{above}\n\n\\* {note}" if has_reference else text


def may_change(body: str) -> bool:
    """Return whether an asterisk of a body may be itself, or a blank stand within bold marks."""
    return "*" in body and not _is_usual(body)


def _is_usual(text: str) -> bool:
    # Items with a blank before them are as common as those without.
    return _USUAL.fullmatch(text.replace("\n * ", "\n* ")) is not None


def rewrite(text: str) -> str:
    """Escape asterisks that are themselves, and put bold marks right against their words."""
    blocks = text.split("\n\n")
    odd = [at for at, block in enumerate(blocks) if _is_odd(block)]
    for at in odd:
        blocks[at] = _tightened(blocks[at])
    judged = {at: runs_in(blocks[at]) for at in odd}
    has_notes = _have_notes((blocks[at], runs) for at, runs in judged.items())
    for at, runs in judged.items():
        blocks[at] = _escaped(blocks[at], runs, has_notes=has_notes)
    return "\n\n".join(blocks)


def _is_odd(block: str) -> bool:
    """Return whether asterisks of a block may be themselves: not a single one, and none of code."""
    return block.count("*") > 1 and not (block.startswith(_CODE) or _is_usual(block))


def _tightened(block: str) -> str:
    if "****" in block and "`" not in block:
        block = _ADJOINING.sub(lambda bold: _FOUR.sub(_joined, bold[0]), _EMPTY.sub("", block))
    if "** " in block or " **" in block:
        lines = block.split("\n")
        if all(line.count("**") % 2 == 0 for line in lines):  # else they go on in the next line
            block = "\n".join(map(_tight, lines))
    return block


def _joined(marks: re.Match[str]) -> str:
    """Leave out the marks between bold words, but not letters of a word such as `f****ing`."""
    before, after = marks.string[marks.start() - 1], marks.string[marks.end()]
    if "_" in (before, after):  # an underscore needs the marks beside it
        return f"**{marks['blank'] or ' '}**"
    is_word = before.isalpha() and after.isalpha() and (before.isupper() or after.islower())
    return marks[0] if is_word and not marks["blank"] else marks["blank"]


def _tight(line: str) -> str:
    """Put the marks of bold words right against them, and the blanks outside."""
    if any(other in line for other in _OTHER):
        return line
    parts = line.split("**")
    done = [parts[0]]
    for at in range(1, len(parts), 2):
        before, words, after = parts[at - 1 : at + 2]
        if ends_words(before, words):
            return line
        done += [closed_up(before, "**", words, after) if words.strip() else f"**{words}**", after]
    return "".join(done)


def _escaped(block: str, runs: "Iterable[Run]", *, has_notes: bool) -> str:
    """Escape each asterisk that is itself, and leave out a `**` at an end without its partner."""
    pieces: list[str] = []
    at, line = 0, _line_at(block, 0)
    for run in runs:
        if run.start > line.end:
            line = _line_at(block, run.start)
        if not has_notes and (cut := _cut(block, run, line)):
            pieces.append(block[at : cut[0]])
            at = cut[1]
        elif run.is_itself or (has_notes and run.left == 2):
            pieces += block[at : run.start], "\\*" * run.left
            at = run.start + run.left
    return "".join([*pieces, block[at:]])


_LEAD: Final = later(rf"[ \t>]*(?:(?:[-*+{TYPED}]|\d{{1,9}}[.)])[ \t]+)?(?:#+[ \t]+)?[ \t*_]*")
_OPENS_BLOCK: Final = later(r"[ \t]*(?:[-+#>|=]|\d+[.)])")
"""What would begin an item, a heading or the like if no marks stood before it."""
_BLANKS: Final = later(r"[^\S\n]*")


class _MarkedLine(NamedTuple):
    """A line of a block: where it begins and ends, and where its words do, apart from marks."""

    start: int
    end: int
    first: int
    last: int
    has_words: bool


def _line_at(block: str, at: int) -> _MarkedLine:
    start, end = block.rfind("\n", 0, at) + 1, block.find("\n", at)
    line = block[start:] if end < 0 else block[start:end]
    lead = _LEAD.match(line)
    first, last = lead.end() if lead else 0, len(line.rstrip(" \t*_"))
    has_words = any(map(str.isalnum, line))
    return _MarkedLine(start, start + len(line), start + first, start + last, has_words)


def _cut(block: str, run: "Run", line: _MarkedLine) -> tuple[int, int] | None:
    """Return what to leave out of an end of a line: two asterisks, and blanks."""
    if run.left != 2 or run.is_within or not line.has_words:
        return None
    if run.start <= line.first:
        end = run.start + 2
        if end == run.end and (blanks := _BLANKS.match(block, end)):
            end = blanks.end()
        return None if _OPENS_BLOCK.match(block, run.end) else (run.start, end)
    if run.end < line.last or run.before.isdigit():
        return None
    start = run.start
    while block[start - 1] in " \t":
        start -= 1
    return start, run.start + 2


_MARGIN: Final = later(r"[ \t_]*")


def _have_notes(blocks: "Iterable[tuple[str, list[Run]]]") -> bool:
    """Return whether two asterisks that end a word stand before others that begin a note."""
    refers = False
    for block, runs in blocks:
        for run in runs:
            if run.left != 2 or run.is_within:
                continue
            start = block.rfind("\n", 0, run.start) + 1
            if refers and _MARGIN.fullmatch(block, start, run.start):
                return True
            refers = refers or run.before.isalnum() or run.before in ")%"
    return False


_TOKEN: Final = later(
    r"(?P<edge>^[ \t>]*(?:\*[* \t]*$|(?:[-*+]|\d{1,9}[.)])[ \t]|\#))"
    r"|`[^`]*`|\\.|<[^<>\n]*>|\]\([^()\n]*\)|^ {0,3}\[[^\]\n]*\]:.*$"
    r"|(?<!\*)(?:\*\*(?![\s*])[^*\n]++\*{3}(?![\s*])[^*\n]++(?<!\s)\*(?!\*)"
    r"|\*(?![\s*])[^*\n]++\*{3}(?![\s*])[^*\n]++(?<!\s)\*\*(?!\*))"
    r"|(?P<run>\*+)",
    re.MULTILINE,
)
"""Where an item, a heading or a rule begins; code, links and tags; bold words right beside emphasis
(`**Name:***Alex*`), which need nothing; and asterisks side by side.
"""
_BLANK: Final = later(r"\s")
_BEGINNING: Final = "“‘£[_"
"""What bold words may begin with right behind a word, and never end with."""
_FITTING: Final = {1: (1, 3), 2: (2, 3), 3: (1, 2, 3)}
"""How many asterisks open what so many close."""


@dataclass(slots=True)
class Run:
    """Asterisks side by side: where they are, and how many of them belong to none yet."""

    start: int
    end: int
    left: int
    before: str
    after: str
    word: int
    """How many blanks there are before it, at least: it is the same within a word."""
    is_opening: bool = False
    is_closing: bool = False

    @property
    def is_within(self) -> bool:
        """Whether it stands within a word or number."""
        return self.before.isalnum() and self.after.isalnum()

    @property
    def is_apart(self) -> bool:
        return self.before.isspace() and self.after.isspace()

    @property
    def is_itself(self) -> bool:
        """Whether Python-Markdown might take what is left of it for emphasis."""
        return bool(self.left) and not (self.is_apart and self.left < 4)

    @property
    def opens(self) -> bool:
        """Whether emphasis may begin with it; bold words may in a few more places."""
        if not _is_sign(self.after) or (self.left == 2 and self.after in _BEGINNING):
            return not self.after.isspace()
        return self.before.isspace() or _is_sign(self.before)

    @property
    def closes(self) -> bool:
        if not _is_sign(self.before) or (self.left == 2 and self.before not in _BEGINNING):
            return not self.before.isspace()
        return self.after.isspace() or _is_sign(self.after)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def runs_in(block: str) -> list[Run]:
    """Return all asterisks of a block; `left` of them belong to no others."""
    judged: list[Run] = []
    for runs in _parts(block):
        _pair_edges([run for run in runs if not run.is_within])
        _pair_within(runs)
        judged += runs
    return judged


def _parts(block: str) -> Iterator[list[Run]]:
    """Yield the asterisks of each item, heading or paragraph."""
    runs: list[Run] = []
    word = last = 0
    for token in _TOKEN.finditer(block):
        start, end = token.span()
        if token["edge"] is not None:
            yield runs
            runs = []
        if token["run"] is None:
            continue
        word += _BLANK.search(block, last, start) is not None
        before = block[start - 1] if start else "\n"
        runs.append(Run(start, end, end - start, before, block[end : end + 1] or "\n", word))
        last = end
    yield runs


def _pair_edges(runs: list[Run]) -> None:
    """Pair the asterisks at the edges of words: each with the nearest that fits."""
    opened: list[Run] = []
    counts: Counter[int] = Counter()
    for run in runs:
        if run.closes and _may_close(run.left, counts):
            _close(run, opened, counts)
        elif run.opens:
            opened.append(run)
            counts[run.left] += 1


def _may_close(size: int, counts: Counter[int]) -> bool:
    if size == 3:
        return bool(counts[3] or (counts[1] and counts[2]))
    return any(counts[fitting] for fitting in _FITTING.get(size, ()))


def _close(run: Run, opened: list[Run], counts: Counter[int]) -> None:
    """Pair a run with what it closes; what was opened after that is left alone."""
    run.is_closing = True
    while run.left:
        opening = opened.pop()
        counts[opening.left] -= 1
        if opening.left not in _FITTING[run.left]:
            continue
        opening.is_opening = True
        used = min(opening.left, run.left)
        run.left -= used
        opening.left -= used
        if opening.left:
            opened.append(opening)
            counts[opening.left] += 1


def _pair_within(runs: list[Run]) -> None:
    """Pair two asterisks within words, between pairs that there are."""
    opened: list[Run | None] = []
    for run in runs:
        if run.is_opening:
            opened.append(None)
        elif run.is_closing:
            while opened and opened.pop():
                pass
        elif run.left == 2:
            opening = opened[-1] if opened else None
            if opening and run.closes and _fits(opening, run):
                opening.left = run.left = 0
                opened.pop()
            elif run.opens:
                opened.append(run)


def _fits(opening: Run, closing: Run) -> bool:
    """Return whether at least one is within a word, and what they enclose may be bold."""
    if not opening.is_within:
        return closing.is_within
    return opening.word == closing.word or (not closing.is_within and opening.before.islower())


_SIGNS: Final = {
    "_": ("_\n", "_ ", "_\t", " __", "\n_"),
    "\\": ("\\",),
    "&": ("&nbsp;", "&#160;"),
    "=": ("===",),
}
"""What may be idle, by a mark in it: most bodies hardly have any of these marks."""
_STARS: Final = later(r"\*\*(?<![^\s*_]\*\*)(?:[\t\n]|\Z| (?:[ \t\n*_]|\Z))")
"""Asterisks that are neither right behind words, nor before some in their line."""
_STOPS: Final = (" ,", " .", " ;", " :")
_BEFORE_STOP: Final = later(
    r"(\*(?<=[^\s*_\\]\*)\*{0,2}|_(?<=[^\s*_\\]_)_?)[ \t]+(?=[,.;:](?:\s|\Z))"
)
"""Marks right behind a word, and a blank before a stop.

It begins with a mark: Python looks for what a pattern begins with faster than behind each letter.
"""
_CODE: Final = ("    ", "\t")
_BREAK: Final = "  "
_ITEM: Final = later(rf"[ \t]*(?:[-*+{TYPED}]|\d{{1,9}}[.)])[ \t]")


def may_be_idle(body: str) -> bool:
    """Return whether a body has marks that may enclose nothing."""
    if body.startswith("_") or body.endswith("_") or ("*" in body and _STARS.search(body)):
        return True
    return any(sign in body for mark in _SIGNS if mark in body for sign in _SIGNS[mark])


def rewrite_idle(text: str) -> str:
    """Leave out idle marks, read backslashes at the ends of lines, and close up underscores."""
    text = _replaced(text, idle_lines(text))
    if "\\" in text:
        text = "\n\n".join(map(_without_backslashes, text.split("\n\n")))
    text = _replaced(text, spaced_underscores(text))
    return _replaced(text, lone_underscores(text))


def may_stand_apart(body: str) -> bool:
    """Return whether a blank may stand between marks and a comma or the like."""
    has_blank = ("*" in body and "* " in body) or ("_" in body and "_ " in body)
    return has_blank and any(stop in body for stop in _STOPS)


def join_stops(text: str) -> str:
    """Leave out the blank between marks that close and a comma or the like."""
    blocks = text.split("\n\n")
    return "\n\n".join(
        block if block.startswith(_CODE) or "`" in block else _BEFORE_STOP.sub(r"\1", block)
        for block in blocks
    )


def _replaced(text: str, stretches: Iterable[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, right in stretches:
        pieces += text[at:start], right
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def _without_backslashes(block: str) -> str:
    """Read a backslash at the end of a line as a line break; behind the last line it is nothing."""
    if "\\" not in block or block.startswith(_CODE):
        return block
    lines = block.split("\n")
    for at, line in enumerate(lines):
        if has_idle_backslash(line):
            goes_on = "".join(lines[at + 1 : at + 2]).strip() and not _ITEM.match(lines[at + 1])
            lines[at] = line.rstrip()[:-1].rstrip() + (_BREAK if goes_on else "")
    return "\n".join(lines)
