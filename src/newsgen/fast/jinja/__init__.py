"""Jinja: templates that are compiled to quicker code, and code that is kept.

The two are devices of their own. Templates print, and fail at, what they would with Jinja's code.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from newsgen.fast import is_on
from newsgen.fast._versions import installed
from newsgen.fast.jinja._bytecode import Shelf

KNOWN: Final = frozenset({"3.1.5", "3.1.6"})
"""The versions of Jinja whose generated code is known here: all of them are tested."""
Item = TypeVar("Item", bound=tuple[Any, ...])


def make_environment(*, edition: str, shipped: str, **options: Any) -> jinja2.Environment:
    """Return an environment, as `jinja2.Environment(**options)` does.

    `edition` says which newsgen makes it, and the names of the files of shipped templates begin
    with `shipped`.
    """
    is_plain = not (is_on("jinja") or is_on("bytecode"))
    if is_plain or installed("jinja2") not in KNOWN:
        return jinja2.Environment(**options)  # noqa: S701 (as the caller asks)
    from newsgen.fast.jinja._environment import make  # noqa: PLC0415 (of a known version alone)

    return make(options, edition=edition, shipped=shipped)


def make_sandbox(*, edition: str, shipped: str, **options: Any) -> ImmutableSandboxedEnvironment:
    """Return a sandbox, as `ImmutableSandboxedEnvironment(**options)` does; see above."""
    if not is_on("bytecode") or installed("jinja2") not in KNOWN:
        return ImmutableSandboxedEnvironment(**options)
    from newsgen.fast.jinja._environment import KeepingSandbox, with_shelf  # noqa: PLC0415 (as above)

    return with_shelf(KeepingSandbox(**options), edition=edition, shipped=shipped)


def items_of(
    environment: jinja2.Environment,
    template: tuple[str, str, str],
    look: Callable[[nodes.Template], tuple[Item, ...]],
    kind: type[Item],
) -> tuple[Item, ...]:
    """Return the items of a kind that `look` finds in a template.

    The template is given by its text, its name and its file.
    """
    remember: Callable[..., tuple[Item, ...]] | None = getattr(environment, "items_of", None)
    return remember(template, look, kind) if remember else look(environment.parse(*template))


def shelf_of(environment: jinja2.Environment) -> Shelf | None:
    """Return what keeps the code of an environment's shipped templates, if it is kept."""
    shelf: Shelf | None = getattr(environment, "shelf", None)
    return shelf
