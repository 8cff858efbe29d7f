"""Texts by language, in any setting: each is for a language that pages can be in."""

from collections.abc import Collection, Iterator
from typing import Any

from newsgen.config.settings import CONFIG, Config
from newsgen.model.declared import ValueReader
from newsgen.model.refusal import Fault, Keys, Refusal, did_you_mean
from newsgen.model.worded import BY_LANGUAGE, Worded, primary


def named_languages(config: Config) -> set[str]:
    """Return the languages that settings name, without their countries."""
    of_areas = (tag for area in config.areas.values() for tag in area.languages)
    return {primary(tag) for tag in (config.site.language, *config.languages, *of_areas)}


def check_texts(config: Config, of_theme: Collection[str]) -> Iterator[Refusal]:
    """Yield texts in languages that neither a setting names nor the theme has words for."""
    # No page shows such a text: what pages say is in their languages, or in those of the words.
    known = sorted({*named_languages(config), *of_theme})
    for keys, texts in _texts(CONFIG, config):
        for tag in texts:
            if tag and primary(tag) not in known:
                message = f"the site has no language “{tag}”"
                more = f"Known are {', '.join(known)}. Another needs [languages.{tag}]."
                hint = did_you_mean(tag, known, more)
                yield Refusal(Fault.RULE, message, hint, keys=(*keys, tag))


def _texts(reader: ValueReader[Any], value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Worded]]:
    """Yield the texts by language in a value that a reader took, each with the keys to it."""
    if reader.label == BY_LANGUAGE:
        yield keys, value
    elif reader.items and value:
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(reader.items, item, (*keys, key))
    elif value is not None:
        for row in reader.rows:
            yield from _texts(row.reader, getattr(value, row.name), (*keys, row.name))
