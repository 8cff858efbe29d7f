"""The files that a body uses, and where it names them."""

import pytest

from newsgen.content._uses import Uses
from newsgen.model.release import Attachment

SOURCE = "2024/03/appeal.md"


def places(text: str, *targets: str) -> list[tuple[str, int, int]]:
    uses = Uses(SOURCE, text)
    for target in targets:
        uses.link(target)
    return [(use.path, use.line, use.column) for use in uses.files]


@pytest.mark.parametrize(
    ("text", "target", "place"),
    [
        ("a\n[b](/c.pdf)", "/c.pdf", ("c.pdf", 2, 5)),
        ("See /c.pdf:\n\n[b](/c.pdf)", "/c.pdf", ("c.pdf", 3, 5)),
        ("![b](c.jpg)", "c.jpg", ("2024/03/c.jpg", 1, 6)),
        ("/c.pdf or [here](/c.pdf)", "/c.pdf", ("c.pdf", 1, 18)),
        ('<a href="/c.pdf">b</a>', "/c.pdf", ("c.pdf", 1, 10)),
        ("[b][]\n\n[b]: /c.pdf", "/c.pdf", ("c.pdf", 3, 6)),
        ("[b](</c d.pdf>)", "/c d.pdf", ("c d.pdf", 1, 6)),
        ("Only /c.pdf", "/c.pdf", ("c.pdf", 1, 6)),
        ("It is not there", "/c.pdf", ("c.pdf", 1, 1)),
    ],
)
def test_a_file_is_found_where_a_link_names_it(
    text: str, target: str, place: tuple[str, int, int]
) -> None:
    assert places(text, target) == [place]


def test_an_attachment_is_a_file_wherever_it_is() -> None:
    uses = Uses(SOURCE, "- file: /files/a plan\n- file: b.pdf\n")
    first = uses.in_attachment(Attachment("/files/a plan", "A", alternative="/plan/"))
    second = uses.in_attachment(Attachment("b.pdf", "B", alternative="b.txt"))
    assert (first.file, first.alternative) == ("/files/a%20plan", "/plan/")
    assert (second.file, second.alternative) == ("/2024/03/b.pdf", "/2024/03/b.txt")
    sure = [use.path for use in uses.files if use.sure]
    assert sure == ["files/a plan", "2024/03/b.pdf", "2024/03/b.txt"]


@pytest.mark.parametrize(
    ("target", "sure"), [("/a.pdf", True), ("/a.PNG", True), ("/a.aspx", False), ("/a", False)]
)
def test_a_path_from_the_root_is_a_file_by_its_ending(target: str, *, sure: bool) -> None:
    uses = Uses(SOURCE, target)
    uses.link(target)
    assert [use.sure for use in uses.files] == [sure]


def test_a_file_is_found_where_it_is_named_first_whatever_was_asked_for_before() -> None:
    text = "[a][r]\n[b](/b.pdf)\n\n[r]: /a.pdf\n\n[c](/b.pdf)"
    assert places(text, "/a.pdf", "/b.pdf") == [("a.pdf", 4, 6), ("b.pdf", 2, 5)]


def test_a_file_that_is_named_twice_is_where_it_is_first() -> None:
    text = "[a](/b.pdf)\n[c](/d.pdf)\n[e](/b.pdf#page=2)"
    assert places(text, "/b.pdf", "/d.pdf", "/b.pdf#page=2") == [("b.pdf", 1, 5), ("d.pdf", 2, 5)]


def test_what_a_film_or_an_attachment_names_by_an_ending_is_a_file() -> None:
    uses = Uses(SOURCE, "")
    uses.in_attachment(Attachment("/a.pdf", "A", alternative="/b.txt"))
    figcaption = '<figure><video></video><figcaption>A <a href="{}">Transcript: A</a></figcaption>'
    for address in ("/c.txt", "/d/", "/e.aspx", "https://www.example.police.uk/f.txt"):
        html = figcaption.format(address)
        assert uses.in_body(html) == html
    assert [use.path for use in uses.files if use.sure] == ["a.pdf", "b.txt", "c.txt"]
