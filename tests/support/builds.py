"""A small site that is built again and again, and what each build did."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from newsgen.pipeline.central import build
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.result import Request, Result
from newsgen.pipeline.session import Session, open_session
from tests.support.command import AS_OF, newsgen_in_fork
from tests.support.pictures import png
from tests.support.site import CONFIG, HOSTS, Release

AT: Final = datetime(2026, 3, 15, 12, tzinfo=UTC)
URL: Final = f"https://{HOSTS['Northshire']}"


def appeal(name: str, date: str, body: str = "Officers ask for help.", **more: str) -> Release:
    """Return a release whose page is `news/NAME.aspx`, whatever its date."""
    return Release(
        f"Appeal {name}",
        area="Northshire",
        url=f"{URL}/news/{name}.aspx",
        date=f"{date} 10:00",
        body=body,
        more=more,
    )


PER_HOST: Final[dict[str, str | bytes | Release]] = {
    "newsgen.toml": CONFIG.replace("[site]", '[site]\nlayout = "per-host"'),
    "content/a.md": appeal("a", "2026-03-01", body="![Map](/map.png)"),
    "content/b.md": Release("B", url=f"https://{HOSTS['Cumbria']}/news/b.aspx", date="2026-02-01"),
    "content/held.md": appeal("held", "2026-03-20"),
    "content/map.png": png(3, 2),
}
"""A site with a folder for each of two hosts, a picture, and a release of a later day."""


def request(site: Path, **changes: Any) -> Request:
    """Return the request for a build of a site on 15 March 2026, in this process."""
    options = {"output": site / "output", "cache": site / ".newsgen", "jobs": 1, **changes}
    return Request(site, AT, **options)


def built(site: Path, **changes: Any) -> Result:
    """Build a site, which must not be refused."""
    result = build(request(site, **changes))
    assert not result.refused, list(result.diagnostics)
    return result


def planned(site: Path) -> dict[str, tuple[str, str]]:
    """Return what a build would do, and why, by path; what it would keep is not named."""
    outcome = newsgen_in_fork("plan", "--site", site, "--as-of", AS_OF, "--format", "json")
    assert outcome.code == 0, outcome.err
    steps: list[dict[str, str]] = outcome.data["steps"]
    assert len({step["path"] for step in steps}) == len(steps), "two steps for one file"
    return {step["path"]: (step["action"], step["reason"]) for step in steps}


def touch(file: Path) -> None:
    """Give a file another time, and nothing else."""
    os.utime(file, ns=(1_000_000_000, 1_000_000_000))


@contextmanager
def ingested(site: Path, **changes: Any) -> Iterator[Session]:
    """Give the session of a site whose content has been read."""
    with open_session(request(site, **changes)) as session:
        ingest(session)
        yield session
