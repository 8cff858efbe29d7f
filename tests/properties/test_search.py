"""The search index is as any other output: of published releases only, and never stale."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.command import (
    AS_OF,
    build,
    build_arguments,
    clean_tree,
    command,
    environment,
    newsgen_in_fork,
)
from tests.support.site import CONFIG, Release, difference, many_releases, new_site, tree, write

SEARCHED: Final = CONFIG.replace('theme = "plain"', 'theme = "plain"\nsearch = true')
PER_HOST: Final = SEARCHED.replace('theme = "plain"', 'theme = "plain"\nlayout = "per-host"')
SECRET: Final = "Zanzibarine"
"""A word of one release, and of nothing else."""
RELEASES: Final = many_releases(60) | {
    "secret.md": Release(f"About {SECRET}", date="2025-05-05", body=f"The {SECRET} is here."),
    "welsh.md": Release("Apêl", date="2025-06-05", body="Dŵr.", more={"language": "cy"}),
    "undated.md": Release(
        "Sans date", url="https://www.westmarch.example/x/", area="Westmarch", body="Nobody knows."
    ),
}


SITE = {"newsgen.toml": SEARCHED} | {f"content/{path}": RELEASES[path] for path in RELEASES}


def built(site: Path, **options: Any) -> dict[str, Any]:
    outcome = build(site, **options)
    assert outcome.code == 0, outcome.out + outcome.err
    summary: dict[str, Any] = outcome.data["summary"]
    return summary


def fragments(output: Path) -> dict[str, dict[str, Any]]:
    """Return what the index holds of each release, by its name there."""
    return {
        file.stem: json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        for file in output.glob("pagefind/fragment/*.pf_fragment")
    }


def unpacked(output: Path) -> bytes:
    """Return all that the index holds, readable."""
    files = [file for file in output.glob("pagefind/**/*") if file.is_file()]
    datas = [file.read_bytes() for file in files]
    return b"".join(gzip.decompress(d) if d[:2] == b"\x1f\x8b" else d for d in datas)


def test_each_release_is_in_the_index_once(site: Path) -> None:
    assert built(site)["releases"] == len(RELEASES)
    actual = fragments(site / "output")
    urls = [fragment["url"] for fragment in actual.values()]
    assert len(urls) == len(set(urls)) == len(RELEASES)
    listed = json.loads((site / "output/pagefind/releases.json").read_bytes())
    assert {row[0] for row in listed["releases"]} == set(actual)
    by_url = {actual[row[0]]["url"]: row for row in listed["releases"]}
    welsh = by_url["/News/News-Articles/2025/June/Apel.aspx"]
    assert listed["areas"][welsh[1]] == "Cumbria Constabulary"
    assert (listed["kinds"][welsh[2]], welsh[3:]) == ("news", ["2025-06-05", "cy"])
    dates = [row[3] for row in listed["releases"]]
    assert dates == sorted(dates, reverse=True)
    assert dates[-1] == ""


def test_a_release_without_a_word_stops_no_build(site: Path) -> None:
    """Closing a short appeal leaves nothing of its body."""
    releases = {
        "closed.md": Release(
            "Seen Bartholomew?", body="Have you seen him? Call 101.", more={"status": "closed"}
        ),
        "empty.md": Release("Kazimir found", body=""),
        "marks.md": Release("– …", body="– …", more={"slug": "marks"}),
    }
    for name, release in releases.items():
        write(site / "content" / name, replace(release, date="2025-04-04").text())
    assert built(site)["releases"] == len(RELEASES) + 3
    index = unpacked(site / "output")
    assert b"Bartholomew" in index
    assert b"Kazimir" in index
    actual = {fragment["content"].rstrip(".") for fragment in fragments(site / "output").values()}
    assert {"Seen Bartholomew?", "Kazimir found"} <= actual


def test_links_in_the_index_lead_to_files(site: Path) -> None:
    built(site)
    for fragment in fragments(site / "output").values():
        path = site / "output" / fragment["url"].lstrip("/")
        assert path.is_file() or (path / "index.html").is_file(), fragment["url"]


@pytest.mark.parametrize(
    "change",
    [
        {"status": "draft"},
        {"embargo": "2026-03-15T13:00:00+00:00"},
        {"expires": "2026-03-15T11:00:00+00:00"},
        None,
    ],
)
def test_a_withdrawn_release_leaves_the_index_in_the_same_build(
    site: Path, change: dict[str, str] | None
) -> None:
    built(site)
    assert SECRET.lower().encode() in unpacked(site / "output").lower()
    source = site / "content/secret.md"
    if change is None:
        source.unlink()
    else:
        release = RELEASES["secret.md"]
        held = Release(release.title, date=release.date, body=release.body, more=change)
        write(source, held.text())
    built(site)
    assert SECRET.lower().encode() not in unpacked(site / "output").lower()
    assert difference(tree(site / "output"), clean_tree(site)) == {}
    assert not (site / ".newsgen/index").exists()


def test_an_embargo_that_passes_brings_a_release_in(site: Path) -> None:
    held = Release(
        "About time", date="2025-05-05", body=SECRET, more={"embargo": "2026-03-15T13:00:00+00:00"}
    )
    write(site / "content/secret.md", held.text())
    built(site)
    assert SECRET.encode() not in unpacked(site / "output")
    later = "2026-03-15T13:00Z"
    built(site, as_of=later)
    assert SECRET.encode() in unpacked(site / "output")
    assert difference(tree(site / "output"), clean_tree(site, as_of=later)) == {}


@pytest.mark.rotates(3)
def test_edits_give_what_a_clean_build_gives(site: Path) -> None:
    built(site, jobs=2)
    edits = [
        ("more.md", Release("More", date="2025-05-06", body="More words.").text()),
        ("more.md", Release("More", date="2025-05-06", body="Other words.").text()),
        ("more.md", Release("More of it", date="2024-05-06", body="Other words.").text()),
        ("more.md", None),
    ]
    for path, text in edits:
        if text is None:
            (site / "content" / path).unlink()
        else:
            write(site / "content" / path, text)
        built(site, jobs=1)
        assert difference(tree(site / "output"), clean_tree(site)) == {}


@pytest.mark.rotates(5)
def test_workers_make_the_same_index_as_one_process(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", many_releases(300), SEARCHED)
    trees = []
    for jobs in (1, 2, 3):
        folder = tmp_path / str(jobs)
        built(site, jobs=jobs, output=folder / "output", cache_folder=folder / "cache")
        trees.append(tree(folder / "output"))
    assert difference(trees[0], trees[1]) == {}
    assert difference(trees[0], trees[2]) == {}


def test_nothing_is_written_when_nothing_has_changed(site: Path) -> None:
    first = built(site)
    again = built(site)
    assert (again["created"], again["updated"], again["kept"]) == (0, 0, first["created"])


def test_another_look_makes_no_other_index(site: Path, tmp_path: Path) -> None:
    built(site)
    theme = site / "themes/loud"
    write(theme / "theme.toml", '[theme]\ntitle = "Loud"\nextends = "plain"\n')
    write(site / "newsgen.toml", SEARCHED.replace('theme = "plain"', 'theme = "loud"'))
    # A program that fails stands for Pagefind: if it were run, the build would fail.
    broken = write(tmp_path / "bin/pagefind_bin/__init__.py", "def get_executable():\n    1 / 0\n")
    arguments = build_arguments(site)
    run = subprocess.run(
        command(*arguments),
        env=environment({"PYTHONPATH": f"{broken.parents[1]}:{environment({})['PYTHONPATH']}"}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert json.loads(run.stdout)["summary"]["updated"] > len(RELEASES)


@pytest.mark.rotates(5)
@pytest.mark.parametrize("name", ["pagefind-entry.json", "releases.json", "pagefind.js"])
def test_an_altered_file_is_repaired(site: Path, name: str) -> None:
    built(site)
    expected = tree(site / "output")
    write(site / "output/pagefind" / name, "altered")
    shutil.rmtree(site / "output/pagefind/fragment")
    summary = built(site)
    assert (summary["created"], summary["updated"]) == (0, 1 + len(RELEASES))
    assert difference(tree(site / "output"), expected) == {}


def test_without_search_nothing_of_it_is_left(site: Path) -> None:
    built(site)
    write(site / "newsgen.toml", CONFIG)
    built(site)
    assert not (site / "output/pagefind").exists()
    assert not (site / "output/search").exists()
    assert b"/search/" not in (site / "output/index.html").read_bytes()
    assert difference(tree(site / "output"), clean_tree(site)) == {}


def test_each_host_has_an_index_of_its_own(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", RELEASES, PER_HOST)
    built(site)
    hosts = [path for path in (site / "output").iterdir() if (path / "pagefind").is_dir()]
    assert len(hosts) == 3
    assert sum(len(fragments(host)) for host in hosts) == len(RELEASES)
    assert not (site / "output/pagefind").exists()
    assert b"/search/" not in (site / "output/index.html").read_bytes()
    cumbria = fragments(site / "output/www.cumbria.police.uk")
    assert all("/newsroom/" not in fragment["url"] for fragment in cumbria.values())


def test_a_site_without_releases_has_an_empty_index(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", {}, SEARCHED)
    built(site)
    assert fragments(site / "output") == {}
    assert (site / "output/search/index.html").is_file()
    assert difference(tree(site / "output"), clean_tree(site)) == {}


def test_no_release_can_take_the_place_of_the_search(site: Path) -> None:
    for number, path in enumerate(("/search/", "/pagefind/pagefind.js/")):
        url = f"https://www.cumbria.police.uk{path}"
        write(site / f"content/clash-{number}.md", Release("Clash", url=url).text())
    outcome = build(site)
    assert outcome.code == 1
    assert {d["path"] for d in outcome.data["diagnostics"] if d["severity"] == "error"} == {
        "content/clash-0.md",
        "content/clash-1.md",
    }


@pytest.mark.rotates(5)
@pytest.mark.parametrize("after", [0.2, 0.35, 0.5, 0.7])
def test_a_killed_build_heals(site: Path, after: float) -> None:
    built(site)
    for number in range(5):
        text = Release(f"New {number}", date=f"2025-01-0{number + 1}", body=SECRET * 3).text()
        write(site / f"content/new-{number}.md", text)
    (site / "content/secret.md").unlink()
    run = subprocess.Popen(
        command(*build_arguments(site, jobs=2)),
        env=environment({}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    built(site)
    assert difference(tree(site / "output"), clean_tree(site)) == {}
    assert not (site / ".newsgen/index").exists()


@pytest.mark.rotates(3)
def test_plan_says_what_a_build_would_do_to_the_index(site: Path) -> None:
    built(site)
    (site / "content/secret.md").unlink()
    options = ["--site", str(site), "--as-of", AS_OF]
    planned = newsgen_in_fork("plan", *options, "--format", "json").data["summary"]
    before = tree(site / "output")
    why = newsgen_in_fork("plan", *options, "--why", "pagefind/pagefind-entry.json")
    assert "update (changed: digest)" in why.out, why.out + why.err
    assert tree(site / "output") == before
    done = built(site)
    names = ("created", "updated", "kept", "deleted")
    assert [planned[name] for name in names] == [done[name] for name in names]


def without_pagefind(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which Pagefind cannot be found."""
    hiding = (
        "import importlib.util as util\n"
        "found = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'pagefind_bin' else found(name)\n"
    )
    folder = write(tmp_path / "hiding/sitecustomize.py", hiding).parent
    return environment({"PYTHONPATH": f"{folder}:{environment({})['PYTHONPATH']}"})


@pytest.mark.rotates(5)
@pytest.mark.parametrize("name", ["build", "check", "plan"])
def test_a_missing_pagefind_is_said_plainly(site: Path, tmp_path: Path, name: str) -> None:
    run = subprocess.run(
        command(name, "--site", site),
        env=without_pagefind(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2, run.stderr
    assert "newsgen.toml:5" in run.stderr
    assert "NG706" in run.stderr
    assert 'pip install "newsgen[search]"' in run.stderr
    assert not (site / "output").exists()


def test_without_search_pagefind_is_not_needed(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", many_releases(3), CONFIG)
    run = subprocess.run(
        command("build", "--site", site), env=without_pagefind(tmp_path), check=False
    )
    assert run.returncode == 0


@pytest.mark.rotates(7)
@pytest.mark.parametrize(
    "program",
    [
        "#!/bin/sh\nexit 3\n",
        "#!/bin/sh\nhead -c 9 >/dev/null\necho nonsense,\n",
        "no program at all",
    ],
)
def test_a_pagefind_that_fails_leaves_the_site_as_it_was(
    site: Path, tmp_path: Path, program: str
) -> None:
    built(site)
    before = tree(site / "output")
    executable = write(tmp_path / "program", program)
    executable.chmod(0o755)
    module = f"def get_executable():\n    return {str(executable)!r}\n"
    broken = write(tmp_path / "bin/pagefind_bin/__init__.py", module)
    write(site / "content/more.md", Release("More", date="2025-05-06").text())
    run = subprocess.run(
        command("build", "--site", site, "--as-of", AS_OF),
        env=environment({"PYTHONPATH": f"{broken.parents[1]}:{environment({})['PYTHONPATH']}"}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 2, run.stderr
    assert "NG907" in run.stderr
    assert "Traceback" not in run.stderr
    assert tree(site / "output") == before
