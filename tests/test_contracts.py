"""Promises about the code itself: layers, codes, and what is shipped."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from newsgen.codes import CODES, NOT_RAISED
from tests.support.weight import circles

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "newsgen"
TESTS = ROOT / "tests"
_CODE = re.compile(r"NG\d{3}")


def codes_in(*files: Path) -> set[str]:
    return {code for file in files for code in _CODE.findall(file.read_text(errors="replace"))}


def test_every_layer_imports_only_from_those_below() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", done.stdout)


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circles() == []


def imported() -> set[str]:
    """Return the distributions that the source imports from, anywhere in a file."""
    names = {
        name.partition(".")[0]
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        for name in _imports(node)
    }
    others = names - sys.stdlib_module_names - {"newsgen"}
    known = packages_distributions()
    return {_normal(name) for module in others for name in known[module]}


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


def _normal(requirement: str) -> str:
    """Return the name in a requirement, as indexes write it."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def test_newsgen_asks_for_the_libraries_that_it_imports_and_for_no_others() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    declared = {_normal(name) for name in [*project["dependencies"], *extras]}
    assert "ahocorasick-rs" in imported()
    assert declared - imported() == {"tzdata"}  # data, for systems that have none
    brought = {"h11", "markupsafe", "botocore"}  # by uvicorn, Jinja and boto3
    assert imported() - declared == brought


def test_the_table_of_codes_is_in_order_and_names_each_kind_once() -> None:
    assert list(CODES) == sorted(CODES)
    assert len({code.name for code in CODES.values()}) == len(CODES)
    assert all(_CODE.fullmatch(key) and key == code.id for key, code in CODES.items())
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name) for code in CODES.values())


def test_every_code_is_used_in_the_source() -> None:
    files = [f for f in SOURCE.rglob("*.py") if f.name != "codes.py"]
    assert sorted(set(CODES) - codes_in(*files) - NOT_RAISED) == []


def test_every_code_in_the_source_is_in_the_table() -> None:
    assert sorted(codes_in(*SOURCE.rglob("*.py")) - set(CODES)) == []


def test_every_code_is_exercised_by_a_test() -> None:
    tests = ROOT / "tests"
    files = [*tests.rglob("*.py"), *(tests / "cases" / "data").glob("*.txt")]
    assert sorted(set(CODES) - codes_in(*(f for f in files if f != Path(__file__)))) == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the names in the wheel, built by the project's own backend."""
    folder = tmp_path_factory.mktemp("wheel")
    command = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", command, str(folder)], cwd=ROOT, check=True)
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_package_with_its_types(wheel: set[str]) -> None:
    modules = {f"newsgen/{f.relative_to(SOURCE).as_posix()}" for f in SOURCE.rglob("*.py")}
    assert modules <= wheel
    assert "newsgen/py.typed" in wheel


def test_the_wheel_holds_the_shipped_theme(wheel: set[str]) -> None:
    theme = SOURCE / "themes"
    files = {
        f"newsgen/themes/{f.relative_to(theme).as_posix()}" for f in theme.rglob("*") if f.is_file()
    }
    assert "newsgen/themes/plain/templates/release.html" in files
    assert files <= wheel


def test_the_wheel_holds_every_explanation(wheel: set[str]) -> None:
    files = {f"newsgen/explanations/{f.name}" for f in (SOURCE / "explanations").glob("*.md")}
    assert "newsgen/explanations/NG305.md" in files
    assert files <= wheel


def test_the_wheel_holds_the_templates_of_hosts(wheel: set[str]) -> None:
    folder = SOURCE / "hosting/templates"
    every = (f for f in folder.rglob("*") if f.is_file())
    files = {f"newsgen/{f.relative_to(SOURCE).as_posix()}" for f in every}
    assert "newsgen/hosting/templates/caddy/Caddyfile" in files
    assert files <= wheel


def test_the_wheel_holds_nothing_else(wheel: set[str]) -> None:
    others = {name for name in wheel if not name.startswith("newsgen/")}
    assert all(re.match(r"newsgen-[^/]+\.dist-info/", name) for name in others)
    assert not [name for name in wheel if "test" in name or name.endswith((".pyc", ".sqlite"))]


def test_the_wheel_holds_the_licence_and_the_command(wheel: set[str]) -> None:
    names = {name.partition(".dist-info/")[2] for name in wheel}
    assert {"entry_points.txt", "licenses/LICENSE"} <= names


def test_no_test_judges_speed_by_a_clock() -> None:
    """What a machine has to do beside the tests must not make one fail: they count work."""
    clock = re.compile(r"\btime\.(?:perf_counter|process_time|thread_time)\b(?!\")")
    files = (ROOT / "tests").rglob("*.py")
    assert [str(file) for file in files if clock.search(file.read_text("utf-8"))] == []


def test_tests_are_a_package_and_only_the_repository_is_on_the_path() -> None:
    """Helpers are in `tests.support`; a folder on the path of its own would hide where one is.

    The scripts of `benchmarks` import each other as scripts do.
    """
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert settings["tool"]["pytest"]["ini_options"]["pythonpath"] == [".", "benchmarks"]
    packages = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [str(path) for path in packages if not (path / "__init__.py").is_file()] == []


SHOWN = {
    ("__main__.py", "os.write"),  # constants, where there is no memory for more
    ("cli/__init__.py", "os.write"),
    ("cli/__init__.py", "sys.stderr"),  # sets their encoding, and leaves a pipe that is closed
    ("cli/__init__.py", "sys.stdout"),
    ("cli/data.py", "sys.stdout"),  # is it a terminal?
    ("cli/new.py", "click.prompt"),  # asks at a terminal
    ("cli/results.py", "Console"),  # a bar at a terminal, with stages of newsgen
    ("cli/results.py", "sys.stderr"),
    ("cli/remove.py", "click.confirm"),
    ("cli/serve.py", "logging.Handler"),  # hands on what libraries log
    ("fast/collector.py", "sys.stderr"),  # writes what is yet to be written, at the end
    ("fast/collector.py", "sys.stdout"),
    ("printing.py", "sys.stderr"),
    ("printing.py", "sys.stdout"),
}
"""All that reaches standard output and standard error, with the module that has it."""
_PRINTS = re.compile(
    r"print|pprint|Console|(?:click|traceback|warnings|rich)\.(?:echo|secho|echo_via_pager|prompt"
    r"|confirm|progressbar|print\w*|warn\w*)|sys\.(?:__)?std(?:out|err)(?:__)?|logging\.\w*Handler"
)


def _shown(node: ast.AST) -> str:
    """Return the name of what a node prints with, or an empty text."""
    match node:
        case ast.Attribute(value=ast.Attribute(), attr="isatty"):
            node.value = ast.Constant(None)  # it only asks
        case ast.Call(
            func=ast.Attribute(attr="write") as called, args=[ast.Constant(int()), words]
        ):
            assert isinstance(words, ast.Constant | ast.Name)
            return ast.unparse(called)
        case ast.Call(func=ast.Name(id=name)) if _PRINTS.fullmatch(name):
            return name
        case ast.Attribute() if _PRINTS.fullmatch(name := ast.unparse(node)):
            return name
    return ""


def test_all_that_is_printed_goes_through_one_module() -> None:
    """A text may come from a fork, and a runner obeys lines: `printing` knows which."""
    shown = {(module, name) for module, node in nodes() if (name := _shown(node))}
    assert shown == SHOWN


# Names, as the page on style wants them

VAGUE = {"found", "made", "own", "told", "one", "begun", "finished"}
"""Words that say how a value came about, not what it is."""
UNTIMELY = {"begin", "begun", "finish", "finished"}
"""Words that say when a step is taken, not what it does."""


def nodes(folder: Path = SOURCE) -> Iterator[tuple[str, ast.AST]]:
    """Yield all that the modules of a folder say, each with its module."""
    for file in sorted(folder.rglob("*.py")):
        module = file.relative_to(folder).as_posix()
        yield from ((module, node) for node in ast.walk(ast.parse(file.read_bytes())))


def test_one_class_has_one_name() -> None:
    """An underscore makes no other name: who reads `Rule` is to know which."""
    places = defaultdict[str, list[str]](list)
    for module, node in nodes():
        if isinstance(node, ast.ClassDef):
            places[node.name.lstrip("_")].append(module)
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}


@pytest.mark.parametrize("folder", [SOURCE, TESTS], ids=["source", "tests"])
def test_names_say_what_a_value_is_and_what_a_step_does(folder: Path) -> None:
    every = list(nodes(folder))
    values = {(module, name) for module, node in every for name in _bound(node)}
    steps = {(m, n.name) for m, n in every if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    wrong = {(module, name) for module, name in values if name.strip("_") in VAGUE}
    wrong |= {(module, name) for module, name in steps if name.strip("_").lower() in UNTIMELY}
    assert sorted(wrong) == []


def _bound(node: ast.AST) -> list[str]:
    """Return the names that a node gives a value."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return [name]
        case ast.arg(arg=name) | ast.MatchAs(name=str(name)) | ast.ExceptHandler(name=str(name)):
            return [name]
    return []
