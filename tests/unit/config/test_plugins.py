"""The table `[plugins]`, and what other tables name of it."""

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import Diagnostic, NewsgenError


def refused(text: str) -> Diagnostic:
    with pytest.raises(NewsgenError) as error:
        parse(text)
    (diagnostic,) = error.value.diagnostics
    return diagnostic


def test_plugins_are_listed_by_role() -> None:
    plugins = parse('[plugins]\nfilters = ["miles"]\nrules = ["house_style"]\n').plugins
    assert (plugins.filters, plugins.rules, plugins.fields) == (("miles",), ("house_style",), ())
    assert plugins.codes == {"SITE-house-style"}


@pytest.mark.parametrize(
    ("lines", "line", "said", "hint"),
    [
        ('filters = ["miles.py"]', 2, "is not the name of a plug-in", "without .py"),
        ('filters = ["../miles"]', 2, "is not the name of a plug-in", "without .py"),
        ('filters = ["NoShout"]', 2, "is not the name of a plug-in", "small letters, digits and _"),
        ('filters = ["class"]', 2, "no function can be called class", "another name"),
        ('filters = ["a", "a"]', 2, "the filter a is named twice", "Delete one."),
        ('filters = "miles"', 2, "should be a list", 'Write a list: ["miles"]'),
        ('filter = ["miles"]', 2, "there is no setting plugins.filter", "Did you mean filters?"),
        ('rules = ["link_text"]', 2, "newsgen itself has the rule link_text", "another name"),
        ('fields = ["date"]', 2, "newsgen itself has the kind of field date", "another name"),
        ('[fields.x]\ntype = "court"', 3, "but it can only be", ""),
        (
            'fields = ["court_case"]\n[fields.x]\ntype = "courtcase"',
            4,
            "but it can only be",
            "Did you mean court_case?",
        ),
        (
            'rules = ["house_style"]\n[rules.severity]\nSITE-house-stile = "off"',
            4,
            "the site has no rule “SITE-house-stile”",
            "Did you mean SITE-house-style?",
        ),
        (
            '[rules.per_path]\n"2012/**" = ["SITE-x"]',
            3,
            "the site has no rule “SITE-x”",
            "Rules of the site are listed in [plugins].",
        ),
    ],
)
def test_a_mistake_has_its_line_and_a_hint(lines: str, line: int, said: str, hint: str) -> None:
    diagnostic = refused(f"[plugins]\n{lines}\n")
    assert said in diagnostic.message
    assert hint in diagnostic.hint
    assert diagnostic.span.line == line


def test_a_field_may_have_a_kind_of_the_site_and_a_rule_a_severity() -> None:
    config = parse(
        '[plugins]\nfields = ["court_case"]\nrules = ["house_style"]\n'
        '[fields.x]\ntype = "court_case"\n[rules.severity]\nsite-house-style = "off"\n'
    )
    assert config.fields["x"].type == "court_case"
