"""What of a theme's templates no page shows: a misspelt name does not fail, it is left out."""

from collections.abc import Iterator

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.files import walk
from newsgen.model.refusal import did_you_mean
from newsgen.site.templates import TEMPLATES
from newsgen.theme import Theme


def unused(theme: Theme) -> Iterator[Diagnostic]:
    """Yield the templates that nothing uses, and the blocks that replace none.

    What cannot be read is reported where the templates are rendered.
    """
    used: set[str] = set()
    for name in (*TEMPLATES, *theme.page_templates):
        try:
            used.update(theme.templates.closure(name)[::2])
        except NewsgenError:
            return
    yield from _templates(theme, used)
    for name in sorted(used):
        yield from _blocks(theme, name)


def _templates(theme: Theme, used: set[str]) -> Iterator[Diagnostic]:
    for source in theme.chain:
        folder = source.folder / "templates"
        for entry in walk(folder) if folder.is_dir() else ():
            name = entry.path
            if not (entry.problem or used & {name, f"{source.name}/{name}"}):
                hint = did_you_mean(name, [*TEMPLATES], "Delete it, or include it in another.")
                place = Span(f"{source.label}/templates/{name}")
                message = f"nothing uses the template {name}"
                yield Diagnostic("NG802", message, place, hint, severity=Severity.WARNING)


def _blocks(theme: Theme, name: str) -> Iterator[Diagnostic]:
    """Yield the blocks of a template that none of those it extends has."""
    outline = theme.templates.outline(name)
    parent, known = outline.extends, set[str]()
    while parent:
        older = theme.templates.outline(parent)
        known.update(older.blocks)
        parent = older.extends
    for block, line in outline.outer if outline.extends else ():
        if block not in known:
            names = sorted(known)
            hint = did_you_mean(block, names, f"It has {', '.join(names) or 'none'}.")
            message = f"{outline.extends} has no block {block}, so this is on no page"
            yield Diagnostic("NG802", message, Span(outline.file, line), hint)
