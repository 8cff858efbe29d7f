"""Assets as they are published: rendered if their names end in `.j2`, and led to each other."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import unquote

import jinja2

from newsgen.diagnostics import Exit, NewsgenError, Span, fatal
from newsgen.fast.jinja import make_sandbox
from newsgen.fast.patterns import later
from newsgen.model.wellformed import fault_of, without_forbidden
from newsgen.theme.environment import SHIPPED, Folder, Source, loader_of, missing, text_of
from newsgen.theme.failure import (
    ADD_ASSET,
    JSON_OPTIONS,
    RANDOM,
    MisuseError,
    Strict,
    guess,
    ill_formed,
    names_at,
    not_jinja,
    place_of,
    printable,
    reading,
    refuse_unmerged,
)
from newsgen.version import version

RENDERED: Final = ".j2"
_CIRCLE: Final = "Let one of the two do without it."
_COMMENT: Final = later(r"/\*.*?\*/", re.DOTALL)
_ADDRESS: Final = later(r"""(\burl\(\s*["']?|@import\s+["'])([^"')\s?#:]+)""")
"""An address in a style sheet, without what follows its path; that of another host has a colon."""


def published(name: str, data: bytes) -> str:
    """Return the path at which an asset with some bytes is published."""
    folder, _, file = name.rpartition("/")
    stem, dot, extension = file.rpartition(".")
    # Not `digest_bytes`, which may change: the name is published.
    mark = blake2b(b"%d;%b" % (len(data), data), digest_size=16).hexdigest()[:10]
    file = f"{stem}.{mark}.{extension}" if dot else f"{file}.{mark}"
    return "/".join(part for part in ("assets", folder, file) if part)


def lost_addresses(name: str, sheet: str) -> Iterator[str]:
    """Yield the relative addresses in a published style sheet: those of assets have been led."""
    for match in _ADDRESS.finditer(_COMMENT.sub("", sheet)):
        path, after = unquote(match[2]), match.string[match.end() : match.end() + 1]
        is_relative = not path.startswith("/") and after != ":"
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        if is_relative and not inside.startswith(".."):
            yield match[2]


class Assets:
    """The assets of a chain of themes; those that are rendered are sources as `theme/path`.

    They see `options`, and with `asset` the address of another. One may include another:
    `site.css.j2` is looked up from the theme itself to its oldest ancestor, and
    `plain/site.css.j2` names one theme's own file. `files` has the theme that wins and its path
    there for each name, and `known` the bytes of some.
    """

    def __init__(
        self,
        chain: tuple[Source, ...],
        options: dict[str, Any],
        files: Mapping[str, tuple[Source, str]] = MappingProxyType({}),
        known: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        # Sandboxed: newsgen check renders them, and runs no code of the site if it is asked to.
        self.environment = make_sandbox(
            edition=version(),
            shipped=SHIPPED,
            loader=loader_of([_AssetFolder(source, "assets") for source in chain]),
            undefined=Strict,
            finalize=printable,
            autoescape=False,
        )
        del self.environment.filters[RANDOM], self.environment.globals["lipsum"]
        self.environment.policies["json.dumps_kwargs"] = JSON_OPTIONS
        self.environment.globals["asset"] = self._link
        self._chain = chain
        self._labels = {source.name: source.label for source in chain}
        self._options = options
        self._files = files
        self._known = dict(known)
        self._open: list[str] = []

    def data(self, name: str) -> bytes:
        """Return the bytes of an asset as it is published.

        Raises:
            NewsgenError: it cannot be read, or as `render` does.

        """
        if name not in self._known:
            self._open.append(name)
            self._known[name] = self._data(name)
            self._open.remove(name)
        return self._known[name]

    def _data(self, name: str) -> bytes:
        source, path = self._files[name]
        if path.endswith(RENDERED):
            return self.render(f"{source.name}/{path}").encode()
        with reading(f"{source.label}/assets/{path}"):
            data = (source.folder / "assets" / path).read_bytes()
        if b"<<<<<<< " in data:
            refuse_unmerged(data.decode(errors="replace"), f"{source.label}/assets/{path}")
        if not name.endswith(".css"):
            return data
        # As bytes that are no text stay what they are.
        return self._led(name, data.decode(errors="surrogateescape")).encode(
            errors="surrogateescape"
        )

    def _link(self, name: str) -> str:
        """Return the address of an asset, for those that are rendered."""
        if name not in self._files:
            said = guess(f"there is no asset “{name}”", name, list(self._files))
            raise MisuseError(said, ADD_ASSET)
        if name in self._open:
            raise MisuseError(f"“{name}” needs its own address", _CIRCLE)
        return "/" + published(name, self.data(name))

    def _led(self, name: str, sheet: str) -> str:
        """Give a style sheet the addresses of the assets that it names by relative ones."""
        if "url(" not in sheet and "@import" not in sheet:
            return sheet

        def lead(match: re.Match[str]) -> str:
            path = posixpath.join(posixpath.dirname(name), unquote(match[2]))
            other = posixpath.normpath(path)
            is_other = other in self._files and other not in self._open and other != name
            return match[1] + self._link(other) if is_other else match[0]

        return _ADDRESS.sub(lead, sheet)

    def render(self, name: str) -> str:
        """Render an asset with the theme's options.

        Raises:
            NewsgenError: it is not valid Jinja, names an unknown option, or what it includes is
                missing; or it gives XML or JSON that is not well-formed.

        """
        theme, _, path = name.partition("/")
        span = Span(f"{self._labels[theme]}/assets/{path}")
        try:
            if not span.path.startswith(SHIPPED):
                self._refuse_unknown(span.path)
            text = self.environment.get_template(name).render(options=self._options)
        except jinja2.TemplateSyntaxError as error:
            raise NewsgenError(not_jinja(error, self.environment)) from None
        except jinja2.TemplateNotFound as error:
            place = place_of(error, span)
            raise missing(str(error.name), place, self._chain, self.environment) from None
        except (NewsgenError, MemoryError):
            raise
        except Exception as error:
            raise self._failure(error, place_of(error, span)) from error
        text, published_name = without_forbidden(text), path.removesuffix(RENDERED)
        if published_name.endswith(".css"):
            text = self._led(published_name, text)
        if fault := fault_of(published_name, text.encode()):
            raise NewsgenError(ill_formed(span.path, fault), exit_code=Exit.FINDINGS)
        return text

    def _refuse_unknown(self, file: str) -> None:
        """Refuse an asset that names a filter or test which is not there, on any line."""
        from newsgen.theme._hints import unknown_names  # noqa: PLC0415 (few sites need it)

        if unknown := list(unknown_names(self.environment, text_of(self._chain, file), file)):
            raise NewsgenError(*unknown)

    def _failure(self, error: Exception, place: Span) -> NewsgenError:
        from newsgen.theme._expressions import Sight  # noqa: PLC0415 (only a failure needs it)
        from newsgen.theme._hints import reason_for  # noqa: PLC0415 (as above)

        text = text_of(self._chain, place.path)
        sight = Sight(self.environment, {"options": self._options, **names_at(error)}, text)
        said, place, hint = reason_for(error, place, sight)
        return fatal("NG804", f"the asset cannot be rendered: {said}", place, hint)


class _AssetFolder(Folder):
    """One theme's assets; what has no `.j2` in its name is included as it is."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        text, file, fresh = super().get_source(environment, template)
        if not template.endswith(RENDERED):
            text = "{% raw %}" + text + "{% endraw %}"
        return text, file, fresh
