"""The rule on missing people who were found and are still named."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.release import Kind
from newsgen.rules._prose import names, sentences_with
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


def found_and_named(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a missing person who was found, and whom the text still names."""
    text = m.body.text
    where = _where_found(m)
    if not where:
        return
    for start, end in sentences_with(_ABOUT, text):
        if name := next(names(text[start:end]), None):
            yield Diagnostic(
                "NG548",
                f"the {where} says that the person was found, but the text still names {name}",
                m.body.span(start + name.start, start + name.end),
                "Take out the name, the description and the pictures, or withdraw the release with "
                "status: withdrawn.",
                subject=str(name),
            )
            return


def _where_found(m: Manuscript) -> str:
    """Return where a release says that the missing person was found: title, text, or nowhere."""
    title, text = m.text("title"), m.body.text
    words = title.casefold()
    if m.kind != Kind.MISSING and not any(sign in words for sign in _TITLE_SIGNS):
        return ""
    is_found = _FOUND.search(title)
    is_missing = m.kind == Kind.MISSING or _MISSING.search(title)
    if not (is_found or is_missing) or _SOMETHING_ELSE.search(title):
        return ""
    if is_found and not _NOT_YET.search(title):
        is_a_person = is_missing or (_IS_A_PERSON.search(title) and "issing" in text)
        return "title" if is_a_person else ""
    is_back = is_missing and _BACK_IN_TEXT.search(text, 0, NEWS_FIRST) and not _DIED.search(text)
    return "text" if is_back else ""


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
RULES: Final = (Rule(found_and_named, signs=_SIGNS),)
