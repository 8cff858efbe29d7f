"""The bytes of a target: a page that its template makes of its view, or a file as it is."""

from newsgen.pages.target import AssetFile, CopiedFile, IndexFile, Target
from newsgen.pipeline.frame import Frame
from newsgen.theme import Renderer


def render_target(frame: Frame, renderer: Renderer, root: str, target: Target) -> bytes:
    """Return the bytes of a target of a root.

    Raises:
        NewsgenError: its template fails.
        OSError: its file cannot be read.

    """
    match target.view:
        case AssetFile(name=name):
            return frame.theme.assets[name][1]
        case CopiedFile(path=path):
            return (frame.content / path).read_bytes()
        case IndexFile(name=name):
            return (frame.index_folder(root) / name).read_bytes()
    site = frame.sites[root]
    return renderer.render(target.template, site=site, page=target.view, subject=target.subject)
