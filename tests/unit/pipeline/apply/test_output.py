"""The output folder: one at a time, in plain words, and nothing left by the way."""

import errno
import os
from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.files import UnsafePathError, WindowsNameError, lock
from newsgen.pipeline._apply import open_output, plain_errors
from tests.support.builds import appeal, ingested
from tests.support.site import CONFIG, write

SITE = {"newsgen.toml": CONFIG, "content/a.md": appeal("a", "2026-03-01")}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "permission denied"),
        (errno.EROFS, "it is read-only"),
        (errno.EISDIR, "a folder that newsgen did not make"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_what_fails_is_said_in_plain_words(number: int, words: str) -> None:
    with pytest.raises(NewsgenError) as error, plain_errors(Path("out put"), "Ask."):
        raise OSError(number, os.strerror(number), "out put/é.html")
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span.path, diagnostic.hint) == (
        "NG901",
        "out put/é.html",
        "Ask.",
    )
    assert words in diagnostic.message


@pytest.mark.parametrize(
    ("number", "winerror", "path", "words"),
    [
        (errno.EACCES, 32, "output/a.html", "another program has a file open"),
        (errno.ENOENT, 3, "output/" + "a" * 255, "a path is too long for this system"),
        (errno.ENOENT, 3, "output/a.html", os.strerror(errno.ENOENT)),
    ],
)
def test_what_fails_on_windows_is_said_in_plain_words(
    number: int, winerror: int, path: str, words: str
) -> None:
    failure = OSError(number, os.strerror(number), path)
    vars(failure)["winerror"] = winerror
    with pytest.raises(NewsgenError) as error, plain_errors(Path("output"), "Ask."):
        raise failure
    assert words in error.value.diagnostics[0].message


def test_a_name_that_windows_cannot_hold_is_named() -> None:
    with pytest.raises(NewsgenError) as error, plain_errors(Path("output"), "Ask."):
        raise WindowsNameError("news/con.aspx")
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.message == "Windows cannot hold the file name “con.aspx”: news/con.aspx"
    assert "Linux" in diagnostic.hint


def test_a_link_that_leads_elsewhere_is_named() -> None:
    with pytest.raises(NewsgenError) as error, plain_errors(Path("output"), "Ask."):
        raise UnsafePathError("news")
    assert error.value.diagnostics[0].span.path == "output/news"


def test_a_mistake_of_ours_is_not_put_into_other_words() -> None:
    with pytest.raises(ZeroDivisionError), plain_errors(Path("output"), "Ask."):
        raise ZeroDivisionError


def test_a_folder_that_stays_empty_is_not_made(site: Path) -> None:
    with ingested(site) as session:
        with open_output(session) as scratch:
            assert (site / "output").is_dir()
            assert scratch is not None
        assert not (site / "output").exists()


def test_a_folder_that_another_holds_is_told(site: Path) -> None:
    (site / "output").mkdir()
    with ingested(site) as session, lock(site / "output"):
        with pytest.raises(NewsgenError) as error, open_output(session):
            pass
        assert error.value.diagnostics[0].code == "NG902"


def test_a_file_in_the_place_of_the_folder_is_told(site: Path) -> None:
    write(site / "output", "a file")
    with ingested(site) as session, pytest.raises(NewsgenError) as error, open_output(session):
        pass
    assert "a file stands where a folder should be" in error.value.diagnostics[0].message
