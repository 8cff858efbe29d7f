"""A new theme: a child of another, with a template and a style sheet to begin with."""

from pathlib import Path
from typing import Final

from newsgen.contract.shown import templates
from newsgen.diagnostics import Diagnostic, Exit, NewsgenError, Span
from newsgen.files import write_atomically
from newsgen.theme.asset import RENDERED
from newsgen.theme.environment import THEME_FILE
from newsgen.theme.load import NAME, installed, load_theme

_SHEET: Final = "site.css"
_BASE_NAME: Final = "base.html"
_THEME: Final = """\
[theme]
title = "{title}"
description = ""
extends = "{parent}"

# Options of {parent} can get other defaults here, and new ones can be added:
#
# [options.accent]
# type = "colour"
# default = "#0b4a4f"
# description = "The header band, and links on a light page."

# newsgen theme check computes the contrast of pairs of custom properties, beside those of {parent}:
#
# [contrast]
# pairs = [["note", "page", 4.5]]
"""
_BASE: Final = """\
{{# The base of every page: {base}'s, with some blocks changed.
   newsgen theme show base.html lists all that there are. #}}
{{% extends "{base}/base.html" %}}
{{# Words at the foot of every page: take this line and the last one away to have them.
{{% block footer_extra %}}
<p class="wrap">{{{{ site.title }}}} is published by our press office.</p>
{{% endblock %}}
#}}
"""
_STYLE: Final = """\
{{% include "{sheet}" %}}

/* Pages load this one style sheet: that of {parent}, and then what stands here. A change of its
   custom properties goes furthest, once for the light scheme and once for the dark one. Take the
   marks of the next comment away to have it. */

/*
:root {{
  --page: #fdfcf8;
}}
@media screen and (prefers-color-scheme: dark) {{
  :root {{
    --page: #14171a;
  }}
}}
*/

/* A font of your own is a file in assets/fonts; newsgen writes its published address. Take the
   marks of the next comment away to have it. */

/*
@font-face {{
  font-family: "Our font";
  src: url("fonts/our-font.woff2") format("woff2");
  font-display: swap;
}}
html {{
  font-family: "Our font", sans-serif;
}}
*/
"""


def start(site: Path, name: str, parent: str) -> list[Path]:
    """Write a new theme into the site's folder themes.

    Returns:
        The files, relative to the site.

    Raises:
        NewsgenError: the name is invalid or taken, or the parent is missing or broken.

    """
    if not NAME.fullmatch(name):
        hint = "It has at most 64 small letters, digits, hyphens and underscores: my-force."
        raise _refused(f"“{name}” cannot be the name of a theme", name, hint)
    folder = site / "themes" / name
    if name in installed(site) or folder.exists():
        raise _refused(f"there is a theme {name} already", name, "Choose another name.")
    loaded = load_theme(site, parent, {})
    base = dict(templates(loaded)).get(_BASE_NAME, "")
    title = name.replace("-", " ").capitalize()
    source, sheet = loaded.asset_files.get(_SHEET, (loaded.chain[0], ""))
    words = {"parent": parent, "title": title, "base": base, "sheet": f"{source.name}/{sheet}"}
    files = {THEME_FILE: _THEME}
    if base:
        loaded.templates.closure(f"{base}/{_BASE_NAME}")  # it may be broken
        files[f"templates/{_BASE_NAME}"] = _BASE
    if sheet:
        files[f"assets/{_SHEET}{RENDERED}"] = _STYLE
    for path, text in files.items():
        file = folder / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, text.format(**words).encode())
        except OSError as error:
            hint = "Look at the permissions of the folder themes."
            raise _refused(f"{file} cannot be written: {error.strerror}", name, hint) from None
    return [Path("themes") / name / path for path in files]


def _refused(message: str, name: str, hint: str) -> NewsgenError:
    diagnostic = Diagnostic("NG802", message, Span(f"themes/{name}"), hint)
    return NewsgenError(diagnostic, exit_code=Exit.USAGE)
