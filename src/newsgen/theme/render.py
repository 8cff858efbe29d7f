"""Rendering one page with its pictures and embeds, and saying where a template failed."""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any, Final

import jinja2
from markupsafe import Markup

from newsgen.diagnostics import Diagnostic, Exit, NewsgenError, Related, Span
from newsgen.fast.patterns import later
from newsgen.model.embeds import SERVICES
from newsgen.model.wellformed import fault_of, without_forbidden
from newsgen.theme._files import Wording, described
from newsgen.theme._filters import date_filters
from newsgen.theme.environment import SHIPPED, missing, text_of
from newsgen.theme.failure import MisuseError, guess, ill_formed, names_at, not_jinja, place_of
from newsgen.theme.load import Theme

IN_TEXT: Final = "text"
"""What a theme calls the place of pictures that stand in texts."""
WHOLE: Final = "100vw"
"""How wide a picture is shown of which the theme does not say so: as wide as the window."""


class _Places(dict[str, str]):
    """How wide pictures are shown, by the places that a theme names."""

    def __missing__(self, place: object) -> str:
        said = guess(f"the theme has no place “{place}” for pictures", str(place), list(self))
        raise MisuseError(said, "Name one of [pictures.sizes] in theme.toml, or add it there.")


class Renderer:
    """Renders a theme's templates; one for each process."""

    def __init__(self, theme: Theme, body: Callable[[str], str]) -> None:
        """Take the theme, and a function that gives a source's body as clean HTML."""
        self.theme = theme
        self._environment = theme.templates.environment
        self._given = theme.templates.given
        self._site: Any = None
        sizes = theme.pictures.sizes
        self._environment.filters.update(date_filters(theme.words))
        # The bodies have passed the allowlist of content.markup.
        self._environment.filters["html"] = lambda fragment: Markup(  # noqa: S704
            self._filled(body(fragment.source), fragment, sizes.get(IN_TEXT, WHOLE))
        )
        sizes_at = _Places(sizes)
        self._environment.filters["srcset"] = lambda image, place: srcset(image, sizes_at[place])
        self._environment.filters["source"] = lambda image, place: source(image, sizes_at[place])

    def _filled(self, html: str, fragment: Any, sizes: str) -> str:
        """Return a body with what the page adds: sizes of pictures, and what files are."""
        if "=" in html and "<img" in html:  # most bodies hold no `=`, which is told much sooner
            html = with_pictures_placed(html, fragment, sizes)
        if fragment.files:
            html = described(html, fragment.files, self._wording(html, fragment))
        if fragment.embeds:
            html = with_buttons(html, self._wording(html, fragment))
        return html

    def _wording(self, html: str, fragment: Any) -> Wording:
        from newsgen.theme._wording import wording  # noqa: PLC0415 (few bodies have what needs it)

        def of(language: str) -> str:
            return self.theme.ui_language_of(language, fragment.language)

        return wording(html, fragment.written_in, self.theme.words, of)

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
        self._given.put(site, page)
        try:
            text = self._environment.get_template(template).render(site=site, page=page)
        except jinja2.TemplateSyntaxError as error:
            raise NewsgenError(not_jinja(error, self._environment)) from None
        except jinja2.TemplateNotFound as error:
            place, chain = place_of(error, Span(template)), self.theme.chain
            raise missing(str(error.name), place, chain, self._environment) from None
        except (MemoryError, KeyboardInterrupt):
            raise
        except NewsgenError as error:
            if not isinstance(error.__cause__, jinja2.UndefinedError):
                self._note_use(error)
                raise
            # A filter of the site was given a name that is not there: that is the template's fault.
            raise self._failure(error, template, {"site": site, "page": page}, subject) from error
        except BaseException as error:  # a value that a filter gives may do anything
            raise self._failure(error, template, {"site": site, "page": page}, subject) from error
        return (text if template.endswith(".html") else without_forbidden(text)).encode()

    def _note_use(self, error: NewsgenError) -> None:
        """Add to the error of a filter of the site where the template uses it."""
        use = Related(place_of(error, Span("")), "the template uses it here")
        if use.span.path:
            error.diagnostics = tuple(
                replace(each, related=(use,)) if each.code == "NG723" else each
                for each in error.diagnostics
            )

    def _failure(
        self, error: BaseException, template: str, views: dict[str, Any], subject: str
    ) -> NewsgenError:
        """Say what failed in a template, which was given some views."""
        from newsgen.theme._expressions import Sight  # noqa: PLC0415 (only a failure needs it)
        from newsgen.theme._hints import reason_for  # noqa: PLC0415 (as above)

        place = place_of(error, Span(template))
        text = text_of(self.theme.chain, place.path)
        sight = Sight(self._environment, {**views, **names_at(error)}, text)
        cause = error.__cause__ if isinstance(error, NewsgenError) else None
        said, place, hint = reason_for(cause or error, place, sight)
        if place.path.startswith(SHIPPED):
            files = {file for _, file in self.theme.templates.files(template)}
            of_site = ", ".join(sorted(file for file in files if not file.startswith(SHIPPED)))
            compare = f"Compare yours with the shipped ones of this version: {of_site}."
            hint = compare if of_site else hint
        said = f"the template fails on {subject}: {said}"
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


_IMAGE: Final = later(r"<img\b([^>]*?)( ?/?)>")
_SRC: Final = later(r'\bsrc="([^"?]*)')
AT_ONCE: Final = ' fetchpriority="high"'
LATE: Final = ' loading="lazy"'


def with_pictures_placed(html: str, fragment: Any, sizes: str) -> str:
    """Let the pictures of clean HTML load late, in places of the right shape, as small as may be.

    The fragment has those whose size is known among its `images`. If it `is_first`, its first
    picture is loaded at once. `sizes` says how wide they are shown.
    """
    at = html.find("<img")
    known = {escape(image.src): image for image in fragment.images}
    when = AT_ONCE if fragment.is_first else LATE
    parts: list[str] = []
    done = 0
    while at >= 0:
        if image := _IMAGE.match(html, at):
            parts += html[done:at], _placed(image, known, sizes, when)
            done, when = image.end(), LATE
        at = html.find("<img", max(done, at + 1))
    return "".join([*parts, html[done:]])


def _placed(image: re.Match[str], known: dict[str, Any], sizes: str, when: str) -> str:
    attributes, end = image.groups()
    src = _SRC.search(attributes)
    if (file := known.get(src[1]) if src else None) is not None:
        if "width=" not in attributes and "height=" not in attributes:
            attributes += f' width="{file.width}" height="{file.height}"'
        if "srcset=" not in attributes:
            attributes += str(srcset(file, sizes))
            if file.avif:
                return f"<picture>{source(file, sizes)}<img{attributes}{when}{end}></picture>"
    return f"<img{attributes}{when}{end}>"


def srcset(image: Any, sizes: str) -> Markup:
    """Write the attributes with which a browser chooses one of a picture's copies, if any."""
    if not image.srcset:
        return Markup()
    return Markup(' srcset="{}" sizes="{}"').format(image.srcset, sizes)


def source(image: Any, sizes: str) -> Markup:
    """Write the copies in AVIF for browsers that know it, for before the picture; if any."""
    if not image.avif:
        return Markup()
    return Markup('<source type="image/avif" srcset="{}" sizes="{}">').format(image.avif, sizes)


_FIGURE: Final = later(
    r'<figure data-embed="(\w+)" data-src="([^"]*)">(<a href="[^"]*">(.*?)</a>.*?)</figure>'
)


def with_buttons(html: str, wording: Wording) -> str:
    """Give what is embedded in clean HTML a button, with a theme's words.

    The button is hidden until the script of the theme shows it.
    """
    numbers = itertools.count(1)

    def give(figure: re.Match[str]) -> str:
        service, frame, link, title = figure.groups()
        name, note = SERVICES[service].name, f"site-embed-{next(numbers)}"
        words, lang = wording(figure.start())
        show = words["embed_show"].replace("{title}", title).replace("{name}", name)
        says = escape(words["embed_note"]).replace("{name}", name)
        return (
            f'<figure class="embed" data-src="{frame}" data-title="{title}">\n'
            f"<figcaption>{link}</figcaption>\n"
            f'<div hidden{lang}><button type="button" aria-describedby="{note}">{show}</button>\n'
            f'<p id="{note}">{says}</p></div>\n</figure>'
        )

    return _FIGURE.sub(give, html)
