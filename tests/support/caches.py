"""Stand-ins of services that purge caches: they check what they are sent, and are often busy."""

import hashlib
import hmac
import json
import random
import re
import socket
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from tests.support.serving import answered_by

ACCESS: Final = "AKIAEXAMPLEEXAMPLE00"
SECRET: Final = "exampleexampleexampleexampleexample/0000"
TOKEN: Final = "token-of-cloudflare-0000"
ZONE: Final = "0123456789abcdef0123456789abcdef"
DISTRIBUTION: Final = "E2EXAMPLE"
MOST_IN_PROGRESS: Final = 3_000
XML: Final = "{http://cloudfront.amazonaws.com/doc/2020-05-31/}"


@dataclass
class Sent:
    """A request: what a service was told."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Service:
    """A service that runs; what it has purged, and what was wrong with requests."""

    answer: Callable[["Service", Sent], Answer]
    busy: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    sent: list[Sent] = field(default_factory=list)
    purged: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    refused: int = 0
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def said(self, sent: Sent) -> Answer:
        with self.lock:
            self.sent.append(sent)
            if self.chance.random() < self.busy:
                self.refused += 1
                return self.chance.choice([(429, {"Retry-After": "0"}, b""), (503, {}, b"")])
            return self.answer(self, sent)


@contextmanager
def running(service: Service) -> Iterator[Service]:
    """Start a service on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            sent = Sent(self.command, self.path, dict(self.headers), body)
            status, headers, said = service.said(sent)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    for method in ("GET", "POST", "PUT", "DELETE", "PURGE", "BAN"):
        setattr(Handler, f"do_{method}", Handler._answer)
    with answered_by(Handler) as service.url:
        yield service


def by_method(service: Service, sent: Sent) -> Answer:
    """Answer as a cache that purges an address by a method does."""
    service.purged.append(f"{sent.method} {sent.headers['Host']}{sent.path}")
    return 200, {}, b""


def cloudflare(service: Service, sent: Sent) -> Answer:
    """Answer as Cloudflare does, and check shape, token and limit."""
    faults = []
    if (sent.method, sent.path) != ("POST", f"/client/v4/zones/{ZONE}/purge_cache"):
        faults.append(f"{sent.method} {sent.path}")
    if sent.headers.get("Authorization") != f"Bearer {TOKEN}":
        faults.append("token")
    if sent.headers.get("Content-Type") != "application/json":
        faults.append("type")
    asked = json.loads(sent.body)
    files = asked.get("files", [])
    if asked == {"purge_everything": True}:
        files = ["*"]
    elif [*asked] != ["files"] or not 1 <= len(files) <= 30:
        faults.append(f"{[*asked]}, {len(files)} files")
    faults += [url for url in files if url != "*" and urlsplit(url).scheme != "https"]
    service.faults += faults
    if not faults:
        service.purged += files
    return 200, {}, json.dumps({"success": not faults, "errors": faults}).encode()


def cloudfront(service: Service, sent: Sent) -> Answer:
    """Answer as CloudFront does, and check shape, signature and limits.

    An invalidation is done when it has been asked for twice.
    """
    place = f"/2020-05-31/distribution/{DISTRIBUTION}/invalidation"
    faults = [] if signed(sent, "cloudfront", "us-east-1") else ["signature"]
    if sent.method == "GET" and sent.path.startswith(f"{place}/I"):
        asked = sum(each.method == "GET" and each.path == sent.path for each in service.sent)
        status = "Completed" if asked > 1 else "InProgress"
        service.faults += faults
        return (
            200,
            {"Content-Type": "text/xml"},
            _invalidation(sent.path.rpartition("/")[2], status),
        )
    if (sent.method, sent.path) != ("POST", place):
        faults.append(f"{sent.method} {sent.path}")
    batch = ET.fromstring(sent.body)
    paths = [item.text or "" for item in batch.iter(f"{XML}Path")]
    if batch.findtext(f"{XML}Paths/{XML}Quantity") != str(len(paths)) or not paths:
        faults.append("quantity")
    if not batch.findtext(f"{XML}CallerReference") or len(paths) > MOST_IN_PROGRESS:
        faults.append("reference or limit")
    faults += [path for path in paths if not re.fullmatch(r"/[!-)+-~]*\*?", path)]
    service.faults += faults
    if faults:
        return 400, {"Content-Type": "text/xml"}, b"<ErrorResponse/>"
    service.purged += paths
    return 201, {"Content-Type": "text/xml"}, _invalidation(f"I{len(service.sent)}", "InProgress")


def _invalidation(name: str, status: str) -> bytes:
    return (
        f'<Invalidation xmlns="{XML[1:-1]}"><Id>{name}</Id><Status>{status}</Status>'
        "<CreateTime>2026-03-15T12:00:00Z</CreateTime><InvalidationBatch><Paths><Quantity>0"
        "</Quantity></Paths><CallerReference>x</CallerReference></InvalidationBatch></Invalidation>"
    ).encode()


def signed(sent: Sent, service: str, region: str) -> bool:
    """Return whether a request has the right signature (Amazon's version 4)."""
    match = re.fullmatch(
        rf"AWS4-HMAC-SHA256 Credential={ACCESS}/(\d{{8}})/{region}/{service}/aws4_request, "
        r"SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})",
        sent.headers.get("Authorization", ""),
    )
    if match is None:
        return False
    day, names, signature = match.groups()
    given = {name.lower(): " ".join(value.split()) for name, value in sent.headers.items()}
    parts = urlsplit(sent.path)
    query = "&".join(
        f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}"
        for name, value in sorted(parse_qsl(parts.query, keep_blank_values=True))
    )
    payload = hashlib.sha256(sent.body).hexdigest()
    lines = [sent.method, quote(parts.path, safe="/-_.~"), query]
    lines += [f"{name}:{given[name]}" for name in names.split(";")]
    canonical = "\n".join([*lines, "", names, payload])
    scope = f"{day}/{region}/{service}/aws4_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", given["x-amz-date"], scope, digest])
    key = f"AWS4{SECRET}".encode()
    for step in (day, region, service, "aws4_request"):
        key = hmac.new(key, step.encode(), hashlib.sha256).digest()
    right = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(right, signature) and "host" in names.split(";")


STORE: Final = (
    "arn:aws:cloudfront::123456789012:key-value-store/01234567-89ab-cdef-0123-456789abcdef"
)


@dataclass
class KeyStore:
    """A stand-in of CloudFront's key value store: fifty keys a call, and each call by its tag."""

    keys: dict[str, str] = field(default_factory=dict)
    tag: int = 1
    calls: int = 0
    history: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, service: Service, sent: Sent) -> Answer:
        place = f"/key-value-stores/{quote(STORE, safe='')}"
        path, _, query = sent.path.partition("?")
        has_shape = re.match(
            rf"AWS4-ECDSA-P256-SHA256 Credential={ACCESS}/\d{{8}}/cloudfront-keyvaluestore/"
            r"aws4_request, SignedHeaders=[\w;-]+, Signature=[0-9a-f]+$",
            sent.headers.get("Authorization", ""),
        )
        if has_shape is None:
            service.faults.append("signature")
        headers = {"ETag": f"T{self.tag}", "Content-Type": "application/json"}
        if (sent.method, path) == ("GET", place):
            about = {
                "ItemCount": len(self.keys),
                "TotalSizeInBytes": 1,
                "KvsARN": STORE,
                "Created": 1.0,
            }
            return 200, headers, json.dumps(about).encode()
        if (sent.method, path) == ("GET", f"{place}/keys"):
            return 200, headers, self._page(dict(parse_qsl(query)))
        if (sent.method, path) != ("POST", f"{place}/keys"):
            service.faults.append(f"{sent.method} {sent.path}")
            return 404, headers, b"{}"
        return self._change(service, sent)

    def _page(self, query: dict[str, str]) -> bytes:
        at = int(query.get("NextToken", "0"))
        items = [{"Key": key, "Value": value} for key, value in sorted(self.keys.items())]
        more = {"NextToken": str(at + 50)} if at + 50 < len(items) else {}
        return json.dumps({"Items": items[at : at + 50], **more}).encode()

    def _change(self, service: Service, sent: Sent) -> Answer:
        asked = json.loads(sent.body)
        puts, deletes = asked.get("Puts", []), asked.get("Deletes", [])
        if not 1 <= len(puts) + len(deletes) <= 50:
            service.faults.append(f"{len(puts)} puts and {len(deletes)} deletes")
        if sent.headers.get("If-Match") != f"T{self.tag}":
            return 409, {}, b'{"message": "another tag"}'
        self.keys |= {each["Key"]: each["Value"] for each in puts}
        for each in deletes:
            del self.keys[each["Key"]]
        self.tag += 1
        self.history.append(dict(self.keys))
        about = {"ItemCount": len(self.keys), "TotalSizeInBytes": 1}
        headers = {"ETag": f"T{self.tag}", "Content-Type": "application/json"}
        return 200, headers, json.dumps(about).encode()


def known_store(service: Service, monkeypatch: pytest.MonkeyPatch) -> KeyStore:
    """Have a service be CloudFront's key value store, whose hosts' names begin with accounts."""
    store = KeyStore()
    service.answer = store
    url = service.url.replace("127.0.0.1", "localhost")
    monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE", url)
    look_up = socket.getaddrinfo

    def of_this_machine(host: str, *arguments: Any, **named: Any) -> Any:
        is_here = host.endswith(".localhost")
        return look_up("127.0.0.1" if is_here else host, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", of_this_machine)
    return store
