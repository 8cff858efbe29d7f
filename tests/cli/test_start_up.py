"""What a command does not need is not loaded: starting must cost little."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsgen.cli import COMMANDS, cli, load

YAML = {"yaml", "frontmatter", "newsgen.content.yaml.tree"}
PARSING = {"markdown", "nh3", "phonenumbers", "newsgen.content.release"} | YAML
WORKERS = {"multiprocessing", "concurrent"}
OTHERS = {
    "rich",
    "importlib.metadata",
    "newsgen.report.formats",
    "newsgen.site.index",
}
PICTURES = {"PIL", "newsgen.media.cards", "newsgen.media.credit"}
BUILDING = {"jinja2", "msgspec", "sqlite3", "newsgen.pipeline", "newsgen.report"}
CODE = """
import sys
from newsgen.cli import main
try:
    main()
finally:
    print("|".join(sys.modules), file=sys.stderr)
"""
RELEASE = """\
---
title: Appeal {number}
area: Northshire
url: https://www.northshire.police.example/news/{number}.aspx
date: 2026-03-05 10:00
---

Text with *words* and a number, 01632 960001.
"""
TABLE = "\n| Day | Calls |\n| --- | --- |\n| 5 | 12 |\n"
"""What the shortcuts leave to Python-Markdown."""


def loaded(*arguments: str) -> set[str]:
    """Run a command in a process of its own, and return the modules that it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.rpartition("\n")[0].rpartition("\n")[2].split("|"))


SITE = {"newsgen.toml": '[site]\nlanguage = "cy"\n[theme.options]\n'} | {
    f"content/{number}.md": RELEASE.format(number=number) + TABLE * (number == 2)
    for number in range(3)
}


@pytest.mark.parametrize("arguments", [["version"], ["--help"], ["theme", "--help"]])
def test_little_is_loaded_to_say_a_few_words(arguments: list[str]) -> None:
    assert loaded(*arguments) & (PARSING | WORKERS | OTHERS | BUILDING) == set()


def test_an_unchanged_site_is_built_without_what_reads_it(site: Path) -> None:
    first = loaded("build", "--quiet", "--site", str(site))
    assert first >= {"markdown", "nh3", "newsgen.content.release"}
    assert first & PICTURES == set()
    loaded("check", "--site", str(site))  # which looks at old releases for more
    for command in ("build", "check", "plan"):
        again = loaded(command, "--site", str(site))
        assert again & (PARSING | WORKERS | OTHERS) == set()
    assert "msgspec" not in loaded("build", "--site", str(site))


def test_releases_are_read_without_a_theme(site: Path) -> None:
    read = loaded("list", "--site", str(site))
    assert "newsgen.content.release" in read
    assert not read & {"jinja2", "newsgen.theme", "newsgen.site"}


@pytest.mark.parametrize(("opening", "closing"), [("---", "---"), ("```yaml", "```")])
def test_plain_front_matter_is_read_without_yaml(site: Path, opening: str, closing: str) -> None:
    loaded("build", "--quiet", "--site", str(site))
    text = RELEASE.format(number=0).replace("Appeal", "Another appeal")
    text = text.replace("---", opening, 1).replace("---", closing)
    (site / "content" / "0.md").write_text(text, encoding="utf-8")
    again = loaded("build", "--site", str(site))
    assert "newsgen.content.release" in again
    assert again & YAML == set()


@pytest.mark.parametrize(
    "line",
    ["summary: |\n  A van.", 'tags: ["courts"]'],
)
def test_other_front_matter_is_read_with_yaml_alone(site: Path, line: str) -> None:
    loaded("build", "--quiet", "--site", str(site))
    text = RELEASE.format(number=0).replace("\ndate:", f"\n{line}\ndate:")
    (site / "content" / "0.md").write_text(text, encoding="utf-8")
    again = loaded("build", "--site", str(site))
    assert again & YAML == YAML - {"frontmatter"}


def test_every_command_is_what_the_table_says() -> None:
    assert list(COMMANDS) == list(cli.commands)
    for name in COMMANDS:
        assert load(name).name == name


def test_every_command_is_run_by_a_test_of_the_command_line() -> None:
    """Lists that are called `COMMANDS` do not count: most only ask for the help of each."""
    words = {word for file in Path(__file__).parent.glob("test_*.py") for word in _arguments(file)}
    assert sorted(COMMANDS.keys() - words) == [], "run each of these in a test in tests/cli"


def _arguments(file: Path) -> Iterator[object]:
    """Yield the constants that a module passes to something, or has in a list."""
    for statement in ast.parse(file.read_bytes()).body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _is_list_of_all(statement):
            continue
        for node in ast.walk(statement):
            match node:
                case ast.Call(func=ast.Attribute(attr="parametrize")):
                    continue  # its first word is the name of a parameter
                case ast.Call(args=values) | ast.List(elts=values) | ast.Tuple(elts=values):
                    yield from (each.value for each in values if isinstance(each, ast.Constant))


def _is_list_of_all(statement: ast.Assign | ast.AnnAssign) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return any(ast.unparse(target) == "COMMANDS" for target in targets)
