"""The contract test of a theme: all templates with sample views, and the contrast of colours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from newsgen.config import Config
from newsgen.contract import nu
from newsgen.contract.places import Places, marking_renderer
from newsgen.contract.samples import CASES, Case, Samples, body
from newsgen.diagnostics import Diagnostic, NewsgenError, Span, in_order
from newsgen.pages.templates import TEMPLATES
from newsgen.theme import Renderer, Theme

_NEEDED: Final = ("justhtml", "tinycss2")


@dataclass(frozen=True, slots=True)
class Page:
    """A template rendered with a sample."""

    template: str
    case: str
    text: str
    places: Places
    host: str


class Found(NamedTuple):
    """Something wrong with a page, and where in the theme it comes from."""

    code: str
    span: Span
    message: str
    hint: str
    page: Page


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, how much was looked at, and whether the Nu HTML checker was asked."""

    diagnostics: list[Diagnostic]
    templates: int
    pages: int
    pairs: int
    nu: bool


def require_parsers() -> None:
    """See that what reads HTML and CSS is there.

    Raises:
        NewsgenError: it is not installed.

    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise NewsgenError(
            Diagnostic(
                "NG706",
                "what reads HTML and style sheets is not installed",
                Span("newsgen"),
                'Install it with pip install "newsgen[theme]".',
            )
        )


def check_theme(theme: Theme, config: Config, vnu: Path | None = None) -> Checked:
    """Check a theme; `vnu` is the Nu HTML checker's JAR, if it is to be asked as well.

    Raises:
        NewsgenError: a style sheet cannot be rendered, or the checker not run.

    """
    from newsgen.contract import styles  # noqa: PLC0415 (its parser is an extra)

    templates = TEMPLATES
    found: list[Diagnostic] = []
    pages: list[Page] = []
    for case in CASES:
        for made in _rendered(theme, config, case):
            if isinstance(made, Diagnostic):
                found.append(made)
            else:
                pages.append(made)
    wrong = [problem for page in pages for problem in _problems(page, nu_is_asked=vnu is not None)]
    if vnu is not None:
        wrong += _nu_problems(vnu, pages)
    found = [*_once_for_each_case(found), *_once_for_each_place(wrong)]
    sheets, unread = styles.sheets_of(theme)
    pairs = list(styles.pairs_of(theme))
    host = urlsplit(config.site.base_url or "").netloc
    found += [*unread, *styles.requests(sheets, host), *styles.contrasts(sheets, pairs)]
    return Checked(in_order(found), len(templates), len(pages), len(pairs), vnu is not None)


def _rendered(theme: Theme, config: Config, case: Case) -> Iterator[Page | Diagnostic]:
    """Render all templates with the samples of a case, or say why one cannot be."""
    html = body(case, config.markdown)
    plain, marking = Renderer(theme, lambda _: html), marking_renderer(theme, lambda _: html)
    samples = Samples(case, theme, config.site.language)
    for template, cls in TEMPLATES.items():
        site, view = samples.site(cls), samples.view(cls)
        subject = f"the sample “{case.name}”"
        try:
            theme.templates.closure(template)  # says more of what is missing, or has no end
            text = plain.render(template, site=site, page=view, subject=subject).decode()
            marked = marking.render(template, site=site, page=view, subject=subject).decode()
        except NewsgenError as error:
            yield from error.diagnostics
            continue
        host = urlsplit(site.base_url).netloc
        yield Page(template, case.name, text, Places(text, marked, template), host)


def _problems(page: Page, *, nu_is_asked: bool) -> Iterator[Found]:
    """Look at a page; what the Nu HTML checker says as well is left to it if it is asked."""
    from newsgen.contract import markup  # noqa: PLC0415 (its parser is an extra)

    if page.template.endswith(".html"):
        found = markup.html_problems(page.text, page.host)
    elif page.template.endswith((".json", ".webmanifest")):
        found = markup.json_problems(page.text)
    elif page.template.endswith(".txt"):
        return
    else:
        found = markup.xml_problems(page.text)
    for problem in found:
        at, places = problem.at, page.places
        span = places.at(at) if isinstance(at, int) else places.at_line(*at)
        if not (nu_is_asked and problem.nu):
            yield Found(problem.code, span, problem.message, problem.hint, page)


def _nu_problems(vnu: Path, pages: Iterable[Page]) -> Iterator[Found]:
    """Ask the Nu HTML checker, whose rules go beyond those of the parser."""
    asked = [page for page in pages if page.template.endswith(".html")]
    for number, line, column, message in nu.messages(vnu, [page.text for page in asked]):
        page = asked[number]
        hint = "The Nu HTML checker says so; its words name the element."
        yield Found("NG805", page.places.at_line(line, column), message, hint, page)


def _once_for_each_place(wrong: Iterable[Found]) -> Iterator[Diagnostic]:
    """Report what one line of a template does wrong once, however many pages it is in."""
    groups: dict[tuple[str, Span, str], list[Found]] = {}
    for found in wrong:
        groups.setdefault((found.code, found.span, found.message), []).append(found)
    for (code, span, message), group in groups.items():
        first = group[0].page
        others = len({found.page.template for found in group}) - 1
        more = f" and {others} more" if others else ""
        where = f"(in {first.template}{more}, with the sample “{first.case}”)"
        yield Diagnostic(code, f"{message} {where}", span, group[0].hint, subject=first.template)


def _once_for_each_case(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Keep one finding of those that differ in the sample only, or in what a view has instead."""
    first: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in found:
        message = diagnostic.message.partition("; did you mean")[0]
        for case in CASES:
            message = message.replace(f"“{case.name}”", "")
        first.setdefault((diagnostic.code, diagnostic.span, message), diagnostic)
    return list(first.values())
