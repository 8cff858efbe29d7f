"""The tables of the cache: a named tuple for the rows of each, and all else from it.

What creates a table, what puts rows in and what selects them whole take their columns from the
fields of its rows, so that none is ever counted by its place.
"""

from collections.abc import Sequence
from types import NoneType
from typing import Final, NamedTuple, get_args

from newsgen.files import Stamp
from newsgen.model.release import LinkUse

_TYPES: Final = {str: "TEXT", int: "INTEGER", bool: "INTEGER", float: "REAL", bytes: "BLOB"}


class Table:
    """A table whose columns are the fields of its rows, with a few `before` them.

    Those are declared in SQL, and given before the rows' fields: a number, or whose the row is.
    """

    def __init__(self, name: str, row: type, *keys: str, before: Sequence[str] = ()) -> None:
        hints = row.__annotations__
        declared = [*before, *(_declared(column, kind) for column, kind in hints.items())]
        names = [*(column.partition(" ")[0] for column in before), *hints]
        self.name, self.row, self.names = name, row, names
        self.columns = ", ".join(hints)
        self.declaration = f"{name} ({', '.join([*declared, *keys])})"
        if any(key.startswith("PRIMARY KEY") for key in keys):
            self.declaration += " WITHOUT ROWID"
        into = f"INTO {name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        self.insert, self.replace = f"INSERT {into}", f"INSERT OR REPLACE {into}"


def _declared(column: str, kind: object) -> str:
    (value,) = (each for each in get_args(kind) or (kind,) if each is not NoneType)
    return f"{column} {_TYPES[value]}" + ("" if kind is not value else " NOT NULL")


class MetaRow(NamedTuple):
    """A value that is remembered under a name."""

    name: str
    value: str


class SourceFileRow(NamedTuple):
    """A source file as it was when last read; empty texts stand for no findings and so on.

    Its findings are as `findings.write` writes them, and those between two timestamps, if the time
    decides any. `day` is its release's date (ISO 8601). `looked_for` are the codes of rules that
    were looked for in it: see `LookedFor.in_file`.
    """

    path: str
    size: int
    mtime_ns: int
    inode: int
    digest: str
    diagnostics: str = ""
    day: str = ""
    accepted: str = ""
    looked_for: str = ""
    valid_from: float | None = None
    valid_until: float | None = None

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.size, self.mtime_ns, self.inode)

    def at(self, stamp: Stamp) -> "SourceFileRow":
        """Return the row of a file with these bytes and another stamp."""
        return self._replace(size=stamp.size, mtime_ns=stamp.mtime_ns, inode=stamp.inode)


class FolderRow(NamedTuple):
    """A folder with source files: its path ends in `/`, and that of `content/` itself is empty.

    `digest` stands for the names and stamps of all files in it; it is empty if the row of one has
    changed since.
    """

    path: str
    digest: bytes


class Visibility(NamedTuple):
    """What decides when a release is shown: its state, and two timestamps."""

    state: int
    visible_from: float | None
    visible_until: float | None


class ReleaseRow(NamedTuple):
    """What questions about releases need to find, order and count them.

    `root` is the document root that its path is in, and `branch` what of it lists the release.
    `visible_from` and `visible_until` are its own times, but where a twin's hold for it too. The
    page of one that was taken down has no end, whatever `own_until` is.
    `has_files` says whether `file_use` has any of it, which is asked of all releases at once.
    `clock_off` is a key whose time is off, as JSON, `embeds` the services that it embeds, with
    blanks between them. Releases of an area whose texts are the same have one `alike`.
    """

    source: str
    root: str
    branch: str
    archive: str
    month: str
    position: str
    area: str
    host: str
    path: str
    folded: str
    folder: str
    picture: str
    url_place: str
    title_place: str
    state: int
    visible_from: float | None
    visible_until: float | None
    own_from: float | None
    own_until: float | None
    has_files: bool
    og_file: str | None
    incident: str | None
    appeal: bool
    featured: float | None
    unlisted: bool
    onward_root: str | None
    onward: str | None
    notes: str | None
    clock_off: str | None
    embeds: str | None
    alike: int | None
    digest: bytes

    @property
    def visibility(self) -> Visibility:
        return Visibility(self.state, self.visible_from, self.visible_until)


class BodyRow(NamedTuple):
    """A release as JSON, and its body as HTML.

    They lie in a table of their own, so that questions of counts and paths read little.
    """

    facts: str
    html: str


class VerdictRow(NamedTuple):
    """What is known of a file of the content folder: it can be published if there is no reason.

    `source` is the digest of its bytes, `digest` that of the bytes that are published. A picture
    has a `width` and a `height`.
    `variants` is what its smaller copies are called if some can be made of it, and `fault` why they
    cannot though they should; neither is known unless there is a `recipe` by which they are made.

    `length` is how many bytes of it are published, `pages` how many pages it has, 0 if that is not
    known, and `lacks` names what of it some readers need, with blanks between the names. `hides`
    names what it holds and does not show, and `keep` has the metadata that it may keep, in the same
    form.
    """

    path: str
    size: int
    mtime_ns: int
    inode: int
    reason: str = ""
    hint: str = ""
    digest: str = ""
    width: int = 0
    height: int = 0
    recipe: str = ""
    variants: str = ""
    fault: str = ""
    length: int = 0
    pages: int = 0
    lacks: str = ""
    hides: str = ""
    keep: str = ""
    source: str = ""


class CrossListedRow(NamedTuple):
    """A branch that lists a release beside the one that it is of, and its archive there."""

    branch: str
    archive: str


class TermRow(NamedTuple):
    """A term of a release.

    There are several for each release, so numbers stand for what is long: `number` for its name in
    addresses (see `terms.TermName`), `at` for the time, in figures as a position begins. Without a
    date, `year` and `at` are 0. `place` is where the release's source has it. `branch` is one that
    cross-lists the release, if it is of one.
    """

    number: int
    year: int
    at: int
    name: str
    taxonomy: str
    place: str
    branch: str | None


class ListedRow(NamedTuple):
    """That a release is in a list, as far as its age lets it; of one area, or of any if empty."""

    branch: str
    list: str
    area: str
    position: str


class TagRow(NamedTuple):
    """A tag of a release with a date, and what orders the releases that have it."""

    branch: str
    slug: str
    month: str
    position: str


class FileUseRow(NamedTuple):
    """A file of the content folder that a release may use, beside that of its `og_file`.

    `place` is the line and the column where its source has it.
    """

    path: str
    sure: bool
    place: str


class RelatedRow(NamedTuple):
    """A release that another one names, by its file or its address.

    `key` is what it is named as, and `place` where the release's source has it.
    """

    number: int
    key: str
    named_source: str
    named_root: str
    named_folded: str
    named_path: str
    written: str
    place: str


class RedirectRow(NamedTuple):
    """An old address: of a release, or, with an empty source, of a line of the ledger.

    One that is gone has no target. `redirect` is all of it, as JSON.
    """

    source: str
    number: int
    url: str
    root: str
    path: str
    query: str
    file: str
    folded: str
    target_root: str | None
    target_path: str | None
    target_folded: str | None
    redirect: str


class LedgerRow(NamedTuple):
    """A line of the ledger: an address, and the file that it lived in."""

    line: int
    url: str
    root: str
    path: str
    query: str
    file: str
    folded: str


class TombstoneRow(NamedTuple):
    """A removed address: its digest, its root, and the folder below which it was."""

    digest: str
    root: str
    folder: str


class ArchiveFindingRow(NamedTuple):
    """A finding about the archive as a whole, with the file that it stands in."""

    path: str
    text: str


class FindingRow(NamedTuple):
    """A finding as it was judged; `number` orders those of a file.

    A warning that a build reports only of new releases has the `day` of its release.
    """

    path: str
    number: int
    known: bool
    severity: str
    code: str
    fixable: bool
    day: str
    text: str


class InvalidatedRow(NamedTuple):
    """A file whose findings have to be judged again."""

    path: str


class OutputRow(NamedTuple):
    """An output folder that the cache serves, with the receipt of the last build into it.

    `stamp` is the time of the folder after that, and `listed` how its list of written files ends.
    """

    folder: str
    receipt: str = ""
    stamp: int = 0
    listed: bytes = b""


class TargetRow(NamedTuple):
    """One output file: its key, the checksums of its view's fields, and its stamp and digest."""

    path: str
    partition: str
    key: bytes
    checksums: bytes
    size: int
    mtime_ns: int
    content: bytes


class StampsRow(NamedTuple):
    """The files of a part of the site with their stamps, as `files.WrittenFiles` packs them."""

    partition: str
    paths: str
    stamps: bytes


class PartitionRow(NamedTuple):
    """A part of the site whose files are all in an output folder, and what it was made of."""

    name: str
    digest: bytes


_ID: Final = ("id INTEGER PRIMARY KEY",)
_OF_RELEASE: Final = ("id INTEGER NOT NULL",)
_OUTPUT: Final = ("output INTEGER NOT NULL",)
_LINK: Final = ("source TEXT NOT NULL", "folded TEXT NOT NULL")

META: Final = Table("meta", MetaRow, "PRIMARY KEY (name)")
SOURCE: Final = Table("source", SourceFileRow, "PRIMARY KEY (path)")
FOLDER: Final = Table("folder", FolderRow, "PRIMARY KEY (path)")
RELEASE: Final = Table("release", ReleaseRow, "UNIQUE (source)", before=_ID)
BODY: Final = Table("body", BodyRow, before=_ID)
VERDICT: Final = Table("verdict", VerdictRow, "PRIMARY KEY (path)")
LINK: Final = Table("link", LinkUse, "PRIMARY KEY (source, line, column)", before=_LINK)
CROSS_LISTED: Final = Table(
    "cross_listed", CrossListedRow, "PRIMARY KEY (id, branch)", before=_OF_RELEASE
)
TERM: Final = Table("term", TermRow, before=_OF_RELEASE)
LISTED: Final = Table("listed", ListedRow, before=_OF_RELEASE)
TAG: Final = Table("tag", TagRow, before=_OF_RELEASE)
FILE_USE: Final = Table("file_use", FileUseRow, "PRIMARY KEY (id, path)", before=_OF_RELEASE)
RELATED: Final = Table("related", RelatedRow, before=_OF_RELEASE)
REDIRECT: Final = Table("redirect", RedirectRow, "PRIMARY KEY (source, number)")
LEDGER: Final = Table("ledger", LedgerRow, "PRIMARY KEY (line)")
TOMBSTONE: Final = Table("tombstone", TombstoneRow)
ARCHIVE_FINDING: Final = Table("archive_finding", ArchiveFindingRow)
FINDING: Final = Table("finding", FindingRow, "PRIMARY KEY (path, number)")
INVALIDATED: Final = Table("invalidated", InvalidatedRow, "PRIMARY KEY (path)")
OUTPUT: Final = Table("output", OutputRow, "UNIQUE (folder)", before=_ID)
TARGET: Final = Table("target", TargetRow, "PRIMARY KEY (output, path)", before=_OUTPUT)
STAMPS: Final = Table("stamps", StampsRow, "PRIMARY KEY (output, partition)", before=_OUTPUT)
PARTITION: Final = Table("partition", PartitionRow, "PRIMARY KEY (output, name)", before=_OUTPUT)
STAGED: Final = Table(
    "staged", TargetRow, before=("last INTEGER NOT NULL", "scratch TEXT NOT NULL")
)
"""Rendered files that are not in place yet: a table of the connection's own, in no file."""

TABLES: Final = (
    META, SOURCE, FOLDER, RELEASE, BODY, VERDICT, LINK, CROSS_LISTED, TERM, LISTED, TAG,
    FILE_USE, RELATED, REDIRECT, LEDGER, TOMBSTONE, ARCHIVE_FINDING, FINDING, INVALIDATED, OUTPUT,
    TARGET, STAMPS, PARTITION,
)  # fmt: skip

VIEWS: Final = """
CREATE VIEW old_address AS
    SELECT redirect.*, state, visible_from, visible_until
    FROM redirect LEFT JOIN release USING (source);
CREATE VIEW translation AS
    SELECT related.id, release.id AS twin FROM related JOIN release ON (
        source = named_source OR root = named_root AND folded = named_folded AND path = named_path
    )
    WHERE key = 'translation_of' AND related.id != release.id;
CREATE VIEW pair AS
    SELECT id, twin FROM translation UNION SELECT twin AS id, id AS twin FROM translation;
"""

EARLY_INDEXES: Final = """
CREATE INDEX release_by_incident ON release (branch, incident, position) WHERE incident IS NOT NULL;
CREATE INDEX appeal_by_position ON release (branch, position) WHERE appeal;
CREATE INDEX release_featured ON release (branch, position) WHERE featured IS NOT NULL;
CREATE INDEX release_retired ON release (state) WHERE state > 1;
CREATE INDEX source_by_end ON source (valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX release_by_end ON release (visible_until) WHERE visible_until IS NOT NULL;
CREATE INDEX release_with_notes ON release (notes) WHERE notes IS NOT NULL;
CREATE INDEX release_held ON release (source)
    WHERE visible_from IS NOT own_from OR visible_until IS NOT own_until;
CREATE INDEX release_with_embeds ON release (embeds) WHERE embeds IS NOT NULL;
CREATE INDEX release_with_clock_off ON release (area, position) WHERE clock_off IS NOT NULL;
"""
# They hold few rows, each of which would be looked for among all rows later.

LATE_INDEXES: Final = """
CREATE INDEX IF NOT EXISTS source_by_start ON source (valid_from);
CREATE INDEX IF NOT EXISTS release_by_month ON release (
    branch, month, archive, position, state, visible_from, visible_until,
    onward_root, onward, notes, digest
);
CREATE INDEX IF NOT EXISTS release_by_tally ON release (
    branch, archive, month, area, host, state, visible_from, visible_until, unlisted
);
CREATE INDEX IF NOT EXISTS release_by_position ON release (branch, position);
CREATE INDEX IF NOT EXISTS release_by_area ON release (branch, area, position);
CREATE INDEX IF NOT EXISTS release_by_path ON release (root, folded, state);
CREATE INDEX IF NOT EXISTS release_by_folder ON release (root, folder, state);
CREATE INDEX IF NOT EXISTS release_by_text ON release (root, alike);
CREATE INDEX IF NOT EXISTS release_by_og_file ON release (og_file) WHERE og_file IS NOT NULL;
CREATE INDEX IF NOT EXISTS release_by_picture ON release (area, host, picture, position, state);
CREATE INDEX IF NOT EXISTS term_by_year ON term (number, year, at, name, taxonomy, id, branch);
CREATE INDEX IF NOT EXISTS term_of_release ON term (id);
CREATE INDEX IF NOT EXISTS listed_by_position ON listed (branch, list, area, position, id);
CREATE INDEX IF NOT EXISTS listed_of_release ON listed (id);
CREATE INDEX IF NOT EXISTS tag_by_month ON tag (branch, slug, month, position, id);
CREATE INDEX IF NOT EXISTS tag_of_release ON tag (id);
CREATE INDEX IF NOT EXISTS file_use_by_path ON file_use (path, sure);
CREATE INDEX IF NOT EXISTS related_of_release ON related (id);
CREATE INDEX IF NOT EXISTS related_by_key ON related (key, id);
CREATE INDEX IF NOT EXISTS redirect_by_path ON redirect (root, folded);
CREATE INDEX IF NOT EXISTS archive_finding_by_path ON archive_finding (path);
CREATE INDEX IF NOT EXISTS finding_by_code ON finding (
    known, severity, code, path, number, fixable, day
);
CREATE INDEX IF NOT EXISTS target_by_partition ON target (output, partition);
"""
# Made when the rows are in: a new archive is indexed in a third of the time so.


def schema() -> str:
    """Return the statements that make the tables, and what does not wait for their rows."""
    return ";\n".join(
        [*(f"CREATE TABLE {table.declaration}" for table in TABLES), VIEWS, EARLY_INDEXES]
    )
