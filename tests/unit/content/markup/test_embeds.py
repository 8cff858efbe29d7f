"""TakenOut are taken out of a body before Markdown sees them, and put back as HTML."""

import pytest
from lxml.html import fragment_fromstring

from newsgen import fast
from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup, references, rewrite, services_in, transcripts_in
from newsgen.content.markup._embeds import TakenOut, put_in, take_out

VIDEO = "https://www.youtube.com/watch?v=jNQXAC9IVRw"
BLOCK = f":::video The “van” <b> & more\n{VIDEO}\n:::"
FIGURE = (
    '<figure data-embed="youtube" '
    'data-src="https://www.youtube-nocookie.com/embed/jNQXAC9IVRw">'
    f'<a href="{VIDEO}">The “van” &lt;b&gt; &amp; more</a> (YouTube)</figure>'
)
HOSTILE = ":::video A\n/x/onerror=alert(1)//\n:::"
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


@pytest.mark.parametrize(
    ("block", "link"),
    [
        (BLOCK, f'<a href="{VIDEO}">The “van” &lt;b&gt; &amp; more</a> (YouTube)'),
        (FILM, '<a href="/a.mp4">A</a>'),
        (":::video A\nhttps://tv.example/1\n:::", '<a href="https://tv.example/1">A</a>'),
    ],
)
@pytest.mark.parametrize(
    "around", ["<div>{}</div>", '<div title="a > b">{}</div>', "<pre>{}</pre>"]
)
def test_in_other_html_it_is_a_link(block: str, link: str, around: str) -> None:
    html = converted(around.format(f"\n{block}\n"))
    assert html.split(">", 1)[1].rsplit("<", 1)[0].strip() == link


def test_in_an_attribute_it_is_its_title() -> None:
    text, blocks = take_out(BLOCK)
    title = "The “van” &lt;b&gt; &amp; more"
    assert (
        put_in(f'<a title="{text.strip()}">b</a>', blocks, lambda _: "en")
        == f'<a title="{title}">b</a>'
    )


@pytest.mark.parametrize(
    "written",
    [
        '<img src="/a.png" alt="{}">',
        "![{}](/a.png)",
        '[a](/b "{}")',
        '<a href="/b" title="\n\n{}\n\n">b</a>',
    ],
)
@pytest.mark.parametrize(
    "place",
    [":::video A\n/x/onerror=alert(1)//\n:::", "&#xe010;0&#xe011;", "&\\#xe010;0&\\#xe011;"],
)
def test_a_block_ends_no_attribute(written: str, place: str) -> None:
    html = converted(f"{HOSTILE}\n\n{written.format(place)}\n")
    root = fragment_fromstring(html, create_parent="div")
    names = {name for element in root.iter() for name in element.attrib}
    assert names <= {
        *("src", "alt", "title", "href", "controls", "preload"),
        "aria-label",
        "data-embed",
    }


def test_an_unknown_address_is_a_link() -> None:
    html = converted(":::video A\nhttps://tv.example/1\n:::")
    assert html == '<p><a href="https://tv.example/1">A</a></p>'


@pytest.mark.parametrize("body", ["Words.", ":::video A\nno address\n:::", "\ue0100\ue011"])
def test_other_texts_stay(body: str) -> None:
    assert take_out(body) == (body, TakenOut())


def test_a_film_has_the_controls_of_the_browser() -> None:
    html = converted(FILM, "cy")
    assert '<video controls preload="metadata" aria-label="A" poster="p.jpg">' in html
    assert '<track kind="captions" srclang="cy" label="Cymraeg" src="c.vtt">' in html
    assert '<a href="t.txt">Trawsgrifiad: A</a>' in html
    assert converted(":::video A\na.mp4\n:::").count("<track") == 0
    assert references(html) == ["p.jpg", "/a.mp4", "c.vtt", "t.txt"]
    assert 'src="/2026/c.vtt"' in rewrite(html, {"c.vtt": "/2026/c.vtt"})


def test_files_of_other_kinds_are_left_out() -> None:
    assert converted(":::video A\n/a.jpg\n:::") == '<p><a href="/a.jpg">A</a></p>'
    html = converted(":::video A\n/a.mp4\nposter: a.mp4\ncaptions: a.srt\ntranscript: a.vtt\n:::")
    assert references(html) == ["/a.mp4"]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en-GB", "Transcript"),
        ("cy", "Trawsgrifiad"),
        ("pl", '<span lang="en">Transcript</span>'),
        ("ur", '<span lang="en" dir="ltr">Transcript</span>'),
    ],
)
def test_the_word_for_a_transcript_is_in_the_language_or_says_its_own(
    language: str, word: str
) -> None:
    html = Markup(DEFAULT_EXTENSIONS, {}).convert(FILM, language)
    assert f'<a href="t.txt">{word}: A</a>' in html
    assert transcripts_in(html) == {"t.txt"}


def test_transcripts_are_those_of_films() -> None:
    html = converted(f"{FILM.replace('t.txt', 'a&b.txt')}\n\n[Transcript: A](b.txt)")
    assert transcripts_in(html) == {"a&b.txt"}


def test_services_are_those_of_frames() -> None:
    assert services_in(converted(f"{FILM}\n\n{BLOCK}\n\n{BLOCK}")) == ("youtube",)
    assert services_in("<p>data-embed</p>") == ()


def test_nobody_can_write_a_figure_of_their_own() -> None:
    written = '<figure data-embed="youtube" data-src="https://evil.example/">a</figure>'
    assert services_in(converted(written)) == ()
    assert "data-" not in converted(written)


@pytest.mark.parametrize("number", ["7", "00", "9" * 5_000, "\u0661"])
def test_a_place_that_an_author_writes_is_a_text(number: str) -> None:
    html = converted(f"{BLOCK}\n\nWords &#xe010;{number}&#xe011;.")
    assert html == f"{FIGURE}\n<p>Words \ue010{number}\ue011.</p>"


def test_a_link_leads_to_a_page_where_the_address_is_for_frames_only() -> None:
    frame = "https://www.google.com/maps/embed?pb=!1d2302.5!2d-2.93!3d54.89!2sCastle"
    assert converted(f":::map The castle\n{frame}\n:::") == (
        f'<figure data-embed="googlemaps" data-src="{frame}">'
        '<a href="https://www.google.com/maps/@54.89,-2.93,15z">The castle</a>'
        " (Google Maps)</figure>"
    )
