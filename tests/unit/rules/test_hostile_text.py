"""No rule takes long over a text that was made to be slow."""

import time

import pytest

from newsgen.config import Config
from newsgen.content import frontmatter
from newsgen.content.release import SourceReader
from newsgen.rules.manuscript import Body, Manuscript
from newsgen.rules.release import RULES
from newsgen.rules.rule import Check

SIZE = 200_000
LONGEST = 1.0
"""Seconds of work for a text of that size; a rule that is not linear takes minutes."""

SIGNS = "Rape of a victim, his daughter. Not to approach. Appealing for witnesses. "
TEXTS = {
    "names": "A a ",
    "capitals": "A ",
    "long names": "Alex Rowan ",
    "hyphens": "A-a",
    "apostrophes": "A'a’",
    "digits": "1",
    "numbers": "of 1 ",
    "ages": "15, ",
    "ages of names": "Alex Rowan, 15, ",
    "aged": "15-year-old ",
    "children": "15-year-old boy named A ",
    "stops": ". ",
    "marks": "!”*",
    "opening marks": ". (((*",
    "lines": "\n",
    "indented lines": "\n   ",
    "list items": "\n* Alex 1 ",
    "tabs": "\t",
    "houses": " 12 Quarry",
    "more houses": " 1 Quarry Quarry Quarry Quarry",
    "postcodes": " 1AA",
    "marks of vehicles": " AB12 CDE",
    "parts of marks": " A1",
    "kin": "his own young daughter ",
    "victims": "victim Alex Rowan ",
    "offences": "sexual ",
    "missing": "missing ",
    "concerned": "concerned for ",
    "danger": "not to approach ",
    "if you": "if you are in ",
    "anyone": "anyone who has any further ",
    "terms": "Highways Highways Action Fraud formerly ",
    "letters": "é",
    "spaces": " ",
}


def manuscript(body: str, title: str) -> Manuscript:
    text = f"---\ntitle: T\narea: Northshire\ndate: 2026-03-05\n---\n{body}"
    parts = frontmatter.split(text, "content/a.md")
    located = frontmatter.Located(parts, "content/a.md")
    parsed = SourceReader(Config()).parse("---\narea: A\ntitle: T\ndate: 2026-03-05\n---\n", "a.md")
    return Manuscript(
        path="content/a.md",
        values={**located.values, "title": title, "summary": title},
        places=located,
        body=Body(parts.body, "content/a.md", parts.body_line),
        html="",
        area=None,
        address=None,
        published=parsed.published,
        release=None,
        zone=Config().zone,
    )


def seconds_of(rule: Check, told: Manuscript) -> float:
    start = time.process_time()
    list(rule(told))
    return time.process_time() - start


@pytest.mark.parametrize("name", TEXTS)
def test_no_rule_is_slow_on_a_long_text(name: str) -> None:
    body = SIGNS + TEXTS[name] * (SIZE // len(TEXTS[name]))
    told = manuscript(body, body)
    taken = {str(rule.check): seconds_of(rule.check, told) for rule in RULES.rules}
    assert not {name: seconds for name, seconds in taken.items() if seconds > LONGEST}
