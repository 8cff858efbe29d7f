"""Compile the shipped templates: `python -m newsgen.theme`, after `python -m compileall`.

Else the first build does it. This is for installations that nobody who builds may write to, and
for those that have Python write no compiled files.
"""

import sys
from pathlib import Path

from newsgen.theme import load_theme
from newsgen.theme.load import page_templates


def main() -> None:
    sys.dont_write_bytecode = False  # asked for by name
    load_theme(Path(), "plain", {}).templates.prepare(page_templates())


if __name__ == "__main__":
    main()
