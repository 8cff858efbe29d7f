"""Rules on how readers can get in touch: after an appeal, and in an emergency."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.release import APPEALS
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import ENGLISH, ENGLISH_AND_WELSH, WELSH, Rule, in_any_case

_ROUTE_SIGNS: Final = ("@", "rimestoppers", "r Tacl", "://")
"""Most appeals have one of these, or a number to call."""
_NUMBER_TO_CALL: Final = later(r"(?:101|999)(?<!\d\d{3})(?<!\d[,.]\d{3})(?<!£\d{3})(?!,?\d)")
_EMERGENCY: Final = later(r"999(?<!\d999)(?<!\d[,.]999)(?<!£999)(?!,?\d)")
"""The numbers themselves, not digits of others: they begin so for speed."""

_ROUTE: Final = later(
    r"\b0\d{2,4}[ )-]*\d{3}|\b0(?:[ -]?\d){8,10}\b|\b\d{3,6} \d{3,6}\b"
    r"|\btext(?:ing)?\b[^.\n]{0,20}\b\d{5}\b|\bwww\.|\.uk\b|\]\(|<a href"
    r"|\b(?:police station|front (?:desk|counter|office)|online|website|web site|web ?chat"
    r"|live chat|(?<!share by )e-?mail|(?<!share on )(?:facebook|twitter)|instagram"
    r"|direct message|this link|link below"
    r"|click here|use our|report it|app\b|speak to (?:an|any) officer|nearest officer|18000"
    r"|emergency services|ar-?lein|g?wefan|e-?bost|gorsaf(?:oedd)? (?:yr )?heddlu"
    r"|neges uniongyrchol|swyddog heddlu)",
    re.IGNORECASE,
)
_APPEAL_SIGNS: Final = (
    *(f"ppeal{ending} {to} " for ending in ("", "s", "ed", "ing") for to in ("for", "to")),
    *("nyone w", "nybody w", "f you have", "f you know", "f you saw", "f you rec"),
    *("PPEAL FOR ", "ave you seen", "o you rec", "o you know", "ed to con"),
    *("ed to cal", "ed to com", "ed to get"),
    *("pelio am", "pêl am", "elsoch chi", "oes gennych", "sydd â gwybodaeth", "dnabod y"),
)
"""Every appeal has one of these."""

_APPEAL: Final = later(
    r"[AaDdEeHhIiUu](?<!\w.)(?i:"
    r"(?<=a)ppeal(?:s|ed|ing)? (?:for|to) (?:any |the public|anyone |potential |further )?"
    r"(?:witness(?:es)?|information|help|who)"
    r"|(?<=a)ny(?:one|body) (?:with|who has|who may have|who had) (?:any )?(?:further )?information"
    r"|(?<=i)f you (?:have|know|saw|recognise)(?: any)? "
    r"(?:information|anything|the man|the woman)"
    r"|(?-i:(?<=H)ave) you seen|(?<=h)ave you seen (?:this|these|him|her|them|missing|any)"
    r"|(?<=d)o you (?:recognise|know (?:this|these|him|her|who|anything"
    r"|the (?:man|men|woman|women|person|people|boys?|girls?|drivers?|rider|owners?|identity"
    r"|suspects?|offenders?|two|three|pair|couple|teenagers?)))"
    r"|(?<=a)p(?:elio|êl) am (?:d?dyst(?:ion)?|d?tystion|(?:unrhyw )?wybodaeth)"
    r"|(?<=u)nrhyw un (?:sydd )?(?:â|gyda) (?:unrhyw )?g?wybodaeth"
    r"|(?<=o)s (?:oes gennych(?: chi)?|gwelsoch chi|welsoch chi) (?:unrhyw )?(?:wybodaeth|rywbeth)"
    r"|(?<=a) welsoch chi|(?<=y)dych chi[’']n adnabod"
    r"|(?:(?<=a)sked|(?<=u)rged|(?<=e)ncouraged) to (?:contact|call|come forward|get in touch))\b"
)
"""It begins with a class of both cases, for speed."""
_OVER: Final = later(
    r"\b(?:found|located|traced|safe|charged|jailed|sentenced|guilty|convicted|arrest(?:s|ed)?"
    r"|court"
    r"|cancelled|closed|update[ds]?|identified|thanks?|died|death|tributes?"
    r"|[cg]h?anfod|ddiogel|g?arest\w*|g?yhudd\w*|[gc]archar\w*|dd?edfryd\w*|llys|ar gau|diolch\w*"
    r"|bu farw|marwolaeth|teyrnged\w*|diweddariad)\b",
    re.IGNORECASE,
)


_EARLIER: Final = later(
    r"\b(?:earlier|previous(?:ly)?|recent|original|initial|our|had|were|was"
    r"|no longer|not|(?:following|after|since|response to) (?:an?|our|the))(?: \w+)? $"
    r"|\w['’]s(?: \w+)? $",
    re.IGNORECASE,
)
_STILL: Final = later(r"\b(?:are|is|am) (?:still|now|again|continuing to) $", re.IGNORECASE)
_ASKED_THEN: Final = later(
    r"\b(?:last (?:week|month|year)|(?:weeks?|months?|years?) ago),? (?:[\w’'-]+ ){1,4}"
    r"(?:asked|urged|appealed|called|encouraged)(?: to| for| on)? $",
    re.IGNORECASE,
)
_CLOSED: Final = later(
    r"[^.\n]{0,30}\b(?:is|are|was|were) (?:now )?(?:closed|over|withdrawn)\b"
    r"|[^.\n]{0,40}\b(?:led to|brought|(?:was|were) made|made (?:in|at|on|by|last)|went out"
    r"|was (?:answered|successful)"
    r"|and (?:many|some|several|\w+ people) (?:did|answered|came|rang))\b"
)
_SINCE: Final = later(
    r"\b(?:(?:has|have) (?:now |since )(?:been )?|(?:was|were) (?:later|since|subsequently) )"
    r"(?:arrested|charged|found|located|traced|identified|come forward|returned|spoken to)\b"
    r"|\bthank(?:s|ed|ing)? (?:to )?(?:all|every(?:one|body)|the public|those|you (?:all|to))\b",
    re.IGNORECASE,
)


def _is_past(request: re.Match[str]) -> bool:
    """Return whether a request is told of as one of the past, or was answered since."""
    text, start = request.string, request.start()
    line = text[max(start - 60, 0) : start].rpartition("\n")[2]
    if _STILL.search(line):
        return False
    is_over = (
        _EARLIER.search(line) or _ASKED_THEN.search(line) or _CLOSED.match(text, request.end())
    )
    return bool(is_over or _SINCE.search(text))


def appeal_without_contact(m: Manuscript) -> Iterator[Diagnostic]:
    """Report words that appeal without a way to answer them, unless that is over."""
    if m.kind not in APPEALS:
        yield from _unanswered(m, is_appeal=False)


def appeal_by_kind(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a release that is an appeal by its kind without a way to answer it."""
    if m.kind in APPEALS:
        yield from _unanswered(m, is_appeal=True)


def _gives_number(text: str) -> bool:
    """Return whether a text names a number to call."""
    return ("101" in text or "999" in text) and _NUMBER_TO_CALL.search(text) is not None


def _unanswered(m: Manuscript, *, is_appeal: bool) -> Iterator[Diagnostic]:
    text = m.body.text
    if any(sign in text for sign in _ROUTE_SIGNS) or _gives_number(text):
        return
    asks = any(sign in text for sign in _APPEAL_SIGNS)
    requests = list(_APPEAL.finditer(text)) if asks else []
    request = next((each for each in requests if not _is_past(each)), None)
    if requests:
        is_appeal = request is not None
    if is_appeal and not _ROUTE.search(text) and not _OVER.search(m.text("title")):
        yield Diagnostic(
            "NG514",
            (f"“{request[0]}”" if request else f"kind is “{m.kind}”")
            + ", but the text does not say how to get in touch",
            m.body.span(*request.span()) if request else m.places.value("kind"),
            "Say how: Call 101 and quote a reference number, or call Crimestoppers anonymously on "
            "0800 555 111.",
        )


_QUOTED: Final = later(
    r"\b(?:quot(?:e|ing)(?: the)?"
    r"(?: (?:(?:police )?(?:reference|ref\.?|incident|log|crime|occurrence|case)(?: (?:reference"
    r"|ref\.?|number|no\.?))*|number))?"
    r"|with (?:the )?(?:reference|incident|crime|log) number"
    r"|\b(?:[Dd]|dd|Dd)yfyn(?:nu|nwch|nir)(?:[’']r)?(?: (?:y |ei )?"
    r"(?:(?:cyfeirnod|gyfeirnod|rhif|cyf\.?)"
    r"(?: (?:y )?(?:digwyddiad|trosedd|drosedd|cyfeirnod|cyfeirio|log))?))?)"
    r":?[ *_]+(?P<reference>[A-Z]{0,4}[-/ ]?\d[\w/-]+\w)"
)
_NOT_ALNUM: Final = later(r"[\W_]+")


def other_reference_quoted(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a text that has callers quote another reference than the box of the appeal shows."""
    reference = m.text("incident", "reference")
    known = _NOT_ALNUM.sub("", reference).casefold()
    if not any(map(str.isdigit, known)):
        return
    quoted = [(p, match) for p in m.passages for match in _QUOTED.finditer(p.text)]
    if any(_is_known(match["reference"], known) for _, match in quoted):
        return
    shapes = {_shape(reference), *map(_shape, reference.split())}
    quoted = [each for each in quoted if _shape(each[1]["reference"]) in shapes]
    for passage, match in quoted[:1]:
        yield Diagnostic(
            "NG514",
            f"the text asks callers to quote “{match['reference']}”, but incident.reference is "
            f"“{reference}”",
            passage.span(*match.span("reference")),
            "Look up the reference, and write it in both places.",
            subject=match["reference"],
        )


def _shape(reference: str) -> str:
    """Return a reference with 0 for each digit: those of another shape are of another system."""
    return _DIGIT.sub("0", _NOT_ALNUM.sub("", reference)).casefold()


_DIGIT: Final = later(r"\d")


def _is_known(written: str, known: str) -> bool:
    bare = _NOT_ALNUM.sub("", written).casefold()
    return bare in known or known in bare


_DANGER_SIGNS: Final = in_any_case(
    *("mmediate danger", "mmediate risk"),
    *("not approach", "not be approach", "not to approach", "not to be approach"),
    *("NOT approach", "NOT be approach", "NOT to approach", "NOT to be approach"),
    *("n’t approach", "n't approach", "n’t be approach", "n't be approach"),
    *("ever approach", "ry to approach", "empt to approach"),
    *("he be approach", "she be approach", "ey be approach", "ever be approach"),
    *("n danger", "t risk"),
)
_LINE: Final = later("[^\n]+")
_DANGER: Final = later(
    r"\b(?:if (?:you|anyone|someone|a person|there)[^.\n]{0,60}(?:in|is) (?:immediate )?"
    r"(?:danger|risk)"
    r"|life (?:is|may be) (?:in danger|at risk)|(?:is|are|be) in immediate danger"
    r"|(?:in|at|an) (?:the )?immediate (?:danger|risk)"
    r"|(?P<told>(?:(?:(?<!we )(?<!they )do|should|must)(?: not| never|n['’]t)|(?<!has )never)"
    r" (?:be |(?:try|attempt) to )?approach(?:ed)?(?: (?:him|her|them|this man))?"
    r"|not to (?:be )?approach(?:ed)?"
    r"|under no circumstances (?:should|must) (?:s?he|they) be approached))\b",
    re.IGNORECASE,
)
_NOT_NOW: Final = later(
    r"\b(?:no|no[- ]one|nobody|none|neither|not|never|isn['’]t|without|posed?|was|were|had"
    r"|put(?:s|ting)?)\b[^.\n]{0,30}$",
    re.IGNORECASE,
)
_FORBIDDEN: Final = later(
    r"\b(?:order(?:ed|s)?|bann(?:ed|ing)|ban|bail|conditions?|injunction|prohibit\w*|CBO|court"
    r"|sentenced"
    r"|restrain\w*|notice|judge|magistrates?|the media|reporters|journalists)\b",
    re.IGNORECASE,
)
"""Near such words, whoever must not approach someone is an offender, or the press."""
_ORDERED: Final = later(r"\b(?:judge|magistrates?|court|order)\b[^.!?\n]{0,40}$", re.IGNORECASE)
_TO_READERS: Final = later(
    r"\b(?:public|anyone|everyone|nobody|you|people|residents)\b[^.!?\n]{0,40}$", re.IGNORECASE
)
"""Words of whom no order forbids it, before the warning in its sentence."""
_SOMEONE_SOUGHT: Final = later(
    r"[\W_]*(?:$|\n|[.,;:!?)”\"])"
    r"|,? (?:him|them|her(?! (?:famil|relati|home|house|parents|mother|father|friends|child))"
    r"|either|both"
    r"|these|this|the (?:(?:wo)?m[ae]n|person|people|individuals?|suspects?|offenders?|pair"
    r"|prisoner)"
    r"|if|as|but|and (?:call|contact|ring|dial|instead)|because|under|instead|[–-]|(?-i:[A-Z])"
    r"|or (?:try|attempt|detain|tackle|engage|confront|challenge)|(?:by|directly)\b)",
    re.IGNORECASE,
)
"""What follows a warning of a person; others are of birds, of a scene or of somebody's family."""
_APPROACHES: Final = later(r"approach(?:ed)?", re.IGNORECASE)
_ANIMALS: Final = later(
    r"\b(?:seals?|swans?|deer|horses?|dogs?|cattle|cows?|bulls?|birds?|foxes|badgers?|snakes?"
    r"|animals?|pups?)\b[^.!?\n]{0,60}$",
    re.IGNORECASE,
)
_OF_A_PERSON: Final = later(r" (?:him|her|this man)\b", re.IGNORECASE)
_LEFT_ALONE: Final = later(
    r"\b(?:famil\w+|relatives|parents|mother|father|widow|asked|wish(?:es)?|request\w*)\b[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
"""Whoever does not want to be approached, before such words."""


def danger_without_999(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a warning of danger that does not give the emergency number."""
    text = m.body.text
    if _EMERGENCY.search(text):
        return
    lines = (line.span() for line in _LINE.finditer(text) if _is_dangerous(line[0].casefold()))
    for warning in (match for line in lines for match in _DANGER.finditer(text, *line)):
        if not _is_harmless(warning):
            message = f"“{warning[0]}”, but the text does not give 999"
            hint = "Add a sentence such as: In an emergency, or if someone is in danger, call 999."
            yield Diagnostic("NG515", message, m.body.span(*warning.span()), hint)
            return


_WELSH_DANGER: Final = later(
    r"\bpeidiwch â (?:mynd|dynesu|nesáu|cheisio mynd|cheisio dynesu) at(?:o|i|yn)?\b"
    r"(?: ef| hi| nhw| y (?:dyn|fenyw|person|unigolyn)(?: hwn| hon| yma)?)?"
    r"|\bperygl (?:uniongyrchol|ar unwaith)\b|\bos (?:yw|oes|bydd)[^.\n]{0,60} mewn perygl\b",
    re.IGNORECASE,
)
_AT_ANIMALS: Final = later(
    r"\b(?:morlo\w*|alarch|elyrch|ceirw|ceffyl\w*|cŵn|ci|gwartheg|buwch|tarw|adar|anifail|anifeiliaid)"
    r"\b",
    re.IGNORECASE,
)


def danger_in_welsh(m: Manuscript) -> Iterator[Diagnostic]:
    """Report the same in Welsh: `peidiwch â mynd ato`."""
    text = m.body.text
    warning = None if _EMERGENCY.search(text) else _WELSH_DANGER.search(text)
    if warning and not _AT_ANIMALS.search(text, max(warning.start() - 80, 0), warning.end() + 20):
        message = f"“{warning[0]}”, but the text does not give 999"
        hint = "Add a sentence such as: Mewn argyfwng, ffoniwch 999."
        yield Diagnostic("NG515", message, m.body.span(*warning.span()), hint)


def _is_harmless(warning: re.Match[str]) -> bool:
    """Return whether words of danger tell of the past, or do not warn of a person."""
    text, start = warning.string, warning.start()
    if not warning["told"]:
        return bool(_NOT_NOW.search(text, max(start - 40, 0), start))
    approaches = _APPROACHES.search(text, start)
    if not approaches or not _SOMEONE_SOUGHT.match(text, approaches.end()):
        return True
    if approaches[0].lower() == "approached":
        return bool(_LEFT_ALONE.search(text, max(start - 80, 0), start))
    is_animal = _ANIMALS.search(text, max(start - 80, 0), start)
    if is_animal and not _OF_A_PERSON.match(text, approaches.end()):
        return True
    return _is_forbidden(warning["told"].lower(), text, start, approaches.end())


def _is_forbidden(words: str, text: str, start: int, end: int) -> bool:
    """Return whether words not to approach someone are those of an order for an offender."""
    if words.startswith("must") and _ORDERED.search(text, max(start - 60, 0), start):
        return True
    if words.startswith("do") or _TO_READERS.search(text, max(start - 60, 0), start):
        return False
    if words.startswith("must"):
        return True
    is_past = words.startswith("not to") and _NOT_NOW.search(text, max(start - 40, 0), start)
    stop = text.find(".", end, end + 80)
    near = (max(start - 200, 0), start), (end, end + 80 if stop < 0 else stop)
    return bool(is_past) or any(_FORBIDDEN.search(text, *span) for span in near)


def _is_dangerous(folded: str) -> bool:
    return "danger" in folded or "risk" in folded or "approach" in folded


RULES: Final = (
    Rule(appeal_without_contact, "NG514", signs=_APPEAL_SIGNS, languages=ENGLISH_AND_WELSH),
    Rule(appeal_by_kind, "NG514", languages=ENGLISH_AND_WELSH),
    Rule(other_reference_quoted, "NG514", keys=("incident",), languages=ENGLISH_AND_WELSH),
    Rule(danger_without_999, "NG515", signs=_DANGER_SIGNS, languages=ENGLISH),
    Rule(danger_in_welsh, "NG515", signs=in_any_case("eidiwch â", "perygl"), languages=WELSH),
)
