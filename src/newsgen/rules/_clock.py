"""The rule on times of day that no clock shows."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.day_words import WELSH as DAY_WORDS, any_of
from newsgen.rules.rule import (
    ENGLISH_AND_WELSH,
    WELSH,
    Mark,
    Rule,
    in_any_case,
    marks_in_every_text,
)

NOON: Final = 12
MIDNIGHT: Final = 24
MINUTES: Final = 60
LATEST: Final = 29
"""The last hour of a number that may be a mistyped time though neither am, pm nor hours follow."""
AROUND: Final = 40
"""So many characters before a number can say that it is a time."""

_TIME: Final = later(
    r"(?P<hour>\d(?<![\w.:,£$€/]\d)(?<![^\dmM]-\d)\d?)"
    r"(?:(?P<mark>[.:])(?P<minute>\d\d)"
    r"(?: ?(?:(?P<half>[apAP])(?:[mM]\b|\.[mM]\.)|(?:hrs|hours)\b)|(?P<alone>(?![\w%/]|[.:,]\d)))"
    r"|(?P<bare>(?: ?[pP]|[aA])[mM])\b"
    r"|(?P<four>\d\d)(?<=\d{4}) ?(?:hrs|hours)\b)"
)
"""A number that may be a time; it begins with its first digit, for speed."""
_CLOCK: Final = r"\d{1,2}(?:[.:]?\d\d)? ?(?:[aApP]\.?[mM]\b\.?|hrs|hours)"
_RANGE: Final = r" ?(?:to|and|until|till|-|–) ?"
_AT: Final = later(
    r"(?:(?P<verb>\w+) |\b)[Aa]t (?:(?:about|around|approximately|approx\.?|roughly|exactly) )?"
    r"(?:(?:just|shortly) (?:before|after) )?$|\b(?:[Jj]ust|[Ss]hortly|[Ss]oon) (?:before|after) $"
    rf"|\b{_CLOCK}{_RANGE}$|\b(?:[Bb]etween|[Ff]rom) (?:about |around )?\d{{1,2}}:\d\d{_RANGE}$"
)
_MEASURED: Final = frozenset({
    "bought", "capped", "closed", "closing", "finished", "fixed", "measured", "priced", "rate",
    "recorded", "set", "sold", "standing", "stands", "stood", "trading", "valued", "worth",
})  # fmt: skip
_FROM: Final = later(
    r"(?:\b(?:at|about|around|approximately|between|and|to|from|until|till|by|before|after|since)"
    r"|[-–]) ?$",
    re.IGNORECASE,
)
_BEGINS: Final = later(
    r"(?:^|[\n.!?,;(]\s*)(?:about|around|approximately|by|from|until|before|after|since) $",
    re.IGNORECASE,
)
_BEFORE_HALF: Final = later(
    rf"(?:^|\n|{_FROM.pattern}|[^\w\s] ?|\d |day |(?:to|mid)night |tomorrow "
    r"|\b(?:open|opens|closes?|closed|starts?|started|ends?|ended|finish(?:es|ed)?) )[ \t*_]*$",
    re.IGNORECASE,
)
"""What may stand before `13pm`; behind any other word the number is that of a junction, say."""
_DAY: Final = later(
    r",? (?:on (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|the \d|\d{1,2}(?:st|nd|rd|th)? [A-Z])"
    r"|(?:that|this|the (?:same|following|next)) (?:day|night|morning|afternoon|evening)"
    r"|in the (?:morning|afternoon|evening)|yesterday\b|today\b|tonight\b|last night\b)"
)
_SECOND: Final = later(rf"{_RANGE}{_CLOCK}")
_SECOND_WITH_COLON: Final = later(rf"{_RANGE}\d{{1,2}}:\d\d(?![\d:]| of\b| minutes\b)")
_WHO_OR_WHERE: Final = later(
    r"[,.] | (?:at|near|to|outside|inside|on|in|officers|police|a|an|the|he|she|they|someone)\b"
)
_NOTHING_MEASURED: Final = later(
    rf"[.,;:)!?*]*(?:\s*$|\n)|[.,;:)!?*]+\s+[A-Z]|[,;)] |{_RANGE}\d{{1,2}}(?:[.:]\d| ?[ap]\.?m)|"
    r" (?:on|and|in|when|where|a|an|the|that|this|he|she|they|his|her|their|it|we|two|three|four"
    r"|yesterday|today|tonight|last|after|before|as|while|until|officers|police|someone)\b"
)


_WELSH_TIME: Final = later(
    r"(?<![\w.,:£$€/-])(?P<hour>\d{1,2})(?:(?P<mark>[.:])(?P<minute>\d\d))?"
    rf"(?: ?(?P<short>y[bph])\b|(?P<bell> (?:{any_of(DAY_WORDS.hour)}))?"
    rf"(?: (?P<half>{any_of(DAY_WORDS.morning, DAY_WORDS.afternoon)})(?!\w)|(?![\w%/:]|[.,]\d)))",
    re.IGNORECASE,
)
_AT_IN_WELSH: Final = later(
    r"\b(?:am|tua|erbyn|cyn|ar ôl|wedi)(?: (?:tua|oddeutu|tuag|fras))? $", re.IGNORECASE
)
_WHEN_IN_WELSH: Final = later(
    r"[.,;)!?*]*(?:\s*$|\n)|[.;!?]\s|,? (?:d?dydd|nos|ar|yn|pan|heno|heddiw|ddoe|neithiwr|b?fore)\b"
    r"|[,;)] "
)


@marks_in_every_text("NG542", "Write the time as a clock shows it, such as 4.40yp or 16:40.")
def impossible_time_in_welsh(text: str) -> Iterator[Mark]:
    """Mark `16.40yp`, `16.40 y prynhawn`, `25 o'r gloch` and `am 23.60`."""
    for match in _WELSH_TIME.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = (match["short"] or match["half"] or "").lower()
        of_day = half and ("p" if half in DAY_WORDS.afternoon else "a")
        if minute < MINUTES and _exists(hour, minute, of_day):
            continue
        is_meant = match["short"] or match["bell"] or (match["half"] and match["mark"])
        if is_meant or (match["mark"] and not half and _is_at_in_welsh(match, hour)):
            yield Mark(*match.span(), f"there is no time “{match[0]}”", _meant(match, hour, of_day))


def _is_at_in_welsh(match: re.Match[str], hour: int) -> bool:
    """Return whether the words around a bare number say that it is a time."""
    start, end = match.span()
    if hour > LATEST or not _AT_IN_WELSH.search(match.string, max(start - AROUND, 0), start):
        return False
    return _WHEN_IN_WELSH.match(match.string, end) is not None


@marks_in_every_text("NG542", "Write the time as a clock shows it, such as 4.40pm or 16:40.")
def impossible_time(text: str) -> Iterator[Mark]:
    """Mark `16.40pm`, `00.30pm`, `25:10 hours` and `13pm`, and `at 23.60`."""
    for match in _TIME.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"] or match["four"] or 0)
        half = (match["half"] or match["bare"] or "").strip().lower()
        if minute < MINUTES and _exists(hour, minute, half):
            continue
        if _is_told(match, hour, half):
            yield Mark(*match.span(), f"there is no time “{match[0]}”", _meant(match, hour, half))


def _is_told(match: re.Match[str], hour: int, half: str) -> bool:
    """Return whether a number is meant as a time, by what stands in it or around it."""
    if match["bare"]:
        start = match.start()
        return _BEFORE_HALF.search(match.string, max(start - AROUND, 0), start) is not None
    if match["mark"] == "." and match["alone"] is None and not half:
        return _is_at_hours(match)
    return bool(half or (match["mark"] and match["alone"] is None) or _is_time(match, hour))


def _is_at_hours(match: re.Match[str]) -> bool:
    """Return whether `13.75 hours` are a time: without such words before them they are a sum."""
    before = match.string[max(match.start() - AROUND, 0) : match.start()]
    return bool(_AT.search(before)) or before.endswith(("from ", "From "))


def _exists(hour: int, minute: int, half: str) -> bool:
    if half:
        return hour <= NOON and (hour > 0 or half.startswith("a"))
    return hour < MIDNIGHT or (hour, minute) == (MIDNIGHT, 0)


def _is_time(match: re.Match[str], hour: int) -> bool:
    """Return whether the words around a bare number, or the number of hours, say it is a time."""
    start, end = match.span()
    before = match.string[max(start - AROUND, 0) : start]
    at = _AT.search(before)
    is_at = bool(at and at["verb"] not in _MEASURED)
    says_when = _DAY.match(match.string, end) or _SECOND.match(match.string, end)
    is_from = bool(says_when and _FROM.search(before))
    if match["four"]:
        return is_at or is_from
    if hour > LATEST:
        return False
    if match["mark"] == ":" and _is_told_with_colon(match, before, is_at=is_at):
        return True
    return _NOTHING_MEASURED.match(match.string, end) is not None if is_at else is_from


def _is_told_with_colon(match: re.Match[str], before: str, *, is_at: bool) -> bool:
    """Return whether a number with a colon is a time: no measure has one, but a score may."""
    text, end = match.string, match.end()
    if is_at or _BEGINS.search(before):
        return _WHO_OR_WHERE.match(text, end) is not None
    return bool(_FROM.search(before) and _SECOND_WITH_COLON.match(text, end))


def _meant(match: re.Match[str], hour: int, half: str) -> str | None:
    """Return the time of an afternoon that is given by both clocks; any other is not certain."""
    minute = f"{match['mark']}{match['minute']}" if match["mark"] else ""
    is_certain = half.startswith("p") and NOON < hour < MIDNIGHT and minute[1:] < str(MINUTES)
    end = match[0][len(match["hour"]) + len(minute) :] if "short" in match.groupdict() else "pm"
    return f"{hour - NOON}{minute}{end}" if is_certain else None


_LATE: Final = [
    f"{hour}{mark}{tens}" for hour in range(13, 30) for mark in ".:" for tens in range(6)
]
_EARLY: Final = [f"{before}0{mark}{tens}" for before in " 0" for mark in ".:" for tens in range(6)]
_BARE: Final = [
    f"{before}{hour}{half}"
    for before in " -–"
    for hour in range(13, 24)
    for half in ("pm", "PM", " pm", " PM", " Pm", "am", "AM")
]
_TOO_MANY: Final = [f"{hour}{mark}{tens}" for hour in range(10) for mark in ".:" for tens in "6789"]
_FOUR: Final = [f"{minute}{hours}" for minute in range(10) for hours in ("hrs", " hrs", " hours")]
_IN_WELSH: Final = [
    *(f"{digit}{half}" for digit in range(10) for half in ("yb", "yp", "yh", " yb", " yp", " yh")),
    *in_any_case(*(f" {half}" for half in (*DAY_WORDS.morning, *DAY_WORDS.afternoon))),
    *in_any_case(*DAY_WORDS.hour),
    *_LATE,
    *_TOO_MANY,
]
RULES: Final = (
    Rule(
        impossible_time,
        "NG542",
        signs=_LATE + _EARLY + _BARE + _TOO_MANY + _FOUR,
        languages=ENGLISH_AND_WELSH,
    ),
    Rule(impossible_time_in_welsh, "NG542", signs=_IN_WELSH, languages=WELSH),
)
