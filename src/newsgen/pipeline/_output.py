"""The open output folder: locked, with a scratch folder, and with plain words for what fails."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal, is_out_of_memory
from newsgen.files import (
    LockedError,
    Scratch,
    UnsafePathError,
    WindowsNameError,
    ensure_dir,
    lock,
    windows_trouble,
)
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.session import Session, locked, worker_died
from newsgen.pipeline.workers import WorkerDiedError

_REASONS: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "it is read-only",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EEXIST: "a file stands where a folder should be",
    errno.EISDIR: "a folder that newsgen did not make stands where a file should be",
    errno.ENAMETOOLONG: "a path is too long for this system",
}


_REASONS_OF_WINDOWS: Final = {
    32: "another program has a file open",
    33: "another program has locked a file",
    206: "a path is too long for this system",
}
LONGEST_ON_WINDOWS: Final = 259
"""Characters of a path there, unless long paths are turned on."""


@contextmanager
def open_output(session: Session) -> Iterator[Scratch]:
    """Lock the output folder, making it if need be, and give a scratch folder for new files.

    Raises:
        NewsgenError: the folder cannot be used, or a template or a worker fails in the block.

    """
    output = session.output
    hint = "The site is unchanged. Fix this and build again."
    with plain_errors(output, hint), ensure_dir(output), lock(output):
        scratch = Scratch.prepare(session.scratch, output)
        try:
            yield scratch
        finally:
            session.meter.turn(Stage.DELETE)
            scratch.clear()


@contextmanager
def plain_errors(output: Path, hint: str) -> Iterator[None]:
    """Report in plain words why the output cannot be written; `hint` says how the site is now."""
    try:
        yield
    except WindowsNameError as error:
        raise fatal(
            "NG901",
            f"Windows cannot hold the file name “{windows_trouble(str(error))}”: {error}",
            f"{output}/{error}",
            "Build this site on Linux or macOS, or give the release another url.",
        ) from None
    except UnsafePathError as error:
        raise fatal(
            "NG901",
            f"a symbolic link in the output folder leads elsewhere: {error}",
            f"{output}/{error}",
            "Delete the link; newsgen writes only below its output folder.",
        ) from None
    except OSError as error:
        if is_out_of_memory(error):
            raise
        raise NewsgenError(_output_diagnostic(output, error, hint)) from error
    except LockedError:
        raise NewsgenError(locked(output)) from None
    except WorkerDiedError:
        raise NewsgenError(worker_died()) from None


def _output_diagnostic(output: Path, error: OSError, hint: str) -> Diagnostic:
    path = str(error.filename2 or error.filename or output)
    message = f"the output folder {output} cannot be written: {_reason(error, path)}"
    return Diagnostic("NG901", message, Span(path), hint)


def _reason(error: OSError, path: str) -> str:
    number = getattr(error, "winerror", None) or 0
    if number in _REASONS_OF_WINDOWS:
        return _REASONS_OF_WINDOWS[number]
    if number and error.errno == errno.ENOENT and len(path) > LONGEST_ON_WINDOWS:
        return _REASONS[errno.ENAMETOOLONG]
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
