"""The rule on missing people who were found and are still named."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.release import Kind
from newsgen.rules._prose import Name, names, sentences_with
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_FOUND: Final = later(
    r"\b(?:found|(?<!last )(?:located|traced)(?! to\b)|safe and well|home safe(?:ly)?"
    r"|(?:returned|returns|comes|is|now|back) (?:home|safe(?:ly)?)|reunited with|accounted for"
    r"|(?:police|officers|searchers|rescuers|volunteers|crews?|team|drone|walkers?|dog|helicopter)"
    r" (?:find|trace|locate)s? missing)\b(?![^.:;|–?]{0,80}\?)",
    re.IGNORECASE,
)
_MISSING: Final = later(
    r"\b(?:missing|have you seen|concern(?:s|ed)? (?:for|grows?)|welfare)\b", re.IGNORECASE
)
_IS_A_PERSON: Final = later(r"\b(?:safe and well|(?:found|located|traced) safe)\b", re.IGNORECASE)
_SOMETHING_ELSE: Final = later(
    r"\b(?:body|dead|guilty|remains|murder\w*|charged|jailed|sentenced|court|inquest"
    r"|drugs?|cannabis|weapons?|items?|property|jewellery|dogs?|cats?|horses?|vehicle|car"
    r"|(?:of|belonging to) (?:a |the )?missing|missing [^:–]{1,30}['’]s"
    r"|missing (?:the|an?|his|her|their|out|train|bus|flight|piece|link|cash|money|ring)"
    r"|(?:hunt|search|probe|inquiry|investigation) (?:for|into))\b",
    re.IGNORECASE,
)
_NOT_YET: Final = later(
    r"\b(?:not (?:yet )?(?:been )?(?:found|located|traced)|\w+n['’]t (?:yet )?been|never"
    r"|yet to|hopes?|hoped|still|how"
    r"|(?:will|can|could|may|might|must|to) be|if|appeals? (?:to|for)(?! [^:–-]{0,80}[:–-] ))\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS: Final = later(r"[:;|–—-] ")
_TITLE_SIGNS: Final = ("missing", "have you seen", "concern", "welfare", "safe")
"""A title that says of someone that they are missing, or found, has one of these."""
_ABOUT: Final = later(
    r"issing|found|located|traced|last seen|safe and well|ailed to return|eturned home|eunited"
    r"|(?:ppeals?|earch\w*|ooking|oncern\w*|elfare) (?:to (?:find|trace|locate)|for|of|about) "
    r"[*_]*[A-Z]"
)


_BACK_IN_TEXT: Final = later(
    r"\b(?:he|she|they|boys?|girls?|(?:wo)?m[ae]n|teenagers?|person|pair|\d\d-year-old|(?-i:[A-Z])\w+)"
    r" (?:(?:has|have) (?:now |since |both |all )?(?:returned home|been (?:found|located|traced)\b"
    r"(?! (?:guilty|dead|deceased|unresponsive|in possession|to\b)))"
    r"|(?:is|are|was|were) (?:now |found |located |traced )?safe and well)\b",
    re.IGNORECASE,
)
_DIED: Final = later(r"\b(?:bod(?:y|ies)|died|death|dead|remains|murder\w*)\b", re.IGNORECASE)
NEWS_FIRST: Final = 400
"""Characters of a text that say so if it is the news, and not what an earlier day was like."""


_BACK: Final = (
    r"(?:(?:has|have) (?:now |since |both |all )?(?:been (?:found|located|traced)|returned home)"
    r"|(?:is|are) (?:now )?safe and well)\b"
)
_BACK_WORDS: Final = ("found", "located", "traced", "returned home")
_IS_BACK: Final = later(rf" {_BACK}(?![^.:;|–?]{{0,80}}\?)", re.IGNORECASE)
_MISSING_IS_BACK: Final = later(rf"\bmissing\b[^.\n]{{0,60}}, {_BACK}", re.IGNORECASE)
_PERSON: Final = (
    r"(?:(?:wo)?m[ae]n|(?:school)?(?:boy|girl)s?|teen(?:ager)?s?|person|people|child(?:ren)?"
    r"|pensioners?|m[uo]m|mother|dad|father|walker|\d\d?-year-old)\b"
)
_FOUND_ALONE: Final = later(
    r"^\W*(?:update\W+)?(?:found|located|traced) ?[:–—-]"
    r"|[(:–—-] ?(?:now )?(?:found|located|traced)\W*$",
    re.IGNORECASE,
)
"""`FOUND: ...` and `... (found)`: a title that says of someone or something that it was found."""
_OF_A_PERSON: Final = later(rf"\b(?:appeal\b|{_PERSON})", re.IGNORECASE)
_WANTED: Final = later(
    r"\b(?:wanted|prison|abscond\w*|recall\w*|arrest\w*|court|jail\w*|still|not)\b", re.IGNORECASE
)
_LOOKED_FOR: Final = later(
    rf"(?:\bmissing(?: {_PERSON})?,?"
    r"|\b(?:find|locate|trace|(?:looking|search(?:ing)?|appeal(?:s|ed|ing)?) for|whereabouts of"
    r"|concern(?:ed|s)? (?:for|about)(?: the (?:welfare|safety) of)?)(?: missing)?"
    r"(?: \d\d?-year-old)?) [*_]{0,3}$",
    re.IGNORECASE,
)
_AND_ANOTHER: Final = r" and [^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){0,3}"
_IS_MISSED: Final = later(
    rf"[*_]{{0,3}}(?:,? \(?(?:aged )?\d\d?\)?| from [^,.;\n]{{1,40}}|,?{_AND_ANOTHER}){{0,4}},?"
    rf" (?:who )?(?:{_BACK}|(?:(?:has|have|had) (?:\w+ )?been|was|were|is|are|went) (?:reported )?"
    r"(?:missing\b(?! (?:an?|the|his|her|their|out)\b)|last seen|located|traced|found))",
    re.IGNORECASE,
)
BEFORE: Final = 60
"""So many characters before a name can say that the person is looked for."""


def found_and_named(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a missing person who was found, and whom the text still names."""
    title = m.text("title")
    words = title.casefold()
    is_asked = m.kind == Kind.MISSING or any(sign in words for sign in _TITLE_SIGNS)
    where = _where_found(m, title) if is_asked else _where_found_unasked(m, title, words)
    if not where:
        return
    for start, end in sentences_with(_ABOUT, m.body.text):
        sentence = m.body.text[start:end]
        for name in names(sentence):
            if is_asked or _is_missed(name, sentence):
                yield _finding(m, where, start, name)
                return


def _finding(m: Manuscript, where: str, start: int, name: Name) -> Diagnostic:
    return Diagnostic(
        "NG548",
        f"the {where} says that the person was found, but the text still names {name}",
        m.body.span(start + name.start, start + name.end),
        "Take out the name, the description and the pictures, or withdraw the release with "
        "status: withdrawn.",
        subject=str(name),
    )


def _where_found(m: Manuscript, title: str) -> str:
    """Return where a release says that the missing person was found: title, text, or nowhere."""
    text = m.body.text
    is_found = _FOUND.search(title)
    is_missing = m.kind == Kind.MISSING or _MISSING.search(title)
    if not (is_found or is_missing) or _SOMETHING_ELSE.search(title):
        return ""
    if is_found and not _NOT_YET.search(title, 0, _end_of_clause(title, is_found.end())):
        is_a_person = is_missing or (_IS_A_PERSON.search(title) and "issing" in text)
        return "title" if is_a_person else ""
    is_back = is_missing and _BACK_IN_TEXT.search(text, 0, NEWS_FIRST) and not _DIED.search(text)
    return "text" if is_back else ""


def _end_of_clause(title: str, start: int) -> int:
    """Return where the part of a title ends: `Found safe: appeal to find a man` has two."""
    end = _CLAUSE_ENDS.search(title, start)
    return end.start() if end else len(title)


def _where_found_unasked(m: Manuscript, title: str, words: str) -> str:
    """Return the same if neither title nor kind says that anyone is missing."""
    text = m.body.text
    is_in_title = any(word in words for word in _BACK_WORDS) and _says_found(title)
    if not is_in_title and not ("issing" in text and _says_back(text)):
        return ""
    is_other = _SOMETHING_ELSE.search(title) or _WANTED.search(text) or _DIED.search(text)
    return "" if is_other else "title" if is_in_title else "text"


def _says_found(title: str) -> bool:
    """Return whether a title says of a person: `Found: ...`, or `Alex Rowan has been found`."""
    if _FOUND_ALONE.search(title):
        return bool(_OF_A_PERSON.search(title)) or any(names(title))
    people = names(title) if _IS_BACK.search(title) else ()
    return any(_IS_BACK.match(title, name.end) for name in people)


def _says_back(text: str) -> bool:
    """Return whether the beginning of a text says that someone was found."""
    return any(back.search(text, 0, NEWS_FIRST) for back in (_BACK_IN_TEXT, _MISSING_IS_BACK))


def _is_missed(name: Name, sentence: str) -> bool:
    """Return whether the words around a name say that this person is looked for or was found."""
    return bool(
        _LOOKED_FOR.search(sentence, max(name.start - BEFORE, 0), name.start)
        or _IS_MISSED.match(sentence, name.end)
    )


_ENDINGS: Final = (
    *("ound", "ocated", "raced", "afe ", "ome safe", "eturned home", "eturned safe", "ack home"),
    *("ow home", "ow safe", "eturns home", "omes home", "eunited with", "ccounted for"),
    *(f"{verb}{s} missing" for verb in ("ind", "race", "ocate") for s in ("", "s")),
)
_SIGNS: Final = [
    sign
    for words in _ENDINGS
    for sign in (words, words.upper(), re.sub(" [a-z]", lambda start: start[0].upper(), words))
]
RULES: Final = (Rule(found_and_named, "NG548", signs=_SIGNS),)
