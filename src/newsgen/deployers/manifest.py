"""The manifest that a deployment leaves on its target: which files are there, as digests.

A target must not name what was taken down, so a path is in it as a digest, and so are the bytes of
its file. A checksum at the end shows whether anybody else has written it.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from struct import Struct
from typing import Final, NamedTuple

from xxhash import xxh3_128_digest

from newsgen.digest import SIZE, digest_bytes

_FORM: Final = b"newsgen-deployed-1"
_ROW: Final = Struct(f"{SIZE}s{SIZE}s1s")
"""The digests of a path and of a file's bytes, and the letter of its kind."""


class FileKind(StrEnum):
    """What a file of the website is; a letter in the manifest."""

    PAGE = "p"
    """The page of a release."""
    RETIRED = "t"
    """A page that says that a release was withdrawn or has moved."""
    LISTING = "l"
    """A listing, a feed, a sitemap, or another page of the site's own."""
    MEDIA = "m"
    """A file of the content folder, such as a picture."""
    COPY = "c"
    """A smaller copy of a picture, or a card."""
    ASSET = "a"
    """A file of the theme, whose name changes with its bytes."""
    SEARCH = "s"
    """A file of the search index."""
    LEFT = "o"
    """An asset of an earlier deployment, which stays a while for pages that readers have open."""


PAGES: Final = frozenset((FileKind.PAGE, FileKind.RETIRED))


class HeldFile(NamedTuple):
    """A file on a target: what it is, and the digest of its bytes."""

    kind: FileKind
    content: bytes


class DamagedManifestError(ValueError):
    """A manifest is not as a deployment has written it."""


class DeployedManifest(NamedTuple):
    """The files of a release of the website, by the digests of their paths, and where it is from.

    `before` is the release that was live before it, `commit` that of the content, `configuration`
    the digest of what that of the web server was made from, and `left` has when each asset was left
    behind, in seconds since 1970. What `is_whole` shares no file with the releases before it, which
    are not to be shown again. `down` has the digests of the paths at which releases are down, each
    with the commit that says so, if that is another.
    """

    files: Mapping[bytes, HeldFile]
    commit: str = ""
    before: str = ""
    configuration: str = ""
    left: Mapping[str, int] = {}
    is_whole: bool = False
    down: Mapping[str, str] = {}

    def has_page(self, digest: bytes) -> bool:
        """Return whether a release's page is at a path, by its digest."""
        file = self.files.get(digest)
        return file is not None and file.kind is FileKind.PAGE

    @property
    def down_by(self) -> dict[str, str]:
        """The commit of which each path was deployed that is down, by its digest."""
        return {digest: commit or self.commit for digest, commit in self.down.items()}

    def dump(self) -> bytes:
        head = {
            "commit": self.commit,
            "before": self.before,
            "configuration": self.configuration,
            "left": dict(self.left),
            "is_whole": self.is_whole,
            "down": dict(sorted(self.down.items())),
        }
        rows = (path + file.content + file.kind.encode() for path, file in self.files.items())
        data = json.dumps(head).encode() + b"\n" + b"".join(sorted(rows))
        return data + digest_bytes(_FORM, data)

    @classmethod
    def load(cls, data: bytes) -> "DeployedManifest":
        """Read a manifest. Raises `DamagedManifestError`."""
        data, seal = data[:-SIZE], data[-SIZE:]
        head, line_feed, rows = data.partition(b"\n")
        if digest_bytes(_FORM, data) != seal or not line_feed or len(rows) % _ROW.size:
            raise DamagedManifestError
        kinds = {kind.encode(): kind for kind in FileKind}
        try:
            files = {
                path: HeldFile(kinds[kind], content)
                for path, content, kind in _ROW.iter_unpack(rows)
            }
            return cls(files, **json.loads(head))
        except (KeyError, TypeError):  # what a newer version added
            raise DamagedManifestError from None


def seal_of(data: bytes) -> str:
    """Return what tells one manifest from any other, as text."""
    return data[-SIZE:].hex()


def path_digest(path: str) -> bytes:
    """Return what stands for a path in a manifest."""
    return xxh3_128_digest(path.encode(errors="surrogateescape"))
