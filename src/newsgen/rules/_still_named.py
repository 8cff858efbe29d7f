"""The rule on missing people who were found and are still named."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import unquote

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model.release import Kind
from newsgen.model.safe_again import AGED, BACK, HOME, NEWS_FIRST, says_back
from newsgen.rules._prose import Name, is_nobody, names, sentences_with
from newsgen.rules.manuscript import TITLES, Manuscript, Value
from newsgen.rules.rule import ENGLISH, Rule

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
    r"issing|found|located|traced|(?:last|been) seen|safe and well|ailed to return|eunited|ome home"
    r"|eturned (?:home|to (?:his|her|their|the))"
    r"|(?:ppeal\w*|earch\w*|ooking|oncern\w*|elfare) (?:\w+ ){0,3}?"
    r"(?:to (?:find|trace|locate)|for|of|about) [*_]*[A-Z]"
)


_RETURNED: Final = later(
    rf"{AGED} (?:returned {HOME}|(?:was|were) (?:found|located|traced)(?: (?:in|at|by) [^.,\n]+)?)"
    r"(?=[.,]| (?:this|last|on|in the|earlier|today|yesterday|overnight|late"
    r"|early|of (?:his|her) own)\b)"
)
"""What says so of a name before it, if the person is not looked for again."""
_RETURNED_SIGNS: Final = (
    *(" returned home", " returned to ", " was found", " was located", " was traced"),
    *(" were found", " were located", " were traced"),
)
_AGAIN: Final = later(
    r"\b(?:still|not|again|since|when|before|left|anyone|whereabouts)\b", re.IGNORECASE
)
_DIED: Final = later(r"\b(?:bod(?:y|ies)|died|death|dead|remains|murder\w*)\b", re.IGNORECASE)
_TITLE_BACK: Final = ("found", "located", "traced", "home", "safe")
_IS_BACK: Final = later(
    rf"{AGED} (?:{BACK}|(?:now )?(?:found|located|traced)\W*$|(?:now )?safe(?: and well)?\W*$"
    r"|returns home)(?![^.:;|–?]{0,80}\?)",
    re.IGNORECASE,
)
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
_PERSON_AFTER: Final = later(rf" {_PERSON}", re.IGNORECASE)
_OF_A_PERSON: Final = later(rf"\b(?:appeal\b|{_PERSON})", re.IGNORECASE)
_WANTED: Final = later(
    r"\b(?:wanted|prison|abscond\w*|recall\w*|arrest\w*|court|jail\w*|still|not(?! been seen))\b",
    re.IGNORECASE,
)
_IN_CUSTODY: Final = later(r"\b(?:wanted|prison|abscond|recall|arrest|court|jail)", re.IGNORECASE)
_LOOKED_FOR: Final = later(
    rf"(?:\bmissing:?(?: {_PERSON})?,?"
    r"|\b(?:find|locate|trace|(?:looking|search(?:ing)?|appeal(?:s|ed|ing)?) for|whereabouts of"
    r"|have you seen"
    r"|concern(?:ed|s)? (?:\w+ ){0,3}(?:for|about)(?: the (?:welfare|safety) of)?)(?: missing)?"
    r"(?: \d\d?-year-old)?) [*_]{0,3}$",
    re.IGNORECASE,
)
_AND_ANOTHER: Final = r" and [^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){0,3}"
_IS_MISSED: Final = later(
    rf"[*_]{{0,3}}(?:,? \(?(?:aged )?\d\d?\)?|,? from [^,.;\n]{{1,40}}|,?{_AND_ANOTHER}"
    r"|,? who [^,.;\n]{1,60},(?= (?:has|have|is|was|were) )){0,4},?"
    rf" (?:who )?(?:{BACK}|returned {HOME}|returns home"
    r"|(?:found|located|traced|safe|safe and well)\W*$|missing (?:from|since)\b"
    r"|featured in|(?:was |were )?(?:the )?subject (?:of|to)"
    r"|(?:ha[sd] )?(?:last|not) (?:been )?seen"
    r"|(?:(?:has|have|had) (?:\w+ )?been|was|were|is|are|went) (?:reported )?"
    r"(?:missing\b(?! (?:an?|the|his|her|their|out)\b)|last seen|located|traced"
    r"|found\b(?! (?:guilty|to|with|in possession)\b)))",
    re.IGNORECASE,
)
BEFORE: Final = 60
"""So many characters before a name can say that the person is looked for."""


def found_and_named(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a missing person who was found, and whom the release still names."""
    title = m.text("title")
    words = title.casefold()
    is_asked = m.kind == Kind.MISSING or any(sign in words for sign in _TITLE_SIGNS)
    where = _where_found(m, title) if is_asked else ""
    if not where and not (is_asked and _MISSING.search(title)):
        is_asked, where = False, _where_found_unasked(m, title, words)
    if not where and (note := _note_found(m)):
        where, is_asked = note.name, _is_of_missing(m, title)
    if where:
        yield from islice(_still_named(m, where, is_asked=is_asked), 1)


def _is_of_missing(m: Manuscript, title: str) -> bool:
    """Return whether a release that a note closes looked for somebody."""
    if _WANTED.search(title) or _SOMETHING_ELSE.search(title):
        return False
    return m.kind == Kind.MISSING or bool(_SOUGHT.search(title))


def _note_found(m: Manuscript) -> Value | None:
    """Return an explanation, or a note, that says that a person was found."""
    return next((note for note in m.notes if _says_found_in_note(note.text)), None)


def _says_found_in_note(note: str) -> bool:
    is_said = bool(_FOUND_IN_NOTE.search(note)) or says_back(note)
    is_other = _DIED.search(note) or _NOT_YET.search(note) or _IN_CUSTODY.search(note)
    return is_said and not is_other


def _still_named(m: Manuscript, where: str, *, is_asked: bool) -> Iterator[Diagnostic]:
    """Yield findings on names: in the text, in what lists, feeds and shares may show, in titles."""
    said = f"the {where} says that the person was found, but"
    for start, end in sentences_with(_ABOUT, m.body.text):
        sentence = m.body.text[start:end]
        for name in _people(sentence):
            if is_asked or _is_missed(name, sentence):
                span = m.body.span(start + name.start, start + name.end)
                yield still_names(f"{said} the text", span, name)
    if is_asked and (alone := _NAME_ALONE.search(m.body.text[:NEWS_FIRST])):
        start = alone.start("name")
        for name in _people(alone["name"]):
            span = m.body.span(start + name.start, start + name.end)
            yield still_names(f"{said} the text", span, name)
    for value in m.texts if is_asked or m.body.text else m.notes:
        if value.keys[-1] not in NOT_OF_A_PERSON:
            place = "the title" if value.keys == ("title",) else value.name
            for name in _named_in(value, is_asked=is_asked):
                yield still_names(f"{said} {place}", value.span(0, 0), name)
    yield from _in_pictures(m, said) if is_asked else ()
    yield from named_in_address(m, said) if is_asked else ()


def _named_in(value: Value, *, is_asked: bool) -> Iterator[Name]:
    """Yield the names in a value; those in titles are harder to tell from other words."""
    is_title = value.keys in TITLES
    for name in _people(value.text):
        if (is_asked and not is_title) or _is_missed(name, value.text):
            yield name
    given = _GIVEN.search(value.text) if is_asked and is_title else None
    if given and not is_nobody(given["name"]):
        yield Name(given["name"], *given.span("name"))


_GIVEN: Final = later(
    r"\b(?i:have you seen|find|trace|missing):? (?:missing )?(?P<name>[A-Z][a-z]+)"
    r"(?:\?|,? \(?(?:aged )?\d\d?\b(?!-))"
)
"""A title with a given name alone."""
_NAME_ALONE: Final = later(
    r"(?:\A|\n)[*_# ]*(?P<name>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){1,3})[*_ ]*\n+"
    r"(?:This|The|He|She|They)\b"
)
"""A line that is a name alone, above `This person has been found.`"""


def _in_pictures(m: Manuscript, said: str) -> Iterator[Diagnostic]:
    for picture in _PICTURE.finditer(m.body.text):
        for name in _people(picture[1]):
            span = m.body.span(picture.start(1) + name.start, picture.start(1) + name.end)
            yield still_names(f"{said} a picture’s text", span, name)


def named_in_address(m: Manuscript, said: str) -> Iterator[Diagnostic]:
    """Yield a name behind `find` or `missing` in the address, which stays when a page is closed."""
    last = unquote(m.address.path).rstrip("/").rpartition("/")[2] if m.address else ""
    match = _IN_ADDRESS.search(last)
    if match is None or any(map(_is_no_name, match.groups())):
        return
    as_written = set(_SMALL_WORD.findall(m.words))
    if any(word.lower() in as_written for word in match.groups()):
        return
    yield Diagnostic(
        "NG548",
        f"{said} the address still names {' '.join(match.groups()).title()}",
        m.places.value("url") if "url" in m.values else m.places.value("title"),
        "The address stays when a page is closed or withdrawn. Remove the release with newsgen "
        "remove.",
        subject=match[0],
    )


_SMALL_WORD: Final = later(r"\b[a-z]{2,}\b")
"""What the release writes with a small letter is not a name in its address."""


def _is_no_name(word: str) -> bool:
    return is_nobody(word.title()) or _NO_NAME.fullmatch(word) is not None


def _people(text: str) -> Iterator[Name]:
    """Yield the names but those of places: a `missing Black Moss teenager` is named by none."""
    return (name for name in names(text) if not _PERSON_AFTER.match(text, name.end))


def still_names(said: str, span: Span, name: Name) -> Diagnostic:
    return Diagnostic(
        "NG548",
        f"{said} still names {name}",
        span,
        "Take out the name, the description and the pictures, or withdraw the release with "
        "status: withdrawn.",
        subject=str(name),
    )


NOT_OF_A_PERSON: Final = ("credit", "name")
"""Keys of whose picture it is, and of the site."""
_FOUND_IN_NOTE: Final = later(
    r"^\W*(?:update\W+)?(?:(?:now|since) )?(?:found|located|traced)\b(?! (?:to|that|at|out)\b)"
    r"|\b(?:safe and well|(?:found|located|traced) safe|home safe(?:ly)?)\b"
    rf"|\b(?:he|she|they|{_PERSON}|\w+-year-old){AGED} (?:was|were|is|are|has been|have been)"
    r" (?:(?:now|since|also|both|all) )*(?:back home|home|(?:found|located|traced))\b"
    r"(?! (?:guilty|to|that|in possession|with|not)\b)",
    re.IGNORECASE,
)
_SOUGHT: Final = later(
    r"\b(?:missing|have you seen|concern(?:s|ed)? (?:for|grows?)|welfare|find|trace|locate)\b",
    re.IGNORECASE,
)
_PICTURE: Final = later(r"!\[([^\]\n]{3,300})\]")
_IN_ADDRESS: Final = later(
    r"(?:^|[-_])(?:(?:find|trace|locate|missing|seen|finding|whereabouts-of)[-_])+"
    rf"([a-z]{{2,}})[-_]([a-z]{{2,}})(?![a-z]|[-_]{_PERSON})",
    re.IGNORECASE,
)
_NO_NAME: Final = later(
    r"(?i:from|in|on|at|of|to|for|and|or|the|an?|since|has|have|been|is|was|who|whose|after|by|with"
    r"|found|located|traced|safe|well|home|back|returned|missing|appeal|update|updated|renewed|help"
    r"|police|officers|last|seen|this|that|these|his|her|their|our|your|us|you"
    r"|elderly|vulnerable|young|old|year|years|aged|local|teen\w*|(?:wo)?m[ae]n|boys?|girls?|child(?:ren)?"
    r"|persons?|people|pensioners?|walkers?|males?|females?|brothers?|sisters?|siblings?|m[ou]m|dad"
    r"|mother|father|son|daughter|baby|couple|pair|student|school\w*|pupil|lady|gentleman|toddler"
    r"|driver|owner|family|patient|prisoner|dogs?|cats?|horses?|pets?|car|van|vehicle|bike)"
)
"""Words behind `missing` in an address that are not a name."""


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
    return "text" if is_missing and is_back(text) and not _DIED.search(text) else ""


def _end_of_clause(title: str, start: int) -> int:
    """Return where the part of a title ends: `Found safe: appeal to find a man` has two."""
    end = _CLAUSE_ENDS.search(title, start)
    return end.start() if end else len(title)


def _where_found_unasked(m: Manuscript, title: str, words: str) -> str:
    """Return the same if neither title nor kind says that anyone is missing."""
    text = m.body.text
    is_in_title = any(word in words for word in _TITLE_BACK) and _says_found(title)
    if not is_in_title and not (_is_appeal(m, title) and is_back(text)):
        return ""
    is_other = _SOMETHING_ELSE.search(title) or _WANTED.search(text) or _DIED.search(text)
    return "" if is_other else "title" if is_in_title else "text"


def _is_appeal(m: Manuscript, title: str) -> bool:
    """Return whether a release may be on someone who was looked for, as far as its words tell."""
    words = f"{title}\n{m.text('og', 'description')}\n{m.body.text[:MOST_READ]}"
    return "issing" in words or "oncern" in words or " find " in words or "d safe" in words


MOST_READ: Final = 2000
"""Characters of a text that say whom it looked for."""


def _says_found(title: str) -> bool:
    """Return whether a title says of a person: `Found: ...`, or `Alex Rowan has been found`."""
    if _FOUND_ALONE.search(title):
        return bool(_OF_A_PERSON.search(title)) or any(names(title))
    people = names(title) if _IS_BACK.search(title) else ()
    return any(_IS_BACK.match(title, name.end) for name in people)


def is_back(text: str) -> bool:
    """Return whether the beginning of a text says that someone is back, or that a name returned."""
    if says_back(text):
        return True
    start = text[:NEWS_FIRST]
    if not any(sign in start for sign in _RETURNED_SIGNS) or _AGAIN.search(start):
        return False
    return any(_RETURNED.match(start, name.end) for name in names(start))


def _is_missed(name: Name, sentence: str) -> bool:
    """Return whether the words around a name say that this person is looked for or was found."""
    return bool(
        _LOOKED_FOR.search(sentence, max(name.start - BEFORE, 0), name.start)
        or _IS_MISSED.match(sentence, name.end)
    )


_ENDINGS: Final = (
    *("emoved", "aken down", "eleted"),
    *("ound", "ocated", "raced", "afe ", "ome safe", "eturned home", "eturned safe", "ack home"),
    *("eturned to h", "eturned to t", "ome home", "o longer looking", "o longer searching"),
    *("ow home", "ow safe", "eturns home", "omes home", "eunited with", "ccounted for"),
    *(f"{verb}{s} missing" for verb in ("ind", "race", "ocate") for s in ("", "s")),
)
_SIGNS: Final = [
    sign
    for words in _ENDINGS
    for sign in (words, words.upper(), re.sub(" [a-z]", lambda start: start[0].upper(), words))
]


RULES: Final = (Rule(found_and_named, "NG548", signs=_SIGNS, languages=ENGLISH),)
