"""Whatever address a removed release is given, newsgen remove finds it, and it does not come back.

Two hosts share one document root here, as in layout single they do.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from tests.support.command import AS_OF, Outcome, build, newsgen_in_fork
from tests.support.git import commit, git
from tests.support.site import Release, new_site, tree, write

CONFIG: Final = """\
[site]
title = "Town news"
base_url = "https://www.t.example"

[areas.Town]
name = "Town Police"
hosts = ["www.t.example", "old.t.example"]
archive = "/news/"
"""
HOST, OTHER = "https://www.t.example", "https://old.t.example"
PATH: Final = "/news/2026/March/kanarix.aspx"
OLD: Final = "/old/kanarix.aspx"


def release(title: str, url: str, **more: str) -> Release:
    return Release(title, area="Town", url=url, date="2026-03-05 10:00", more=more)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with a release that has an old address, and one in the same folders."""
    releases = {
        "k.md": release("Kanarix is missing", HOST + PATH, redirect_from=f"['{OLD}']"),
        "b.md": release("Road", f"{HOST}/news/2026/March/road.aspx", redirect_from="[/old/r.aspx]"),
    }
    site = new_site(tmp_path / "site", releases, CONFIG)
    assert build(site).code == 0
    assert run(site, "urls").code == 0
    return site


def run(site: Path, command: str, *more: str) -> Outcome:
    return newsgen_in_fork(command, "--site", site, "--as-of", AS_OF, *more)


def remove(site: Path, url: str = HOST + PATH, *more: str) -> Outcome:
    return run(site, "remove", url, "--reason", "erasure", "--yes", *more)


def removed(site: Path) -> None:
    outcome = remove(site)
    assert outcome.code == 0, outcome.err
    assert run(site, "check").code == 0


def naming(site: Path) -> list[str]:
    files = tree(site).items()
    return [path for path, data in files if b"kanarix" in (path.encode() + data).lower()]


def places_of_ng432(site: Path) -> list[str]:
    outcome = run(site, "check")
    assert outcome.code == 1
    return re.findall(r"(\S+?:\d+):\d+: error\[NG432\]", outcome.err)


# It does not come back


@pytest.mark.rotates(7)
@pytest.mark.parametrize(
    ("url", "keys"),
    [
        (OTHER + PATH, {}),
        (HOST + PATH.upper(), {}),
        (f"{HOST}{PATH}/", {}),
        (f"{HOST}{PATH}?", {}),
        (f"{HOST}{PATH}?x=1", {}),
        (f"{HOST}{PATH}/?x=1&y=2", {}),
        (f"{HOST}{PATH}/index.html", {}),
        (f"{HOST}//news//2026/March/kanarix.aspx", {}),
        (f"{HOST}/news/2026/March/%6banarix%2Easpx", {}),
        (f"{HOST}{PATH}.", {}),
        (f"{HOST}/news/new.aspx", {"redirect_from": f"['{PATH}/']"}),
        (f"{HOST}/news/new.aspx", {"redirect_from": f"['{OLD}?x=1']"}),
        (f"{HOST}/news/new.aspx", {"status": "moved", "superseded_by": f"{HOST}{PATH}?x=1"}),
        (f"{HOST}/news/new.aspx", {"redirect_from": f"[{PATH}]"}),
        (f"{HOST}/news/new.aspx", {"redirect_from": f"['{OTHER}{PATH}']"}),
        (f"{HOST}/news/new.aspx", {"redirect_from": f"[{OLD}]"}),
        (f"{HOST}/news/new.aspx", {"status": "moved", "superseded_by": HOST + PATH}),
        (f"{HOST}/news/new.aspx", {"status": "moved", "superseded_by": OTHER + PATH}),
        (
            HOST + PATH,
            {"status": "moved", "superseded_by": f"{HOST}/news/2026/March/road.aspx"},
        ),
    ],
)  # fmt: skip
def test_nothing_uses_its_address_again_unseen(site: Path, url: str, keys: dict[str, str]) -> None:
    removed(site)
    write(site / "content/back.md", release("Back", url, **keys).text())
    actual = places_of_ng432(site)
    assert len(actual) == 1
    assert actual[0].startswith("content/back.md:")


@pytest.mark.parametrize("url", [PATH, f"{PATH}/", f"{PATH}//", PATH.upper()])
def test_it_is_removed_by_any_writing_of_its_address(site: Path, url: str) -> None:
    outcome = remove(site, HOST + url)
    assert outcome.code == 0, outcome.err
    assert not (site / "content/k.md").exists()
    assert naming(site) == []
    assert run(site, "check").code == 0


@pytest.mark.parametrize("slash", ["", "/"])
def test_queries_that_had_their_own_releases_stay(site: Path, slash: str) -> None:
    """Else a page that was removed would be back with any query."""
    items = f"{HOST}/items.aspx{slash}"
    for number, url in enumerate([items, f"{items}?id=1", f"{items}?id=2"]):
        write(site / f"content/i{number}.md", release(f"Item {number}", url).text())
    assert run(site, "urls").code == 0
    assert remove(site, items).code == 0
    assert run(site, "check").code == 0
    assert f"{items}?id=2\n" in (site / "urls.txt").read_text()
    assert remove(site, f"{items}?id=2").code == 0
    write(site / "content/back.md", release("Back", f"{items}?ID=2").text())
    assert places_of_ng432(site)


def test_what_leads_to_its_place_on_another_site_is_something_else(site: Path) -> None:
    removed(site)
    elsewhere = {"status": "moved", "superseded_by": f"https://www.elsewhere.example{PATH}"}
    write(site / "content/out.md", release("Out", f"{HOST}/news/out.aspx", **elsewhere).text())
    line = f"{HOST}/news/x.aspx moved https://www.elsewhere.example{PATH}\n"
    write(site / "urls.txt", (site / "urls.txt").read_text() + line)
    assert run(site, "check").code == 0
    assert run(site, "urls").code == 0
    assert line in (site / "urls.txt").read_text()


def test_the_same_path_on_another_host_is_another_page_if_each_host_has_its_own(
    site: Path,
) -> None:
    write(site / "newsgen.toml", CONFIG.replace("[areas", 'layout = "per-host"\n[areas'))
    removed(site)
    write(site / "content/other.md", release("Other", OTHER + PATH).text())
    assert run(site, "check").code == 0


@pytest.mark.parametrize("host", [HOST, OTHER])
def test_a_line_of_the_ledger_that_leads_to_it_is_an_error_that_urls_corrects(
    site: Path, host: str
) -> None:
    removed(site)
    line = f"{HOST}/news/a.aspx moved {host}{PATH}\n{OTHER}{OLD}\n"
    write(site / "urls.txt", (site / "urls.txt").read_text() + line)
    assert len(places_of_ng432(site)) == 2
    assert run(site, "urls").code == 0
    assert f"{HOST}/news/a.aspx gone\n" in (site / "urls.txt").read_text()
    assert run(site, "check").code == 0
    assert naming(site) == []


def test_the_ledger_does_not_take_it_in_again(site: Path) -> None:
    removed(site)
    back = release("Back", f"{OTHER}{PATH}", redirect_from=f"[{OLD}]").text()
    write(site / "content/back.md", back.replace("Kanarix", ""))
    assert run(site, "urls").code == 0
    assert "kanarix" not in (site / "urls.txt").read_text()


# Which release is meant


def test_its_address_on_another_host_leaves_the_ledger_too(site: Path) -> None:
    more = f"{OTHER}{PATH}\n{OTHER}{OLD}\n{OTHER}/news/z.aspx moved {OTHER}{OLD}\n"
    write(site / "urls.txt", (site / "urls.txt").read_text() + more)
    removed(site)
    assert naming(site) == []
    assert "/news/z.aspx" not in (site / "urls.txt").read_text()


@pytest.mark.parametrize("old", [HOST + OLD, OTHER + OLD.upper()])
def test_an_old_address_is_refused_and_the_true_one_named(site: Path, old: str) -> None:
    before = tree(site / "content")
    outcome = remove(site, old)
    assert outcome.code == 2
    assert f"newsgen remove {HOST}{PATH}" in " ".join(outcome.err.split())
    assert tree(site / "content") == before
    assert not (site / "tombstones.txt").exists()


def test_an_old_address_of_the_ledger_is_refused_too(site: Path) -> None:
    line = f"{HOST}/news/before.aspx moved {HOST}{PATH}\n"
    write(site / "urls.txt", (site / "urls.txt").read_text() + line)
    outcome = remove(site, f"{HOST}/news/before.aspx")
    assert outcome.code == 2
    assert f"newsgen remove {HOST}{PATH}" in " ".join(outcome.err.split())
    removed(site)
    assert "before.aspx" not in (site / "urls.txt").read_text()


def test_an_old_address_alone_can_be_removed_when_nothing_leads_on_from_it(site: Path) -> None:
    write(site / "content/k.md", release("Kanarix is missing", HOST + PATH).text())
    assert remove(site, HOST + OLD).code == 0
    assert (site / "content/k.md").exists()
    assert run(site, "check").code == 0


@pytest.mark.parametrize("host", ["https://www.other.example", "https://www.t.example.example"])
def test_a_wrong_host_chooses_no_release(site: Path, host: str) -> None:
    outcome = remove(site, host + PATH)
    assert outcome.code == 2
    said = " ".join(outcome.err.split())
    assert f"{host[8:]} is not a host of this site." in said
    assert "Its hosts are old.t.example, www.t.example." in said
    assert (site / "content/k.md").exists()


def test_another_host_of_the_site_chooses_it(site: Path) -> None:
    assert remove(site, OTHER + PATH).code == 0
    assert naming(site) == []


# What answers 410


def folders(site: Path) -> set[str]:
    lines = (site / "tombstones.txt").read_text().splitlines()
    return {line.split(" ")[3] for line in lines if not line.startswith(("#", "key "))}


def test_a_folder_of_old_addresses_is_one_that_others_share(site: Path) -> None:
    removed(site)
    assert folders(site) == {f"{HOST}/news/2026/March/", f"{HOST}/old/"}


def test_a_folder_of_the_ledger_is_one_too_until_the_last_address_goes(site: Path) -> None:
    write(site / "content/b.md", release("Road", f"{HOST}/news/2026/March/road.aspx").text())
    lines = f"{HOST}/old/r.aspx gone\n{HOST}/items.aspx?id=8 gone\n{HOST}/items.aspx?id=9 gone\n"
    write(site / "urls.txt", (site / "urls.txt").read_text().replace(f"{HOST}/old/r.aspx\n", lines))
    removed(site)
    assert remove(site, f"{HOST}/items.aspx?id=8").code == 0
    assert folders(site) == {
        f"{HOST}/news/2026/March/", f"{HOST}/old/", f"{HOST}/items.aspx?",
    }  # fmt: skip
    assert remove(site, f"{HOST}/old/r.aspx").code == 0
    assert f"{HOST}/old/" not in folders(site)


# Two branches


def test_first_removals_on_two_branches_merge_by_union(site: Path) -> None:
    write(site / ".gitattributes", "urls.txt merge=union\ntombstones.txt merge=union\n")
    write(site / ".gitignore", "output\n.newsgen\n")
    other = HOST + "/news/2026/March/other.aspx"
    write(site / "content/o.md", release("Other", other).text())
    texts = [(site / f"content/{name}.md").read_text() for name in ("k", "o")]
    assert run(site, "urls").code == 0
    git(site, "init", "--quiet", "--initial-branch=main")
    commit(site, "Three releases")
    git(site, "checkout", "--quiet", "-b", "second")
    assert remove(site, other).code == 0
    commit(site, "Remove the other one")
    git(site, "checkout", "--quiet", "main")
    assert remove(site).code == 0
    commit(site, "Remove one")
    git(site, "merge", "--quiet", "--no-edit", "second")
    assert (site / "tombstones.txt").read_text().count("key ") == 2
    assert run(site, "urls").code == 0  # git may have put lines of urls.txt back
    assert run(site, "check").code == 0
    assert remove(site, f"{HOST}/news/2026/March/road.aspx").code == 0
    assert (site / "tombstones.txt").read_text().count("key ") == 2
    for text in texts:
        file = write(site / "content/back.md", text)
        assert places_of_ng432(site)
        file.unlink()
    assert run(site, "check").code == 0


def test_what_the_build_after_it_takes_down_is_listed_too(site: Path) -> None:
    """No later build lists it."""
    away = Release("Harbour", area="Town", url=f"{HOST}/news/2020/May/x.aspx", date="2020-05-01")
    between = replace(away, title="Pier", url=f"{HOST}/news/2021/May/y.aspx", date="2021-05-01")
    write(site / "content/x.md", away.text())
    write(site / "content/y.md", between.text())
    assert build(site).code == 0
    write(site / "content/x.md", replace(away, more={"status": "gone"}).text())
    outcome = remove(site, HOST + PATH, "--format", "json")
    assert outcome.code == 0, outcome.err
    assert {away.url, HOST + PATH} <= {*outcome.data["search_engines"]}
    assert f"{HOST}/news/2020/May/" in outcome.data["purge"]
    assert "purge" not in build(site).data
