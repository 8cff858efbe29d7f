"""newsgen hosting, as an operator runs it."""

import re
from pathlib import Path

import pytest

from tests.support.command import newsgen_in_fork

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


def test_the_configuration_is_written_for_what_is_published(site: Path, tmp_path: Path) -> None:
    run = newsgen_in_fork("hosting", "nginx", "--site", site, "--output", tmp_path / "conf")
    assert run.code == 0, run.err
    assert f'include "{tmp_path}/conf/newsgen.conf";' in run.out
    assert files_of(tmp_path / "conf") == {
        "newsgen.conf", "maps.conf", "site.map", "site.server.conf", "site.answer.conf",
    }  # fmt: skip
    entries = (tmp_path / "conf" / "site.map").read_text()
    assert '"/News/2026/March/Fair.aspx" "page /News/2026/March/Fair.aspx";' in entries
    assert '"/News/2026/March" "page /News/2026/March/";' in entries
    assert "Later" not in entries
    assert "Draft" not in entries
    server = (tmp_path / "conf" / "site.server.conf").read_text()
    assert f'root "{site}/output";' in server
    main = (tmp_path / "conf" / "newsgen.conf").read_text()
    assert "server_name www.northshire.police.example;" in main
    assert not (site / "output").exists(), "it needs no build, and makes none"


def test_an_embargo_that_is_over_is_told_of(site: Path, tmp_path: Path) -> None:
    options = ("--site", site, "--output", tmp_path / "conf", "--as-of", "2098-01-02T00:00")
    assert newsgen_in_fork("hosting", "apache", *options).code == 0
    assert "later.aspx" in (tmp_path / "conf" / "site.map.txt").read_text()


def test_folders_on_the_server_may_be_others(site: Path, tmp_path: Path) -> None:
    folders = ("--website", "/srv/www", "--at", "/etc/nginx/newsgen", "--listen", "127.0.0.1:81")
    run = newsgen_in_fork(
        "hosting", "nginx", "--site", site, "--output", tmp_path / "conf", *folders
    )
    assert run.code == 0, run.err
    text = "".join(file.read_text() for file in sorted((tmp_path / "conf").iterdir()))
    assert str(tmp_path) not in text
    assert 'root "/srv/www";' in text
    assert 'include "/etc/nginx/newsgen/site.map";' in text
    assert "listen 127.0.0.1:81;" in text


def test_files_of_a_site_that_has_not_changed_are_the_same(site: Path, tmp_path: Path) -> None:
    texts = []
    for _ in range(2):
        run = newsgen_in_fork("hosting", "caddy", "--site", site, "--output", tmp_path / "c")
        assert run.code == 0, run.err
        texts.append({f: f.read_bytes() for f in (tmp_path / "c").rglob("*") if f.is_file()})
    assert texts[0] == texts[1]
    assert texts[0]


@pytest.mark.parametrize("where", ["output", "output/conf", "content/conf", "content", "link/x"])
def test_a_folder_that_is_published_is_refused(site: Path, where: str) -> None:
    (site / "output").mkdir()
    (site / "link").symlink_to(site / "output")
    run = newsgen_in_fork("hosting", "nginx", "--site", site, "--output", site / where)
    assert run.code == 2
    assert "error[NG712]" in run.err
    assert not list((site / "output").iterdir())


def test_a_website_elsewhere_is_published_too(site: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    options = ("--website", www, "--output", www / "conf")
    run = newsgen_in_fork("hosting", "nginx", "--site", site, *options)
    assert (run.code, "error[NG712]" in run.err) == (2, True)


@pytest.mark.parametrize("where", ["public/hosting", "public", "../elsewhere/conf"])
def test_a_folder_in_another_output_is_refused(site: Path, where: str) -> None:
    for output in ("public", "../elsewhere"):
        assert newsgen_in_fork("build", "--site", site, "--output", site / output).code == 0
    run = newsgen_in_fork("hosting", "nginx", "--site", site, "--output", site / where)
    assert (run.code, "error[NG712]" in run.err) == (2, True)
    run = newsgen_in_fork("hosting", "nginx", "--site", site, "--output", site / "hosting")
    assert run.code == 0, run.err


@pytest.mark.rotates(6)
@pytest.mark.parametrize("letter", ['"', "`", "\\", "$", "*", "{", "\n", "\x7f"])
@pytest.mark.parametrize("option", ["--at", "--website", "--output"])
def test_a_folder_that_no_configuration_can_name_is_refused(
    site: Path, tmp_path: Path, option: str, letter: str
) -> None:
    folders = {"--output": f"{tmp_path}/conf", option: f"{tmp_path}/a{letter}b"}
    words = [word for pair in folders.items() for word in pair]
    run = newsgen_in_fork("hosting", "caddy", "--site", site, *words)
    assert run.code == 2
    assert option in run.err
    assert "cannot name the folder" in run.err
    assert set(tmp_path.iterdir()) == {site}
    if option != "--output":
        assert newsgen_in_fork("hosting", "iis", "--site", site, *words).code == 0


@pytest.mark.parametrize("at", ["", "newsgen", "./newsgen", "../etc"])
def test_where_the_configuration_will_be_is_a_whole_path(
    site: Path, tmp_path: Path, at: str
) -> None:
    """Each server takes a relative one from another folder."""
    conf = tmp_path / "conf"
    run = newsgen_in_fork("hosting", "caddy", "--site", site, "--output", conf, "--at", at)
    assert (run.code, conf.exists()) == (2, False)
    assert f"--at: “{at}” is not a whole path" in run.err


def test_a_folder_that_cannot_be_written_is_an_error(site: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = newsgen_in_fork(
        "hosting", "nginx", "--site", site, "--output", tmp_path / "file" / "conf"
    )
    assert (run.code, "error[NG713]" in run.err) == (2, True)


def test_github_pages_is_refused_in_plain_words(site: Path, tmp_path: Path) -> None:
    run = newsgen_in_fork("hosting", "github-pages", "--site", site, "--output", tmp_path / "conf")
    assert run.code == 2
    assert "error[NG711] GitHub Pages sends .aspx pages as downloads" in run.err
    assert not (tmp_path / "conf").exists()


@pytest.mark.parametrize(
    "listen", ["banana", "80; root /", "", "127.0.0.1", "8080\n", "99999", "[::1]:65536", "0"]
)
def test_what_is_no_port_is_refused(site: Path, tmp_path: Path, listen: str) -> None:
    conf = tmp_path / "conf"
    run = newsgen_in_fork("hosting", "nginx", "--site", site, "--output", conf, "--listen", listen)
    assert run.code == 2
    assert "--listen" in run.err
    assert "8080" in run.err
    assert not conf.exists()


@pytest.mark.parametrize("listen", ["8080", "127.0.0.1:8080", "[::1]:8080", "*:80"])
def test_a_port_may_have_an_address(site: Path, tmp_path: Path, listen: str) -> None:
    conf = tmp_path / "conf"
    run = newsgen_in_fork("hosting", "nginx", "--site", site, "--output", conf, "--listen", listen)
    assert run.code == 0, run.err
    assert f"listen {listen};" in (conf / "newsgen.conf").read_text()


def test_a_site_that_a_build_refuses_has_no_configuration(site: Path, tmp_path: Path) -> None:
    (site / "content" / "bad.md").write_text("---\narea: Northshire\n---\n")
    run = newsgen_in_fork("hosting", "nginx", "--site", site, "--output", tmp_path / "conf")
    assert run.code == 1
    assert "error[NG201]" in run.err
    assert not (tmp_path / "conf").exists()


def test_each_host_of_a_site_has_its_own_files(site: Path, tmp_path: Path) -> None:
    (site / "newsgen.toml").write_text('[site]\nlayout = "per-host"\n')
    run = newsgen_in_fork("hosting", "caddy", "--site", site, "--output", tmp_path / "conf")
    assert run.code == 0, run.err
    assert files_of(tmp_path / "conf") == {"Caddyfile", "www.northshire.police.example.caddy"}


def test_a_host_that_is_not_the_sites_is_not_named(site: Path, tmp_path: Path) -> None:
    areas = (
        (site / "newsgen.toml")
        .read_text()
        .replace('hosts = ["www', 'hosts = ["old.northshire.police.example", "www')
    )
    (site / "newsgen.toml").write_text(f'[site]\nlayout = "per-host"\n{areas}')
    others = ("http://other.example/a.asp", "http://old.northshire.police.example/b.asp")
    for title, old in zip(("Fair", "Bridge"), others, strict=True):
        text = RELEASE.format(title=title, day=2, more=f"redirect_from: {old}\n")
        (site / "content" / f"{title}.md").write_text(text)
    ledger = "https://older.northshire.police.example/c.asp gone\n"
    (site / "urls.txt").write_text(ledger)
    run = newsgen_in_fork("hosting", "nginx", "--site", site, "--output", tmp_path / "conf")
    assert run.code == 0, run.err
    main = (tmp_path / "conf" / "newsgen.conf").read_text()
    assert re.findall("server_name (.*);", main) == [
        "old.northshire.police.example",
        "older.northshire.police.example",
        "www.northshire.police.example",
    ]
    assert "other.example" not in "".join(f.read_text() for f in (tmp_path / "conf").iterdir())


def test_a_redirect_to_another_writing_of_itself_is_refused(site: Path, tmp_path: Path) -> None:
    host = "https://www.northshire.police.example"
    (site / "urls.txt").write_text(f"{host}/docs/plan.pdf moved {host}/docs/Plan.pdf\n")
    run = newsgen_in_fork("hosting", "nginx", "--site", site, "--output", tmp_path / "conf")
    assert run.code == 1
    assert "urls.txt:1:1: error[NG422]" in run.err
    assert not (tmp_path / "conf").exists()


def test_a_host_with_other_letters_is_named_as_requests_name_it(site: Path, tmp_path: Path) -> None:
    for file in (site / "content").iterdir():
        file.write_text(file.read_text().replace("www.northshire", "bücher"))
    (site / "newsgen.toml").write_text('[site]\nlayout = "per-host"\n')
    run = newsgen_in_fork("hosting", "nginx", "--site", site, "--output", tmp_path / "conf")
    assert run.code == 0, run.err
    main = (tmp_path / "conf" / "newsgen.conf").read_text()
    assert "server_name xn--bcher-kva.police.example;" in main


def test_files_that_are_no_part_of_it_any_more_are_deleted(site: Path, tmp_path: Path) -> None:
    conf = tmp_path / "conf"
    assert newsgen_in_fork("hosting", "caddy", "--site", site, "--output", conf).code == 0
    (conf / "mine.conf").write_text("mine")
    (conf / ".newsgen-files").write_text("site.caddy\n../precious\n/etc/passwd\n")
    (tmp_path / "precious").write_text("mine")
    (site / "newsgen.toml").write_text('[site]\nlayout = "per-host"\n')
    assert newsgen_in_fork("hosting", "caddy", "--site", site, "--output", conf).code == 0
    assert files_of(conf) == {"Caddyfile", "www.northshire.police.example.caddy", "mine.conf"}
    assert (tmp_path / "precious").exists()


def files_of(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} - {".newsgen-files"}


def test_a_link_to_the_website_is_kept_as_a_link(site: Path, tmp_path: Path) -> None:
    (tmp_path / "release-1").mkdir()
    (tmp_path / "current").symlink_to("release-1")
    options = ("--website", tmp_path / "current", "--output", tmp_path / "conf")
    assert newsgen_in_fork("hosting", "nginx", "--site", site, *options).code == 0
    assert f'root "{tmp_path}/current";' in (tmp_path / "conf" / "site.server.conf").read_text()


def test_addresses_that_a_host_cannot_serve_are_named(site: Path, tmp_path: Path) -> None:
    for number in range(25):
        url = f"https://www.northshire.police.example/News/Show.aspx?id={number}"
        text = RELEASE.format(title=f"Query {number}", day=9, more="")
        text = text.replace(f"url: {text.split('url: ')[1].splitlines()[0]}", f"url: {url}")
        (site / "content" / f"{number}.md").write_text(text)
    run = newsgen_in_fork("hosting", "cloudflare", "--site", site, "--output", tmp_path / "conf")
    assert run.code == 0, run.err
    assert "Not served as it should be: /News/Show.aspx?id=0: Cloudflare cannot" in run.err
    assert "… and 5 more" in run.err
    named = (tmp_path / "conf" / "unserved.txt").read_text().splitlines()
    assert len(named) == 25
