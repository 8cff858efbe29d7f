"""Cards: their size, what fits on them, and that the same text gives the same bytes."""

from io import BytesIO

import pytest
from PIL import Image, ImageFont

from newsgen.media import cards
from newsgen.media.cards import HEIGHT, WIDTH, CardText, Colours, FontError, Painter
from tests.support.fonts import PUBLIC_SANS, font_with

COLOURS = Colours("#1d3557", "#ffffff", "#fff", "#15191e", "#f1f3f5", "#4a545f", "#6f7a86")
BAND, WHITE, TEXT, EDGE = (0x1D, 0x35, 0x57), (255, 255, 255), (0x15, 0x19, 0x1E), (0xA3, 0x47, 0)
URL = "https://www.northshire.police.example/news/a.aspx"
WHOLE = CardText("Man jailed", "Court result", "#a34700", "Northshire Police", "3 March 2026", URL)


def card(text: CardText = WHOLE) -> bytes:
    return Painter(PUBLIC_SANS, COLOURS).card(text)


def pixels(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def drawn(title: str, **changes: str) -> list[str]:
    """Return the lines of a title, as they are drawn below the row of label and date."""
    painter = Painter(PUBLIC_SANS, COLOURS)
    top = cards._ROW + (cards._ROW_HEIGHT + cards._GAP if changes.get("label", "A") else 0)
    return painter._fitted(title, cards._TITLE_END - top)[1]


def test_a_card_is_a_small_png_in_the_colours_of_the_theme() -> None:
    data = card()
    image = pixels(data)
    assert image.format is None
    assert Image.open(BytesIO(data)).format == "PNG"
    assert image.size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(data) < 40_000
    assert image.getpixel((5, 5)) == image.getpixel((5, HEIGHT - 3)) == BAND
    assert image.getpixel((5, 300)) == WHITE
    seen = {colour for _, colour in image.getcolors(1000) or ()}
    assert {BAND, WHITE, TEXT, EDGE} <= seen


def test_the_same_text_gives_the_same_bytes_whatever_was_drawn_before() -> None:
    painter = Painter(PUBLIC_SANS, COLOURS)
    painter.card(WHOLE._replace(title="Another " * 30, force="A force"))
    assert painter.card(WHOLE) == card()


@pytest.mark.parametrize("field", ["title", "label", "force", "date"])
def test_each_text_is_on_the_card(field: str) -> None:
    other = WHOLE._replace(**{field: "Another text"})
    assert pixels(card(other)).tobytes() != pixels(card()).tobytes()


def test_a_card_says_whose_it_is_so_that_a_removal_finds_it() -> None:
    data = card(WHOLE._replace(title="Missing: Zoë"))
    assert "Missing: Zoë".encode() in data
    assert URL.encode() in data


def test_a_short_title_is_large_and_a_long_one_has_more_lines() -> None:
    assert drawn("Man jailed") == ["Man jailed"]
    assert len(drawn("Officers appeal for witnesses after a collision near Saltmere")) > 1
    small = Painter(PUBLIC_SANS, COLOURS)._fitted("word " * 25, 300)[0]
    assert small < Painter(PUBLIC_SANS, COLOURS)._fitted("Man jailed", 300)[0]


def test_a_title_that_is_too_long_ends_with_an_ellipsis() -> None:
    lines = drawn("Officers appeal, " * 60)
    assert lines[-1].endswith("…")
    assert not lines[-1].endswith(",…")
    assert "…" not in "".join(lines[:-1])


@pytest.mark.rotates(7)
@pytest.mark.parametrize("length", [30, 90, 600])
def test_a_word_that_is_too_long_is_cut_and_stays_on_the_card(length: int) -> None:
    font = ImageFont.truetype(
        BytesIO(PUBLIC_SANS), cards._TITLE_SIZES[-1], layout_engine=ImageFont.Layout.BASIC
    )
    lines = drawn("W" * length)
    assert all(font.getlength(line) <= cards._ROOM for line in lines)
    shown = "".join(lines)
    assert shown == "W" * length or (shown.endswith("…") and len(lines) > 5)


@pytest.mark.parametrize("title", ["Short", "A longer headline of some words " * 3, "W" * 200])
@pytest.mark.parametrize("force", ["Heddlu", "A very long name of a police service " * 4])
def test_nothing_is_drawn_into_the_margins(title: str, force: str) -> None:
    image = pixels(card(WHOLE._replace(title=title.strip(), force=force.strip())))
    for box, colour in (
        ((0, cards._BAND_HEIGHT + 1, 66, cards._FOOT), WHITE),
        ((WIDTH - 66, cards._BAND_HEIGHT + 1, WIDTH, cards._FOOT), WHITE),
        ((0, cards._FOOT - 18, WIDTH, cards._FOOT), WHITE),
        ((0, 0, 66, cards._BAND_HEIGHT), BAND),
        ((WIDTH - 66, 0, WIDTH, cards._BAND_HEIGHT), BAND),
    ):
        assert image.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), colour)]


def test_label_and_date_may_be_missing() -> None:
    empty = pixels(card(WHOLE._replace(label="", date="")))
    assert EDGE not in {colour for _, colour in empty.getcolors(1000) or ()}
    assert len(drawn("A headline of some words " * 3, label="")) > 0


def test_a_font_that_pillow_cannot_read_is_said_to_be_one() -> None:
    with pytest.raises(FontError):
        Painter(font_with("A", 12), COLOURS).card(WHOLE)
