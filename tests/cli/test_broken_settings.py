"""Every command tells what is wrong with a site as the others do: one code, one place, no bug."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from newsgen.cli import COMMANDS as EVERY_COMMAND, serve
from newsgen.config.settings import CONFIG
from newsgen.model.declared import walk
from newsgen.rules.policy import BASELINE_FILE as BASELINE
from tests.support.command import Console
from tests.support.crawl import DATA
from tests.support.site import Release, write_site
from tests.support.themes import short_lists

__all__ = ["short_lists"]
pytestmark = pytest.mark.usefixtures("short_lists")

AREA: Final = '[areas.Northshire]\nhosts = ["www.northshire.police.example"]\n'
THEME: Final = "themes/local/theme.toml"
LOCAL: Final = {"newsgen.toml": f'[site]\ntheme = "local"\n{AREA}'}
DECLARED: Final = {THEME: '[theme]\ntitle = "Local"\nextends = "plain"\n', **LOCAL}
RELEASE: Final = Release("Road closed", "Northshire", date="2026-03-05 10:00")
SOURCE: Final = "content/road-closed.md"


class Reader(NamedTuple):
    """A command, and how much of a site it reads: what the stages before it read, and its own."""

    arguments: tuple[str, ...]
    stage: int


SETTINGS, SITE, SOURCES, THEMES = range(4)
"""newsgen.toml and lists of the theme; plug-ins and the baseline; releases; the theme."""
COMMANDS: Final = {
    name: Reader(tuple(name.split()) + more, stage)
    for name, stage, more in (
        ("build", THEMES, ("--jobs", "1")),
        ("check", THEMES, ("--jobs", "1")),
        ("plan", THEMES, ("--jobs", "1")),
        ("list", SOURCES, ()),
        ("next", SOURCES, ()),
        ("review", SOURCES, ()),
        ("urls", SOURCES, ("--check",)),
        ("remove", SOURCES, (SOURCE, "--reason", "erasure", "--dry-run", "--yes")),
        ("new", SETTINGS, ("A title", "--area", "Northshire")),
        ("schema", SETTINGS, ()),
        ("plugins", SETTINGS, ()),
        ("import", SETTINGS, (str(DATA),)),
        ("media", SETTINGS, ()),
        ("theme list", SETTINGS, ()),
        ("serve", THEMES, ()),
        ("theme show", SETTINGS, ()),
        ("theme check", SETTINGS, ()),
        ("deploy", SETTINGS, ()),
        ("hosting nginx", THEMES, ("--output", "OUT")),
        ("check --no-plugins", SETTINGS, ("--jobs", "1")),
    )
}
OF_A_THEME: Final = frozenset({"theme show", "theme check", "check --no-plugins"})
WITHOUT_THEMES: Final = frozenset({"import", "new", "schema", "plugins", "theme list", "deploy"})
"""Commands that don't ask for what a theme declares; the others do for its lists."""


class Case(NamedTuple):
    """A broken site: its files, the code of what is wrong, and by whom that is read."""

    files: dict[str, str]
    code: str
    stage: int = SETTINGS
    is_theme: bool = False


def of_toml(text: str, code: str = "NG703", stage: int = SETTINGS) -> Case:
    return Case({"newsgen.toml": text}, code, stage)


def of_theme(files: dict[str, str], code: str = "NG802", *, lists: bool = False) -> Case:
    return Case({**DECLARED, **files}, code, SITE if lists else THEMES, is_theme=True)


def wrong_types() -> Iterator[tuple[str, Case]]:
    """Yield each setting of a table with a time in its place, which none takes."""
    for name, row in walk(CONFIG.rows):
        table, _, key = name.rpartition(".")
        if "[" in name or not table or row.reader.label == "any value":
            continue
        table = table.replace("areas.NAME", "areas.Northshire").replace("NAME", "district")
        yield f"{name} is a time", of_toml(f"[{table}]\n{key} = 2026-03-05T10:00:00Z\n")


def unknown_keys() -> Iterator[tuple[str, Case]]:
    tables = {name.rpartition(".")[0] for name, _ in walk(CONFIG.rows) if "[" not in name}
    for table in sorted(tables - {""}):
        if table not in ("rules", "theme") and "NAME" not in table:
            yield f"[{table}] nope", of_toml(f"[{table}]\nnope = 1\n", "NG702")


OTHERS: Final = {
    "unknown table": of_toml("[nope]\n", "NG702"),
    "not TOML": of_toml("[site\n", "NG701"),
    "a key twice": of_toml("[site]\ntitle = 'a'\ntitle = 'b'\n", "NG701"),
    "a deep key": of_toml(".".join("a" * 40) + " = 1\n", "NG701"),
    "a long number": of_toml("a = " + "9" * 5_000, "NG701"),
    "too long": of_toml("# x\n" * 70_000, "NG701"),
    "unknown extension": of_toml(f'{AREA}[markdown]\nextensions = ["nope"]\n', stage=SOURCES),
    "extension that takes nothing": of_toml(
        f"{AREA}[markdown.extension_configs.tables]\nnope = 1\n", stage=SOURCES
    ),
    "many extensions": of_toml("[markdown]\nextensions = [" + '"x",' * 60 + "]\n"),
    "no such theme": of_toml(f'[site]\ntheme = "nope"\n{AREA}', "NG801", THEMES)._replace(
        is_theme=True
    ),
    "theme with a path": of_toml(f'[site]\ntheme = "../x"\n{AREA}', "NG801", THEMES)._replace(
        is_theme=True
    ),
    "unknown option": of_toml(f"{AREA}[theme.options]\nnope = 1\n", "NG702", THEMES)._replace(
        is_theme=True
    ),
    "no such zone": of_toml('[site]\ntimezone = "Europe/Nope"\n'),
    "base_url with a path": of_toml('[site]\nbase_url = "https://a.example/b"\n'),
    "slugs clash": of_toml('[areas.A]\nslug = "a"\n[areas.B]\nslug = "a"\n'),
    "menu without title": of_toml('[[menu]]\nlink = "/a/"\n'),
    "menu to nowhere": of_toml('[[menu]]\ntitle = "a"\nlink = "a b"\n'),
    "menu of a page that is not there": of_toml(
        f'{AREA}[[menu]]\ntitle = "a"\npage = "nope.md"\n', "NG707", THEMES
    ),
    "taxonomy of no field": of_toml('[taxonomies.district]\nkey = "nope"\n'),
    "taxonomies in one folder": of_toml(
        '[taxonomies.a]\nkey = "tags"\npath = "/x/{term}/"\n[taxonomies.b]\nkey = "kind"\n'
        'path = "/x/{term}/"\n'
    ),
    "terms with one page": of_toml('[taxonomies.tags]\nterms = ["a b", "a-b"]\n'),
    "list of no field": of_toml('[lists.a]\nwhere = { nope = "x" }\n'),
    "field like a key": of_toml('[fields.title]\ntype = "text"\n'),
    "field like a hold": of_toml('[fields.embargos]\ntype = "text"\n'),
    "field of no type": of_toml('[fields.a]\ntype = "nope"\n'),
    "choice without choices": of_toml('[fields.a]\ntype = "choice"\n'),
    "essential rule off": of_toml('[rules.severity]\nNG201 = "off"\n'),
    "rule that is not there": of_toml('[rules.severity]\nNG999 = "off"\n'),
    "filter that is not there": of_toml(f'{AREA}[plugins]\nfilters = ["nope"]\n', "NG721", SITE),
    "rule of a site that is not there": of_toml(
        f'{AREA}[plugins]\nrules = ["nope"]\n', "NG721", SITE
    ),
    "baseline that is not JSON": Case({BASELINE: "{"}, "NG705", SITE),
    "baseline of another shape": Case({BASELINE: "[]"}, "NG705", SITE),
    "baseline that is deep": Case({BASELINE: "[" * 100_000}, "NG705", SITE),
    "theme that is not TOML": of_theme({THEME: "[theme\n"}, "NG701"),
    "theme with an unknown key": of_theme({THEME: '[theme]\ntitle = "L"\nnope = 1\n'}, "NG702"),
    "theme without title": of_theme({THEME: "[theme]\n"}, "NG703"),
    "theme that extends itself": of_theme({THEME: '[theme]\ntitle = "L"\nextends = "local"\n'}),
    "theme that extends nothing": of_theme(
        {THEME: '[theme]\ntitle = "L"\nextends = "nope"\n'}, "NG801"
    ),
    "theme with a list of no field": of_theme(
        {THEME: DECLARED[THEME] + '[lists.a]\nwhere = { nope = "x" }\n'}, "NG703", lists=True
    ),
    "option with a wrong default": of_theme(
        {THEME: DECLARED[THEME] + '[options.a]\ntype = "number"\ndefault = "x"\n'}
    ),
    "words that are not TOML": of_theme({"themes/local/words/en.toml": "a"}, "NG701"),
    "words that are not text": of_theme({"themes/local/words/en.toml": "a = 1\n"}),
    "words that English lacks": of_theme({"themes/local/words/cy.toml": "zz = 'a'\n"}),
}
CASES: Final = {**dict(wrong_types()), **dict(unknown_keys()), **OTHERS}
FINDING: Final = re.compile(r"^(\S[^\n]*?): error\[(NG\d{3})\]", re.MULTILINE)


class NoSocket:
    """What a preview listens on."""

    def getsockname(self) -> tuple[str, int]:
        return "127.0.0.1", 8000


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a preview stop as it starts."""

    async def stop(*_: Any) -> None:
        pass

    monkeypatch.setattr(serve, "on_stop", lambda _: None)
    monkeypatch.setattr(serve, "listen", lambda *_: NoSocket())
    monkeypatch.setattr(serve, "serve", stop)


def reads(name: str, case: Case) -> bool:
    """Return whether a command meets what is wrong."""
    if case.is_theme and case.stage == SITE:
        return name not in WITHOUT_THEMES
    if case.is_theme:
        return name in OF_A_THEME or COMMANDS[name].stage >= THEMES
    return COMMANDS[name].stage >= case.stage


def test_there_are_enough() -> None:
    assert len(CASES) >= 60
    of_no_site = {"explain", "init", "version"}
    assert {name.split()[0] for name in COMMANDS} == set(EVERY_COMMAND) - of_no_site


@pytest.mark.rotates(8)
@pytest.mark.parametrize("broken", CASES)
def test_each_command_tells_it(
    run: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    case = CASES[broken]
    monkeypatch.delenv("NEWSGEN_TOOLS", raising=False)  # the Nu HTML checker is slow
    site = write_site(tmp_path / "site", {"newsgen.toml": AREA, SOURCE: RELEASE, **case.files})
    findings: dict[str, set[tuple[str, str]]] = {}
    for name, command in COMMANDS.items():
        arguments = [str(tmp_path / "out") if a == "OUT" else a for a in command.arguments]
        ended = run(*arguments, "--site", site)
        assert ended.code in (0, 1, 2), f"{name}: {ended.err}"
        findings[name] = set(FINDING.findall(ended.err + ended.out))
        if findings[name] and name != "serve":
            assert ended.code > 0, name
    (expected,) = {frozenset(places) for places in findings.values() if places} or {frozenset()}
    assert case.code in {code for _, code in expected}
    silent = {name for name, places in findings.items() if not places}
    assert sorted(silent & {name for name in COMMANDS if reads(name, case)}) == []
