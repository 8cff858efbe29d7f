"""nginx, Apache and Caddy answer every request as the model does."""

import gzip
import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.hosting.answer import Answer, answer
from newsgen.hosting.configuration import HostOptions
from newsgen.hosting.headers import IMMUTABLE, headers
from newsgen.hosting.hosts import write
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot
from newsgen.hosting.write import write_files
from newsgen.model.urls import quoted
from tests.support import hosted
from tests.support.archive_folders import SHAPES
from tests.support.cloudfront import as_answer, ask
from tests.support.hosted import SECRET, OnDisk, Website
from tests.support.requests_of import HOSTILE, href_of, requests_of
from tests.support.servers import Client, Reply, readable_folder, running, said_by_nginx
from tests.support.small import page_at, site_of

pytestmark = pytest.mark.archive


LARGE = [
    pytest.param(shape.replace("-", "_"), marks=pytest.mark.rotates(8, together=f"serve {shape}"))
    for shape in SHAPES
]


@pytest.fixture(scope="module", params=["demo", *LARGE])
def served(request: pytest.FixtureRequest) -> Iterator[Website]:
    """Build a site in a folder that a server without rights can read, as Apache's is."""
    with readable_folder() as folder:
        website: Website = getattr(hosted, request.param)(folder)
        for root in website.site.roots:
            place = Path(website.site.folder(root))
            (place.parent / "secret.txt").write_bytes(SECRET)
            (place / ".git").mkdir(exist_ok=True)
            (place / ".git" / "config").write_bytes(SECRET)
            (place / ".env").write_bytes(SECRET)
            (place / "Old").mkdir(exist_ok=True)
            (place / "Old" / "Moved..aspx").write_text("a page for hosts without redirects")
        yield website


@pytest.fixture(scope="module", params=["nginx", "apache", "caddy"])
def client(request: pytest.FixtureRequest, served: Website) -> Iterator[Client]:
    with running(request.param, served) as connection:
        yield connection


def test_every_request_is_answered_as_the_model_says(served: Website, client: Client) -> None:
    wrong: list[str] = []
    asked = 0
    for root in served.site.roots:
        lookup = served.lookup(root)
        host = root.hosts[0]
        for target in dict.fromkeys(requests_of(root)):
            expected = answer(target, lookup)
            reply = client.get(target, host)
            asked += 1
            if trouble := differences(expected, reply, lookup, served, host):
                wrong.append(f"{host}{target}: {trouble}")
    assert asked > 3 * sum(len(root.entries) for root in served.site.roots)
    assert not wrong, f"{len(wrong)} of {asked}:\n" + "\n".join(wrong[:25])


def differences(
    expected: Answer, reply: Reply, lookup: OnDisk, served: Website, host: str
) -> list[str]:
    """Say in what a reply differs from the model's answer."""
    if reply.status != expected.status:
        return [f"{reply.status} {reply.headers.get('Location', '')}, not {expected}"]
    wanted = headers(expected.file, expected.status, served.site.settings)
    wrong = [
        f"{name}: {reply.headers.get(name)!r}, not {value!r}"
        for name, value in wanted.items()
        if reply.headers.get(name) != value
    ]
    if "X-Robots-Tag" in reply.headers and "X-Robots-Tag" not in wanted:
        wrong.append("X-Robots-Tag without need")
    location = reply.headers.get("Location", "").removeprefix(f"http://{host}")
    if location != expected.location:
        wrong.append(f"leads to {location}, not to {expected.location}")
    if expected.file and reply.body != (lookup.folder / expected.file).read_bytes():
        wrong.append("another body")
    return wrong


@pytest.mark.parametrize("longest", [80, 150, 400, 3900])
@pytest.mark.parametrize("count", [1, 1_000, 20_000])
def test_nginx_has_room_for_all_addresses(tmp_path: Path, count: int, longest: int) -> None:
    chance = random.Random(count)
    names = (chance.randbytes(chance.randint(10, 35)).hex() for _ in range(count))
    paths = [*(f"/{name}.aspx" for name in names), "/" + "a" * longest]
    website = site_of(*(page_at(each, file=each) for each in paths))
    folder = tmp_path / "configuration"
    write_files(write("nginx", website, HostOptions(str(folder), "127.0.0.1:8080")), folder)
    assert said_by_nginx(tmp_path, folder) == ""


@pytest.mark.parametrize(("roots", "aliases", "length"), [
    (2, 1, 46), (2, 1, 47), (2, 1, 120), (6, 1, 30), (8, 1, 30), (50, 1, 40), (120, 1, 60),
    (2, 25, 30), (2, 40, 30), (2, 400, 30),
])  # fmt: skip
def test_nginx_has_room_for_all_hosts(
    tmp_path: Path, roots: int, aliases: int, length: int
) -> None:
    website = site_of(page_at("/a.aspx"))
    (only,) = website.roots
    chance = random.Random(roots)
    names = [
        [f"{chance.randbytes(99).hex()[: length - 15]}.police.example" for _ in range(aliases)]
        for _ in range(roots)
    ]
    several = tuple(replace(only, name=each[0], hosts=tuple(each)) for each in names)
    website = replace(website, roots=several)
    folder = tmp_path / "configuration"
    write_files(write("nginx", website, HostOptions(str(folder), "127.0.0.1:8080")), folder)
    assert said_by_nginx(tmp_path, folder) == ""


def test_nginx_takes_maps_of_others_behind_those_of_newsgen(tmp_path: Path) -> None:
    website = site_of(page_at("/a.aspx"))
    folder = tmp_path / "configuration"
    write_files(write("nginx", website, HostOptions(str(folder), "127.0.0.1:8080")), folder)
    main = folder / "newsgen.conf"
    ours, others = main.read_text(), 'map $http_upgrade $others { default upgrade; "" close; }\n'
    main.write_text(ours + others)
    assert said_by_nginx(tmp_path, folder) == ""
    main.write_text(others + ours)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        said_by_nginx(tmp_path, folder)
    assert '"map_hash_bucket_size" directive is duplicate' in refused.value.stderr


def test_a_redirect_is_the_only_one(served: Website) -> None:
    for root in served.site.roots:
        lookup = served.lookup(root)
        for target in dict.fromkeys(requests_of(root)):
            actual = answer(target, lookup)
            if actual.status == 301 and actual.location.startswith("/"):
                assert answer(actual.location, lookup).status in (200, 410), target


def test_nothing_outside_of_the_website_is_sent(served: Website, client: Client) -> None:
    for root in served.site.roots[:1]:
        lookup = served.lookup(root)
        for host in (root.hosts[0], "evil.example"):
            for target in HOSTILE:
                reply = client.raw(target, host)
                assert SECRET not in reply.body, target
                assert b"root:" not in reply.body, target
                assert "Set-Cookie" not in reply.headers, target
                expected = answer(target, lookup).status
                if host != "evil.example":
                    wanted = (400, 404) if expected in (400, 404) else (expected,)
                    assert reply.status in wanted, target


def test_the_function_for_cloudfront_answers_as_the_model_does(
    served: Website, tmp_path: Path
) -> None:
    configuration = write("s3", served.site, HostOptions(str(tmp_path)))
    assert configuration.unserved == []
    write_files(configuration, tmp_path)
    wrong = []
    for root in served.site.roots:
        lookup = served.lookup(root)
        targets = [t for t in dict.fromkeys(requests_of(root)) if t != "/index.htm"]
        for target, actual in zip(targets, ask(tmp_path, root.label, targets), strict=True):
            expected = answer(target, lookup)
            wanted = expected if expected.status == 200 else expected._replace(file="")
            if (given := as_answer(actual, lookup)) != wanted:
                wrong.append(f"{root.label}{target}: {given}, not {wanted}")
            cached = headers("", given.status, served.site.settings)["Cache-Control"]
            if actual["status"] and actual["cached"] != cached:
                wrong.append(f"{root.label}{target}: cached for {actual['cached']!r}")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:20])


def test_the_function_for_cloudfront_refuses_what_no_browser_sends(
    served: Website, tmp_path: Path
) -> None:
    write_files(write("s3", served.site, HostOptions(str(tmp_path))), tmp_path)
    targets = ["/.git/config", "/a%5cb", "/%2e%2e/x", "/a%2fb", "/%ff", "/%00"]
    actual = ask(tmp_path, served.site.roots[0].label, targets)
    assert [each["uri"] for each in actual] == ["/404"] * len(targets)


FINDABLE = re.compile(r"[\w./-]+")
"""A path that needs no escape."""
WORTH_COMPRESSING = 1000


def largest(folder: Path, ending: str) -> tuple[str, bytes] | None:
    """Return the path and the bytes of the largest file with an ending, if there is one."""
    files = [
        f for f in folder.rglob(f"*{ending}") if FINDABLE.fullmatch(str(f.relative_to(folder)))
    ]
    file = max(files, key=lambda f: f.stat().st_size, default=None)
    return (f"/{file.relative_to(folder)}", file.read_bytes()) if file else None


def test_texts_are_compressed_and_pictures_are_not(served: Website, client: Client) -> None:
    root = served.site.roots[0]
    host, folder = root.hosts[0], Path(served.site.folder(root))
    accepts = {"Accept-Encoding": "gzip"}
    asked = 0
    for ending in (".css", ".xml", "feed.json", ".png", ".jpg"):
        path, data = largest(folder, ending) or ("", b"")
        if ending not in (".png", ".jpg") and len(data) < WORTH_COMPRESSING:
            continue  # each server has a smallest size of its own
        if not data:
            continue
        reply = client.get_with(path, host, accepts)
        encoding = "" if ending in (".png", ".jpg") else "gzip"
        assert (reply.status, reply.headers.get("Content-Encoding", "")) == (200, encoding), path
        assert (gzip.decompress(reply.body) if encoding else reply.body) == data, path
        if encoding:
            asked += 1
            assert "accept-encoding" in reply.headers["Vary"].lower(), path
            assert client.get(path, host).body == data, path
        tags = {name.lower(): value for name, value in reply.headers.items()}
        again = accepts | {"If-None-Match": tags["etag"]}
        assert client.get_with(path, host, again).status == 304, path
    assert asked >= 2
    missing = client.get_with("/no-such-page", host, accepts)
    assert (missing.status, missing.headers["Content-Encoding"]) == (404, "gzip")
    assert gzip.decompress(missing.body) == (folder / "404.html").read_bytes()


@pytest.mark.parametrize("target", ["/", "/no-such-page"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_the_head_of_a_page_has_a_length_that_the_page_has(
    served: Website, client: Client, target: str, encoding: str
) -> None:
    host = served.site.roots[0].hosts[0]
    whole = client.get(target, host)
    wanted = {"Accept-Encoding": encoding}
    sent = client.get_with(target, host, wanted)
    head = client.get_with(target, host, wanted, method="HEAD")
    assert (head.status, head.body) == (sent.status, b"")
    assert head.headers["Content-Type"] == sent.headers["Content-Type"]
    lengths = {head.headers.get("Content-Encoding", ""): len(sent.body), "": len(whole.body)}
    if length := head.headers.get("Content-Length"):
        assert int(length) == lengths[head.headers.get("Content-Encoding", "")]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_pages_can_only_be_read(served: Website, client: Client, method: str) -> None:
    root = served.site.roots[0]
    for target in ("/", "/feed.json", "/no-such-page", *map(href_of, some_of_each(root))):
        reply = client.get_with(target, root.hosts[0], {}, method=method)
        assert (reply.status, reply.headers["Allow"].split(", ")[:2]) == (405, ["GET", "HEAD"])


def some_of_each(root: HostedRoot) -> list[HostedAddress]:
    return [next(root.some(kind)) for kind in (AddressKind.MOVED, AddressKind.GONE)]


CONDITIONS = (
    {"If-Modified-Since": "Fri, 01 Jan 2044 00:00:00 GMT"},
    {"If-None-Match": "*"},
    {"If-Match": '"x"'},
    {"Range": "bytes=0-9"},
    {"Range": "bytes=99999999-"},
)
"""What readers and caches send that have the page which was there."""


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_page_of_an_error_is_sent_whole(
    served: Website, client: Client, condition: dict[str, str]
) -> None:
    root = served.site.roots[0]
    gone = next(e for e in root.some(AddressKind.GONE) if e.target == "410.html")
    for target, file in (("/no-such-page", "404.html"), (href_of(gone), "410.html")):
        reply = client.get_with(target, root.hosts[0], condition)
        assert f"{reply.status}.html" == file
        assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
        assert reply.body == (Path(served.site.folder(root)) / file).read_bytes()


def test_an_asset_that_has_not_changed_may_still_be_kept_for_ever(
    served: Website, client: Client
) -> None:
    """A reply that a page has not changed gives it a new time to live."""
    root = served.site.roots[0]
    asset = quoted(f"/{next(file for file in root.files if file.endswith('.css'))}")
    reply = client.get_with(asset, root.hosts[0], {"If-None-Match": "*"})
    assert (reply.status, reply.headers["Cache-Control"]) == (304, IMMUTABLE)
