"""The command newsgen explain."""

import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import click

from newsgen.codes import CODES, STAGES, Code, Severity, code_of, select
from newsgen.model.refusal import closest
from newsgen.report.explained import ExplanationPart, Shape, whole

_WIDEST: Final = 88
_COLOURS: Final = {"Wrong": "red", "Right": "green"}
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
        click.echo("\n" * bool(number) + _explained(code))
    if not codes:
        click.echo("\n".join(_listed(CODES.values())))


def _named(text: str) -> list[Code]:
    """Return the codes that an argument names, in the order of the table."""
    selected = select(text)
    if not selected:
        names = [name for code in CODES.values() for name in (code.id, code.name)]
        near = closest(text, names, cutoff=0.6)
        hint = f"Did you mean {near}?" if near else "newsgen explain lists all codes."
        raise click.UsageError(f"There is no code “{text}”. {hint}")
    known = [code for code in CODES.values() if code.id in selected]
    return known or list(map(code_of, selected))


def _explained(code: Code) -> str:
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    pieces = [f"{click.style(code.id, bold=True)} {code.name}\n{code.summary}."]
    pieces += [_shown(part, width) for part in whole(code)]
    return "\n\n".join(pieces)


def _shown(part: ExplanationPart, width: int) -> str:
    match part.shape:
        case Shape.LABEL:
            return click.style(f"{part.text}:", fg=_COLOURS.get(part.text), bold=True)
        case Shape.EXAMPLE:
            return "\n".join(f"    {line}".rstrip() for line in part.text.splitlines())
        case Shape.TEXT:
            wrapped = click.wrap_text(part.text, width, preserve_paragraphs=True)
            return _QUOTED.sub(lambda match: click.style(match[1], bold=True), wrapped)


def _listed(codes: Iterable[Code]) -> Iterator[str]:
    longest = max(len(code.name) for code in CODES.values())
    for stage, group in groupby(codes, key=lambda code: code.stage):
        yield ("" if stage == "1" else "\n") + click.style(STAGES[stage], bold=True)
        for code in group:
            colour = "red" if code.severity is Severity.ERROR else "yellow"
            yield f"  {click.style(code.id, fg=colour)}  {code.name:{longest}}  {code.summary}"
