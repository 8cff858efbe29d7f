"""Files: walking, locking, writing whole or not at all, and staying inside a folder."""

from newsgen.files._folder import OutputFolder, UnsafePathError, WindowsNameError
from newsgen.files._held import held_path
from newsgen.files._scratch import FILES_IN_FOLDER, Scratch
from newsgen.files._write import ensure_dir, write_atomically
from newsgen.files.lock import PATIENCE, LockedError, lock
from newsgen.files.names import windows_trouble
from newsgen.files.walk import Stamp, WalkEntry, is_utf8, walk
from newsgen.files.written import WrittenFiles

__all__ = [
    "FILES_IN_FOLDER",
    "PATIENCE",
    "LockedError",
    "OutputFolder",
    "Scratch",
    "Stamp",
    "UnsafePathError",
    "WalkEntry",
    "WindowsNameError",
    "WrittenFiles",
    "ensure_dir",
    "held_path",
    "is_utf8",
    "lock",
    "walk",
    "windows_trouble",
    "write_atomically",
]
