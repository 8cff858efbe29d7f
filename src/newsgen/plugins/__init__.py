"""What a site's own Python adds, by role: filters, rules, kinds of field, Markdown extensions.

A plug-in imports the names here, and nothing else of newsgen.
"""

from newsgen.plugins.roles import (
    CheckedRelease,
    FieldPlugin,
    FilterPlugin,
    Finding,
    MarkdownPlugin,
    RulePlugin,
)

__all__ = [
    "CheckedRelease",
    "FieldPlugin",
    "FilterPlugin",
    "Finding",
    "MarkdownPlugin",
    "RulePlugin",
]
