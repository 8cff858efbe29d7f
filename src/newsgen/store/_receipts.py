"""Receipts: that an output folder is as it should be, if nothing has changed since."""

import sqlite3
from typing import Final

from newsgen.store._questions import Questions
from newsgen.store.tables import RECEIPT

_TEXT: Final = "SELECT text FROM receipt WHERE output = :output"
_VOID: Final = "DELETE FROM receipt"


class Receipts(Questions):
    """The receipt of one output folder, and how those of all of them are voided."""

    def __init__(self, connection: sqlite3.Connection, output: int) -> None:
        super().__init__(connection, {"output": output})
        self._output = output

    def text(self) -> str:
        """Return the receipt of the last build; empty if anything has been read again since."""
        return self._value(_TEXT) or ""

    def keep(self, text: str) -> None:
        self._connection.execute(RECEIPT.replace, (self._output, text))

    def void(self) -> None:
        """Forget the receipts of all output folders: the content has changed."""
        self._connection.execute(_VOID)
