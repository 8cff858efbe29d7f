"""How large a drawing is shown."""

import pytest

from newsgen.media.drawings import drawing_size


def drawing(attributes: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><path d="M1 5"/></svg>'.encode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="300" height="200"', (300, 200)),
        ('width="300px" height=" 200 "', (300, 200)),
        ('width="210mm" height="297mm"', (794, 1123)),
        ('width="72pt" height="2.54cm" viewBox="0 0 1 1"', (96, 96)),
        ('width="1in" height="4pc"', (96, 64)),
        ('width="40Q" height="1e2"', (38, 100)),
        ('viewBox="0 0 300 200"', (1200, 800)),
        ('viewBox="0,0,24,24"', (1200, 1200)),
        ('width="100%" height="100%" viewBox="-5 -5 300 100"', (1200, 400)),
        ('width="600" viewBox="0 0 300 100"', (600, 200)),
        ('height="50" viewBox="0 0 300 100"', (150, 50)),
        ('stroke-width="3" viewBox="0 0 300 100"', (1200, 400)),
        ('height="auto" viewBox="0 0 300 100"', (1200, 400)),
        ("", None),
        ('width="300"', None),
        ('width="20em" height="10em"', None),
        ('width="0" height="0"', None),
        ('width="-3" height="2"', None),
        ('viewBox="0 0 0 100"', None),
        ('viewBox="0 0 100"', None),
        ('viewBox="0 0 nan nan"', None),
        ('viewBox="0 0 inf 1"', None),
        ('viewBox="0 0 1 999999"', None),
        ('viewBox="0 0 wide high"', None),
        ('width="1e400" height="1e400"', None),
    ],
)
def test_a_drawing_says_its_size_or_its_shape(
    attributes: str, size: tuple[int, int] | None
) -> None:
    assert drawing_size(drawing(attributes)) == size


def test_the_size_is_that_of_the_whole() -> None:
    inner = b'<svg><rect width="9" height="9"/><svg width="5" height="5"/></svg>'
    assert drawing_size(inner) is None
    assert drawing_size(b'<svg:svg width="5" height="4"/>') == (5, 4)


def test_no_other_file_is_a_drawing() -> None:
    assert drawing_size(b"") is None
    assert drawing_size(b'GIF89a<svg width="5" height="4"/>') is None
