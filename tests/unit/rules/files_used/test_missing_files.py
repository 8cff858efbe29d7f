"""Files that are named and not there, and which one is meant."""

from collections.abc import Iterator

import pytest

from newsgen.diagnostics import Span
from newsgen.rules.files_used import check_files, missing_files, missing_in_settings, missing_option
from newsgen.store.uses import NamedFile

PRESENT = [
    "images/dogs.png", "images/van-in-saltmere.jpg", "north/map.png", "south/map.png", "a/plan.pdf",
    "images/185.png", "images/john-brown.png", "images/ann.png", "images/ane.png",
]  # fmt: skip


def hint(path: str, source: str = "north/a.md") -> str:
    (finding,) = check_files([NamedFile(path, source, "4 2", sure=True)], PRESENT)
    return finding.hint


SOURCES = {
    "north/a.md": "https://north.example/news/a.aspx",
    "north/b.md": "https://north.example/news/b%20c.aspx",
    "south/c.md": "https://south.example/news/c.aspx",
    "south/broken.md": "",
}


@pytest.mark.parametrize(
    ("path", "written", "address"),
    [
        ("north/b.md", "b.md", ": /news/b%20c.aspx"),
        ("south/c.md", "south/c.md", ": https://south.example/news/c.aspx"),
        ("content/north/b.md", "content/north/b.md", ": /news/b%20c.aspx"),
        ("north/content/north/b.md", "content/north/b.md", ": /news/b%20c.aspx"),
        ("south/broken.md", "south/broken.md", "."),
    ],
)
def test_a_release_is_linked_by_its_address(path: str, written: str, address: str) -> None:
    uses = [NamedFile(path, "north/a.md", "4 2", sure=True)]
    (finding,) = check_files(uses, PRESENT, SOURCES.get)
    assert finding.code == "NG501"
    assert finding.message == f"“{written}” is the file of a release, which readers cannot open"
    assert finding.hint == f"Link to the release by its address{address}"


def test_a_file_of_no_release_is_missing() -> None:
    uses = [NamedFile("north/d.md", "north/a.md", "4 2", sure=True)]
    (finding,) = check_files(uses, PRESENT, SOURCES.get)
    assert finding.message == "the file north/d.md is not in the content folder"
    assert finding.hint == "Correct its name, or link to the release by its address."


def test_a_file_that_is_named_and_not_there_is_reported() -> None:
    uses = (
        NamedFile("map.png", "a.md", "4 2", sure=True),
        NamedFile("Map.png", "a.md", "5 2", sure=True),
        NamedFile("perhaps.png", "a.md", "6 2", sure=False),
    )
    (finding,) = check_files(uses, {"map.png"})
    assert (finding.code, finding.span.line, finding.span.column) == ("NG501", 5, 2)
    assert "Map.png" in finding.message


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("images/Dogs.PNG", "/images/dogs.png"),
        ("Images/dogs.png", "/images/dogs.png"),
        ("dogs.png", "/images/dogs.png"),
        ("images/van-in-saltmere.jpeg", "/images/van-in-saltmere.jpg"),
        ("images/Van in Saltmere.webp", "/images/van-in-saltmere.jpg"),
        ("images/185.jpg", "/images/185.png"),
        ("north/Map.png", "map.png"),
        ("elsewhere/Plan.pdf", "/a/plan.pdf"),
    ],
)
def test_the_file_that_is_meant_is_in_the_hint(path: str, meant: str) -> None:
    assert hint(path) == f"Did you mean {meant}? Letter case counts."


def test_a_name_that_looks_the_same_is_written_so_that_it_is_found() -> None:
    for there, named, address in (
        ("images/Cafe\u0301 2.jpg", "images/Caf\xe9 2.jpg", "/images/Cafe%CC%81%202.jpg"),
        ("images/Caf\xe9.jpg", "images/Cafe\u0301.jpg", "/images/Caf%C3%A9.jpg"),
        ("north/Cafe\u0301.jpg", "north/caf\xe9.jpg", "Cafe%CC%81.jpg"),
    ):
        (finding,) = check_files([NamedFile(named, "north/a.md", "4 2", sure=True)], [there])
        assert finding.hint == (
            f"Write {address}, or rename the file: its accents are stored in another form."
        )


def test_a_percent_sign_in_the_name_of_a_file_is_written_so_that_it_is_found() -> None:
    named = NamedFile("images/one two.jpg", "north/a.md", "4 2", sure=True)
    (finding,) = check_files([named], ["images/one%20two.jpg"])
    assert finding.hint == (
        "Write /images/one%2520two.jpg, or rename the file: its name has a percent sign in it."
    )


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("images/van-in-saltmer.jpg", "/images/van-in-saltmere.jpg"),
        ("north/mapp.png", "map.png"),
        ("images/Jon Brown.png", "/images/john-brown.png"),
    ],
)
def test_nobody_is_told_to_take_a_file_with_another_name(path: str, near: str) -> None:
    assert hint(path) == f"{near} has nearly that name: look whether it is it."


@pytest.mark.parametrize(
    "path",
    [
        "images/cats.png", "map.png", "north/other.png", "images/15.png", "images/1850.png",
        "images/john-braun.png", "images/anne.png", "a/plan.csv",
    ],
)  # fmt: skip
def test_none_is_guessed_where_it_is_not_plain_which(path: str) -> None:
    assert hint(path) == "Put the file there, or correct its name; letter case counts."


@pytest.mark.parametrize(
    ("path", "is_reported"),
    [
        ("images/cats.png", True),
        ("images/2026/cats.JPG", True),
        ("images/dogs.png", False),
        ("media/cats.png", False),
        ("cats.png", False),
        ("images/cats", False),
        ("images/cats.aspx", False),
    ],
)
def test_a_picture_of_metadata_is_expected_in_a_folder_that_is_there(
    path: str, *, is_reported: bool
) -> None:
    use = NamedFile(path, "a.md", "4 2", sure=False)
    assert bool([*check_files([use], PRESENT)]) is is_reported


def test_the_missing_are_those_that_are_sure_or_expected() -> None:
    named = [
        ("images/cats.png", False),
        ("media/cats.png", False),
        ("a.pdf", True),
        *((path, True) for path in PRESENT),
    ]
    assert missing_files(named, PRESENT) == {"images/cats.png", "a.pdf"}


def test_what_is_present_is_gone_through_once_for_all_releases() -> None:
    class Present(list[str]):
        times = 0

        def __iter__(self) -> Iterator[str]:
            Present.times += 1
            return super().__iter__()

    uses = [NamedFile(f"{name}.pdf", "a.md", "4 2", sure=True) for name in "abcdef"]
    assert len([*check_files(uses, Present(PRESENT))]) == 6
    assert Present.times == 2, "for the folders, and for the names that may be meant"


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("north/www.x.example/plan", "https://www.x.example/plan"),
        ("north/www.x.example", "https://www.x.example"),
        ("north/northshire.police.uk/list.pdf", "https://northshire.police.uk/list.pdf"),
        ("north/https/www.x.example/plan", "https://www.x.example/plan"),
        ("north/http/x.example", "https://x.example"),
        ("north/team@northshire.example", "mailto:team@northshire.example"),
    ],
)
def test_an_address_without_its_beginning_is_no_file(path: str, meant: str) -> None:
    assert hint(path) == f"Write {meant}"


@pytest.mark.parametrize(
    "path",
    ["north/list.pdf", "north/list.org.pdf", "north/www/list.pdf", "north/2026.uk.lists.pdf"],
)
def test_a_file_with_dots_in_its_name_is_one(path: str) -> None:
    assert hint(path).startswith("Put the file there")


@pytest.mark.parametrize("link", ["/.well-known/.security.txt", "/.crest.png", "/a/.b/c.png"])
def test_a_file_whose_name_begins_with_a_dot_is_not_looked_for_again(link: str) -> None:
    wrong = missing_option("crest", link, PRESENT, Span("newsgen.toml"))
    assert wrong.hint == "Give it a name without a dot at its start: such files are left out."


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("/.well-known/security.txt", "Put it there as content/.well-known/security.txt, or"),
        ("/images/Dogs.png", "Did you mean /images/dogs.png? Letter"),
    ],
)
def test_a_file_that_the_settings_name_and_that_is_missing_is_an_error(
    link: str, hint: str
) -> None:
    wrong = missing_in_settings(link, PRESENT, Span("newsgen.toml", 2))
    assert wrong.code == "NG703"
    assert wrong.message == f"the setting files names {link}, which is not in the content folder"
    assert wrong.hint.startswith(hint)
