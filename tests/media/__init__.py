"""Files of every format, which say SECRET wherever they can: see `make-files`."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
FILES: Final = sorted(
    file for file in FOLDER.iterdir() if file.suffix and not file.name.startswith(("test_", "__"))
)
SECRET: Final = b"SECRET"


def read(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
