"""The film of the front matter, as a block of the body would give it."""

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content._uses import figure_of_film
from newsgen.content.markup import Markup
from newsgen.model.release import Film
from tests.support.manuscripts import read, source


def test_a_film_is_what_a_block_would_be() -> None:
    film = Film("A", file="/a.mp4", captions="a.vtt")
    block = ":::video A\n/a.mp4\ncaptions: a.vtt\n:::"
    assert figure_of_film(film, "en") == Markup(DEFAULT_EXTENSIONS, {}).convert(block, "en")


def test_a_film_without_an_address_is_nothing() -> None:
    assert figure_of_film(Film("A", url="javascript:alert(1)"), "en") == ""


def test_it_stands_above_the_text() -> None:
    film = {"title": "A", "url": "https://youtu.be/jNQXAC9IVRw"}
    release = read(source("Words.", video=film))
    assert release.html.startswith('<figure data-embed="youtube"')
    assert release.html.endswith("</figure>\n<p>Words.</p>")
    assert release.release
    assert release.release.embeds == ("youtube",)
    gone = read(source("Words.", video=film, status="gone")).release
    assert gone
    assert gone.embeds == ()
