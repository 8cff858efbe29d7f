"""Elements that no page may hold, and what to write instead."""

import pytest

from newsgen.rules._elements import removed
from tests.support.manuscripts import asked, manuscript


def hints(body: str) -> list[str]:
    return [d.hint for d in asked(removed, manuscript(f"Words.\n\n{body}"))]


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        (
            '<iframe src="https://x.example/e"></iframe>',
            "write [What is there](https://x.example/e)",
        ),
        (
            "<IFRAME SRC='https://x.example/e'></IFRAME>",
            "write [What is there](https://x.example/e)",
        ),
        ("<video controls></video>", "write [Watch the video](https://…)"),
        ("<form action='https://x.example/f'></form>", "[Fill in the form](https://x.example/f)"),
        ("a <script>b()</script>", "keep the words and link to it"),
        ("<svg><path/></svg>", "![What can be seen]"),
        ("<style>p {}</style>", "the theme decides"),
        ("a <o:p></o:p>", "the words in them stay"),
        ("<center>a</center>", "the words in them stay"),
        ("the man, <redacted>, was", "write \\<redacted>"),
    ],
)
def test_each_has_advice(body: str, advice: str) -> None:
    assert advice in hints(body)[0]


YOUTUBE = "https://www.youtube.com/embed/jNQXAC9IVRw?rel=0"
MAP = "https://www.google.com/maps/embed?pb=!1m18!1d2302.5!2d-2.93!3d54.89!2sCastle!5m2!1sen!2suk"
MAP_BLOCK = f":::map Map on Google Maps\n{MAP}\n:::"
BLOCK = ":::video Video on YouTube\nhttps://www.youtube.com/watch?v=jNQXAC9IVRw\n:::"


@pytest.mark.parametrize(
    ("body", "block"),
    [
        (f'<iframe src="{MAP}" width="600" loading="lazy"></iframe>', MAP_BLOCK),
        (f'<iframe width="560" src="{YOUTUBE}" title="YouTube video player"></iframe>', BLOCK),
        (f"<IFRAME SRC='{YOUTUBE[6:]}'>\n</IFRAME>", BLOCK),
        (
            f'<iframe title="The &amp; van" src="{YOUTUBE}"></iframe>\n\nMore.',
            f"{BLOCK.replace('Video on YouTube', 'The & van')}\n\nMore.",
        ),
        ('<iframe src="https://player.vimeo.com/video/76979871?h=1234567&amp;a=b"></iframe>',
         ":::video Video on Vimeo\nhttps://vimeo.com/76979871/1234567\n:::"),
    ],
)  # fmt: skip
def test_a_frame_of_a_known_service_becomes_a_block(body: str, block: str) -> None:
    (finding,) = asked(removed, manuscript(f"Words.\n\n{body}"))
    assert "Write a block of three lines" in finding.hint
    assert finding.fix
    assert finding.fix.text == block.removesuffix("\n\nMore.")


@pytest.mark.parametrize(
    "body",
    [
        f'<p><iframe src="{YOUTUBE}"></iframe></p>',
        f'<p>\n<iframe src="{YOUTUBE}"></iframe>\n</p>',
        f'See <iframe src="{YOUTUBE}"></iframe>',
        f'<iframe src="{YOUTUBE}"></iframe> behind',
        f'<iframe src="{YOUTUBE}">',
    ],
)
def test_a_frame_that_is_not_alone_is_for_its_author(body: str) -> None:
    finding = asked(removed, manuscript(f"Words.\n\n{body}"))[0]
    assert "Write a block of three lines" in finding.hint
    assert finding.fix is None


@pytest.mark.parametrize(
    "body",
    [
        "<b>a</b> <br/> <details><summary>a</summary></details>",
        "`<iframe>` and \\<iframe>",
        "    <iframe src='x'>",
        "<!-- <iframe> -->",
        "<a@x.example> <https://x.example/iframe>",
        "1 < 2 <3 a<b, AT&T",
        "&lt;iframe&gt;",
    ],
)
def test_what_stays_or_is_no_element_is_not_reported(body: str) -> None:
    assert hints(body) == []


def test_a_shown_tag_hides_no_other_one() -> None:
    assert len(hints("`<iframe>` <iframe src='https://x.example/'></iframe>")) == 1


def test_those_without_effect_are_one_finding() -> None:
    body = "<center><font>a</font></center>\n\nb<o:p></o:p>\n"
    (finding,) = asked(removed, manuscript(body))
    assert "with 2 more like it" in finding.message
