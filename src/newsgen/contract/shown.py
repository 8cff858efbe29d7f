"""Which themes there are, and where a template comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsgen.diagnostics import NewsgenError
from newsgen.site.templates import TEMPLATES
from newsgen.theme import Theme, installed, load_theme
from newsgen.theme.environment import THEME_FILE


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
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
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
