"""How much there is to read: `python -m tests.support.weight` prints a table for ARCHITECTURE.md.

What counts:

- Modules are the Python files of the package. Lines are all of theirs; lines of code are those with
  a token other than a comment, without docstrings.
- The import depth is the longest chain of modules that import each other, lazy imports and those
  for type checkers too; modules in a cycle count as one link.
- A module with one importer is imported by one other module of the package, its own package's
  `__init__` aside, and is small below 60 lines.
- The functions and files of one release are those entered until the only release of a plain site is
  in the store; those of a build are entered by the whole of it.
"""

import ast
import io
import sys
import tempfile
import tokenize
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Final

import newsgen

SOURCE: Final = Path(newsgen.__file__).parent
SMALL: Final = 60
LONG: Final = 400


def modules() -> dict[str, Path]:
    """Return the modules of the package by their names."""
    names = {}
    for file in sorted(SOURCE.rglob("*.py")):
        parts = ("newsgen", *file.relative_to(SOURCE).with_suffix("").parts)
        names[".".join(parts).removesuffix(".__init__")] = file
    return names


def imports_of(file: Path, known: dict[str, Path]) -> set[str]:
    """Return the modules of the package that a file imports, anywhere in it."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            imported |= below & known.keys() or {node.module}
    return imported & known.keys()


def lines_of_code(text: str) -> int:
    """Count the lines with a token other than a comment, without docstrings."""
    docs: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            is_doc = isinstance(node.value.value, str)
            docs |= {*range(node.lineno, (node.end_lineno or 0) + 1)} if is_doc else set()
    blank = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in (*blank, tokenize.ENDMARKER):
            lines |= {*range(token.start[0], token.end[0] + 1)}
    return len(lines - docs)


def import_lines(text: str) -> int:
    count = 0
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            count += (node.end_lineno or node.lineno) - node.lineno + 1
    return count


def cycles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Return the strongly connected components, each after those that it leads to (Tarjan)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    components: list[set[str]] = []

    def visit(node: str) -> None:
        number[node] = low[node] = len(number)
        stack.append(node)
        for other in sorted(graph[node]):
            if other not in number:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], number[other])
        if low[node] == number[node]:
            at = stack.index(node)
            components.append({*stack[at:]})
            del stack[at:]

    for node in graph:
        if node not in number:
            visit(node)
    return components


def depth(graph: dict[str, set[str]]) -> int:
    """Return how many modules, or cycles of them, the longest chain of imports has."""
    components = cycles(graph)
    of = {name: at for at, names in enumerate(components) for name in names}
    longest: list[int] = []
    for at, names in enumerate(components):
        below = {of[other] for name in names for other in graph[name]} - {at}
        longest.append(1 + max((longest[other] for other in below), default=0))
    return max(longest)


def entered(work: Callable[[], object]) -> set[CodeType]:
    """Return the functions of the package that are entered while something is done."""
    seen: set[CodeType] = set()
    start = str(SOURCE)

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(start):
            seen.add(frame.f_code)

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return {code for code in seen if code.co_name != "<module>"}


def of_one_release(folder: Path) -> Iterator[tuple[str, set[CodeType]]]:
    """Yield what is entered for the only release of a site: until it is stored, and by a build."""
    from newsgen.pipeline.central import build
    from newsgen.pipeline.ingest import ingest
    from newsgen.pipeline.session import open_session
    from tests.support.builds import appeal, request
    from tests.support.site import CONFIG, Release, write_site

    site: dict[str, str | bytes | Release] = {
        "newsgen.toml": CONFIG,
        "content/a.md": appeal("a", "2026-03-01"),
    }
    warm = write_site(folder / "warm", site)
    build(request(warm))
    with open_session(request(write_site(folder / "one", site))) as session:
        yield "one release, worker to store", entered(lambda: ingest(session))
    whole = write_site(folder / "whole", site)
    yield "a build of one release", entered(lambda: build(request(whole)))


@cache
def graph() -> dict[str, set[str]]:
    known = modules()
    return {name: imports_of(file, known) - {name} for name, file in known.items()}


def layers() -> dict[str, set[str]]:
    """Return what imports what, but for the public names, which import all when asked for it."""
    return {name: others - {"newsgen"} for name, others in graph().items() if name != "newsgen"}


def circles() -> list[set[str]]:
    """Return the modules that import each other, somewhere in their files."""
    return [names for names in cycles(layers()) if len(names) > 1]


def table() -> Iterator[tuple[str, str]]:
    """Yield what is measured, with its figure."""
    files = modules()
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    lines = {name: text.count("\n") for name, text in texts.items()}
    importers = {name: {n for n, others in graph().items() if name in others} for name in files}
    alone = {
        name
        for name, those in importers.items()
        if len(those - {name.rpartition(".")[0]}) == 1 and files[name].stem != "__init__"
    }
    yield "modules", f"{len(files):,}"
    yield "lines", f"{sum(lines.values()):,}"
    yield "lines of code", f"{sum(map(lines_of_code, texts.values())):,}"
    yield (
        "of all lines, imports",
        f"{sum(map(import_lines, texts.values())) / sum(lines.values()):.1%}",
    )
    yield "import depth", str(depth(layers()))
    yield "cycles of imports", str(len(circles()))
    yield "modules with one importer", str(len(alone))
    yield f"of them below {SMALL} lines", str(sum(lines[name] < SMALL for name in alone))
    yield f"modules over {LONG} lines", str(sum(count > LONG for count in lines.values()))
    with tempfile.TemporaryDirectory() as folder:
        for what, codes in of_one_release(Path(folder)):
            names = {code.co_filename for code in codes}
            yield what, f"{len(codes)} functions in {len(names)} files"


if __name__ == "__main__":
    rows = [f"| {what} | {figure} |\n" for what, figure in table()]
    sys.stdout.write("".join(["| Measured | |\n| --- | --: |\n", *rows]))
