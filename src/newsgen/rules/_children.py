"""The rule on children who may be identified.

It cannot decide what is lawful. It says what is there and whom to ask.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.release import Kind
from newsgen.rules._prose import ASK, LONGEST, Name, names, names_in_capitals, sentences_with
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import ENGLISH, Rule

_WORDS: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
)  # fmt: skip
_BEFORE_AGE: Final = (
    ", ", "(", "aged ", "age ", "is ", "was ", "were ", "both ", "just ", "only ", "now ",
    "sy'n ", "sy’n ",
)  # fmt: skip
_GOES_ON: Final = "from|of|is|was|who|has|had|and|went|died|when|oed"
"""Words that follow an age; of others, such as `miles`, the number may be."""
_ANY_WORD: Final = "|".join(_WORDS)
_AGE_ENDS: Final = rf"(?=\)|[*_]{{0,3}}[,.;](?!\d)| (?:{_GOES_ON})\b)"
_OLD_SINCE: Final = [
    *(f"{number}[- ]year" for number in (r"[\n (“‘*_][1-9]", *(word[1:] for word in _WORDS))),
    *("[- ]month", "[- ]week", "[- ]day"),
]
_YOUNG: Final = (
    later(
        r"1[0-7](?![\w:/]|[.,-]\d)(?:(?=[- ]year)|(?<=\*1.)|"
        + "|".join(rf"(?<={re.escape(before)}1.)" for before in _BEFORE_AGE)
        + r")(?<![\w£.,/:]1.)"
    ),
    later(", [1-9]" + _AGE_ENDS),
    later(r"\([1-9]" + _AGE_ENDS),
    later(rf"was (?:just |only )?(?:[1-9]|{_ANY_WORD}){_AGE_ENDS}"),
    later(rf"who is (?:just |only )?(?:[1-9]|{_ANY_WORD}){_AGE_ENDS}"),
    later(
        "old(?:" + "|".join(f"(?<={age}{s}[- ]old)" for age in _OLD_SINCE for s in ("", "s")) + ")"
    ),
    later(
        r"ged (?:just |only )?"
        rf"(?:[1-9](?![\w.,:/-]?\d)|\d\d (?:months|weeks)\b|(?:{_ANY_WORD})\b)"
    ),
)
"""What may be such an age; each begins with letters or a digit that are quick to look for."""
_NUMBER: Final = rf"(?:1[0-7]|[1-9]|(?<![tT][yY][ -])(?i:{_ANY_WORD}))"
"""Of `Thirty three` the second word is none."""
_OLD: Final = r"(?:[- ]years?[- ]olds?|[ ]oed)\b"
_AGE: Final = rf"(?:{_NUMBER}{_OLD}|(?:\d\d?|(?i:{_ANY_WORD}))[- ](?:month|week|day)s?[- ]old\b)"
_BEGAN: Final = (
    r"[^.;]{0,30}\b(?:join|start|bec[ao]me|beg[ai]n|first\b|moved|met\b|left"
    r"|took (?:up|on|part|over)|retir|sign|won\b|enlist|decided|pass)"
)
"""What someone may do at that age of whom a text tells long after."""
_AGE_AFTER: Final = later(
    rf"""[*_]{{0,3}}
    (?:,?\ sy['’]n\ {_NUMBER}\ oed\b
    |\ (?:who\ )?(?:is|was|were)\ (?:just|only)\ {_NUMBER}(?=\ when\b(?!{_BEGAN}))
    |(?:\ ?,?\ \(?(?:(?:who\ )?(?:is|was|were)\ )?(?:an?\ |only\ |just\ |both\ )?
      |,\ (?:of|from)\ [^,.;\n]{{1,40}},(?:\ [A-Z][^,.;\n]{{1,30}},){{0,2}}
        \ (?:(?:who\ )?(?:is|was)\ )?)
    (?:aged\ (?:{_NUMBER}|\d\d)\ (?:years|months|weeks)\b
      |(?:aged?\ |age\ of\ )?(?:only\ |just\ )?[*_]{{0,3}}{_NUMBER}\b
        (?:{_OLD}|\)|(?=[*_]{{0,3}}[,;](?!\ \d+(?:,|\ and\b))|[*_]{{0,3}}\.?[*_]{{0,3}}$
          |\ (?<!one\ )of\b(?!\ (?:whose|them|the[sm]?e?|those|his|her|their|which)\b)
          |\ (?:from|is|was|who|has|had|and|went|died)\b
          |\ when\ (?:he|she|they)\ (?:died|disappeared|went|was\ (?:last|\w+ed\b|shot|hit))))
      |{_AGE}))""",
    re.VERBOSE,
)
_CHILD: Final = (
    "(?:school)?(?:boy|girl)s?|teenager|teen|youth|male|female|pupil|student|son|daughter"
    "|brothers?|sisters?|twins?|siblings|friends|cousins|victim|youngster|child|lad"
    "|baby|toddler|infant|newborn|named|called|known as|who|is|was|as"
)
_AGE_BEFORE: Final = later(
    rf"(?<!(?!_)[\w£.,/-])(?:{_AGE}(?:,|(?:,? (?:{_CHILD})){{1,3}})"
    rf"|(?<!\ba )(?<!\bA )(?<!\ban )(?<!\bAn ){_AGE})"  # a two-year-old Labrador
    r"(?P<home> from [^,.;\n]{1,30},)?,? [*_]{0,3}$"
    rf"|^\W{{0,5}}Aged (?:just |only )?{_NUMBER}, [*_]{{0,3}}$"
)
_SAID_TO_BE: Final = later(
    r"\b(?:named|identified)(?: today| locally| by (?:police|officers|his family|her family))?"
    r"(?: as)? [*_]{0,3}$"
)
_GROWN_UP: Final = later(r"[*_]{0,3},? \(?(?:aged? )?(?:1[89]|[2-9]\d)\b")
_CHILDS_AGE: Final = later(rf"(?<!(?!_)[\w£.,/-])(?:{_AGE}|[Aa]ged (?:just |only )?{_NUMBER}\b)")
_SOMEONE: Final = "teenager|(?:school)?(?:boy|girl)|child|youngster|toddler|baby"
_IS_SO_OLD: Final = later(
    rf"[*_]{{0,3}}(?:He|She|The (?:{_SOMEONE})) (?:is|was) (?:(?:now|just|only|still) )?"
    rf"{_NUMBER}(?:{_OLD}|(?=[,.](?!\d)|$))"
)
_CHILD_BEFORE: Final = later(
    rf"\b(?:{_SOMEONE})(?:,? (?:who (?:has )?(?:was \w+|died)|named|called|known|as|is|was))*"
    r" [*_]{0,3}$"
)
"""What says of a name behind it that it is a child's, whose age the next sentence gives."""
_LONG_AGO: Final = later(
    r"\b(?:in|of|since|from|on \d+ \w+) (?:19\d\d|200\d)\b|\bdecades?\b", re.IGNORECASE
)
_ANIMALS: Final = (
    r"\w*(?:dog|hound|horse)|pup|puppy|cat|kitten|pony|mare|gelding|stallion|foal|donkey|cockatoo|parrot"
    "|spaniel|terrier|labrador|malinois|collie|lurcher|bulldog|whippet|german shepherd"
)
_ANIMAL_BEFORE: Final = later(
    rf"\b(?i:{_ANIMALS}|PD|PH|RPD)(?: (?:called|named|known as))?,? [*_“‘]{{0,3}}$"
)
_ANIMAL_AFTER: Final = later(
    rf" called\b"
    rf"|(?: (?:[A-Z][\w-]+|police|rescue|sniffer|search|guide|bay)){{0,3}} (?i:{_ANIMALS})\b"
    rf"|[^\w\n]{{1,4}}(?:who )?(?:(?:is|was) )?(?:an?|our|the|his|her) (?:[\w’'-]+ ){{0,3}}"
    rf"(?i:{_ANIMALS})\b"
)
_BREED: Final = later(
    r"Jack Russell(?!-)|Border Collie|Cane Corso|Shih Tzu|Staffordshire Bull|Shepherd Dog"
    r"|(?:Labrador|Spaniel|Terrier|Malinois|Retriever|Bulldog|Rottweiler)$"
)
_KIN: Final = (
    r"(?:(?:step|grand)-?)?(?:son|daughter|brother|sister|child|children)s?"
    r"|nephews?|nieces?|cousins?"
)
_KIN_BEFORE: Final = later(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|['’]s?) (?:\w+ )?(?:{_KIN}),? [*_]{{0,3}}$"
)
_DEAD_BEFORE: Final = later(
    r"\b(?<!attempted )(?:murder(?:s|ed|ing)?(?: of)?|kill(?:ed|ing|ers?)(?: of)?|manslaughter of"
    r"|deaths? of|body of|funeral (?:of|for)|memory of|loss of|tributes?\b[^.;\n]{0,40}\bto"
    r"|(?:who (?:has )?died|who was (?:killed|murdered))(?: \w+){0,6} (?:was|as|is))"
    r"(?: (?:his|her|their|the|an?|little|baby|school(?:boy|girl)|teenagers?|\w+-year-olds?))*"
    r"(?: (?:son|daughter|boy|girl|sister|brother))?,? [*_]{0,3}$",
    re.IGNORECASE,
)
_FAMILY_BEFORE: Final = later(
    r"\b(?:family|parents|mother|father|m[ou]m|dad|loved ones|friends)(?: \w+)? of"
    r"(?: (?:the|\w+-year-old|schoolboy|schoolgirl|teenager|murdered))*,? [*_]{0,3}$",
    re.IGNORECASE,
)
_IN_GRIEF: Final = later(
    r"\b(?:tributes?|heartbroken|devastated|grie(?:f|v)\w*|mourn\w*|in (?:his|her) memory"
    r"|rest in peace|much.loved|lost (?:his|her) li(?:fe|ves))\b",
    re.IGNORECASE,
)
_DEAD_AFTER: Final = later(
    r"[^.;\n]{0,90}?\b(?:died|(?:was|were|been|and|brutally|fatally) (?:(?!nearly|almost)\w+ly )?"
    r"(?:killed|murdered|stabbed to death|beaten to death|shot dead)|fatally|found dead"
    r"|pronounced dead|lost (?:his|her|their) li(?:fe|ves))\b",
    re.IGNORECASE,
)
"""The dead have no anonymity."""
_ACCUSED: Final = later(
    r"[^.;\n]{0,60}?\b(?:charged|accused|defendant|admitted|admits|denied|pleaded|convicted"
    r"|guilty|sentenced|suspect\w*|arrested|jailed|wanted)\b",
    re.IGNORECASE,
)
_YOUTH_COURT: Final = later(r"[Yy]outh [Cc]ourt|YOUTH COURT")
_BEFORE_COURT: Final = later(
    r"[*_]{0,3},?(?: of [^,\n]{1,40},(?: [A-Z][^,\n]{1,30},)?)?"
    r" (?:(?:who|will|is|was|due|has|had|to) )*(?:appear(?:s|ed|ing)?|attend(?:s|ed)?"
    r"|admitted|admits|pleaded|denied|convicted|sentenced|charged|found guilty"
    r"|given|handed|remanded|bailed|summonsed)\b"
)
_NO_NAME_AFTER: Final = later(
    r" (?:boy|girl|man|woman|male|female|teenager|youth|pupil|student|schoolboy|schoolgirl)s?\b"
)


_LONG: Final = timedelta(days=180)
"""How long an appeal for a missing person may name a child without a `review_by`."""
_OVERDUE: Final = (
    "The appeal is older than half a year, or than its review_by. If the child was found, withdraw "
    "it or run newsgen remove; if not, write in review_by when somebody looks again."
)


def possible_child(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a name beside an age under 18.

    An appeal of the kind for missing persons rightly names one for as long as it runs.
    """
    said: set[str] = set()
    # Those that are in lists first.
    for passage in sorted(m.passages, key=lambda each: each.name not in ("title", "summary")):
        for name, words, at in (*_children(passage.text), *_of_youth_court(passage.text)):
            if (who := str(name)) in said:
                continue
            said.add(who)
            if m.kind == Kind.MISSING and not _is_overdue(m):
                return
            marked = " ".join(words.replace("*", "").split())
            message = f"“{marked}” may name a person under 18"
            span = passage.span(at, at + len(words))
            hint = _OVERDUE if m.kind == Kind.MISSING else ASK + _missing_too(m)
            yield Diagnostic("NG531", message, span, hint, subject=marked)


def _is_overdue(m: Manuscript) -> bool:
    """Return whether somebody is to look at an appeal again, or it has run for very long."""
    if review_by := m.release and m.release.life and m.release.life.review_by:
        return m.has_passed(review_by.at)
    return m.published is not None and m.has_passed(m.published.at + _LONG)


def _missing_too(m: Manuscript) -> str:
    is_missing = "missing" in m.text("title").lower() or "missing" in m.body.text
    return " For a missing person, add kind: missing and review_by." if is_missing else ""


def _children(text: str) -> Iterator[tuple[Name, str, int]]:
    """Yield names with an age, the words that hold both, and where these begin."""
    young = [pattern for pattern in _YOUNG if pattern.search(text)]
    spans = {span for pattern in young for span in sentences_with(pattern, text)}
    for start, end in sorted(spans):
        sentence = text[start:end].rstrip()
        if _LONG_AGO.search(sentence):
            continue
        if (age := _IS_SO_OLD.match(sentence)) and (child := _child_before(text, start)):
            yield child, text[child.start : start + age.end()], child.start
        has_age = bool(_CHILDS_AGE.search(sentence))
        whole = list(names(sentence))
        for name in (*names(sentence, least=1), *names_in_capitals(sentence)):
            span = _with_age(sentence, name, has_age=has_age)
            is_spared = span and (
                _is_animal(sentence, name, span[1]) or _is_dead(sentence, name, span[1], whole)
            )
            if span and not is_spared:
                yield name, sentence[span[0] : span[1]], start + span[0]


def _is_dead(sentence: str, name: Name, end: int, whole: list[Name]) -> bool:
    """Return whether a sentence says that the child died, whose name and age end there."""
    before = sentence[max(name.start - 120, 0) : name.start]
    if _DEAD_BEFORE.search(before):
        return True
    if _FAMILY_BEFORE.search(before) and _IN_GRIEF.search(sentence):
        return True
    others = [other.start for other in whole if other.start >= end]
    until = min([*others, len(sentence)])
    dead = _DEAD_AFTER.match(sentence, end, until)
    return bool(dead) and not _ACCUSED.match(sentence, end, until)


def _of_youth_court(text: str) -> Iterator[tuple[Name, str, int]]:
    """Yield names of those who are before a youth court, without an age."""
    for start, end in sentences_with(_YOUTH_COURT, text):
        sentence = text[start:end].rstrip()
        for name in names(sentence):
            if _BEFORE_COURT.match(sentence, name.end):
                yield name, name.text, start + name.start


def _child_before(text: str, end: int) -> Name | None:
    """Return the child whom the sentence names that ends there, in the same paragraph."""
    least = max(text.rfind("\n\n", 0, end) + 1, end - LONGEST, 0)
    for name in names(text[least:end]):
        if _CHILD_BEFORE.search(text, max(least + name.start - 40, least), least + name.start):
            return Name(name.text, least + name.start, least + name.end)
    return None


def _with_age(sentence: str, name: Name, *, has_age: bool) -> tuple[int, int] | None:
    before = sentence[max(name.start - 90, 0) : name.start]
    is_whole = " " in str(name)
    is_kin = not is_whole and _KIN_BEFORE.search(before)
    if not (has_age or is_whole or is_kin):
        return None
    if has_age and (age := _AGE_BEFORE.search(before)):
        if not is_whole and (age["home"] or _NO_NAME_AFTER.match(sentence, name.end)):
            return None
        return name.start - len(before) + age.start(), name.end
    if (is_whole or is_kin) and (age := _AGE_AFTER.match(sentence, name.end)):
        return name.start, age.end()
    is_named = is_whole and has_age and _SAID_TO_BE.search(before)
    if is_named and not _GROWN_UP.match(sentence, name.end):
        return name.start, name.end
    return None


def _is_animal(sentence: str, name: Name, end: int) -> bool:
    """Return whether a name with an age, which ends there, is that of a dog, say."""
    return bool(
        _BREED.search(str(name))
        or _ANIMAL_BEFORE.search(sentence, max(name.start - 40, 0), name.start)
        or _ANIMAL_AFTER.match(sentence, end)
    )


_SMALL: Final = range(1, 10)
_AFTER_SMALL: Final = (",", ".", ";", "*", "_", *(f" {first}" for first in "fiwhaod"))
RULES: Final = (
    Rule(
        possible_child,
        "NG531",
        signs=[
            *(f"{age}{gap}year" for age in range(10, 18) for gap in " -"),
            *(f"{before}{age}" for age in range(10, 18) for before in (*_BEFORE_AGE, "*")),
            *(f"{lead}{age}{gap}year" for lead in " \n" for age in _SMALL for gap in " -"),
            *(f", {age}{after}" for age in _SMALL for after in _AFTER_SMALL),
            *(f"({age}{after}" for age in _SMALL for after in "),"),
            *(f"was {age}{after}" for age in _SMALL for after in ", "),
            *("was just ", "was only "),
            *(f"who is {age}" for age in (*_SMALL, *_WORDS, "just ", "only ")),
            *(f"was {word}," for word in _WORDS[1:]),
            *(f"ged {age}" for age in (*_SMALL, *_WORDS, "just ", "only ")),
            *(f"{word[1:]}{gap}year" for word in _WORDS for gap in " -"),
            *("month-old", "months old", "month old", "week-old", "weeks old", "week old"),
            *("day-old", "days old", "day old", "outh Court", "outh court", "OUTH COURT"),
        ],
        languages=ENGLISH,
    ),
)
