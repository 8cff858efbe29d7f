"""What a file that tells of a removed release is known by."""

import gzip
from pathlib import Path

import pytest

from newsgen.retention._purge import Traces
from newsgen.retention._tombstones import place_of
from newsgen.site.cards import mark_of

PLACES = [place_of("https://www.northshire.police.example/news/Zoë Canary.aspx")]


@pytest.fixture
def traces(tmp_path: Path) -> Traces:
    (tmp_path / "zoe.png").write_bytes(b"Pixels")
    return Traces.of(PLACES, files=["zoe.png"], title='Missing: "Zoë" Canary', content=tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "<a href='/news/Zo%C3%AB%20Canary.aspx'>",
        "https://www.northshire.police.example/news/Zo%C3%AB%20Canary.aspx",
        "/news/Zoë Canary.aspx",
        "<h1>Missing: &quot;Zoë&quot; Canary</h1>",
        r'{"title": "Missing: \"Zo\u00eb\" Canary"}',
        "<img src='/zoe.png'>",
    ],
)
def test_a_sign_is_seen_in_each_form_that_pages_have_it_packed_or_not(
    text: str, traces: Traces
) -> None:
    assert traces.is_in(text.encode())
    assert traces.is_in(gzip.compress(text.encode()))
    assert not traces.is_in(b"Another page.")


def test_bytes_that_only_look_packed_are_read_as_they_are(traces: Traces) -> None:
    assert traces.is_in(b"\x1f\x8b and /zoe.png")
    assert not traces.is_in(gzip.compress(b"/zoe.png", mtime=0)[:-6])


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("news/Zoë Canary.aspx", b""),
        ("www.northshire.police.example/news/Zoë Canary.aspx", b""),
        ("news/Zoë Canary.aspx.gz", b""),
        ("news/Zoë Canary.aspx.br", b""),
        ("old/zoe.png.zst", b""),
        ("pictures/other.png", b"Pixels"),
        ("pictures/other.png.gz", gzip.compress(b"Pixels", mtime=0)),
    ],
)
def test_copies_are_known_by_their_path_or_what_they_hold(
    path: str, data: bytes, traces: Traces
) -> None:
    assert traces.is_copy(path, data)
    assert not traces.is_copy("news/Another.aspx", b"Words")


def test_its_cards_are_known_wherever_its_root_is(traces: Traces) -> None:
    file, host = PLACES[0].file, PLACES[0].address.host
    for root, folder in (("", ""), (host, f"{host}/")):
        name = f"{mark_of(root, file)}-0123-4567.png"
        assert traces.is_picture(f"{folder}media/cards/2026-03/{name}")
    assert not traces.is_picture(f"media/cards/2026-03/{mark_of('', 'other.aspx')}-0123-4567.png")


def test_a_short_title_is_no_sign(tmp_path: Path) -> None:
    traces = Traces.of(PLACES, files=[], title="Appeal", content=tmp_path)
    assert not traces.is_in(b"Appeal")
