"""One file at a time: the same targets and bytes as those of a build."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsgen.pipeline.frame import build_frame, open_theme
from newsgen.pipeline.single import Singles
from newsgen.store import Fragments
from newsgen.theme.render import Renderer
from tests.support.builds import appeal, built, ingested
from tests.support.pictures import photograph
from tests.support.site import CONFIG, tree, write

SITE = {
    "newsgen.toml": CONFIG + "\n[media]\ncards = true\n",
    "content/a.md": appeal("Café", "2026-03-01", body="![Map](/map.png)"),
    "content/b.md": appeal("b", "2026-03-02"),
    "content/held.md": appeal("held", "2026-03-20"),
    "content/map.png": photograph(500, 20, "PNG"),
}


@contextmanager
def opened(site: Path) -> Iterator[Singles]:
    with ingested(site, cache=site / "other") as session:
        theme = open_theme(session)
        renderer = Renderer(theme, Fragments(session.database.connection).html)
        yield Singles(build_frame(session, theme), session.catalogue, renderer)


def test_every_file_of_a_build_is_made_alike(site: Path) -> None:
    built(site)
    files = {path: data for path, data in tree(site / "output").items() if path[-1] != "/"}
    with opened(site) as singles:
        assert any(path.startswith("media/cards/2026-03/") for path in files)
        for path, data in files.items():
            assert singles.has("", path), path
            single = singles.find("", path)
            assert single is not None, path
            assert singles.render(single) == data, path


def test_so_is_every_file_of_a_language_with_a_home(site: Path) -> None:
    write(
        site / "newsgen.toml", f'{CONFIG}\n[media]\ncards = true\n[languages.cy]\nhome = "/cy/"\n'
    )
    for name in ("c", "d"):
        write(site / f"content/{name}.md", appeal(name, "2026-03-03", language="cy").text())
    both = "See ![a map](/map.png).\n\n:::cy\nGwelwch y map.\n:::"
    write(site / "content/both.md", appeal("both", "2026-02-03", body=both, tags="[X]").text())
    built(site)
    files = {path: data for path, data in tree(site / "output").items() if path[-1] != "/"}
    assert {
        "cy/index.html",
        "cy/newsroom/2026/March/index.html",
        "cy/newsroom/2026/February/index.html",
        "cy/feed.atom",
    } <= files.keys()
    with opened(site) as singles:
        for path, data in files.items():
            single = singles.find("", path)
            assert single is not None, path
            assert singles.render(single) == data, path
            assert single.root == ("(cy)" if is_welsh(path) else ""), path


def is_welsh(path: str) -> bool:
    return path.startswith(("cy/", "media/cards/2026-03-cy/", "news/c", "news/d"))


def test_what_a_build_would_not_write_is_not_there(site: Path) -> None:
    with opened(site) as singles:
        for path in (
            "media/cards/2026-03/x.png",
            "news/held.aspx",
            "none.html",
            "news/café.aspx",
            "",
            "../newsgen.toml",
        ):
            assert not singles.has("", path), path
            assert singles.find("", path) is None, path
        assert not singles.has("other.example", "index.html")


def test_files_that_no_release_decides_are_listed(site: Path) -> None:
    with opened(site) as singles:
        fixed = set(singles.fixed(""))
        assert {"index.html", "feed.atom", "404.html", "map.png"} <= fixed
        assert not any(path.startswith("news/") for path in fixed)
        assert singles.is_asset("", "map.png")
        assert not singles.is_asset("", "index.html")


def test_the_key_is_of_what_the_page_shows(site: Path) -> None:
    with opened(site) as singles:
        first, other = singles.find("", "news/Café.aspx"), singles.find("", "news/b.aspx")
        again = singles.find("", "news/Café.aspx")
    assert first is not None
    assert other is not None
    assert first == again
    assert first.key != other.key
