"""What a web server's model asks of a site: files, spellings, redirects, gone addresses, graves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsgen.hosting.answer import Answer, answer
from newsgen.model.tombstones import Tombstones
from newsgen.pipeline.frame import build_frame, open_theme
from newsgen.pipeline.single import Singles
from newsgen.server.preview import RootAddresses, RootLookup
from newsgen.theme.render import Renderer
from tests.support.builds import URL, appeal, ingested
from tests.support.site import CONFIG

KEY = "ab" * 32
STONE = Tombstones(KEY).digest(URL.removeprefix("https://"), "erased/x.aspx")
SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("Café", "2026-03-01", redirect_from="['/old/a.asp?ID=7']"),
    "content/held.md": appeal("held", "2026-03-20"),
    "content/gone.md": appeal("gone", "2026-03-01", status="gone"),
    "content/withdrawn.md": appeal("taken", "2026-03-01", status="withdrawn", explanation="x"),
    "urls.txt": f"{URL}/lost.aspx gone\n",
    "tombstones.txt": f"key {KEY}\n{STONE} erasure 2026-03-01 {URL}/erased/\n",
}


def looked_up(site: Path, use: Callable[[RootLookup], None]) -> None:
    with ingested(site) as session:
        theme = open_theme(session)
        frame = build_frame(session, theme)
        singles = Singles(frame, session.catalogue, Renderer(theme, lambda _: ""))
        addresses = RootAddresses.of("", singles, session.catalogue)
        use(RootLookup("", singles, session.catalogue, addresses))


@pytest.fixture
def answers(site: Path) -> dict[str, Answer]:
    targets = [
        "/", "/news/Caf%C3%A9.aspx", "/NEWS/caf%C3%A9.aspx", "/news/held.aspx", "/news/gone.aspx",
        "/news/taken.aspx", "/old/a.asp?id=7", "/old/a.asp", "/lost.aspx", "/erased/any.aspx",
        "/nowhere", "/Newsroom/2026/march", "/404.html",
    ]  # fmt: skip
    answers: dict[str, Answer] = {}
    looked_up(site, lambda root: answers.update({t: answer(t, root) for t in targets}))
    return answers


def test_a_page_is_there_under_its_address_and_other_spellings_lead_to_it(
    answers: dict[str, Answer],
) -> None:
    assert answers["/news/Caf%C3%A9.aspx"] == Answer(200, "news/Café.aspx")
    assert answers["/NEWS/caf%C3%A9.aspx"].location == "/news/Caf%C3%A9.aspx"
    assert answers["/"] == Answer(200, "index.html")
    assert answers["/Newsroom/2026/march"].location == "/newsroom/2026/March/"


def test_old_addresses_lead_on_with_their_query_alone(answers: dict[str, Answer]) -> None:
    assert answers["/old/a.asp?id=7"].location == "/news/Caf%C3%A9.aspx"
    assert answers["/old/a.asp"].status == 404


def test_what_was_taken_down_is_gone(answers: dict[str, Answer]) -> None:
    for target in ("/news/gone.aspx", "/news/taken.aspx", "/lost.aspx", "/erased/any.aspx"):
        assert answers[target].status == 410, target
    assert answers["/news/taken.aspx"].file == "news/taken.aspx"


def test_what_is_held_or_unknown_is_not_found(answers: dict[str, Answer]) -> None:
    for target in ("/news/held.aspx", "/nowhere"):
        assert answers[target] == Answer(404, "404.html")


def test_a_root_has_its_own_addresses(site: Path) -> None:
    with ingested(site) as session:
        theme = open_theme(session)
        singles = Singles(
            build_frame(session, theme), session.catalogue, Renderer(theme, lambda _: "")
        )
        pages = RootAddresses.of("", singles, session.catalogue).pages
        assert "/feed.atom" in pages
        assert "/404.html" not in pages, "a page for errors is at no address"
        assert RootAddresses.of("nowhere.example", singles, session.catalogue).pages == {}
