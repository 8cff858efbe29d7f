"""`python -m newsgen`: the same as the command `newsgen`."""

import sys
from pathlib import Path

if sys.path[:1] == [str(Path.cwd())]:
    del sys.path[0]  # a site's folder holds no modules of newsgen's, whatever its files are called

from newsgen.cli import main

main()
