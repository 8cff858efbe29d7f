"""The command newsgen theme show."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from newsgen.cli.data import print_json
from newsgen.cli.options import format_option, shared
from newsgen.cli.theming import chosen_theme
from newsgen.contract.shown import (
    TemplateFile,
    described,
    doc,
    files,
    parts,
    templates,
    views_that_use,
)
from newsgen.model.refusal import did_you_mean
from newsgen.printing import say, visible
from newsgen.site.templates import view_of
from newsgen.site.views import SiteView
from newsgen.theme.load import Theme


@click.command("show")
@click.argument("template", required=False)
@click.option("--theme", "name", help="Theme to use instead of the one in newsgen.toml.")
@shared("site")
@format_option("text", "json")
def command(site: Path, template: str | None, name: str | None, form: str) -> None:
    """Show the file of a TEMPLATE, its blocks, and every field of its context.

    Without TEMPLATE, all templates are listed with the theme that each comes from.
    """
    theme, _ = chosen_theme(site, name)
    rows = templates(theme)
    if template is None:
        if form == "json":
            print_json(templates=[{"template": path, "theme": winner} for path, winner in rows])
        else:
            _list(theme, rows)
        return
    if template not in dict(rows):
        hint = did_you_mean(template, dict(rows), "newsgen theme show lists them.")
        raise click.UsageError(f"The theme {theme.name} has no template “{template}”. {hint}")
    sources = files(theme, template)
    view = view_of(template)
    if form == "json":
        print_json(**_as_json(template, sources, view))
    else:
        say(template, paint=partial(click.style, bold=True))
        say(*_lines(theme, template, sources, view))


def _list(theme: Theme, rows: list[tuple[str, str]]) -> None:
    width, from_width = (max(map(len, column)) for column in zip(*rows, strict=True))
    for path, winner in rows:
        view = view_of(path).__name__ if view_of(path) else ""
        say(f"{path:{width}}  {winner:{from_width}}  {view}".rstrip())
    say(f"The theme is {theme.name}. newsgen theme show TEMPLATE tells more.", err=True)


def _lines(theme: Theme, template: str, sources: list[TemplateFile], view: Any) -> Iterator[str]:
    for file in sources:
        yield f"  {file.path}"
        if file.blocks:
            blocks = f"blocks: {', '.join(map(visible, file.blocks))}"
            yield from click.wrap_text(blocks, 88, " " * 4, " " * 6).split("\n")
        if file.extends:
            yield f"    extends {file.extends}"
    if view is None:
        users = ", ".join(views_that_use(theme, template))
        yield from ("", f"It has no view of its own; it sees that of: {users or 'no template'}.")
        return
    yield from _described("page is a ", view)
    for cls in parts(view):
        if cls is not view:
            yield from _described("", cls)
    yield from _described("site is a ", SiteView)


def _described(what: str, cls: Any) -> Iterator[str]:
    words = " ".join(doc(cls).split())
    yield from ("", f"{what}{cls.__name__}: {words}".rstrip(": "))
    rows = described(cls)
    width = max(len(field.name) for field in rows)
    for field in rows:
        yield f"  {field.name:{width}}  {field.type}. {field.meaning}."


def _as_json(template: str, sources: list[TemplateFile], view: Any) -> dict[str, Any]:
    classes = [*(parts(view) if view is not None else ()), SiteView]
    return {
        "template": template,
        "files": [asdict(file) for file in sources],
        "page": view.__name__ if view is not None else None,
        "site": SiteView.__name__,
        "views": {cls.__name__: [field._asdict() for field in described(cls)] for cls in classes},
    }
