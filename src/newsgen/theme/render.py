"""Rendering one page, and saying where a template failed."""

from collections.abc import Callable
from typing import Any

import jinja2
from markupsafe import Markup

from newsgen.diagnostics import Diagnostic, Exit, NewsgenError, Span
from newsgen.theme._body import placed
from newsgen.theme.failure import missing, not_jinja, place_of, reason_of
from newsgen.theme.load import Theme


class Renderer:
    """Renders a theme's templates; one for each process."""

    def __init__(self, theme: Theme, body: Callable[[str], str]) -> None:
        """Take the theme, and a function that gives a source's body as clean HTML."""
        self.theme = theme
        self._environment = theme.templates.environment
        self._site: Any = None
        # The bodies have passed the allowlist of content.markup.
        self._environment.filters["html"] = lambda fragment: Markup(  # noqa: S704
            placed(body(fragment.source), fragment.images)
        )

    def render(self, template: str, *, site: Any, page: Any, subject: str) -> bytes:
        """Render a page as UTF-8.

        `subject` names it in errors: a release's source, or the page's path.

        Raises:
            NewsgenError: with the template, its line and the subject.

        """
        if site is not self._site:
            self._site = site
            self._environment.once.clear()  # type: ignore[attr-defined]
        try:
            return self._environment.get_template(template).render(site=site, page=page).encode()
        except jinja2.TemplateSyntaxError as error:
            raise NewsgenError(not_jinja(error)) from None
        except jinja2.TemplateNotFound as error:
            place, known = place_of(error, Span(template)), self._environment.list_templates()
            raise NewsgenError(missing(str(error.name), place, known)) from None
        except NewsgenError:
            raise
        except Exception as error:
            raise NewsgenError(
                _failure(error, template, subject), exit_code=Exit.FINDINGS
            ) from error


def _failure(error: Exception, template: str, subject: str) -> Diagnostic:
    return Diagnostic(
        "NG804",
        f"the template fails on {subject}: {reason_of(error)}",
        place_of(error, Span(template)),
        "A template may use only what its view declares; the reference lists every view.",
    )
