"""Files that nothing knows: whose they are, and when a build is refused for their sake."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from newsgen.diagnostics import Exit, NewsgenError
from newsgen.files import PACKED
from newsgen.pipeline.central import build
from newsgen.pipeline.leftovers import Leftovers, find_leftovers
from newsgen.pipeline.result import Action
from newsgen.pipeline.session import open_session
from newsgen.report import text
from newsgen.site.cards import FOLDER as CARDS
from newsgen.site.pictures import VARIANT
from tests.support.builds import appeal, built, planned, request
from tests.support.command import AS_OF, newsgen_in_fork
from tests.support.site import CONFIG, tree, write

SITE: Final = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01"),
    "content/b.md": appeal("b", "2026-03-02", body="Ellerdale"),
}
COPY: Final = f"media/0f/{'a' * 20}-640.webp"
GENERATOR: Final = '<!doctype html><meta content="newsgen 0.1" name=generator><p>Ellerdale'


def lose(site: Path) -> None:
    shutil.rmtree(site / ".newsgen")


def refused(site: Path, **changes: Any) -> list[str]:
    """Build a site that is refused, twice, and return the files that are named."""
    before, named = tree(site / "output"), []
    for _ in range(2):
        with pytest.raises(NewsgenError) as error:
            build(request(site, **changes))
        assert error.value.exit_code == Exit.FINDINGS
        (diagnostic,) = error.value.diagnostics
        assert diagnostic.code == "NG908"
        named = [related.span.path for related in diagnostic.related]
        assert tree(site / "output") == before
    return named


def paths(site: Path) -> set[str]:
    return {path for path in tree(site / "output") if not path.endswith("/")}


def test_a_build_without_the_cache_reads_the_list_of_the_site(site: Path) -> None:
    built(site)
    (site / "content/b.md").unlink()
    built(site, cache=None)
    assert "news/b.aspx" not in paths(site)
    lose(site)
    write(site / "output/news/b.aspx", GENERATOR)
    assert refused(site, cache=None) == ["output/news/b.aspx"]
    built(site, cache=None, adopt_output=True)
    assert "news/b.aspx" not in paths(site)


def test_another_cache_knows_nothing_of_the_folder(site: Path) -> None:
    built(site)
    built(site, cache=site / "cache")  # all of it is part of the site
    (site / "content/b.md").unlink()
    assert refused(site, cache=site / "second") == ["output/news/b.aspx"]


def test_no_file_is_refused_if_all_are_part_of_the_site(site: Path) -> None:
    built(site)
    before = tree(site / "output")
    lose(site)
    assert built(site).unknown == 0
    assert tree(site / "output") == before


def test_files_of_others_stay_and_are_counted(site: Path) -> None:
    write(site / "output/CNAME", "news.example")
    write(site / "output/other/page.html", "<meta name=generator content=Hugo>")
    assert built(site).unknown == 2
    write(site / "output/more.txt", "")
    write(site / "content/b.md", appeal("b", "2026-03-02", body="Another").text())
    assert built(site).unknown == 3
    assert build(request(site)).counts[Action.KEEP] > 0
    assert {"CNAME", "other/page.html", "more.txt"} < paths(site)


Leave = Callable[[Path], object]


@pytest.mark.parametrize(
    "leave",
    [
        lambda output: write(output / "old/x.aspx", GENERATOR),
        lambda output: write(output / CARDS / "0f-1.png", b"PNG"),
        lambda output: write(output / COPY, b"RIFF"),
    ],
    ids=["page", "card", "copy"],
)
def test_what_looks_like_newsgens_refuses_a_build_of_which_it_is_no_part(
    site: Path, leave: Leave
) -> None:
    built(site)
    before = paths(site)
    write(site / "output/CNAME", "news.example")
    leave(site / "output")
    left = paths(site) - before
    assert sorted(refused(site)) == sorted(f"output/{path}" for path in left)
    built(site, adopt_output=True)
    assert paths(site) == before
    assert build(request(site)).counts[Action.KEEP] == len(before)


def test_the_form_of_a_copy_is_that_of_its_part() -> None:
    assert re.match(VARIANT, COPY)


def test_an_old_output_that_is_put_back_is_noticed(site: Path) -> None:
    built(site)
    earlier = Path(shutil.copytree(site / "output", site.parent / "earlier"))
    (site / "content/b.md").unlink()
    built(site)
    shutil.rmtree(site / "output")
    shutil.copytree(earlier, site / "output")
    assert refused(site) == ["output/news/b.aspx"]


def test_a_cache_from_before_a_page_that_changed_no_other_file_is_noticed(site: Path) -> None:
    built(site)
    earlier = Path(shutil.copytree(site / ".newsgen", site.parent / "earlier"))
    page = "---\ntype: page\ntitle: Ellerdale\nslug: ellerdale\nnoindex: true\n---\n\nEllerdale\n"
    write(site / "content/page.md", page)
    assert built(site).work.files_written == 1
    (site / "content/page.md").unlink()
    lose(site)
    shutil.copytree(earlier, site / ".newsgen")
    assert refused(site) == ["output/ellerdale/index.html"]


def test_a_theme_may_leave_the_generator_out(site: Path) -> None:
    built(site)
    for file in (site / "output").rglob("*.*"):
        if file.is_file():
            file.write_bytes(file.read_bytes().replace(b'name="generator"', b'name="x"'))
    (site / "content/b.md").unlink()
    lose(site)
    assert refused(site) == ["output/news/b.aspx"]


def test_hidden_files_stay(site: Path) -> None:
    built(site)
    write(site / "output/.well-known/security.txt", "Contact: x")
    write(site / "output/.git/HEAD", "ref: refs/heads/pages")
    built(site, adopt_output=True)
    assert {".well-known/security.txt", ".git/HEAD"} < paths(site)


def test_a_folder_that_newsgen_did_not_build_is_not_taken_over(site: Path) -> None:
    write(site / "output/letter.docx", b"PK")
    with pytest.raises(NewsgenError) as error:
        build(request(site, adopt_output=True))
    assert error.value.diagnostics[0].code == "NG901"
    assert paths(site) == {"letter.docx"}
    assert built(site).unknown == 1


@pytest.mark.parametrize("is_lost", [False, True])
def test_an_output_within_another_is_its_own(site: Path, is_lost: bool) -> None:
    built(site)
    built(site, output=site / "output/preview", drafts=True)
    if is_lost:
        (site / ".newsgen/cache.sqlite").unlink()
    (site / "content/b.md").unlink()
    built(site, adopt_output=True)
    assert {"preview/index.html", "preview/news/b.aspx"} < paths(site)
    assert "news/b.aspx" not in paths(site)
    built(site, output=site / "output/preview")
    assert "preview/news/b.aspx" not in paths(site)


def test_a_plan_shows_what_is_listed_and_refuses_what_a_build_would(site: Path) -> None:
    built(site)
    (site / ".newsgen/cache.sqlite").unlink()
    (site / "content/b.md").unlink()
    assert planned(site)["news/b.aspx"] == ("delete", "no longer part of the site")
    lose(site)
    outcome = newsgen_in_fork("plan", "--site", site, "--as-of", AS_OF, "--format", "json")
    assert (outcome.code, outcome.codes) == (1, ["NG908"])


def test_nothing_is_looked_for_until_somebody_puts_files_there(site: Path) -> None:
    built(site)
    with open_session(request(site)) as session:
        assert find_leftovers(session) == Leftovers()
        session.manifest.keep_stamp(1)
        assert find_leftovers(session) == Leftovers([])
    lose(site)
    with open_session(request(site)) as session:
        assert find_leftovers(session)[:2] == (sorted(paths(site), key=_by_folder), True)


def _by_folder(path: str) -> tuple[list[str], str]:
    """Return what a walk goes by: the files of a folder come before the folders in it."""
    above, _, name = path.rpartition("/")
    return above.split("/") if above else [], name


def test_a_terminal_shows_the_first_files_only(site: Path) -> None:
    built(site)
    lose(site)
    for number in range(text.MOST_RELATED + 2):
        write(site / f"output/old/{number:02}.aspx", GENERATOR)
    with pytest.raises(NewsgenError) as error:
        build(request(site))
    (diagnostic,) = error.value.diagnostics
    lines = [*text.diagnostic_lines(diagnostic)]
    assert lines[1] == "    output/old/00.aspx:1:1: not part of the site"
    assert lines[-2] == "    and 2 more; --format json has all"
    assert "newsgen build --adopt-output" in lines[-1]


def _withdraw(site: Path) -> None:
    keys = {"status": "withdrawn", "explanation": "Wrong."}
    write(site / "content/b.md", appeal("b", "2026-03-02", body="Ellerdale", **keys).text())


def _restored(folder: Path, backup: Path) -> None:
    """Put a folder back over what is there, with the times that it had."""
    shutil.copytree(backup, folder, dirs_exist_ok=True)


def _publish_file(site: Path) -> None:
    body = "Ellerdale\n\n[The plan](/files/plan.csv)"
    write(site / "content/files/plan.csv", "Ellerdale,1\n")
    write(site / "content/b.md", appeal("b", "2026-03-02", body=body).text())
    built(site)


def test_a_file_of_a_withdrawn_release_does_not_stay_with_a_cache_from_before(
    site: Path, tmp_path: Path
) -> None:
    built(site)
    cache = Path(shutil.copytree(site / ".newsgen", tmp_path / "cache"))
    _publish_file(site)
    _withdraw(site)
    lose(site)
    _restored(site / ".newsgen", cache)
    assert refused(site) == ["output/files/plan.csv"]


@pytest.mark.parametrize("with_cache", [False, True])
def test_a_file_of_a_withdrawn_release_does_not_come_back_with_an_old_output(
    site: Path, tmp_path: Path, with_cache: bool
) -> None:
    built(site)
    cache = Path(shutil.copytree(site / ".newsgen", tmp_path / "cache"))
    _publish_file(site)
    backup = Path(shutil.copytree(site / "output", tmp_path / "backup"))
    _withdraw(site)
    built(site)
    assert "files/plan.csv" not in paths(site)
    if with_cache:
        lose(site)
        _restored(site / ".newsgen", cache)
    _restored(site / "output", backup)
    write(site / "output/CNAME", "news.example")
    assert sorted(refused(site)) == ["output/CNAME", "output/files/plan.csv"]
    built(site, adopt_output=True)
    assert "files/plan.csv" not in paths(site)


def test_an_older_folder_put_back_over_a_newer_one_keeps_no_page(
    site: Path, tmp_path: Path
) -> None:
    (site / "content/b.md").rename(tmp_path / "b.md")
    built(site)
    cache = Path(shutil.copytree(site / ".newsgen", tmp_path / "cache"))
    output = Path(shutil.copytree(site / "output", tmp_path / "output"))
    shutil.copy(tmp_path / "b.md", site / "content/b.md")
    built(site)
    (site / "content/b.md").unlink()
    lose(site)
    _restored(site / ".newsgen", cache)
    _restored(site / "output", output)
    assert refused(site) == ["output/news/b.aspx"]


def test_packed_copies_go_with_what_they_were_made_of(site: Path) -> None:
    _publish_file(site)
    for path in sorted(paths(site)):
        for ending in PACKED:
            write(site / f"output/{path}{ending}", "Ellerdale")
    copies = {path for path in paths(site) if path.endswith(PACKED)}
    write(site / "output/notes.gz", "of others")
    _withdraw(site)
    assert built(site).unknown == 1
    left = copies & paths(site)
    assert not {f"{path}.gz" for path in ("news/b.aspx", "feed.atom", "files/plan.csv")} & left
    assert {"404.html.br", "robots.txt.gz"} <= left
    assert "notes.gz" in paths(site)


@pytest.mark.parametrize("name", ["index.html", "robots.txt", "feed.atom", "410.html"])
def test_a_file_of_another_site_is_not_written_over(site: Path, name: str) -> None:
    write(site / "elsewhere" / name, "<p>Under construction.</p>")
    before = tree(site / "elsewhere")
    with pytest.raises(NewsgenError) as error:
        built(site, output=site / "elsewhere", cache=site / "another")
    (finding,) = error.value.diagnostics
    assert finding.code == "NG901"
    assert f"holds {name}, which newsgen did not write" in finding.message
    assert tree(site / "elsewhere") == before


@pytest.mark.parametrize("name", ["notes.html", "old/index.html", ".htaccess"])
def test_a_file_beside_the_site_stops_no_first_build(site: Path, name: str) -> None:
    write(site / "elsewhere" / name, "<p>Under construction.</p>")
    built(site, output=site / "elsewhere", cache=site / "another")
    assert (site / "elsewhere" / name).read_text() == "<p>Under construction.</p>"
