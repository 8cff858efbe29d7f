"""The open root of a small site, whose windows can be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsgen.pipeline.frame import build_frame, open_theme
from newsgen.site.opened import OpenRoot, OpenSite
from newsgen.site.parts import page_hrefs
from tests.support.builds import ingested


@contextmanager
def open_root(site: Path) -> Iterator[OpenRoot]:
    """Give the only root of a site."""
    with ingested(site) as session:
        frame = build_frame(session, open_theme(session))
        yield OpenSite(frame, session.catalogue, page_hrefs).root("")
