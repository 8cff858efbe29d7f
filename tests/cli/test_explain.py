"""`newsgen explain` prints what each code means."""

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from newsgen.codes import CODES, STAGES
from newsgen.explanations import explained, explanation
from newsgen.printing import visible
from newsgen.report.explained import is_of_a_command
from tests.support.command import Console, Outcome

Run = Callable[..., Outcome]


@pytest.fixture
def explain(run: Console, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "80")
    return partial(run, "explain")


def faults_of(code: str, explain: Run) -> Iterator[str]:
    """Yield what is wrong with how a code is explained on a terminal of 80 columns."""
    exit_code, out, err = explain(code)
    if (exit_code, err) != (0, ""):
        yield f"it ends with {exit_code}: {err}"
    if not out.startswith(f"{code} {CODES[code].name}\n{CODES[code].summary}.\n\nA"):
        yield "it begins otherwise"
    if not is_of_a_command(CODES[code]) and "newsgen check --fix" not in out.replace("\n", " "):
        yield "it does not say what can be fixed"
    if ("How to fix it:" in out) is is_of_a_command(CODES[code]):
        yield "it says how to fix what no file can, or does not say how"
    if "```" in out or "\x1b" in out:
        yield "it shows marks of Markdown or commands of a terminal"
    known = explanation(code)
    for example in (*known.wrong, *known.right):
        lines = (f"    {line}".rstrip() for line in example.text.splitlines())
        if "".join(f"{visible(line)}\n" for line in lines) not in out:
            yield f"it does not show {example}"
    yield from (line for line in out.splitlines() if len(line) > 80 and line[0] != " ")


def test_each_code_is_explained(explain: Run) -> None:
    faults = {code: [*faults_of(code, explain)] for code in explained()}
    assert len(faults) > 100
    assert {code: wrong for code, wrong in faults.items() if wrong} == {}


@pytest.mark.parametrize("code", ["NG902", "NG906", "NG713"])
def test_what_stops_a_command_says_nothing_of_builds_and_fixes(code: str, explain: Run) -> None:
    out = explain(code)[1]
    assert "\n\nAn error: the command cannot go on.\n\n" in out
    for words in ("is not built until", "leaves it to you", "nor accepted"):
        assert words not in out


@pytest.mark.parametrize("text", ["NG305", "ng305", "dateline-against-url", "Dateline-Against-URL"])
def test_a_code_is_taken_in_any_case_or_by_name(text: str, explain: Run) -> None:
    assert explain(text)[1].startswith("NG305 dateline-against-url\n")


def test_a_prefix_and_several_codes_are_explained_once_each(explain: Run) -> None:
    _, out, _ = explain("NG90", "NG305", "ng901")
    assert re.findall(r"^NG\d{3}", out, re.MULTILINE) == [
        *(code for code in CODES if code.startswith("NG90")),
        "NG305",
    ]


def test_without_a_code_all_are_listed_by_stage(explain: Run) -> None:
    exit_code, out, err = explain()
    assert (exit_code, err) == (0, "")
    blocks = [block.splitlines() for block in out.rstrip().split("\n\n")]
    assert [block[0] for block in blocks] == list(STAGES.values())
    rows = [line.split(maxsplit=2) for block in blocks for line in block[1:]]
    assert rows == [[code.id, code.name, code.summary] for code in CODES.values()]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("NG3055", "Did you mean NG305?"),
        ("NG5x", "newsgen explain lists all codes."),
        ("NG000", "newsgen explain lists all codes."),
        ("mispelt-key", "Did you mean misspelt-key?"),
        ("NG", "newsgen explain lists all codes."),
        ("qqqqqq", "newsgen explain lists all codes."),
        ("", "newsgen explain lists all codes."),
    ],
)
def test_an_unknown_code_is_wrong_usage(text: str, hint: str, explain: Run) -> None:
    exit_code, out, err = explain(text)
    assert (exit_code, out) == (2, "")
    assert f"There is no code “{text}”. {hint}" in err


def test_one_unknown_code_among_others_explains_none(explain: Run) -> None:
    exit_code, out, _ = explain("NG305", "nonsense")
    assert (exit_code, out) == (2, "")


def test_an_essential_code_says_that_it_cannot_be_turned_off(explain: Run) -> None:
    out = " ".join(explain("NG305")[1].split())
    assert "neither turned off nor accepted" in out
    assert "[rules.severity]" not in out


def test_another_code_shows_how_to_turn_it_off(explain: Run) -> None:
    out = explain("NG416")[1]
    assert '    [rules.severity]\n    NG416 = "off"\n' in out
    assert '    [rules.per_path]\n    "2012/**" = ["NG416"]\n' in out
    assert "    accept:\n      - code: NG416\n        reason: " in out
