"""What particular keys take: texts cleaned, slugs, addresses of pictures, and codes."""

from zoneinfo import ZoneInfo

import pytest

from newsgen.codes import CODES
from newsgen.content import _values as values
from newsgen.model.refusal import RefusalError

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Man arrested &ndash; Ellerdale", "Man arrested – Ellerdale"),
        ("&amp;ndash;", "&ndash;"),  # decoded once
        ("A  title\n\tover\u00a0lines ", "A title over lines"),
        ("Ap\x00\x0bêl\x85 \ufffe", "Ap êl"),
        ("Siôn's “car”", "Siôn's “car”"),
        ("R&D & more", "R&D & more"),
        ("", ""),
    ],
)
def test_a_text_is_cleaned(text: str, cleaned: str) -> None:
    assert " ".join(values.clean(text).split()) == values.clean(text)
    assert values.clean(text) == cleaned


def test_a_text_of_which_nothing_is_left_is_refused() -> None:
    check = values.worded(values.NO_TITLE)
    assert check(" A ") == "A"
    for empty in ("", " ", "&nbsp;", "\x00"):
        with pytest.raises(RefusalError) as error:
            check(empty)
        assert error.value.refusals == (values.NO_TITLE,)


@pytest.mark.parametrize("slug", ["van-seen", "Apêl", "a.b_c", "2026"])
def test_a_slug_may_be_any_word(slug: str) -> None:
    assert values.slug(slug) == slug


@pytest.mark.parametrize("slug", ["a b", "a/b", "..", ".", "a?b", "a#b", "100%", "a\\b", ""])
def test_a_slug_is_one_name(slug: str) -> None:
    with pytest.raises(RefusalError):
        values.slug(slug)


@pytest.mark.parametrize(
    ("slug", "name", "right"),
    [
        ("quad\u200bbike", "zero width space, U+200B", "quadbike"),
        ("quad\u00a0bike", "no-break space, U+00A0", "quad-bike"),
        ("\ufeffquad", "zero width no-break space, U+FEFF", "quad"),
    ],
)
def test_what_cannot_be_seen_is_not_part_of_a_slug(slug: str, name: str, right: str) -> None:
    with pytest.raises(RefusalError) as error:
        values.slug(slug)
    (wrong,) = error.value.refusals
    assert wrong.message == f"the slug has an invisible character ({name})"
    assert wrong.hint == f"Write slug: {right}"


def test_an_address_elsewhere_has_no_invisible_character_either() -> None:
    with pytest.raises(RefusalError) as error:
        values.picture_address("https://x.example/a\u200bb.jpg")
    hint = "Write https://x.example/a%E2%80%8Bb.jpg if the address has it there, and else https://x.example/ab.jpg."
    assert error.value.refusals[0].hint == hint
    copied = "/images/Screenshot 2026-03-01 at 1.00\u202fPM.png"  # as macOS calls its files
    assert values.picture_address(copied) == copied


@pytest.mark.parametrize(
    ("src", "address"),
    [
        ("/images/road.jpg", "/images/road.jpg"),
        ("road (1).jpg", "road (1).jpg"),
        ("HTTPS://x.example/a?b=1&amp;c=2", "HTTPS://x.example/a?b=1&c=2"),
        (" a.png ", "a.png"),
    ],
)
def test_the_address_of_a_picture(src: str, address: str) -> None:
    assert values.picture_address(src) == address


@pytest.mark.parametrize(
    "src",
    [
        "javascript:alert(1)",
        "java&#115;cript:alert(1)", "data:image/png;base64,x", "//x.example/a",
        "a\\b", "", " ", "C:\\road.jpg", "file:///a.png", "java\nscript:x",
    ],
)  # fmt: skip
def test_what_a_browser_takes_for_more_is_refused(src: str) -> None:
    with pytest.raises(RefusalError, match="not the address of a picture"):
        values.picture_address(src)


@pytest.mark.parametrize("path", ["/files/plan.pdf", "plan (1).pdf", "a/b:c.pdf", "R&amp;D.pdf"])
def test_a_file_is_named_by_its_path(path: str) -> None:
    assert values.file_path(path) == path.replace("&amp;", "&")


@pytest.mark.parametrize(
    "path", ["https://x.example/a.pdf", "mailto:a@x.example", "//x/a.pdf", "", "files/", "a.pdf#p"]
)
def test_an_address_is_not_the_path_of_a_file(path: str) -> None:
    with pytest.raises(RefusalError, match=r"not the (path|address) of a file"):
        values.file_path(path)


def test_an_alternative_may_be_anywhere() -> None:
    for address in ("/plan/", "plan.txt", "https://x.example/plan?a=b#c"):
        assert values.file_address(address) == address


def test_a_finding_is_accepted_by_code_or_name_and_never_if_it_is_essential() -> None:
    named = CODES["NG601"]
    assert values.code("ng601") == values.code(named.name) == "NG601"
    for wrong, words in (("NG410", "cannot be accepted"), ("NG6", "no rule"), ("x", "no rule")):
        with pytest.raises(RefusalError, match=words):
            values.code(wrong)


@pytest.mark.parametrize(
    ("value", "text"), [("a.jpg", "a.jpg"), ({"url": "a.jpg"}, "a.jpg"), ({"x": "y"}, "")]
)
def test_the_open_graph_image_is_text_or_a_map(value: object, text: str) -> None:
    assert values.IMAGE.read(value, LONDON) == text


@pytest.mark.parametrize(
    ("value", "point"),
    [
        (["30", "20"], (30, 20)),
        (["30%", "20 %"], (30, 20)),
        (["0.3", "1.0"], (30, 100)),
        ([".25", "0.005"], (25, 0)),
        (["0", "100"], (0, 100)),
        (["1", "66.6"], (1, 67)),
    ],
)
def test_a_point_of_a_picture_is_two_shares(value: list[str], point: tuple[int, int]) -> None:
    assert values.focus().read(value, LONDON) == point


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("30 20", "list of two numbers"),
        (["30"], "two numbers, not 1"),
        (["30", "20", "1"], "two numbers, not 3"),
        (["left", "20"], "“left” is not a place"),
        (["101", "20"], "“101” is not a place"),
        (["-1", "20"], "“-1” is not a place"),
        (["1.5%%", "20"], "is not a place"),
        ([{"x": "1"}, "20"], "is not a place"),
    ],
)
def test_another_point_is_refused(value: object, words: str) -> None:
    with pytest.raises(RefusalError, match=words) as refused:
        values.focus().read(value, LONDON)
    assert "focus: [30, 20]" in refused.value.refusals[0].hint
