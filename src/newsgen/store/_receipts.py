"""Receipts: that an output folder is as it should be, if nothing has changed since."""

from typing import Final

from newsgen.store._subject import Questions

_TEXT: Final = "SELECT receipt FROM output WHERE id = :output"
_KEEP: Final = "UPDATE output SET receipt = :receipt WHERE id = :output"
_VOID: Final = "UPDATE output SET receipt = '' WHERE receipt != ''"


class Receipts(Questions):
    """The receipt of one output folder, and how those of all of them are voided."""

    def text(self) -> str:
        """Return the receipt of the last build; empty if anything has been read again since."""
        return str(self._value(_TEXT))

    def keep(self, text: str) -> None:
        self._rows(_KEEP, receipt=text)

    def void(self) -> None:
        """Forget the receipts of all output folders: the content has changed."""
        self._connection.execute(_VOID)
