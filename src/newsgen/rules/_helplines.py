"""The rule on helplines that are named beside a number that is not theirs."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.rules._telephone import (
    CRIMESTOPPERS,
    HELPLINES,
    MOST_DIGITS_WRONG,
    Number,
    connects,
    digits_of,
    distance,
    holds_numbers,
    is_called,
    national_digits,
    numbers_in,
)
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Mark, Rule, in_any_case, report_marks


class _Helpline(NamedTuple):
    """A helpline: what it is called, its numbers, and those that it had.

    Some have no other line in the country, so any other number right behind their name is wrong;
    of others, such as those of branches, only one that differs by a digit or two.
    """

    name: str
    pattern: str
    numbers: tuple[str, ...]
    is_only: bool = True
    former: tuple[str, ...] = ()


_HELPLINES: Final = (
    _Helpline(
        "Report Fraud", r"(?i:action fraud)|Report Fraud", ("0300 123 2040", "0300 123 2050")
    ),
    _Helpline("Childline", r"(?i:childline)", ("0800 1111", "0808 800 5000")),
    _Helpline("FRANK", r"FRANK|[Tt]alk [Tt]o Frank", ("0300 123 6600",)),
    _Helpline("the anti-terrorist hotline", r"(?i:anti[- ]terror\w* hotline)", ("0800 789 321",)),
    _Helpline(
        "the Modern Slavery Helpline",
        r"(?i:(?:uk )?modern slavery (?:(?:and|&) exploitation )?(?:helpline|hotline))",
        ("08000 121 700",),
    ),
    _Helpline("the Modern Slavery Helpline", r"(?i:modern slavery)", ("08000 121 700",), False),
    _Helpline(
        "the National Domestic Abuse Helpline",
        r"(?i:national domestic (?:abuse|violence) (?:helpline|hotline))",
        ("0808 2000 247",),
    ),
    _Helpline(
        "the National Domestic Abuse Helpline",
        r"(?i:domestic (?:abuse|violence))",
        ("0808 2000 247", "0808 80 10 800", "0808 802 1414", "0800 027 1234"),
        False,
    ),
    _Helpline("Live Fear Free", r"(?i:live fear free|byw heb ofn)", ("0808 80 10 800",)),
    _Helpline("the Men’s Advice Line", r"(?i:men[’']?s advice line)", ("0808 801 0327",)),
    _Helpline("Victim Support", r"Victim Support", ("0808 16 89 111",), False),
    _Helpline("the NSPCC", r"NSPCC", ("0808 800 5000", "0800 1111"), False),
    _Helpline("Samaritans", r"Samaritans|Samariaid", ("116 123",), False, ("0845 790 9090",)),
    _Helpline("Missing People", r"Missing People", ("116 000",), False),
    _Helpline("British Transport Police", r"British Transport Police", ("0800 40 50 40",), False),
)
_NAME: Final = later(
    r"\b(?:" + "|".join(f"(?P<h{at}>{line.pattern})" for at, line in enumerate(_HELPLINES)) + r")\b"
)
_FEWEST_DIGITS: Final = 7


def another_s_number(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a helpline whose name stands beside a number that is not its own."""
    if m.look(holds_numbers):
        yield from _report(m, _wrong_numbers)


def _report(
    m: Manuscript, find: Callable[[str], Iterable[tuple[_Helpline, Mark]]]
) -> Iterator[Diagnostic]:
    for passage in m.passages:
        for line, mark in find(passage.text):
            hint = f"It is {line.numbers[0]}. Look it up before you change it."
            yield from report_marks("NG511", passage, [mark], hint)


def _named(text: str, start: int, end: int) -> list[tuple[_Helpline, int]]:
    """Return the helplines that a stretch of a text names, and where each name ends."""
    names = _NAME.finditer(text, start, end)
    return [(_HELPLINES[int((name.lastgroup or "")[1:])], name.end()) for name in names]


def _wrong_numbers(text: str) -> Iterator[tuple[_Helpline, Mark]]:
    for number in numbers_in(text):
        start, end = _around(text, number)
        words = text[start:end].lower()
        if not any(sign in words for sign in _IN_NAMES):
            continue
        names = _named(text, start, end)
        digits = national_digits(number.written)
        theirs = {digits_of(form) for line, _ in names for form in (CRIMESTOPPERS, *line.numbers)}
        if digits in theirs or len(digits) < _FEWEST_DIGITS or is_called(text, number) is False:
            continue
        for line, end_of_name in reversed(names):
            is_behind = line.is_only and end_of_name <= number.start
            is_given = is_behind and connects(text, end_of_name, number.start)
            if is_given or _is_like(digits, line):
                what = f"“{number.written}” is not the number of {line.name}"
                yield line, Mark(number.start, number.end, what)
                break


_IN_NAMES: Final = (
    *("fraud", "childline", "frank", "terror", "slavery", "domestic", "live fear", "advice line"),
    *("victim support", "nspcc", "samaritans", "samariaid", "heb ofn"),
    *("transport police", "missing people"),
)
FAR: Final = 300
"""So many characters from a number may be the name of whose it is, in the same line."""


def _around(text: str, number: Number) -> tuple[int, int]:
    """Return start and end of the part of a number's line that may say whose it is."""
    least, most = max(0, number.start - FAR), number.end + FAR
    after = text.find("\n", number.end, most)
    return text.rfind("\n", least, number.start) + 1 or least, after if after >= 0 else most


def _is_like(digits: str, line: _Helpline) -> bool:
    """Return whether a number is one of the helpline with a digit or two wrong, or an old one."""
    return digits in map(digits_of, line.former) or any(
        distance(digits, digits_of(form)) <= MOST_DIGITS_WRONG for form in line.numbers
    )


_SHORT: Final = later(r"(?<![\w.,:/£$€+-])116[ -]?\d{2,4}(?![\w/]|[.,:-]\d)")
_COUNTED: Final = later(
    r" (?!(?:or|and|if|for|to|at|in|is|free|any|from|with|when|which|who|where|day|on)\b)[a-z]"
)
"""What follows a number that counts something: `116 132 supporters`."""


def another_s_short_number(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Samaritans on 116 132`."""
    yield from _report(m, _wrong_short_numbers)


def _wrong_short_numbers(text: str) -> Iterator[tuple[_Helpline, Mark]]:
    for match in _SHORT.finditer(text):
        number = Number(*match.span(), match[0])
        if _COUNTED.match(text, match.end()) or is_called(text, number) is False:
            continue
        lines = _named(text, *_around(text, number))
        short = [line for line, _ in lines if line.numbers[0].startswith("116")]
        if short and number.digits not in _SHORT_NUMBERS:
            said = f"“{number.written}” is not the number of {short[-1].name}"
            yield short[-1], Mark(number.start, number.end, said)


_SHORT_NUMBERS: Final = {digits_of(form) for form in HELPLINES if form.startswith("116")}


RULES: Final = (
    Rule(another_s_short_number, "NG511", signs=("116",)),
    Rule(
        another_s_number,
        "NG511",
        signs=[
            "FRANK",
            *in_any_case(
                *("ction Fraud", "eport Fraud", "hildline", "hildLine", "alk to Frank"),
                *("errorist hotline", "error hotline", "errorism hotline", "odern slavery"),
                *("omestic abuse", "omestic violence", "ive Fear Free", "s advice line"),
                *("ictim Support", "NSPCC", "amaritans", "amariaid", "yw Heb Ofn"),
                *("ritish Transport Police", "issing People"),
            ),
        ],
    ),
)
