"""Blocks for videos, maps and posts, and what is wrong with them."""

import pytest

from newsgen.model.embed_blocks import EmbedBlock, embed_blocks, embed_faults, fits

VIDEO = "https://www.youtube.com/watch?v=jNQXAC9IVRw"


def block(text: str) -> EmbedBlock:
    (only,) = embed_blocks(text)
    return only


def messages(text: str) -> list[str]:
    return [fault.message for fault in embed_faults(text)]


def test_a_block_has_title_and_address_and_its_place() -> None:
    text = f"Before.\n::: video  The  van \n\n <{VIDEO}>\n:::\nBehind."
    video = block(text)
    assert (video.kind, video.title, video.address) == ("video", "The van", VIDEO)
    assert text[video.start : video.end] == text[8:-8]
    assert video.player
    assert (video.is_film, video.is_shown) == (False, True)
    assert messages(text) == []


@pytest.mark.parametrize("name", ["/films/The van.mp4", "The van #2.mp4", "a van?.webm"])
def test_the_name_of_a_film_may_have_blanks(name: str) -> None:
    film = block(f":::video A\n{name}\ncaptions: {name}.vtt\ntranscript: the van.txt\n:::")
    assert (film.is_film, film.address) == (True, name)
    assert film.options == {"captions": f"{name}.vtt", "transcript": "the van.txt"}
    assert messages(f":::video A\n{name}\n:::") == []


@pytest.mark.parametrize("line", ["The van on Fell Road", "//x.example/a van.mp4", "x:a van.mp4"])
def test_words_are_not_the_name_of_a_film(line: str) -> None:
    assert not block(f":::video A\n{line}\n:::").is_file


@pytest.mark.parametrize(
    "line",
    [
        "transcript: javascript:alert(1)",
        "transcript: \x01javascript:alert(1)",
        "transcript: JavaScript:alert(1)",
        "transcript: data:text/html,a",
        "transcript: //elsewhere.example/a",
        "poster: https://elsewhere.example/a.jpg",
        "captions: //elsewhere.example/a.vtt",
        "poster: data:image/png,a",
    ],
)
def test_an_option_leads_to_a_file_or_a_page(line: str) -> None:
    text = f":::video A\n/a.mp4\n{line}\n:::"
    assert block(text).options == {}
    assert [message for message in messages(text) if "means nothing" in message]


def test_capitals_make_no_difference() -> None:
    video = block(f":::VIDEO A\n{VIDEO}\n:::")
    assert (video.kind, video.title) == ("video", "A")
    assert video.player


def test_a_film_has_what_goes_with_it() -> None:
    film = block(":::video A\nfilms/a.mp4\nPoster: a.jpg\ncaptions: a.vtt\nand: more\n:::")
    assert film.options == {"poster": "a.jpg", "captions": "a.vtt"}
    assert film.unknown == ("and: more",)
    assert (film.is_film, film.player) == (True, None)


@pytest.mark.parametrize(
    "text",
    [
        "Text ::: video", f":::video A\n{VIDEO}", f"    :::video A\n    {VIDEO}\n    :::",
        f"```\n:::video A\n{VIDEO}\n:::\n```", ":::note\nText\n:::", ":::",
        f"Words\n\n```\n:::video A\n{VIDEO}\n:::\n```\n",
    ],
)  # fmt: skip
def test_other_texts_are_no_blocks(text: str) -> None:
    every = list(embed_blocks(f"\n{text}"))
    assert every == []


def test_a_block_without_an_end_does_not_take_the_next() -> None:
    text = f":::video A\n{VIDEO}\n\n:::post B\nhttps://x.com/a/status/12345\n:::"
    assert [each.title for each in embed_blocks(text)] == ["B"]
    assert messages(text) == ["the block :::video has no end"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f":::video\n{VIDEO}\n:::", "has no title"),
        (":::video A\n:::", "has no address"),
        (
            ":::video A\njavascript:alert(1)\n:::",
            "address javascript:alert(1) is not one of YouTube",
        ),
        (":::map A\n/a.png\n:::", "is not one of OpenStreetMap or Google Maps, so readers see"),
        (f":::map A\n{VIDEO}\n:::", "is not one of OpenStreetMap"),
        (":::video A\nhttps://tv.example/1\n:::", "is not one of YouTube or Vimeo"),
        (f":::video A\n{VIDEO}\nwidth: 9\n:::", "means nothing, “width: 9”"),
        (":::video A\n/van.jpg\n:::", "the file /van.jpg is not a film, so the page has a link"),
        (":::video A\n/a.mp4\nposter: a.mp4\n:::", "the poster a.mp4 is not a picture"),
        (":::video A\n/a.mp4\ncaptions: a.srt\n:::", "the captions a.srt are not WebVTT"),
        (":::video A\n/a.mp4\ntranscript: a.vtt\n:::", "the transcript a.vtt is not a text"),
        (f":::video A\n{VIDEO}\ntranscript: a.txt\n:::", "only a film of the site may have tran"),
        (f":::vidoe A\n{VIDEO}\n:::", "there is no block :::vidoe"),
        (f":::Video A\n{VIDEO}", "has no end"),
        (f":::VIDEO\n{VIDEO}\n:::", "the block :::video has no title"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    (said,) = messages(text)
    assert message in said


@pytest.mark.parametrize(
    ("name", "address", "is_right"),
    [
        ("file", "a.MP4", True), ("file", "a.jpg", False), ("file", "a", False),
        ("poster", "a.webp", True), ("poster", "a.pdf", False),
        ("captions", "a.vtt", True), ("captions", "a.srt", False),
        ("transcript", "a.txt", True), ("transcript", "https://a.example/a", True),
        ("transcript", "/a.aspx", True), ("transcript", "a.mp3", False),
    ],
)  # fmt: skip
def test_the_kind_of_a_file_is_its_ending(name: str, address: str, *, is_right: bool) -> None:
    assert fits(name, address) is is_right


@pytest.mark.parametrize("text", [":::note\nText\n:::", "a:::b", ":::", f"{VIDEO}"])
def test_what_others_may_mean_is_not_wrong(text: str) -> None:
    assert messages(text) == []
