"""What shipped templates compile to, kept where Python keeps what newsgen's own code compiles to.

Compiling them takes a fifth of a small build. They are part of the program, as its modules are, so
their code may lie beside that of the modules. A site's own templates are compiled by each build: a
cache folder may be restored from elsewhere, and code that comes from there is never run.
"""

import importlib.util
import marshal
import sys
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Final, NamedTuple

from newsgen.digest import SIZE, digest_bytes
from newsgen.files import write_whole
from newsgen.theme.references import Reference
from newsgen.version import version

SHIPPED: Final = "newsgen/themes/"
"""How the names of the files of shipped themes begin, in messages and here."""


class Compiled(NamedTuple):
    """A template's code, and what it refers to."""

    code: CodeType
    references: tuple[Reference, ...]


def find(file: str, text: str) -> Compiled | None:
    """Return what a shipped template with this text compiles to, if that is known."""
    place = _place(file)
    if place is None:
        return None
    try:
        kept = place.read_bytes()
        if kept[:SIZE] != _digest(file, text):
            return None
        code, found = marshal.loads(kept[SIZE:])  # noqa: S302 (as Python does with its modules)
        made = Compiled(code, tuple(Reference(*reference) for reference in found))
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return made if isinstance(code, CodeType) else None


def keep(file: str, text: str, made: Compiled) -> None:
    """Keep what a shipped template compiles to, if Python keeps such things, and can."""
    place = _place(file)
    if place is None or sys.dont_write_bytecode:
        return
    kept = marshal.dumps((made.code, [tuple(reference) for reference in made.references]))
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, _digest(file, text) + kept)


def _place(file: str) -> Path | None:
    """Return where the code of a template is kept, if it is a shipped one."""
    if FOLDER is None or not file.startswith(SHIPPED):
        return None
    name = file.removeprefix(SHIPPED).replace("/", ".")
    return FOLDER / f"{name}.{_TAG}.jinja"


def _digest(file: str, text: str) -> bytes:
    """Digest all that decides what a template compiles to."""
    return digest_bytes(version().encode(), file.encode(), text.encode())


_TAG: Final = sys.implementation.cache_tag
FOLDER: Final = Path(importlib.util.cache_from_source(__file__)).parent if _TAG else None
"""Where code is kept: nowhere, if Python keeps none."""
_ = version()  # now: what is saved later is not what compiles templates here
