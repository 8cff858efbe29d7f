"""What a site's own Python adds, by role: filters of templates, rules, and kinds of field.

A plug-in imports the names here, and nothing else of newsgen.
"""

from newsgen.plugins.roles import CheckedRelease, FieldPlugin, FilterPlugin, Finding, RulePlugin

__all__ = ["CheckedRelease", "FieldPlugin", "FilterPlugin", "Finding", "RulePlugin"]
