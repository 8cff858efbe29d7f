"""What a template refers to."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from jinja2 import meta, nodes

_REFERRING: Final = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_BODIES: Final = ("body", "elif_", "else_")
"""The fields in which a tag has other tags."""


class Reference(NamedTuple):
    """A tag that names a template; `name` is None if a variable does.

    Jinja can do without an `optional` one.
    """

    name: str | None
    line: int
    extends: bool
    optional: bool


def references(tree: nodes.Template) -> tuple[Reference, ...]:
    """Return the references of a template in their order.

    Jinja looks for them in every expression too, where none can be.
    """
    return tuple(
        Reference(name, tag.lineno, isinstance(tag, nodes.Extends), _is_optional(tag))
        for tag in _referring(tree)
        for name in meta.find_referenced_templates(nodes.Template([tag]))
    )


def _is_optional(tag: nodes.Node) -> bool:
    """Return whether a tag may name what is not there: `ignore missing`, or one of several."""
    if not isinstance(tag, nodes.Include):
        return False
    return tag.ignore_missing or isinstance(tag.template, nodes.Tuple | nodes.List)


def _referring(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the tags that refer to templates, in their order."""
    for tag in node.iter_child_nodes(only=_BODIES):
        if isinstance(tag, _REFERRING):
            yield tag
        yield from _referring(tag)
