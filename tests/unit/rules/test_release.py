"""All rules over a release: each is in it once, and findings are known by the words they mark."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from newsgen import rules
from newsgen.diagnostics import Diagnostic, Span
from newsgen.rules.release import RULES, with_subjects

SOURCE = "---\ntitle: Apêl\n---\n\nUn – dau\nthree four\n"


def test_the_rules_of_every_module_are_asked_once() -> None:
    modules = [
        import_module(f"newsgen.rules.{module.name}") for module in iter_modules(rules.__path__)
    ]
    listed = [
        rule
        for module in modules
        if isinstance(of_module := getattr(module, "RULES", None), tuple)
        for rule in of_module
    ]
    assert len(listed) > 20
    assert {id(rule) for rule in RULES.rules} == {id(rule) for rule in listed}
    assert len(RULES.rules) == len(listed)


@pytest.mark.parametrize(
    ("span", "subject"),
    [
        ((2, 8, 2, 12), "Apêl"),
        ((5, 4, 5, 5), "–"),
        ((5, 6, 6, 6), "dau\nthree"),
        ((2, 8, 2, 8), ""),
        ((99, 1, 99, 5), ""),
        ((5, 6, 5, 99), "dau"),
    ],
)
def test_the_words_that_a_finding_marks_are_its_subject(
    span: tuple[int, int, int, int], subject: str
) -> None:
    (finding,) = with_subjects([Diagnostic("NG518", "x", Span("content/a.md", *span))], SOURCE)
    assert finding.subject == subject


def test_a_subject_that_is_given_stays() -> None:
    finding = Diagnostic("NG518", "x", Span("content/a.md", 2, 8, 2, 12), subject="mine")
    assert with_subjects([finding], SOURCE) == (finding,)
