"""The rule on areas whose names make one address: two spellings of one, more often than not."""

from collections.abc import Container, Iterable, Iterator, Sequence

from newsgen.config.toml_text import toml_key
from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.area import Area, folded_name


def check_area_names(
    areas: Iterable[Area], configured: Container[str], span: Span
) -> Iterator[Diagnostic]:
    """Yield a finding for areas of one root that have the same slug.

    Args:
        areas: those of a root, the one that counts most first.
        configured: the keys of areas that newsgen.toml describes.
        span: where newsgen.toml is.

    """
    by_slug: dict[str, list[Area]] = {}
    for area in sorted(areas, key=lambda area: area.key not in configured):
        by_slug.setdefault(area.slug.casefold(), []).append(area)
    for same in by_slug.values():
        if len(same) > 1:
            yield _finding(same, configured, span)


def _finding(areas: Sequence[Area], configured: Container[str], span: Span) -> Diagnostic:
    names = " and ".join(f"“{area.key}”" for area in areas)
    message = f"the areas {names} have the same pages, at /areas/{areas[0].slug}/"
    if len({folded_name(area.key) for area in areas}) > 1:
        hint = "Give each area a slug of its own in newsgen.toml."
    else:
        right = areas[0].key
        hint = f"If they are one area, write {right} in all releases. "
        hint += "" if right in configured else f"With [areas.{toml_key(right)}] in newsgen.toml, "
        hint += f"`newsgen check --fix` writes {right} where a release has a url."
    return Diagnostic("NG415", message, span, hint, subject=" ".join(a.key for a in areas))
