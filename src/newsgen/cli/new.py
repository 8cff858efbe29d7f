"""The command newsgen new."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from newsgen.cli.options import Choice, read_area, shared
from newsgen.cli.results import writing
from newsgen.config import Config
from newsgen.config.load import read as read_config
from newsgen.content import parse_site
from newsgen.content.fields import rows_of
from newsgen.content.scan import decode
from newsgen.content.template import NewRelease, new_release, new_translation
from newsgen.diagnostics import fatal
from newsgen.files import is_utf8, write_atomically
from newsgen.model.declared import ValueReader
from newsgen.model.refusal import RefusalError, did_you_mean
from newsgen.model.release import Kind
from newsgen.printing import say, visible

_Readers = Mapping[str, ValueReader[Any]]
"""The readers of the fields, by name."""
_KINDS: Final = {kind.value: kind for kind in Kind}


@click.command("new")
@click.argument("title", required=False)
@click.option("--area", help="The force's area, such as Cumbria. Default: the only one.")
@click.option(
    "--kind",
    type=Choice(list(_KINDS)),
    help="What the release is for; the file gets the sections for it. Default: news.",
)
@click.option("--slug", help="The name in the address, if not made from the title.")
@click.option("--at", "at_text", metavar="TIME", help="The date of publication. Default: now.")
@click.option(
    "--featured-until",
    "featured_text",
    metavar="TIME",
    help="Until when it comes first on the home page and that of its area.",
)
@click.option(
    "--field",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="The value of a field that newsgen.toml declares; may be given several times.",
)
@click.option(
    "--translation-of",
    "original",
    metavar="FILE",
    help="The release that this one translates: the new file takes over what both have in common.",
)
@click.option(
    "--language",
    "tag",
    metavar="TAG",
    help="The language of the translation, such as cy. Default: the other one in newsgen.toml.",
)
@shared("site")
def command(
    title: str | None,
    area: str | None,
    kind: str | None,
    slug: str | None,
    at_text: str | None,
    featured_text: str | None,
    given: tuple[str, ...],
    original: str | None,
    tag: str | None,
    site: Path,
) -> None:
    """Create a release: a file with title, area, address and date, ready to write in.

    At a terminal newsgen asks for what is missing, such as a field that every new release needs. No
    file is overwritten.
    """
    config = parse_site(read_config(site))
    if not (site / "content").is_dir():
        hint = "Go to the folder of your site, or make one with newsgen init."
        raise fatal("NG704", "there is no folder content here", "content", hint)
    if title is None:
        title = _ask("TITLE", "Title", _not_empty)
        kind = kind or (None if original else _ask_kind())
    _check_title(title)
    if original is not None:
        if area or kind or at_text or featured_text or given:
            raise click.UsageError(
                "a translation has area, kind, times and fields from its original."
            )
        release = _translation(config, site, original, title=title, tag=tag, slug=slug)
        _tell(_written(site, release, "The translation is there already: edit that file."), release)
        return
    if tag is not None:
        raise click.UsageError("--language is for a translation: add --translation-of FILE.")
    area = _area(area, tuple(config.areas))
    now = datetime.now(UTC).astimezone(config.zone)
    values = _fields(config, given, now.date())
    release = new_release(
        config,
        title=title,
        area=area,
        kind=_KINDS[kind or "news"],
        slug=slug,
        at_text=at_text,
        featured_text=featured_text,
        now=now,
        fields=values,
    )
    _tell(_written(site, release, "Choose another title or --slug."), release)


def _tell(file: Path, release: NewRelease) -> None:
    say(str(file))
    say(f"It will be at {release.url}", err=True)


def _translation(
    config: Config, site: Path, original: str, *, title: str, tag: str | None, slug: str | None
) -> NewRelease:
    """Return the translation of a file of the content folder."""
    content = (site / "content").resolve()
    file = next(
        (f for f in (Path(original), content / original) if f.is_file() and f.suffix == ".md"), None
    )
    if file is None or not file.resolve().is_relative_to(content):
        message = f"{original} is not a release in {site / 'content'}: name its file"
        raise click.BadParameter(message, param_hint="--translation-of")
    source = file.resolve().relative_to(content).as_posix()
    text = decode(file.read_bytes(), source)
    if not isinstance(text, str):
        raise click.BadParameter(text.message, param_hint="--translation-of")
    return new_translation(config, text, source, title=title, tag=tag, slug=slug)


def _written(site: Path, release: NewRelease, if_there: str) -> Path:
    """Write the file of a release, and return its path; `if_there` is the hint if one exists."""
    file, content = site / "content" / release.path, (site / "content").resolve()
    if not file.parent.resolve().is_relative_to(content):
        raise click.UsageError(f"{file.parent} leads out of the content folder.")
    if file.exists():
        raise click.UsageError(f"{file} exists already, and stays as it is. {if_there}")
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, release.text.encode())
    return file


def _area(given: str | None, known: Sequence[str]) -> str:
    """Return the area that is given, the only one, or the answer to a question."""

    def read(text: str) -> str:
        return _not_empty(read_area(text, known))

    if given is not None:
        return read(given)
    if len(known) == 1:
        return known[0]
    return _ask("--area", f"Area ({', '.join(known)})" if known else "Area", read, known)


def _fields(config: Config, given: Sequence[str], today: date) -> dict[str, Any]:
    """Return the values of fields: those that are given, and an answer for each that is needed.

    Where nobody can be asked, the key of a needed one is there without a value.
    """
    written: dict[str, list[str]] = {}
    for text in given:
        name, _, value = text.partition("=")
        written.setdefault(name.strip(), []).append(value.strip())
    readers = {row.name: row.reader for row in rows_of(config.fields)}
    values = {name: _value(config, readers, name, texts) for name, texts in written.items()}
    for name, field in config.fields.items():
        since = field.since()
        if name not in values and since is not None and since <= today:
            label = field.label_in(config.site.language, name)
            choices = f" ({', '.join(field.choices)})" if field.choices else ""
            values[name] = ""
            if sys.stdin.isatty():
                read = partial(_answer, config, readers, name)
                values[name] = click.prompt(visible(f"{label}{choices}"), value_proc=read, err=True)
    return values


def _answer(config: Config, readers: _Readers, name: str, text: str) -> Any:
    return _value(config, readers, name, [text])


def _value(config: Config, readers: _Readers, name: str, texts: Sequence[str]) -> Any:
    """Return a field's value as it stands in the file; what it does not take is refused."""
    if name not in readers:
        others = f"There are: {', '.join(readers)}." if readers else "newsgen.toml declares none."
        hint = did_you_mean(name, readers, others)
        raise click.BadParameter(f"there is no field {name}. {hint}", param_hint="--field")
    is_list = readers[name].items is not None
    try:
        value = readers[name].read(list(texts) if is_list else texts[-1], config.zone)
    except RefusalError as error:
        words = f"{error.refusals[0].words(name)}. {error.refusals[0].hint}".rstrip()
        raise click.BadParameter(words, param_hint="--field") from None
    if is_list:
        return list(value)
    return value if isinstance(value, str) else texts[-1]


def _ask_kind() -> str:
    choice = Choice(list(_KINDS))
    answer: str = click.prompt("Kind", type=choice, default="news", err=True)
    return answer


def _ask(name: str, question: str, read: Callable[[str], str], known: Sequence[str] = ()) -> str:
    """Ask for a value at a terminal until it can be read; elsewhere, refuse to go on without it."""
    if not sys.stdin.isatty():
        choice = f" Choose one of: {', '.join(known)}." if known else ""
        raise click.UsageError(f"{name} is missing.{choice}")
    answer: str = click.prompt(visible(question), value_proc=read, err=True)
    return answer


def _check_title(title: str) -> None:
    if not title.strip():
        raise click.UsageError("TITLE is empty.")
    if not is_utf8(title):
        raise click.UsageError("TITLE is not UTF-8. Set your terminal to UTF-8, and try again.")


def _not_empty(text: str) -> str:
    if not text.strip():
        raise click.BadParameter("the text is empty")
    return text
