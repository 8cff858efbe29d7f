"""The errors for a template or asset that cannot be read, or fails."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Final

import jinja2

from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal
from newsgen.model.refusal import did_you_mean, nearest

_FOLDERS: Final = ("/templates/", "/assets/")
_FILTERS: Final = "The reference lists the filters; those of the site are under [plugins]."


class Strict(jinja2.StrictUndefined):
    """Says that a view has no such field in the words of templates, not of Python."""

    @property
    def _undefined_message(self) -> str:
        thing, name = self._undefined_obj, str(self._undefined_name)
        if self._undefined_hint:
            return super()._undefined_message
        if isinstance(thing, dict):
            return guess(f"there is no “{name}” in it", name, [str(key) for key in thing])
        if is_dataclass(thing) and not isinstance(thing, type):
            known = [field.name for field in fields(thing)]
            return guess(f"there is no {_word(thing)}.{name}", name, known)
        return super()._undefined_message


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


def refuse_link_out(file: Path, folder: Path) -> None:
    """Refuse a file that a symbolic link brings in from outside its theme, a resolved folder.

    Raises:
        NewsgenError: it would be published.

    """
    if not file.resolve().is_relative_to(folder):
        raise fatal(
            "NG802",
            "a symbolic link leads out of the theme",
            str(file),
            "Copy the file into the theme instead of linking to it.",
        )


def missing(name: str, asked: Span, known: Iterable[str]) -> Diagnostic:
    """Say that no theme of the chain has a template, at the place that names it."""
    hint = did_you_mean(name, list(known))
    return Diagnostic("NG802", f"the template {name} is missing", asked, hint)


def not_jinja(error: jinja2.TemplateSyntaxError, filters: Iterable[str]) -> Diagnostic:
    place = Span(error.filename or error.name or "theme", error.lineno)
    said = f"the template is not valid Jinja: {error.message}"
    return Diagnostic("NG803", said, place, meant_filter(error, filters))


def too_deep(file: str) -> NewsgenError:
    """Say that a template is too deep for Jinja to read."""
    said = "the template cannot be read: too many brackets or blocks stand in others"
    return fatal("NG803", said, file, "Take some out, or put them into a macro.")


def meant_filter(error: BaseException, filters: Iterable[str]) -> str:
    """Return a hint if a template names a filter that is not there: Jinja says so in its words."""
    name = re.match("No filter named '(.*)'", str(error))
    return did_you_mean(name[1], filters, _FILTERS) if name else ""


def ill_formed(file: str, fault: str) -> Diagnostic:
    """Say that what a template or asset gives is not well-formed; `fault` says where and why."""
    hint = "Look at that line and column of what it writes, and escape each value that it prints."
    return Diagnostic("NG809", f"what this writes cannot be used: {fault}", Span(file), hint)


def place_of(error: BaseException, otherwise: Span) -> Span:
    """Return the innermost line of a template or asset that an error went through."""
    import traceback  # noqa: PLC0415 (only a failure needs it)

    place = otherwise
    for frame in traceback.extract_tb(error.__traceback__):
        is_ours = any(folder in frame.filename for folder in _FOLDERS)
        if is_ours and not frame.filename.endswith(".py"):
            place = Span(frame.filename, frame.lineno or 1)
    return place


def reason_of(error: BaseException) -> str:
    """Say what went wrong, in words where there are any."""
    if isinstance(error, RecursionError):
        return "it includes itself, or a macro calls itself, without end"
    return str(error) if isinstance(error, jinja2.TemplateError) else repr(error)
