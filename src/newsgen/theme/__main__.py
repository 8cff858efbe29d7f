"""Compile the shipped templates: `python -m newsgen.theme`, after `python -m compileall`.

Those of assets are among them. Else the first build does it. This is for installations that nobody
who builds may write to, and for those that have Python write no compiled files.
"""

import sys
from pathlib import Path
from typing import Final

from jinja2 import Environment

from newsgen.fast.jinja import shelf_of
from newsgen.theme.asset import RENDERED, Assets
from newsgen.theme.load import installed, load_theme

_NO_SITE: Final = Path(__file__).parent
"""A folder without themes: those of a site would be taken for the shipped ones."""


def main() -> str | None:
    """Compile them all. Returns what is wrong, if something is."""
    sys.dont_write_bytecode = False  # asked for by name
    for theme in installed(_NO_SITE):
        loaded = load_theme(_NO_SITE, theme, {})
        pages = loaded.templates.environment
        loaded.templates.prepare(pages.list_templates())
        assets = Assets(loaded.chain, loaded.options).environment
        rendered = [name for name in assets.list_templates() if name.endswith(RENDERED)]
        for name in rendered:
            assets.get_template(name)
        if lost := _not_kept(pages, pages.list_templates()) or _not_kept(assets, rendered):
            return lost
    return None


def _not_kept(environment: Environment, names: list[str]) -> str | None:
    shelf = shelf_of(environment)
    assert environment.loader is not None
    for name in names:
        text, file, _ = environment.loader.get_source(environment, name)
        if shelf and shelf.find(str(file), text) is None:
            return f"The code of {file} cannot be kept: may you write to {shelf.folder}?"
    return None


if __name__ == "__main__":
    sys.exit(main())
