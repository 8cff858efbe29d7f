"""Why a template failed, in the words of templates: what, where on the line, and what to write."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, NamedTuple

import jinja2
from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.environment import TemplateModule

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.dates import Moment
from newsgen.model.refusal import NoTextError, did_you_mean, nearest, shape_of
from newsgen.theme._expressions import (
    Sight,
    chains,
    failed_expression,
    has_value,
    printed_on,
    written,
)
from newsgen.theme._given import ChangeError
from newsgen.theme.failure import (
    ADD_ASSET,
    MisuseError,
    UnknownNameError,
    at_name,
    caller_of,
    line_of,
    meant_filter,
    other_syntax,
    reason_of,
    too_deep,
    unknown_hint,
)

_VIEWS: Final = "A template may use only what its view declares; the reference lists every view."
_VALUES: Final = "Look at what the line does with the values of this page."
_OPTIONS: Final = "Look at what the line does with the theme's options."
_COMPARED: Final = 'Compare moments by their at, as in sort(attribute="published.at").'
_ENDLESS: Final = "Take the line out, or put an {% if … %} around it that ends it."
_BRACKETS: Final = "The documentation lists the filters, with what stands in their brackets."
_OF_PYTHON: Final = ("strftime", "isoformat", "date", "time", "format")
"""What templates of other programs ask of a date."""
_MOST: Final = 6
"""Names that a hint lists."""
_GIVEN: Final = {
    "moment": ("Moment", "a moment, such as page.release.published"),
    "fragment": ("Fragment", "a body, such as page.release.body"),
    "image": ("Image", "a picture, such as one of page.release.images"),
    "head": ("Head", "page.head"),
    "file": ("FileFacts", "a file, such as one of page.release.files"),
}
"""What a filter takes, by the name of its first parameter; all others take a text."""
_PLAIN: Final = (str, dict, list, tuple, bool, int, float)
_SEEN: Final = "A template sees site and page, and the macros that it imports."
_SEEN_BY_ASSETS: Final = "An asset sees options, and asset() for the address of another one."


class Reason(NamedTuple):
    """What is wrong, where, and what to write instead."""

    said: str
    span: Span
    hint: str


def reason_for(error: BaseException, span: Span, sight: Sight) -> Reason:
    """Say why the line of a template at a place failed."""
    line = line_of(sight.text, span.line)
    failed = failed_expression(error, span.line, sight)
    if isinstance(error, NoTextError):
        return _of_print(error.value, failed, span, line, sight)
    if filter_failure := _of_filter(error, sight.environment.filters):
        name, said, hint = filter_failure
        return Reason(said, _at_filter(name, failed, span, line), hint)
    if isinstance(error, UnknownNameError):
        return _of_name(error, failed, span, line, sight)
    if other := _of_change(error, failed, span, line) or _of_macro(error, span, sight):
        return other
    said, hint = reason_of(error), _hint_at(error, sight)
    quoted = re.findall("[“']([^”']+)[”']", said)
    is_misuse, known = isinstance(error, MisuseError), sight.environment.filters
    if isinstance(failed, nodes.Filter) and failed.name in known and not is_misuse:
        return _of_call(error, failed, hint, span, line)
    called = failed.node if isinstance(failed, nodes.Call) else failed
    return Reason(said, at_name(span, line, *quoted, written(called, line)), hint)


def _of_call(
    error: BaseException, failed: nodes.Filter, hint: str, span: Span, line: str
) -> Reason:
    """Say that a filter fails, or how many values its brackets lack or have too many of."""
    place = _at_filter(failed.name, failed, span, line)
    if wrong := re.match(r"[\w.<>]+\(\) (missing|takes|got)( .*)", str(error)):
        verb = "is missing" if wrong[1] == "missing" else wrong[1]
        return Reason(f"the filter {failed.name} {verb}{wrong[2]}", place, _BRACKETS)
    return Reason(f"the filter {failed.name} fails: {reason_of(error)}", place, hint)


def _hint_at(error: BaseException, sight: Sight) -> str:
    """Return what to write instead, where no expression has to be looked at for that."""
    if isinstance(error, MisuseError):
        return error.hint
    if isinstance(error, RecursionError):
        return _ENDLESS
    if isinstance(error, TypeError) and "'Moment'" in str(error):
        return _COMPARED
    return meant_filter(error, sight.environment) or (_VALUES if _has_page(sight) else _OPTIONS)


def _has_page(sight: Sight) -> bool:
    """Return whether what failed is a template, and not an asset."""
    return "page" in sight.names


def _of_change(
    error: BaseException, failed: nodes.Expr | None, span: Span, line: str
) -> Reason | None:
    """Return which map of a view the template would change, if it would."""
    if not isinstance(error, ChangeError):
        return None
    method = failed.node if isinstance(failed, nodes.Call) else failed
    chain = written(method, line)
    name = chain.rpartition(".")[0] or "NAME"
    hint = f"Change a copy: {{% set own = {name}.copy() %}}, then own."
    return Reason(str(error), at_name(span, line, chain), hint)


# What has no text


def _of_print(value: Any, failed: nodes.Expr | None, span: Span, line: str, sight: Sight) -> Reason:
    """Say what has no text, or which values of a line may have none."""
    printed = printed_on(line)
    if failed is None and len(printed) > 1:
        what, hint = _without_text(value, "")
        return Reason(f"one of these is {what}: {', '.join(printed)}", span, hint)
    if not isinstance(failed, nodes.Filter):
        name = written(failed, line) or (printed[0] if failed is None and printed else "")
        what, hint = _without_text(value, name)
        place = at_name(span, line, name)
        return Reason(f"{name or 'what this line prints'} is {what}", place, hint)
    given = written(failed.node, line)
    returned = has_value(failed, sight)
    is_short = returned and given and not (failed.args or failed.kwargs)
    what, hint = _without_text(value, f"({given} | {failed.name})" if is_short else "")
    place = _at_filter(failed.name, failed, span, line)
    if not returned:
        said = f"the filter {failed.name} is given {_shape(value)}, which has no text of its own"
    elif value is None:
        said = f"the filter {failed.name} returned None, which has no text"
    else:
        said = f"the filter {failed.name} returned {what}"
    return Reason(said, place, hint)


def _without_text(value: Any, name: str) -> tuple[str, str]:
    """Say what a value is that has no text, and how it can be printed."""
    name = name or "NAME"
    what, hint = "a Python object", "Print a text or a number."
    match value:
        case None:
            what = "absent here"
            hint = f"It may be absent: write {{% if {name} %}}{{{{ {name} }}}}{{% endif %}}."
        case Moment():
            what = "a moment"
            hint = f"Use | date, or another filter for dates: {{{{ {name} | date }}}}."
        case bytes():
            what, hint = "a row of bytes", "Let it be a text: .decode() makes one of it."
        case _ if type(value).__name__ == "Fragment":
            what, hint = "the body of a page", f"Use | html: {{{{ {name} | html }}}}."
        case Mapping():
            key = next((key for key in value if isinstance(key, str)), "KEY")
            what, hint = "a map", f'Name one of its values: {{{{ {name}["{key}"] }}}}.'
        case Sequence() | AbstractSet():
            what, hint = "a list", _through(name, next(iter(value), None))
        case Iterator():
            what, hint = "a list", f'Use | join: {{{{ {name} | join(", ") }}}}.'
        case _ if callable(value):
            what, hint = "a macro or function", f"Call it: {{{{ {name}() }}}}."
        case _ if is_dataclass(value):
            what = "a view"
            hint = f"Print one of its fields: {{{{ {name}.{_text_field(value)} }}}}."
    return what if value is None else f"{what}, which has no text of its own", hint


def _through(name: str, first: Any) -> str:
    """Return how to print a list, by what its first item is."""
    if isinstance(first, str):
        return f'Use | join: {{{{ {name} | join(", ") }}}}.'
    item = f"item.{_text_field(first)}" if is_dataclass(first) else "item"
    return f"Write {{% for item in {name} %}}{{{{ {item} }}}}{{% endfor %}}."


def _text_field(view: Any) -> str:
    """Return the field of a view that is most like its name."""
    texts = [field.name for field in fields(view) if isinstance(getattr(view, field.name), str)]
    return "title" if "title" in texts else next(iter(texts), "FIELD")


# What a filter is given


def _at_filter(name: str, failed: nodes.Expr | None, span: Span, line: str) -> Span:
    """Return where a filter stands: behind what it is given, as a line may have it twice."""
    given = written(failed.node, line) if isinstance(failed, nodes.Filter) else ""
    use = re.search(rf"(?<![\w.]){re.escape(given)}\s*\|\s*({re.escape(name)})(?!\w)", line)
    if use is None:
        return at_name(span, line, name)
    return Span(span.path, span.line, use.start(1) + 1, span.line, use.end(1) + 1)


def _of_filter(
    error: BaseException, filters: Mapping[str, Callable[..., Any]]
) -> tuple[str, str, str] | None:
    """Return the filter of newsgen's own that cannot take what it is given, and what to say."""
    if not isinstance(error, AttributeError | TypeError | KeyError):
        return None
    by_code = {code: name for name, filter_ in filters.items() if (code := _code(filter_))}
    trace = error.__traceback__
    while trace is not None:
        frame, trace = trace.tb_frame, trace.tb_next
        if (name := by_code.get(frame.f_code)) and frame.f_code.co_argcount:
            parameter = frame.f_code.co_varnames[0]
            value = frame.f_locals.get(parameter)
            kind, wanted = _GIVEN.get(parameter, ("", ""))
            is_there = not isinstance(value, jinja2.Undefined)
            if wanted and is_there and type(value).__name__ != kind:
                said = f"the filter {name} is given {_shape(value)}"
                return name, said, f"It takes {wanted}."
    return None


def _code(filter_: Any) -> Any:
    """Return the code of a filter that newsgen has."""
    filter_ = getattr(filter_, "__wrapped__", filter_)
    is_own = getattr(filter_, "__module__", "").startswith("newsgen.")
    return getattr(filter_, "__code__", None) if is_own else None


def _shape(value: Any) -> str:
    if isinstance(value, Moment):
        return "a moment"
    if is_dataclass(value):
        return "a view"
    if value is None:
        return "nothing"
    return shape_of(value) if isinstance(value, _PLAIN) else "a Python object"


# What a macro is given


def _of_macro(error: BaseException, span: Span, sight: Sight) -> Reason | None:
    """Return the macro that takes other arguments than the one that it stands in for."""
    match = re.match(r"macro '(\w+)' (takes|got) ", str(error))
    if not (match and isinstance(error, TypeError)):
        return None
    imports = sight.environment.parse(sight.text).find_all((nodes.Import, nodes.FromImport))
    for template in dict.fromkeys(each.template for each in imports):  # type: ignore[attr-defined]
        if not isinstance(template, nodes.Const):
            continue
        ours, *older = _definitions(template.value, match[1], sight.environment)
        if older and ours.file.partition("/templates/")[0] != span.path.partition("/templates/")[0]:
            said = f"{error}, as {span.path}:{span.line} calls it"
            hint = f"Define it as {older[0].file} does: {older[0].text.strip()}"
            place = at_name(Span(ours.file, ours.line), ours.text, match[1])
            return Reason(said, place, hint)
    return None


class _Definition(NamedTuple):
    """A macro's file, its line, and the text of that."""

    file: str
    line: int
    text: str


def _definitions(template: str, macro: str, environment: jinja2.Environment) -> list[_Definition]:
    """Return where a macro that is imported is defined, and then where older themes define it."""
    assert environment.loader is not None
    every = environment.list_templates()
    names = [template, *(name for name in every if name.endswith(f"/{template}"))]
    definitions: dict[str, _Definition] = {}
    for text, file, _ in (environment.loader.get_source(environment, name) for name in names):
        for node in environment.parse(text).find_all(nodes.Macro):
            if node.name == macro:
                line = _Definition(str(file), node.lineno, line_of(text, node.lineno))
                definitions.setdefault(line.file, line)
    return list(definitions.values())


# Names that are not there


def _of_name(
    error: UnknownNameError, failed: nodes.Expr | None, span: Span, line: str, sight: Sight
) -> Reason:
    """Say which name is not there, or which values of a line may not have it."""
    said, name = reason_of(error), str(error.name)
    if re.fullmatch(r"parameter '\w+' was not provided", said) and (caller := caller_of(error)):
        said += f", as {caller.path}:{caller.line} calls it"
        return Reason(said, at_name(span, line, name), f"Give the macro its {name} there.")
    hint = other_syntax(line) or _unknown(error, sight)
    is_item = isinstance(error.name, int) and isinstance(error.thing, list | tuple)
    if is_item or error.name is None:
        return _of_item(error, failed, span, line)
    chain = written(failed, line)
    last = rf"(?<!\w){re.escape(name)}(?!\w)"
    if not chain and len(re.findall(last, line)) > 1:
        alike = dict.fromkeys(each for each in chains(line) if re.search(rf"{last}\W*$", each))
        these = f" (one of these: {', '.join(alike)})" if len(alike) > 1 else ""
        return Reason(said + these, span, hint)
    place = at_name(span, line, chain or name)
    if chain and error.thing is None and isinstance(failed, nodes.Getattr | nodes.Getitem):
        owner = written(failed.node, chain)
        hint = f"It is absent on this page: write {{% if {owner} %}} around it."
        place = replace(place, end_column=place.column + len(owner))
        return Reason(f"{owner} is absent here, so it has no {name}", place, hint)
    return Reason(said, _last(place, line, name), hint)


def _of_item(error: UnknownNameError, failed: nodes.Expr | None, span: Span, line: str) -> Reason:
    """Say of which list an item is not there: one with a number, or the first of none."""
    owner = written(failed.node, line) if isinstance(failed, nodes.Filter | nodes.Getitem) else ""
    said = reason_of(error)
    hint = f"It is empty on this page: write {{% if {owner or 'NAME'} %}} around it."
    if isinstance(error.thing, list | tuple) and error.thing:
        count = len(error.thing)
        hint = f"It has {count} item{'s' if count > 1 else ''}, counted from 0."
    said = said.replace(" in it", f" in {owner}") if owner else said
    return Reason(said, at_name(span, line, owner), hint)


def _last(place: Span, line: str, name: str) -> Span:
    """Return where a name stands last in a stretch of a line; the stretch, if it does not."""
    at = line.rfind(name, place.column - 1, max(place.end_column - 1, 0))
    return place if at < 0 else replace(place, column=at + 1, end_column=at + 1 + len(name))


def _unknown(error: UnknownNameError, sight: Sight) -> str:
    """Return a hint at the name that is meant, or at where to look for it."""
    name, thing = str(error.name), error.thing
    if error.is_bare:
        return _imported_name(error, sight) or _bare(name, sight)
    match thing:
        case None:
            hint = "It is absent on this page: write {% if … %} around it."
        case Moment() if name in _OF_PYTHON:
            hint = "Use a filter: | date, | datetime, | iso and others write a moment."
        case TemplateModule():
            known = [known for known in vars(thing) if not known.startswith("_")]
            hint = did_you_mean(name, known, f"It has: {_listed(known)}.")
        case dict(known) if known and known is _assets(sight):
            hint = ADD_ASSET
        case dict():
            hint = f"It has: {_listed(thing)}." if thing else "It is empty on this page."
        case _ if is_dataclass(thing):
            inner = getattr(thing, "release", None)
            known = [each.name for each in fields(inner)] if is_dataclass(inner) else []
            near = name if name in known else nearest(name, known)
            hint = f"Did you mean page.release.{near}?" if near else _VIEWS
        case _:
            hint = f"It is {shape_of(thing)}, which has no fields."
    return hint


def _assets(sight: Sight) -> Any:
    return sight.environment.getattr(sight.names.get("site"), "assets")


def _imported_name(error: UnknownNameError, sight: Sight) -> str:
    """Return a hint at a macro that the template which is imported does not have."""
    match = re.match("the template '([^']+)' .* does not export", str(error))
    loader = sight.environment.loader
    if not match or loader is None:
        return ""
    text, _, _ = loader.get_source(sight.environment, match[1])
    known = exported(sight.environment.parse(text))
    return did_you_mean(str(error.name), known, f"It has: {_listed(known)}.")


def _listed(names: Any) -> str:
    known = sorted(map(str, names))
    return ", ".join(known[:_MOST]) + (f" and {len(known) - _MOST} more" if known[_MOST:] else "")


def _bare(name: str, sight: Sight) -> str:
    """Return what a name that stands by itself may mean."""
    for first, view in reversed(list(sight.names.items())):
        for inner in ("", "release"):
            is_there = not isinstance(view, jinja2.Undefined)
            owner = getattr(view, inner, None) if inner and is_there else view
            if is_dataclass(owner) and name in {field.name for field in fields(owner)}:
                return f"Did you mean {'.'.join(filter(None, (first, inner, name)))}?"
    functions = sight.environment.globals
    if name in DEFAULT_NAMESPACE:
        there = ", ".join(sorted(DEFAULT_NAMESPACE.keys() & functions.keys()))
        return f"Of Jinja's functions, there is {there} alone."
    known = {*sight.names, *functions, *exported(sight.environment.parse(sight.text))}
    return did_you_mean(name, sorted(known), _SEEN if _has_page(sight) else _SEEN_BY_ASSETS)


# What no page may meet


def unknown_names(
    environment: jinja2.Environment,
    text: str,
    file: str,
    exports: Callable[[str], Collection[str]] = lambda _: (),
) -> Iterator[Diagnostic]:
    """Yield the filters, tests and macros that a template names and that are not there.

    Jinja says so only where a page comes to that line. What a template asks for with `is filter`
    may be missing. `exports` gives the names that another template has for those that import it;
    none, if they are not known.
    """
    try:
        tree = environment.parse(text, file, file)
        asked = _asked_for(tree)
    except RecursionError:
        raise too_deep(file) from None
    known = {"filter": environment.filters, "test": environment.tests}
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        kind = "filter" if isinstance(node, nodes.Filter) else "test"
        if node.name not in known[kind] and not asked & {node.name, None}:
            hint = unknown_hint(kind, node.name, environment)
            place = at_name(Span(file, node.lineno), line_of(text, node.lineno), node.name)
            yield Diagnostic("NG803", f"there is no {kind} {node.name}", place, hint)
    for template, name, line in _imported(tree):
        if (names := exports(template)) and name not in names:
            place = at_name(Span(file, line), line_of(text, line), name)
            hint = did_you_mean(name, names, f"It has: {_listed(names)}.")
            yield Diagnostic("NG804", f"{template} has no macro {name}", place, hint)


def _asked_for(tree: nodes.Template) -> set[str | None]:
    """Return the filters and tests that a template asks for first; None if they are not known."""
    return {
        node.node.value if isinstance(node.node, nodes.Const) else None
        for node in tree.find_all(nodes.Test)
        if node.name in ("filter", "test")
    }


def _imported(tree: nodes.Template) -> Iterator[tuple[str, str, int]]:
    """Yield each name that a template takes from one that it imports by name, with its line."""
    modules: dict[str, str] = {}
    for node in tree.find_all((nodes.Import, nodes.FromImport)):
        assert isinstance(node, nodes.Import | nodes.FromImport)
        if not isinstance(node.template, nodes.Const):
            continue
        if isinstance(node, nodes.Import):
            modules[node.target] = node.template.value
            continue
        for each in node.names:
            yield node.template.value, each if isinstance(each, str) else each[0], node.lineno
    stored = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    for got in tree.find_all(nodes.Getattr):
        if isinstance(got.node, nodes.Name) and got.node.name in modules.keys() - stored:
            yield modules[got.node.name], got.attr, got.lineno


def exported(tree: nodes.Template) -> set[str]:
    """Return the names that a template sets and defines: all that others may import from it."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    names |= {node.name for node in tree.find_all(nodes.Macro)}
    for node in tree.find_all((nodes.Import, nodes.FromImport)):
        if isinstance(node, nodes.Import):
            names.add(node.target)
        elif isinstance(node, nodes.FromImport):
            names |= {each if isinstance(each, str) else each[1] for each in node.names}
    return names
