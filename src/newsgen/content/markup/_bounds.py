"""How much work a body would be for Python-Markdown, by a cheap look at its text.

Python-Markdown looks for the end of all that begins, through the rest of a paragraph or of the
whole text, takes a block with many headings or rules apart from the front, copying the rest, and
looks for each line, link and piece of code within bold text or a link among all others there. A
short text that opens much and closes little can so keep it busy for minutes. What that comes to is
added up here from the places of marks alone, in characters to look at, before any of it is done.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from newsgen.fast.patterns import later

MOST_WORK: Final = 1_500_000
"""Characters to look at; no real release needs a twentieth of them."""
MOST_LEVELS: Final = 12
"""Lists and quotations within each other."""
MOST_CELLS: Final = 5_000
MOST_BLOCKS: Final = 10_000
"""Paragraphs, items and the like with blank lines between them."""
MOST_IN_A_ROW: Final = 1_000
"""So many blanks, or #, may follow each other."""
MOST_COLUMNS: Final = 48
"""So far in may a list or a quotation begin."""
_COLUMNS: Final = 4
"""Those of a tab."""


class Excess(NamedTuple):
    """Where a body asks for more work than it is worth, why, and what to do."""

    at: int
    message: str
    hint: str


class ExcessError(Exception):
    """A body that is not converted, as that would take too long."""

    def __init__(self, excess: Excess) -> None:
        super().__init__(excess.message)
        self.excess = excess


class Load(NamedTuple):
    """The work for one kind of mark in a stretch of text, and where it begins."""

    mark: str
    at: int
    work: int


def excess(body: str) -> Excess | None:
    """Return the first place that asks for too much, or None if all is well."""
    if first := _deepest(body) or _longest_row(body) or _last_block(body):
        return first
    marks = sum(map(body.count, _MARKS))
    pairs = (marks + sum(map(body.count, "\n&\\"))) ** 2 // _LOOKED_AT
    if max(len(body) * marks * _DECLARED, pairs) <= MOST_WORK:
        return None
    most: dict[str, Load] = {}
    for load in loads(body):
        before = most.get(load.mark, load._replace(work=0))
        most[load.mark] = before._replace(work=before.work + load.work)
        if sum(each.work for each in most.values()) > MOST_WORK:
            worst = max(most.values(), key=lambda each: each.work)
            return _too_much(worst)
    return _largest_table(body)


def _last_block(body: str) -> Excess | None:
    if body.count("\n") <= MOST_BLOCKS:
        return None
    gap = next(islice(_GAP.finditer(body), MOST_BLOCKS, None), None)
    message = f"it has more than {MOST_BLOCKS:,} paragraphs"
    return gap and Excess(gap.end(), message, "Publish a long text as a document of the release.")


def _too_much(load: Load) -> Excess:
    if load.mark == _PARTS:
        return Excess(
            load.at,
            "from here on there are too many lines, links, tags and the like in one paragraph",
            "Divide it by blank lines, or publish a long text as a document of the release.",
        )
    return Excess(
        load.at,
        f"from here on there are too many “{load.mark}” that do not end, or end far away",
        f"Delete them, close each one, or write \\{load.mark} where the mark itself is meant.",
    )


def loads(body: str) -> Iterator[Load]:
    """Yield the work for each kind of mark, in the whole text or in each of its blocks."""
    yield from _of_tags(body)
    yield from _of_nesting(body)
    at = 0
    for gap in _GAP.finditer(body):
        yield from _of_block(body[at : gap.start()], at)
        at = gap.end()
    yield from _of_block(body[at:], at)


_MARKS: Final = "[(<`*_#=-|"
_GAP: Final = later(r"\n(?:[ \t]*\n)+")
_TAG: Final = later(r"<(?:(!--)|(!\[)|(\?)|(?=[!/a-zA-Z]))")
_ENDS: Final = ("-->", "]", "?>", ">")
_DECLARED: Final = 10
"""A comment or declaration is looked at so many times as often as a tag."""


def _of_tags(body: str) -> Iterator[Load]:
    """Add up how far it is from the beginning of each tag to its end, anywhere in the text."""
    work, first = 0, -1
    ends = dict.fromkeys(_ENDS, -1)
    for tag in _TAG.finditer(body):
        end = _ENDS[tag.lastindex - 1 if tag.lastindex else -1]
        if ends[end] < tag.end():
            ends[end] = at if (at := body.find(end, tag.end())) >= 0 else len(body)
        if (distance := ends[end] - tag.start()) > _NEAR:
            first = tag.start() if first < 0 else first
            work += distance * (_DECLARED if tag.lastindex else 1)
    if work:
        yield Load("<", first, work)


_ELEMENT: Final = later(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|tbody|td|th"
    r"|tr|track|wbr)\b)([a-z][a-z0-9]*)",
    re.IGNORECASE,
)
"""The tag of an element that stands open until it is closed: others end by themselves."""
_DEEP: Final = 100


def _of_nesting(body: str) -> Iterator[Load]:
    """Add up how many elements are open at each tag: all of them may be asked what they are."""
    work, depth, first = 0, 0, -1
    opened: Counter[str] = Counter()
    for tag in _ELEMENT.finditer(body):
        work += depth
        name, step = tag[2].lower(), -1 if tag[1] else 1
        if step < 0 and not opened[name]:
            continue  # it closes nothing
        opened[name] += step
        depth += step
        if depth > _DEEP and first < 0:
            first = tag.start()
    if first >= 0:
        yield Load("<", first, work // _QUICK)


_NEAR: Final = 500
"""So near an end costs no more than the characters up to it."""


def _of_block(block: str, at: int) -> Iterator[Load]:
    if len(block) > _NEAR:
        loads = _of_code(block), _of_emphasis(block), _of_lines(block), _of_cells(block)
        for load in (*_of_brackets(block), *loads, *_of_parts(block)):
            if load.work:
                yield load._replace(at=at + load.at)


def _of_brackets(block: str) -> Iterator[Load]:
    """Add up how far it is from each bracket to the one that closes it."""
    for pair, form, weight in _PAIRS:
        opened: list[int] = []
        distances: list[tuple[int, int]] = []
        for bracket in form.finditer(block):
            if bracket[0] == pair[0]:
                opened.append(bracket.start())
            elif opened:
                start = opened.pop()
                distances.append((start, bracket.start() - start))
        distances += [(start, len(block) - start) for start in opened]
        yield _load(pair[0], distances, weight)


_PAIRS: Final = (("[]", later(r"[\[\]]"), 10), ("()", later(r"[()]"), 3))
"""Brackets, and how much more it costs to look at a character for the end of one."""


def _load(mark: str, distances: list[tuple[int, int]], weight: int = 1) -> Load:
    first = min((start for start, distance in distances if distance > _NEAR), default=0)
    return Load(mark, first, weight * sum(distance for _, distance in distances))


_TICKS: Final = later("`+")


def _of_code(block: str) -> Load:
    """Add up how far it is from some backticks to as many; without those, fewer are looked for."""
    runs = [(run.start(), run.end() - run.start()) for run in _TICKS.finditer(block)]
    following: dict[int, int] = {}
    distances = []
    for start, length in reversed(runs):
        if length in following:
            distances.append((start, following[length] - start))
        else:
            distances.append((start, (len(block) - start) * length * (length + 1) // 2))
        following[length] = start
    return _load("`", distances, 2)


def _of_emphasis(block: str) -> Load:
    """Add up how much each mark of emphasis is looked for in: all of a block, but quickly."""
    first = min((at for mark in "*_" if (at := block.find(mark)) >= 0), default=0)
    work = len(block) * (block.count("*") + block.count("_")) // _QUICK
    return Load(block[first : first + 1], first, work)


def _of_parts(block: str) -> Iterator[Load]:
    """Add up how often all parts of a text are copied or looked at, which it is for each of them.

    Those within one bold text or link take longest; an item of a list is a text of its own.
    """
    at = 0
    for text in block.split("\n") if _ITEMS.fullmatch(block) else [block]:
        first = min((i for mark in "*_[" if (i := text.find(mark)) >= 0), default=0)
        last = max(first, *map(text.rfind, "*_]"))
        within = sum(text.count(mark, first, last) for mark in "\n[<")
        within += text.count("`", first, last) // 2
        every = sum(map(text.count, "\n[&\\")) + text.count("`") // 2 + _tags_in(text)
        work = within**2 // _LOOKED_AT + every**2 // _COPIED
        if work > _LITTLE:
            yield Load(_PARTS, at + first, work)
        at += len(text) + 1


def _tags_in(text: str) -> int:
    """Return how many tags stand between words, and not where a line is raw HTML."""
    lines = text.split("\n") if "<" in text else ()
    return sum(len((_BETWEEN if _RAW.match(line) else _ANY).findall(line)) for line in lines)


_PARTS: Final = "parts"
_LITTLE: Final = 100
"""The work for a paragraph that is not worth counting."""
_ITEMS: Final = later(r"(?: {0,3}[-*+] .*(?:\n|\Z))+|(?: {0,3}\d{1,9}\. .*(?:\n|\Z))+")
_OF_BLOCKS: Final = r"/?(?:p|div|[uod]l|li|d[dt]|table|t[rhd]|t?body|thead|h[1-6r]|blockquote)\b"
_RAW: Final = later(rf" {{0,3}}<{_OF_BLOCKS}", re.IGNORECASE)
_BETWEEN: Final = later(rf"<(?!{_OF_BLOCKS})", re.IGNORECASE)
_ANY: Final = later("<")
_LOOKED_AT, _COPIED = 10, 300
"""How many pairs are work for one character: of those within others, and of all in a text."""
_QUICK: Final = 40
_BREAK: Final = later(
    r"^(?: {0,3}(?:#{1,6}|\[[^\]\n]*\]:|[-=]+[ ]*$|([-*_])[ ]*(?:\1[ ]*)+$|[-*+][ ]*$))",
    re.MULTILINE,
)
"""A heading, the line below one, a rule, or a reference."""


def _of_lines(block: str) -> Load:
    """Add up how much is behind each line that breaks a block into parts."""
    distances = [(line.start(), len(block) - line.start()) for line in _BREAK.finditer(block)]
    load = _load("#", distances)
    return load._replace(mark=block[load.at : load.at + 1])


def _of_cells(block: str) -> Load:
    """Add up the pairs of backticks and bars: which bars stand in code is asked of each pair."""
    distances, at = [], 0
    for line in block.split("\n"):
        ticks, bars = line.count("`"), line.count("|")
        if ticks and bars:
            distances.append((at, ticks * (ticks + bars)))
        at += len(line) + 1
    return _load("|", distances)


_NESTED: Final = later(
    rf"^[ \t]*+((?:(?:>|[-*+](?=[ \t])|\d{{1,9}}\.(?=[ \t]))[ \t]*+){{{MOST_LEVELS + 1},}}+).*$",
    re.MULTILINE,
)
_INDENTED: Final = later(r"^[ \t]{7,}(?=[-*+>]|\d{1,9}\.)", re.MULTILINE)


def _deepest(body: str) -> Excess | None:
    """Return the first list or quotation that is too far inside others."""
    for line in _NESTED.finditer(body) if _may_nest(body) else ():
        if len(set(line[0].replace(" ", "").replace("\t", ""))) > 1 or line[0].strip()[0] in ">+":
            return _too_deep(line.start(1))
    for indent in _INDENTED.finditer(body) if " " * 20 in body or "\t\t" in body else ():
        if len(indent[0].expandtabs(_COLUMNS)) > MOST_COLUMNS:
            return _too_deep(indent.end())
    return None


def _may_nest(body: str) -> bool:
    """Return whether there are as many marks of lists and quotations as are too deep."""
    return sum(map(body.count, (">", "- ", "* ", "+ ", ". ", "\t"))) > MOST_LEVELS


def _too_deep(at: int) -> Excess:
    message = f"more than {MOST_LEVELS} lists or quotations are within each other"
    return Excess(
        at, message, "Indent it less, or delete some of the marks of lists and quotations."
    )


_ROW: Final = later(rf"(?<![ \t])[ \t]{{{MOST_IN_A_ROW + 1},}}|(?<!#)#{{{MOST_IN_A_ROW + 1},}}")
_ROWS: Final = (" " * 20, "\t\t", " \t", "#" * 20)
"""What each of them holds."""


def _longest_row(body: str) -> Excess | None:
    """Return the first row of blanks or of # that is too long: its end is looked for from each."""
    if len(body) <= MOST_IN_A_ROW or not any(row in body for row in _ROWS):
        return None
    row = _ROW.search(body)
    if row is None:
        return None
    name = "#" if row[0][0] == "#" else "blanks"
    count = f"{len(row[0]):,}"
    return Excess(row.start(), f"{count} {name} stand in a row", "Delete them.")


_TABLE: Final = later(r"^[ \t:|-]*-[ \t:|-]*$", re.MULTILINE)


def _largest_table(body: str) -> Excess | None:
    """Return the first table with too many cells: each of its rows has as many as its head."""
    for rule in _TABLE.finditer(body):
        columns = rule[0].count("|") + 1
        end = gap.start() if (gap := _GAP.search(body, rule.end())) else len(body)
        cells = columns * (body.count("\n", rule.start(), end) + 1)
        if cells > MOST_CELLS:
            return Excess(
                rule.start(),
                f"the table has {cells} cells; {MOST_CELLS} are the most",
                "Make several tables of it, or link to a document that has it.",
            )
    return None
