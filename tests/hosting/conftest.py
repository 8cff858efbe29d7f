"""The sites that these tests serve, each built once."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sites
from sites import SECRET, Served


@pytest.fixture(scope="session", params=["demo", "cumbria", "national"])
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """Build a site in a folder that a server without rights can read, as Apache's is."""
    folder = Path(tempfile.mkdtemp(prefix="newsgen-hosting-"))
    folder.chmod(0o755)
    try:
        found: Served = getattr(sites, request.param)(folder)
        for root in found.site.roots:
            place = Path(found.site.folder(root))
            (place.parent / "secret.txt").write_bytes(SECRET)
            (place / ".git").mkdir(exist_ok=True)
            (place / ".git" / "config").write_bytes(SECRET)
            (place / ".env").write_bytes(SECRET)
        yield found
    finally:
        shutil.rmtree(folder)
