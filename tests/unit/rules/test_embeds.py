"""Films without captions, and blocks that cannot be shown."""

import pytest

from newsgen.rules._embeds import in_body, in_front_matter
from tests.support.manuscripts import asked, read, said, source

FILM = {"title": "A van", "file": "/a.mp4"}
WHOLE = FILM | {"captions": "/a.vtt", "transcript": "/a.txt"}


@pytest.mark.parametrize(
    ("video", "message"),
    [
        (FILM, "no captions and no transcript"),
        (FILM | {"captions": "/a.vtt"}, "no transcript"),
        (WHOLE | {"poster": "/a.mp4"}, "the poster /a.mp4 is not a picture"),
        (WHOLE | {"file": "/a.jpg"}, "the file /a.jpg is not a film"),
        (WHOLE | {"url": "https://youtu.be/jNQXAC9IVRw"}, "both file and url"),
        (
            {"title": "A", "url": "https://youtu.be/jNQXAC9IVRw", "transcript": "/a.txt"},
            "only a film of the site may have transcript",
        ),
        ({"title": "A van"}, "neither file nor url"),
        ({"title": "A van", "url": "https://x.com/a/status/123456"}, "is not that of a video"),
    ],
)
def test_what_a_film_lacks_is_said(video: dict[str, str], message: str) -> None:
    (words,) = said(in_front_matter, video=video)
    assert message in words


@pytest.mark.parametrize(
    "video", [WHOLE, {"title": "A", "url": "https://youtu.be/jNQXAC9IVRw"}, "a.mp4", None]
)
def test_what_is_whole_or_of_another_shape_is_not_reported(video: object) -> None:
    assert said(in_front_matter, video=video) == []


def test_captions_of_another_kind_are_none() -> None:
    wrong, lacking = said(in_front_matter, video=WHOLE | {"captions": "/a.srt"})
    assert "are not WebVTT" in wrong
    assert "no captions" in lacking


def test_a_film_of_the_body_is_reported_at_its_address() -> None:
    text = source("Words.\n\n:::video A van\na.mp4\ncaptions: a.vtt\n:::")
    (finding,) = asked(in_body, read(text))
    assert (finding.code, finding.span.column) == ("NG553", 1)
    assert "Add transcript:" in finding.hint


def test_a_block_is_reported_where_it_begins() -> None:
    text = source("Words.\n\n:::video\nhttps://youtu.be/jNQXAC9IVRw\n:::")
    (finding,) = asked(in_body, read(text))
    assert (finding.code, finding.span.column, finding.span.end_column) == ("NG554", 1, 9)


VIDEO = ":::video A van\nhttps://youtu.be/jNQXAC9IVRw\n:::"
POST = ":::post A van\nhttps://x.com/police/status/1234567\n:::"

FILM_BLOCK = ":::video Our <film>\n/a.mp4\ncaptions: /a.vtt\ntranscript: /a.txt\n:::"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (f"> {VIDEO}".replace("\n", "\n> "), "no block is read here, so readers see"),
        (f"- Item\n\n    {VIDEO}".replace("\n:", "\n    :"), "no block is read here"),
        (f"- {VIDEO}".replace("\n", "\n  "), "no block is read here"),
        (f"1. {VIDEO}".replace("\n", "\n   "), "no block is read here"),
        (f"<div>{VIDEO}\n</div>", "no block is read here"),
        (
            f"{VIDEO}\n\n> {VIDEO}".replace("\n", "\n> ").replace("\n> ", "\n", 4),
            "no block is read",
        ),
        (f"<div>\n{VIDEO}\n</div>", "is within other HTML, so the page has a link"),
        (f"<div>\n{POST}\n</div>\n\n{VIDEO}", ":::post is within other HTML"),
        (f"{POST}\n\n<p>\n{VIDEO}\n</p>\n\n{POST}", ":::video is within other HTML"),
        (f"<div>\n{VIDEO}\n</div>\n\n{POST}\n\n{VIDEO}", ":::video is within other HTML"),
        (f"<div>\n{FILM_BLOCK}\n</div>\n\n{VIDEO}", ":::video is within other HTML"),
        (":::foo A van\nWords.\n:::", "there is no block :::foo, so readers see"),
        (":::vidoe A van\nWords.\n:::", "there is no block :::vidoe"),
        (f"{VIDEO[:-4]}\n\nWords.", "has no end"),
        (":::map A\n/a.png\n:::", "so readers see the block as it is written"),
    ],
)
def test_a_block_that_cannot_be_where_it_is_is_reported_once(body: str, message: str) -> None:
    (said_of_it,) = said(in_body, f"Words.\n\n{body}")
    assert message in said_of_it


@pytest.mark.parametrize(
    "body",
    [
        f"{VIDEO}\n\n{POST}\n\n{VIDEO}\n\n{FILM_BLOCK}",
        f"- Item\n\n{VIDEO}\n\n> Words",
        "Write `:::video` and `:::foo`.",
        "    :::video A van\n    https://youtu.be/jNQXAC9IVRw\n    :::",
        "Words ::: more words, and the time 10:::pm.",
        ":::",
    ],
)
def test_blocks_and_what_looks_like_them_are_not_reported(body: str) -> None:
    assert said(in_body, f"Words.\n\n{body}") == []
