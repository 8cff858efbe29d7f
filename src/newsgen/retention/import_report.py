"""The report of an import: it names all that was imported, and git ignores it."""

from pathlib import Path
from typing import Final

from newsgen.diagnostics import fatal

FOLDER: Final = "import-report"


def delete_report(site: Path) -> None:
    """Delete the pages and the JSON of a report, which the next import writes again.

    Raises:
        NewsgenError: a file cannot be deleted.

    """
    folder = site / FOLDER
    try:
        for file in (*folder.glob("*.html"), *folder.glob("*.json")):
            file.unlink(missing_ok=True)
    except OSError as error:
        hint = "Delete this folder yourself: it names what was imported."
        raise fatal("NG905", f"it cannot be deleted: {error.strerror}", FOLDER, hint) from None
