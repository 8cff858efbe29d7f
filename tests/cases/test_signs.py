"""Signs are as wide as their rules: a case is found with them as it is without, in any letter case.

The texts are those of all cases and examples, so a rule that is added is compared with its own.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

import pytest

from newsgen.codes import CODES
from newsgen.config import Config
from newsgen.content.release import SourceReader
from newsgen.explanations import explained, explanation
from newsgen.pipeline._examine import manuscript_of
from newsgen.rules.manuscript import CutKeyError, Manuscript
from newsgen.rules.release import RULES
from newsgen.rules.rule import RuleSet
from tests.cases.test_bad_input import CASES, as_read, read_case
from tests.cases.test_examples import files_of
from tests.cases.test_precision import SETTLED, TABLE, source_of, text_of

CONFIG: Final = Config()
READER: Final = SourceReader(CONFIG)
_FRONT: Final = re.compile(r"(?:```yaml|---)\n.*?\n(?:```|---)\n", re.DOTALL)
_FIRST_LETTER: Final = re.compile(r"(?<![\w'’./-])\w")
FORMS: Final[dict[str, Callable[[str], str]]] = {
    "small": str.lower,
    "capitals": str.upper,
    "headline": lambda text: _FIRST_LETTER.sub(lambda letter: letter[0].upper(), text.lower()),
}


def texts() -> Iterator[str]:
    """Yield the releases of all cases and examples that a single file can show to be wrong."""
    for case in map(read_case, (file.read_bytes() for file in CASES)):
        yield from (as_read(text) for path, text in case.files.items() if path.endswith(".md"))
    for row in SETTLED.values():
        yield from map(source_of, row["wrong"])
    for name, row in TABLE.items():
        if "shape" not in row:
            yield from (text_of(name, written) for written in row["wrong"])
    for code in explained():
        for example in explanation(code).wrong:
            files = files_of(example)
            yield from (text for path, text in files.items() if path.endswith(".md"))


def test_no_finding_is_missed_for_want_of_a_sign() -> None:
    assert missed_in(str) == {}, "these have none of the signs of their rules"


@pytest.mark.rotates(7)
@pytest.mark.parametrize("form", FORMS)
def test_none_is_missed_in_another_letter_case(form: str) -> None:
    assert missed_in(FORMS[form]) == {}, "these have none of the signs of their rules"


def missed_in(written: Callable[[str], str]) -> dict[str, str]:
    """Return what rules do not find in a form of the texts, by codes."""
    missed: dict[str, str] = {}
    for text in dict.fromkeys(texts()):
        front = _FRONT.match(text)
        if front is None:
            continue
        parsed = READER.parse(front[0] + written(text[front.end() :]), "a.md")
        if parsed.located:
            missed |= found_without_signs(manuscript_of(CONFIG, parsed, parsed.located))
    return missed


def found_without_signs(m: Manuscript) -> dict[str, str]:
    """Return what rules would find in a release that has none of their signs, by codes."""
    asked = RULES._candidates(m)
    findings: dict[str, str] = {}
    for at, rule in enumerate(RULES.rules):
        knows = not rule.languages or m.language in rule.languages.split()
        if knows and at not in asked:
            try:
                findings |= {d.code: d.subject or d.message for d in rule.check(m)}
            except CutKeyError:
                continue
    return findings


def test_each_rule_finds_only_its_codes() -> None:
    others: dict[str, set[str]] = {}
    alone = [(set(rule.codes.split()), RuleSet([rule])) for rule in RULES.rules]
    for text in dict.fromkeys(texts()):
        parsed = READER.parse(text, "a.md")
        if parsed.located:
            m = manuscript_of(CONFIG, parsed, parsed.located)
            for codes, rule in alone:
                for code in {d.code for d in rule.check([m])[0]} - codes:
                    others.setdefault(code, set()).update(codes)
    assert others == {}, "rules find these codes and do not name them"


def test_the_table_of_codes_says_what_is_fixed() -> None:
    """What is found in front matter that cannot be read has no fix, whatever its code."""
    fixed: dict[str, set[bool]] = {}
    for text in dict.fromkeys(texts()):
        parsed = READER.parse(text, "a.md")
        if parsed.located:
            for finding in RULES.check([manuscript_of(CONFIG, parsed, parsed.located)])[0]:
                fixed.setdefault(finding.code, set()).add(finding.fix is not None)
    wrong = [code for code, answers in fixed.items() if CODES[code].fixable is not any(answers)]
    assert sorted(wrong) == [], "write or delete fix behind the level of these in codes.py"
