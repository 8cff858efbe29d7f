"""The contract test of a theme: all templates with sample views, and the contrast of colours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from newsgen.codes import Severity
from newsgen.config import Config
from newsgen.config.csp import hosts_of
from newsgen.contract import _nu as nu
from newsgen.contract._places import SourceSpans, pointed, with_marks
from newsgen.contract._samples import CASES, Case, Samples, body
from newsgen.diagnostics import Diagnostic, NewsgenError, Span, sort_diagnostics
from newsgen.files import walk
from newsgen.model.refusal import did_you_mean
from newsgen.plugins.find import PluginError
from newsgen.site.templates import TEMPLATES, view_of
from newsgen.theme.environment import SHIPPED
from newsgen.theme.load import Theme
from newsgen.theme.render import Renderer


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A template rendered with a sample."""

    template: str
    case: str
    text: str
    places: SourceSpans
    hosts: frozenset[str]


class PageProblem(NamedTuple):
    """A problem of a page, and where in the theme it comes from."""

    code: str
    span: Span
    message: str
    hint: str
    page: SamplePage
    offset: int


@dataclass(frozen=True, slots=True)
class ThemeReport:
    """The findings, how much was checked, and whether the Nu HTML checker was run."""

    diagnostics: list[Diagnostic]
    templates: int
    pages: int
    pairs: int
    nu: bool


def check_theme(
    theme: Theme, config: Config, vnu: Path | None = None, config_text: str = ""
) -> ThemeReport:
    """Check a theme; `vnu` is the Nu HTML checker's JAR, if it is to be asked as well.

    `config_text` is that of the newsgen.toml which sets the theme's options, if one does.

    Raises:
        NewsgenError: a style sheet cannot be rendered, or the checker not run.

    """
    from newsgen.contract import _styles as styles  # noqa: PLC0415 (its parser is an extra)
    from newsgen.contract._contrast import by_option, card_contrasts  # noqa: PLC0415 (as styles)

    diagnostics: list[Diagnostic] = []
    pages: list[SamplePage] = []
    marking = with_marks(theme)  # its templates are compiled once for all cases
    for case in CASES:
        pages += _rendered(theme, marking, config, case, diagnostics)
    problems = [p for page in pages for p in _problems(page, nu_is_asked=vnu is not None)]
    if vnu is not None:
        problems += _nu_problems(vnu, pages)
    diagnostics = [*_once_for_each_case(diagnostics), *_once_for_each_place(theme, problems)]
    sheets, unread = styles.sheets_of(theme)
    pairs = list(styles.pairs_of(theme))
    hosts = {urlsplit(config.site.base_url or "").netloc, *hosts_of(config.hosting.csp)}
    diagnostics += [*unread, *styles.requests(sheets, hosts), *styles.unbalanced(sheets)]
    low = (*styles.contrasts(theme, sheets, pairs), *card_contrasts(theme))
    lost = [*(each.diagnostic for each in low if each.is_unset), *styles.unset(theme, sheets)]
    diagnostics += (lost and list(styles.replacing(theme))) or lost
    diagnostics += by_option((each for each in low if not each.is_unset), theme, config_text)
    diagnostics += unused(theme)
    diagnostics += [each.finding(language) for language, each in theme.lacking.items()]
    templates = len(TEMPLATES) + len(theme.page_templates)
    ordered = sort_diagnostics(diagnostics)
    return ThemeReport(ordered, templates, len(pages), len(pairs), vnu is not None)


def _rendered(
    theme: Theme, marking: Theme, config: Config, case: Case, failed: list[Diagnostic]
) -> Iterator[SamplePage]:
    """Render all templates with the samples of a case; why one cannot be goes to `failed`."""
    html = body(case, config.markdown)
    plain, marked = Renderer(theme, lambda _: html), Renderer(marking, lambda _: html)
    samples = Samples(case, theme, config.site.language, config.fields, config.lists or ("court",))
    for template in (*TEMPLATES, *theme.page_templates):
        cls = view_of(template)
        site, view = samples.site(cls), samples.view(cls)
        subject = f"the sample “{case.name}”"
        try:
            theme.templates.checked_closure(template)  # says more of what is missing, or has no end
            text = plain.render(template, site=site, page=view, subject=subject).decode()
            with_places = marked.render(template, site=site, page=view, subject=subject).decode()
        except NewsgenError as error:
            failed += (error.on(subject) if isinstance(error, PluginError) else error).diagnostics
            continue
        hosts = frozenset({urlsplit(site.base_url).netloc, *hosts_of(config.hosting.csp)})
        yield SamplePage(template, case.name, text, SourceSpans(text, with_places, template), hosts)


def _problems(page: SamplePage, *, nu_is_asked: bool) -> Iterator[PageProblem]:
    """Look at a page; what the Nu HTML checker says as well is left to it if it is asked."""
    from newsgen.contract import _markup as markup  # noqa: PLC0415 (its parser is an extra)

    match page.template.rpartition(".")[2]:
        case "html":
            problems = markup.html_problems(page.text, page.hosts)
        case "json" | "webmanifest":
            problems = markup.json_problems(page.text)
        case "txt":
            return
        case _:
            problems = markup.xml_problems(page.text)
    for code, at, message, hint, nu_finds_it in problems:
        offset = at if isinstance(at, int) else page.places.offset(*at)
        if not (nu_is_asked and nu_finds_it):
            yield PageProblem(code, page.places.at(offset), message, hint, page, offset)


def _nu_problems(vnu: Path, pages: Iterable[SamplePage]) -> Iterator[PageProblem]:
    """Ask the Nu HTML checker, whose rules go beyond those of the parser."""
    asked = [page for page in pages if page.template.endswith(".html")]
    for number, line, column, message in nu.messages(vnu, [page.text for page in asked]):
        page = asked[number]
        hint = "The Nu HTML checker says so; its words name the element."
        offset = page.places.offset(line, column)
        yield PageProblem("NG805", page.places.at(offset), message, hint, page, offset)


def _once_for_each_place(theme: Theme, problems: Iterable[PageProblem]) -> Iterator[Diagnostic]:
    """Report what one line of a template does wrong once, however many pages it is in."""
    groups: dict[tuple[str, Span, str], list[PageProblem]] = {}
    for problem in problems:
        groups.setdefault((problem.code, problem.span, problem.message), []).append(problem)
    for (code, span, message), group in groups.items():
        first, offset = group[0].page, group[0].offset
        place = pointed(theme, span, first.text[offset:].partition("\n")[0])
        others = len({problem.page.template for problem in group}) - 1
        more = f" and {others} more" if others else ""
        where = f"(in {first.template}{more}, with the sample “{first.case}”)"
        yield Diagnostic(code, f"{message} {where}", place, group[0].hint, subject=first.template)


def _once_for_each_case(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Keep one finding of those that differ in the sample only, or in what a view has instead."""
    first: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in diagnostics:
        message = diagnostic.message.partition("; did you mean")[0]
        for case in CASES:
            message = message.replace(f"“{case.name}”", "")
        first.setdefault((diagnostic.code, diagnostic.span, message), diagnostic)
    return list(first.values())


def unused(theme: Theme) -> Iterator[Diagnostic]:
    """Yield the templates that nothing uses, and what is outside of blocks that others have.

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
        yield from theme.templates.lost_parts(name)


def _templates(theme: Theme, used: set[str]) -> Iterator[Diagnostic]:
    for source in theme.chain:
        folder = source.folder / "templates"
        can_be_changed = source is theme.chain[0] or not source.label.startswith(SHIPPED)
        for entry in walk(folder) if can_be_changed and folder.is_dir() else ():
            name = entry.path
            if not (entry.problem or used & {name, f"{source.name}/{name}"}):
                hint = did_you_mean(name, [*TEMPLATES], "Delete it, or include it in another.")
                place = Span(f"{source.label}/templates/{name}")
                message = f"nothing uses the template {name}"
                yield Diagnostic("NG802", message, place, hint, severity=Severity.WARNING)
