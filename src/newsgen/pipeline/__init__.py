"""From a folder of releases to a site: ingest, check, plan, apply."""

from newsgen.pipeline.pipeline import again_if_damaged, build, check
from newsgen.pipeline.result import Progress, Request, Result
from newsgen.pipeline.session import Session, open_session

__all__ = [
    "Progress",
    "Request",
    "Result",
    "Session",
    "again_if_damaged",
    "build",
    "check",
    "open_session",
]
