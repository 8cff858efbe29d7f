"""Values as newsgen.toml writes them, for hints and for new sites."""

import json
from collections.abc import Iterable
from typing import Final

from newsgen.fast.patterns import later

_BARE: Final = later(r"[A-Za-z0-9_-]+")


def toml_text(text: str) -> str:
    """Return a text as a basic string of TOML, on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def toml_key(key: str) -> str:
    """Return a key as TOML writes it: with quotes only where it needs them."""
    return key if _BARE.fullmatch(key) else toml_text(key)


def toml_list(texts: Iterable[str]) -> str:
    """Return texts as an array of TOML, on one line."""
    return f"[{', '.join(map(toml_text, texts))}]"
