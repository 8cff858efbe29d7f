"""A configuration that is older than the website: pages went, and nobody wrote it again.

Whatever files are there, no redirect leads to where it began.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.hosting.answer import answer
from newsgen.hosting.configuration import HostOptions
from newsgen.hosting.hosts import write
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, unique_by_key
from newsgen.hosting.write import write_files
from tests.support import hosted
from tests.support.cloudfront import as_answer, ask
from tests.support.hosted import Website
from tests.support.requests_of import requests_of
from tests.support.servers import Client, readable_folder, running
from tests.support.small import page_at

ERRORS = ("404.html", "410.html")
ODD = (
    HostedAddress(
        AddressKind.PAGE, "//Odd/First.aspx", "", "https://HOST//Odd/First.aspx", "Odd/First.aspx"
    ),
    page_at("/Odd/{a} [b] 50%.aspx", file="x"),
    page_at("/Odd/Nadolig–$1|2.aspx", file="x"),
    page_at("/Odd/", "Id=2"),
)
"""Pages at addresses that are easily taken for another writing of themselves."""


@pytest.fixture(scope="module")
def served() -> Iterator[Website]:
    """Serve the demo, of which no page is left but those for errors."""
    with readable_folder() as folder:
        website = hosted.demo(folder)
        (root,) = website.site.roots
        odd = [entry._replace(target=entry.target.replace("HOST", root.hosts[0])) for entry in ODD]
        root = replace(root, entries=unique_by_key([*root.entries, *odd]))
        for file in Path(website.site.folder(root)).rglob("*"):
            if file.is_file() and file.name not in ERRORS:
                file.unlink()
        yield Website(folder, replace(website.site, roots=(root,)))


@pytest.fixture(scope="module", params=["nginx", "apache", "caddy"])
def client(request: pytest.FixtureRequest, served: Website) -> Iterator[Client]:
    with running(request.param, served) as connection:
        yield connection


def targets_of(root: HostedRoot) -> list[str]:
    """Return every address of a root in all its writings, and each as redirects lead to it."""
    local = [within(entry.target, root) for entry in root.entries]
    links = [target for target in local if target.startswith("/")]
    shared = [f"{link}{'&' if '?' in link else '?'}utm_source=x" for link in links]
    return [*dict.fromkeys([*links, *shared, *requests_of(root)])]


def within(location: str, root: HostedRoot) -> str:
    """Return a location without the root's own host."""
    for scheme in ("http", "https"):
        location = location.removeprefix(f"{scheme}://{root.hosts[0]}")
    return location


Ask = Callable[[str], tuple[int, str]]


def circles(root: HostedRoot, ask_for: Ask) -> list[str]:
    """Return the ways of redirects that do not end at an error, after two of them at most."""
    wrong = []
    for target in targets_of(root):
        way = [target]
        status, location = ask_for(target)
        while status == 301 and location.startswith("/") and len(way) < 4:
            way.append(location)
            status, location = ask_for(location)
        is_error_page = way[-1].partition("?")[0].lstrip("/") in ERRORS
        led_away = status == 301 and not location.startswith("/")
        if not (status in (400, 404, 410) or is_error_page or led_away) or len(way) > 3:
            wrong.append(f"{' → '.join(way)}: {status}")
    return wrong


@pytest.mark.rotates(7)
def test_no_server_leads_in_a_circle(served: Website, client: Client) -> None:
    (root,) = served.site.roots

    def ask_for(target: str) -> tuple[int, str]:
        reply = client.get(target, root.hosts[0])
        return reply.status, within(reply.headers.get("Location", ""), root)

    wrong = circles(root, ask_for)
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:25])


def test_the_model_does_not_lead_in_a_circle(served: Website) -> None:
    (root,) = served.site.roots
    lookup = served.lookup(root)

    def ask_for(target: str) -> tuple[int, str]:
        reply = answer(target, lookup)
        return reply.status, within(reply.location, root)

    wrong = circles(root, ask_for)
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:25])


def test_the_function_for_cloudfront_does_not_lead_in_a_circle(
    served: Website, tmp_path: Path
) -> None:
    (root,) = served.site.roots
    write_files(write("s3", served.site, HostOptions(str(tmp_path))), tmp_path)
    lookup = served.lookup(root)
    targets = targets_of(root)
    known = {}
    for _ in range(4):
        new = [target for target in targets if target not in known]
        for target, actual in zip(new, ask(tmp_path, root.label, new), strict=True):
            given = as_answer(actual, lookup)
            known[target] = given.status, within(given.location, root)
        targets = [to for status, to in known.values() if status == 301 and to.startswith("/")]
    wrong = circles(root, known.__getitem__)
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:25])
