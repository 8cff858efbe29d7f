"""What windows show of a site and its roots."""

from pathlib import Path

from newsgen.pipeline._lens import SiteLens
from newsgen.pipeline.frame import build_frame, open_theme
from tests.support.builds import appeal, ingested
from tests.support.lenses import root_lens
from tests.support.pictures import png
from tests.support.site import CONFIG, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/old.md": appeal("old", "2026-02-01"),
    "content/a.md": appeal("a", "2026-03-01", body="![Map](/map.png)"),
    "content/b.md": appeal("b", "2026-03-02", kind="appeal"),
    "content/held.md": appeal("held", "2026-03-20"),
    "content/w.md": appeal("w", "2026-03-01", status="withdrawn", explanation="Wrong."),
    "content/map.png": png(30, 20),
}


def test_a_root_shows_what_is_published(site: Path) -> None:
    with root_lens(site) as root:
        assert [r.source for r in root.latest(2, "")] == ["b.md", "a.md"]
        assert [r.source for r in root.appeals(9)] == ["b.md"]
        assert [r.source for r in root.withdrawn] == ["w.md"]
        assert [file.path for file in root.copied_files()] == ["map.png"]
        assert "/newsroom/2026/March/" in root.page_hrefs


def test_hosts_are_in_order_of_the_names_of_their_sites(site: Path) -> None:
    layout = CONFIG.replace("[site]", '[site]\nlayout = "per-host"')
    table = '\n[areas.Zeal]\nname = "aldermere Police"\nhosts = ["zeal.example"]\n'
    url = "https://zeal.example/news/z.aspx"
    other = f"---\ntitle: News\narea: Zeal\ndate: 2026-03-01\nurl: {url}\n---\n\nText.\n"
    write(site / "newsgen.toml", layout + table)
    write(site / "content/z.md", other)
    with ingested(site) as session:
        frame = build_frame(session, open_theme(session))
        hosts = SiteLens(frame, session.catalogue).root(next(iter(frame.roots))).hosts
    titles = [host.title for host in hosts]
    assert titles[0] == "aldermere Police"
    assert len(titles) > 1
