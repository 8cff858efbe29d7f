"""The paths and folders that a site has beside those of its releases, at one time or another."""

from collections.abc import Iterable
from dataclasses import replace

from newsgen.config.load import FILE as CONFIG_FILE
from newsgen.diagnostics import Span
from newsgen.model.area import DEFAULT_ARCHIVE
from newsgen.pipeline._outlines import draw_outlines, files_used
from newsgen.pipeline.session import Session
from newsgen.site.frame import Frame
from newsgen.site.outline import RootOutline
from newsgen.site.parts import claims_in


def reserved(outlines: Iterable[RootOutline]) -> dict[str, list[tuple[str, Span]]]:
    """Return the paths in each root that no release may have, with what claims them."""
    return {
        outline.root.name: [
            (claim.path, Span(claim.origin or CONFIG_FILE))
            for _, claim in claims_in(outline)
            if not claim.path.endswith("/")
        ]
        for outline in outlines
    }


def named_folders(outlines: Iterable[RootOutline]) -> dict[str, list[tuple[str, Span]]]:
    """Return the folders in each root that somebody named beside the releases, with the places.

    Those that newsgen names itself are lower case, and serve beside any other.
    """
    return {
        outline.root.name: [
            *(
                (archive.path.strip("/"), Span(CONFIG_FILE))
                for archive in outline.archives
                if archive.path not in ("/", DEFAULT_ARCHIVE)
            ),
            *(
                (path.rpartition("/")[0], Span(f"content/{path}"))
                for path in outline.files
                if "/" in path
            ),
        ]
        for outline in outlines
    }


def outlines_at_any_time(session: Session, frame: Frame) -> tuple[RootOutline, ...]:
    """Return the outlines of all that is published at one time or another, refused files too.

    What is an error must not depend on the time: the build that a change needs would be refused.
    """
    catalogue = session.timeless
    is_all_now = catalogue.overview.count() == session.catalogue.overview.count()
    if is_all_now and not frame.refused:
        return frame.outlines
    used = files_used(catalogue, frame.files)
    return draw_outlines(frame.config, frame.theme, catalogue, frame.files, used, frame.verdicts)


def without_same_pages(outline: RootOutline) -> RootOutline:
    """Leave out the areas whose pages are another one's too: that is a finding by itself."""
    by_slug = {each.area.slug.casefold(): each for each in outline.areas}
    return replace(outline, areas=tuple(by_slug.values()))
