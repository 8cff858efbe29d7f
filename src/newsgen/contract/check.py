"""The contract test of a theme: all templates with sample views, and the contrast of colours."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from newsgen.config import Config
from newsgen.config.load import find_key, parse_toml
from newsgen.contract.places import Places, marking_renderer
from newsgen.contract.samples import CASES, Case, Samples, body
from newsgen.contract.templates import views_by_template
from newsgen.diagnostics import Diagnostic, NewsgenError, Related, Span, in_order
from newsgen.theme import Renderer, Theme
from newsgen.theme.declaration import Pair, declaration
from newsgen.theme.environment import THEME_FILE, Source, render_asset

_NEEDED: Final = ("justhtml", "tinycss2")
_RENDERED: Final = ".j2"


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
    """What was found, and how much was looked at."""

    diagnostics: list[Diagnostic]
    templates: int
    pages: int
    pairs: int


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
    templates = views_by_template()
    found: list[Diagnostic] = []
    pages: list[Page] = []
    for case in CASES:
        for made in _rendered(theme, config, case):
            if isinstance(made, Diagnostic):
                found.append(made)
            else:
                pages.append(made)
    wrong = [problem for page in pages for problem in _problems(page)]
    if vnu is not None:
        wrong += _nu_problems(vnu, pages)
    found = [*_once_for_each_case(found), *_once_for_each_place(wrong)]
    pairs = list(_pairs(theme))
    found += _contrasts(theme, pairs)
    return Checked(in_order(found), len(templates), len(pages), len(pairs))


def _rendered(theme: Theme, config: Config, case: Case) -> Iterator[Page | Diagnostic]:
    """Render all templates with the samples of a case, or say why one cannot be."""
    html = body(case, config.markdown)
    plain, marking = Renderer(theme, lambda _: html), marking_renderer(theme, lambda _: html)
    samples = Samples(case, theme, config.site.language)
    for template, cls in views_by_template().items():
        site, view = samples.site(cls), samples.view(cls)
        subject = f"the sample “{case.name}”"
        try:
            text = plain.render(template, site=site, page=view, subject=subject).decode()
            marked = marking.render(template, site=site, page=view, subject=subject).decode()
        except NewsgenError as error:
            yield from error.diagnostics
            continue
        host = urlsplit(site.base_url).netloc
        yield Page(template, case.name, text, Places(text, marked, template), host)


def _problems(page: Page) -> Iterator[Found]:
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
        yield Found(problem.code, span, problem.message, problem.hint, page)


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
    """Keep one finding of those that differ in the sample only."""
    first: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in found:
        message = diagnostic.message
        for case in CASES:
            message = message.replace(f"“{case.name}”", "")
        first.setdefault((diagnostic.code, diagnostic.span, message), diagnostic)
    return list(first.values())


# The Nu HTML checker


def _nu_problems(vnu: Path, pages: Iterable[Page]) -> Iterator[Found]:
    """Ask the Nu HTML checker, whose rules go beyond those of the parser."""
    with TemporaryDirectory() as folder:
        written = {}
        for number, page in enumerate(p for p in pages if p.template.endswith(".html")):
            file = Path(folder) / f"{number}.html"
            file.write_text(page.text, encoding="utf-8", newline="")
            written[file.resolve().as_uri()] = page
        if not written:  # all of them failed; asked for no file, it prints its usage
            return
        command = ["java", "-Xss2m", "-jar", str(vnu), "--errors-only", "--format", "json"]
        for message in _asked(
            vnu, [*command, *(f"{folder}/{n}.html" for n in range(len(written)))]
        ):
            page = written[message["url"].replace("file:/", "file:///", 1).replace("////", "///")]
            line = message.get("firstLine") or message.get("lastLine", 1)
            span = page.places.at_line(line, message.get("firstColumn") or 1)
            hint = "The Nu HTML checker says so; its words name the element."
            yield Found("NG805", span, message["message"], hint, page)


def _asked(vnu: Path, command: list[str]) -> list[dict[str, Any]]:
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        found: list[dict[str, Any]] = json.loads(run.stderr)["messages"]
    except (OSError, ValueError, KeyError) as error:
        raise NewsgenError(
            Diagnostic(
                "NG706",
                f"the Nu HTML checker cannot be run: {error}",
                Span(str(vnu)),
                "It needs Java, and the path of vnu.jar.",
            )
        ) from None
    return found


# Contrast


def _pairs(theme: Theme) -> Iterator[tuple[Pair, Span]]:
    """Yield the pairs that a theme and its ancestors declare, each with its place."""
    for source in theme.chain:
        label = f"{source.label}/{THEME_FILE}"
        text = (source.folder / THEME_FILE).read_text(encoding="utf-8")
        place = find_key(text, label, ("contrast", "pairs"))
        for pair in declaration(parse_toml(text, label), text, label).pairs:
            yield pair, place


def _contrasts(theme: Theme, pairs: Iterable[tuple[Pair, Span]]) -> Iterator[Diagnostic]:
    from newsgen.contract import contrast  # noqa: PLC0415 (its parser is an extra)

    tokens = contrast.tokens_of(list(_style_sheets(theme)))
    for pair, place in pairs:
        for scheme in contrast.SCHEMES:
            front, back = f"--{pair.front}", f"--{pair.back}"
            try:
                ratio = contrast.contrast(tokens, scheme, pair.front, pair.back)
            except contrast.NoColourError as error:
                hint = "Set it in a style sheet of the theme, or take the pair out."
                yield Diagnostic("NG807", f"{error} (in the {scheme} scheme)", place, hint)
                continue
            if ratio < pair.least:
                set_at = tokens[scheme][pair.front]
                behind = tokens[scheme][pair.back]
                yield Diagnostic(
                    "NG807",
                    f"{front} on {back} has a contrast of {ratio:.2f} in the {scheme} scheme, "
                    f"and {pair.least:g} is needed",
                    Span(set_at.file, set_at.line),
                    f"Make {front} or {back} lighter or darker, so that they differ more.",
                    related=(Related(Span(behind.file, behind.line), f"{back} is set here"),),
                )


def _style_sheets(theme: Theme) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the style sheets, the oldest ancestor's first."""
    for source in reversed(theme.chain):
        folder = source.folder / "assets"
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            name = file.relative_to(folder).as_posix()
            if name.removesuffix(_RENDERED).endswith(".css"):
                yield _style_sheet(theme, source, file, name)


def _style_sheet(theme: Theme, source: Source, file: Path, name: str) -> tuple[str, str]:
    label = f"{source.label}/assets/{name}"
    text = file.read_text(encoding="utf-8")
    return label, render_asset(text, label, theme.options) if name.endswith(_RENDERED) else text
