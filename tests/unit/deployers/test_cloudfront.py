"""Invalidations of CloudFront, as a stand-in takes them that checks signatures."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from newsgen.deployers import caches as ways
from newsgen.deployers.caches import purge, way_of
from newsgen.deployers.cloudfront import KeyValueStore
from newsgen.deployers.target import CachedAddress, TargetError
from tests.support import caches
from tests.support.caches import KeyStore, Service, running

SOME: Final = [
    CachedAddress("www.cumbria.police.uk", f"/News/{n}.aspx?a={n}%2F") for n in range(95)
]
MANY: Final = [CachedAddress("www.cumbria.police.uk", f"/{n}") for n in range(1001)]


def purged(stale: list[CachedAddress], *, waits: bool = False) -> dict[Any, str]:
    with way_of(f"cloudfront:{caches.DISTRIBUTION}", "https", waits=waits) as way:
        return purge(way, stale)


@pytest.fixture(params=[0.0, 0.4], ids=["calm", "busy"])
def amazon(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Service]:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(ways, "WAITS", (0.0,) * 12)
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", caches.ACCESS)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", caches.SECRET)
    with running(Service(caches.cloudfront, request.param)) as service:
        monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDFRONT", service.url)
        yield service


def test_cloudfront_invalidates_paths(amazon: Service) -> None:
    assert purged(SOME, waits=True) == {}
    assert amazon.faults == []
    assert {*amazon.purged} == {address.path for address in SOME}
    assert sum(sent.method == "GET" for sent in amazon.sent) >= 2


def test_cloudfront_forgets_all_where_they_are_too_many(amazon: Service) -> None:
    assert purged(MANY) == {}
    assert amazon.faults == []
    assert {*amazon.purged} == {"/*"}
    assert all(sent.method == "POST" for sent in amazon.sent)


def test_cloudfront_that_refuses_is_named(amazon: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another-secret")
    monkeypatch.setattr(ways, "WAITS", (0.0,))
    left = purged(SOME[:2])
    assert [*left] == SOME[:2]
    assert "signature" in amazon.faults
    assert "another-secret" not in "".join(left.values())


@pytest.fixture
def keys(amazon: Service, monkeypatch: pytest.MonkeyPatch) -> KeyStore:
    """Return a key value store that runs."""
    return caches.known_store(amazon, monkeypatch)


def test_keys_are_changed_fifty_at_a_time(amazon: Service, keys: KeyStore) -> None:
    store = KeyValueStore(caches.STORE)
    store.change({f"/a/{n}": "gone" for n in range(120)}, ())
    store.change({"/a/1": "moved /b"}, [f"/a/{n}" for n in range(60, 120)])
    assert keys.keys == {f"/a/{n}": "gone" for n in range(60)} | {"/a/1": "moved /b"}
    assert store.all() == keys.keys
    assert amazon.faults == []


def test_store_that_refuses_is_named(amazon: Service, keys: KeyStore) -> None:
    amazon.answer = lambda *_: (403, {}, b'{"message": "no"}')
    with pytest.raises(TargetError, match=r"key-value-store/.* cannot be read or written"):
        KeyValueStore(caches.STORE).change({"/a": "gone"}, ())
    assert keys.keys == {}
