"""An address that tries to break something is refused by the check, or rightly answered."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

import pytest

from newsgen.model.urls import parse_url
from tests.support.command import build, newsgen_in_fork as newsgen
from tests.support.nasty_urls import nasty_urls
from tests.support.servers import Client, Reply, free_port, readable_folder, started
from tests.support.site import CONFIG, HOSTS, new_site, write

NOW: Final = "2026-03-15T12:00Z"
HOST: Final = HOSTS["Cumbria"]
URLS: Final = nasty_urls()
STATUS: Final = {"page": 200, "moved": 301, "gone": 410}
TARGET: Final = "/to/this.aspx"
MOVED: Final = "content/moved.md"


class Case(NamedTuple):
    """A nasty address of a release, of its old address, or of one that is gone."""

    kind: str
    number: int

    @property
    def url(self) -> str:
        return f"https://{HOST}/{self.kind}/{self.number}/{URLS[self.number]}"

    @property
    def title(self) -> str:
        return f"Release {self.number} is at its address"


CASES: Final = [Case(kind, number) for kind in STATUS for number in range(len(URLS))]


def quoted(text: str) -> str:
    """Write a text between the quotes of YAML."""
    letters = (
        letter if letter.isprintable() and letter not in '"\\' else f"\\U{ord(letter):08x}"
        for letter in text
    )
    return f'"{"".join(letters)}"'


def write_cases(site: Path, cases: list[Case]) -> dict[tuple[str, int], Case]:
    """Write a site of them. Return the case of each file and line that has an address."""
    places = {}
    lines = [f"  - {quoted(case.url)}" for case in cases if case.kind == "moved"]
    head = ["---", "title: Old", "area: Cumbria", f"url: https://{HOST}{TARGET}"]
    head += ["date: 2026-03-02", "redirect_from:"]
    write(site / MOVED, "\n".join([*head, *lines, "---", "", "Text.", ""]))
    for line, case in enumerate((case for case in cases if case.kind == "moved"), len(head) + 1):
        places[MOVED, line] = case
    for case in (case for case in cases if case.kind != "moved"):
        file = f"content/{case.kind}/{case.number}.md"
        status = "status: gone\n" * (case.kind == "gone")
        head = ["---", f"url: {quoted(case.url)}", f"title: {case.title}", "area: Cumbria"]
        keys = f"date: 2026-03-{case.number % 14 + 1:02}\n{status}---\n\nText.\n"
        write(site / file, "\n".join(head) + "\n" + keys)
        places[file, 2] = case
    return places


class Served(NamedTuple):
    """A site of all that the check does not refuse."""

    folder: Path
    site: Path
    cases: list[Case]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with readable_folder() as folder:
        yield serve(folder)


def serve(folder: Path) -> Served:
    """Check all cases, and build those that are not refused."""
    site = new_site(folder / "site", {}, CONFIG)
    places = write_cases(site, CASES)
    checked = newsgen("check", "--site", site, "--as-of", NOW, "--format", "json")
    errors = [each for each in checked.data["diagnostics"] if each["severity"] == "error"]
    refused = {places[error["path"], error["line"]] for error in errors}
    assert all(error["hint"] for error in errors)
    shutil.rmtree(site / "content")
    accepted = [case for case in CASES if case not in refused]
    write_cases(site, accepted)
    built = build(site, as_of=NOW)
    assert built.code == 0, built.out[:3000]
    return Served(folder, site, accepted)


@pytest.fixture(scope="module", params=["nginx", "apache", "caddy"])
def client(request: pytest.FixtureRequest, served: Served) -> Iterator[Client]:
    work, port = served.folder / request.param, free_port()
    folder = work / "configuration"
    listen = ("--listen", f"127.0.0.1:{port}", "--output", folder)
    hosted = newsgen("hosting", request.param, "--site", served.site, "--as-of", NOW, *listen)
    assert hosted.code == 0, hosted.err
    assert "Not served" not in hosted.err
    with started(request.param, work, folder, port) as connection:
        yield connection


def test_there_are_hundreds_of_addresses_and_most_are_accepted(served: Served) -> None:
    assert len(URLS) > 400
    assert len(CASES) // 2 < len(served.cases) < len(CASES)


def test_an_address_is_refused_whatever_it_is_for(served: Served) -> None:
    kinds = [{case.kind for case in served.cases if case.number == n} for n in range(len(URLS))]
    assert [url for url, some in zip(URLS, kinds, strict=True) if len(some) not in (0, 3)] == []


def test_an_accepted_address_is_rightly_answered(served: Served, client: Client) -> None:
    wrong = [
        f"{case.url!r} asked as {target}: {trouble}"
        for case in served.cases
        for target in targets(case.url)
        if (trouble := trouble_of(case, answered(client, target, case.url)))
    ]
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:60])


def targets(url: str) -> list[str]:
    """Return the requests for an address: as newsgen links to it, and as browsers send it."""
    parts = urlsplit(url)
    path = quote(parts.path, safe="/:@!$&'()*+,;=~-._%|[]")
    query = quote(parts.query, safe="/:@!$&()*+,;=~-._%|[]{}^`?\\")
    browser = f"{path}?{query}" if query else path
    return list(dict.fromkeys([parse_url(url).href, browser]))


def answered(client: Client, target: str, url: str) -> Reply:
    """Return the reply to a target, after a redirect to the address as newsgen writes it."""
    reply, href = client.get(target, HOST), parse_url(url).href
    is_other = reply.status == 301 and location_of(reply) == href != target
    return client.get(href, HOST) if is_other else reply


def location_of(reply: Reply) -> str:
    return reply.headers["Location"].removeprefix(f"http://{HOST}")


def trouble_of(case: Case, reply: Reply) -> str:
    """Say what is wrong with a reply, if anything is."""
    if reply.status != STATUS[case.kind]:
        return f"{reply.status} {reply.headers.get('Location', '')}"
    if case.kind == "moved":
        return "" if location_of(reply) == TARGET else f"leads to {location_of(reply)}"
    is_right = case.kind == "gone" or case.title.encode() in reply.body
    return "" if is_right else "another page"
