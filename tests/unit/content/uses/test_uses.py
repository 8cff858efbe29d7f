"""The files that a body uses, and where it names them."""

import pytest

from newsgen.content._uses import MOST_PLACES, Uses
from newsgen.model.release import Attachment, FileUse, Picture

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
        ("[a](/c.docx) [b](/c.doc)", "/c.doc", ("c.doc", 1, 18)),
        ("- src: /b/c.jpg\n- src: c.jpg\n", "c.jpg", ("2024/03/c.jpg", 2, 8)),
        ("src: /c.doc?v=2", "/c.doc", ("c.doc", 1, 6)),
        ("It is not there", "/c.pdf", ("c.pdf", 1, 1)),
    ],
)
def test_a_file_is_found_where_a_link_names_it(
    text: str, target: str, place: tuple[str, int, int]
) -> None:
    assert places(text, target) == [place]


def test_the_places_of_very_many_files_are_not_looked_for() -> None:
    names = [f"{number}.pdf" for number in range(MOST_PLACES + 1)]
    *others, last = places("\n".join(f"[b]({name})" for name in names), *names)
    assert others[-1] == (f"2024/03/{MOST_PLACES - 1}.pdf", MOST_PLACES, 5)
    assert last == (f"2024/03/{MOST_PLACES}.pdf", 1, 1)


def test_an_attachment_is_a_file_wherever_it_is() -> None:
    uses = Uses(SOURCE, "- file: /files/a plan\n- file: b.pdf\n")
    first = uses.in_attachment(Attachment("/files/a plan", "A", alternative="/plan/"))
    second = uses.in_attachment(Attachment("b.pdf", "B", alternative="b.txt"))
    assert (first.file, first.alternative) == ("/files/a%20plan", "/plan/")
    assert (second.file, second.alternative) == ("/2024/03/b.pdf", "/2024/03/b.txt")
    sure = [use.path for use in uses.files if use.sure]
    assert sure == ["files/a plan", "2024/03/b.pdf", "2024/03/b.txt"]


@pytest.mark.parametrize(
    ("target", "sure"),
    [("/a.pdf", True), ("/a.PNG", True), ("/a.md", True), ("/a.aspx", False), ("/a", False)],
)
def test_a_path_from_the_root_is_a_file_by_its_ending(target: str, *, sure: bool) -> None:
    uses = Uses(SOURCE, target)
    uses.link(target)
    assert [use.sure for use in uses.files] == [sure]


@pytest.mark.parametrize(
    ("src", "sure"),
    [
        ("/images/van.jpgg", True),
        ("/images/van.jfif", True),
        ("/images/van.JPG", True),
        ("/images/van", False),
        ("/images/van.aspx", False),
        ("/image.ashx?id=1", False),
        ("https://cdn.example/van.jfif", None),
    ],
)
def test_a_picture_with_any_ending_is_a_file(src: str, *, sure: bool | None) -> None:
    in_keys, in_body = Uses(SOURCE, src), Uses(SOURCE, src)
    in_keys.in_picture(Picture(src, "A van", "", ""))
    in_body.in_body(f'<p><img alt="A van" src="{src}"></p>')
    expected = [] if sure is None else [sure]
    assert [use.sure for use in in_keys.files] == [use.sure for use in in_body.files] == expected


@pytest.mark.parametrize(
    ("target", "path", "link"),
    [
        ("/images/Van #2.jpg", "images/Van #2.jpg", "/images/Van%20%232.jpg"),
        ("Van#2.JPG", "2024/03/Van#2.JPG", "/2024/03/Van%232.JPG"),
        ("/files/Plan 1.2 #3.pdf", "files/Plan 1.2 #3.pdf", "/files/Plan%201.2%20%233.pdf"),
        ("/images/Van%20%232.jpg", "images/Van #2.jpg", "/images/Van%20%232.jpg"),
        ("/images/Where? Here.jpg", "images/Where? Here.jpg", "/images/Where%3F%20Here.jpg"),
        ("/a?b.jpg", "a", "/a?b.jpg"),
        ("/a?b=c d.jpg", "a", "/a?b=c d.jpg"),
        ("/films/van.mp4#t=5.mp4", "films/van.mp4", "/films/van.mp4#t=5.mp4"),
        ("/plan.pdf#page=2", "plan.pdf", "/plan.pdf#page=2"),
        ("/a.aspx#b.jpg", "a.aspx", "/a.aspx#b.jpg"),
        ("/a/#b.jpg", "a", "/a/#b.jpg"),
        ("/a#/b.jpg", "a", "/a#/b.jpg"),
        ("/a?b#c.jpg", "a", "/a?b#c.jpg"),
        ("/a#b", "a", "/a#b"),
    ],
)
def test_a_hash_or_a_question_mark_may_be_part_of_a_name(target: str, path: str, link: str) -> None:
    uses = Uses(SOURCE, f"[a]({target})")
    assert uses.link(target) == link
    assert [(use.path, use.line, use.column) for use in uses.files] == [(path, 1, 5)]


def test_a_link_to_a_host_has_a_fragment_behind_any_hash() -> None:
    uses = Uses(SOURCE, "", {"www.x.example"})
    target = "https://www.x.example/gallery#2.jpg"
    assert uses.link(target) == target
    assert uses.files == ()


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
    for address in (
        "/c.txt",
        "/c%20%232.txt",
        "/d/",
        "/e.aspx",
        "https://www.example.police.uk/f.txt",
    ):
        html = figcaption.format(address)
        assert uses.in_body(html) == html
    assert [use.path for use in uses.files if use.sure] == ["a.pdf", "b.txt", "c.txt", "c #2.txt"]


HOSTS = {"x.example", "www.x.example"}


@pytest.mark.parametrize(
    "address",
    [
        "https://x.example/images/a%20van.jpg",
        "http://www.X.example/images/a%20van.jpg",
        "//x.example/images/a%20van.jpg",
        "/images/a van.jpg",
        "/images/../images/a%20v%61n.jpg",
        "https://x.example/files/%2e%2e/images/a%20van.jpg",
        "../../images/a%20van.jpg",
    ],
)
def test_any_address_of_a_file_names_it(address: str) -> None:
    uses = Uses(SOURCE, f"![b]({address})", HOSTS)
    assert uses.link(address) == "/images/a%20van.jpg"
    assert uses.link(f"{address}?w=9#b") == "/images/a%20van.jpg?w=9#b"
    (use,) = uses.files
    assert (use.path, use.line, use.column, use.sure) == ("images/a van.jpg", 1, 6, True)


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/images/van.jpg",
        "https://x.example.org/images/van.jpg",
        "https://x.example:8080/images/van.jpg",
        "https://me@x.example/images/van.jpg",
        "ftp://x.example/images/van.jpg",
        "https://x.example",
        "https://x.example//other.example/van.jpg",
        "mailto:x.example/van.jpg",
    ],
)
def test_an_address_elsewhere_names_no_file(address: str) -> None:
    uses = Uses(SOURCE, address, HOSTS)
    assert (uses.link(address), uses.files) == (address, ())


@pytest.mark.parametrize("path", ["/news/a.aspx", "/news/", "/news", "/a%20b.html?c=1"])
def test_a_link_to_a_page_stays_as_it_is_written(path: str) -> None:
    uses = Uses(SOURCE, path, HOSTS)
    whole = f"https://x.example{path}"
    assert (uses.link(whole), uses.files) == (whole, ())
    assert uses.link(path) == path
    assert [use.sure for use in uses.files] == [False]


def test_a_file_of_a_kind_that_is_not_known_is_named_by_a_full_address_too() -> None:
    uses = Uses(SOURCE, "", HOSTS)
    assert uses.link("https://x.example/files/a.csv") == "/files/a.csv"
    assert [(use.path, use.sure) for use in uses.files] == [("files/a.csv", False)]


def test_a_picture_in_metadata_is_where_it_is_written() -> None:
    uses = Uses(SOURCE, "og:\n  image: https://x.example/a.jpg?b=1&amp;c=2\n", HOSTS)
    address = "https://x.example/a.jpg?b=1&c=2"
    written = "https://x.example/a.jpg?b=1&amp;c=2"
    assert uses.in_metadata(address, written) == FileUse("a.jpg", 2, 10, sure=False)
    assert uses.files == ()
