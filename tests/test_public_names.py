"""The public names: which there are, that each is described, and that nothing else is needed."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import newsgen
import newsgen.frontmatter
import newsgen.plugins
from tests.support.paths import REPOSITORY

NAMES = {
    *("build", "check", "plan", "load_site"),
    *("BuildResult", "CheckResult", "PlanResult", "Site"),
    *("FileCounts", "PlannedFile", "Action", "ReleaseRecord"),
    *("Diagnostic", "Span", "Related", "Fix", "Severity"),
    *("NewsgenError", "Exit"),
    *("__version__", "frontmatter", "frontmatter.ReleaseHandler"),
    *("plugins", "plugins.CheckedRelease", "plugins.Finding"),
    *("plugins.FilterPlugin", "plugins.RulePlugin", "plugins.FieldPlugin"),
    "plugins.MarkdownPlugin",
}
"""A name that is added here is a promise; one that is taken away is a breaking change."""

MODULES = {"frontmatter", "plugins"}
NOT_IN_A_TABLE = {"FilterPlugin", "RulePlugin", "FieldPlugin", "MarkdownPlugin"}
"""Protocols of one call, which the page describes in words."""

SAMPLE = """\
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import frontmatter

from newsgen import (
    Action, BuildResult, CheckResult, Diagnostic, Exit, FileCounts, Fix, NewsgenError, PlanResult,
    PlannedFile, Related, ReleaseRecord, Severity, Site, Span, __version__, build, check,
    load_site, plan,
)
from newsgen.frontmatter import ReleaseHandler
from newsgen.plugins import (
    CheckedRelease, FieldPlugin, FilterPlugin, Finding, MarkdownPlugin, RulePlugin,
)


def titles(site: Path) -> list[str]:
    result: BuildResult = build(site, output=site / "www", as_of=datetime.now(UTC), jobs=2)
    counts: FileCounts = result.files
    checked: CheckResult = check(site, fail_on=Severity.WARNING, use_cache=False)
    for diagnostic in checked.diagnostics:
        print(place(diagnostic), diagnostic.severity.value, counts.created, result.seconds * 2.0)
    planned: PlanResult = plan(site, drafts=True)
    steps: list[PlannedFile] = [s for s in planned.steps if s.action is Action.CREATE]
    loaded: Site = load_site(site, cache=site / "cache")
    return [line(release) for release in loaded.releases] + [step.path for step in steps]


def line(release: ReleaseRecord) -> str:
    return f"{release.title} {release.date.year if release.date else __version__}"


def place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    fix: Fix | None = diagnostic.fix
    related: tuple[Related, ...] = diagnostic.related
    span: Span = fix.span if fix else diagnostic.span
    return diagnostic.file, span.line, len(related)


def code(site: Path) -> Exit:
    try:
        return Exit.FINDINGS if build(site).refused else Exit.CLEAN
    except NewsgenError as error:
        return error.exit_code


def shouting(release: CheckedRelease) -> list[Finding]:
    return [Finding("it shouts", key="title")] if release.title.isupper() else []


def upper(text: str) -> str:
    return text.upper()


def without_references(markdown: Any) -> None:
    markdown.preprocessors.deregister("reference")


RULE: RulePlugin = shouting
FIELD: FieldPlugin = upper
FILTER: FilterPlugin = upper
MARKDOWN: MarkdownPlugin = without_references


def title(file: Path) -> object:
    return frontmatter.load(file, handler=ReleaseHandler())["title"]
"""


def test_the_public_names_are_these() -> None:
    inner = {f"frontmatter.{name}" for name in newsgen.frontmatter.__all__}
    inner |= {f"plugins.{name}" for name in newsgen.plugins.__all__}
    assert {*newsgen.__all__} | inner == NAMES
    assert len(NAMES) <= 30
    assert dir(newsgen) == sorted(newsgen.__all__)
    shown = [name for name in dir(newsgen.frontmatter) if not name.startswith("_")]
    assert shown == newsgen.frontmatter.__all__


def test_a_public_name_is_in_all_places_that_list_them() -> None:
    """Types are those of the block for type checkers; the page's tables name what they describe."""
    source = (REPOSITORY / "src/newsgen/__init__.py").read_text(encoding="utf-8")
    block = source.partition("if TYPE_CHECKING:\n")[2].partition("\n__all__")[0]
    page = (REPOSITORY / "docs/generate.py").read_text(encoding="utf-8")
    names = {name.rpartition(".")[2] for name in NAMES - {"__version__", *MODULES}}
    assert [n for n in newsgen.__all__ if n not in block and n != "__version__"] == [], "types"
    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b", SAMPLE)] == [], "sample"
    shown = {name for name in names if re.search(rf"\b{name}\b", page)} | NOT_IN_A_TABLE
    assert sorted(names - shown) == [], "tables of python.md in docs/generate.py"


def test_every_public_name_is_described() -> None:
    page = (REPOSITORY / "docs/reference/python.md").read_text(encoding="utf-8")
    for name in NAMES - {"__version__"}:
        value = newsgen
        for part in name.split("."):
            value = getattr(value, part)
        assert inspect.getdoc(value), name
        assert f"`{name}" in page or f"### {name.rpartition('.')[2]}" in page, name


def test_a_name_that_is_not_public_is_not_there() -> None:
    assert not hasattr(newsgen, "Request")


def test_pages_import_public_names_only() -> None:
    """Inner packages are private without underscores: nobody is told to import one."""
    pages = [REPOSITORY / "README.md", *(REPOSITORY / "docs").rglob("*.md")]
    used = set[str]()
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for module, names in re.findall(r"^from (newsgen[\w.]*) import (.+)$", text, re.MULTILINE):
            inner = module.removeprefix("newsgen").lstrip(".")
            used |= {f"{inner}.{name}".lstrip(".") for name in re.findall(r"\w+", names)}
        used |= {*re.findall(r"^import newsgen\.([\w.]+)", text, re.MULTILINE)}
    assert used
    assert used - NAMES == set()


def test_importing_newsgen_loads_nothing_else() -> None:
    code = "import sys; before = {*sys.modules}; import newsgen; print({*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{'newsgen'}"


@pytest.mark.rotates(7)
def test_a_program_with_the_public_names_alone_has_types(tmp_path: Path) -> None:
    """The types are those that a program sees: of the package with `py.typed`, not of a folder."""
    file = tmp_path / "sample.py"
    file.write_text(SAMPLE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-incremental", file.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.rotates(7)
def test_types_are_checked_by_the_sample(tmp_path: Path) -> None:
    file = tmp_path / "sample.py"
    file.write_text("import newsgen\n\nnewsgen.build(5)\nnewsgen.nothing()\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-incremental", file.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "[arg-type]" in done.stdout
    assert "[attr-defined]" in done.stdout
