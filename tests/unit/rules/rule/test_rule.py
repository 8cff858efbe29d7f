"""Rules are asked only where their signs stand, and find all the same."""

from dataclasses import replace

import pytest
from hypothesis import example, given, strategies as st

from newsgen.diagnostics import Diagnostic
from newsgen.rules._telephone import CRIMESTOPPERS
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.release import RULES
from newsgen.rules.rule import Check, Rule, RuleSet
from tests.support.draws import draws
from tests.support.manuscripts import read, source

UNGATED = RuleSet([replace(rule, signs=(), keys=()) for rule in RULES.rules])
WRONG = (
    "\n# A", "\n##B", "\n\n**A line**\n\n", "\n\n__A line__\n\n", "click here", "Click Here",
    "CLICK HERE", "[here](/news/a)", "https://a", "www.a", "![](a.jpg)",
    "<img src='a.jpg'>", "<IMG SRC='a.jpg'>", "a@b.pnn.police.uk", "a@b.PNN.police.uk",
    "call 116123", "call 18001101", "800 555 111 of Crimestoppers: 800 555 111", "call 07700900123",
    "Crimestoppers: 0800 555 112", "call +441632960123", "Â£", "â€™", "\ufffd", "a\x85b",
    "a\u200bb", "\xad", "\u202e", "\u2069", "“A", "A”",
    "He lives at 12 Quarry Road, Alex Rowan said.", "The home of Alex Rowan is in AB1 2DE.",
    "Alex Rowan, 15, of", "15-year-old Alex Rowan", "Alex Rowan aged 17.",
    "A sexual assault. The victim Alex Rowan.", "Rape. Alex Rowan attacked his sister.",
    "It was an indecency.\nHis uncle. Alex Rowan abused his daughter.", "The car AB12 CDE drove.",
    "The car AB12CDE drove.", "The car A 12 ABC, the car A12ABC.", "Do not approach him",
    "He may be in danger: if you are in danger", "AT IMMEDIATE RISK",
    "Officers are appealing for witnesses.", "Have you seen Alex Rowan since Monday?",
    "We are concerned for the welfare of Alex Rowan.", "Police are looking for MISSING Alex Rowan.",
    "Action Fraud said so.",
)  # fmt: skip
FILLERS = (
    " ", "\u00a0", "\t", "\n", "\n\n", "|", " - ", " –", "—", "Northshire Police", "News", "&",
    "&amp;", "&#39;", "&nbsp;", "’", "'", "call ", "101", "999", CRIMESTOPPERS, "Crimestoppers",
    " 1AA", "1٣ Quarry Lane", "Alex Rowan", "victim",
)  # fmt: skip
PIECES = st.sampled_from(WRONG) | st.sampled_from(FILLERS)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
LINES = TEXTS.map(lambda text: " ".join(text.split("\n")))
TITLE = "Incident in Ellerdale"


@pytest.mark.parametrize("body", WRONG)
def test_each_finding_has_a_sign(body: str) -> None:
    release = read(source(f"{body}\n\nText.\n", title=TITLE, date="2026-03-05"))
    findings = RULES.check([release])[0]
    assert findings
    assert findings == UNGATED.check([release])[0]


@draws(300)
@given(TEXTS, LINES, LINES, st.sampled_from(["news", "appeal", "missing"]))
@example("Text.", "Incident\u00a0– Northshire Police", "", "news")
@example("Text.", "Incident – Northshire Police", "", "news")
@example("Text.", "Incident & Co", "Incident &amp; Co", "news")
def test_signs_miss_nothing(body: str, title: str, shared: str, kind: str) -> None:
    release = read(source(body, title=title.strip() or "T", og={"title": shared}, kind=kind))
    assert RULES.check([release])[0] == UNGATED.check([release])[0]


def test_signs_may_overlap() -> None:
    checked: list[str] = []

    def check_as(name: str) -> Check:
        def check(_: Manuscript) -> list[Diagnostic]:
            checked.append(name)
            return []

        return check

    signs = ["ab", "b", "abc", "d"]
    RuleSet([Rule(check_as(sign), "NG546", [sign]) for sign in signs]).check([read(source("xabc"))])
    assert checked == ["ab", "b", "abc"]


def test_a_rule_that_asks_for_a_key_that_cannot_be_read_says_nothing() -> None:
    body = "Officers are appealing for witnesses about the driverâ€™s van."
    appeal = read(source(body, title=TITLE))
    codes = {finding.code for finding in RULES.check([appeal])[0]}
    assert codes == {"NG514", "NG518"}
    unread = replace(appeal, cut=frozenset({"kind"}))
    assert {finding.code for finding in RULES.check([unread])[0]} == {"NG518"}
