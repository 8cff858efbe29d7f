"""What CloudFront alone has, by Amazon's own library, which knows where its credentials are."""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final
from uuid import uuid4

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from newsgen.deployers.caches import MOST_NAMED, NotPurgedError, Purge
from newsgen.deployers.ordered_target import Answers
from newsgen.deployers.target import CachedAddress, TargetError

_PATIENCE: Final = 300.0
"""Seconds for which an invalidation may take."""
_PAUSE: Final = 1.0
_MOST_KEYS: Final = 50
"""Keys that a store changes in a call."""
_RETRIES: Final = Config(retries={"mode": "standard", "total_max_attempts": 12})


def client_of(service: str) -> Any:
    """Return a client for a service of CloudFront's."""
    # CloudFront is looked after there, wherever else the site is.
    return boto3.Session().client(service, region_name="us-east-1", config=_RETRIES)


def invalidation(distribution: str, *, waits: bool) -> Purge:
    """Return what invalidates paths of a distribution, and optionally waits until it is done."""

    def purge(stale: Sequence[CachedAddress]) -> None:
        paths = list(dict.fromkeys(address.path for address in stale))
        if len(paths) > MOST_NAMED:
            paths = ["/*"]
        batch = {
            "Paths": {"Quantity": len(paths), "Items": paths},
            "CallerReference": uuid4().hex,
        }
        try:
            client = client_of("cloudfront")
            order = client.create_invalidation(DistributionId=distribution, InvalidationBatch=batch)
            deadline = time.monotonic() + _PATIENCE
            state = order["Invalidation"]
            while waits and state["Status"] != "Completed":
                if time.monotonic() > deadline:
                    raise NotPurgedError("CloudFront has not yet done it")
                time.sleep(_PAUSE)
                answer = client.get_invalidation(DistributionId=distribution, Id=state["Id"])
                state = answer["Invalidation"]
        except (BotoCoreError, ClientError) as error:
            raise NotPurgedError(f"CloudFront: {error}") from None

    return purge


class KeyValueStore(Answers):
    """The key value store of the function that `newsgen hosting s3` writes."""

    def __init__(self, arn: str) -> None:
        self._arn = arn

    def all(self) -> dict[str, str]:
        with _plain_errors(self._arn):
            pages = client_of("cloudfront-keyvaluestore").get_paginator("list_keys")
            items = [i for page in pages.paginate(KvsARN=self._arn) for i in page.get("Items", ())]
        return {item["Key"]: item["Value"] for item in items}

    def change(self, put: Mapping[str, str], delete: Collection[str]) -> None:
        puts = [{"Key": key, "Value": value} for key, value in put.items()]
        deletes = [{"Key": key} for key in delete]
        with _plain_errors(self._arn):
            client = client_of("cloudfront-keyvaluestore")
            tag = client.describe_key_value_store(KvsARN=self._arn)["ETag"]
            for some in (puts, deletes):
                name = "Puts" if some is puts else "Deletes"
                for at in range(0, len(some), _MOST_KEYS):
                    changed = {name: some[at : at + _MOST_KEYS]}
                    tag = client.update_keys(KvsARN=self._arn, IfMatch=tag, **changed)["ETag"]


@contextmanager
def _plain_errors(name: str) -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        hint = "See if the credentials may write it. The next deployment finishes this one."
        raise TargetError(f"{name} cannot be read or written: {error}", hint) from None
