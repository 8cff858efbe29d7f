"""The command newsgen theme check."""

import os
from pathlib import Path

import click

from newsgen.cli.options import format_option, require_extra, shared
from newsgen.cli.results import make_report, show_findings
from newsgen.cli.theming import chosen_theme
from newsgen.config.load import read as read_config
from newsgen.content.markup import extensions_told
from newsgen.contract.check import ThemeReport, check_theme
from newsgen.diagnostics import Exit
from newsgen.printing import say, show
from newsgen.report import json, text
from newsgen.report.excerpt import Excerpts

_VNU = "vnu.jar"
_NO_VNU = "The Nu HTML checker, which finds more, was not run: --vnu vnu.jar runs it."


@click.command("check")
@click.argument("name", required=False)
@click.option(
    "--vnu",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Run the Nu HTML checker as well: the path of its vnu.jar. Default: the one in the "
    "folder that NEWSGEN_TOOLS names, if there is one.",
)
@click.option(
    "--no-plugins",
    is_flag=True,
    help="Leave out the plug-ins and Markdown extensions of the site; filters change nothing then.",
)
@shared("site")
@format_option("text", "json")
@shared("quiet")
def command(
    site: Path, name: str | None, vnu: Path | None, no_plugins: bool, form: str, quiet: bool
) -> int:
    """Render every template of a theme with sample data, and report what is wrong.

    It finds templates that fail or are not used, misspelt blocks, invalid HTML, pages that fail
    accessibility checks or that a strict Content-Security-Policy would block, and colours with too
    little contrast. NAME is a theme; by default the theme of the site is checked, with the options
    of newsgen.toml.
    """
    with make_report(form).errors():
        require_extra("theme", "what reads HTML and style sheets", "justhtml", "tinycss2")
        theme, config = chosen_theme(site, name, no_plugins=no_plugins)
        text_of_site = read_config(site)
        with extensions_told(text_of_site):
            of_options = text_of_site if theme.name == config.site.theme else ""
            checked = check_theme(theme, config, vnu or _known_vnu(), of_options)
    diagnostics = checked.diagnostics
    if form == "json":
        summary = {
            "theme": theme.name,
            "templates": checked.templates,
            "pages": checked.pages,
            "pairs": checked.pairs,
            "nu": checked.nu,
        }
        show([json.document(diagnostics, summary), "\n"])
    else:
        show_findings(diagnostics, quiet=False, excerpts=Excerpts(site))
        if not quiet:
            say(_summary(theme.name, checked))
    return Exit.FINDINGS if diagnostics else Exit.CLEAN


def _known_vnu() -> Path | None:
    folder = os.environ.get("NEWSGEN_TOOLS")
    jar = Path(folder) / _VNU if folder else None
    return jar if jar and jar.is_file() else None


def _summary(name: str, checked: ThemeReport) -> str:
    counts = [
        text.count(checked.templates, "template"),
        text.count(checked.pages, "sample page"),
        text.count(checked.pairs, "pair") + " of colours",
    ]
    problems = text.counts_line(checked.diagnostics) or "nothing wrong"
    nu = "The Nu HTML checker was run too." if checked.nu else _NO_VNU
    return f"The theme {name}: {', '.join(counts)}: {problems}. {nu}"
