"""Rendering one page, and saying where a template failed."""

from collections.abc import Callable
from typing import Any, Final

import jinja2
from markupsafe import Markup

from newsgen.diagnostics import Diagnostic, Exit, NewsgenError, Span
from newsgen.model.wellformed import fault_of, without_forbidden
from newsgen.theme._body import placed, source, srcset
from newsgen.theme._embeds import with_buttons
from newsgen.theme._files import described
from newsgen.theme.failure import (
    ill_formed,
    meant_filter,
    missing,
    not_jinja,
    place_of,
    reason_of,
)
from newsgen.theme.load import Theme

IN_TEXT: Final = "text"
"""What a theme calls the place of pictures that stand in texts."""
WHOLE: Final = "100vw"
"""How wide a picture is shown of which the theme does not say so: as wide as the window."""
_VIEWS: Final = "A template may use only what its view declares; the reference lists every view."


class Renderer:
    """Renders a theme's templates; one for each process."""

    def __init__(self, theme: Theme, body: Callable[[str], str]) -> None:
        """Take the theme, and a function that gives a source's body as clean HTML."""
        self.theme = theme
        self._environment = theme.templates.environment
        self._site: Any = None
        sizes = theme.pictures.sizes
        # The bodies have passed the allowlist of content.markup.
        self._environment.filters["html"] = lambda fragment: Markup(  # noqa: S704
            self._filled(body(fragment.source), fragment, sizes.get(IN_TEXT, WHOLE))
        )
        self._environment.filters["srcset"] = lambda image, place: srcset(image, sizes[place])
        self._environment.filters["source"] = lambda image, place: source(image, sizes[place])

    def _filled(self, html: str, fragment: Any, sizes: str) -> str:
        """Return a body with what the page adds: sizes of pictures, and what files are."""
        html = placed(html, fragment, sizes)
        if fragment.files:
            html = described(html, fragment.files, self._site.words[fragment.language])
        if fragment.embeds:
            html = with_buttons(html, self._site.words[fragment.language])
        return html

    def render(self, template: str, *, site: Any, page: Any, subject: str) -> bytes:
        """Render a page as UTF-8.

        `subject` names it in errors: a release's source, or the page's path. Feeds and other files
        for programs are without the characters that XML forbids; values of pages have none.

        Raises:
            NewsgenError: with the template, its line and the subject.

        """
        if site is not self._site:
            self._site = site
            self._environment.once.clear()  # type: ignore[attr-defined]
        try:
            text = self._environment.get_template(template).render(site=site, page=page)
        except jinja2.TemplateSyntaxError as error:
            raise NewsgenError(not_jinja(error, self._environment.filters)) from None
        except jinja2.TemplateNotFound as error:
            place, known = place_of(error, Span(template)), self._environment.list_templates()
            raise NewsgenError(missing(str(error.name), place, known)) from None
        except (MemoryError, KeyboardInterrupt):
            raise
        except NewsgenError as error:
            if not isinstance(error.__cause__, jinja2.UndefinedError):
                raise
            # A filter of the site was given a name that is not there: that is the template's fault.
            raise self._failure(error.__cause__, error, template, subject) from error
        except BaseException as error:  # a value that a filter gives may do anything
            raise self._failure(error, error, template, subject) from error
        return (text if template.endswith(".html") else without_forbidden(text)).encode()

    def _failure(
        self, error: BaseException, through: BaseException, template: str, subject: str
    ) -> NewsgenError:
        """Say what failed; `through` is the error that went through the template's lines."""
        said = f"the template fails on {subject}: {reason_of(error)}"
        hint = meant_filter(error, self._environment.filters) or _VIEWS
        place = place_of(through, Span(template))
        return NewsgenError(Diagnostic("NG804", said, place, hint), exit_code=Exit.FINDINGS)

    def render_well_formed(self, template: str, *, site: Any, page: Any, subject: str) -> bytes:
        """Render a page as `render` does, and parse it if it is XML or JSON.

        Raises:
            NewsgenError: as `render` does, or since it is not well-formed.

        """
        data = self.render(template, site=site, page=page, subject=subject)
        if fault := fault_of(template, data):
            file = self._environment.get_template(template).filename or template
            raise NewsgenError(ill_formed(file, fault), exit_code=Exit.FINDINGS)
        return data
