"""The command newsgen theme show."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from newsgen.cli.options import format_option, site_option
from newsgen.cli.theming import chosen_theme, theme_option
from newsgen.contract.shown import TemplateFile, files, templates, views_that_use
from newsgen.contract.templates import described, doc, parts
from newsgen.diagnostics import Exit
from newsgen.model.refusal import did_you_mean
from newsgen.pages.templates import TEMPLATES
from newsgen.pages.views import SiteView
from newsgen.theme import Theme


@click.command("show")
@click.argument("template", required=False)
@theme_option
@site_option
@format_option
def command(site: Path, template: str | None, name: str | None, form: str) -> int:
    """Show which file a TEMPLATE is, what blocks it has, and every field of the view it gets.

    Without a TEMPLATE, all of the theme's are listed with the theme that each comes from.
    """
    theme, _ = chosen_theme(site, name)
    if template is None:
        rows = templates(theme)
        if form == "json":
            listed = [{"template": path, "theme": winner} for path, winner in rows]
            click.echo(json.dumps({"version": 1, "templates": listed}, indent=2))
        else:
            _list(theme, rows)
        return Exit.CLEAN
    if template not in dict(templates(theme)):
        hint = did_you_mean(
            template, [path for path, _ in templates(theme)], "newsgen theme show lists them."
        )
        raise click.UsageError(f"The theme {theme.name} has no template “{template}”. {hint}")
    sources = files(theme, template)
    view = TEMPLATES.get(template)
    if form == "json":
        click.echo(json.dumps(_as_json(template, sources, view), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(theme, template, sources, view)))
    return Exit.CLEAN


def _list(theme: Theme, rows: list[tuple[str, str]]) -> None:
    known = TEMPLATES
    width = max(len(path) for path, _ in rows)
    from_width = max(len(winner) for _, winner in rows)
    for path, winner in rows:
        view = known[path].__name__ if path in known else ""
        click.echo(f"{path:{width}}  {winner:{from_width}}  {view}".rstrip())
    click.echo(f"The theme is {theme.name}. newsgen theme show TEMPLATE tells more.", err=True)


def _lines(theme: Theme, template: str, sources: list[TemplateFile], view: Any) -> Iterator[str]:
    yield click.style(template, bold=True)
    for file in sources:
        yield f"  {file.path}"
        if file.blocks:
            yield click.wrap_text(f"blocks: {', '.join(file.blocks)}", 88, " " * 4, " " * 6)
        if file.extends:
            yield f"    extends {file.extends}"
    if view is None:
        users = ", ".join(views_that_use(theme, template))
        yield f"\nIt has no view of its own; it sees that of: {users or 'no template'}."
        return
    yield f"\npage is a {click.style(view.__name__, bold=True)}: {_one_line(doc(view))}"
    yield from _fields(view)
    for cls in parts(view):
        if cls is not view:
            yield f"\n{click.style(cls.__name__, bold=True)}: {_one_line(doc(cls))}".rstrip(": ")
            yield from _fields(cls)
    yield f"\nsite is a {click.style(SiteView.__name__, bold=True)}: {_one_line(doc(SiteView))}"
    yield from _fields(SiteView)


def _fields(cls: Any) -> Iterator[str]:
    rows = described(cls)
    width = max(len(field.name) for field in rows)
    for field in rows:
        yield f"  {field.name:{width}}  {field.type}. {field.meaning}."


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _as_json(template: str, sources: list[TemplateFile], view: Any) -> dict[str, Any]:
    classes = [*(parts(view) if view is not None else ()), SiteView]
    return {
        "version": 1,
        "template": template,
        "files": [
            {"theme": f.theme, "path": f.path, "blocks": list(f.blocks), "extends": f.extends}
            for f in sources
        ],
        "page": view.__name__ if view is not None else None,
        "site": SiteView.__name__,
        "views": {cls.__name__: [field._asdict() for field in described(cls)] for cls in classes},
    }
