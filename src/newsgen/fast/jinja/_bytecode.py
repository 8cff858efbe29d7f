"""What shipped templates compile to, kept where Python keeps what newsgen's own code compiles to.

Compiling them takes a fifth of a small build. They are part of the program, as its modules are, so
their code may lie beside that of the modules. A site's own templates are compiled by each build: a
cache folder may be restored from elsewhere, and code that comes from there is never run.
"""

import importlib.util
import marshal
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import CodeType
from typing import Any, Final, NamedTuple

SIZE: Final = 16
"""Bytes of the digest that a file of kept code begins with."""


class Compiled(NamedTuple):
    """A template's code, if it was needed, and what was looked for in its tree, if it was."""

    code: CodeType | None
    items: tuple[tuple[Any, ...], ...] | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Keeps the code of the shipped templates.

    `edition` says what compiles them; the names of their files begin with `shipped`.
    """

    edition: str
    shipped: str

    @property
    def folder(self) -> Path | None:
        return FOLDER

    def find(self, file: str, text: str) -> Compiled | None:
        """Return what a shipped template with this text compiles to, if that is known."""
        place = self.place(file)
        if place is None:
            return None
        try:
            kept = place.read_bytes()
            if kept[:SIZE] != self._digest(file, text):
                return None
            code, items = marshal.loads(kept[SIZE:])  # noqa: S302 (as Python does with its modules)
        except (OSError, EOFError, ValueError, TypeError):
            return None
        is_whole = isinstance(code, CodeType | None) and all(
            isinstance(item, tuple) for item in items or ()
        )
        return Compiled(code, items if items is None else tuple(items)) if is_whole else None

    def keep(self, file: str, text: str, compiled: Compiled) -> None:
        """Keep what a shipped template compiles to, if Python keeps such things, and can."""
        place = self.place(file)
        if place is None or sys.dont_write_bytecode:
            return
        items = compiled.items and [tuple(item) for item in compiled.items]
        data = self._digest(file, text) + marshal.dumps((compiled.code, items))
        unfinished = place.with_name(f"{place.name}.{os.getpid()}")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                unfinished.write_bytes(data)
                unfinished.replace(place)
            finally:
                unfinished.unlink(missing_ok=True)

    def place(self, file: str) -> Path | None:
        """Return where the code of a template is kept, if it is a shipped one."""
        if FOLDER is None or not file.startswith(self.shipped):
            return None
        name = file.removeprefix(self.shipped).replace("/", ".")
        return FOLDER / f"{name}.{_TAG}.jinja"

    def _digest(self, file: str, text: str) -> bytes:
        """Digest all that decides what a template compiles to."""
        made_of = f"{self.edition}\0{file}\0{text}"
        return blake2b(made_of.encode(), digest_size=SIZE).digest()


_TAG: Final = sys.implementation.cache_tag
FOLDER: Final = Path(importlib.util.cache_from_source(__file__)).parent if _TAG else None
"""Where code is kept: nowhere, if Python keeps none."""
