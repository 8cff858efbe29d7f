"""What a lens shows of a small site."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsgen.pipeline._lens import RootLens, SiteLens
from newsgen.pipeline.frame import build_frame, open_theme
from tests.support.builds import ingested


@contextmanager
def root_lens(site: Path) -> Iterator[RootLens]:
    """Give the lens of the only root of a site."""
    with ingested(site) as session:
        frame = build_frame(session, open_theme(session))
        yield SiteLens(frame, session.catalogue).root("")
