"""From a folder of releases to a site: ingest, check, plan, apply."""

from newsgen.build.pipeline import again_if_damaged, build, check
from newsgen.build.result import Progress, Request, Result
from newsgen.build.session import Session, open_session

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
