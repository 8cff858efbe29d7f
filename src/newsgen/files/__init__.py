"""Files: walking, locking, writing whole or not at all, and staying inside a folder."""

from newsgen.files.folder import Folder, UnsafePathError
from newsgen.files.lock import PATIENCE, LockedError, lock
from newsgen.files.scratch import FILES_IN_FOLDER, Scratch
from newsgen.files.walk import Entry, Stamp, is_as_written, is_utf8, walk
from newsgen.files.write import made, write_whole

__all__ = [
    "FILES_IN_FOLDER",
    "PATIENCE",
    "Entry",
    "Folder",
    "LockedError",
    "Scratch",
    "Stamp",
    "UnsafePathError",
    "is_as_written",
    "is_utf8",
    "lock",
    "made",
    "walk",
    "write_whole",
]
