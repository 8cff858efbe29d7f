"""The national archive that the tests generate: 46 forces, with their markup and their mistakes.

What has an error is left out, as no build would publish it; the warnings are part of the cost.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from archive import Release

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.archives import national, national_drafts
from tests.support.publishable import leave_out_errors, report_on

LEAST: Final = 300
"""An archive of fewer releases has no room for every mistake."""


def write_national(site: Path, *, size: int, seed: int, as_of: str) -> str:
    """Write the content of a site, and return the settings that go with it."""
    archive = national(site.parent / f"{site.name}-archive", seed=seed, releases=size)
    site.mkdir()
    (site / "newsgen.toml").write_text(archive.settings, encoding="utf-8")
    (site / "content").symlink_to(archive.folder)
    cache = site.parent / f"{site.name}-check"
    leave_out_errors(site, lambda: report_on(site, cache, as_of=as_of))
    return archive.settings


def national_releases(site: Path, *, size: int, seed: int) -> Iterator[Release]:
    """Yield the releases of a site that was written so, for tools with addresses of their own."""
    for draft in national_drafts(seed=seed, releases=size):
        if (site / "content" / draft.path).exists():
            title, host = draft.title or draft.name, draft.force.host
            yield Release(draft.number, draft.force.area, draft.at, title, draft.body, host)
