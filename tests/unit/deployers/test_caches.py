"""Telling caches what has changed: each way of it, busy caches, and what they refuse."""

from email.message import Message
from pathlib import Path
from typing import Any, Final

import pytest

from newsgen.deployers import caches as ways
from newsgen.deployers.caches import purge, way_of
from newsgen.deployers.target import CachedAddress, TargetError
from newsgen.deployers.verify import Browser, Reply
from tests.support import caches
from tests.support.caches import Service, running

SOME: Final = [
    CachedAddress("www.cumbria.police.uk", f"/News/{n}.aspx?a={n}%2F") for n in range(95)
]
MANY: Final = [CachedAddress("www.cumbria.police.uk", f"/{n}") for n in range(1001)]
URLS: Final = [f"https://{a.host}{a.path}" for a in SOME]
KEYS: Final = {
    "CLOUDFLARE_API_TOKEN": caches.TOKEN,
    "FASTLY_API_TOKEN": "token-of-fastly",
}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ways, "WAITS", (0.0,) * 12)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


def purged(text: str, stale: list[CachedAddress], *, waits: bool = False) -> dict[Any, str]:
    with way_of(text, "https", waits=waits) as way:
        return purge(way, stale)


@pytest.fixture(params=[0.0, 0.4], ids=["calm", "busy"])
def busy(request: pytest.FixtureRequest) -> float:
    return float(request.param)


@pytest.mark.parametrize("method", ["purge", "ban"])
def test_cache_is_told_each_address_by_a_method(method: str, busy: float) -> None:
    with running(Service(caches.by_method, busy)) as service:
        assert purged(f"{method}:{service.url}", SOME) == {}
    assert sorted(service.purged) == sorted(f"{method.upper()} {a.host}{a.path}" for a in SOME)
    assert {sent.headers["Fastly-Key"] for sent in service.sent} == {"token-of-fastly"}
    assert bool(service.refused) is bool(busy)


def test_cache_that_had_nothing_is_content() -> None:
    with running(Service(lambda *_: (404, {}, b""))) as service:
        assert purged(f"purge:{service.url}", SOME) == {}


@pytest.mark.parametrize("status", [400, 401, 403, 405, 410, 500])
def test_cache_that_refuses_is_named_with_the_addresses(status: int) -> None:
    with running(Service(lambda *_: (status, {}, b""))) as service:
        left = purged(f"ban:{service.url}", SOME[:3])
    assert left == dict.fromkeys(SOME[:3], f"status {status}")


def test_cache_that_is_not_there_is_named() -> None:
    with running(Service(caches.by_method)) as service:
        pass
    assert [*purged(f"ban:{service.url}", SOME[:2])] == SOME[:2]


def test_only_what_was_refused_is_left() -> None:
    def but_one(service: Service, sent: caches.Sent) -> caches.Answer:
        if sent.path == SOME[7].path:
            return 503, {}, b""
        return caches.by_method(service, sent)

    with running(Service(but_one)) as service:
        assert [*purged(f"ban:{service.url}", SOME)] == [SOME[7]]


def test_fastly_gets_no_token_where_others_could_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    def ask(_browser: Any, _path: str, headers: Any, **_: Any) -> Any:
        sent.append(headers)
        return Reply(200, Message(), b"")

    monkeypatch.setattr(Browser, "ask", ask)
    purged("purge:http://www.northshire.example", SOME[:1])
    purged("purge:https://www.northshire.example", SOME[:1])
    assert ["Fastly-Key" in headers for headers in sent] == [False, True]


def test_cloudflare_gets_thirty_addresses_in_a_call(
    monkeypatch: pytest.MonkeyPatch, busy: float
) -> None:
    with running(Service(caches.cloudflare, busy)) as service:
        monkeypatch.setenv("CLOUDFLARE_BASE_URL", f"{service.url}/client/v4")
        assert purged(f"cloudflare:{caches.ZONE}", SOME) == {}
    assert service.faults == []
    assert sorted(service.purged) == sorted(URLS)
    assert bool(service.refused) is bool(busy)


def test_cloudflare_forgets_all_where_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    with running(Service(caches.cloudflare)) as service:
        monkeypatch.setenv("CLOUDFLARE_BASE_URL", f"{service.url}/client/v4")
        assert purged(f"cloudflare:{caches.ZONE}", MANY) == {}
    assert (service.purged, service.faults) == (["*"], [])


def test_cloudflare_that_has_not_done_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUDFLARE_API_TOKEN", "another")
    with running(Service(caches.cloudflare)) as service:
        monkeypatch.setenv("CLOUDFLARE_BASE_URL", f"{service.url}/client/v4")
        left = purged(f"cloudflare:{caches.ZONE}", SOME[:2])
        assert [*left] == SOME[:2]
        left = purged(f"cloudflare:{caches.ZONE}", MANY)
    assert [*left] == MANY
    assert "another" not in "".join(left.values())


def test_cloudflare_needs_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLOUDFLARE_API_TOKEN")
    with pytest.raises(TargetError, match="CLOUDFLARE_API_TOKEN"):
        purged(f"cloudflare:{caches.ZONE}", SOME)


def test_command_gets_the_addresses_on_its_standard_input(tmp_path: Path) -> None:
    assert purged(f"command:cat > '{tmp_path}/stale'", SOME) == {}
    assert (tmp_path / "stale").read_text().splitlines() == URLS


def test_command_that_fails_is_tried_again(tmp_path: Path) -> None:
    tried = tmp_path / "tried"
    assert purged(f"command:echo >> {tried}; test $(wc -l < {tried}) = 3", SOME) == {}
    left = purged("command:echo it is closed; exit 7", SOME[:2])
    assert [*left] == SOME[:2]
    assert "exit code 7): it is closed" in left[SOME[0]]
