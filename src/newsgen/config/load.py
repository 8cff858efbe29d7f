"""Read newsgen.toml, and say on which line it is wrong."""

import re
import tomllib
from pathlib import Path
from types import UnionType
from typing import Any, Final

from pydantic_core import ErrorDetails, ValidationError

from newsgen.config.memory import recall
from newsgen.config.settings import Config, same_slugs
from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.model.refusal import did_you_mean
from newsgen.model.validation import hint_of, in_plain_words

FILE: Final = "newsgen.toml"


def load(site: Path, cache: Path | None = None, version: str = "") -> Config:
    """Read a site's configuration; without a file the defaults hold.

    One that was checked by this version, as the cache folder tells, is not checked again.

    Raises:
        NewsgenError: with every unknown setting and wrong value, each on its line (exit code 2).

    """
    text = read(site)
    return (cache and recall(cache, version, text)) or parse(text)


def read(site: Path) -> str:
    """Return the text of a site's newsgen.toml; without a file, none. Raises as `load` does."""
    if not site.is_dir():
        raise NewsgenError(Diagnostic("NG704", f"there is no folder {site}", Span(str(site))))
    try:
        text = (site / FILE).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        text = ""
    except UnicodeDecodeError as error:
        raise NewsgenError(
            Diagnostic("NG701", f"the file is not UTF-8 at byte {error.start}", Span(FILE))
        ) from None
    except OSError as error:
        raise NewsgenError(
            Diagnostic("NG701", f"the file cannot be read: {error.strerror}", Span(FILE))
        ) from None
    return text


def parse(text: str) -> Config:
    """Read the text of a newsgen.toml. Raises as `load` does."""
    from newsgen.config import schema  # noqa: PLC0415 (slow to load)

    data = parse_toml(text, FILE)
    try:
        config = schema.checked(data)
    except ValidationError as found:
        raise NewsgenError(*settings_errors(found.errors(), text, FILE, schema.Config)) from None
    if pair := same_slugs(config.areas):
        raise NewsgenError(
            Diagnostic(
                "NG703",
                f"the areas {pair[0]} and {pair[1]} have the same slug, so the same pages",
                find_key(text, FILE, ("areas", pair[1])),
                'Give one of them its own, such as slug = "north".',
            )
        )
    return config


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Parse TOML; a syntax error becomes a diagnostic with its line and column.

    Raises:
        NewsgenError: the text is not TOML.

    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
        lines = text.split("\n")
        line, column = map(int, place.groups()) if place else (len(lines), len(lines[-1]) + 1)
        message = re.sub(r" \(at .*\)$", "", message)
        raise NewsgenError(
            Diagnostic(
                "NG701",
                f"the file is not valid TOML: {message[0].lower()}{message[1:]}",
                Span(file, line, column),
                "Text goes in double quotes, and each setting on a line of its own.",
            )
        ) from None


def settings_errors(
    errors: list[ErrorDetails], text: str, file: str, model: Any
) -> list[Diagnostic]:
    """Turn pydantic's findings into diagnostics, each on the line of its key."""
    return [_setting_error(error, text, file, model) for error in errors]


def _setting_error(error: ErrorDetails, text: str, file: str, model: Any) -> Diagnostic:
    keys = tuple(str(part) for part in error["loc"])
    name = ".".join(keys)
    span = find_key(text, file, keys)
    if error["type"] == "extra_forbidden":
        known = _known_settings(model, keys[:-1])
        near = did_you_mean(keys[-1], known)
        hint = f"Did you mean {near}?" if near else f"Known here: {', '.join(known)}."
        return Diagnostic("NG702", f"there is no setting {name}", span, hint)
    return Diagnostic("NG703", in_plain_words(error, name), span, hint_of(error))


def _known_settings(model: Any, path: tuple[str, ...]) -> list[str]:
    keys = iter(path)
    for key in keys:
        field = model.model_fields.get(key)
        if field is None:
            return []
        model = field.annotation
        if isinstance(model, UnionType):  # [accessibility], which there may be or not
            model = model.__args__[0]
        if getattr(model, "__origin__", None) is dict:  # [areas.NAME], [options.NAME]
            model = model.__args__[1]
            next(keys, None)
        if getattr(model, "__origin__", None) is tuple:  # [[accessibility.failures]]
            model = model.__args__[0]
            next(keys, None)
    return list(model.model_fields)


def find_key(text: str, file: str, keys: tuple[str, ...]) -> Span:
    """Find the line of a key, as deep as the text goes; TOML parsers do not tell."""
    best, depth = Span(file), 0
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        here: tuple[str, ...] = ()
        if header := re.match(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$", line):
            table = _split(header[1])
            here = table
        elif setting := re.match(r"\s*((?:[\w.-]|\"[^\"]*\"|'[^']*'|\s*\.\s*)+?)\s*=", line):
            here = (*table, *_split(setting[1]))
        common = 0
        while common < min(len(here), len(keys)) and here[common] == keys[common]:
            common += 1
        if common > depth and common == len(here[: len(keys)]):
            start = len(line) - len(line.lstrip()) + 1
            best, depth = Span(file, number, start, number, len(line.rstrip()) + 1), common
    return best


def _split(dotted: str) -> tuple[str, ...]:
    parts = re.findall(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)", dotted)
    return tuple(next(part for part in found if part) for found in parts if any(found))
