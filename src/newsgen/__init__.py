"""newsgen: a static site generator for police forces' news archives.

What is in `__all__` is public, and so is what `newsgen.frontmatter` and `newsgen.plugins` have
there; everything else may change at any time. docs/reference/python.md describes it.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsgen import frontmatter, plugins
    from newsgen._api import (
        BuildResult,
        CheckResult,
        FileCounts,
        PlannedFile,
        PlanResult,
        ReleaseRecord,
        Site,
        build,
        check,
        load_site,
        plan,
    )
    from newsgen.codes import Severity
    from newsgen.diagnostics import Diagnostic, Exit, Fix, NewsgenError, Related, Span
    from newsgen.pipeline.result import Action

__all__ = [
    "Action",
    "BuildResult",
    "CheckResult",
    "Diagnostic",
    "Exit",
    "FileCounts",
    "Fix",
    "NewsgenError",
    "PlanResult",
    "PlannedFile",
    "Related",
    "ReleaseRecord",
    "Severity",
    "Site",
    "Span",
    "__version__",
    "build",
    "check",
    "frontmatter",
    "load_site",
    "plan",
    "plugins",
]

_ELSEWHERE = {
    "Action": "newsgen.pipeline.result",
    "Diagnostic": "newsgen.diagnostics",
    "Exit": "newsgen.diagnostics",
    "Fix": "newsgen.diagnostics",
    "NewsgenError": "newsgen.diagnostics",
    "Related": "newsgen.diagnostics",
    "Severity": "newsgen.codes",
    "Span": "newsgen.diagnostics",
}
"""The modules of the public names that `_api` does not have."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load a public name when it is asked for: most commands need none of them."""
        from importlib import import_module  # noqa: PLC0415 (slow to load)

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        if name in ("frontmatter", "plugins"):
            return import_module(f"newsgen.{name}")
        value = getattr(import_module(_ELSEWHERE.get(name, "newsgen._api")), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return __all__
