"""What is over is nowhere: with a search index, two outputs, and a build that is refused.

Every file of the outputs and of the cache is looked into, unpacked too.
"""

import gzip
import shutil
from pathlib import Path
from typing import Final

import pytest

from newsgen.files import lock
from tests.support.canary import ADDRESSES, MARCH, URL, WORDS, canary, other
from tests.support.command import AS_OF, Outcome, build, newsgen_in_fork
from tests.support.opened import holding
from tests.support.pictures import saying
from tests.support.site import CONFIG, new_site, tree, write

CONFIGS: Final = {
    layout: CONFIG.replace(
        'theme = "plain"', f'theme = "plain"\nsearch = true\nlayout = "{layout}"'
    )
    + '\n[taxonomies.topics]\nkey = "tags"\n'
    for layout in ("single", "per-host")
}
NAMES: Final = {"Kanaryfile", "Kanarytag"}
"""Words in the names of files: those of a picture, and of the pages of a term."""
EXPIRES: Final = "2026-03-20T10:00Z"
BROKEN: Final = "---\ntitle: [\n---\n"


@pytest.fixture(scope="module", params=CONFIGS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site that was built into two folders, of which one is another's to publish."""
    releases = {"a.md": canary(expires=EXPIRES), "b.md": other(9), "c.md": other(11)}
    site = new_site(
        tmp_path_factory.mktemp("everywhere") / "site", releases, CONFIGS[request.param]
    )
    write(site / "content/pictures/Kanaryfile.png", saying("Pixels of Kanarybody"))
    for output in outputs(site):
        assert build(site, output=output).code == 0
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "site")


def outputs(site: Path) -> tuple[Path, Path]:
    return site / "output", site / "preview"


def run(site: Path, command: str, *more: str) -> Outcome:
    return newsgen_in_fork(command, "--site", site, "--as-of", AS_OF, *more)


def remove(site: Path) -> Outcome:
    return run(site, "remove", URL, "--reason", "erasure", "--yes")


def test_before_it_is_over_every_word_is_seen(site: Path) -> None:
    """The other tests could not fail if they did not see it."""
    for folder in (*outputs(site), site / ".newsgen"):
        seen = {word for words in holding(folder, (*WORDS, *ADDRESSES)).values() for word in words}
        assert seen >= {*WORDS[:7], *ADDRESSES}
        in_index = {
            word
            for path, words in holding(folder, WORDS).items()
            if "/fragment/" in path
            for word in words
        }
        assert folder.name == ".newsgen" or in_index >= {"Kanarytitle", "Kanarybody", "Kanarytag"}


# Removed


def test_remove_leaves_no_word_in_any_output_or_in_the_cache(site: Path) -> None:
    outcome = remove(site)
    assert outcome.code == 0, outcome.err
    assert holding(site, (*WORDS, *ADDRESSES)) == {}


@pytest.mark.parametrize("reason", ["release", "theme"])
def test_remove_leaves_no_word_though_the_rebuild_is_refused(reason: str, site: Path) -> None:
    if reason == "release":
        write(site / "content/broken.md", BROKEN)
    else:
        config = (site / "newsgen.toml").read_text()
        write(site / "newsgen.toml", config.replace('theme = "plain"', 'theme = "none"'))
    outcome = remove(site)
    assert outcome.code in (1, 2)
    assert holding(site, (*WORDS, *ADDRESSES)) == {}


def test_remove_deletes_every_search_index_before_anything_fails(site: Path) -> None:
    """Here a picture lies behind a link, so that newsgen does not delete it."""
    (site / "content/pictures").rename(site / "content/elsewhere")
    (site / "content/pictures").symlink_to("elsewhere")
    outcome = remove(site)
    assert outcome.code == 2
    assert "error[NG905]" in outcome.err
    assert [file for file in site.rglob("pagefind/*") if file.is_file()] == []


def test_remove_looks_into_packed_copies(site: Path) -> None:
    """A server may send `X.aspx.gz` and `X.aspx.br` in the place of `X.aspx`."""
    for output in outputs(site):
        for file in [file for file in output.rglob("*") if file.suffix in (".aspx", ".html")]:
            write(file.with_name(f"{file.name}.gz"), gzip.compress(file.read_bytes()))
            write(file.with_name(f"{file.name}.br"), b"\x0b\x02\x80" + file.read_bytes()[::-1])
        write(output / "notes/backup.gz", gzip.compress(b"Missing: Kanarytitle"))
    write(site / "content/broken.md", BROKEN)
    said = remove(site).out
    for output in outputs(site):
        assert f"  {output}/notes/backup.gz\n" in said
        (output / "notes/backup.gz").unlink()
        assert [file for file in output.rglob("*.br") if not file.with_suffix("").exists()] == []
    assert holding(site, (*WORDS, *ADDRESSES)) == {}


def test_remove_deletes_what_a_killed_build_left(site: Path) -> None:
    left = [site / ".newsgen/scratch/1/1-0/0", site / ".newsgen/index/1-/fragment/x.pf_fragment"]
    left += [site / ".newsgen/index-1/1-/fragment/x.pf_fragment"]
    left += [output / ".newsgen-scratch/1/a.aspx" for output in outputs(site)]
    for file in left:
        write(file, gzip.compress(b"Kanarytitle"))
    write(site / "content/broken.md", BROKEN)
    assert remove(site).code == 1
    assert holding(site, (*WORDS, *ADDRESSES)) == {}


def test_remove_empties_the_index_of_a_preview_that_runs(site: Path) -> None:
    file = write(site / ".newsgen/index-1/1-/fragment/x.pf_fragment", gzip.compress(b"Kanarytitle"))
    with lock(site / ".newsgen/index-1"):
        assert remove(site).code == 0
        assert not file.exists()


def test_remove_names_the_other_outputs_that_lost_pages(site: Path) -> None:
    said = remove(site).out
    assert "Pages were deleted in this output folder too. Build there again:\n" in said
    assert f"  newsgen build --output {site}/preview\n" in said
    before = tree(site / "output")
    assert build(site, output=site / "preview").code == 0
    assert tree(site / "preview") == before


# Withdrawn, gone, moved, expired

OVER: Final[dict[str, dict[str, str]]] = {
    "withdrawn": {"status": "withdrawn", "explanation": "No longer needed."},
    "gone": {"status": "gone"},
    "moved": {"status": "moved", "superseded_by": f"{MARCH}/Other-9.aspx"},
    "expired": {},
}
EACH_WAY: Final = pytest.mark.parametrize(
    ("built", "how"),
    [*(("single", how) for how in OVER), ("per-host", "withdrawn"), ("per-host", "expired")],
    indirect=["built"],
)
STILL: Final = "are still published in"


def retire(site: Path, how: str) -> str:
    """Make the release be over. Returns the time from which on it is."""
    write(site / "content/a.md", canary(**{"expires": EXPIRES, **OVER[how]}).text())
    return "2026-03-21T12:00Z" if how == "expired" else AS_OF


def in_cache(site: Path) -> set[str]:
    return {word for words in holding(site / ".newsgen", WORDS).values() for word in words}


@pytest.mark.rotates(5)
@EACH_WAY
def test_a_build_leaves_no_word_and_names_the_outputs_that_hold_some(how: str, site: Path) -> None:
    """What the other output holds is known by the names of its files alone."""
    as_of, (output, preview) = retire(site, how), outputs(site)
    outcome = build(site, as_of=as_of)
    assert outcome.code == 0, outcome.out
    assert holding(output, WORDS) == {}
    assert in_cache(site) <= NAMES
    assert outcome.err.endswith(f"  newsgen build --output {preview}\n")
    assert outcome.data["outdated_outputs"] == [str(preview)]
    assert STILL in build(site, as_of=as_of).err, "it is not said once only"
    outcome = build(site, output=preview, as_of=as_of)
    assert outcome.code == 0
    assert STILL not in outcome.err
    assert "outdated_outputs" not in outcome.data
    assert holding(preview, WORDS) == {}
    assert in_cache(site) == set()


@pytest.mark.rotates(5)
@EACH_WAY
def test_a_refused_build_names_all_outputs_that_hold_words(how: str, site: Path) -> None:
    """It changes no output; but the cache keeps nothing of what is over."""
    as_of, (output, preview) = retire(site, how), outputs(site)
    broken = write(site / "content/broken.md", BROKEN)
    left = write(site / ".newsgen/scratch/1/1-0/0", b"Kanarytitle")
    outcome = build(site, as_of=as_of)
    assert outcome.code == 1
    assert sorted(outcome.data["outdated_outputs"]) == [str(output), str(preview)]
    for folder in (output, preview):
        assert f"  newsgen build --output {folder}\n" in outcome.err
    assert not left.exists()
    assert in_cache(site) <= NAMES
    broken.unlink()
    for folder in (output, preview):
        assert build(site, output=folder, as_of=as_of).code == 0
        assert holding(folder, WORDS) == {}
    assert in_cache(site) == set()


@pytest.mark.rotates(5)
@EACH_WAY
def test_remove_leaves_no_word_of_what_was_over_before(how: str, site: Path) -> None:
    """Its terms are in its file alone: the cache forgot them, but ledger and lists name them."""
    assert run(site, "urls").code == 0
    as_of, (output, _) = retire(site, how), outputs(site)
    assert build(site, output=output, as_of=as_of).code == 0
    outcome = newsgen_in_fork(
        "remove", "--site", site, "--as-of", as_of, URL, "--reason", "erasure", "--yes"
    )
    assert outcome.code == 0, outcome.err
    assert holding(site, (*WORDS, *ADDRESSES)) == {}


@pytest.mark.parametrize("built", ["single"], indirect=True)
def test_an_output_that_was_deleted_is_not_named(site: Path) -> None:
    shutil.rmtree(site / "preview")
    assert STILL not in build(site, as_of=retire(site, "gone")).err
