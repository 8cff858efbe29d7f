"""Leaving out the code of a site, as `--no-plugins` asks."""

from collections.abc import Callable
from dataclasses import replace

from newsgen.config import Config
from newsgen.config.settings import MarkdownSettings
from newsgen.plugins.code import is_of_library
from newsgen.plugins.roles import ROLES


def without_code(config: Config, tell: Callable[[str], None]) -> Config:
    """Leave out what would run code of the site, and tell what that is."""
    markdown = config.markdown
    extensions = tuple(filter(is_of_library, markdown.extensions))
    named = {
        "plug-ins": [name for role in ROLES for name in getattr(config.plugins, role.setting)],
        "Markdown extensions": [each for each in markdown.extensions if each not in extensions],
    }
    for what, names in named.items():
        if names:
            tell(f"Left out as --no-plugins asks, {what}: {', '.join(names)}.")
    configs = {k: v for k, v in markdown.extension_configs.items() if k in extensions}
    return replace(config, markdown=MarkdownSettings(extensions, configs))
