"""Frames and posts that were pasted, and the blocks that stand for them."""

import re

import pytest

from newsgen.rules._elements import Pastes, removed
from tests.support.manuscripts import asked, fixed, manuscript, source

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
        f'See <iframe src="{YOUTUBE}"></iframe>',
        f'<iframe src="{YOUTUBE}"></iframe> behind',
        f'<iframe src="{YOUTUBE}">',
    ],
)
def test_a_frame_that_is_not_alone_is_for_its_author(body: str) -> None:
    finding = asked(removed, manuscript(f"Words.\n\n{body}"))[0]
    assert "Write a block of three lines" in finding.hint
    assert finding.fix is None


FRAME = f'<iframe src="{YOUTUBE}"></iframe>'
VIMEO = '<iframe src="https://player.vimeo.com/video/76979871"></iframe>'
VIMEO_BLOCK = ":::video Video on Vimeo\nhttps://vimeo.com/76979871\n:::"
VIMEO_LOADER = '<script src="https://player.vimeo.com/api/player.js"></script>'
WORDS = (
    '<blockquote class="twitter-tweet"><p lang="en">Hello <a href="https://t.co/a">b</a></p>'
    '&mdash; N &amp; M (@n) <a href="https://twitter.com/n/status/1234567890?ref_src=a">May 5</a>'
    "</blockquote>"
)
LOADER = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
POST = ":::post Post on X by N & M (@n)\nhttps://twitter.com/n/status/1234567890\n:::"


@pytest.mark.parametrize(
    ("body", "right"),
    [
        (f"{FRAME}\n\n{FRAME}", f"{BLOCK}\n\n{BLOCK}"),
        (f"{FRAME}\n{VIMEO}\nWords.", f"{BLOCK}\n{VIMEO_BLOCK}\nWords."),
        (f"<p>{FRAME}</p>", BLOCK),
        (f"<p>\n{FRAME}\n</p>\n<p>Words.</p>", f"{BLOCK}\n<p>Words.</p>"),
        (f'<div class="video"><div>\n  {FRAME}\n</div>\n</div>', BLOCK),
        (f"<p>Words.</p>\n{FRAME}", f"<p>Words.</p>\n{BLOCK}"),
        (
            f'<div style="padding:56% 0 0 0">{VIMEO}</div>{VIMEO_LOADER}',
            VIMEO_BLOCK,
        ),
        (f"{WORDS} {LOADER}", f"{WORDS}\n\n{POST}"),
        (f"{WORDS}\n\n{LOADER}\n\n{FRAME}", f"{WORDS}\n\n{POST}\n\n{BLOCK}"),
    ],
)
def test_each_becomes_a_block(body: str, right: str) -> None:
    assert fixed(removed, source(f"Before.\n\n{body}")) == source(f"Before.\n\n{right}")


@pytest.mark.parametrize(
    "other",
    [
        '<iframe src="https://evil.example/x"></iframe>',
        "<script>a()</script>",
        LOADER,
        f"Words {VIMEO}",
        "<video controls></video>",
    ],
)
def test_what_is_left_to_the_author_holds_up_no_other(other: str) -> None:
    for body in (f"{FRAME}\n\n{other}", f"{other}\n\n{FRAME}"):
        right = body.replace(f"\n\n{FRAME}", f"\n\n{BLOCK}").replace(f"{FRAME}\n\n", f"{BLOCK}\n\n")
        assert fixed(removed, source(body)) == source(right)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (f"Before {FRAME} after", "something else is in its line"),
        (f"- Item\n\n    {FRAME}", "it is indented"),
        (f"> {FRAME}", "something else is in its line"),
        (f"{FRAME}{VIMEO}", "something else is in its line"),
        (f"<p><!-- a -->{FRAME}</p>", "something else is in its line"),
        (f"<div>\n<p>Words</p>\n{FRAME}\n</div>", "it is within other HTML"),
        (f"<table><tr><td>\n{FRAME}\n</td></tr></table>", "it is within other HTML"),
        (f"<div>\n{WORDS}\n{LOADER}\n</div>", "it is within other HTML"),
        (f'<iframe src="{YOUTUBE}">Words</iframe>', "the tag is not closed right behind it"),
        (f"```\n{FRAME}\n```", "it is between lines of ```"),
        (f"`<iframe>` is a frame.\n\n{FRAME}", "the text also shows such a tag as code"),
    ],
)
def test_why_one_is_left_to_its_author_is_said(body: str, why: str) -> None:
    every = asked(removed, manuscript(f"Before.\n\n{body}"))
    assert all(finding.fix is None for finding in every)
    assert f"newsgen check --fix leaves that to you, as {why}" in every[0].hint


@pytest.mark.parametrize("words", ["", "<blockquote>Words</blockquote>", WORDS[:-13]])
def test_a_script_without_a_post_is_only_a_script(words: str) -> None:
    (finding,) = asked(removed, manuscript(f"Words.\n\n{words}\n{LOADER}"))
    assert "no script runs on a page" in finding.hint


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"<div>\n{FRAME}\n{WORDS}{LOADER}\n" * 3_000, 6_000),
        (f"<blockquote class='{'twitter-tweet ' * 20_000}\n{LOADER}", 0),
        (f"<blockquote {WORDS[12:34] * 20_000}\n{LOADER}", 0),
        (FRAME + VIMEO_LOADER[:-10] * 1_000, 1),
        (f"{FRAME}<script {VIMEO_LOADER[8:-10] * 20_000}", 1),
    ],
)
def test_many_of_them_take_little_time(text: str, count: int) -> None:
    pastes = Pastes(text)
    tags = re.finditer(r"<(iframe|script)\b[^<>]*>", text)
    assert sum(pasted is not None for pasted in map(pastes.at, tags)) == count
