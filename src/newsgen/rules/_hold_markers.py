"""Words that say that a release is held back: `EMBARGOED UNTIL`, `NOT FOR PUBLICATION`, `DRAFT`.

A text is cut at its colons, dashes and brackets. A marker is the whole of its first or its last
piece; what may be plain English elsewhere counts only where it stands alone, or in capitals.
"""

import re
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
_EMBARGO: Final = (
    r"(?:(?:strict(?:ly)?|under|in|a|an|total|full|news|press|media|o|dan) )*embargo(?:ed)?"
    r"(?: (?:copy|notice|material|release|lifts|ends|expires|time|date|applies|llym|in force))*"
    rf"(?: for (?:publication|release|broadcast|use))?{_WHEN}?"
    rf"|{_STAMP}[\w:.,' ]{{0,40}} embargo(?:ed)?"
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
_RUN_ON: Final = later(
    r"(?:NOT (?:YET )?FOR (?:RELEASE|PUBLICATION|BROADCAST)|DO NOT (?:PUBLISH|RELEASE)|DRAFF?T"
    r"|EMBARGO(?:ED)?|HOLD|OFFICIALSENSITIVE) [A-Z0-9]\w*[a-z]"
)
"""A marker in capitals before words that are not."""
_KEY: Final = later(
    r"[\"']?(?:(?:status|state|statws)[\"']? ?[=:] ?[\"']?"
    r"(?:draft|drafft|embargoed|held|hold|withheld|private|pending)\b.*"
    r"|(?:draft|drafft|private|hidden|unpublished)[\"']? ?[=:] ?(?:true|yes|on|1|ie)"
    r"|(?:published?|public|live|online|visible|cyhoeddwyd)[\"']? ?[=:] ?(?:false|no|off|0|na))",
)
"""A line of front matter."""
_TAG: Final = later(r"<!--|-->|</?[a-z][^>]*>|[*_`~#>]+", re.IGNORECASE)
_SPACED: Final = later(r"\b(?:[A-Z] ){4,}[A-Z]\b")
_ONE_WORD: Final = later(
    r"\b(official|swyddogol)\W{1,3}(sensiti(?:ve|f))\b|\b(tlp) ?: ?", re.IGNORECASE
)
_CUT: Final = later(r" ?(?:[|()\[\]{};–—]|(?<!\d):|:(?!\d)|[.,!?/](?= |$)|(?:^|(?<= ))-+(?= |$)) ?")


def has_sign(text: str) -> bool:
    """Return whether some lines may say so: far quicker than the patterns."""
    return any(sign in text for sign in SIGNS)


def says_held(text: str) -> bool:
    """Return whether a line says that the release is held back; of a long one, how it begins."""
    words = " ".join(_TAG.sub(" ", text[:LONGEST]).split())
    words = _SPACED.sub(lambda match: match[0].replace(" ", ""), words)
    words = _ONE_WORD.sub(r"\1\2\3 ", words).rstrip()
    pieces = [piece.strip(" \"'“”‘’") for piece in _CUT.split(words)]
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


_USED: Final = (
    "publ",
    "rel",
    "gen",
    "broad",
    "onw",
    "furt",
    "wid",
    "transm",
    "distr",
    "circ",
    "diss",
)
SIGNS: Final = (
    *("mbargo", "MBARGO", "M B A R G O", "draft", "Draft", "DRAFT", "D R A F T", "rafft", "RAFFT"),
    *(f"ot {how} {use}" for how in ("for", "yet for", "to be") for use in _USED),
    *("ot for discl", "ot for use ", "ot for ext", "ot to be used", "OT FOR ", "Not For "),
    *("OT YET FOR", "OT TO BE ", "ot before", "OT BEFORE", "earlier than", "EARLIER THAN"),
    *("o not publ", "o not rel", "o not broad", "o not use u", "o not use b", "Do Not ", "O NOT "),
    *("or release bef", "or release unt", "or release af", "OR RELEASE", "OR PUBLIC", "OR BROADC"),
    *("HOLD", "Hold", "old until", "old till", "old for rel", "old pending", "on hold", "\nhold"),
    *("l-sensitive", "l-Sensitive", "l Sensitive", "SENSITI", "l-sensitif", "TLP", "WIP"),
    *("nternal use", "nternal only", "INTERNAL", "yes only", "use only", "USE ONLY", "EYES ONLY"),
    *("onfidential", "CONFIDEN", "In confidence", "n strict conf", "ork in progress", "WORK IN"),
    *("eactive", "REACTIVE", "f asked", "f-asked", "F ASKED", "waiting appr", "waiting sign"),
    *("waiting clear", "AWAITING", "PENDING", "ending appr", "ending sign", "ot approved"),
    *("ot signed", "ot cleared", "ot yet appr", "ot yet sign", "ot yet publ", "APPROVED"),
    *("WITHHELD", "SECRET", "RESTRICTED", "PROTECT", "PUBLISHED", "tatus:", "tatws:"),
    *("ublished: f", "ublished: n", "ublished = f", "ublic: f", "nline: f", "isible: f"),
    *("yhoedd", "YHOEDD", "ryddhau", "RYDDHAU", "efnydd mewnol", "EFNYDD MEWNOL", "yfrinachol"),
)
"""What each marker holds, letter for letter."""
