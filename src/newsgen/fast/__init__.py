"""Everything that is there for speed alone.

`NEWSGEN_PLAIN=1` turns all of it off, and `NEWSGEN_PLAIN=yaml,jinja` the devices that it names, so
that each can be measured. No device changes a byte of output, and each stands aside for a version
of a library, an extension or an input that it does not know. Nothing here imports anything of
newsgen: callers hand over what is needed.
"""

import os
from typing import Final

DEVICES: Final = ("bytecode", "collector", "jinja", "markdown", "patterns", "yaml")


def is_on(device: str) -> bool:
    """Return whether a device may be used."""
    return device not in _OFF


def _turned_off(setting: str) -> frozenset[str]:
    """Return the devices that a value of NEWSGEN_PLAIN turns off."""
    if setting in ("", "0"):
        return frozenset()
    named = frozenset(setting.split(","))
    return named if named <= set(DEVICES) else frozenset(DEVICES)


_OFF: Final = _turned_off(os.environ.get("NEWSGEN_PLAIN", ""))
