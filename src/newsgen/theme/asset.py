"""Assets that are rendered: those whose names end in `.j2`."""

from collections.abc import Callable
from typing import Any, Final

import jinja2

from newsgen.diagnostics import Exit, NewsgenError, Span, fatal
from newsgen.fast.jinja import make_sandbox
from newsgen.model.wellformed import fault_of, without_forbidden
from newsgen.theme.environment import SHIPPED, Folder, Source, loader_of
from newsgen.theme.failure import Strict, ill_formed, missing, not_jinja, place_of, reason_of
from newsgen.version import version

RENDERED: Final = ".j2"


class Assets:
    """The assets of a chain of themes, each as `theme/path`.

    They see nothing but `options`. One may include another: `site.css.j2` is looked up from the
    theme itself to its oldest ancestor, and `plain/site.css.j2` names one theme's own file.
    """

    def __init__(self, chain: tuple[Source, ...], options: dict[str, Any]) -> None:
        # Sandboxed: newsgen check renders them, and runs no code of the site if it is asked to.
        self.environment = make_sandbox(
            edition=version(),
            shipped=SHIPPED,
            loader=loader_of([_AssetFolder(source, "assets") for source in chain]),
            undefined=Strict,
            autoescape=False,
        )
        self._labels = {source.name: source.label for source in chain}
        self._options = options

    def render(self, name: str) -> str:
        """Render an asset with the theme's options.

        Raises:
            NewsgenError: it is not valid Jinja, names an unknown option, or what it includes is
                missing; or it gives XML or JSON that is not well-formed.

        """
        theme, _, path = name.partition("/")
        span = Span(f"{self._labels[theme]}/assets/{path}")
        try:
            text = self.environment.get_template(name).render(options=self._options)
        except jinja2.TemplateSyntaxError as error:
            raise NewsgenError(not_jinja(error, self.environment.filters)) from None
        except jinja2.TemplateNotFound as error:
            known = self.environment.list_templates()
            raise NewsgenError(missing(str(error.name), place_of(error, span), known)) from None
        except NewsgenError:
            raise
        except MemoryError:
            raise
        except Exception as error:
            said = f"the asset cannot be rendered: {reason_of(error)}"
            raise fatal("NG804", said, place_of(error, span)) from error
        text = without_forbidden(text)
        if fault := fault_of(path.removesuffix(RENDERED), text.encode()):
            raise NewsgenError(ill_formed(span.path, fault), exit_code=Exit.FINDINGS)
        return text


class _AssetFolder(Folder):
    """One theme's assets; what has no `.j2` in its name is included as it is."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        text, file, fresh = super().get_source(environment, template)
        if not template.endswith(RENDERED):
            text = "{% raw %}" + text + "{% endraw %}"
        return text, file, fresh
