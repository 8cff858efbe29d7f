"""Settings that were checked before: checking the same text again could only say the same."""

import json
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfoNotFoundError

from newsgen.config.settings import Config

FILE: Final = "settings.json"
"""In the cache folder: a digest, and the settings. One that is cut short is not believed."""


def recall(cache: Path, version: str, text: str) -> Config | None:
    """Return the settings that a version of newsgen made of a text, if it did so last."""
    try:
        mark, _, known = (cache / FILE).read_text(encoding="utf-8").partition("\n")
        if mark != _mark(version, text, known):
            return None
        config = Config.of(json.loads(known))
        _ = config.zone  # it may have been the system's, and be gone
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return None
    return config


def remember(cache: Path, version: str, text: str, config: Config) -> None:
    """Keep the settings that were made of a text.

    Some cannot be kept, as options of themes may hold what JSON does not know, such as dates.
    """
    with suppress(OSError, TypeError):
        if recall(cache, version, text) == config:
            return
        known = json.dumps(config.values())
        if Config.of(json.loads(known)) == config:
            file = cache / FILE
            file.unlink(missing_ok=True)  # a link must not bring what is written elsewhere
            with file.open("x", encoding="utf-8") as stream:
                stream.write(f"{_mark(version, text, known)}\n{known}")


def _mark(version: str, text: str, known: str) -> str:
    return blake2b(json.dumps([version, text, known]).encode(), digest_size=16).hexdigest()
