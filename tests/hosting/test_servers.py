"""nginx, Apache and Caddy answer every request as the model does."""

from collections.abc import Iterator

import pytest
from requests_of import HOSTILE, requests_of
from servers import Client, Reply, running
from sites import SECRET, OnDisk, Served

from newsgen.hosting.answer import Answer, answer
from newsgen.hosting.headers import headers


@pytest.fixture(scope="module", params=["nginx", "apache", "caddy"])
def client(request: pytest.FixtureRequest, served: Served) -> Iterator[Client]:
    with running(request.param, served) as found:
        yield found


def test_every_request_is_answered_as_the_model_says(served: Served, client: Client) -> None:
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
    expected: Answer, reply: Reply, lookup: OnDisk, served: Served, host: str
) -> list[str]:
    """Say in what a reply differs from the model's answer."""
    if reply.status != expected.status:
        return [f"{reply.status} {reply.headers.get('Location', '')}, not {expected}"]
    wanted = headers(expected.file, expected.status, served.site.settings)
    found = [
        f"{name}: {reply.headers.get(name)!r}, not {value!r}"
        for name, value in wanted.items()
        if reply.headers.get(name) != value
    ]
    if "X-Robots-Tag" in reply.headers and "X-Robots-Tag" not in wanted:
        found.append("X-Robots-Tag without need")
    location = reply.headers.get("Location", "").removeprefix(f"http://{host}")
    if location != expected.location:
        found.append(f"leads to {location}, not to {expected.location}")
    if expected.file and reply.body != (lookup.folder / expected.file).read_bytes():
        found.append("another body")
    return found


def test_a_redirect_is_the_only_one(served: Served) -> None:
    for root in served.site.roots:
        lookup = served.lookup(root)
        for target in dict.fromkeys(requests_of(root)):
            found = answer(target, lookup)
            if found.status == 301 and found.location.startswith("/"):
                assert answer(found.location, lookup).status in (200, 410), target


def test_nothing_outside_of_the_website_is_sent(served: Served, client: Client) -> None:
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
