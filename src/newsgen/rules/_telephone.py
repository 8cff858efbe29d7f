"""Rules on telephone numbers: a wrong one costs a witness, or sends a caller to a stranger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import ENGLISH_AND_WELSH, Mark, Rule, in_any_case, marks_in_every_text

CRIMESTOPPERS: Final = "0800 555 111"
HELPLINES: Final = (
    CRIMESTOPPERS,
    "0800 1111",  # Childline
    "0800 789 321",  # anti-terrorist hotline
    "08000 121 700",  # modern slavery
    "0808 2000 247",  # domestic abuse
    "0808 80 10 800",  # domestic abuse in Wales
    "0808 802 1414",  # domestic abuse in Northern Ireland
    "0808 16 89 111",  # Victim Support
    "0808 800 5000",  # NSPCC
    "0808 801 0327",  # Men's Advice Line
    "0300 123 2040",  # Report Fraud
    "0300 123 2050",  # Report Fraud, by textphone
    "0300 123 3393",  # Mind
    "0300 123 6600",  # FRANK
    "0300 123 5000",  # National Highways
    "0800 40 50 40",  # British Transport Police
    "0800 027 1234",  # domestic abuse in Scotland
    "18001 101",
    "116 000",  # missing children
    "116 006",  # victims
    "116 111",  # children
    "116 117",
    "116 123",  # Samaritans
)
"""Numbers in their usual form; any other grouping is readable too.

101, 999, 112 and 18000 have no other form.
"""


def digits_of(text: str) -> str:
    return "".join(filter(str.isdigit, text))


_KNOWN: Final = {digits_of(form): form for form in HELPLINES}
_RIGHT: Final = digits_of(CRIMESTOPPERS)


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number in a text, or what may be one."""

    start: int
    end: int
    written: str

    @property
    def digits(self) -> str:
        return digits_of(self.written)

    @property
    def is_international(self) -> bool:
        return self.written.startswith(("+", "00"))


# Where numbers stand. A group of digits that continues as a time, an age or a date does not belong
# to the number before it: `0800 555 111 24 hours a day` is cut by the count of digits.

_NOT_AFTER: Final = r"\w.,:/@=&%#£€$+-"
_BETWEEN: Final = r" \u00a0.\u2010-\u2013-"
_NUMBER: Final = later(
    rf"0(?<![{_NOT_AFTER}]0)[0-9]++"
    rf"(?:\)?[{_BETWEEN}]{{1,2}}[0-9]++(?![\w/]|:[0-9]|\.[0-9]{{1,2}}(?![0-9])))*"
)
_OTHER: Final = later(
    rf"0(?:(?<![{_NOT_AFTER}]0)"
    rf"(?!{CRIMESTOPPERS[1:]}(?![\w/]|:[0-9]|\)?[{_BETWEEN}]{{1,2}}[0-9]))[0-9]"
    r"|(?<=(?<!\w)80)0 ?555)"
)
"""Where a number begins, unless it is certainly that of Crimestoppers, which most releases give.

Also where that begins without its first zero.
"""
_INTERNATIONAL: Final = later(
    r"\+(?<![\w+]\+)[1-9][0-9]*(?:[ \u00a0.-]?\(0\))?(?:[ \u00a0.-]?[0-9]++)*"
)
_SHORT: Final = later(
    rf"(?<![{_NOT_AFTER}])(?:116[ -]?(?:000|006|111|117|123)|18001[ -]?101)(?!\w)"
)
_CHARITY: Final = later(r"crime ?stoppers|taclo['’]?r tacl(?:e|au)", re.IGNORECASE)
NO_NOUGHT: Final = later(r"800(?<!\w800) ?555 ?111(?!\w)")
_CHARITY_BEFORE: Final = later(r"(?:toppers|acl(?:au|e))[^\n0-9]{0,80}$", re.IGNORECASE)
_GROUP: Final = later(r"[0-9]+")
LONGEST: Final = 11
"""Digits of the longest number within the United Kingdom."""


def holds_numbers(words: str) -> bool:
    """Return whether there is any number other than Crimestoppers' correct one."""
    may_hold = _OTHER.search(words) or "+" in words
    return bool(may_hold and (find_numbers(words) or NO_NOUGHT.search(words)))


@lru_cache(maxsize=128)
def numbers_in(text: str) -> tuple[Number, ...]:
    """Find possible numbers; cached, as several rules need those of the same text."""
    return tuple(find_numbers(text))


def find_numbers(text: str) -> list[Number]:
    """Find all possible numbers except Crimestoppers' correct one."""
    numbers = [
        _cut(f)
        for f in _NUMBER.finditer(text)
        if f.group() != CRIMESTOPPERS and not _goes_on(text, f)
    ]
    if "+" in text:
        numbers += [Number(*f.span(), f.group()) for f in _INTERNATIONAL.finditer(text)]
    return [n for n in numbers if text[max(0, n.start - 4) : n.start] != "tel:"]


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Return whether digits are part of a longer word, such as `0800abc` or an address."""
    after = text[match.end() : match.end() + 1]
    return after.isalnum() or after in ("/", "_", "@")


def _cut(match: re.Match[str]) -> Number:
    """Leave out groups of digits beyond a known number, or beyond the longest possible."""
    start, written, digits = match.start(), match.group(), ""
    for group in _GROUP.finditer(written):
        digits += group.group()
        if digits in _KNOWN or len(digits) >= LONGEST:
            return Number(start, start + group.end(), written[: group.end()])
    return Number(start, match.end(), written)


# What a number is.


@lru_cache(maxsize=1024)
def distance(a: str, b: str) -> int:
    """Count the digits to insert, delete or replace that turn one text into another.

    Cached, as a number is compared again for each time that a helpline is named near it.
    """
    row = list(range(len(b) + 1))
    for at, left in enumerate(a, 1):
        previous, row[0] = row[0], at
        for to, right in enumerate(b, 1):
            previous, row[to] = (
                row[to],
                min(row[to] + 1, row[to - 1] + 1, previous + (left != right)),
            )
    return row[-1]


DRAMA: Final = (
    *(f"{area}4960" for area in ("0113", "0114", "0115", "0116", "0117", "0118")),
    *(f"{area}4960" for area in ("0121", "0131", "0141", "0151", "0161")),
    "01914980",
    "02079460",
    "02890180",
    "02896496",
    "02920180",
    "01632960",
    "07700900",
    "08081570",
    "09098790",
    "03069990",
)
"""Prefixes of the numbers that Ofcom reserves for drama; three digits follow."""


_COUNTRY: Final = later(r"^(?:\+|00)44[ .-]?(?:\(0\))?")


def national_digits(written: str) -> str:
    """Return the digits of a number as they are dialled within the country."""
    return digits_of(_COUNTRY.sub("0", written, count=1))


def _is_drama(written: str) -> bool:
    digits = national_digits(written)
    return len(digits) == LONGEST and digits.startswith(DRAMA)


@lru_cache(maxsize=4096)
def _formatted(written: str) -> str:
    """Return a possible number in its national form, else an empty string."""
    import phonenumbers  # noqa: PLC0415 - slow to load, and hardly any release needs it

    try:
        number = phonenumbers.parse(written, "GB")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number) and not _is_drama(written):
        return ""
    form = phonenumbers.PhoneNumberFormat
    chosen = form.INTERNATIONAL if written.startswith(("+", "00")) else form.NATIONAL
    return phonenumbers.format_number(number, chosen)


def _exists(number: Number) -> bool:
    return number.digits in _KNOWN or bool(_formatted(number.written))


_SAID: Final = later(
    r"\b(?:(?P<phone>call|r[iau]ng\b|phon|telephon|tel\b|text|dial|mobile|helpline|hotline|fax\b|"
    r"contact|whatsapp|ffon(?:i|iwch|iad)|galw|tecsti|cysyllt|ffôn)|(?P<other>quot|ref|incident|crime\b|occurrence|log\b|cad\b|case|operation|"
    r"account|sort|badge|collar|serial|number:\*|cyfeirn|digwyddiad|trosedd|achos|d?dyfynn|"
    r"cyf\b|ymgyrch))",
    re.IGNORECASE,
)
BEFORE: Final = 60


def is_called(text: str, number: Number) -> bool | None:
    """Return whether the words before a number say that it is one to call; None if neither."""
    line = text[max(0, number.start - BEFORE) : number.start].rpartition("\n")[2]
    said = list(_SAID.finditer(line))
    return said[-1]["phone"] is not None if said else None


# The rules.


MOST_DIGITS_WRONG: Final = 2
NEAR: Final = 120


@marks_in_every_text(
    "NG511",
    f"It is {CRIMESTOPPERS}. Look it up before you change it, should another be meant.",
    when=holds_numbers,
)
def wrong_helpline_number(text: str) -> Iterator[Mark]:
    for number in numbers_in(text):
        if _is_meant_as_crimestoppers(text, number):
            yield _wrong_mark(number.start, number.end, number.written)
    for match in NO_NOUGHT.finditer(text):
        if _CHARITY_BEFORE.search(text, max(0, match.start() - NEAR), match.start()):
            yield _wrong_mark(*match.span(), match[0])


_THEIR_SITE: Final = later(
    r"(?<![\w.-])(?:www\.)?crime-?stoppers?(?:-?uk)?\.(?:org\.uk|org|com|co\.uk|uk|net)(?![\w-]|\.\w)",
    re.IGNORECASE,
)
CRIMESTOPPERS_SITE: Final = "crimestoppers-uk.org"


@marks_in_every_text("NG511", f"It is {CRIMESTOPPERS_SITE}.")
def wrong_helpline_site(text: str) -> Iterator[Mark]:
    for match in _THEIR_SITE.finditer(text):
        if match[0].lower().removeprefix("www.") != CRIMESTOPPERS_SITE:
            yield Mark(*match.span(), f"“{match[0]}” is not the website of Crimestoppers")


def _wrong_mark(start: int, end: int, written: str) -> Mark:
    return Mark(start, end, f"“{written}” is not the number of Crimestoppers")


def _is_meant_as_crimestoppers(text: str, number: Number) -> bool:
    digits = national_digits(number.written)
    if digits == _RIGHT or digits in _KNOWN or not 7 <= len(digits) <= 12:
        return False
    wrong = distance(digits, _RIGHT)
    if wrong > MOST_DIGITS_WRONG:
        return _is_given_as_theirs(text, number)
    line = text[max(0, number.start - NEAR) : number.end + NEAR]
    return bool(_CHARITY.search(line)) or (wrong == 1 and not _exists(number))


def _is_given_as_theirs(text: str, number: Number) -> bool:
    """Return whether a number stands right behind their name."""
    least = max(0, number.start - NEAR)
    names = ((text.rfind(end, least, number.start), len(end)) for end in _NAME_ENDS)
    return any(at >= 0 and connects(text, at + length, number.start) for at, length in names)


_NAME_ENDS: Final = ("toppers", "r Taclau", "r Tacle")
_JOINING: Final = frozenset({
    "", "24", "24/7", "a", "also", "and", "anonymously", "are", "at", "available", "be", "by",
    "call", "called", "calling", "can", "charge", "completely", "confidence", "confidentially",
    "contacted", "day", "dial", "dialling", "directly", "for", "free", "freephone", "helpline",
    "hotline", "hours", "in", "is", "its", "line", "number", "of", "on", "phone", "phoning",
    "reached", "ring", "ringing", "s", "tel", "telephone", "the", "their", "there", "through", "to",
    "total", "uk", "using", "via", "you",
    "am", "annibynnol", "ar", "ddienw", "ddi-dâl", "ddim", "elusen", "ffonio", "ffoniwch", "galw",
    "galwch", "gysylltu", "cysylltu", "gyfrinachol", "hollol", "neu", "rhadffôn", "rhif", "trwy",
    "drwy", "y", "yn", "yr", "â", "ffonio’r", "ffonio'r",
})  # fmt: skip
"""Words between the name of a helpline and its number."""
_END_OF_SENTENCE: Final = later(r"[.;?!]\s")


def connects(text: str, start: int, end: int) -> bool:
    """Return whether what stands between a name and a number says that they go together.

    Before `or` there must be an address: `Action Fraud or call us on` has another's number.
    """
    between = text[start:end]
    if _END_OF_SENTENCE.search(between):
        return False
    was_address = False
    for word in between.lower().split():
        bare = word.strip("()[],:*_|–—-’'%.")
        is_address = "." in bare or "://" in bare
        if not (is_address or bare in _JOINING or (bare == "or" and was_address)):
            return False
        was_address = is_address
    return True


_IN_GROUPS: Final = "Digits in groups can be read, remembered and read out."

LONGEST_GROUP: Final = 6
SHORTEST_INTERNATIONAL: Final = 5
_GOES_BEFORE: Final = later(r"[0-9][ -]")


@marks_in_every_text("NG512", _IN_GROUPS, when=holds_numbers)
def number_format(text: str) -> Iterator[Mark]:
    for number in numbers_in(text):
        right = _readable(text, number)
        if right and right != number.written:
            yield _format_mark(number, right)


@marks_in_every_text("NG512", _IN_GROUPS)
def short_number_format(text: str) -> Iterator[Mark]:
    for match in _SHORT.finditer(text):
        number = Number(*match.span(), match.group())
        right = _KNOWN[number.digits]
        if number.written != right and is_called(text, number):
            yield _format_mark(number, right)


def _format_mark(number: Number, right: str) -> Mark:
    message = f"the number “{number.written}” is easier to read as {right}"
    return Mark(number.start, number.end, message, right)


def _readable(text: str, number: Number) -> str:
    """Return the form that a number should have, or None if it is fine or not a number."""
    written, digits = number.written, number.digits
    if "(" in written or ")" in written:
        return ""
    crammed = max(map(len, _GROUP.findall(written))) > LONGEST_GROUP
    marked = any(mark in written for mark in "-.\u2010\u2011\u2012\u2013")
    if digits == _RIGHT:
        return "" if " ".join(written.split()) == CRIMESTOPPERS else CRIMESTOPPERS
    if not (crammed or marked) or not _plausible(text, number):
        return ""
    return _KNOWN.get(digits) or _formatted(written)


def _plausible(text: str, number: Number) -> bool:
    """Return whether digits are certainly meant as a telephone number."""
    groups = [len(group) for group in _GROUP.findall(number.written)]
    called = is_called(text, number)
    if called is False or _GOES_BEFORE.search(text, number.start - 2, number.start):
        return False
    if number.is_international:
        return bool(called) and len(number.digits) > SHORTEST_INTERNATIONAL
    enough = len(number.digits) in (range(9, 14) if called else (10, 11))
    grouped = len(groups) > 1 and len(groups) <= 4 and "-" not in number.written
    return enough and groups[0] > 2 and bool(called or grouped)


@marks_in_every_text("NG513", "Look it up, and ring it before you publish it.", when=holds_numbers)
def no_such_number(text: str) -> Iterator[Mark]:
    for number in numbers_in(text):
        if number.digits == _RIGHT or not _plausible(text, number) or _exists(number):
            continue
        if not _is_meant_as_crimestoppers(text, number):
            yield Mark(number.start, number.end, f"there is no telephone number “{number.written}”")


# Links that dial, and the short numbers of the police.

_SHOWN: Final = later(r"(?:\+|0|(?<!\d)[1-9])[\d ()\u00a0.\u2010-\u2013-]*\d")
FEWEST_DIALLED: Final = 3


def other_number_dialled(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `[0800 555 111](tel:0800555112)`: a link that shows another number than it dials."""
    for at, link in enumerate(m.links):
        if not link.href.lower().startswith("tel:"):
            continue
        dialled = national_digits(unquote(link.href[4:]).partition(";")[0])
        shown = [national_digits(match[0]) for match in _SHOWN.finditer(link.words)]
        shown = [digits for digits in shown if len(digits) >= FEWEST_DIALLED]
        if shown and dialled and not any(_is_shown(dialled, digits) for digits in shown):
            code = "NG511" if any(digits in _KNOWN for digits in shown) else "NG513"
            yield Diagnostic(
                code,
                f"the link shows “{link.words}” and dials {dialled}",
                m.body.span(*m.link_places[at].address),
                "Look up the number, and write it in both places.",
                subject=link.words,
            )


def _is_shown(dialled: str, shown: str) -> bool:
    return dialled == shown or (len(dialled) > FEWEST_DIALLED and dialled in shown)


_WRONG_SHORT: Final = {
    **dict.fromkeys(("110", "011", "1010", "1011", "1001", "0101"), "101"),
    **dict.fromkeys(("99", "9999", "990", "899", "989", "998"), "999"),
}
"""What the numbers of the police are with a digit wrong, missing or too many."""
_POLICE_NUMBER: Final = later(
    r"\b(?:call(?:ing)?|ring(?:ing)?|dial(?:ling)?|phon(?:e|ing)|contact(?:ing)?"
    r"|number(?: is|:|,)?)"
    r"(?:,? (?:us|the|our|police|officers|them|[A-Z][a-z]+ Police|(?:non-)?emergency number,?"
    r"|on|at)"
    rf"\b,?){{0,4}} (?P<number>{'|'.join(_WRONG_SHORT)})(?![\w/:%]|[.,-]\d)"
    r"(?=[.,;:!?)*_]|\s*$| (?:or|and|if|to|in|immediately|straight|now|as|quoting|with|for|where"
    r"|any|so|when|at|right)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER_IN_WELSH: Final = later(
    r"\b(?:ffoni(?:o|wch)|g?alw(?:ch)?|d?deial(?:u|wch)|cysyllt(?:u|wch)"
    r"|rhif (?:di-frys|brys|(?:yr |ni |)heddlu)(?: yw| ydy|:|,)?)"
    r"(?: (?:â|ar|ni|yr|y|heddlu|i|rhif|di-frys|brys|heb fod yn frys|ni ar)|[’']r heddlu){0,5}"
    rf" (?P<number>{'|'.join(_WRONG_SHORT)})(?![\w/:%]|[.,-]\d)"
    r"(?=[.,;:!?)*_]|\s*$| (?:neu|a|ac|os|i|mewn|gan|ar|nawr|yn|pan)\b)",
    re.IGNORECASE | re.MULTILINE,
)


_WRONG_ALONE: Final = later(rf" (?:{'|'.join(_WRONG_SHORT)})\b")


def _holds_wrong_number(words: str) -> bool:
    return _WRONG_ALONE.search(words) is not None


@marks_in_every_text(
    "NG513", "The police are on 101, and on 999 in an emergency.", when=_holds_wrong_number
)
def no_number_of_the_police(text: str) -> Iterator[Mark]:
    for match in (*_POLICE_NUMBER.finditer(text), *_NUMBER_IN_WELSH.finditer(text)):
        number = match["number"]
        said = f"there is no number {number}: {_WRONG_SHORT[number]} may be meant"
        yield Mark(*match.span("number"), said)


_SITE_SIGNS: Final = in_any_case(
    "rimestopper-uk.org",
    *(
        f"{name}{end}"
        for name in ("rimestopper", "rimestoppers", "rimeStoppers", "rime-stoppers")
        for end in (".org", ".co", ".uk", ".net", "uk.", "-uk.co", "-uk.org.uk", "-uk.net")
    ),
)
RULES: Final = (
    Rule(wrong_helpline_number, "NG511"),
    Rule(wrong_helpline_site, "NG511", signs=_SITE_SIGNS),
    Rule(number_format, "NG512", languages=ENGLISH_AND_WELSH),
    Rule(short_number_format, "NG512", signs=("116", "18001"), languages=ENGLISH_AND_WELSH),
    Rule(no_such_number, "NG513", languages=ENGLISH_AND_WELSH),
    Rule(other_number_dialled, "NG511 NG513", signs=("tel:", "TEL:", "Tel:")),
    Rule(
        no_number_of_the_police,
        "NG513",
        signs=[f" {number}" for number in ("11", "01", "10", "99", "89")],
        languages=ENGLISH_AND_WELSH,
    ),
)
