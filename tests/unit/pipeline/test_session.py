"""Opening a site: what is checked first, one at a time, and nothing left without a cache."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from newsgen.config.load import FILE, read
from newsgen.diagnostics import NewsgenError
from newsgen.files import lock
from newsgen.pipeline.session import open_session
from tests.support.builds import appeal, built, ingested, request
from tests.support.site import CONFIG, tree, write

SITE = {"newsgen.toml": CONFIG, "content/a.md": appeal("a", "2026-03-01")}


def refused(site: Path, **changes: object) -> str:
    with (
        pytest.raises(NewsgenError) as error,
        open_session(request(site, **changes), patience=0),
    ):
        pass
    assert error.value.exit_code == 2
    return error.value.diagnostics[0].code


def test_a_folder_without_content_is_no_site(tmp_path: Path) -> None:
    assert refused(tmp_path) == "NG704"


def test_settings_that_are_wrong_are_told_first(site: Path) -> None:
    write(site / "newsgen.toml", "[site\n")
    assert refused(site) == "NG701"


PER_HOST = CONFIG.replace("[site]", '[site]\nlayout = "per-host"')
MISNAMED = [
    "Newsgen.toml", "NEWSGEN.TOML", "newsgen.tmol", "newsgen.tom", "newgsen.toml",
    "newsgen.toml.txt", "newsgen.toml.bak", "newsgen.toml~", "newsgen.TOML", "newsgen (1).toml",
    "newsgen-old.toml", "newsgen_toml", "newsgen.toml ",
]  # fmt: skip
"""Names that an editor, a system or a slip gives to the settings."""


@pytest.mark.parametrize("name", MISNAMED)
def test_settings_of_another_name_are_named(site: Path, name: str) -> None:
    (site / FILE).rename(site / name)
    with pytest.raises(NewsgenError) as error:
        built(site)
    (finding,) = error.value.diagnostics
    assert (finding.code, finding.span.path) == ("NG704", name)
    assert f"Rename {name} to newsgen.toml." in finding.hint
    assert not (site / "output").exists()


@pytest.mark.parametrize(
    "name",
    ["newsgen-baseline.json", "theme.toml", "pyproject.toml", "news.md", "newsgen.log", "NEWS",
     "newsgen", "newsgen.md", ".newsgen.toml.swp"],
)  # fmt: skip
def test_files_of_other_names_are_no_settings(site: Path, name: str) -> None:
    (site / FILE).rename(site / name)
    assert read(site) == ""


def test_a_link_to_settings_that_are_gone_is_named(site: Path) -> None:
    (site / FILE).rename(site / "kept")
    (site / FILE).symlink_to("gone")
    assert refused(site) == "NG704"


@pytest.mark.parametrize("config", [CONFIG, PER_HOST])
def test_settings_that_are_gone_take_no_page_with_them(site: Path, config: str) -> None:
    write(site / FILE, config)
    built(site)
    before = tree(site / "output")
    (site / FILE).rename(site / "elsewhere")
    assert refused(site) == "NG704"
    with pytest.raises(NewsgenError):
        built(site)
    assert tree(site / "output") == before
    (site / "elsewhere").rename(site / FILE)
    assert built(site).work.files_written == 0


def test_an_empty_file_says_that_there_are_no_settings(site: Path) -> None:
    built(site)
    write(site / FILE, "")
    assert built(site).releases == 1


def test_without_settings_at_any_time_there_are_none_to_lose(site: Path) -> None:
    (site / FILE).unlink()
    assert built(site).releases == built(site).releases == 1


@pytest.mark.parametrize("rest", ["", "[site]\n", '[site]\ntitle = "layout"\n', "# layout\n"])
def test_a_layout_that_is_lost_moves_no_page(site: Path, rest: str) -> None:
    write(site / FILE, PER_HOST)
    built(site)
    before = tree(site / "output")
    write(site / FILE, rest)
    with pytest.raises(NewsgenError) as error:
        built(site)
    (finding,) = error.value.diagnostics
    assert (finding.code, finding.span.path) == ("NG703", FILE)
    assert finding.hint.startswith('Write layout = "per-host" below [site]')
    assert tree(site / "output") == before


@pytest.mark.parametrize(
    "rest",
    ['[site]\nlayout = "single"\n', 'site = { layout = "single" }\n', 'site.layout="single"'],
)
def test_a_layout_that_is_written_moves_all_pages(site: Path, rest: str) -> None:
    write(site / FILE, PER_HOST)
    built(site)
    write(site / FILE, rest)
    assert built(site).releases == 1


@pytest.mark.parametrize(
    ("folder", "path", "code"),
    [
        ("output", "content", "NG901"),
        ("output", "content/out", "NG901"),
        ("output", ".", "NG901"),
        ("cache", "output/cache", "NG903"),
        ("cache", "content/x", "NG903"),
        ("cache", ".", "NG903"),
    ],
)
def test_folders_do_not_lie_in_each_other(site: Path, folder: str, path: str, code: str) -> None:
    before = tree(site)
    assert refused(site, **{folder: site / path}) == code
    assert tree(site) == before


def test_another_newsgen_is_told(site: Path) -> None:
    with open_session(request(site)):
        assert refused(site) == "NG902"


def test_a_cache_that_cannot_be_written_is_told(site: Path) -> None:
    write(site / ".newsgen", "a file")
    assert refused(site) == "NG903"


def test_why_a_cache_cannot_be_written_is_told_in_plain_words(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permissions do not bind the user who runs the tests in a container, so the call fails."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(site / ".newsgen/lock"))

    monkeypatch.setattr("newsgen.pipeline.session.lock", refuse)
    with pytest.raises(NewsgenError) as error, open_session(request(site)):
        pass
    folder = site / ".newsgen"
    why = f"the cache folder {folder} cannot be written: permission denied"
    assert [finding.message for finding in error.value.diagnostics] == [why]


def test_a_cache_file_of_somebody_else_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr("newsgen.store.Manifest.of_folder", refuse)
    assert refused(site) == "NG903"


def test_without_a_cache_nothing_is_left(site: Path) -> None:
    before = tree(site)
    with ingested(site, cache=None) as session:
        folder = session.database.path.parent
        assert folder.is_dir()
        assert session.content.samefile(site / "content")
    assert not folder.exists()
    assert tree(site) == before


def test_the_folder_for_the_search_index_goes(site: Path) -> None:
    with ingested(site) as session:
        write(session.index / "x/a", "1")
        index = session.index
    assert not index.exists()


def test_a_cache_that_somebody_deletes_meanwhile_ends_nothing(site: Path) -> None:
    with open_session(request(site)) as session:
        shutil.rmtree(session.database.path.parent)


def test_the_index_of_a_preview_goes_if_it_was_killed(site: Path) -> None:
    """It has the words of drafts; no session of another command would ever delete it."""
    left, held = (write(site / f".newsgen/index-{n}/x/a", "1").parent.parent for n in (1, 2))
    with lock(held), ingested(site):
        pass
    assert not left.exists()
    assert (held / "x/a").exists()
    with ingested(site):
        pass
    assert not held.exists()


def test_other_settings_read_all_sources_again(site: Path) -> None:
    with ingested(site) as session:
        assert set(session.sources.known()) == {"a.md"}
        session.database.commit()
    write(site / "newsgen.toml", CONFIG.replace("Property news", "Other news"))
    with open_session(request(site)) as session:
        assert set(session.sources.known()) == set()
