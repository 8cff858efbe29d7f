"""What each host is given, against files, and what it is refused.

`NEWSGEN_SNAPSHOTS=write pytest tests/hosting/test_writers.py` writes the files anew: read the
difference before you commit it. IIS, Azure, Cloudflare, Netlify and Amazon were not run.
"""

import json
import os
import subprocess
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from lxml import etree

from newsgen.hosting import azure_swa, cloudflare, s3
from newsgen.hosting.configuration import CannotHostError, HostOptions
from newsgen.hosting.headers import TYPES, content_type
from newsgen.hosting.hosts import HOSTS, UNFIT, write
from newsgen.hosting.site import AddressKind, HostedAddress, HostedSite
from tests.support.small import ENTRIES, ROOT, SETTINGS, SITE, pages, site_of

GOLDEN = Path(__file__).parent / "golden"
OPTIONS = HostOptions("/etc/newsgen")


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_gets_the_files_that_were_read(host: str) -> None:
    made = write(host, SITE, OPTIONS)
    told = "".join([*(f"{note}\n" for note in made.notes), f"{made.todo}\n"])
    files = made.files | {"told.txt": told}
    folder = GOLDEN / host
    for name, text in files.items():
        file = folder / name
        if os.environ.get("NEWSGEN_SNAPSHOTS") == "write":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_bytes().decode(), name
    there = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}
    assert there == set(files)


def test_there_is_no_other_folder_of_files() -> None:
    assert {folder.name for folder in GOLDEN.iterdir()} == set(HOSTS)


def test_what_iis_gets_is_xml() -> None:
    files = write("iis", SITE, OPTIONS).files
    config, maps = (
        etree.fromstring(files[f"site/{n}.config"].encode()) for n in ("web", "newsgen.maps")
    )
    types = {e.get("fileExtension"): e.get("mimeType") for e in config.iter("mimeMap")}
    assert types == TYPES
    keys = {e.get("key").lower(): e.get("value") for e in maps.iter("add")}
    assert keys['/news/gone & "lost".aspx'] == "gone"
    assert keys["/old.asp?id=3"] == "moved /newsroom/Plan?lang=cy"
    assert len(keys) == len(list(maps.iter("add"))), "IIS refuses a key that is given twice"


def test_what_netlify_gets_is_toml() -> None:
    found = tomllib.loads(write("netlify", SITE, OPTIONS).files["netlify.toml"])
    rules = {(r["from"], tuple(r.get("query", {}).items())): r for r in found["redirects"]}
    assert rules["/away", ()]["status"] == 301
    assert rules["/News/Withdrawn.aspx", ()]["status"] == 410
    assert rules["/News/Article.aspx", (("id", "0A-7"), ("x", "[1]"))]["status"] == 200
    assert rules["/News/2026/March/*", ()]["status"] == 410
    html = next(h for h in found["headers"] if h["for"] == "/*.aspx")
    assert html["values"]["Content-Type"] == "text/html; charset=utf-8"


def test_what_azure_gets_is_json() -> None:
    made = write("azure-swa", SITE, OPTIONS)
    found = json.loads(made.files["staticwebapp.config.json"])
    routes = {route["route"]: route for route in found["routes"]}
    assert routes["/away"] == {
        "route": "/away",
        "redirect": "https://www.other.example/x",
        "statusCode": 301,
    }
    assert routes["/News/Withdrawn.aspx"]["statusCode"] == 410
    assert found["mimeTypes"][".aspx"] == "text/html; charset=utf-8"
    assert "/old.asp?ID=3" in {unserved.address for unserved in made.unserved}


def test_cloudflares_rules_are_known_by_their_limits() -> None:
    made = write("cloudflare", SITE, OPTIONS)
    sources = [line.split(" ")[0] for line in made.files["_redirects"].splitlines()]
    assert "/news/fair..aspx" in sources
    assert len(sources) == len(set(sources))
    named = {unserved.address for unserved in made.unserved}
    assert {"/News/Withdrawn.aspx", "/News/Article.aspx?id=9"} <= named
    rules = [line for line in made.files["_headers"].splitlines() if line.startswith("/")]
    assert len(rules) <= 100
    assert all(len(line) <= 2000 for line in made.files["_headers"].splitlines())


@pytest.mark.parametrize("host", ["azure-swa", "cloudflare", "netlify"])
def test_a_rule_matches_one_address_only(host: str) -> None:
    entry = HostedAddress(AddressKind.MOVED, "/Old/*bold* :name", "", "/News/X.aspx")
    text = "".join(write(host, site_of(entry), OPTIONS).files.values())
    assert "/Old/%2Abold%2A%20%3Aname" in text


@pytest.mark.parametrize("host", ["azure-swa", "cloudflare", "netlify"])
def test_no_rule_leads_an_address_to_itself(host: str) -> None:
    """These hosts match a path with any query, or hand the query on."""
    stays = HostedAddress(AddressKind.MOVED, "/News/Show.asp", "", "/News/Show.asp?id=5")
    made = write(host, site_of(stays), OPTIONS)
    assert "Show.asp" not in "".join(t for n, t in made.files.items() if n != "unserved.txt")
    assert [unserved.address for unserved in made.unserved] == ["/News/Show.asp"]
    drops = HostedAddress(AddressKind.MOVED, "/News/Café.asp", "id=5", "/News/Caf%C3%A9.asp")
    made = write(host, site_of(drops), OPTIONS)
    assert "Caf" not in "".join(t for n, t in made.files.items() if n != "unserved.txt")
    assert [unserved.address for unserved in made.unserved] == ["/News/Caf%C3%A9.asp?id=5"]


def test_netlify_has_no_rule_for_any_query_of_a_page() -> None:
    named = {u.address: u.reason for u in write("netlify", SITE, OPTIONS).unserved}
    assert set(named) == {"/show.asp?"}
    assert "410" in named["/show.asp?"]


@pytest.mark.parametrize("host", UNFIT)
def test_a_host_that_can_serve_no_archive_is_refused(host: str) -> None:
    with pytest.raises(CannotHostError, match=r"\.aspx"):
        write(host, SITE, OPTIONS)


def moved(count: int) -> list[HostedAddress]:
    return [
        HostedAddress(AddressKind.MOVED, f"/old/{n}", "", f"/News/new-page-{n}.aspx")
        for n in range(count)
    ]


def test_azure_takes_20_kilobytes() -> None:
    most = next(
        count for count in range(400, 0, -1) if not _is_refused("azure-swa", site_of(*moved(count)))
    )
    made = write("azure-swa", site_of(*moved(most)), OPTIONS)
    size = len(made.files["staticwebapp.config.json"].encode())
    assert azure_swa.LARGEST - 100 < size <= azure_swa.LARGEST + 1
    with pytest.raises(CannotHostError, match=r"need 2\d KB .* takes 20 KB: about 150 addresses"):
        write("azure-swa", site_of(*moved(most + 1)), OPTIONS)


def test_cloudflare_takes_2000_rules() -> None:
    short = [
        HostedAddress(AddressKind.MOVED, f"/o/{n}", "", "/n") for n in range(cloudflare.MOST_RULES)
    ]
    assert not _is_refused("cloudflare", site_of(*short))
    with pytest.raises(CannotHostError, match=r"needs 2,001 redirects .* takes 2,000"):
        write(
            "cloudflare",
            site_of(*short, HostedAddress(AddressKind.MOVED, "/one-more", "", "/n")),
            OPTIONS,
        )
    with pytest.raises(CannotHostError, match="100 KB"):
        write("cloudflare", site_of(*pages(900, "A" * 60)), OPTIONS)
    long = HostedAddress(AddressKind.MOVED, f"/{'x' * 1000}", "", "/n")
    assert write("cloudflare", site_of(long), OPTIONS).unserved[0].reason.startswith("the rule is")


def test_netlify_takes_fewer_than_10000_rules() -> None:
    assert not _is_refused("netlify", site_of(*moved(9_999)))
    with pytest.raises(CannotHostError, match="needs 10,000 rules"):
        write("netlify", site_of(*moved(10_000)), OPTIONS)


def test_cloudfront_takes_five_megabytes_and_short_keys() -> None:
    with pytest.raises(CannotHostError, match=r"takes 5 MB"):
        write("s3", site_of(*pages(36_000)), OPTIONS)
    long = HostedAddress(AddressKind.MOVED, f"/{'x' * s3.LONGEST_KEY}", "", "/n")
    made = write("s3", site_of(long), OPTIONS)
    assert [unserved.address for unserved in made.unserved] == [long.path]
    assert json.loads(made.files["site/keys.json"]) == {"data": []}


def test_what_amazon_gets_is_a_script_and_a_small_function(tmp_path: Path) -> None:
    files = write("s3", SITE, OPTIONS).files
    assert len(files["function.js"].encode()) < 10 * 1024, "CloudFront takes 10 KB"
    script = tmp_path / "upload.sh"
    script.write_text(files["site/upload.sh"])
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "aws").write_text('#!/bin/sh\nprintf "%s|" "$@"\necho\n')
    (tools / "aws").chmod(0o755)
    environment = os.environ | {"PATH": f"{tools}:{os.environ['PATH']}"}
    run = subprocess.run(
        ["sh", script, "bucket"], env=environment, capture_output=True, text=True, check=True
    )
    lines = run.stdout.splitlines()
    copies = [line.split("|") for line in lines if line.startswith("s3|cp|")]
    assert {tuple(copy[:6]) for copy in copies} == {
        ("s3", "cp", "/srv/www", "s3://bucket", "--recursive", "--exclude")
    }
    kinds = {copy[8]: copy[10] for copy in copies}
    names = ("a.aspx", "News/page.PHP", "a/Photo.Jpg", "feed.json", "a/Feed.json", "newsfeed.json")
    for file in names:
        last = [kind for pattern, kind in kinds.items() if fnmatchcase(file, pattern)][-1]
        assert last == content_type(file), file
    assert ["--cache-control", "public, max-age=60"] in [copy[11:13] for copy in copies]
    assert lines[-1] == "s3|sync|/srv/www|s3://bucket|--delete|--size-only|"
    aspx, assets = (
        next(n for n, line in enumerate(lines) if f"--include|{p}|" in line)
        for p in ("*.[cC][sS][sS]", "assets/*.[cC][sS][sS]")
    )
    assert aspx < assets, "the last of the commands for a file counts"


def test_iis_is_told_of_a_file_that_is_large_and_of_names_that_windows_lacks() -> None:
    assert write("iis", site_of(*pages(100)), OPTIONS).notes == []
    (note,) = write("iis", site_of(*pages(3_000)), OPTIONS).notes
    assert "MaxWebConfigFileSizeInKB" in note
    odd = HostedAddress(AddressKind.PAGE, "/News/con.aspx", "", "/News/con.aspx", "News/con.aspx")
    (unserved,) = write("iis", site_of(odd), OPTIONS).unserved
    assert unserved.reason == "Windows cannot hold “con.aspx”"


@pytest.mark.parametrize(("host", "count"), [("apache", 5_001), ("caddy", 20_001)])
def test_many_addresses_are_spoken_of(host: str, count: int) -> None:
    assert write(host, site_of(*pages(100)), OPTIONS).notes == []
    (note,) = write(host, site_of(*pages(count)), OPTIONS).notes
    assert f"{count:,} addresses" in note


@pytest.mark.parametrize("host", ["nginx", "apache"])
def test_an_address_that_a_server_cannot_read_is_named(host: str) -> None:
    long = HostedAddress(AddressKind.PAGE, "/" + "é" * 1400, "", "/" + "%C3%A9" * 1400, "x")
    made = write(host, site_of(long), OPTIONS)
    assert [unserved.address for unserved in made.unserved] == [long.path]


def test_caddy_is_not_told_of_a_file_whose_name_it_would_take_for_its_own() -> None:
    odd = HostedAddress(AddressKind.PAGE, "/a`{b}", "q=1", "/a%60%7Bb%7D?q=1", "a`{b}@q=1.html")
    made = write("caddy", site_of(odd, *ENTRIES), OPTIONS)
    assert [unserved.address for unserved in made.unserved] == ["/a`{b}"]
    assert "a`" not in made.files["site.caddy"]


def test_caddy_is_asked_for_few_addresses_one_after_the_other() -> None:
    text = write("caddy", site_of(*pages(2_000)), OPTIONS).files["site.caddy"]
    depth, run, longest = 0, 0, 0
    for line in text.splitlines():
        opens, leaf = line.endswith("{"), line.strip().startswith("@n")
        depth += opens - (line.strip() == "}")
        run = run + 1 if leaf else 0 if opens else run
        longest = max(longest, run)
    assert depth == 0
    assert longest <= 60


@pytest.mark.parametrize("host", HOSTS)
def test_a_page_that_every_server_hides_is_named(host: str) -> None:
    hidden = HostedAddress(AddressKind.PAGE, "/News/.aspx", "", "/News/.aspx", "News/.aspx")
    named = [unserved.address for unserved in write(host, site_of(hidden), OPTIONS).unserved]
    assert named == ["/News/.aspx"]


def test_several_hosts_need_a_server_that_has_several() -> None:
    two = HostedSite((ROOT, ROOT), SETTINGS, "/srv/www")
    for host in ("azure-swa", "cloudflare", "netlify"):
        with pytest.raises(CannotHostError, match="serves one website"):
            write(host, two, OPTIONS)


def test_the_small_site_has_all_kinds() -> None:
    assert {entry.kind for entry in ENTRIES} == set(AddressKind)


def _is_refused(host: str, site: HostedSite) -> bool:
    try:
        write(host, site, OPTIONS)
    except CannotHostError:
        return True
    return False
