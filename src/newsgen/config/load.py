"""Read newsgen.toml, and say on which line it is wrong."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from newsgen.config.settings import CONFIG, Config
from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal
from newsgen.fast.patterns import later
from newsgen.files.unread import line_of, why_unread
from newsgen.files.walk import read_own
from newsgen.model.declared import ANY_ZONE, ValueReader
from newsgen.model.refusal import (
    KEEP_A_VERSION,
    Fault,
    Refusal,
    RefusalError,
    dotted,
    edits,
    unmerged,
)
from newsgen.model.wellformed import legal

FILE: Final = "newsgen.toml"
NO_SETTINGS: Final = f"For a site without settings, save an empty {FILE}."
_SLIPS: Final = 2
"""So many letters may be wrong in the name of the file."""
Table = TypeVar("Table")


def load(site: Path) -> Config:
    """Read a site's configuration; without a file the defaults hold.

    Raises:
        NewsgenError: with every unknown setting and wrong value, each on its line (exit code 2).

    """
    return parse(read(site))


def read(site: Path) -> str:
    """Return the text of a site's newsgen.toml; without a file, none.

    Raises as `load` does, and if another file has nearly that name.
    """
    if not site.is_dir():
        hint = "Name the folder of a site with --site, or make one with newsgen init."
        raise fatal("NG704", f"there is no folder {site}", str(site), hint)
    try:
        return read_own(site / FILE)
    except FileNotFoundError:
        _refuse_misnamed(site)
        return ""
    except UnicodeDecodeError as error:
        hint = "Save the file again with the encoding UTF-8."
        place = Span(FILE, line_of(error))
        raise fatal("NG701", f"the file {why_unread(error)}", place, hint) from None
    except OSError as error:
        raise fatal("NG701", f"the file {why_unread(error)}", FILE) from None


def require_site(site: Path) -> None:
    """Check that a folder is that of a site: it has newsgen.toml, or a folder content.

    Raises:
        NewsgenError: it has neither.

    """
    if not (site / FILE).is_file() and not (site / "content").is_dir():
        hint = "Go to the folder of your site, name it with --site, or make one with newsgen init."
        raise fatal("NG704", f"there is neither {FILE} nor a folder content in {site}", FILE, hint)


def _refuse_misnamed(site: Path) -> None:
    """See that settings in a file of another name are not passed over."""
    names = sorted(path.name for path in site.iterdir() if not path.is_dir())
    if FILE in names:
        why = f"{FILE} is a symbolic link that leads nowhere"
        raise fatal("NG704", why, FILE, "Restore the file that it leads to, or the link.")
    for name in filter(_is_nearly, names):
        why = f"there is no {FILE}, but a file {name}"
        raise fatal("NG704", why, name, f"Rename {name} to {FILE}. {NO_SETTINGS}")


def _is_nearly(name: str) -> bool:
    """Return whether a file's name is that of the settings with a slip, or of a copy of them."""
    stem, _, ending = name.casefold().partition(".")
    of_copy = stem.startswith("newsgen") and f".{ending}.".startswith(".toml.")
    return of_copy or edits(name.casefold()[:20], FILE) <= _SLIPS


def parse(text: str, *, only: tuple[str, ...] = ()) -> Config:
    """Read the text of a newsgen.toml, or `only` the table of that name. Raises as `load` does."""
    values = parse_toml(text, FILE)
    if only:
        values = _alone(values, *only)
    return read_table(CONFIG, values, text, FILE)


def _alone(values: dict[str, Any], name: str, *further: str) -> dict[str, Any]:
    """Return the table of a name alone, with nothing but the `further` table in it, if named."""
    if name not in values:
        return {}
    inner = values[name]
    return {name: _alone(inner, *further) if further and isinstance(inner, dict) else inner}


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Parse TOML; a syntax error becomes a diagnostic with its line and column.

    Its texts are without the characters that XML forbids.

    Raises:
        NewsgenError: the text is not TOML, or would take long to parse.

    """
    if len(text) > MOST_CHARACTERS:
        message = f"the file has more than {MOST_CHARACTERS:,} characters"
        raise fatal("NG701", message, file, "Keep in it what newsgen knows, and no more.")
    if (at := _too_deep(text)) is not None:
        message = f"a key has more than {MOST_PARTS} parts"
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        raise fatal("NG701", message, Span(file, line, column), _DEEP)
    try:
        return {key: legal(value) for key, value in tomllib.loads(text).items()}
    except RecursionError:
        message = "the file holds tables or lists inside each other, thousands deep"
        raise fatal("NG701", message, file, _DEEP) from None
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
        lines = text.split("\n")
        line, column = map(int, place.groups()) if place else (len(lines), len(lines[-1]) + 1)
        message = re.sub(r" \(at .*\)$", "", message)
        if mark := unmerged(lines[line - 1]):
            raise fatal("NG701", mark, Span(file, line), KEEP_A_VERSION) from None
        is_curly = lines[line - 1].startswith(("“", "”", "‘", "’"), column - 1)
        hint = 'Write straight quotation marks: ".' if is_curly else _as_toml(lines[line - 1])
        message, hint = _twice(lines, line) if _TWICE.match(message) else (message, hint)
        raise fatal(
            "NG701",
            f"the file is not valid TOML: {message[0].lower()}{message[1:]}",
            Span(file, line, column),
            hint,
        ) from None
    except ValueError:  # of a number with thousands of digits
        raise fatal("NG701", "the file holds a number that is too long", file) from None


MOST_CHARACTERS: Final = 250_000
"""The parser takes a second for four times as many, and the settings of 43 forces are 20,000."""
MOST_PARTS: Final = 16
"""Parts of a key, with dots between them: the parser's work grows with their square."""
_DEEP: Final = "No setting needs more than three."
_MANY_DOTS: Final = later(rf"(?:\.[^.\n]*+){{{MOST_PARTS}}}")
_BASIC, _LITERAL = r'"(?:[^"\\\n]++|\\.)*+"', r"'[^'\n]*+'"
_PART: Final = rf"(?:[\w-]++|{_BASIC}|{_LITERAL})"
_TOKEN: Final = later(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
    rf"|\#[^\n]*+|(?P<deep>(?:{_PART}[ \t]*+\.[ \t]*+){{{MOST_PARTS}}})|{_PART}",
    re.DOTALL,
)
"""What may hold dots: texts, comments, keys with too many parts, and parts of others."""


def _too_deep(text: str) -> int | None:
    """Return where a key begins that has too many parts, if there is one."""
    if not _MANY_DOTS.search(text):
        return None
    return next((each.start() for each in _TOKEN.finditer(text) if each["deep"]), None)


_SYNTAX: Final = "Text goes in double quotes, and each setting on a line of its own."
_BARE: Final = re.compile(r"[\w-]+", re.ASCII)
"""A name that needs no quotation marks."""


def _as_toml(line: str) -> str:
    """Say how a line becomes TOML: the header of a table may lack quotation marks in it."""
    header = _HEADER.match(line)
    if header is None or '"' in header[1]:
        return _SYNTAX
    inside = header[1].strip("[]")
    names = [name.strip() for name in inside.split(".")]
    if "" in names or all(map(_BARE.fullmatch, names)):
        return _SYNTAX
    quoted = ".".join(name if _BARE.fullmatch(name) else f'"{name}"' for name in names)
    right = header[1].replace(inside, quoted)
    return f"Write {right}: a name with blanks, accents or marks goes in quotes."


_TWICE: Final = re.compile("Cannot (declare|overwrite|mutate)")
"""How the parser begins to say that a name is there already; it goes on in Python's words."""


def _twice(lines: list[str], number: int) -> tuple[str, str]:
    """Say that the key or table of a line is there already, and what to do about it."""
    headers = {n: m[1] for n, line in enumerate(lines, 1) if (m := _HEADER.match(line))}
    table = headers.get(number)
    if not table:
        key = _key_at(lines[number - 1])  # a value of several lines ends without it
        said = f"the key {key} is given twice" if key else "a key is given twice"
        return said, "Keep the one that is right and delete the other."
    name = table.strip("[] ")
    first = next(n for n, header in headers.items() if header.strip("[] ") == name)
    message = f"the table {table} is there already"
    if first == number:
        return message, "Write all that belongs to it in one place."
    if headers[first].startswith("[[") or table.startswith("[["):
        return message, f"Write [[{name}]] in both lines, {first} and {number}: there are several."
    return message, f"Line {first} has it: write all that belongs to it there."


_HEADER: Final = re.compile(r"\s*(\[\[?[^\[\]]+\]\]?)")


def _key_at(line: str) -> str:
    """Return the key that a line begins with, as it is written; "" if it begins with none."""
    key = _KEY.match(line)
    return key[1] if key else ""


_NAME: Final = r"""(?:[\w-]++|"[^"]*+"|'[^']*+')"""
_KEY: Final = later(rf"\s*+({_NAME}(?:\s*+\.\s*+{_NAME})*+)\s*+=")


def read_table(reader: ValueReader[Table], values: dict[str, Any], text: str, file: str) -> Table:
    """Return what the values of a TOML file say; `text` is its text.

    Raises:
        NewsgenError: with every unknown setting and wrong value, each on its line.

    """
    try:
        return reader.read(values, ANY_ZONE)
    except RefusalError as error:
        raise NewsgenError(
            *(diagnostic_of(wrong, text, file) for wrong in error.refusals)
        ) from None


def diagnostic_of(wrong: Refusal, text: str, file: str) -> Diagnostic:
    """Report a mistake in a TOML file on its line."""
    name, span = dotted(wrong.keys), find_key(text, file, tuple(map(str, wrong.keys)))
    if wrong.fault is Fault.UNKNOWN:
        return Diagnostic("NG702", f"there is no setting {name}", span, wrong.hint)
    return Diagnostic("NG703", wrong.words(name), span, wrong.hint)


def diagnostic_in(files: Sequence[tuple[str, str]], wrong: Refusal) -> Diagnostic:
    """Report a mistake in the first of several files, each a name and a text, that has its key.

    The keys of a table on one line are not looked for: then that line counts.
    """
    keys = tuple(map(str, wrong.keys))
    ways = (keys[:n] for n in range(len(keys), 0, -1))
    in_order = ((way, file, text) for way in ways for file, text in files)
    having = (each for each in in_order if each[0] in _keys_of(each[2])[1])
    _, file, text = next(having, ((), *files[0]))
    return diagnostic_of(wrong, text, file)


def find_key(text: str, file: str, keys: tuple[str, ...]) -> Span:
    """Find the line of a key, as deep as the text goes; TOML parsers do not tell."""
    lines, first, exact = _keys_of(text)
    above = (exact[keys[:n]] for n in range(len(keys) - 1, 0, -1) if keys[:n] in exact)
    number = first.get(keys) or next(above, 0)
    if not number:
        return Span(file)
    line = lines[number - 1]
    start = len(line) - len(line.lstrip()) + 1
    return Span(file, number, start, number, len(line.rstrip()) + 1)


def find_in(files: Iterable[tuple[str, str]], keys: tuple[str, ...]) -> Span:
    """Find the line of a key in the first of several files that has it, each a name and a text."""
    return find_first((file, text, keys) for file, text in files)


def find_first(places: Iterable[tuple[str, str, tuple[str, ...]]]) -> Span:
    """Find the line of a key in the first file that has it: each a name, a text and its key."""
    for file, text, keys in places:
        if keys in _keys_of(text)[1]:
            return find_key(text, file, keys)
    return Span(FILE)


_TABLE: Final = later(r"\s*\[(\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_PARTS: Final = later(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)")
_Lines = dict[tuple[str, ...], int]
"""The numbers of lines, by the keys that stand there."""


@lru_cache(maxsize=8)
def _keys_of(text: str) -> tuple[list[str], _Lines, _Lines]:
    """Return the lines, the first of each key or of one below it, and the first of each itself."""
    lines = text.split("\n")
    first: _Lines = {}
    exact: _Lines = {}
    table: tuple[str, ...] = ()
    items: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines, 1):
        header = _TABLE.match(line)
        named = header[2] if header else _key_at(line)
        keys = _split(named) if named else ()
        if not 0 < len(keys) <= MOST_PARTS:  # one with more is a line of a text
            continue
        if header:
            keys = table = _numbered(keys, items, is_item=bool(header[1]))
        else:
            keys = (*table, *keys)
        for path in (keys, tuple(key for key in keys if not key.isdigit())):
            exact.setdefault(path, number)
            for n in range(1, len(path) + 1):
                first.setdefault(path[:n], number)
    return lines, first, exact


def _numbered(
    keys: tuple[str, ...], items: dict[tuple[str, ...], int], *, is_item: bool
) -> tuple[str, ...]:
    """Return the keys of a header with the number of each list's item, which are counted here."""
    numbered: tuple[str, ...] = ()
    for at, key in enumerate(keys, 1):
        numbered = (*numbered, key)
        if is_item and at == len(keys):
            items[numbered] = items.get(numbered, -1) + 1
        if numbered in items:
            numbered = (*numbered, str(items[numbered]))
    return numbered


def _split(dotted: str) -> tuple[str, ...]:
    parts = _PARTS.findall(dotted)
    return tuple(next(part for part in groups if part) for groups in parts if any(groups))
