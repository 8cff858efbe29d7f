"""Where the repository is, and the tools that `.ci/setup-tools` installs."""

import os
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parents[2]
SUPPORT: Final = REPOSITORY / "tests/support"
TOOLS: Final = Path(os.environ.get("NEWSGEN_TOOLS") or REPOSITORY / ".tools")
