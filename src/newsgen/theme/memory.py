"""What was made of templates before: making it of the same texts again could only give the same.

It is code, and is run. That lends the cache folder no power that a theme has not: templates can do
anything, too.
"""

import marshal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from newsgen.digest import SIZE, digest_bytes

FILE: Final = "templates"
"""In the cache folder: a digest, and what is known. One that is cut short is not believed."""

References = tuple[str | None, ...]


class Memory(BytecodeCache):
    """The code of templates and the names they refer to, each with the text it was made of."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, bytes]] = {}
        self._references: dict[str, tuple[str, References]] = {}
        self._is_new = False

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._codes.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.code = marshal.loads(code)  # noqa: S302 (see above)

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert isinstance(bucket.code, CodeType)
        self._codes[bucket.key] = bucket.checksum, marshal.dumps(bucket.code)
        self._is_new = True

    def references(self, name: str, text: str, find: Callable[[], References]) -> References:
        """Return the names that a template's text refers to; `find` looks for them in it."""
        checksum = self.get_source_checksum(text)
        known, found = self._references.get(name, ("", ()))
        if known != checksum:
            found = find()
            self._references[name] = checksum, found
            self._is_new = True
        return found

    def recall(self, cache: Path, version: str) -> None:
        """Take over what a version of newsgen kept in the cache folder."""
        with suppress(OSError):
            kept = (cache / FILE).read_bytes()
            mark, known = kept[:SIZE], kept[SIZE:]
            if mark == _mark(version, known):
                self._codes, self._references = marshal.loads(known)  # noqa: S302 (see above)

    def remember(self, cache: Path, version: str) -> None:
        """Keep what is known, if there is anything new."""
        if not self._is_new:
            return
        known = marshal.dumps((self._codes, self._references))
        with suppress(OSError):
            file = cache / FILE
            file.unlink(missing_ok=True)  # a link must not bring what is written elsewhere
            with file.open("xb") as stream:
                stream.write(_mark(version, known) + known)
        self._is_new = False


def _mark(version: str, known: bytes) -> bytes:
    return digest_bytes(version.encode(), known)
