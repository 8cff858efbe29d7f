"""The errors for a template or asset that cannot be read, or fails."""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Final, NoReturn

import jinja2
from jinja2.utils import missing as not_given

from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal
from newsgen.fast.patterns import later
from newsgen.model.refusal import KEEP_A_VERSION, NoTextError, did_you_mean, nearest, unmerged

_FOLDERS: Final = ("/templates/", "/assets/")
_TESTS: Final = "The documentation of Jinja lists the tests, such as defined and none."
_OF_ASSETS: Final = "An asset has Jinja's own filters only: let a template write what needs others."
_FILTERS: Final = "The reference lists the filters; those of the site are under [plugins]."


class UnknownNameError(jinja2.UndefinedError):
    """A template names what is not there: `name` in `thing`, or by itself if it `is_bare`."""

    def __init__(self, message: str, thing: Any, name: object) -> None:
        super().__init__(message)
        self.thing, self.name = thing, name
        self.is_bare = thing is not_given


class MisuseError(jinja2.TemplateRuntimeError):
    """A filter or function is given what it cannot take; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Strict(jinja2.StrictUndefined):
    """Says that a view has no such field in the words of templates, not of Python."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = not_given,
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        is_unknown = exc is jinja2.UndefinedError
        error = partial(UnknownNameError, thing=obj, name=name) if is_unknown else exc
        super().__init__(hint, obj, name, error)  # type: ignore[arg-type]

    @property
    def _undefined_message(self) -> str:
        thing, name = self._undefined_obj, str(self._undefined_name)
        if self._undefined_hint:
            return super()._undefined_message
        if isinstance(thing, dict):
            return guess(f"there is no “{name}” in it", name, [str(key) for key in thing])
        if isinstance(thing, list | tuple) and isinstance(self._undefined_name, int):
            return f"there is no item {name} in it"
        if is_dataclass(thing) and not isinstance(thing, type):
            known = [field.name for field in fields(thing)]
            return guess(f"there is no {_word(thing)}.{name}", name, known)
        return super()._undefined_message


def printable(value: Any) -> Any:
    """Return what a template prints, if it has a text.

    Raises:
        NoTextError: it is a list, a map, a view, or else what only Python could show.

    """
    kind = value.__class__
    if kind is bytes or (
        kind.__str__ is object.__str__ and kind not in _NUMBERS and not hasattr(kind, "__html__")
    ):
        raise NoTextError(value)
    return value


def refuse_in_json(value: Any) -> NoReturn:
    """Refuse what JSON has no form for: a value without a text, or a name that is not there.

    Raises:
        UnknownNameError: the name is not there.
        NoTextError: it is another value.

    """
    str(value)  # of what is not there this fails
    raise NoTextError(value)


JSON_OPTIONS: Final = {"sort_keys": True, "default": refuse_in_json}
"""What Jinja's filter `tojson` writes with."""
ADD_ASSET: Final = "Put the file into the folder assets of the theme, or name one that is there."
_NUMBERS: Final = frozenset({int, float, bool})


def guess(said: str, name: str, known: list[str]) -> str:
    """Say that a name is not there, and which one may be meant."""
    near = nearest(name, known)
    return f"{said}; did you mean {near}?" if near else said


def _word(view: Any) -> str:
    """Return how templates call a view: `release` is a `ReleaseView`, `page` any page's."""
    name = type(view).__name__
    return "page" if name.endswith("Page") else name.removesuffix("View").lower()


def unreadable(error: OSError | UnicodeDecodeError, file: str) -> NewsgenError:
    """Say that a file of a theme cannot be read, and why."""
    if isinstance(error, UnicodeDecodeError):
        hint = "Save it again as UTF-8."
        return fatal("NG802", "the file is not UTF-8", file, hint)
    why = error.strerror or str(error)
    return fatal("NG802", f"the file cannot be read: {why}", file)


_MARK: Final = "<<<<<<< "


def refuse_unmerged(text: str, file: str) -> None:
    """Refuse a file of a theme in which a merge left its marks: readers would see them.

    Raises:
        NewsgenError: at the first of them.

    """
    for number, line in enumerate(text.split("\n"), 1) if _MARK in text else ():
        if line.startswith(_MARK):
            raise fatal("NG802", unmerged(line), Span(file, number), KEEP_A_VERSION)


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Translate an error in a `with` block that reads a file of a theme."""
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(error, file) from None


def refuse_link_out(file: Path, folder: Path, label: str) -> None:
    """Refuse a file that a symbolic link brings in from outside its theme, a resolved folder.

    Raises:
        NewsgenError: it would be published.

    """
    if not file.resolve().is_relative_to(folder):
        raise fatal(
            "NG802",
            "a symbolic link leads out of the theme",
            label,
            "Copy the file into the theme instead of linking to it.",
        )


def not_jinja(error: jinja2.TemplateSyntaxError, environment: jinja2.Environment) -> Diagnostic:
    number = _unclosed(error.message or "", error.source or "") or error.lineno
    place = Span(error.filename or error.name or "theme", number)
    said = f"the template is not valid Jinja: {error.message}"
    line = line_of(error.source or "", number)
    place = at_name(place, line, *re.findall("'([^']+)'", error.message or ""))
    if other := _OTHER_SYNTAX.search(line):
        place = at_name(place, line, other[0].strip("{%-| "))
    hint = meant_filter(error, environment) or other_syntax(line)
    if curly := re.match("unexpected char '([“”‘’])'", error.message or ""):
        place = replace(place, column=line.find(curly[1]) + 1)
        hint = "Write straight quotation marks: \" or '."
    return Diagnostic("NG803", said, place, hint)


def _unclosed(message: str, source: str) -> int:
    """Return the line of the tag that the end of a template should close; 0 if it is not known."""
    innermost = re.search(r"needs to be closed is '(\w+)'", message)
    if not (innermost and message.startswith("Unexpected end of template")):
        return 0
    if innermost[1] == "set":  # most are closed by themselves
        return 0
    without_comments = re.sub(
        r"\{#.*?#\}", lambda m: "\n" * m[0].count("\n"), source, flags=re.DOTALL
    )
    open_lines: list[int] = []
    for tag in re.finditer(rf"\{{%[-+]?\s*(end)?{innermost[1]}\b", without_comments):
        if not tag[1]:
            open_lines.append(without_comments.count("\n", 0, tag.start()) + 1)
        elif open_lines:
            open_lines.pop()
    return open_lines[-1] if open_lines else 0


def other_syntax(line: str) -> str:
    """Return a hint at what on a line of a template is not Jinja's; empty if nothing seems so."""
    other = _OTHER_SYNTAX.search(line)
    return f"“{other[0].strip()}” is not Jinja: {_instead_of(other)}" if other else ""


_OTHER_SYNTAX: Final = later(
    r"\{\{-?\s*(?P<field>[.$][\w.]*)"
    r"|\{\{-?\s*(?P<tag>if|else|end|with|range|block|define|template|partial)\b(?!\.|\s*[(\[}|])"
    r"|\{\{-?\s*(?P<end>else|end)\s*-?\}\}"
    r"|\|\s*(?P<filter>\w+)\s*:"
    r"|\{%-?\s*(?P<liquid>assign|capture|unless|elsif|case|render|endunless|comment)\b"
)
"""What is written in the templates of Hugo, Jekyll and others."""
_LIQUID: Final = {
    "assign": "{% set name = value %}",
    "capture": "{% set name %} … {% endset %}",
    "unless": "{% if not … %}",
    "endunless": "{% endif %}",
    "elsif": "{% elif … %}",
    "case": "{% if … %} and {% elif … %}",
    "render": '{% include "NAME" %}',
    "comment": "{# … #}",
}


def _instead_of(other: re.Match[str]) -> str:
    """Return what Jinja has instead of something of other templates."""
    if field := other["field"]:
        names = field.strip(".$").lower()
        if not names.startswith(("site", "page")):
            names = f"page.{names}".strip(".")
        return f"write {{{{ {names} }}}}, and only names that the reference of views lists."
    if name := other["filter"]:
        return f'what a filter is given stands in brackets: | {name}("…").'
    return (
        f"write {_LIQUID.get(other['liquid'], '{% if … %}, {% for … %} or another tag of Jinja')}."
    )


def too_deep(file: str) -> NewsgenError:
    """Say that a template is too deep for Jinja to read."""
    said = "the template cannot be read: too many brackets or blocks stand in others"
    return fatal("NG803", said, file, "Take some out, or put them into a macro.")


def line_of(text: str, number: int) -> str:
    """Return a line of a text, counted from 1; empty if there is none."""
    lines = text.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


def at_name(span: Span, line: str, *names: str) -> Span:
    """Point at the first of some names that stands on the line of a place."""
    for name in filter(None, names):
        if at := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line):
            return Span(span.path, span.line, at.start() + 1, span.line, at.end() + 1)
    return span


def meant_filter(error: BaseException, environment: jinja2.Environment) -> str:
    """Return a hint if a template names a filter or test that is not there: Jinja says so."""
    match = re.match("No (filter|test) named '(.*)'", str(error))
    if not match:
        return ""
    kind, name = match.groups()
    return unknown_hint(kind, name, environment)


RANDOM: Final = "random"
"""Jinja's filter that gives another value each time, which no template has."""


def unknown_hint(kind: str, name: str, environment: jinja2.Environment) -> str:
    """Return the hint at a filter or test that is not there."""
    if name == RANDOM:
        return "A page is the same whenever it is made: let the template choose by a value of it."
    if kind == "test":
        return did_you_mean(name, environment.tests, _TESTS)
    has_own = "html" in environment.filters  # as templates have, and assets have not
    return did_you_mean(name, environment.filters, _FILTERS if has_own else _OF_ASSETS)


def ill_formed(file: str, fault: str) -> Diagnostic:
    """Say that what a template or asset gives is not well-formed; `fault` says where and why."""
    hint = "Look at that line and column of what it writes, and escape each value that it prints."
    return Diagnostic("NG809", f"what this writes cannot be used: {fault}", Span(file), hint)


def place_of(error: BaseException, otherwise: Span) -> Span:
    """Return the innermost line of a template or asset that an error went through.

    Of one that includes itself it is the line that does so.
    """
    lines = [(step.tb_frame.f_code.co_filename, step.tb_lineno) for step in _steps(error)]
    if isinstance(error, RecursionError):  # it ends in any line that the circle comes by
        lines = [line for line, _ in Counter(lines).most_common(1)]
    return Span(*lines[-1]) if lines else otherwise


def at_work() -> Iterator[str]:
    """Say which template each thread is at, for a person who waits for it in vain."""
    for frame in sys._current_frames().values():  # noqa: SLF001 (Python documents it)
        step: FrameType | None = frame
        # Where a generator begins, Python 3.11 knows no line.
        while step and not (step.f_lineno and _is_template(step.f_code.co_filename)):
            step = step.f_back
        if step:
            template = step.f_globals["__jinja_template__"]
            line = template.get_corresponding_lineno(step.f_lineno)
            yield f"{step.f_code.co_filename}:{line}: the template is running."


def caller_of(error: BaseException) -> Span | None:
    """Return the line of a template that called what failed, such as a macro; None if none did."""
    *_, step, _ = (None, None, *_steps(error))
    return Span(step.tb_frame.f_code.co_filename, step.tb_lineno) if step else None


def names_at(error: BaseException) -> Mapping[str, Any]:
    """Return what that line could see: Jinja gives its frame the names of the template."""
    *_, innermost = (None, *_steps(error))
    return innermost.tb_frame.f_locals if innermost else {}


def _steps(error: BaseException) -> Iterator[TracebackType]:
    """Yield the steps of an error through templates and assets, from the outermost."""
    step = error.__traceback__
    while step is not None:
        if _is_template(step.tb_frame.f_code.co_filename):
            yield step
        step = step.tb_next


def _is_template(file: str) -> bool:
    return any(folder in file for folder in _FOLDERS) and not file.endswith(".py")


def reason_of(error: BaseException) -> str:
    """Say what went wrong, in words where there are any."""
    if isinstance(error, RecursionError):
        return "it includes itself, or a macro calls itself, without end"
    return str(error) if isinstance(error, jinja2.TemplateError) else repr(error)
