"""Blocks are taken out of a body before Markdown sees them, and put back as HTML."""

import pytest

from newsgen import fast
from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup, references, rewrite, services_in
from newsgen.content.markup._embeds import put_in, take_out

VIDEO = "https://www.youtube.com/watch?v=jNQXAC9IVRw"
BLOCK = f":::video The “van” <b> & more\n{VIDEO}\n:::"
FIGURE = (
    '<figure data-embed="youtube" '
    'data-src="https://www.youtube-nocookie.com/embed/jNQXAC9IVRw">'
    f'<a href="{VIDEO}">The “van” &lt;b&gt; &amp; more</a> (YouTube)</figure>'
)
FILM = ":::video A\n/a.mp4\nposter: p.jpg\ncaptions: c.vtt\ntranscript: t.txt\n:::"


def converted(body: str, language: str = "en-GB", extensions: tuple[str, ...] = ()) -> str:
    return Markup(extensions or DEFAULT_EXTENSIONS, {}).convert(body, language)


@pytest.mark.parametrize("extensions", [DEFAULT_EXTENSIONS, ("fenced_code",)])
@pytest.mark.parametrize("is_plain", [True, False])
def test_a_block_is_a_figure_with_a_link(
    extensions: tuple[str, ...], *, is_plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_plain:
        monkeypatch.setattr(fast, "is_on", lambda _: False)
    html = converted(f"Words *here*.\n{BLOCK}\nMore.", extensions=extensions)
    assert html == f"<p>Words <em>here</em>.</p>\n{FIGURE}\n<p>More.</p>"


def test_where_no_figure_may_be_it_is_a_link() -> None:
    text, blocks = take_out(BLOCK)
    word = text.strip()
    link = f'<a href="{VIDEO}">The “van” &lt;b&gt; &amp; more</a>'
    assert put_in(f"<blockquote>{word} and</blockquote>", blocks, "en") == (
        f"<blockquote>{link} and</blockquote>"
    )


def test_an_unknown_address_is_a_link() -> None:
    html = converted(":::video A\nhttps://tv.example/1\n:::")
    assert html == '<p><a href="https://tv.example/1">A</a></p>'


@pytest.mark.parametrize("body", ["Words.", ":::video A\nno address\n:::", f"\ue010 {BLOCK}"])
def test_other_texts_stay(body: str) -> None:
    assert take_out(body) == (body, [] if body.startswith(":") else ())


def test_a_film_has_the_controls_of_the_browser() -> None:
    html = converted(FILM, "cy")
    assert '<video controls preload="metadata" aria-label="A" poster="p.jpg">' in html
    assert '<track kind="captions" srclang="cy" label="Cymraeg" src="c.vtt">' in html
    assert '<a href="t.txt">Trawsgrifiad: A</a>' in html
    assert converted(":::video A\na.mp4\n:::").count("<track") == 0
    assert references(html) == ["p.jpg", "/a.mp4", "c.vtt", "t.txt"]
    assert 'src="/2026/c.vtt"' in rewrite(html, {"c.vtt": "/2026/c.vtt"})


def test_services_are_those_of_frames() -> None:
    assert services_in(converted(f"{FILM}\n\n{BLOCK}\n\n{BLOCK}")) == ("youtube",)
    assert services_in("<p>data-embed</p>") == ()


def test_nobody_can_write_a_figure_of_their_own() -> None:
    written = '<figure data-embed="youtube" data-src="https://evil.example/">a</figure>'
    assert services_in(converted(written)) == ()
    assert "data-" not in converted(written)
