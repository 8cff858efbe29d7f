"""What releases name as related and is not a release that readers may see."""

from collections.abc import Callable, Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.model.refusal import closest
from newsgen.store import Catalogue
from newsgen.store.related import WrongName

_INSTEAD: Final = {
    "itself": ("is the release itself", "Take it out of the list."),
    "page": ("is a page of the site, and not a release", "Link to it in the text instead."),
    "moved": ("has moved", "Write the address to which it moved."),
    "retired": ("was taken down", "Take it out of the list."),
}
_MOST: Final = 300
"""An address is compared letter by letter with those of a folder that has so many at most."""


def check_related(catalogue: Catalogue, is_unread: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Yield what is never shown; a release that readers cannot see yet is not among it.

    The catalogue covers all times: an expiry must not cause a finding. A file with errors gives no
    release, which `is_unread` knows.
    """
    for name in catalogue.related.wrong():
        if name.instead is None and is_unread(name.named_source):
            continue
        what, hint = _INSTEAD.get(name.instead or "", ("is not a release of this site", ""))
        message = f"related names {name.written}, which {what}"
        hint = hint or _meant(name, catalogue)
        yield Diagnostic("NG228", message, name.span, hint, subject=name.written)


def _meant(name: WrongName, catalogue: Catalogue) -> str:
    if name.named_source:
        near = closest(name.named_source, catalogue.paths.sources())
    elif old := catalogue.addresses.leading_from(name.named_root, name.named_path):
        return f"It is at {old.redirect.target.url} now." if old.redirect.target else ""
    else:
        folder = name.named_path.removesuffix("/index.html").rpartition("/")[0]
        claims = catalogue.claims.starting(name.named_root, f"{folder}/" if folder else "")
        paths = [claim.path for claim in claims] if len(claims) <= _MOST else []
        near = closest(_shown(name.named_path), map(_shown, paths))
    return f"Did you mean {near}?" if near else "Correct it, or take the line out."


def _shown(path: str) -> str:
    return "/" + path.removesuffix("index.html")
