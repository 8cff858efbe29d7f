"""Runs newsgen's command line, and then says what it has loaded.

Usage: noting.py FILE ARGUMENT... The file gets the versions of the libraries that make pages, and
the names of the modules of `newsgen.fast`, as JSON.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path


def main() -> None:
    file = Path(sys.argv.pop(1))
    from newsgen import cli

    try:
        cli.main()
    finally:
        loaded = sorted(name for name in sys.modules if name.startswith("newsgen.fast"))
        versions = {name: version(name) for name in ("jinja2", "markdown")}
        file.write_text(json.dumps({"versions": versions, "loaded": loaded}), encoding="utf-8")


if __name__ == "__main__":
    main()
