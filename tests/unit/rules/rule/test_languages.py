"""Rules know their languages: Welsh as well as English, and silence in any other."""

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from newsgen.rules.release import RULES
from newsgen.rules.rule import Rule
from tests.support.manuscripts import read, source

CASES: Final = Path(__file__).parents[3] / "cases"
DAY: Final = {"date": "2026-03-15 10:00"}
MISSING: Final = {"kind": "missing"}
QUOTED: Final = {"incident": {"reference": "NS-2026-11"}}
WELSH: Final[dict[str, tuple[list[Any], list[Any]]]] = {
    "no_number_of_the_police NG513": (
        [
            "Ffoniwch yr heddlu ar 110.",
            "Mewn argyfwng, ffoniwch 9999.",
            "Galwch ni ar 1010 neu ewch ar-lein.",
        ],
        [
            "Ffoniwch yr heddlu ar 101.",
            "Mewn argyfwng, ffoniwch 999.",
            "Daeth 110 o bobl.",
            "Rhif 110, Heol Wen.",
        ],
    ),
    "wrong_helpline_number NG511": (
        [
            "Ffoniwch Taclo'r Taclau ar 0800 555 112.",
            "Gallwch ffonio Taclo’r Taclau yn ddienw ar 0800 123 4567.",
        ],
        [
            "Ffoniwch Taclo'r Taclau ar 0800 555 111.",
            "Ffoniwch Taclo’r Taclau. Mae'r cyngor ar 0800 123 4567.",
        ],
    ),
    "another_s_number NG511": (
        ["Ffoniwch Byw Heb Ofn ar 0808 80 10 900."],
        ["Ffoniwch Byw Heb Ofn ar 0808 80 10 800."],
    ),
    "another_s_short_number NG511": (
        ["Cysylltwch â'r Samariaid ar 116 132."],
        ["Cysylltwch â'r Samariaid ar 116 123."],
    ),
    "number_format NG512": (
        ["Ffoniwch 01632960123.", "Tecstiwch 07700900123."],
        [
            "Ffoniwch 01632 960123.",
            "Cyfeirnod digwyddiad 01632960123.",
            "Rhif trosedd 07700900123.",
        ],
    ),
    "short_number_format NG512": (
        ["Ffoniwch 116006."],
        ["Ffoniwch 116 006.", "Rhif trosedd 116006."],
    ),
    "no_such_number NG513": (
        ["Ffoniwch 01632 96012."],
        ["Ffoniwch 01632 960125.", "Cyfeirnod trosedd 01632 96012."],
    ),
    "weekday_in_welsh NG540": (
        [
            (f"Digwyddodd {day}.", DAY)
            for day in (
                "nos Wener, yr 8fed o Fawrth 2026",
                "Dydd Iau, 6 Mawrth 2026",
                "dydd Iau 06/03/2026",
                "fore dydd Mawrth 6 Mawrth",
                "NOS LUN 8 MAWRTH 2026",
                "brynhawn Sul, y 7fed o Dachwedd 2026",
                "ddydd Llun (y 3ydd o fis Mawrth 2026)",
            )
        ],
        [
            (f"Digwyddodd {day}.", DAY)
            for day in (
                "nos Sul, yr 8fed o Fawrth 2026",
                "Dydd Iau, 5 Mawrth 2026",
                "dydd Iau 05/03/2026",
                "fore dydd Mawrth 3 Mawrth",
                "ym mis Mawrth 2026",
                "dydd Llun ac 8 Mawrth",
                "ddydd Gwener. 26 Tachwedd yw'r dyddiad",
                "ddydd Mawrth 2026 oed",
            )
        ],
    ),
    "today_in_welsh NG541": (
        [
            ("Digwyddodd heddiw (7 Chwefror).", DAY),
            ("Bydd yfory, dydd Gwener 20 Mawrth.", DAY),
            ("Neithiwr, 3 Mawrth", DAY),
        ],
        [
            ("Digwyddodd heddiw (15 Mawrth).", DAY),
            ("Bydd yfory, dydd Llun 16 Mawrth.", DAY),
            ("Neithiwr, 14 Mawrth", DAY),
            ("heddiw 7 o bobl", DAY),
        ],
    ),
    "impossible_day_in_welsh NG542": (
        ["ar 31ain o Fehefin", "ar 30 Chwefror", "31 o Dachwedd", "yr 31ain o fis Ebrill"],
        ["ar 30ain o Fehefin", "ar 28 Chwefror", "30 o Dachwedd", "yr 31ain o fis Mai"],
    ),
    "impossible_time_in_welsh NG542": (
        [
            "am 16.40yp.",
            "am 16.40 y prynhawn.",
            "am 25 o'r gloch.",
            "am 23.60 nos Wener.",
            "10.75yb",
            "13yh",
        ],
        [
            "am 4.40yp.",
            "am 16.40.",
            "10 o’r gloch y bore",
            "talodd 23.60 o bunnoedd",
            "13 y bore hwnnw",
            "12.30yb",
            "junction 25 y nos",
            "00.30yb",
        ],
    ),
    "appeal_without_contact NG514": (
        [
            "Mae swyddogion yn apelio am dystion.",
            "A oes gan unrhyw un wybodaeth? Apêl am wybodaeth.",
        ],
        [
            "Mae swyddogion yn apelio am dystion. Ffoniwch 101.",
            "Apêl am wybodaeth: ewch i'n gwefan.",
            "Apêl am dystion: siaradwch â Taclo'r Taclau.",
        ],
    ),
    "appeal_by_kind NG514": (
        [("Testun.", {"kind": "appeal"})],
        [
            ("Ewch ar-lein.", {"kind": "appeal"}),
            ("Testun.", {"kind": "appeal", "title": "Dyn wedi'i ganfod"}),
        ],
    ),
    "other_reference_quoted NG514": (
        [
            ("Ffoniwch gan ddyfynnu’r cyfeirnod NS-2026-99.", QUOTED),
            ("Dyfynnwch rhif NS-2026-99.", QUOTED),
        ],
        [
            ("Ffoniwch gan ddyfynnu’r cyfeirnod NS-2026-11.", QUOTED),
            ("Dyfynnwch rhif digwyddiad NS-2026-11.", QUOTED),
        ],
    ),
    "danger_in_welsh NG515": (
        ["Peidiwch â mynd ato.", "Mae perygl uniongyrchol yno.", "Peidiwch â dynesu at y dyn hwn."],
        [
            "Peidiwch â mynd ato. Ffoniwch 999.",
            "Peidiwch â mynd at y morloi.",
            "Peidiwch ag anghofio.",
        ],
    ),
    "appeal_without_kind NG563": (
        [
            ("T.", {"title": title})
            for title in (
                "Apêl am dystion ar ôl gwrthdrawiad",
                "Apelio am wybodaeth yn dilyn lladrad yn Ellerdale",
                "A welsoch chi'r gwrthdrawiad yn Ellerdale?",
                "Heddlu'n apelio am dystion yn Saltmere",
            )
        ],
        [
            ("T.", {"title": title})
            for title in (
                "Dyn wedi'i gyhuddo ar ôl apêl am dystion",
                "Apêl am berson ar goll o Ellerdale",
                "Apêl am dystion: mae'r apêl ar gau",
                "Apêl Nadolig am deganau",
                "Llys yn gwrthod apêl dyn",
            )
        ],
    ),
    "found_in_welsh NG548": (
        [
            (
                "Mae Alex Rowan, 16 oed, wedi cael ei ganfod yn ddiogel.",
                MISSING | {"title": "Bachgen ar goll"},
            ),
            ("Roedd Alex Rowan ar goll.", MISSING | {"title": "Wedi'i ganfod yn ddiogel: bachgen"}),
            (
                "Mae Alex Rowan ar goll.",
                MISSING
                | {
                    "title": "Ar goll",
                    "updates": [{"at": "2026-03-05", "note": "Mae wedi'i ganfod yn ddiogel."}],
                },
            ),
        ],
        [
            (
                "Mae'r bachgen wedi'i ganfod yn ddiogel. Diolch.",
                MISSING | {"title": "Bachgen wedi'i ganfod"},
            ),
            ("Mae Alex Rowan ar goll o Ellerdale.", MISSING | {"title": "Ar goll: bachgen"}),
            ("Nid yw Alex Rowan wedi'i ganfod.", MISSING | {"title": "Ar goll: bachgen"}),
            (
                "Mae Heddlu Gogledd Cymru wedi'i ganfod yn ddiogel.",
                MISSING | {"title": "Bachgen ar goll"},
            ),
        ],
    ),
    "residue NG546": (
        [
            "Testun.\n\nRhannu ar Facebook\n\nYn ôl i'r brig",
            "Testun.\n\nEich enw\n\nEich e-bost\n\nAnfon",
            "Lawrlwytho (PDF - 89 KB)",
        ],
        ["Testun am rannu ar Facebook.", "Anfonwch eich enw.", "Lawrlwytho'r ddogfen."],
    ),
    "click_here NG524": (
        ["I weld mwy, cliciwch yma."],
        ["Cliciodd ef ar y cyswllt.", "[Yr apêl](/x)"],
    ),
}
"""For each rule that knows Welsh: what is wrong, and what is right though it is near."""


def codes(case: Any, language: str) -> set[str]:
    body, values = case if isinstance(case, tuple) else (case, {})
    given = {"title": "Digwyddiad yn Ellerdale", "language": language} | values
    return {finding.code for finding in RULES.check([read(source(body, **given))])[0]}


def every(wrong: bool) -> list[Any]:
    return [
        pytest.param(name.split()[1], case, id=f"{name}-{number}")
        for name, cases in WELSH.items()
        for number, case in enumerate(cases[not wrong])
    ]


@pytest.mark.parametrize(("code", "case"), every(wrong=True))
def test_a_rule_that_knows_welsh_finds_what_is_wrong(code: str, case: Any) -> None:
    assert code in codes(case, "cy")


@pytest.mark.parametrize(("code", "case"), every(wrong=False))
def test_it_leaves_alone_what_is_right(code: str, case: Any) -> None:
    assert code not in codes(case, "cy")


def knowing(language: str) -> list[Rule]:
    return [rule for rule in RULES.rules if language in rule.languages.split()]


def test_the_table_has_each_rule_that_knows_welsh() -> None:
    names = {name.split()[0] for name in WELSH}
    in_english_words = {
        "weekday_of_another_date", "weekday_of_another_month_first", "weekday_in_short",
        "weekday_of_figures", "today_of_another_day", "impossible_day", "impossible_time",
        "outdated_term", "unbalanced_quotes", "left_by_colleagues",
    }  # fmt: skip
    assert {rule.check.__name__ for rule in knowing("cy")} <= names | in_english_words


SILENT: Final = {
    code
    for code in RULES.codes
    if all(rule.languages for rule in RULES.rules if code in rule.codes.split())
}
"""Codes all of whose rules know only some languages."""
ENGLISH_ONLY: Final = {
    code
    for code in SILENT
    if not any("cy" in rule.languages for rule in RULES.rules if code in rule.codes.split())
}
SETTLED: Final[dict[str, Any]] = tomllib.loads((CASES / "settled.toml").read_text(encoding="utf-8"))


def in_english(codes_of: set[str]) -> list[Any]:
    return [
        pytest.param(code, case, id=f"{code}-{number}")
        for code in sorted(codes_of)
        for number, case in enumerate(SETTLED.get(code, {}).get("wrong", ()))
    ]


def in_another(case: Any, language: str) -> set[str]:
    values = {"body": case} if isinstance(case, str) else dict(case)
    body = values.pop("body", "Text.")
    for name in [name for name in values if "." in name]:
        table, _, key = name.partition(".")
        values[table] = {key: values.pop(name)}
    manuscript = read(source(body, **(values | {"language": language})))
    return {finding.code for finding in RULES.check([manuscript])[0]}


@pytest.mark.rotates(6)
@pytest.mark.parametrize(("code", "case"), in_english(SILENT))
def test_a_rule_is_silent_in_a_language_that_it_does_not_know(code: str, case: Any) -> None:
    assert code not in in_another(case, "pl")


@pytest.mark.parametrize(("code", "case"), in_english(ENGLISH_ONLY))
def test_a_rule_that_knows_english_alone_is_silent_in_welsh(code: str, case: Any) -> None:
    assert code not in in_another(case, "cy")


def test_a_part_is_read_in_its_language() -> None:
    parts = ":::cy\nddydd Gwener 5 Mawrth 2020\n:::\n\n:::pl\nTuesday 5 March 2020\n:::"
    body = f"On Tuesday 5 March 2020.\n\n{parts}"
    findings = RULES.check([read(source(body))])[0]
    assert [(d.code, d.span.line, d.span.column) for d in findings] == [
        ("NG540", 7, 4),
        ("NG540", 10, 1),
    ]


def test_in_a_part_of_another_language_nothing_of_the_front_matter_is_looked_at() -> None:
    body = ":::cy\nFfoniwch 110.\n:::"
    findings = RULES.check([read(source(body, title="Call 9999.", language="pl"))])[0]
    assert [d.code for d in findings] == ["NG513"]
