"""The paths and folders that no release may have."""

from pathlib import Path

from newsgen.diagnostics import Span
from newsgen.pipeline._outlines import named_folders, outlines_at_any_time, reserved
from newsgen.pipeline.frame import build_frame, open_theme
from tests.support.builds import PER_HOST, ingested
from tests.support.site import HOSTS

CUMBRIA, NORTHSHIRE = HOSTS["Cumbria"], HOSTS["Northshire"]
SITE = PER_HOST


def test_newsgens_own_paths_are_reserved_with_what_claims_them(site: Path) -> None:
    with ingested(site) as session:
        frame = build_frame(session, open_theme(session))
        now = {path for path, _ in reserved(frame.outlines)[NORTHSHIRE]}
        always = outlines_at_any_time(session, frame.theme, frame.outlines, frame.verdicts)
        ever = {path for path, _ in reserved(always)[NORTHSHIRE]}
    assert {"index.html", "feed.atom", "newsroom/2026/March/index.html", "map.png"} <= now
    assert now <= ever
    assert not any(path.startswith("news/") for path in ever)


def test_folders_are_named_by_archives_and_files_but_not_by_newsgen(site: Path) -> None:
    with ingested(site) as session:
        named = named_folders(build_frame(session, open_theme(session)).outlines)
    assert ("newsroom", Span("newsgen.toml")) in named[NORTHSHIRE]
    assert named[NORTHSHIRE] + named[CUMBRIA] == [
        ("newsroom", Span("newsgen.toml")),
        ("News/News-Articles", Span("newsgen.toml")),
    ]
