"""Paths of a disk or a share: what is one, and what only looks like one."""

import pytest

from newsgen.media._paths import names_path, value_without_paths, without_paths
from newsgen.media._unclean import UncleanError, bounded

PATHS = [
    *(r"C:\Users\a.doc", "c:/a.doc", r"\\srv\a", r"\\?\C:\a", "//srv/share/a"),
    *("/Users/ann/a", "/home/ann/a", "/Volumes/Disk/a", "/mnt/a/b", "/media/a/b", "/root/a"),
    *("/private/var/a", "/tmp/a.doc", "/var/folders/a", "~/a.doc", "home/ann/a", "Users/ann/a"),
    *("file:///C:/a", "FILE:a", "smb://srv/a", "afp://srv/a", "nfs://srv/a", "nfs:/srv/a"),
    *("ms-word:ofe|u|file:///C:/a.doc", "ms-excel:ofv|u|//srv/share/a", "cifs://srv/a"),
    *("../../Cases/a", r"..\Cases\a", "../a.doc", "../../home/ann/a", " C:/a"),
    *("%5C%5Csrv%5Ca", "FILE%3A///a", "file%3a%2f%2f%2fa", "%2Fhome%2Fann", "%252Fhome%252Fann"),
    *("..%2FCases%2Fa", "C%3A%5Ca", "%7E/a.doc"),
]
OTHERS = [
    *("https://x.example/home/a", "https://x.example/?u=/home/a", "https://x.example/Users/a"),
    *("https://x.example/?u=%2Fhome%2Fa", "http://x.example/~ann/a", "mailto:a@x.example"),
    *("#page", "", "A van", "Profile: a van", "The file: a van", "10:30", "A: b", "50%", "and/or"),
    *("PAGE \\* MERGEFORMAT", "DATE \\@ d", "=A1/home/B1", "=(A1)/tmp/B1", "and so on.../"),
    *("http://schemas.example/a/2006/main", "media/image1.png", "./Object 1"),
]


@pytest.mark.parametrize("text", PATHS)
def test_a_path_is_known(text: str) -> None:
    assert names_path(text)
    assert value_without_paths(text) in ("", "ms-word:ofe|u|", "ms-excel:ofv|u|")


@pytest.mark.parametrize("text", PATHS)
def test_a_path_is_known_in_a_text(text: str) -> None:
    assert "ann" not in without_paths(f'INCLUDETEXT "{text}" \\d')
    assert "Cases" not in without_paths(f'=HYPERLINK("{text}")')


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_not_a_path_stays(text: str) -> None:
    assert not names_path(text)
    assert without_paths(text) == value_without_paths(text) == text


def test_the_work_for_what_is_escaped_is_bounded() -> None:
    with bounded(1), pytest.raises(UncleanError, match="unpacks to too much"):
        names_path("%25" * 1_000_000)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (r"""'C:\Users\[a.xlsx]S'!A1""", "'[a.xlsx]S'!A1"),
        ("'/home/ann/[a.xlsx]S'!A1", "'[a.xlsx]S'!A1"),
        ('INCLUDETEXT "/Volumes/a/b.doc" \\d', 'INCLUDETEXT "" \\d'),
        ("of:=['file:///home/ann/a.ods'#$A.A1]", "of:=[''#$A.A1]"),
        ("of:='C:\\a\\[b]S'!A1", "of:='[b]S'!A1"),
        ('HYPERLINK "../../Cases/a.doc"', 'HYPERLINK ""'),
        ("Description: /home/ann/a.jpg", "Description: "),
        ("Description: //srv/a/b.jpg", "Description: "),
        ("Description: C:\\Users\\ann\\a.jpg", "Description: "),
    ],
)
def test_a_path_goes_from_a_text(text: str, left: str) -> None:
    assert without_paths(text) == left
