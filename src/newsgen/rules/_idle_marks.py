"""Rule on marks of Markdown that format nothing: readers see them, or an empty line."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.marks import (
    closed_up,
    ends_words,
    has_idle_backslash,
    idle_lines,
    spaced_underscores,
)
from newsgen.rules.rule import Mark, Rule, marks_in_body

_BOLD: Final = later(r"\*\*(?<![*\w\\]\*\*)(?P<words>[^*\n]++)\*\*(?!\*)")
_WITHIN: Final = "“{}” has spaces within its marks"


@marks_in_body(
    "NG547", "Delete the marks, or put them right against the words that they belong to."
)
def idle_markup(text: str) -> Iterator[Mark]:
    """Mark what formats nothing, and readers see."""
    for start, end, right in idle_lines(text):
        marks = text[start:end].strip()
        message = "the “**” on a line of its own belongs to the bold words beside it"
        yield Mark(start, end, message if right else f"the marks “{marks}” enclose nothing", right)
    start = 0
    for line in text.split("\n") if "**" in text else ():
        yield from _spaced_stars(line, start) if "**" in line else ()
        start += len(line) + 1
    for start, end, right in spaced_underscores(text):
        yield Mark(start, end, _WITHIN.format(text[start:end]), right)
    if "\\" in text:
        yield from _backslashes(text)
    if "**" in text:
        yield from _unpaired(text)


def _spaced_stars(line: str, start: int) -> Iterator[Mark]:
    """Yield `** words **`, unless its marks belong to the bold words on both sides of it.

    If a mark of the line belongs to another line, the fix is not certain.
    """
    is_whole = line.count("**") % 2 == 0
    code = at if (at := line.find("`")) >= 0 else len(line)
    count = last = 0
    for match in _BOLD.finditer(line, 0, code):
        count += line.count("**", last, match.start())
        last, end = match.span()
        words = match["words"]
        is_spaced = words.strip() and (words[0] in " \t" or words[-1] in " \t")
        is_spaced = is_spaced and not ends_words(line[max(last - 1, 0) : last], words)
        if is_spaced and count % 2 == 0 and not words.endswith("\\"):
            right = closed_up(line[max(last - 1, 0) : last], "**", words, line[end : end + 1])
            message = _WITHIN.format(match[0])
            yield Mark(start + last, start + end, message, right if is_whole else None)


def _backslashes(text: str) -> Iterator[Mark]:
    """Yield backslashes at the ends of paragraphs; within one they are line breaks."""
    at = 0
    for block in text.split("\n\n"):
        bare = block.rstrip()
        line = bare[bare.rfind("\n") + 1 :]
        if has_idle_backslash(line) and line.strip() != "\\" and not block.startswith(_CODE):
            start, end = at + len(bare[:-1].rstrip()), at + len(bare)
            yield Mark(start, end, "the “\\” at the end of a paragraph is not one of its words", "")
        at += len(block) + len("\n\n")


_CODE: Final = ("    ", "\t")
_OTHER: Final = ("***", "`", "\\*")
"""Code, and asterisks that may be no bold marks."""


class _LoneMark(NamedTuple):
    """The only `**` of a paragraph: where it is, and its line on both sides of it."""

    at: int
    before: str
    after: str

    @property
    def is_apart(self) -> bool:
        """Whether a blank or nothing stands on either side."""
        return not self.before[-1:].strip() and not self.after[:1].strip()

    @property
    def begins_note(self) -> bool:
        return not self.before.strip() and self.is_apart

    @property
    def refers_to_note(self) -> bool:
        return bool(self.before[-1:].strip()) and not self.after[:1].isalnum()

    @property
    def means_itself(self) -> bool:
        """Whether it stands for a power, for letters that are left out, or for stars."""
        words = [*self.before.split()[-1:], *self.after.split()[:1]]
        is_power = len(words) > 1 and all(len(word) == 1 or word.isdigit() for word in words)
        is_within = self.before[-1:].isalnum() and self.after[:1].isalnum()
        return is_power or is_within or self.before[-1:].isdigit() or not words

    @property
    def span(self) -> tuple[int, int]:
        """Where it is, with the blanks on one side."""
        blanks = len(self.before) - len(self.before.rstrip())
        if blanks < len(self.before):
            return self.at - blanks, self.at + len("**")
        return self.at, self.at + len("**") + len(self.after) - len(self.after.lstrip())


def _unpaired(text: str) -> Iterator[Mark]:
    """Yield `**` that are alone in their paragraphs; the only one of a text goes for certain.

    With several of them, words may be meant to be bold from one to the next.
    """
    singles = [single for single in _singles(text) if not single.means_itself]
    if any(s.begins_note for s in singles) and any(s.refers_to_note for s in singles):
        return
    for single in singles:
        is_certain = len(singles) == 1 and single.is_apart
        start, end = single.span if is_certain else (single.at, single.at + len("**"))
        message = "no other “**” in the paragraph belongs to this one"
        yield Mark(start, end, message, "" if is_certain else None)


def _singles(text: str) -> Iterator[_LoneMark]:
    start = 0
    for block in text.split("\n\n"):
        is_single = block.count("**") == 1 and not block.startswith(_CODE)
        if is_single and not any(other in block for other in _OTHER):
            at = block.index("**")
            before = block[block.rfind("\n", 0, at) + 1 : at]
            yield _LoneMark(start + at, before, block[at + len("**") :].partition("\n")[0])
        start += len(block) + len("\n\n")


_MARK_LINES: Final = ("_", "__", "_ _", "__ __", "\\")
RULES: Final = (
    Rule(
        idle_markup,
        "NG547",
        signs=(
            *(f"\n{marks}\n" for marks in _MARK_LINES),
            *(f"{before}{blank}" for before in "\n*_ " for blank in ("&nbsp;", "&#160;")),
            *("\n===", "\\\n"),
            *("\n**", "**\n", "****", "** ", "**\t", " **", "\t**"),
            *("\n__ ", "\n_ ", " __", " _ ", " _\n"),
        ),
    ),
)
