"""The templates that pages ask the theme for."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.refusal import did_you_mean
from newsgen.model.release import Release


def check_templates(pages: Iterable[Release], templates: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield the pages that ask for a template which the theme has not got."""
    known = [PurePosixPath(template).stem for template in templates]
    for page in pages:
        if "/" not in page.template or page.template in templates:
            continue
        name = PurePosixPath(page.template).stem
        otherwise = f"Add templates/{page.template} to the theme, or delete template."
        yield Diagnostic(
            "NG810",
            f"the theme has no template {page.template}",
            Span(f"content/{page.source}", *page.template_at),
            did_you_mean(name, known, otherwise),
        )
