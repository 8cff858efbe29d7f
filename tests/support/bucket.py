"""A bucket of moto's S3, which may be busy, and the website that a CDN makes of it."""

import os
import random
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.deploying import Deployed
from tests.support.serving import answered_by

ACCOUNT: Final = "123456789012"
BUCKET: Final = "news"
KEYS: Final = {"AWS_ACCESS_KEY_ID": "example", "AWS_SECRET_ACCESS_KEY": "example-secret"}


@dataclass
class Bucket:
    """A bucket: what is in it, and what was asked of it. Some requests are answered with 503."""

    url: str = ""
    busy: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    asked: list[tuple[str, str]] = field(default_factory=list)
    refused: int = 0
    slow: float = 0.0

    @property
    def objects(self) -> dict[str, bytes]:
        """All that is in it, by key."""
        keys = s3_backends[ACCOUNT]["aws"].buckets[BUCKET].keys
        return {name: keys[name].value for name in [*keys]}

    def headers(self, key: str) -> dict[str, str]:
        metadata: Mapping[str, Any] = s3_backends[ACCOUNT]["aws"].buckets[BUCKET].keys[key].metadata
        return {name.lower(): str(value) for name, value in metadata.items()}

    def put(self, key: str, data: bytes) -> None:
        s3_backends[ACCOUNT]["aws"].put_object(BUCKET, key, data)

    def get(self, key: str) -> bytes | None:
        found_key = s3_backends[ACCOUNT]["aws"].buckets[BUCKET].keys.get(key)
        return found_key.value if found_key else None

    def delete(self, key: str) -> None:
        del s3_backends[ACCOUNT]["aws"].buckets[BUCKET].keys[key]

    def clear(self) -> None:
        keys = s3_backends[ACCOUNT]["aws"].buckets[BUCKET].keys
        for key in [*keys]:
            del keys[key]
        self.asked.clear()
        self.busy = self.slow = 0.0
        self.chance.seed(1)  # else it depends on the tests before how many requests are refused
        self.refused = 0

    def site(self, prefix: str) -> dict[str, bytes]:
        above = f"{prefix}/site/"
        return {k.removeprefix(above): v for k, v in self.objects.items() if k.startswith(above)}


class _QuietHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_: object, **__: object) -> None:
        pass


@contextmanager
def running() -> Iterator[Bucket]:
    """Start the server, with an empty bucket."""
    bucket, inner = Bucket(), DomainDispatcherApplication(create_backend_app)

    def application(environ: Any, start_response: Any) -> Any:
        bucket.asked.append((environ["REQUEST_METHOD"], environ["RAW_URI"]))
        if bucket.chance.random() < bucket.busy:
            bucket.refused += 1
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            start_response("503 Slow Down", [("Content-Length", "0")])
            return [b""]
        return inner(environ, start_response)

    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_QuietHandler)
    bucket.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    s3_backends[ACCOUNT]["aws"].create_bucket(BUCKET, "eu-west-2")
    try:
        yield bucket
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        s3_backends[ACCOUNT]["aws"].reset()


@contextmanager
def credentials(bucket: Bucket) -> Iterator[None]:
    """Have whoever deploys know the store, and nothing else of Amazon's."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    given = {**KEYS, "AWS_ENDPOINT_URL": bucket.url, "AWS_REGION": "eu-west-2"}
    for name in kept:
        del os.environ[name]
    os.environ.update(given)
    try:
        yield
    finally:
        for name in given:
            os.environ.pop(name, None)
        os.environ.update(kept)


@dataclass
class InStore(Deployed):
    """A site that is deployed to a bucket."""

    bucket: Bucket = field(default_factory=Bucket)

    @property
    def prefix(self) -> str:
        return urlsplit(self.url).path.strip("/")

    @property
    def served(self) -> Mapping[str, bytes]:
        return self.bucket.site(self.prefix)

    @property
    def built(self) -> Mapping[str, bytes]:
        return {path: data for path, data in super().built.items() if not path.endswith("/")}

    def holding(self, *words: str) -> list[str]:
        return [
            key
            for key, data in self.bucket.objects.items()
            for word in words
            if word.lower() in key.lower() or word.lower().encode() in data.lower()
        ]


class Cdn:
    """A CDN before a prefix: it keeps what it was asked for until that is invalidated."""

    def __init__(self, bucket: Bucket, prefix: str) -> None:
        self._bucket, self._prefix, self.url = bucket, prefix, ""
        self._kept: dict[str, tuple[int, bytes]] = {}
        self._lock = threading.Lock()

    def invalidate(self, paths: list[str]) -> None:
        with self._lock:
            for path in paths:
                if path.endswith("*"):
                    self._kept = {
                        k: v for k, v in self._kept.items() if not k.startswith(path[:-1])
                    }
                self._kept.pop(path, None)

    def get(self, path: str) -> tuple[int, bytes]:
        with self._lock:
            if path not in self._kept:
                self._kept[path] = self._asked(unquote(path).lstrip("/"))
            return self._kept[path]

    def _asked(self, path: str) -> tuple[int, bytes]:
        name = f"{path}index.html" if path == "" or path.endswith("/") else path
        data = self._bucket.get(f"{self._prefix}/site/{name}")
        if data is None:
            return 404, self._bucket.get(f"{self._prefix}/site/404.html") or b""
        return 200, data


@contextmanager
def website(cdn: Cdn) -> Iterator[Cdn]:
    """Serve what a CDN has."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            status, body = cdn.get(urlsplit(self.path).path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with answered_by(Handler) as cdn.url:
        yield cdn
