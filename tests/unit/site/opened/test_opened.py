"""What an open site shows of its roots."""

from pathlib import Path

from newsgen.pipeline.frame import build_frame, open_theme
from newsgen.site._listings import LISTINGS
from newsgen.site._portal import PORTAL
from newsgen.site._retired import RETIRED
from newsgen.site._sitemap import SITEMAPS
from newsgen.site.assets import ASSETS
from newsgen.site.opened import FilesInUse, OpenSite
from newsgen.site.parts import page_hrefs
from tests.support.builds import URL, appeal, ingested
from tests.support.opened_site import open_root
from tests.support.pictures import photograph, png
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


def test_windows_show_what_is_published(site: Path) -> None:
    with open_root(site) as root:
        assert [r.source for r in root.latest(2, "")] == ["b.md", "a.md"]
        assert [r.source for r in LISTINGS.opens(root, "", "").appeals(9)] == ["b.md"]
        assert [r.source for r in RETIRED.opens(root, "", "").withdrawn] == ["w.md"]
        assert [file.path for file in ASSETS.opens(root, "", "").copied_files()] == ["map.png"]
        assert "/newsroom/2026/March/" in SITEMAPS.opens(root, "", "").page_hrefs


def test_a_file_is_known_where_it_is_in_use(site: Path) -> None:
    write(site / "content/images/other.png", png(30, 20))
    with open_root(site) as root:
        used, unused = FilesInUse(root.site, {"map.png"}), FilesInUse(root.site, ())
        for src in ("/map.png", "/map.png?x"):
            assert used.picture(src)[:2] == (30, 20)
            assert unused.picture(src)[:2] == (0, 0)
        for src in ("/no.png", "//x.example/map.png", "https://x.example/map.png"):
            assert used.picture(src)[:2] == (0, 0)
        assert used.file("/map.png")
        assert not unused.file("/map.png")
        assert unused.lacks("images/other.png")
        assert not FilesInUse(root.site, {"images/other.png"}).lacks("images/other.png")
        assert used.pictures_digest() != unused.pictures_digest()
        assert used.lengths_digest() != unused.lengths_digest()


def test_a_picture_of_the_same_size_has_other_copies_and_so_another_digest(site: Path) -> None:
    digests = set[bytes]()
    for seed in (0, 1):
        write(site / "content/map.png", photograph(900, 20, "PNG", seed=seed))
        with open_root(site) as root:
            files = FilesInUse(root.site, {"map.png"})
            assert files.picture("/map.png").copies
            digests.add(files.pictures_digest())
    assert len(digests) == 2


def test_a_file_that_is_there_and_cannot_be_published_is_lacking(site: Path) -> None:
    image = f"{{image: {URL}/card.png}}"
    write(site / "content/a.md", appeal("a", "2026-03-01", og=image).text())
    with open_root(site) as root:
        unused = FilesInUse(root.site, ())
        assert not unused.lacks("card.png")
        before = unused.lacking_digest()
    write(site / "content/card.png", png(30, 20)[:40])
    with open_root(site) as root:
        unused = FilesInUse(root.site, ())
        assert unused.lacks("card.png")
        assert unused.lacking_digest() != before


def test_hosts_are_in_order_of_the_names_of_their_sites(site: Path) -> None:
    layout = CONFIG.replace("[site]", '[site]\nlayout = "per-host"')
    table = '\n[areas.Zeal]\nname = "aldermere Police"\nhosts = ["zeal.example"]\n'
    url = "https://zeal.example/news/z.aspx"
    other = f"---\ntitle: News\narea: Zeal\ndate: 2026-03-01\nurl: {url}\n---\n\nText.\n"
    write(site / "newsgen.toml", layout + table)
    write(site / "content/z.md", other)
    with ingested(site) as session:
        frame = build_frame(session, open_theme(session))
        root = OpenSite(frame, session.catalogue, page_hrefs).root(next(iter(frame.roots)))
        hosts = PORTAL.opens(root, "", "").hosts
    titles = [host.title for host in hosts]
    assert titles[0] == "aldermere Police"
    assert len(titles) > 1
