"""A target in an object store that speaks S3's protocol: a file of the website is an object.

Credentials are those of the environment or of the machine; with `newsgen[aws]` also those that
Amazon's tools know. None is printed.
"""

import json
import os
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from getpass import getuser
from html import unescape
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from socket import gethostname
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import S3Store

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.folder import LOCK, OTHER_DEPLOYMENT, STATE
from newsgen.deployers.ordered_target import SITE, Answers, OrderedTarget, Upload
from newsgen.deployers.target import TargetError, loaded
from newsgen.fast.patterns import later

LEASE: Final = 60.0
"""Seconds after which a lock that is not renewed counts as left behind."""
_AT_ONCE: Final = 16
_PATIENCE: Final = timedelta(seconds=90)
"""How long a request is tried again that a store is too busy for."""
_LONGEST_KEY: Final = 1024
_GIVEN: Final = (
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)
"""Variables by which the store's own library finds credentials."""
_ENDPOINT: Final = "AWS_ENDPOINT_URL"
_ANSWER: Final = later(r"<Code>([^<]+)</Code>\s*<Message>([^<]+)</Message>")
"""What is said of an error in the answer of a store."""
_ROLE: Final = later("/latest/(?:api/token|meta-data)")
"""In the address at which a machine of Amazon's is asked for its role, if nothing else is known."""
_NO_CREDENTIALS: Final = (
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role. Profiles of your "
    'home folder are read with pip install "newsgen[aws]".'
)


def target_of(url: str, settings: DeploySettings, *_: Path) -> OrderedTarget:
    """Return the target of a bucket, with the keys of its function if the settings name them."""
    answers: Answers | None = None
    if arn := settings.key_value_store:
        answers = loaded("cloudfront", "key_value_store", "aws").KeyValueStore(arn)
    return StoreTarget(url, answers)


class StoreTarget(OrderedTarget):
    """A prefix of a bucket. Nothing outside it is asked for or touched."""

    def __init__(self, url: str, answers: Answers | None = None) -> None:
        parts = urlsplit(url)
        self.name, self.answers = url, answers
        self._prefix = parts.path.strip("/")
        retries: Any = {
            "max_retries": 20,
            "retry_timeout": _PATIENCE,
            "backoff": {
                "init_backoff": timedelta(seconds=0.05),
                "max_backoff": timedelta(seconds=5),
            },
        }
        prefix = self._prefix or None
        more: Any = {"credential_provider": provider} if (provider := _provider()) else {}
        if os.environ.get(_ENDPOINT, "").startswith("http://"):  # as Amazon's tools take it
            more["client_options"] = {"allow_http": True}
        self._store = S3Store(parts.netloc, prefix=prefix, retry_config=retries, **more)
        self._lock: _Lease | None = None

    def read(self, path: str) -> bytes | None:
        with self._plain_errors(), suppress(FileNotFoundError):
            return bytes(obstore.get(self._store, path).bytes())
        return None

    def write(self, path: str, data: bytes) -> None:
        self._renewed()
        with self._plain_errors():
            obstore.put(self._store, path, data, use_multipart=False)

    def remove(self, paths: Collection[str]) -> None:
        self._renewed()
        with self._plain_errors():
            if paths:
                obstore.delete(self._store, [*paths])

    def carry_out(self, uploads: Iterable[Upload], removed: Sequence[str]) -> None:
        with self._plain_errors(), ThreadPoolExecutor(_AT_ONCE) as threads:
            uploading = iter(uploads)
            while some := [*islice(uploading, 20 * _AT_ONCE)]:
                self._renewed()
                for _ in threads.map(self._put, some):
                    pass
        self.remove([f"{SITE}/{path}" for path in removed])

    def _put(self, upload: Upload) -> None:
        headers: Any = dict(upload.headers)
        path = f"{SITE}/{upload.path}"
        obstore.put(self._store, path, upload.data, attributes=headers, use_multipart=False)

    def can_hold(self, path: str) -> bool:
        key = f"{self._prefix}/{SITE}/{path}"
        try:
            return len(key.encode()) <= _LONGEST_KEY and path.isprintable()
        except UnicodeEncodeError:
            return False

    def paths(self) -> list[str]:
        paths = []
        with self._plain_errors():
            for page in obstore.list(self._store, f"{SITE}/", chunk_size=1000):
                paths += [each["path"].removeprefix(f"{SITE}/") for each in page]
        return sorted(paths)

    def fetch(self, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            read = threads.map(lambda path: (path, self.read(f"{SITE}/{path}")), paths)
            yield from ((path, data) for path, data in read if data is not None)

    @contextmanager
    def locked(self) -> Iterator[None]:
        with self._plain_errors():
            lease = _Lease(self._store, self.name)
        self._lock = lease
        try:
            with lease.renewing():
                yield
        finally:
            self._lock = None

    def _renewed(self) -> None:
        """See that nobody has taken the lock over. Raises `TargetError`."""
        if self._lock and self._lock.is_lost:
            message = f"{self.name}: this deployment was cut off, and another one has begun since"
            raise TargetError(message, "Look at what it did, then deploy again.")

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except (BaseError, FileNotFoundError) as error:
            reason, hint = _reason(str(error))
            message = f"{self.name} cannot be read or written: {reason[:300]}"
            raise TargetError(message, f"{hint} The next deployment finishes this one.") from None


def _reason(text: str) -> tuple[str, str]:
    """Return what a store has answered, or else what its library says, and what to do about it."""
    hint = "See if the bucket is there, and if the credentials may read and write it."
    if answer := _ANSWER.search(text):
        return f"{answer[1]}: {unescape(answer[2])}".rstrip("."), hint
    if _ROLE.search(text):
        reason = "this machine has no credentials: no variables give them, and no role does"
        return reason, _NO_CREDENTIALS
    return text.partition("\n")[0].partition("\\n")[0], hint


def _provider() -> Any:
    """Return Amazon's own way to find credentials, where there are none in the environment."""
    if any(name in os.environ for name in _GIVEN) or not find_spec("boto3"):
        return None
    from boto3 import Session  # noqa: PLC0415 (it takes a third of a second to load)
    from obstore.auth.boto3 import Boto3CredentialProvider  # noqa: PLC0415

    session = Session()
    return Boto3CredentialProvider(session) if session.get_credentials() else None


class _Lease:
    """A lock: an object that only one can create, and that is renewed while it is held."""

    def __init__(self, store: S3Store, name: str) -> None:
        self._store, self._name = store, name
        self._is_taken_over, self._renewed = False, time.monotonic()
        who = f"{getuser()} on {gethostname()}"
        since = datetime.now(UTC).isoformat(timespec="seconds")
        self._text = json.dumps({"who": who, "since": since, "id": uuid4().hex}).encode()
        self._tag = self._taken("create") or self._taken_over()

    @property
    def is_lost(self) -> bool:
        """Return whether somebody else may have the lock by now."""
        return self._is_taken_over or time.monotonic() - self._renewed > LEASE

    def _taken(self, mode: Any) -> str:
        """Return the tag of the lock if it could be written."""
        try:
            done = obstore.put(self._store, LOCK, self._text, mode=mode, use_multipart=False)
        except (AlreadyExistsError, PreconditionError):
            # The answer to an attempt that was tried again may be that it had been there already.
            with suppress(FileNotFoundError):
                there = obstore.get(self._store, LOCK)
                if bytes(there.bytes()) == self._text:
                    return str(there.meta["e_tag"])
            return ""
        return str(done["e_tag"])

    def _taken_over(self) -> str:
        try:
            there = obstore.get(self._store, LOCK)
        except FileNotFoundError:
            return self._taken("create") or self._refused({})
        facts = json.loads(bytes(there.bytes()))
        if self._now() - there.meta["last_modified"] < timedelta(seconds=LEASE):
            return self._refused(facts)
        return self._taken({"e_tag": there.meta["e_tag"]}) or self._refused(facts)

    def _now(self) -> datetime:
        """Return the time by the clock of the store."""
        now = f"{STATE}/now-{uuid4().hex}"
        obstore.put(self._store, now, b"", use_multipart=False)
        try:
            return obstore.head(self._store, now)["last_modified"]
        finally:
            obstore.delete(self._store, now)

    def _refused(self, facts: Any) -> str:
        by = f": {facts['who']}, since {facts['since']}" if facts else ""
        hint = f"Wait until it is done. If it is dead, deploy again in {LEASE:.0f} seconds."
        raise TargetError(f"{OTHER_DEPLOYMENT.format(self._name)}{by}", hint)

    @contextmanager
    def renewing(self) -> Iterator[None]:
        ended = threading.Event()
        thread = threading.Thread(target=self._renew, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            if not self.is_lost:
                with suppress(BaseError, FileNotFoundError):
                    obstore.delete(self._store, LOCK)

    def _renew(self, ended: threading.Event) -> None:
        while not (ended.wait(LEASE / 6) or self._is_taken_over):
            now = time.monotonic()
            with suppress(BaseError):  # it is tried again before the lease is over
                tag = self._taken({"e_tag": self._tag})
                self._is_taken_over = not tag
                self._tag, self._renewed = tag, now
