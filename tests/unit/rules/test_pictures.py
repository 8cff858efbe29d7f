"""The alternative texts of pictures, in the front matter and in the body."""

import pytest

from newsgen.rules._pictures import LONGEST, body, front_matter, pasted
from tests.support.manuscripts import asked, manuscript, read, said

GOOD = "A blue van by the harbour wall"


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        (GOOD, ""),
        ("Map o Ynys Môn", ""),
        ("x" * LONGEST, ""),
        ("x" * (LONGEST + 1), "251 characters"),
        ("Image.", "only that it is a picture"),
        ("LLUN", "only that it is a picture"),
        ("IMG_0042 (1).JPG", "name of a file"),
        ("IMG_1234", "name of a file"),
        ("Screenshot 2026-03-05 at 10", "name of a file"),
        ("DSC00421", "name of a file"),
        ("Image 3", "name of a file"),
        ("Picture this: 5 vans", ""),
        ("A photo of a van", "begins by saying"),
        ("Photographer at work", ""),
        ("", "has no text"),
        ("   ", "has no text"),
    ],
)
def test_a_text_is_judged_alike_in_both_places(alt: str, expected: str) -> None:
    for messages in (
        said(front_matter, images=[{"src": "a.png", "alt": alt}]),
        said(body, f"![{alt}](a.png)"),
    ):
        assert len(messages) == bool(expected)
        assert all(expected in message for message in messages)


def test_a_decorative_picture_needs_no_text() -> None:
    assert said(front_matter, images=[{"src": "a.png", "decorative": True}]) == []
    assert said(front_matter, images=[{"src": "a.png", "decorative": False}]) != []


@pytest.mark.parametrize("images", ["a.png", ["a.png"], [], [None], {"src": "a.png"}])
def test_images_of_another_shape_are_somebody_elses(images: object) -> None:
    assert said(front_matter, images=images) == []


def test_the_finding_of_the_front_matter_is_at_its_value() -> None:
    text = '---\ntitle: T\narea: A\nimages:\n  - src: "a.png"\n    alt: photo\n---\n\nText.\n'
    (finding,) = asked(front_matter, read(text))
    assert (finding.span.line, finding.span.column) == (6, 10)


WINDOWS = r"![Photo](C:\Users\jane\van.jpg)"
CAMERA = "![IMG_1234.JPG](/images/IMG_1234.JPG)"
PASTED = '<img src="file:///C:/Users/jane/van.jpg">'


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (WINDOWS, [(7, 1)]),
        (f"Text.\n\n{WINDOWS}", [(9, 1)]),
        (f"Text.\n\n{CAMERA}\n\n{PASTED}\n\n{WINDOWS}", [(9, 1), (11, 1), (13, 1)]),
        (f"{PASTED}\n\n{CAMERA}", [(7, 1), (9, 1)]),
        ("`![](a.png)` is how.\n\n![](a.png)", [(9, 1)]),
        (f"![{GOOD}](b.png)\n\n![][1] and ![photo][1]\n\n[1]: a.png", [(9, 1), (9, 12)]),
        ('<p><img alt="photo" src="a&amp;b.png"></p>\n\n![](a&b.png)', [(7, 4), (9, 1)]),
        ("![](a%20b.png) ![photo](<a b.png>)", [(7, 1), (7, 16)]),
        (f"![](data:image/png;base64,AAAA)\n\n![{GOOD}](b.png)\n\n![](c.png)", [(7, 1), (11, 1)]),
    ],
)
def test_a_picture_without_an_address_of_the_web_is_found_too(
    text: str, places: list[tuple[int, int]]
) -> None:
    findings = asked(body, manuscript(text))
    assert [(f.span.line, f.span.column) for f in findings] == places


def test_the_hint_on_a_tag_names_its_attribute() -> None:
    (markdown,) = asked(body, manuscript("![](a.png)"))
    assert markdown.hint.startswith("Write the text between ![ and ].")
    (tag,) = asked(body, manuscript('<p><img src="/images/a.jpg"></p>'))
    assert tag.hint.startswith('Write the text into the tag: <img alt="…">.')


def test_each_picture_of_the_body_is_found_where_it_stands() -> None:
    text = f"![](a.png)\n\nThe file a.png is below.\n\n![{GOOD}](b.png) and ![photo](/c/a.png)"
    findings = asked(body, manuscript(text))
    assert [(f.span.line, f.span.column) for f in findings] == [(7, 1), (11, 46)]


def test_a_picture_written_in_html_is_judged_too() -> None:
    assert len(said(body, '<IMG SRC="a.png">')) == 1
    assert said(body, f'<img src="a.png" alt="{GOOD} &amp; sea">') == []


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///C:/Users/me/dogs.png", "/images/dogs.png"),
        ("C:/Users/me/dogs.png", "/images/dogs.png"),
        (r"C:\Users\me\dogs.png", "/images/dogs.png"),
        ("cid:image001.png@01D9.A", "/images/van.jpg"),
        ("data:image/png;base64,iVBORw0KGgo=", "/images/van.jpg"),
    ],
)
def test_a_picture_that_no_website_has_is_told(address: str, path: str) -> None:
    for text in (f"![{GOOD}]({address})", f'<img src="{address}" alt="{GOOD}">'):
        (diagnostic,) = asked(pasted, manuscript(text))
        assert f"“{address}” is not in the content folder" in diagnostic.message
        assert diagnostic.hint.endswith(f"such as {path}.")


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (f"![{GOOD}]()", len(GOOD) + 5),
        (f"![{GOOD}](<>)", len(GOOD) + 6),
        (f'<img src="" alt="{GOOD}">', 11),
        (f"<img alt='{GOOD}' src=''>", len(GOOD) + 18),
        (f"![{GOOD}](/a.png) ![{GOOD}]( /a.png ) ![{GOOD}]()", 3 * len(GOOD) + 31),
    ],
)
def test_a_picture_without_an_address_is_told(text: str, column: int) -> None:
    (diagnostic,) = asked(pasted, manuscript(text))
    assert diagnostic.message == "the picture has no address, so the page has a gap"
    assert diagnostic.hint == "Write the path of its file, such as /images/van.jpg."
    assert diagnostic.span.column == column


def test_a_picture_in_an_address_is_not_quoted_whole() -> None:
    (message,) = said(pasted, f"![{GOOD}](data:image/png;base64,{'A' * 900})")
    assert len(message) < 150


@pytest.mark.parametrize(
    "text",
    [f"![{GOOD}](/a.png) of the data: see it", f"`![{GOOD}](file:///a.png)` and ![a](/b.png)"],
)
def test_other_pictures_and_code_are_not_told(text: str) -> None:
    assert said(pasted, text) == []
