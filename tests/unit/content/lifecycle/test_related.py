"""What the key `related` names: files or addresses."""

import pytest

from newsgen.config import Config
from newsgen.config.load import parse
from newsgen.content.release import Parsed, SourceReader

CONFIG: Config = parse(
    '[site]\nlayout = "per-host"\n[areas.Northshire]\nhosts = ["www.northshire.police.example"]\n'
    'archive = "/newsroom/"\n'
)
HOST = "www.northshire.police.example"


def parsed(related: str, more: str = "") -> Parsed:
    text = (
        f"---\ntitle: A man\narea: Northshire\nurl: https://{HOST}/newsroom/2026/March/x.aspx\n"
        f"date: 2026-03-05\nrelated: {related}\n{more}---\n\nText.\n"
    )
    return SourceReader(CONFIG).parse(text, "x.md")


@pytest.mark.parametrize(
    ("written", "source", "root", "path"),
    [
        ("a/b.md", "a/b.md", "", ""),
        ("content/a/b.md", "a/b.md", "", ""),
        ("/newsroom/2026/y/", "", HOST, "newsroom/2026/y/index.html"),
        ("/newsroom/read.md", "", HOST, "newsroom/read.md/index.html"),
        (f"https://{HOST}/newsroom/y.aspx", "", HOST, "newsroom/y.aspx"),
        ("https://www.other.example/y.aspx", "", "www.other.example", "y.aspx"),
    ],
)
def test_a_file_or_an_address_is_named(written: str, source: str, root: str, path: str) -> None:
    for related in (written, f"[{written}]"):
        (use,) = parsed(related).related
        assert (use.written, use.source, use.root, use.path) == (written, source, root, path)
        assert (use.line, use.column) == (6, 10 if related == written else 11)


@pytest.mark.parametrize("related", ["newsroom/y.aspx", "the crash", "https://"])
def test_anything_else_is_a_mistake(related: str) -> None:
    result = parsed(related)
    (finding,) = result.diagnostics
    assert (finding.code, finding.line, result.related) == ("NG401", 6, ())


def test_nothing_is_kept_of_what_was_taken_down() -> None:
    assert parsed("a.md", "status: gone\n").related == ()
    assert parsed("", "").related == ()
