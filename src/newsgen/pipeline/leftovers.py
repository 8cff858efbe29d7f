"""Files of an output folder that the cache does not know, as it was lost or is older than them.

Pages that were taken down may be among them. What newsgen has listed as written is its own,
whatever became of the cache; of the rest it can only see what they look like.
"""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic, Exit, NewsgenError, Related, Span, fatal
from newsgen.digest import digest_bytes
from newsgen.files import PACKED, walk
from newsgen.model.urls import PAGE_EXTENSIONS
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import Session, output_name
from newsgen.store import Manifest, TargetRow, list_file, listed

_HEAD: Final = 1 << 16
"""Bytes of a page in which its generator is looked for."""
_META: Final = rb"(?i)<meta\b[^>]*>"
_NAME: Final = rb"""(?i)\bname\s*=\s*["']?generator\b"""
_CONTENT: Final = rb"""(?i)\bcontent\s*=\s*["']?newsgen\b"""
_FORMS: Final = r"(?:^|/)media/(?:cards/|[0-9a-f]{2}/[0-9a-f]{20}-\d+\.(?:webp|avif)$)"
"""Cards and copies of pictures, wherever the root is."""
_EVERY_SITE: Final = ("410.html", "news-sitemap.xml")
"""Two files that each root has, and other generators do not make both."""


class Leftovers(NamedTuple):
    """Files of the output folder that neither the manifest nor the list knows.

    With `nothing_known` there was none of the two. With `is_other`, files that the manifest knows
    have other bytes: a build of which it knows nothing wrote them, and may have written these.
    """

    paths: Sequence[str] = ()
    nothing_known: bool = False
    is_other: bool = False

    def refuse(self, session: Session, part_of_site: Collection[str] = ()) -> None:
        """See that no file that is not `part_of_site` may be a page that was taken down.

        Nor is one written over that is in the place of a part, in a folder that newsgen did not
        build.

        Raises:
            NewsgenError: the output folder is newsgen's, and such files are in it; or it is not.

        """
        left = [path for path in self.paths if path not in part_of_site]
        looked_at = self.paths if self.nothing_known else left
        ours = self.is_other or (bool(looked_at) and _has_ours(session, looked_at))
        if left and ours:
            raise _refusal(session.request, left)
        if self.nothing_known and len(left) < len(self.paths) and not ours:
            path = min({*self.paths}.difference(left))
            output = session.request.output
            why = f"the output folder {output} holds {path}, which newsgen did not write"
            hint = "The build would write over it: move it elsewhere, or choose another folder."
            raise fatal("NG901", why, str(output), hint)


def _has_ours(session: Session, paths: Sequence[str]) -> bool:
    """Return whether any of some files looks as if newsgen had written it."""
    index = "|(?:^|/)pagefind/" if session.config.site.search else ""
    # Themes may leave the generator out.
    beside = [{p[: -len(n)] for p in paths if f"/{p}".endswith(f"/{n}")} for n in _EVERY_SITE]
    return (
        any(map(re.compile(_FORMS + index).search, paths))
        or bool(set.intersection(*beside))
        or any(_bears_generator(session.output / path) for path in paths)
    )


def _bears_generator(file: Path) -> bool:
    if not file.name.lower().endswith(PAGE_EXTENSIONS):
        return False
    try:
        with file.open("rb") as stream:
            tags = re.findall(_META, stream.read(_HEAD))
    except OSError:
        return False
    return any(re.search(_NAME, tag) and re.search(_CONTENT, tag) for tag in tags)


def _refusal(request: Request, paths: list[str]) -> NewsgenError:
    name, number = Path(output_name(request)).as_posix(), len(paths)
    files = "1 file that is" if number == 1 else f"{number:,} files that are"
    return NewsgenError(
        Diagnostic(
            "NG908",
            f"the output folder {request.output} holds {files} not part of the site, and the "
            "cache that would say whether newsgen wrote them was lost or is older",
            Span(name),
            "Pages that were taken down may be among them. Delete all of them with newsgen build "
            "--adopt-output, or build into an empty folder.",
            related=tuple(
                Related(Span(f"{name}/{path}"), "not part of the site") for path in paths
            ),
        ),
        exit_code=Exit.FINDINGS,
    )


def find_leftovers(session: Session) -> Leftovers:
    """Return the files of the output that nothing knows; listed ones are in the manifest then.

    They are looked for if anyone has put files into the folder since the last build, such as a
    build of which a restored cache knows nothing.

    Raises:
        NewsgenError: all files are to be taken over, and the folder is not newsgen's.

    """
    request, manifest, name = session.request, session.manifest, output_name(session.request)
    if not request.adopt_output and manifest.stamp() == folder_stamp(session.output):
        return Leftovers()
    is_empty = manifest.is_empty()
    unknown = [*_unknown(session, manifest, name, session.output)]
    ours = {*listed(_list(request, name), unknown)}
    nothing_known = is_empty and not ours
    if request.adopt_output:
        if unknown and nothing_known and not _has_ours(session, unknown):
            raise fatal(
                "NG901",
                f"the output folder {request.output} holds files, and newsgen did not build it",
                str(request.output),
                "--adopt-output would delete them: leave it out, or choose another folder with "
                "--output.",
            )
        ours = {*unknown}
    left = [path for path in unknown if path not in ours]
    is_other = bool(left) and _is_other(session)
    manifest.adopt_unread(ours)
    return Leftovers(left, nothing_known, is_other)


def _is_other(session: Session) -> bool:
    """Return whether the output is not as the last build left it, as it or the cache is older.

    After a build that was killed it never is.
    """
    if session.database.was_killed:
        return False
    altered = (path for paths in session.survey.altered.values() for path in paths)
    rows = ((path, session.manifest.row(path)) for path in altered)
    return any(row and row.content and _differs(session.output / path, row) for path, row in rows)


def _differs(file: Path, row: TargetRow) -> bool:
    """Return whether a file has other bytes than newsgen wrote; one that is not there has none."""
    try:
        return digest_bytes(file.read_bytes()) != row.content
    except OSError:
        return False


def adopt_listed(session: Session, name: str, manifest: Manifest, output: Path) -> None:
    """Have the manifest of an output folder know all files that are listed as written there."""
    if manifest.stamp() != folder_stamp(output):
        unknown = _unknown(session, manifest, name, output)
        manifest.adopt_unread(listed(_list(session.request, name), unknown))


def keep_stamp(session: Session) -> None:
    """Note that nothing in the output folder is unknown that would have to be looked at again."""
    stamp = folder_stamp(session.output)
    if stamp != session.manifest.stamp():  # or a build without a change would write
        session.manifest.keep_stamp(stamp)


def folder_stamp(folder: Path) -> int:
    """Return a time of a folder, which is another when files were put into it; 0 if none is.

    Programs that restore a folder give it the time of its files' change, but not that of its own.
    """
    try:
        status = folder.stat()
        return max(status.st_mtime_ns, status.st_ctime_ns)
    except OSError:
        return 0


def _list(request: Request, name: str) -> Path:
    """Return the list of an output folder: without a cache, that of the site's own."""
    return list_file(request.cache or request.site / ".newsgen", name)


def _unknown(session: Session, manifest: Manifest, name: str, output: Path) -> Iterator[str]:
    """Yield the files of an output folder that its manifest does not know.

    Another output folder of the same cache may lie in it.
    """
    known = {file.path for file in manifest.files()}
    outputs = {os.path.normpath(folder) for folder in manifest.folders()}

    @cache
    def is_of_another(folder: str) -> bool:
        if not folder:
            return False
        inner = os.path.normpath(f"{name}/{folder}")
        is_output = inner in outputs or _list(session.request, inner).exists()
        return is_output or is_of_another(folder.rpartition("/")[0])

    for path, stamp, _ in walk(output) if output.is_dir() else ():
        if not stamp or path in known or is_of_another(path.rpartition("/")[0]):
            continue
        if not any(path.removesuffix(ending) in known for ending in PACKED):
            yield path
