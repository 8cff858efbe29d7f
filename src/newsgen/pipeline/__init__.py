"""From a folder of releases to a site: ingest, check, plan, apply."""

from newsgen.pipeline.central import build, check, ingested, retry_if_damaged
from newsgen.pipeline.result import Progress, Request, Result
from newsgen.pipeline.session import Session, open_session

__all__ = [
    "Progress",
    "Request",
    "Result",
    "Session",
    "build",
    "check",
    "ingested",
    "open_session",
    "retry_if_damaged",
]
