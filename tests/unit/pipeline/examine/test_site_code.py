"""Rules and kinds of field of a site, as its files are read."""

from datetime import UTC, datetime

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError, Span
from newsgen.pipeline._examine import Examined, Examiner, with_site_rules
from newsgen.plugins.find import Plugin
from newsgen.plugins.roles import FIELD, MARKDOWN, RULE, PluginRole
from newsgen.rules.release import RULES

TEXT = """\
---
title: Road closed at Ellerdale!
area: Northshire
date: 2026-03-05 10:00
case: {case}
---

The road is closed until Friday.
"""
HEAD = "from newsgen.plugins import Finding\ndef check(release):\n    "
CONFIG = parse('[plugins]\nfields = ["check"]\n[fields.case]\ntype = "check"\n')


def plugin(source: str, role: PluginRole = RULE) -> Plugin:
    return Plugin(role, "check", "plugins/check.py", "", source)


def examined(*plugins: Plugin, case: str = "SALT/1", more: str = "") -> Examined:
    examiner = Examiner(CONFIG, as_of=datetime(2026, 4, 1, tzinfo=UTC), plugins=plugins)
    return examiner.examine(TEXT.format(case=case + more), "a.md")


def spans(returned: str) -> list[Span]:
    diagnostics = examined(plugin(f"{HEAD}return {returned}\n")).diagnostics
    return [d.span for d in diagnostics if d.code == "SITE-check"]


def test_without_plugins_the_rules_are_newsgens() -> None:
    assert with_site_rules(RULES, ()) is RULES


def test_a_finding_is_where_the_rule_says() -> None:
    assert spans('[Finding("a", key="title")]') == [Span("content/a.md", 2, 8, 2, 33)]
    assert spans('[Finding("a", start=5, end=9)]') == [Span("content/a.md", 8, 5, 8, 9)]
    assert spans('[Finding("a", start=5)]') == [Span("content/a.md", 8, 5)]
    assert spans('[Finding("a")]') == [Span("content/a.md")]


def test_a_rule_sees_the_release() -> None:
    seen = (
        "release.path, release.title, release.kind, release.area, release.date.year, release.tags"
    )
    source = f"{HEAD}yield Finding(str(({seen}, release.fields, release.is_page)))\n"
    (diagnostic,) = [d for d in examined(plugin(source)).diagnostics if d.code == "SITE-check"]
    assert diagnostic.message == (
        "('content/a.md', 'Road closed at Ellerdale!', 'news', 'Northshire', 2026, (), "
        "{'case': 'SALT/1'}, False)"
    )


def test_a_rule_cannot_change_the_release() -> None:
    case = plugin("def check(text):\n    return {'text': text}\n", FIELD)
    source = f"{HEAD}release.fields['case']['text'] = release.fields['more'] = 'changed'\n"
    rule = Plugin(RULE, "rule", "plugins/rule.py", "", source.replace("def check", "def rule"))
    assert examined(case).entry
    assert examined(case, rule).entry == examined(case).entry


def test_a_rule_sees_no_release_that_is_over_or_cannot_be_published() -> None:
    source = plugin(f'{HEAD}return [Finding("a")]\n')
    for more in ("\nstatus: withdrawn\nexplanation: It was wrong.", "\nembargo: soon"):
        codes = [d.code for d in examined(source, more=more).diagnostics]
        assert "SITE-check" not in codes


def test_a_rule_that_fails_names_the_release() -> None:
    with pytest.raises(NewsgenError, match=r"fails on content/a\.md: ZeroDivisionError") as error:
        examined(plugin(f"{HEAD}return 1 / 0\n"))
    assert error.value.diagnostics[0].span == Span("plugins/check.py", 3)


KIND = """\
def check(text):
    if text == "SALT/0":
        raise ValueError("there is no case 0", "Write SALT/1.")
    court, number = text.split("/")
    return {"court": court, "number": int(number) // (int(number) - 2)}
"""


def test_a_kind_of_field_reads_its_text() -> None:
    entry = examined(plugin(KIND, FIELD)).entry
    assert entry is not None
    (diagnostic,) = [
        d for d in examined(plugin(KIND, FIELD), case="SALT/0").diagnostics if d.code == "NG206"
    ]
    assert diagnostic.message == "case: there is no case 0"
    assert diagnostic.hint == "Write SALT/1."
    assert diagnostic.span == Span("content/a.md", 5, 7, 5, 13)


def test_a_kind_of_field_that_fails_names_the_release() -> None:
    with pytest.raises(NewsgenError, match=r"fails on content/a\.md: ZeroDivisionError") as error:
        examined(plugin(KIND, FIELD), case="SALT/2")
    assert error.value.diagnostics[0].span.line == 5


def test_without_its_plugin_a_field_is_text() -> None:
    assert "NG206" not in [d.code for d in examined(case="SALT/0").diagnostics]


def test_a_kind_of_field_may_have_no_hint() -> None:
    source = "def check(text): raise ValueError('it is wrong', None)\n"
    (diagnostic,) = [d for d in examined(plugin(source, FIELD)).diagnostics if d.code == "NG206"]
    assert diagnostic.message == "case: it is wrong"
    assert diagnostic.hint == ""


EXTENSION = """\
from markdown.preprocessors import Preprocessor
class Check(Preprocessor):
    def run(self, lines):
        {body}
def check(markdown):
    markdown.preprocessors.register({processor}, "check", 30)
"""


def extended_by(body: str, processor: str = "Check(markdown)") -> Examined:
    source = EXTENSION.format(body=body, processor=processor)
    return examined(plugin(source, MARKDOWN))


@pytest.mark.parametrize("body", ['return {}["x"]', 'raise ValueError("x")', "raise SystemExit(0)"])
def test_a_markdown_extension_that_fails_on_a_text_names_its_line_and_the_release(
    body: str,
) -> None:
    with pytest.raises(NewsgenError, match=r"extension check fails on content/a\.md: ") as error:
        extended_by(body)
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span) == ("NG723", Span("plugins/check.py", 4))


@pytest.mark.parametrize(
    ("body", "processor"), [("return None", "Check(markdown)"), ("return lines", "3")]
)
def test_a_markdown_extension_is_named_whose_result_python_markdown_cannot_use(
    body: str, processor: str
) -> None:
    with pytest.raises(NewsgenError, match=r"extension check fails on content/a\.md: ") as error:
        extended_by(body, processor)
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span) == ("NG723", Span("plugins/check.py", 5))
    assert diagnostic.hint.startswith("A processor of it returns what Python-Markdown cannot use")


def test_of_several_markdown_extensions_that_is_named_whose_result_cannot_be_used() -> None:
    sources = [
        EXTENSION.format(body=b, processor="Check(markdown)") for b in ("return lines", "pass")
    ]
    first = Plugin(MARKDOWN, "early", "plugins/early.py", "1", sources[0].replace("check", "early"))
    with pytest.raises(NewsgenError, match="extension check fails"):
        examined(first, plugin(sources[1], MARKDOWN))


def test_an_interrupt_names_the_markdown_extension_that_was_at_work() -> None:
    with pytest.raises(KeyboardInterrupt) as stop:
        extended_by("raise KeyboardInterrupt")
    assert stop.value.__notes__ == ["plugins/check.py:4: the Markdown extension check was running."]
