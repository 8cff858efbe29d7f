"""The card of what is over is nowhere: in no output and not in the cache, whatever fails."""

import shutil
from pathlib import Path

import pytest

from tests.support.builds import appeal, built
from tests.support.command import AS_OF, build, newsgen_in_fork
from tests.support.opened import holding
from tests.support.site import CONFIG, HOSTS, Release, difference, tree, write

URL = f"https://{HOSTS['Northshire']}/news/a.aspx"
WORDS = ("Kanarytitle", "Kanaryother")
CONFIGS = {
    layout: CONFIG.replace('theme = "plain"', f'theme = "plain"\nlayout = "{layout}"')
    + "\n[media]\ncards = true\n"
    for layout in ("single", "per-host")
}


def canary(title: str = "Missing: Kanarytitle") -> Release:
    release = appeal("a", "2026-03-10")
    release.title = title
    return release


SITE = {"newsgen.toml": CONFIGS["single"], "content/b.md": appeal("b", "2026-03-09")}


@pytest.fixture(params=CONFIGS)
def twice(request: pytest.FixtureRequest, site: Path) -> Path:
    """Return a site that was built into two folders."""
    write(site / "newsgen.toml", CONFIGS[request.param])
    write(site / "content/a.md", canary().text())
    for output in ("output", "preview"):
        assert build(site, output=site / output).code == 0
        assert cards(site / output)
    assert cards(site / ".newsgen")
    return site


def cards(folder: Path) -> list[str]:
    """Return the cards that hold a word."""
    return [path for path in holding(folder, WORDS) if path.endswith(".png")]


def remove(site: Path) -> int:
    options = ("--reason", "erasure", "--yes", "--site", site, "--as-of", AS_OF)
    return newsgen_in_fork("remove", URL, *options).code


@pytest.mark.rotates(5)
@pytest.mark.parametrize("trouble", ["", "release", "theme"])
def test_remove_leaves_no_card_though_the_rebuild_is_refused(trouble: str, twice: Path) -> None:
    if trouble == "release":
        write(twice / "content/broken.md", "---\ntitle: [\n---\n")
    if trouble == "theme":
        text = (twice / "newsgen.toml").read_text()
        write(twice / "newsgen.toml", text.replace('theme = "plain"', 'theme = "none"'))
    assert (remove(twice) == 0) == (not trouble)
    assert holding(twice, WORDS) == {}


def test_a_withdrawal_deletes_page_card_and_the_kept_copy(twice: Path) -> None:
    over = canary()
    over.more.update(status="withdrawn", explanation="A court order.")
    write(twice / "content/a.md", over.text())
    assert build(twice).code == 0
    assert holding(twice / "output", WORDS) == {}
    assert cards(twice / ".newsgen") == []
    assert build(twice, output=twice / "preview").code == 0
    assert holding(twice / "preview", WORDS) == {}


@pytest.mark.rotates(5)
@pytest.mark.parametrize("command", ["list", "next", "check without a theme"])
def test_a_command_that_reads_a_withdrawal_deletes_the_kept_card(command: str, twice: Path) -> None:
    over = canary()
    over.more.update(status="withdrawn", explanation="A court order.")
    write(twice / "content/a.md", over.text())
    name, _, is_broken = command.partition(" ")
    if is_broken:
        text = (twice / "newsgen.toml").read_text()
        write(twice / "newsgen.toml", text.replace('theme = "plain"', 'theme = "none"'))
    newsgen_in_fork(name, "--site", twice, "--as-of", AS_OF)
    assert cards(twice / ".newsgen") == []


@pytest.mark.rotates(5)
@pytest.mark.parametrize("before", ["published", "closed"])
def test_remove_lists_the_card_that_a_withdrawal_deleted(before: str, twice: Path) -> None:
    release = canary()
    release.more.update(status=before)
    write(twice / "content/a.md", release.text())
    assert build(twice).code == 0
    (card,) = cards(twice / "output")
    release.more.update(status="withdrawn", explanation="A court order.")
    write(twice / "content/a.md", release.text())
    outcome = build(twice)
    folder = f"{HOSTS['Northshire']}/"
    address = f"/{card.removeprefix(folder)}"
    for name in ("purge", "search_engines"):
        assert sum(url.endswith(address) for url in outcome.data[name]) == 1
    options = ("--reason", "erasure", "--yes", "--site", twice, "--as-of", AS_OF)
    outcome = newsgen_in_fork("remove", URL, *options, "--format", "json")
    assert outcome.code == 0
    for name in ("purge", "search_engines"):
        assert sum(url.endswith(address) for url in outcome.data[name]) == 1


def test_a_headline_that_was_corrected_is_on_no_card(twice: Path) -> None:
    write(twice / "content/a.md", canary("Missing: Kanaryother").text())
    assert build(twice).code == 0
    for folder in ("output", ".newsgen"):
        assert all("Kanarytitle" not in words for words in holding(twice / folder, WORDS).values())
    assert cards(twice / "output")


def test_what_edits_leave_is_what_a_clean_build_makes(site: Path, tmp_path: Path) -> None:
    steps = [
        canary(),
        canary("Missing: Kanaryother"),
        canary("Missing 🚨: Kanaryother"),
        canary("Ж"),
        canary("Missing: Kanarytitle"),
    ]
    for number, step in enumerate(steps):
        write(site / "content/a.md", step.text())
        built(site)
        clean = tmp_path / f"clean-{number}"
        built(site, output=clean, cache=tmp_path / f"cache-{number}")
        assert difference(tree(site / "output"), tree(clean)) == {}


def test_without_the_cache_no_card_stays_and_both_lists_name_it(site: Path) -> None:
    write(site / "content/a.md", canary().text())
    built(site)
    (card,) = cards(site / "output")
    shutil.rmtree(site / ".newsgen")
    write(site / "content/broken.md", "---\ntitle: [\n---\n")
    options = ("--reason", "erasure", "--yes", "--site", site, "--as-of", AS_OF)
    outcome = newsgen_in_fork("remove", URL, *options)
    assert outcome.code == 1
    assert cards(site / "output") == []
    assert outcome.out.count(f"/{card}\n") == 2
