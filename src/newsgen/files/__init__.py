"""Files: walking, locking, writing whole or not at all, and staying inside a folder."""

from newsgen.files._folder import (
    FILES_IN_FOLDER,
    PACKED,
    OutputFolder,
    Scratch,
    UnsafePathError,
    WindowsNameError,
    held_path,
    windows_trouble,
)
from newsgen.files._write import ensure_dir, write_atomically
from newsgen.files.lock import PATIENCE, LockedError, lock
from newsgen.files.walk import Stamp, WalkedFolder, WalkEntry, is_utf8, walk, walk_folders
from newsgen.files.written import WrittenFiles

__all__ = [
    "FILES_IN_FOLDER",
    "PACKED",
    "PATIENCE",
    "LockedError",
    "OutputFolder",
    "Scratch",
    "Stamp",
    "UnsafePathError",
    "WalkEntry",
    "WalkedFolder",
    "WindowsNameError",
    "WrittenFiles",
    "ensure_dir",
    "held_path",
    "is_utf8",
    "lock",
    "walk",
    "walk_folders",
    "windows_trouble",
    "write_atomically",
]
