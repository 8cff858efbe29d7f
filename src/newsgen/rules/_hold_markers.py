"""Words that say that a release is held back: `EMBARGOED UNTIL`, `NOT FOR PUBLICATION`, `DRAFT`.

A text is cut at its colons, dashes and brackets. A marker is the whole of its first or its last
piece; what may be plain English elsewhere counts only where it stands alone, or in capitals.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from newsgen.fast.patterns import later

LONGEST: Final = 200
"""Characters of a line that are looked at."""

_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|ionawr|chwef|mawrth|ebrill|mai)"
)
_STAMP: Final = (
    rf"(?:\d|(?:{_MONTH}\w*|\w+day|dydd|noon|midday|midnight|further|tomorrow|tonight)\b)"
)
_UNTIL: Final = r"(?:until|untill|till?|before|ahead of|after|hyd|tan|nes|cyn)\b"
_WHEN: Final = rf"(?: {_UNTIL}.*| (?:(?:to|for|from|by|at|on) )?{_STAMP}.*)"
_INTRO: Final = (
    r"(?:(?:please )?(?:note|be advised|be aware)(?: that)? )?"
    r"(?:(?:this|these|the following|the attached|the below|it|all)(?: [\w-]+){0,3}? "
    r"(?:is|are|remains?|must be)(?: still| currently| all)? )?"
    r"(?:(?:(?:media|press|news) )?(?:release|statement|notice|briefing|copy) )?"
)
_WORD: Final = r"emb(?:argo|rago|ago|arg)(?:e?d|eod)?"
_EMBARGO: Final = (
    rf"(?:(?:strict(?:ly)?|under|in|a|an|total|full|news|press|media|o|dan|wedi['’]i) )*{_WORD}"
    r"(?: (?:copy|notice|material|release|lifts|ends|expires|time|date|applies|llym|in force))*"
    rf"(?: for (?:publication|release|broadcast|use))?{_WHEN}?"
    rf"|{_STAMP}[\w:.,' ]{{0,40}} {_WORD}"
)
_USES: Final = (
    r"(?:publication|publishing|published|(?:public |general )?release|released|broadcast(?:ing)?"
    r"|(?:onward |further |wider )?(?:transmission|distribution|circulation|dissemination)"
    r"|disclosure|disclosed|distributed|circulated|external use)"
)
_NOT_FOR: Final = (
    rf"(?:strictly )?not (?:yet )?(?:for|to be) {_USES}(?: (?:or|and) {_USES})*"
    rf"(?:{_WHEN}| (?:yet|without|outside|at this|at present|in any|beyond).*)?"
    rf"|(?:strictly )?not (?:yet )?(?:for use|to be used){_WHEN}"
    rf"|(?:not|no) (?:before|earlier than) (?:\w+ )?{_STAMP}.*"
    r"|(?:please )?do not (?:publish|release|broadcast)(?: (?:or|and) \w+)*"
    rf"(?:{_WHEN}| (?:this|it|yet|online|without).*)?"
    rf"|(?:please )?do not (?:use|print|post|run|share) (?:{_UNTIL} .*{_STAMP}.*|yet)"
    rf"|for (?:release|publication|broadcast) (?:only )?{_UNTIL}.*"
    r"|(?:ddim|nid|dim|heb) (?:ei |i['’]?w |ar gyfer )(?:gyhoeddi|ryddhau|ddarlledu)(?: .*)?"
    r"|peidiwch â (?:chyhoeddi|rhyddhau)(?: .*)?|na chyhoedder(?: .*)?"
)
_DRAFT: Final = (
    r"(?:(?:final|first|second|third|rough|early|working|initial|latest|revised|fersiwn) )*"
    r"(?:draft|drafft)(?: (?:only|version|copy|release|cyntaf|v ?\d[\d.]*|\d+"
    r"|(?:for (?:approval|review|sign.?off|clearance)|not|do not|awaiting|pending|until)\b.*))*"
)
_CLASS: Final = (
    r"officialsensitive(?: \w+)?|swyddogolsensitif|tlp (?:red|amber|green)(?: ?\+ ?strict)?"
)
_HOLD: Final = (
    rf"(?:please )?hold (?:{_UNTIL}.*|pending .*"
    r"|for (?:release|approval|sign.?off|legal|publication)\b.*)"
)
_MARKER: Final = later(
    rf"{_INTRO}(?:(?P<anywhere>{_EMBARGO}|{_NOT_FOR}|{_CLASS})|(?P<draft>{_DRAFT})|{_HOLD}|wip)"
)
"""A marker in small letters, as all patterns here but those that ask for capitals."""
_OF_A_DRAFT: Final = later(
    r"\b(?:plan|polic(?:y|ies)|strategy|budget|bill|report|guidance|code|consultation|document|order"
    r"|proposals?|law|regulations?|accounts|standards?|framework|cynllun|polisi|strategaeth)\b",
)
"""What is published as a draft."""
_ALONE: Final = later(
    r"(?:for )?internal (?:use|use only|only|circulation only)|(?:for )?official use only"
    r"|(?:for )?police (?:use|eyes) only|(?:for )?law enforcement (?:use )?only|hold|on hold"
    r"|(?:strictly )?(?:private (?:and|&) )?confidential|in (?:strict )?confidence|cyfrinachol"
    r"|(?:at|ar gyfer) ddefnydd mewnol(?: yn unig)?|work in progress"
    r"|(?:reactive|if.asked) (?:(?:lines?|statement) )?only"
    r"|(?:awaiting|pending|subject to|not(?: yet)?) (?:final |legal )?"
    r"(?:approv(?:al|ed)|clear(?:ance|ed)|sign(?:ed)?.?off)(?: for (?:release|publication))?",
)
_CAPITALS: Final = later(
    r"(?:ON )?HOLD|(?:TOP )?SECRET|RESTRICTED|PROTECT|CONFIDENTIAL|INTERNAL(?: USE)?|WITHHELD"
    r"|(?:UN|NOT (?:YET )?)PUBLISHED|WIP|WORK IN PROGRESS|UNAPPROVED|AWAITING APPROVAL"
    r"|(?:REACTIVE|IF.ASKED)(?: ONLY| LINES?)?"
)
_LOUD: Final = (
    r"(?:NOT (?:YET )?FOR (?:RELEASE|PUBLICATION|BROADCAST)|DO NOT (?:PUBLISH|RELEASE)|DRAFF?T"
    r"|EMBARGO(?:ED)?|HOLD|OFFICIALSENSITIVE)"
)
_RUN_ON: Final = later(
    rf"{_LOUD} [A-Z0-9]\w*[a-z]|.*[a-z]\W* {_LOUD}$"
    r"|.*(?<!was )(?<!were )(?<!been )\b[Ee]mbargoed (?:until|till)\b[^.]*$"
)
"""A marker beside other words, with nothing between."""
_KEY: Final = later(
    r"[\"']?(?:(?:status|state|statws)[\"']? ?[=:] ?[\"']?"
    r"(?:draft|drafft|embargoed|held|hold|withheld|private|pending)\b.*"
    r"|(?:draft|drafft|private|hidden|unpublished)[\"']? ?[=:] ?(?:true|yes|on|1|ie)"
    r"|(?:published?|public|live|online|visible|cyhoeddwyd)[\"']? ?[=:] ?(?:false|no|off|0|na))",
)
"""A line of front matter."""
_TAG: Final = later(r"<!--|-->|</?[a-z][^>]*>|&#?\w+;|[*_`~#>]+", re.IGNORECASE)
_SPACED: Final = later(r"\b(?:[A-Z] ){4,}[A-Z]\b")
_ONE_WORD: Final = later(
    r"\b(official|swyddogol)\W{1,3}(sensiti(?:ve|f))\b|\b(tlp) ?: ?", re.IGNORECASE
)
_EDGES: Final = later(r"^\W+|\W+$")
_JOINED: Final = later(r"(?<=[A-Z])-(?=[A-Z]{2})")
_CUT: Final = later(
    r" ?(?:[|()\[\]{};=–—\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]|(?<!\d):|:(?!\d)"
    r"|[.,!?/](?= |$)|(?:^|(?<= ))-+(?= |$)) ?"
)


def has_sign(text: str) -> bool:
    """Return whether some lines may say so: far quicker than the patterns."""
    plain = _plain(text).lower().replace("-", " ")
    return any(word in plain for word in _STEMS)


def _plain(text: str) -> str:
    """Return a text without markup, with one blank where there are several."""
    return " ".join(_TAG.sub(" ", text).split())


def says_held(text: str) -> bool:
    """Return whether a line says that the release is held back; of a long one, how it begins."""
    words = _plain(text[:LONGEST])
    words = _SPACED.sub(lambda match: match[0].replace(" ", ""), words)
    words = _ONE_WORD.sub(r"\1\2\3 ", words).rstrip()
    words = _JOINED.sub(" ", words)
    pieces = [_EDGES.sub("", piece) for piece in _CUT.split(words)]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return False
    is_first = _MARKER.fullmatch(pieces[0].lower()) or _RUN_ON.match(words)
    if is_first or _KEY.fullmatch(words.lower()):
        return True
    return len(text) <= LONGEST and _says_at_its_end(words, pieces)


def _says_at_its_end(words: str, pieces: list[str]) -> bool:
    last = pieces[-1]
    if match := _MARKER.fullmatch(last.lower()):
        is_plan = not last.isupper() and _OF_A_DRAFT.search(words.lower())
        if match["anywhere"] or (match["draft"] and not is_plan):
            return True
    if len(pieces) == 1 and _ALONE.fullmatch(last.lower()):
        return True
    in_capitals = pieces[:1] if words.isupper() else filter(str.isupper, pieces)
    return any(_CAPITALS.fullmatch(p) or _MARKER.fullmatch(p.lower()) for p in in_capitals)


_WORDS: Final = (
    *("mbarg", "mbrag", "mbago", "draft", "rafft", "hold", "confidential", "reactive", "withheld"),
    *("secret", "restricted", "protect", "published", "unpublished", "awaiting", "pending", "wip"),
    *("approved", "internal", "sensiti", "tlp", "status", "statws", "hidden", "private"),
    *("cyhoedd", "gyhoedd", "chyhoedd", "ryddhau", "ddefnydd mewnol", "gyfrinachol", "cyfrinachol"),
)
"""What a marker holds, if it has one word; or else one of these pairs."""
_PAIRS: Final = (
    *("not for", "not yet", "not to be", "not before", "not signed", "not cleared", "do not"),
    *("earlier than", "for release", "in confidence", "in strict", "if asked"),
    *("use only", "eyes only", "sign off", "for publication", "for broadcast"),
    *("public: f", "online: f", "visible: f", "live: f"),
)
_STEMS: Final = (*_WORDS, *_PAIRS, "in progress", "m b a r g o", "d r a f t")


def _forms(words: str) -> Iterator[str]:
    """Yield a word or a pair as a text may have it; pairs in capitals have signs of their own.

    The first letter of a pair is left out, as `Not` and `not` differ in no other.
    """
    first, _, second = words.partition(" ")
    if not second:
        yield from (first, first.upper(), first.title())
        return
    if words not in _COMMON:
        yield f"{first[1:]} {second}"
    yield from (f"{first[1:]} {tail}" for tail in (second.title(), second.upper()))
    yield f"{first[1:].upper()} {second}"


_COMMON: Final = {"do not", "not yet", "not to be"}
"""Pairs that many texts have: what follows them in small letters is in their signs too."""
_FOLLOWED: Final = (
    *(f"o not {use}" for use in ("publ", "rel", "broad", "use", "issue", "upl", "circ", "distr")),
    *(f"ot yet {use}" for use in ("for", "publ", "appr", "sign", "clear")),
    *(f"ot to be {use}" for use in ("publ", "rel", "used", "broad", "distr", "circ", "discl")),
)
_LOUD_WORDS: Final = (
    *("PUBLI", "RELEAS", "BROADC", "BEFORE", "CLEARED", "SIGN", "EARLIER", "CONFIDENCE", "STRICT"),
    *("ASKED", "USE ONLY", "EYES", "TRANSMI", "DISTRIB", "CIRCUL", "DISCLOS"),
)
"""What markers in capitals hold, whatever stands between their words."""
_PUBLISHED: Final = {"published", "Published", "protect", "Protect", "internal", "Internal"} | {
    *("secret", "Secret", "restricted", "Restricted", "approved", "Approved", "hold", "status"),
    *("pending", "private", "Private", "hidden", "awaiting", "wip", "withheld"),
}
"""Words that mean something else but in capitals, or where more stands beside them."""
SIGNS: Final = (
    *_LOUD_WORDS,
    *_FOLLOWED,
    *sorted({*chain.from_iterable(map(_forms, (*_WORDS, *_PAIRS)))} - _PUBLISHED),
    *("ork in progress", "in Progress", "In Progress", "IN PROGRESS", "M B A R G O", "D R A F T"),
    *("\nhold", "\nHold", "on hold", "hold until", "hold till", "hold for rel", "hold pending"),
    *("ublished: f", "ublished: n", "ublished = f", "tatus:", "tatws:", "idden: ", "rivate: "),
    *("waiting appr", "waiting sign", "waiting clear", "ending appr", "ending sign"),
    *("waiting Appr", "ending Appr", "ot approved", "ot Approved", "ot published", "nternal only"),
)
"""What the texts of a release hold that has a marker, letter for letter."""
