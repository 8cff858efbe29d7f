"""The documentation is current, its links lead somewhere, and its commands run.

A block marked `console` is a transcript: the commands of a document run in order in one folder, and
what it shows of their output is compared. A block marked `diff` is an edit that the reader makes in
between. A tutorial starts from an empty folder, a guide from a copy of the demo site, and the
change of a newcomer from a copy of the code. A line `...` stands for any lines.
"""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import click
import pytest

from newsgen.cli import load
from newsgen.codes import CODES
from newsgen.config.deploy import KINDS as TARGETS
from newsgen.config.fields import TYPES as FIELD_TYPES
from newsgen.config.load import parse
from newsgen.config.settings import CONFIG
from newsgen.content._values import each_key
from newsgen.content.keys import KEYS
from newsgen.content.markup._converter import ATTRIBUTES, SCHEMES
from newsgen.hosting.hosts import HOSTS
from newsgen.importers.data_kinds import DATA
from newsgen.model import dates
from newsgen.model.declared import walk
from newsgen.model.elements import TAGS
from newsgen.model.release import Incident, Kind, Picture, Status
from newsgen.model.urls import output_path, parse_url
from newsgen.site.templates import TEMPLATES
from tests.support.paths import REPOSITORY
from tests.support.servers import BINARIES
from tests.support.site import write

TOP = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
PAGES = sorted(
    [
        *TOP,
        *(page.relative_to(REPOSITORY).as_posix() for page in (REPOSITORY / "docs").rglob("*.md")),
    ]
)
FROM_NOTHING = ["README.md", *(page for page in PAGES if page.startswith("docs/tutorials/"))]
FROM_THE_DEMO = [page for page in PAGES if page.startswith("docs/how-to/")]
A_CHANGE = "docs/contributing/a-change.md"

FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<kind>\w*)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)
PROGRESS = re.compile(r"(Reading releases|Making pages): [\d,]+|Warnings looked for in .+")
"""What not every terminal shows, and how far a build looked, which depends on the day."""
VARYING = re.compile(
    r"[\d.]+(?= s\.$)|(?<=was read in )[\d.]+ m?s|^\d\d:\d\d:\d\d(?= The site )|(?<=localhost:)\d+"
    r"|\d+(?= passed| deselected)|(?<= in )[\d.]+s$"
)
"""How long something took, the time of day, a port that is free, and how many tests there are."""

OTHERS = re.compile(r"^```(?:sh|bash|powershell|js|apache|nginx)$", re.MULTILINE)
WHERE_RUN = re.compile(r"\b[Rr]un (?:by|on|with)\b|[Nn]ot run by|\b(?:tests of newsgen|CI) runs?\b")


def text_of(page: str) -> str:
    return (REPOSITORY / page).read_text(encoding="utf-8")


def prose_of(page: str) -> str:
    return FENCE.sub("", text_of(page))


def table_rows(page: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading, without its head."""
    _, _, after = text_of(page).partition(f"{heading}\n")
    lines = [line for line in after.split("\n\n## ")[0].splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


# What is generated, and what the code says


def test_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=REPOSITORY,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def _leaves() -> list[str]:
    """Return the dotted names of all keys that have a value of their own, outside lists."""
    names = [name for name, _ in each_key(KEYS) if "[]" not in name]
    return [name for name in names if not any(other.startswith(f"{name}.") for other in names)]


def test_every_front_matter_key_is_documented() -> None:
    page = text_of("docs/reference/front-matter.md")
    names = [*_leaves(), *Kind, *Status]
    assert [name for name in names if f"`{name}`" not in page] == []
    for part in (Picture, Incident):
        assert [f for f in part.__dataclass_fields__ if f"{f}:" not in page] == []


def test_every_setting_is_documented() -> None:
    page = text_of("docs/reference/configuration.md")
    names = {row.name for _, row in walk(CONFIG.rows) if not row.reader.rows}
    names -= {
        "areas",
        "accessibility",
        "deploy",
        "fields",
        "languages",
        "lists",
        "menu",
        "taxonomies",
    }  # tables of their own
    assert len(names) > 40
    assert [name for name in sorted(names) if f"| `{name}` |" not in page] == []


def test_every_template_has_a_row_of_what_it_writes() -> None:
    page = text_of("docs/reference/outputs.md")
    assert [name for name in TEMPLATES if f"`{name}`" not in page] == []


def test_the_example_configuration_is_valid() -> None:
    example = text_of("docs/reference/configuration.md").partition("## Example")[2]
    block = FENCE.search(example)
    assert block is not None
    assert parse(block["text"]).feeds.items == 30


def test_every_option_of_the_shipped_theme_is_documented() -> None:
    folder = REPOSITORY / "src/newsgen/themes/plain"
    declared = tomllib.loads((folder / "theme.toml").read_text(encoding="utf-8"))["options"]
    rows = table_rows("docs/how-to/theme.md", "## Set options")
    assert {row[0]: row[1] for row in rows} == {k: o["type"] for k, o in declared.items()}


def test_every_format_of_findings_is_documented() -> None:
    (option,) = (each for each in load("check").params if each.name == "form")
    assert isinstance(option.type, click.Choice)
    rows = table_rows("docs/how-to/check-in-ci.md", "## What to know")
    assert {row[0] for row in rows} == {*option.type.choices} - {"auto"}


def test_every_host_has_a_page_and_a_row_that_says_whether_it_was_started() -> None:
    rows = {row[0].partition("](../")[2].rstrip(")"): row[1] for row in hosts_rows()}
    for host in HOSTS:
        pages = [
            f"how-to/{page.name}"
            for page in (REPOSITORY / "docs/how-to").glob("host-on-*.md")
            if f"newsgen hosting {host} " in page.read_text("utf-8")
        ]
        assert pages, f"write docs/how-to/host-on-{host}.md, with newsgen hosting {host}"
        assert pages[0] in rows, f"add {pages[0]} to the table in docs/reference/hosting.md"
        is_started = rows[pages[0]].startswith("started")
        assert is_started is (host in BINARIES), f"{host}: does tests/support/servers.py start it?"


def hosts_rows() -> list[list[str]]:
    return table_rows("docs/reference/hosting.md", "## Hosts")


def test_every_kind_of_data_that_can_be_imported_is_documented() -> None:
    places = {
        "the help of newsgen import": (load("import").help or ""),
        "docs/reference/import.md": text_of("docs/reference/import.md").partition("## fields")[2],
        "docs/how-to/move-from-a-cms.md": text_of("docs/how-to/move-from-a-cms.md"),
    }
    for place, text in places.items():
        words = {word for kind in DATA.values() for word in kind.noun.split(" or ")}
        assert [word for word in words if word not in text] == [], f"name each in {place}"


def test_every_kind_of_target_is_documented() -> None:
    page = text_of("docs/how-to/deploy.md")
    missing = [name for name in TARGETS if f"{name}:" not in page]
    assert missing == [], "say in docs/how-to/deploy.md how each is written"


def test_every_type_of_field_is_documented() -> None:
    rows = {row[0] for row in table_rows("docs/how-to/add-fields.md", "## Types")}
    assert FIELD_TYPES.keys() - rows == set(), "add each to the table in docs/how-to/add-fields.md"


def test_every_block_of_the_base_template_is_documented() -> None:
    base = REPOSITORY / "src/newsgen/themes/plain/templates/base.html"
    blocks = re.findall(r"{% block (\w+) %}", base.read_text(encoding="utf-8"))
    page = text_of("docs/how-to/theme.md")
    assert [name for name in blocks if f"`{name}`" not in page] == []


def test_the_allowlist_is_documented() -> None:
    rows = dict(table_rows("docs/reference/markdown.md", "## What is kept"))
    assert set(rows["Tags"].split()) == TAGS
    assert set(rows["Attributes of all tags"].split()) == ATTRIBUTES["*"]
    assert set(rows["Schemes of URLs"].partition("`")[0].split()) == SCHEMES
    for tag in ATTRIBUTES.keys() - {"*"}:
        assert set(rows[tag].split()) == ATTRIBUTES[tag], tag


def test_urls_become_the_files_documented() -> None:
    rows = table_rows("docs/reference/urls.md", "# URLs and files")
    assert len(rows) > 10
    assert [[url, output_path(parse_url(url))] for url, _ in rows] == rows


def test_dates_are_read_as_documented() -> None:
    rows = table_rows("docs/reference/front-matter.md", "## Forms of a date")
    assert len(rows) > 10
    for written, read, precision in rows:
        moment = dates.parse(written, ZoneInfo("Europe/London"))
        assert (moment.at.isoformat(), moment.precision) == (read, precision), written


def test_every_package_is_in_the_code_map() -> None:
    page = text_of("ARCHITECTURE.md")
    package = REPOSITORY / "src/newsgen"
    packages = [f"{m.parent.name}/" for m in package.glob("*/__init__.py")]
    modules = [m.name for m in package.glob("*.py") if not m.name.startswith("__")]
    assert len(packages) > 10
    assert [name for name in (*packages, *modules) if f"`{name}" not in page] == []


def test_every_test_named_in_the_architecture_exists() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", text_of("ARCHITECTURE.md"))
    assert named
    assert [name for name in sorted(set(named)) if not (REPOSITORY / name).exists()] == []


# Links


def anchors(page: Path) -> set[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    named = re.findall(r'<a id="([^"]+)"></a>', text)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings} | {*named}


def broken_links(page: str) -> Iterator[str]:
    folder = (REPOSITORY / page).parent
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", prose_of(page))):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = unquote(link).partition("#")
        file = folder / path if path else REPOSITORY / page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            yield link


def assert_no_page_has(diagnose: Callable[[str], Iterable[object]], pages: list[str]) -> None:
    """Fail with what is wrong by page."""
    by_page = {page: [*diagnose(page)] for page in pages}
    assert {page: wrong for page, wrong in by_page.items() if wrong} == {}


def test_links_lead_somewhere() -> None:
    assert_no_page_has(broken_links, PAGES)


def test_every_code_has_its_place_in_the_reference() -> None:
    assert {code.lower() for code in CODES} <= anchors(REPOSITORY / "docs/reference/codes.md")


def test_every_page_can_be_reached() -> None:
    seen: set[Path] = set()
    todo = [REPOSITORY / "README.md"]
    while todo:
        page = todo.pop()
        if page in seen or not page.is_file() or page.suffix != ".md":
            continue
        seen.add(page)
        text = page.read_text(encoding="utf-8")
        links = re.findall(r"\]\(([^)\s#:]+)", text)
        todo += [(page.parent / link).resolve() for link in links]
    assert {REPOSITORY / page for page in PAGES} - seen == set()


# Style


def test_readme_is_short() -> None:
    words = re.findall(r"\S*\w\S*", text_of("README.md"))
    assert 450 <= len(words) <= 750


def lines_of_two_sentences(page: str) -> list[str]:
    lines = [line for line in prose_of(page).splitlines() if not line.startswith(("|", "#"))]
    texts = [re.sub(r"`[^`]*`", "x", line) for line in lines]
    return [t for t in texts if re.search(r"[a-z)][.!?] +[A-Z]", t)]


def test_prose_has_one_sentence_a_line() -> None:
    assert_no_page_has(lines_of_two_sentences, PAGES)


FORBIDDEN = re.compile(
    r"pypi\.|pythonhosted|npmjs|registry\.|proxy\.golang|crates\.io"
    r"|(?<![\w.])/(?:home|work|root|tmp|Users)/"
)


def test_no_registry_and_no_path_of_a_machine_is_named() -> None:
    assert_no_page_has(lambda page: FORBIDDEN.findall(text_of(page)), PAGES)


# Commands


EDIT = "edit"
"""Stands for a command in a transcript: its lines are those of a diff."""


def transcript(page: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a page's console blocks, each with the output it shows."""
    commands: list[tuple[str, list[str]]] = []
    for block in FENCE.finditer(text_of(page)):
        if block["kind"] == "diff":
            commands.append((EDIT, block["text"].splitlines()))
        if block["kind"] != "console":
            continue
        for line in block["text"].splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            elif line == ">" or line.startswith("> "):
                command, shown = commands[-1]
                commands[-1] = (f"{command}\n{line[2:]}", shown)
            else:
                commands[-1][1].append(line)
    return commands


def comparable(lines: list[str]) -> list[str]:
    """Leave out progress, and what differs from run to run."""
    return [VARYING.sub("N", line) for line in lines if not PROGRESS.fullmatch(line)]


def fits(shown: list[str], printed: list[str]) -> bool:
    pattern = "".join(
        r"(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in comparable(shown)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in comparable(printed))) is not None


@pytest.fixture
def shell_environment(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which `newsgen` is the code under test and home is empty.

    Readers have no folder of tools for tests, with which some commands say more. They are not CI
    either, for which pytest cuts no line.
    """
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "newsgen"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newsgen "$@"\n', encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    home = tmp_path / "home"
    home.mkdir()
    others = {"NEWSGEN_TOOLS", "CI", "BUILD_NUMBER"}
    environment = {name: value for name, value in os.environ.items() if name not in others}
    return environment | {"PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(home)}


def run_transcript(page: str, folder: Path, environment: dict[str, str]) -> None:
    commands = transcript(page)
    for command, shown in commands:
        if command.startswith("cd "):
            folder = folder / command[3:]
            continue
        if command == EDIT:
            make_edit(shown, folder)
            continue
        if command.startswith("newsgen serve"):
            runs_until_it_is_stopped(command, shown, folder, environment)
            continue
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
        )
        has_error = any("error[" in line or line.startswith("FAILED ") for line in shown)
        assert done.returncode == int(has_error), f"{command}\n{done.stdout}"
        assert fits(shown, done.stdout.splitlines()), f"{command}\n{done.stdout}"


def make_edit(diff: list[str], folder: Path) -> None:
    """Change or write a file as a reader would; the old lines of the diff stand there once."""
    file = folder / diff[1].removeprefix("+++ ")
    if diff[0] == "--- /dev/null":
        assert not file.exists()
        write(file, "".join(f"{line[1:]}\n" for line in diff[2:]))
        return
    old = "".join(f"{line[1:]}\n" for line in diff[2:] if line[0] in " -")
    new = "".join(f"{line[1:]}\n" for line in diff[2:] if line[0] in " +")
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old}\n{text}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def runs_until_it_is_stopped(
    command: str, shown: list[str], folder: Path, environment: dict[str, str]
) -> None:
    """Start a server, read what it says until it listens, and stop it as its reader would."""
    with subprocess.Popen(
        ["bash", "-c", f"exec {command}"],
        cwd=folder,
        env=environment | {"BROWSER": "true"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as server:
        assert server.stdout is not None
        printed = []
        for line in server.stdout:
            printed.append(line.rstrip())
            if printed[-1] == "Ctrl-C stops it.":
                break
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
    assert any(line.startswith("The preview is at http://localhost:") for line in printed), printed
    assert not shown or fits(shown, printed), printed


@pytest.mark.rotates(5)
@pytest.mark.parametrize("page", FROM_NOTHING)
def test_commands_run_from_nothing(
    page: str, tmp_path: Path, shell_environment: dict[str, str]
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    run_transcript(page, folder, shell_environment)


@pytest.mark.rotates(8)
@pytest.mark.parametrize("page", FROM_THE_DEMO)
def test_commands_run_in_the_demo(
    page: str, tmp_path: Path, shell_environment: dict[str, str]
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    for name in ("content", "themes"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "newsgen.toml", folder)
    run_transcript(page, folder, shell_environment)


@pytest.mark.rotates(7)
def test_a_change_is_made_as_described(tmp_path: Path, shell_environment: dict[str, str]) -> None:
    folder = tmp_path / "clone"
    for name in ("src", "tests", "content", "themes", "newsgen.toml", "pyproject.toml"):
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy2
        folder.mkdir(exist_ok=True)
        copy(REPOSITORY / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    run_transcript(A_CHANGE, folder, shell_environment | {"PYTHONPATH": "src"})


def escaping_commands(page: str) -> list[str]:
    others = [b["text"] for b in FENCE.finditer(text_of(page)) if b["kind"] in ("sh", "bash")]
    return [text for text in others if re.search(r"^\s*newsgen ", text, re.MULTILINE)]


def test_no_command_escapes_the_test() -> None:
    """A `newsgen` command stands in a console block, where it runs."""
    assert_no_page_has(escaping_commands, [*FROM_NOTHING, *FROM_THE_DEMO])


def test_every_guide_has_commands() -> None:
    assert [page for page in [*FROM_NOTHING, *FROM_THE_DEMO] if not transcript(page)] == []


def silent_sections(page: str) -> list[str]:
    sections = re.split(r"^#+ ", FENCE.sub(_kind_of, text_of(page)), flags=re.MULTILINE)
    return [text for text in sections if OTHERS.search(text) and not WHERE_RUN.search(text)]


def test_other_blocks_say_where_they_were_run() -> None:
    """What a reader could run, and no test of this module does, has the truth above it."""
    assert_no_page_has(silent_sections, [*FROM_NOTHING, *FROM_THE_DEMO])


def _kind_of(block: re.Match[str]) -> str:
    """Return a block without its text, whose comments are not headings."""
    return f"```{block['kind']}"


def test_no_page_speaks_of_a_command_that_there_is_not() -> None:
    exist = set(re.findall(r"^## newsgen (\w+)$", text_of("docs/reference/cli.md"), re.MULTILINE))
    named = {
        (page, match)
        for page in PAGES
        for match in re.findall(r"`newsgen ([a-z]{2,})", text_of(page))
        if match not in exist
    }
    assert named == set()
