"""Everything that is there for speed alone.

`NEWSGEN_PLAIN=1` turns all of it off, and `NEWSGEN_PLAIN=yaml,jinja` the devices that it names, so
that each can be measured. No device changes a byte of output, and each stands aside for a version
of a library, an extension or an input that it does not know. Nothing here imports anything of
newsgen: callers hand over what is needed.
"""

import os
from typing import Final, Literal, get_args

Device = Literal["bytecode", "collector", "jinja", "markdown", "methods", "patterns", "yaml"]
DEVICES: Final[tuple[Device, ...]] = get_args(Device)


def is_on(device: Device) -> bool:
    """Return whether a device may be used."""
    return device not in _OFF


def unknown_devices() -> list[str]:
    """Return what NEWSGEN_PLAIN names that is not a device; any such name turns all of them off."""
    return [] if _SETTING in ("", "0", "1") else sorted({*_SETTING.split(",")} - {*DEVICES})


def _turned_off(setting: str) -> frozenset[str]:
    """Return the devices that a value of NEWSGEN_PLAIN turns off."""
    if setting in ("", "0"):
        return frozenset()
    named = frozenset(setting.split(","))
    return named if named <= set(DEVICES) else frozenset(DEVICES)


_SETTING: Final = os.environ.get("NEWSGEN_PLAIN", "")
_OFF: Final = _turned_off(_SETTING)
