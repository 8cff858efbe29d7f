"""The report of an import: it names all that was imported, and git ignores it."""

from contextlib import suppress
from pathlib import Path
from typing import Final

FOLDER: Final = "import-report"


def delete_report(site: Path) -> None:
    """Delete the pages and the JSON of a report, which the next import writes again.

    Raises:
        OSError: a file cannot be deleted.

    """
    folder = site / FOLDER
    for file in (*folder.glob("*.html"), *folder.glob("*.json")):
        with suppress(FileNotFoundError):
            file.unlink()
