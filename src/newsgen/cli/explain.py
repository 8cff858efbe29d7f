"""The command newsgen explain."""

import re
import shutil
from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Final

import click

from newsgen.codes import CODES, STAGES, Code, Severity, code_of, select
from newsgen.model.refusal import closest, is_one_edit, suggestion
from newsgen.printing import say
from newsgen.report.explained import Shape, whole

_WIDEST: Final = 88
_COLOURS: Final = {"Wrong": "red", "Right": "green"}
_LIKE_CODE: Final = re.compile(r"ng\w{0,5}", re.IGNORECASE)
_QUOTED: Final = re.compile(r"`([^`]+)`")


@click.command("explain")
@click.argument("codes", metavar="[CODE]...", nargs=-1)
def command(codes: tuple[str, ...]) -> None:
    """Explain what a code means, why the rule exists, and how to fix it.

    CODE is a code such as NG305, its name, or a prefix such as NG3. Without CODE, all codes are
    listed.
    """
    chosen = dict.fromkeys(code for text in codes for code in _named(text))
    for number, code in enumerate(chosen):
        if number:
            say("")
        _explain(code)
    if not codes:
        _list(CODES.values())


def _named(text: str) -> list[Code]:
    """Return the codes that an argument names, in the order of the table."""
    selected = select(text)
    if not selected:
        hint = suggestion(_meant(text), "newsgen explain lists all codes.")
        raise click.UsageError(f"There is no code “{text}”. {hint}")
    known = [code for code in CODES.values() if code.id in selected]
    return known or list(map(code_of, selected))


def _meant(text: str) -> str:
    """Return the only code that is one edit away, or the closest name; else an empty text."""
    if _LIKE_CODE.fullmatch(text):
        near = [code for code in CODES if is_one_edit(code, text.upper())]
        return near[0] if len(near) == 1 else ""
    return closest(text, [code.name for code in CODES.values()])


def _explain(code: Code) -> None:
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    say(f"{code.id} {code.name}", f"{code.summary}.", paint=partial(_paint, [code.id]))
    for part in whole(code):
        say("")
        match part.shape:
            case Shape.LABEL:
                style = partial(click.style, fg=_COLOURS.get(part.text), bold=True)
                say(f"{part.text}:", paint=style)
            case Shape.EXAMPLE:
                say(*(f"    {line}".rstrip() for line in part.text.splitlines()))
            case Shape.TEXT:
                plain = click.wrap_text(part.text, width, preserve_paragraphs=True)
                lines = _QUOTED.sub(r"\1", plain).split("\n")
                say(*lines, paint=partial(_paint, _QUOTED.findall(part.text)))


def _paint(words: Iterable[str], line: str) -> str:
    """Make the words in a line bold."""
    choice = "|".join(map(re.escape, words))
    style = partial(click.style, bold=True)
    return re.sub(rf"(?<!\w)(?:{choice})(?!\w)", lambda m: style(m[0]), line) if choice else line


def _list(codes: Iterable[Code]) -> None:
    longest = max(len(code.name) for code in CODES.values())
    for stage, group in groupby(codes, key=lambda code: code.stage):
        say(*[""] * (stage != "1"), STAGES[stage], paint=partial(click.style, bold=True))
        for code in group:
            colour = "red" if code.severity is Severity.ERROR else "yellow"
            line = f"  {code.id}  {code.name:{longest}}  {code.summary}"
            say(line, paint=partial(_coloured, code.id, colour))


def _coloured(word: str, colour: str, line: str) -> str:
    return line.replace(word, click.style(word, fg=colour), 1)
