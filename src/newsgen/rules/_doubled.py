"""The rule on a word that is written twice."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import ENGLISH, Mark, Rule, marks_in_every_text, report_marks

NEVER_TWICE: Final = (
    "the", "a", "an", "of", "and", "with", "from", "our", "their", "his", "this", "these",
    "are", "was", "were", "be", "been", "as", "or", "which", "by",
)  # fmt: skip
"""Words that hardly any sentence has twice; “that that”, “had had” and “broke in in” are right."""
NEVER_BEGINS: Final = (
    "the", "an", "and", "our", "their", "these", "we", "they", "he", "it",
)  # fmt: skip
"""Words that hardly any sentence begins with twice; elsewhere `The The` is a name, as `A A` is."""
CERTAIN: Final = frozenset({"the", "a", "an", "and", "our", "their"})
"""Words that no sentence has twice in a row: “what he was was a crime” is right."""
_BEGINNINGS: Final = tuple(
    (word, again) for word in map(str.capitalize, NEVER_BEGINS) for again in (word, word.lower())
)
_BEGINNING: Final = "|".join(
    rf"{word[0]}(?<!\w{word[0]}){word[1:]}" for word in map(str.capitalize, NEVER_BEGINS)
)
"""A word that begins where it stands; first comes its letter, for speed."""
_DOUBLED_BEGINNING: Final = later(
    rf"(?P<word>{_BEGINNING})(?P<again>[ \n](?i:(?P=word)))"
    r"(?=[ \n](?P<name>[A-Z]?))(?![ \n](?i:(?P=word))\b)"  # “He he he,” he laughed
)
_START: Final = r"(?:^|\n|[.!?]['\"”’)*_]*[ \n])[ \t>#*_+•“‘\"'(-]*"
_BEGINS: Final = later(rf"{_START}$")
LONGEST_LEAD: Final = 12

_NOT_SUBJECTS: Final = (
    "problem|question|thing|fact|truth|issue|point|reason|answer|way|state|place|day|time"
)
"""“The question is is he right?”, and “the way it is is right”."""
_PRONOUNS: Final = "he|she|it|they|we|you|there|here|who|that|this"
_NOUN: Final = rf"(?!(?:{_NOT_SUBJECTS}|{_PRONOUNS})\b)[a-z]+"
_SUBJECT: Final = (
    rf"(?:(?:The|A|An|This|His|Her|Their) {_NOUN}(?: {_NOUN})?|(?:It|He|She|They|There|This))"
)
_EVENT: Final = (
    r"(?:burglar|robber)(?:y|ies)|(?:incident|collision|crashe?|assault|attack|theft|stabbing"
    r"|shooting|murder|raid)s?"
)
_PLACE_OR_TIME: Final = r"(?:\b(?:Road|Street|Lane|Avenue|Crescent|Gardens)|\d ?[ap]\.?m\.?)"
_HAPPENED: Final = (
    r"(?:died|happened|occurred|took place"
    r"|(?:was|were) (?:born|arrested|stopped|stolen|charged|jailed|sentenced|attacked|assaulted))"
)
_IN_OR_ON: Final = later(
    rf"\b(?i:(?:an?|the) (?:\w+ )?(?:{_EVENT}))$|{_PLACE_OR_TIME}$|{_START}{_SUBJECT} {_HAPPENED}$"
)
_LIVES: Final = later(rf"{_IN_OR_ON.pattern}|{_START}{_SUBJECT} (?:lives|lived)$")
_ANYTHING: Final = later("")
_SOUGHT: Final = "".join(
    rf"(?<!{verb} for for)" for verb in ("looked", "looking", "searching", "waited", "waiting")
)
_NOT_SOUGHT: Final = later(
    rf"{_SOUGHT}\s|\s(?!an? (?:long|short|few|while|time|year|month|week|day|decade|hour)"
    r"|(?:so|some|over|more|almost|nearly|several|many|\d+|two|three|four|five|six|ten)\b"
    r"|(?:years|months|weeks|days|decades|hours|ages)\b)"
)
"""All but “someone whom we have been looking for for a year”, which is right."""
_IS_A_CLAUSE: Final = later(r"\b(?:believed|said|says|thought|that|because|when|while|if)$")
_GOES_ON_WITH_VERB: Final = later(
    r"\s(?:is|was|are|were|has|had|have|will|would|can|could|may|might|must|should|did|does|went"
    r"|left|came|ran|saw|made|took|got)\b"
)
_IN_CONTEXT: Final[dict[str, tuple[re.Pattern[str], re.Pattern[str]]]] = {
    "is": (later(rf"{_START}{_SUBJECT}$"), later(rf"\s(?!(?:{_PRONOUNS}|what|how)\b)")),
    "in": (_LIVES, _ANYTHING),
    "for": (_ANYTHING, _NOT_SOUGHT),
    "on": (_IN_OR_ON, _ANYTHING),
    "he": (_IS_A_CLAUSE, _GOES_ON_WITH_VERB),
    "she": (_IS_A_CLAUSE, _GOES_ON_WITH_VERB),
    "they": (_IS_A_CLAUSE, _GOES_ON_WITH_VERB),
    "we": (_IS_A_CLAUSE, _GOES_ON_WITH_VERB),
    "it": (later(r"\b(?:believed|that|because|when|while|if)$"), _GOES_ON_WITH_VERB),
    "will": (
        later(r"\b(?i:he|she|it|they|we|there|officers|police|patrols|roads?|people)$"),
        later(r"\s(?:be|have|not|never|also|now|continue|remain)\b"),
    ),
    "police": (
        later(r"\b(?:by|from|with|of|[Cc]all|[Rr]ing|[Cc]ontact|(?:call|ring|contact)ing)$"),
        later(r"\s(?:on|in|at|via|officers?|station|dogs?|investigation)\b"),
    ),
    "last": (
        later(r"\b(?:on|since|from|until|before|during|by)$"),
        later(r"\s(?:week|month|year|night|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"),
    ),
}
"""Words that are written twice by mistake for certain after some words, and before some."""
_DOUBLED: Final = later(r" (?P<word>[a-z]{1,6}+)(?P<again> (?P=word))(?= )")
"""Any short word that is there twice; it begins with the one character before it, for speed."""
_ONCE: Final = frozenset(NEVER_TWICE)
_OF_APOSTROPHE: Final = later(r"\w['’]$")
_LAST_LAST: Final = later(r"(?P<word>Last)(?P<again> last)(?= (?:night|week|month|year)\b)")
BEFORE: Final = 80


@marks_in_every_text("NG543", "Delete one of the two, unless both are meant.")
def doubled_word(text: str) -> Iterator[Mark]:
    """Mark `the the`, and `The The` where a sentence begins."""
    for match in _DOUBLED.finditer(text.replace("\n", " ")):
        if _is_slip(match["word"], text, *match.span()):
            yield _mark(match, is_certain=match["word"] in CERTAIN)
    for match in _DOUBLED_BEGINNING.finditer(text):
        start = match.start()
        begins = _BEGINS.search(text, max(start - LONGEST_LEAD, 0), start)
        if begins and not (match["name"] and match["word"] != "The"):
            yield _mark(match, is_certain=match["word"].lower() in CERTAIN and not match["name"])
    for match in _LAST_LAST.finditer(text) if "Last last" in text else ():
        yield _mark(match, is_certain=False)


def _is_slip(word: str, text: str, start: int, end: int) -> bool:
    """Return whether no sentence has a word twice, or none with these words around it."""
    if word in _ONCE:
        return not _OF_APOSTROPHE.search(text, max(start - 2, 0), start)
    if word not in _IN_CONTEXT:
        return False
    before, after = _IN_CONTEXT[word]
    return bool(before.search(text, max(start - BEFORE, 0), start) and after.match(text, end))


def _mark(match: re.Match[str], *, is_certain: bool) -> Mark:
    message = f"the word “{match['word']}” is written twice"
    return Mark(*match.span("again"), message, "" if is_certain else None)


SHORTEST_PARAGRAPH: Final = 40
"""Characters of a first paragraph that is not there twice with purpose, as a label may be."""
_MARKS: Final = " *_#\t"


def repeated_paragraph(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a first paragraph that stands in the text again."""
    text = m.body.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n\n", start)
    words = text[start:end].strip(_MARKS) if end > start else ""
    if len(words) < SHORTEST_PARAGRAPH or (at := text.find(words, end)) < 0 or "\n" in words:
        return
    begins, stop = text.rfind("\n\n", 0, at), text.find("\n\n", at)
    stop = len(text.rstrip()) if stop < 0 else stop
    again = text[begins:stop].lstrip("\n")
    if again.strip(f"{_MARKS}\n") == words and not again.startswith("* "):
        between = text[end:begins]
        if "\n#" not in between:  # else it may be an earlier version, kept below
            right = "" if not between.strip(f"{_MARKS}\n-") else None
            if (is_last := stop >= len(text.rstrip())) and right is None:
                begins += 2
            start, end = (begins, stop) if is_last else (begins + 2, stop + 2)
            mark = Mark(start, end, "the first paragraph stands here again", right)
            yield from report_marks("NG507", m.body, [mark], "Delete it.")


_SIGNS: Final = [
    *(
        f"{start}{word}{gap}{word}{end}"
        for start in " \n"
        for word in NEVER_TWICE
        for gap in " \n"
        for end in " \n"
    ),
    *(f"{word}{gap}{again}{end}" for word, again in _BEGINNINGS for gap in " \n" for end in " \n"),
    *(f" {word}{gap}{word} " for word in _IN_CONTEXT for gap in " \n"),
    "Last last ",
]
RULES: Final = (
    Rule(doubled_word, "NG543", signs=_SIGNS, languages=ENGLISH),
    Rule(repeated_paragraph, "NG507"),
)
