"""Why a file cannot be read is said without the words of Python."""

from pathlib import Path

import pytest

from newsgen.files.unread import line_of, why_unread


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as error:
        tmp_path.read_text()
    assert why_unread(error.value) == "cannot be read: is a directory"


def test_an_error_without_words_says_what_it_is() -> None:
    assert why_unread(OSError("No space")) == "cannot be read: no space"


def test_bytes_that_are_not_utf8_have_their_line() -> None:
    with pytest.raises(UnicodeDecodeError) as error:
        b"a\nb \xe9\n".decode()
    assert why_unread(error.value) == "is not UTF-8: line 2 has the byte 0xe9"
    assert line_of(error.value) == 2
