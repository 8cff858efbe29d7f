"""newsgen hosting, as an operator runs it."""

import re
from pathlib import Path

import pytest

from tests.support.command import Outcome, newsgen_in_fork

SETTINGS = """\
[areas.Northshire]
hosts = ["www.northshire.police.example"]
archive = "/News/"
"""
RELEASE = """\
---
area: Northshire
title: {title}
url: https://www.northshire.police.example/News/2026/March/{title}.aspx
date: 2026-03-{day:02d}T10:00
{more}---

Text.
"""
MORE = {"Later": "embargo: 2098-01-01T00:00Z\n", "Draft": "status: draft\n"}
SITE = {"newsgen.toml": SETTINGS} | {
    f"content/{title}.md": RELEASE.format(title=title, day=day, more=MORE.get(title, ""))
    for day, title in enumerate(("Fair", "Bridge", "Later", "Draft"), 2)
}


def hosting(host: str, site: Path, *options: str | Path) -> Outcome:
    """Write a configuration beside the site, if the options say nothing else."""
    conf = site.parent / "conf"
    return newsgen_in_fork("hosting", host, "--site", site, "--output", conf, *options)


def written(host: str, site: Path, *options: str | Path) -> dict[str, str]:
    """Write a configuration beside the site, and return the texts of its files by their names."""
    run = hosting(host, site, *options)
    assert run.code == 0, run.err
    files = (site.parent / "conf").iterdir()
    return {file.name: file.read_text() for file in files if file.name != ".newsgen-files"}


def test_the_configuration_is_written_for_what_is_published(site: Path, tmp_path: Path) -> None:
    run = hosting("nginx", site)
    assert f'include "{tmp_path}/conf/newsgen.conf";' in run.out
    files = written("nginx", site)
    assert set(files) == {
        "newsgen.conf", "maps.conf", "site.map", "site.server.conf", "site.answer.conf",
    }  # fmt: skip
    entries = files["site.map"]
    assert '"/News/2026/March/Fair.aspx" "page /News/2026/March/Fair.aspx";' in entries
    assert '"/News/2026/March" "page /News/2026/March/";' in entries
    assert "Later" not in entries
    assert "Draft" not in entries
    assert f'root "{site}/output";' in files["site.server.conf"]
    assert "server_name www.northshire.police.example;" in files["newsgen.conf"]
    assert not (site / "output").exists(), "it needs no build, and makes none"


def test_an_embargo_that_is_over_is_told_of(site: Path) -> None:
    files = written("apache", site, "--as-of", "2098-01-02T00:00")
    assert "later.aspx" in files["site.map.txt"]


def test_folders_on_the_server_may_be_others(site: Path, tmp_path: Path) -> None:
    folders = ("--website", "/srv/www", "--at", "/etc/nginx/newsgen", "--listen", "127.0.0.1:81")
    text = "".join(written("nginx", site, *folders).values())
    assert str(tmp_path) not in text
    assert 'root "/srv/www";' in text
    assert 'include "/etc/nginx/newsgen/site.map";' in text
    assert "listen 127.0.0.1:81;" in text


def test_files_of_a_site_that_has_not_changed_are_the_same(site: Path) -> None:
    assert written("caddy", site) == written("caddy", site) != {}


@pytest.mark.parametrize("where", ["output", "output/conf", "content/conf", "content", "link/x"])
def test_a_folder_that_is_published_is_refused(site: Path, where: str) -> None:
    (site / "output").mkdir()
    (site / "link").symlink_to(site / "output")
    run = hosting("nginx", site, "--output", site / where)
    assert run.code == 2
    assert "error[NG712]" in run.err
    assert not list((site / "output").iterdir())


def test_a_website_elsewhere_is_published_too(site: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    run = hosting("nginx", site, "--website", www, "--output", www / "conf")
    assert (run.code, "error[NG712]" in run.err) == (2, True)


@pytest.mark.parametrize("where", ["public/hosting", "public", "../elsewhere/conf"])
def test_a_folder_in_another_output_is_refused(site: Path, where: str) -> None:
    for output in ("public", "../elsewhere"):
        assert newsgen_in_fork("build", "--site", site, "--output", site / output).code == 0
    run = hosting("nginx", site, "--output", site / where)
    assert (run.code, "error[NG712]" in run.err) == (2, True)
    run = hosting("nginx", site, "--output", site / "hosting")
    assert run.code == 0, run.err


@pytest.mark.rotates(6)
@pytest.mark.parametrize("letter", ['"', "`", "\\", "$", "*", "{", "\n", "\x7f"])
@pytest.mark.parametrize("option", ["--at", "--website", "--output"])
def test_a_folder_that_no_configuration_can_name_is_refused(
    site: Path, tmp_path: Path, option: str, letter: str
) -> None:
    folders = {"--output": f"{tmp_path}/conf", option: f"{tmp_path}/a{letter}b"}
    words = [word for pair in folders.items() for word in pair]
    run = hosting("caddy", site, *words)
    assert run.code == 2
    assert option in run.err
    assert "cannot name the folder" in run.err
    assert set(tmp_path.iterdir()) == {site}
    if option != "--output":
        assert hosting("iis", site, *words).code == 0


@pytest.mark.parametrize("at", ["", "newsgen", "./newsgen", "../etc"])
def test_where_the_configuration_will_be_is_a_whole_path(
    site: Path, tmp_path: Path, at: str
) -> None:
    """Each server takes a relative one from another folder."""
    run = hosting("caddy", site, "--at", at)
    assert (run.code, (tmp_path / "conf").exists()) == (2, False)
    assert f"--at: “{at}” is not a whole path" in run.err


def test_a_folder_that_cannot_be_written_is_an_error(site: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = hosting("nginx", site, "--output", tmp_path / "file" / "conf")
    assert (run.code, "error[NG713]" in run.err) == (2, True)


def test_github_pages_is_refused_in_plain_words(site: Path, tmp_path: Path) -> None:
    run = hosting("github-pages", site)
    assert run.code == 2
    assert "error[NG711] GitHub Pages sends .aspx pages as downloads" in run.err
    assert not (tmp_path / "conf").exists()


@pytest.mark.parametrize(
    "listen", ["banana", "80; root /", "", "127.0.0.1", "8080\n", "99999", "[::1]:65536", "0"]
)
def test_what_is_no_port_is_refused(site: Path, tmp_path: Path, listen: str) -> None:
    run = hosting("nginx", site, "--listen", listen)
    assert run.code == 2
    assert "--listen" in run.err
    assert "8080" in run.err
    assert not (tmp_path / "conf").exists()


@pytest.mark.parametrize("listen", ["8080", "127.0.0.1:8080", "[::1]:8080", "*:80"])
def test_a_port_may_have_an_address(site: Path, listen: str) -> None:
    files = written("nginx", site, "--listen", listen)
    assert f"listen {listen};" in files["newsgen.conf"]


def test_a_site_that_a_build_refuses_has_no_configuration(site: Path, tmp_path: Path) -> None:
    (site / "content" / "bad.md").write_text("---\narea: Northshire\n---\n")
    run = hosting("nginx", site)
    assert run.code == 1
    assert "error[NG201]" in run.err
    assert not (tmp_path / "conf").exists()


def test_each_host_of_a_site_has_its_own_files(site: Path) -> None:
    (site / "newsgen.toml").write_text('[site]\nlayout = "per-host"\n')
    assert set(written("caddy", site)) == {"Caddyfile", "www.northshire.police.example.caddy"}


def test_a_host_that_is_not_the_sites_is_not_named(site: Path) -> None:
    areas = SETTINGS.replace('["www', '["old.northshire.police.example", "www')
    (site / "newsgen.toml").write_text(f'[site]\nlayout = "per-host"\n{areas}')
    others = ("http://other.example/a.asp", "http://old.northshire.police.example/b.asp")
    for title, old in zip(("Fair", "Bridge"), others, strict=True):
        text = RELEASE.format(title=title, day=2, more=f"redirect_from: {old}\n")
        (site / "content" / f"{title}.md").write_text(text)
    ledger = "https://older.northshire.police.example/c.asp gone\n"
    (site / "urls.txt").write_text(ledger)
    files = written("nginx", site)
    assert re.findall("server_name (.*);", files["newsgen.conf"]) == [
        "old.northshire.police.example",
        "older.northshire.police.example",
        "www.northshire.police.example",
    ]
    assert "other.example" not in "".join(files.values())


def test_a_redirect_to_another_writing_of_itself_is_refused(site: Path, tmp_path: Path) -> None:
    host = "https://www.northshire.police.example"
    (site / "urls.txt").write_text(f"{host}/docs/plan.pdf moved {host}/docs/Plan.pdf\n")
    run = hosting("nginx", site)
    assert run.code == 1
    assert "urls.txt:1:1: error[NG422]" in run.err
    assert not (tmp_path / "conf").exists()


def test_a_host_with_other_letters_is_named_as_requests_name_it(site: Path) -> None:
    for file in (site / "content").iterdir():
        file.write_text(file.read_text().replace("www.northshire", "bücher"))
    (site / "newsgen.toml").write_text('[site]\nlayout = "per-host"\n')
    main = written("nginx", site)["newsgen.conf"]
    assert "server_name xn--bcher-kva.police.example;" in main


def test_files_that_are_no_part_of_it_any_more_are_deleted(site: Path, tmp_path: Path) -> None:
    conf = tmp_path / "conf"
    written("caddy", site)
    (conf / "mine.conf").write_text("mine")
    (conf / ".newsgen-files").write_text("site.caddy\n../precious\n/etc/passwd\n")
    (tmp_path / "precious").write_text("mine")
    (site / "newsgen.toml").write_text('[site]\nlayout = "per-host"\n')
    files = {"Caddyfile", "www.northshire.police.example.caddy", "mine.conf"}
    assert set(written("caddy", site)) == files
    assert (tmp_path / "precious").exists()


def test_a_link_to_the_website_is_kept_as_a_link(site: Path, tmp_path: Path) -> None:
    (tmp_path / "release-1").mkdir()
    (tmp_path / "current").symlink_to("release-1")
    files = written("nginx", site, "--website", tmp_path / "current")
    assert f'root "{tmp_path}/current";' in files["site.server.conf"]


def test_addresses_that_a_host_cannot_serve_are_named(site: Path) -> None:
    for number in range(25):
        url = f"https://www.northshire.police.example/News/Show.aspx?id={number}"
        text = RELEASE.format(title=f"Query {number}", day=9, more="")
        text = re.sub("url: .*", f"url: {url}", text)
        (site / "content" / f"{number}.md").write_text(text)
    run = hosting("cloudflare", site)
    assert "Not served as it should be: /News/Show.aspx?id=0: Cloudflare cannot" in run.err
    assert "… and 5 more" in run.err
    assert len(written("cloudflare", site)["unserved.txt"].splitlines()) == 25
