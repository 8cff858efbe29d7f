"""Plug-ins are loaded and called, and whatever goes wrong has its line."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup

from newsgen.config.plugins import PluginSettings
from newsgen.diagnostics import Diagnostic, Exit, NewsgenError
from newsgen.plugins.find import Plugin, PluginError, find_plugins
from newsgen.plugins.load import (
    at_work,
    failure_in,
    forget_modules,
    functions,
    load,
    note_interrupt,
)
from newsgen.plugins.roles import FIELD, FILTER, MARKDOWN, RULE, CheckedRelease, PluginRole
from tests.unit.plugins.conftest import Install

RELEASE_A = CheckedRelease(
    path="content/a.md",
    title="A",
    summary="",
    body="Text.",
    html="<p>Text.</p>",
    kind="news",
    area="Northshire",
    tags=(),
    date=None,
    fields={},
    is_page=False,
)


def plugin(source: str, role: PluginRole = FILTER) -> Plugin:
    return Plugin(role, "miles", "plugins/miles.py", "digest", source)


def refused(source: str, role: PluginRole = FILTER) -> Diagnostic:
    with pytest.raises(NewsgenError) as error:
        load(plugin(source, role))
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "NG722"
    assert diagnostic.span.path == "plugins/miles.py"
    return diagnostic


def failure(source: str, role: PluginRole = FILTER, value: Any = 1) -> Diagnostic:
    with pytest.raises(PluginError) as error:
        load(plugin(source, role))(value)
    (diagnostic,) = error.value.on("content/a.md").diagnostics
    assert diagnostic.code == "NG723"
    return diagnostic


def test_the_function_is_called_like_the_file() -> None:
    source = (
        "from dataclasses import dataclass\n@dataclass\nclass A: ...\ndef miles(km, places=0):\n"
    )
    assert load(plugin(f"{source}    return km + places\n"))(1, places=2) == 3
    assert functions((plugin("def miles(km): ..."),), RULE) == {}


def test_a_file_is_run_once_until_what_it_remembers_is_forgotten() -> None:
    counting = plugin("seen = []\ndef miles(km):\n    seen.append(km)\n    return len(seen)\n")
    assert [load(counting)(1), load(counting)(1)] == [1, 2]
    forget_modules()
    assert load(counting)(1) == 1


def test_a_value_that_is_worked_out_late_is_worked_out_at_once() -> None:
    assert load(plugin("def miles(km):\n    yield km\n"))(1) == (1,)
    assert failure("def miles(km):\n    yield km / 0\n").span.line == 2


def test_an_entry_point_is_loaded(tmp_path: Path, install: Install) -> None:
    source = "def f(km):\n    return 1 / km\nwrong = 5\n"
    points = (
        "miles = northshire_tools:f\nwrong = northshire_tools:wrong\nnone = northshire_tools:x\n"
    )
    install("northshire_tools", source, f"[newsgen.filters]\n{points}")
    miles, wrong, none = find_plugins(tmp_path, PluginSettings(filters=("miles", "wrong", "none")))
    assert load(miles)(2) == 0.5
    with pytest.raises(PluginError) as error:
        load(miles)(0)
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.span.path, diagnostic.span.line) == ("northshire_tools:f", 2)
    for other, said in ((wrong, "is not a function"), (none, "cannot be loaded: AttributeError")):
        with pytest.raises(NewsgenError, match=said):
            load(other)


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("\ndef miles(:\n", 2, "the file is not valid Python: invalid syntax"),
        ("\nimport not_there\n", 2, "cannot be loaded: ModuleNotFoundError"),
        ("\nraise SystemExit\n", 2, "cannot be loaded: SystemExit"),
        ("\nimport os; os._exit(0)\n", 2, "cannot be loaded: SystemExit: os._exit"),
        ("\nraise GeneratorExit\n", 2, "cannot be loaded: GeneratorExit"),
        ("def mile(km): ...\n", 1, "there is no function miles in the file"),
        ("miles = 5\n", 1, "there is no function miles in the file"),
        ("\ndef miles(): ...\n", 2, "should take one argument"),
        ("def miles(*, km): ...\n", 1, "should take one argument"),
    ],
)
def test_what_cannot_be_loaded_is_refused_with_its_line(source: str, line: int, said: str) -> None:
    diagnostic = refused(source)
    assert said in diagnostic.message
    assert diagnostic.span.line == line


def test_a_misspelt_function_is_refused_with_the_name_that_is_meant() -> None:
    assert refused("def mile(km): ...\ndef other(): ...\n").hint == "Did you mean mile?"
    assert refused("").hint.endswith("def miles(value).")


RELEASE = "from newsgen.plugins import CheckedRelease\n"


def test_a_function_of_another_role_is_refused() -> None:
    rule = f"{RELEASE}def miles(release: CheckedRelease): ...\n"
    assert refused(rule).hint == "Name it under rules, and not under filters."
    assert refused("def miles(text: str): ...\n", RULE).hint.startswith("Name it under filters")
    assert "one argument" in refused("def miles(text, more): ...\n", FIELD).message
    assert "one argument" in refused("def miles(release, more): ...\n", RULE).message


def test_a_filter_cannot_take_what_no_key_covers() -> None:
    source = "import jinja2\n@jinja2.pass_context\ndef miles(context, km): ...\n"
    assert "not Jinja's context" in refused(source).message


def test_a_failure_has_its_innermost_line_and_the_release() -> None:
    diagnostic = failure("def miles(km):\n    return f(km)\ndef f(km):\n    return km / 0\n")
    assert (diagnostic.span.path, diagnostic.span.line) == ("plugins/miles.py", 4)
    assert diagnostic.message == (
        "the filter miles fails on content/a.md: ZeroDivisionError: division by zero"
    )
    assert PluginError(diagnostic).on("x").exit_code is Exit.FINDINGS


def test_a_failure_without_words_has_its_kind() -> None:
    said = failure("def miles(km):\n    raise KeyError\n").message
    assert said == "the filter miles fails on content/a.md: KeyError"


@pytest.mark.parametrize("role", [FILTER, RULE, FIELD])
@pytest.mark.parametrize(
    "end", ["sys.exit(0)", "exit('stop')", "raise GeneratorExit", "os._exit(0)"]
)
def test_a_plugin_cannot_end_newsgen(role: PluginRole, end: str) -> None:
    diagnostic = failure(f"import os, sys\ndef miles(x):\n    {end}\n", role, "x")
    assert diagnostic.span.line == 3
    is_exit = "SystemExit" in diagnostic.message
    assert is_exit == (diagnostic.hint == "A plug-in returns, and does not end newsgen.")


def test_only_a_person_interrupts() -> None:
    source = "raise KeyboardInterrupt\n"
    with pytest.raises(KeyboardInterrupt):
        load(plugin(source))
    with pytest.raises(KeyboardInterrupt):
        load(plugin(f"def miles(km): {source}"))(1)


@pytest.mark.parametrize(
    ("role", "value", "words"),
    [
        (FILTER, 1, "the filter miles was running."),
        (RULE, RELEASE_A, "the rule miles was running on content/a.md."),
        (FIELD, "SALT/1", "the kind of field miles was running on “SALT/1”."),
        (FIELD, "x" * 100, f"the kind of field miles was running on “{'x' * 80}”."),
    ],
)
def test_an_interrupt_says_which_plugin_was_at_work(
    role: PluginRole, value: Any, words: str
) -> None:
    with pytest.raises(KeyboardInterrupt) as stop:
        load(plugin("def miles(x):\n    raise KeyboardInterrupt\n", role))(value)
    assert stop.value.__notes__ == [f"plugins/miles.py:2: {words}"]


def test_what_is_at_work_can_be_asked_while_it_is() -> None:
    asking = "from newsgen.plugins.load import at_work\ndef miles(km):\n    return [*at_work()]\n"
    assert load(plugin(asking))(1) == ["plugins/miles.py:3: the filter miles is running."]
    assert list(at_work()) == []


def test_code_of_a_plugin_that_others_call_is_at_work_too() -> None:
    asking = (
        "from newsgen.plugins.load import at_work\ndef miles(md): return lambda: [*at_work()]\n"
    )
    ask = load(plugin(asking, MARKDOWN))(None)
    assert ask() == ["plugins/miles.py:2: the Markdown extension miles is running."]
    forget_modules()
    assert ask() == []
    while_loaded = "from newsgen.plugins.load import at_work\nasked = [*at_work()]\n"
    function = load(plugin(f"{while_loaded}def miles(text): return asked\n", FIELD))
    assert function("x") == ["plugins/miles.py:2: the kind of field miles is running."]


def test_an_interrupt_says_which_plugin_was_being_loaded() -> None:
    with pytest.raises(KeyboardInterrupt) as stop:
        load(plugin("\nraise KeyboardInterrupt\n", FIELD))
    assert stop.value.__notes__ == ["plugins/miles.py:2: the kind of field miles was running."]


def test_an_interrupt_of_code_that_others_call_can_be_noted() -> None:
    extension = plugin("def miles(markdown):\n    return lambda: [][0]", MARKDOWN)
    with pytest.raises(IndexError) as stop:
        load(extension)(None)()
    note_interrupt((extension,), stop.value)
    assert stop.value.__notes__ == ["plugins/miles.py:2: the Markdown extension miles was running."]


@pytest.mark.parametrize("value", ["'text'", "5", "[5]", "[None]"])
def test_a_rule_gives_findings(value: str) -> None:
    assert (
        "a rule gives Finding objects, and this is of the type "
        in failure(f"def miles(release):\n    return {value}\n", RULE).message
    )


FINDING = "from newsgen.plugins import Finding\n"


def test_a_wrong_finding_has_the_line_of_the_rule() -> None:
    diagnostic = failure(f"{FINDING}def miles(release):\n    yield Finding(5)\n", RULE)
    assert diagnostic.span.line == 3
    assert "TypeError: the message of a finding should be a text: 5" in diagnostic.message


@pytest.mark.parametrize("place", ["start=5", "start=1, end=5"])
def test_a_finding_is_not_beyond_the_body(place: str) -> None:
    source = f"{FINDING}def miles(release):\n    yield Finding('It is loud.', {place})\n"
    said = failure(source, RULE, SimpleNamespace(body="Road")).message
    assert said.endswith("a finding is at 5, and the body ends at 4")
    assert len(load(plugin(source, RULE))(SimpleNamespace(body="Roads"))) == 1


def test_a_rule_that_returns_nothing_has_no_findings() -> None:
    assert load(plugin("def miles(release): return", RULE))(1) == ()


def test_a_kind_of_field_refuses_a_text_by_a_value_error() -> None:
    with pytest.raises(ValueError, match="not a number"):
        load(plugin("def miles(text): raise ValueError('not a number')", FIELD))("x")
    assert (
        "a field cannot hold a value of the type object"
        in failure("def miles(text): return object()", FIELD, "x").message
    )


def test_errors_of_newsgen_pass() -> None:
    source = "from newsgen import NewsgenError\ndef miles(km): raise NewsgenError()\n"
    with pytest.raises(NewsgenError) as error:
        load(plugin(source))(1)
    assert not isinstance(error.value, PluginError)


def test_an_error_belongs_to_the_plugin_whose_code_it_went_through() -> None:
    extension = plugin("def miles(markdown): return lambda: 1 / 0", MARKDOWN)
    with pytest.raises(ZeroDivisionError) as error:
        load(extension)(None)()
    failure_of = failure_in((extension,), error.value)
    assert failure_of is not None
    (diagnostic,) = failure_of.diagnostics
    assert (diagnostic.code, diagnostic.span.line) == ("NG723", 1)
    other = ValueError("of newsgen")
    assert failure_in((extension,), other) is None
    assert failure_in((extension,), other, load(extension)) is not None


def test_a_filter_changes_no_map_of_a_view() -> None:
    given = {"ward": "Quay", "more": ({"a": 1},)}
    source = "def miles(km, *, by):\n    by.clear()\n    km['more'][0].clear()\n"
    load(plugin(f"{source}    return km.pop('ward')\n"))(given, by=given)
    assert given == {"ward": "Quay", "more": ({"a": 1},)}


def test_characters_that_no_page_may_have_are_left_out() -> None:
    half = "a\ud83d\x0bb"
    returning = "def miles(km):\n    return "
    assert load(plugin(f"{returning}km\n"))(half) == "a b"
    assert load(plugin(f"{returning}km\n", FIELD))({half: [half, (half, 1)]}) == {
        "a b": ["a b", ("a b", 1)]
    }
    html = load(plugin(f"{returning}km\n"))(Markup(half))
    assert (html, type(html)) == ("a b", Markup)
    rule = "from newsgen.plugins import Finding\ndef miles(release):\n    yield Finding("
    (finding,) = load(plugin(f"{rule}{half!r}, {half!r})\n", RULE))(RELEASE_A)
    assert (finding.message, finding.hint) == ("a b", "a b")


def test_a_number_that_is_none_is_the_fault_of_the_field() -> None:
    wrong = failure("def miles(text):\n    return {'km': float(text)}\n", FIELD, "nan")
    assert "a field cannot hold nan" in wrong.message


@pytest.mark.parametrize("source", ["def miles(km): ...\n", "def miles(km, unit, of): ...\n"])
def test_a_filter_that_is_given_too_much_or_too_little_says_what_it_takes(source: str) -> None:
    with pytest.raises(PluginError) as error:
        load(plugin(source))(1, "km")
    (diagnostic,) = error.value.diagnostics
    takes = source.removeprefix("def miles").partition(":")[0]
    assert diagnostic.hint.startswith(f"It takes {takes}, the first of which stands before |")
    assert failure("def miles(km):\n    return km + ''\n").hint.startswith("Correct it")
