"""What the preview says at the address of a release that is not published yet."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from newsgen.model.same_address import files_of_same
from newsgen.model.urls import URLError, output_path, parse_url
from newsgen.store import Catalogue
from newsgen.store.addresses import HeldPage


def held_page(catalogue: Catalogue, root: str, target: str) -> HeldPage | None:
    """Return the release that would be at a request's target if it were published."""
    try:
        file = output_path(parse_url(f"https://host.example{target}"))
    except URLError:
        return None
    pages = (catalogue.paths.held_at(root, name) for name in files_of_same(file))
    return next(filter(None, pages), None)


def held_notice(page: HeldPage, zone: ZoneInfo) -> str:
    """Return why a release is not shown, and the command that shows it."""
    why, options = [], ""
    if page.is_draft:
        why.append("a draft")
        options += " --drafts"
    if page.until is not None:
        at = datetime.fromtimestamp(page.until, UTC).astimezone(zone)
        why.append(f"held until {at:%Y-%m-%d %H:%M:%S %Z}")
        options += f" --as-of {at.isoformat()}"
    return (
        f"content/{page.source} is {' and '.join(why)}, so the public gets this page. "
        f"To see the release, run: newsgen serve{options}"
    )
