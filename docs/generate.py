# ruff: noqa: INP001 (a script beside the pages it writes)
"""Write the pages of the reference that come from the code.

`python docs/generate.py` writes them; with `--check` it writes nothing and exits 1 if one is stale.
"""

import inspect
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import click
from docstrings import attributes, sections, signature

import newsgen
from newsgen.cli import Commands, cli, load
from newsgen.codes import CODES, NOT_RAISED, STAGES, Code
from newsgen.content._values import each_key
from newsgen.content.keys import KEYS
from newsgen.contract.shown import MODEL, NAMES, described, doc, view_classes
from newsgen.frontmatter import ReleaseHandler
from newsgen.importers.plan import PLAN, PROBLEMS
from newsgen.model.dates import Precision
from newsgen.model.release import KINDS, STATUSES, Kind
from newsgen.report.editor import release_keys, site_keys
from newsgen.report.explained import (
    ExplanationPart,
    Shape,
    turning_off,
)
from newsgen.site.templates import TEMPLATES
from newsgen.theme._filters import FILTERS

FOLDER: Final = Path(__file__).parent / "reference"
NOTE: Final = "<!-- Written by docs/generate.py: change the code, then run the script. -->"


def cli_page() -> Iterator[str]:
    """List every command with its options, from click."""
    yield "# Commands"
    yield (
        "`newsgen COMMAND --help` prints what is here.\n"
        "Standard output carries results; progress, findings and errors go to standard error.\n"
        "At a terminal, findings have colours; set `NO_COLOR` to anything to have none.\n"
        "Where the locale is not UTF-8, commands need `PYTHONUTF8=1` in the environment."
    )
    yield "## Exit codes"
    yield _table(
        ("Code", "Meaning"),
        [
            ("0", "Success: no finding stops a build."),
            (
                "1",
                (
                    "Findings that stop a build, or a template that fails; the output is "
                    "unchanged. A deployment that is refused or fails."
                ),
            ),
            (
                "2",
                (
                    "Wrong usage, configuration or theme, a folder that cannot be written, or a "
                    "site that another newsgen is using."
                ),
            ),
            ("3", "A bug in newsgen."),
            ("130", "Stopped by Ctrl-C. SIGTERM gives 143, and a terminal that is closed 129."),
        ],
    )
    yield "## newsgen"
    context = click.Context(cli, info_name="newsgen", **cli.context_settings)
    yield _prose(cli.help or "")
    for name in cli.list_commands(context):
        yield from _command(load(name), name, context, "##")


def _command(command: click.Command, name: str, above: click.Context, level: str) -> Iterator[str]:
    """Describe a command, and those below it."""
    inner = click.Context(command, info_name=name, parent=above)
    path = inner.command_path
    yield f"{level} {path}"
    pieces = " ".join(command.collect_usage_pieces(inner))
    yield f"```text\n{path} {pieces}\n```"
    yield _prose(command.help or "")
    records = [
        record
        for parameter in command.get_params(inner)
        if isinstance(parameter, click.Option)
        and (record := parameter.get_help_record(inner)) is not None
    ]
    yield _table(("Option", "Meaning"), [(f"`{_cell(o)}`", _cell(text)) for o, text in records])
    if isinstance(command, Commands):
        for below in command.list_commands(inner):
            yield from _command(load(below, command.modules), below, inner, f"{level}#")


def codes_page() -> Iterator[str]:
    """List the codes, stage by stage; `newsgen explain` has the rest."""
    yield "# Codes"
    yield (
        "Every finding has a code that is never renamed and never used again for something else.\n"
        "An error stops a build; a warning does so with `--fail-on warning` only.\n"
        "A warning that is “error when strict” is an error in releases since "
        "`rules.strict_since`.\n"
        "The first digit is the stage at which it is found.\n"
        "`newsgen explain CODE` prints what a code means at length, with wrong and right examples, "
        "and how to fix, accept or turn off what it finds."
    )
    for digit, group in groupby(CODES.values(), key=lambda code: code.stage):
        yield f"## {digit}: {STAGES[digit]}"
        rows = [(f'<a id="{c.id.lower()}"></a>{c.id}', *_row(c)) for c in group]
        yield _table(("Code", "Name", "Severity", "`--fix`", "Meaning"), rows)
    yield "## Turn a code off, or accept a finding"
    yield "The examples are for NG416; those of any other code differ in the code only."
    yield from map(_part, turning_off(CODES["NG416"]))


def _row(code: Code) -> tuple[str, ...]:
    """Return what a table says of a code beside the code itself."""
    strict = ", error when strict" if code.severity is not code.strict else ""
    fixable = "yes" if code.fixable else ""
    return f"`{code.name}`", f"{code.severity}{strict}", fixable, f"{code.summary}."


def _part(part: ExplanationPart) -> str:
    match part.shape:
        case Shape.TEXT:
            return part.text
        case Shape.LABEL:
            return f"{part.text}:"
        case Shape.EXAMPLE:
            return f"```{part.kind}\n{part.text}```"


def views_page() -> Iterator[str]:
    """List every template and its view."""
    pages = list(dict.fromkeys(TEMPLATES.values()))
    others = [cls for cls in view_classes() if cls not in pages]
    yield "# Templates and their views"
    yield (
        "A template sees two names: `site`, a [SiteView](#siteview), and `page`, the view of its "
        "kind.\nWhat is not in its view cannot change a page, and an undefined name is an error.\n"
        "Texts are plain and the template escapes them; only a [Fragment](#fragment) is HTML, "
        "through the filter [`html`](filters.md).\n"
        "Beside these two there is Jinja's `range`; Jinja's other global functions are not there.\n"
        "`newsgen theme show TEMPLATE` prints what is here of one template."
    )
    rows = [(f"`{template}`", _linked(cls.__name__)) for template, cls in TEMPLATES.items()]
    yield _table(("Template", "View"), rows)
    yield "## Views of templates"
    yield from _classes(pages)
    yield "## Parts of views"
    yield from _classes(others)
    yield "## Values"
    yield from _classes(MODEL)
    yield "### Kind"
    yield "Text, one of: " + ", ".join(f"`{kind}`" for kind in Kind) + "."
    yield "### Precision"
    yield "Text, one of: " + ", ".join(f"`{precision}`" for precision in Precision) + "."


def filters_page() -> Iterator[str]:
    """List the filters that templates have beside Jinja's."""
    yield "# Filters"
    yield (
        "Templates have these beside Jinja's own filters.\n"
        "Jinja's `random` is not there: it would make another page each time.\n"
        "A moment is a date with its precision, see [Moment](views.md#moment).\n"
        'Another form is as `page.release.published.at.strftime("%d/%m/%Y")`.'
    )
    rows = [
        (f"`{name}{_arguments(function)}`", _cell(_sentence(inspect.getdoc(function) or "")))
        for name, function in sorted(FILTERS.items())
    ]
    body = ("`html`", "A body's HTML, from its [Fragment](views.md#fragment).")
    avif = (
        "`source(place)`",
        "The `source` of a `picture`, with copies of an [Image](views.md#image) in AVIF, if any.",
    )
    copies = (
        "`srcset(place)`",
        "The attributes `srcset` and `sizes` of an [Image](views.md#image) with smaller copies.",
    )
    yield _table(("Filter", "Gives"), sorted([*rows, body, avif, copies]))


def precision_page() -> Iterator[str]:
    """List what is known of the precision of the codes about texts."""
    known = tomllib.loads((FOLDER.parent / "precision.toml").read_text(encoding="utf-8"))
    yield "# Precision of codes"
    yield (
        "A finding is only worth reading if it is usually right.\n"
        "The aim on real text is 27 of 30 for what is an error in new releases, and 24 of 30 for a "
        "warning.\n"
        "What follows is what people saw who read findings beside their releases: “29 of 30” means "
        "that at least so many were right.\n"
        "They read samples of the findings on 50,668 releases of 46 forces, twice; where both "
        "readings count a code, the second stands here.\n"
        f"It found these below the aim: {', '.join(known['second']['below'])}; of all others that "
        "it met, at least 25 of 30 were right.\n"
        "Rules that were changed since are marked; each has cases in `tests/cases/precision.toml`, "
        "`people.toml` or `settled.toml`, but was not measured again."
    )
    rows = [
        (
            f"[{code.id}](codes.md#{code.id.lower()})",
            f"`{code.name}`",
            str(code.severity),
            str(code.strict),
            "yes" if code.fixable else "",
            _known(code, known),
        )
        for code in CODES.values()
        if code.stage in "23456"
    ]
    yield _table(("Code", "Name", "Severity", "When strict", "`--fix`", "Right"), rows)


def _known(code: Code, known: dict[str, Any]) -> str:
    if code.id in NOT_RAISED:
        return "not raised any more"
    is_changed = code.id in known["changed"]["codes"]
    if code.id not in known["read"]:
        return "not measured since it was changed" if is_changed else "not measured"
    right, read = known["read"][code.id]
    return f"{right} of {read}{', before it was changed' if is_changed else ''}"


PAGES: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "cli.md": cli_page,
    "codes.md": codes_page,
    "filters.md": filters_page,
    "precision.md": precision_page,
    "views.md": views_page,
}


OLD: Final = ("og", "article", "publish", "twitter", "fb", "pressroom")
OLD_WORDS: Final = ("position", "index", "day", "month", "time")


def own_keys() -> str:
    """Show newsgen's own keys of the front matter."""
    made = release_keys()
    rows = [
        (f"`{name}`", _key_type(name) or _type(node, needed=name in made["required"]),
         _example(node), _said(node) + (_choices(node) if name == "type" else ""))
        for name, node in made["properties"].items()
        if name not in (*OLD, *OLD_WORDS)
    ]  # fmt: skip
    return _table(("Key", "Type", "Example", "Meaning"), rows)


def _key_type(name: str) -> str:
    """Name the types that YAML and JSON do not have."""
    label = next(key.reader.label for key in KEYS if key.name == name)
    return label if label.startswith("date") else ""


def inner_keys() -> str:
    """Show the keys of maps."""
    made = release_keys()["properties"]
    maps = [
        (name, made[name].get("items") or made[name]) for name in ("images", "video", "incident")
    ]
    maps += [
        (name, made[name]["items"]) for name in ("updates", "corrections", "attachments", "accept")
    ]
    rows = [
        (f"`{node['title']}`", _type(node, needed=key in group["required"]), _example(node),
         _said(node))
        for _, group in maps
        for key, node in group["properties"].items()
    ]  # fmt: skip
    return _table(("Key", "Type", "Example", "Meaning"), rows)


def old_keys() -> str:
    """Show the keys of older systems."""
    made = release_keys()["properties"]
    rows = [
        (f"`{leaf['title']}`", _said(said))
        for name in (*OLD, *OLD_WORDS)
        for leaf, said in _leaves(made[name], made[name])
    ]
    return _table(("Key", "Meaning"), rows)


def _leaves(node: dict[str, Any], said: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield each key that has a value, and what describes it best."""
    inner = list(node.get("properties", {}).values())
    for child in inner:
        yield from _leaves(child, said if len(inner) == 1 else child)
    if not inner:
        yield node, said


def surviving_keys() -> str:
    """Show the keys that are kept of a release that is over, each with the reason."""
    rows = [(f"`{name}`", f"{key.survives[0].upper()}{key.survives[1:]}.")
            for name, key in each_key(KEYS) if key.survives]  # fmt: skip
    return _table(("Key", "Why it is kept"), rows)


def words_of(meanings: dict[str, str]) -> Callable[[], str]:
    """Show the words of a choice."""
    rows = [(f"`{word}`", f"{meaning}.") for word, meaning in meanings.items()]
    return lambda: _table(("Value", "Meaning"), rows)


def settings(*path: str, of: Callable[[], dict[str, Any]] = site_keys) -> Callable[[], str]:
    """Show the settings of a table of `newsgen.toml`, or of another file."""

    def table() -> str:
        node = of()
        for name in path:
            node = node["properties"][name] if name != "NAME" else node["additionalProperties"]
            node = node.get("items", node)
        rows = [
            (
                f"`{name}`",
                _type(inner, needed=name in node.get("required", ())),
                _default(inner),
                _example(inner),
                _said(inner) + _choices(inner),
            )
            for name, inner in node["properties"].items()
        ]
        return _table(("Setting", "Type", "Default", "Example", "Meaning"), rows)

    return table


def retention() -> str:
    """Show the table of kinds, each with a duration."""
    node = site_keys()["properties"]["retention"]
    rows = [("`retention`", _type(node), _example(node), _said(node))]
    return _table(("Setting", "Type", "Example", "Meaning"), rows)


def functions(*values: Any) -> Callable[[], str]:
    """Describe public functions by their docstrings."""
    return lambda: "\n\n".join(part for value in values for part in _function(value, "###"))


def classes(*values: Any) -> Callable[[], str]:
    """Describe public classes by the docstrings of their attributes and methods."""
    return lambda: "\n\n".join(part for value in values for part in _class(value))


def _class(cls: Any) -> Iterator[str]:
    yield f"### {cls.__name__}"
    yield _prose(cls.__doc__)
    rows = [
        (f"`{name}`", f"`{_cell(value)}`", _cell(_sentence(text)))
        for name, value, text in attributes(cls)
    ]
    if rows:
        yield _table(("Name", "Value", "Meaning"), rows)
    for name, value in vars(cls).items():
        if inspect.isfunction(value) and not name.startswith("_"):
            yield from _function(value, "####")


def _function(function: Any, level: str) -> Iterator[str]:
    text, tables = sections(function)
    yield f"{level} {function.__name__}"
    yield f"```text\n{signature(function)}\n```"
    yield _prose(text)
    for title, rows in tables:
        head = {"Args": ("Argument", "Meaning"), "Raises": ("Error", "When")}[title]
        cells = [(f"`{name}`", _cell(_sentence(said))) for name, said in rows]
        yield _table(head, [(name, said[0].upper() + said[1:]) for name, said in cells])


TABLES: Final[dict[str, dict[str, Callable[[], str]]]] = {
    "front-matter.md": {
        "own keys": own_keys,
        "inner keys": inner_keys,
        "old keys": old_keys,
        "surviving keys": surviving_keys,
        "kinds": words_of(KINDS),
        "statuses": words_of(STATUSES),
    },
    "configuration.md": {
        "site": settings("site"),
        "areas": settings("areas", "NAME"),
        "fields": settings("fields", "NAME"),
        "taxonomies": settings("taxonomies", "NAME"),
        "lists": settings("lists", "NAME"),
        "menu": settings("menu"),
        "plugins": settings("plugins"),
        "menu children": settings("menu", "children"),
        "footer": settings("footer"),
        "footer links": settings("footer", "links"),
        "titles": settings("titles"),
        "theme": settings("theme"),
        "markdown": settings("markdown"),
        "feeds": settings("feeds"),
        "media": settings("media"),
        "hosting": settings("hosting"),
        "deploy": settings("deploy", "NAME"),
        "languages": settings("languages", "NAME"),
        "languages of an area": settings("areas", "NAME", "languages", "NAME"),
        "rules": settings("rules"),
        "accessibility": settings("accessibility"),
        "failures": settings("accessibility", "failures"),
        "retention": retention,
    },
    "import.md": {
        "source": settings("source", of=PLAN.schema),
        "areas": settings("areas", "NAME", of=PLAN.schema),
        "releases": settings("releases", of=PLAN.schema),
        "page": settings("page", of=PLAN.schema),
        "fields": settings("fields", of=PLAN.schema),
        "dates": settings("dates", of=PLAN.schema),
        "addresses": settings("addresses", of=PLAN.schema),
        "accept": settings("accept", of=PLAN.schema),
        "problems": words_of({n: f"{w[0].upper()}{w[1:]}" for n, w in PROBLEMS.items()}),
    },
    "python.md": {
        "functions": functions(newsgen.build, newsgen.check, newsgen.plan, newsgen.load_site),
        "plug-ins": classes(newsgen.plugins.CheckedRelease, newsgen.plugins.Finding),
        "results": classes(
            newsgen.CheckResult,
            newsgen.BuildResult,
            newsgen.PlanResult,
            newsgen.PlannedFile,
            newsgen.FileCounts,
            newsgen.Action,
            newsgen.Site,
            newsgen.ReleaseRecord,
        ),
        "findings": classes(
            newsgen.Diagnostic,
            newsgen.Span,
            newsgen.Related,
            newsgen.Fix,
            newsgen.Severity,
            newsgen.NewsgenError,
            newsgen.Exit,
        ),
        "handler": classes(ReleaseHandler),
    },
}
"""Tables in pages that people write, each between two comments with its name."""


def _type(node: dict[str, Any], *, needed: bool = False) -> str:
    """Say what a key takes."""
    branches = node.get("anyOf", [node])
    kind = branches[0].get("type", "text")
    items = node.get("items", {}).get("type", "string")
    words = {
        "string": "choice" if "enum" in branches[0] else node.get("format", "text"),
        "boolean": "true or false",
        "integer": "whole number",
        "array": {"object": "list of maps", "number": "list of numbers"}.get(items, "list of text"),
        "object": "map",
    }[kind]
    return f"{words}, required" if needed else words


def _example(node: dict[str, Any]) -> str:
    example = node["examples"][0]
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return f"`{_cell(text)}`"


def _default(node: dict[str, Any]) -> str:
    return f"`{json.dumps(node['default'])}`" if "default" in node else ""


def _said(node: dict[str, Any]) -> str:
    return f"{_cell(node['description'])}."


def _choices(node: dict[str, Any]) -> str:
    """Say what each of the choices of a key means, unless there are too many for its row."""
    choice = node.get("anyOf", [node])[0]
    meanings = dict(zip(choice.get("enum", []), choice.get("enumDescriptions", []), strict=False))
    if len(meanings) > _MOST_CHOICES:
        return ""
    return "".join(f" `{word}`: {said.removesuffix('.')}." for word, said in meanings.items())


_MOST_CHOICES: Final = 10


def _classes(classes: Iterable[Any]) -> Iterator[str]:
    for cls in classes:
        yield f"### {cls.__name__}"
        if text := doc(cls):
            yield _prose(text)
        rows = [
            (f"`{field.name}`", re.sub(r"\w+", _link, field.type), f"{_cell(field.meaning)}.")
            for field in described(cls)
        ]
        yield _table(("Name", "Value", "Meaning"), rows)


def _link(word: re.Match[str]) -> str:
    return _linked(word[0]) if word[0] in NAMES else word[0]


def _linked(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _arguments(function: Callable[..., Any]) -> str:
    """Return what a filter takes beside the value: `(base)`, `(language="en")`."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    shown = [p.name if p.default is p.empty else f'{p.name}="{p.default}"' for p in parameters]
    return f"({', '.join(shown)})" if shown else ""


def _sentence(text: str) -> str:
    return " ".join(text.split())


def _prose(text: str) -> str:
    """Put each sentence of a text on its line."""
    paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(text))
    return "\n\n".join(re.sub(r"(?<=[.!?]) (?=[A-Z`])", "\n", _sentence(p)) for p in paragraphs)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def render(name: str) -> str:
    """Return the text of a page that is generated, as a whole or in its tables."""
    if name in TABLES:
        return _with_tables((FOLDER / name).read_text(encoding="utf-8"), TABLES[name])
    title, *rest = PAGES[name]()
    return "\n\n".join([title, NOTE, *rest]) + "\n"


def _with_tables(text: str, tables: dict[str, Callable[[], str]]) -> str:
    for name, table in tables.items():
        begin, end = f"<!-- {name}: written by docs/generate.py -->", f"<!-- end of {name} -->"
        before, parts, rest = text.partition(begin)
        _, ended, after = rest.partition(end)
        if not parts or not ended:
            raise ValueError(f"there is no place for the table {name}")
        text = f"{before}{begin}\n\n{table()}\n\n{end}{after}"
    return text


def main(arguments: list[str]) -> int:
    """Write the pages, or check them."""
    stale = []
    for name in (*PAGES, *TABLES):
        file, text = FOLDER / name, render(name)
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(f"docs/reference/{name}")
        if "--check" not in arguments:
            file.write_text(text, encoding="utf-8", newline="\n")
    if stale and "--check" in arguments:
        sys.stderr.write(f"stale: {', '.join(stale)}; run python docs/generate.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
