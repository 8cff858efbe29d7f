"""Which themes there are, where a template comes from, and the view that it is given."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Final, NamedTuple, get_args, get_origin

from newsgen.diagnostics import NewsgenError
from newsgen.files import walk
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Incident, Kind, Note
from newsgen.site import views
from newsgen.site.templates import TEMPLATES
from newsgen.theme.environment import THEME_FILE
from newsgen.theme.load import Theme, installed, load_theme


@dataclass(frozen=True, slots=True)
class ThemeSummary:
    """A theme: where it is, what it extends, and why it cannot be loaded, if so."""

    name: str
    folder: str
    ancestors: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template in one theme of a chain; `blocks` are those that it defines."""

    theme: str
    path: str
    blocks: tuple[str, ...]
    extends: str


def themes(site: Path) -> Iterator[ThemeSummary]:
    """Yield the themes that a site can use."""
    for name in installed(site):
        is_own = (site / "themes" / name / THEME_FILE).is_file()
        folder = f"themes/{name}" if is_own else "shipped with newsgen"
        try:
            theme = load_theme(site, name, {})
        except NewsgenError as error:
            yield ThemeSummary(name, folder, problem=error.diagnostics[0].message)
            continue
        yield ThemeSummary(name, folder, tuple(source.name for source in theme.chain[1:]))


def templates(theme: Theme) -> list[tuple[str, str]]:
    """Return the templates that a theme has, each with the theme of the chain that wins."""
    winners: dict[str, str] = {}
    for source in theme.chain:
        folder = source.folder / "templates"
        for entry in walk(folder, hidden=True) if folder.is_dir() else ():
            file = folder / entry.path
            if file.is_file() and not file.name.startswith("."):
                winners.setdefault(file.relative_to(folder).as_posix(), source.name)
    return sorted(winners.items())


def files(theme: Theme, template: str) -> list[TemplateFile]:
    """Return the files that make up a template, the winning one first, then what each extends.

    Raises:
        NewsgenError: a template is missing or is not valid Jinja.

    """
    chain: list[TemplateFile] = []
    name: str | None = template
    while name is not None:
        file, blocks, name, _ = theme.templates.outline(name)
        source = next(s.name for s in theme.chain if file.startswith(f"{s.label}/"))
        chain.append(TemplateFile(source, file, blocks, name or ""))
    return chain


def views_that_use(theme: Theme, template: str) -> list[str]:
    """Return the templates with a view that refer to a template without one."""
    return [
        name
        for name in (*TEMPLATES, *theme.page_templates)
        if dict(templates(theme)).get(name) and template in theme.templates.closure(name)[::2]
    ]


MODEL: Final[dict[Any, dict[str, str]]] = {
    Moment: {
        "at": "The instant, with the local offset; of a day or a month its first",
        "precision": "How much of it is known",
        "doubt": "How a change of the clocks makes it unclear; empty if it does not",
        "year": "The year",
        "month": "The month, from 1 to 12",
    },
    Incident: {
        "reference": "The reference",
        "day": "The day of the incident, as the author wrote it",
        "month": "Its month, by its name in the language of the page's interface",
        "year": "Its year, as the author wrote it",
    },
    Note: {
        "at": "When that was",
        "note": "What was added or corrected, in the release's language",
        "significant": "Whether the release counts as newer since then",
    },
}
"""Values of views that are not views themselves, with what their fields mean."""


class Field(NamedTuple):
    """A field of a view: its name, its type in plain words, and what it means."""

    name: str
    type: str
    meaning: str


def view_classes() -> list[Any]:
    """Return all views, as they stand in their module."""
    values = vars(views).values()
    return [v for v in values if is_dataclass(v) and v.__module__ == views.__name__]


def doc(cls: Any) -> str:
    """Return a class's docstring, but not the signature that a dataclass gets without one."""
    text = inspect.getdoc(cls) or ""
    return "" if text.startswith(f"{cls.__name__}(") else text


def described(cls: Any) -> list[Field]:
    """Return the fields of a view or value, with what each means."""
    if meanings := MODEL.get(cls):  # what has no type is a property
        types = {f.name: f.type for f in fields(cls)}
        return [Field(n, words(types.get(n, int)), meaning) for n, meaning in meanings.items()]
    return [Field(f.name, words(f.type), f.metadata["meaning"]) for f in fields(cls)]


def parts(kind: Any) -> list[Any]:
    """Return the views and values that a type is made of, and those that these are made of."""
    seen: list[Any] = []
    todo = [kind]
    known = {cls.__name__: cls for cls in (*view_classes(), *MODEL)}
    while todo:
        for name in re.findall(r"\w+", _shown(todo.pop(0))):
            cls = known.get(name)
            if cls is not None and cls not in seen:
                seen.append(cls)
                todo += [f.type for f in fields(cls)]
    return seen


def _shown(kind: Any) -> str:
    return kind.__name__ if isinstance(kind, type) and not get_args(kind) else str(kind)


NAMES: Final = frozenset(
    {cls.__name__ for cls in (*view_classes(), *MODEL)} | {Kind.__name__, Precision.__name__}
)
"""The types that have a description of their own."""


def words(kind: Any) -> str:
    """Say what a type is without Python's words; names of `NAMES` stay as they are."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, UnionType):
        return f"{words(arguments[0])}, or nothing"
    if origin is tuple and arguments[-1] is Ellipsis:
        return f"a list of {words(arguments[0])}"
    if origin is tuple:
        return f"({', '.join(map(words, arguments))})"
    if origin is dict:
        return "a map of names to " + ("text" if arguments[1] is str else "values")
    plain = {"int": "a number", "bool": "true or false", "datetime": "a time"}
    return kind.__name__ if kind.__name__ in NAMES else plain.get(kind.__name__, "text")
