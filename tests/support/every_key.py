"""A release with a distinctive value of every key that its front matter may have."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml

from newsgen.content._values import KeyRow
from newsgen.model.declared import Row, ValueReader
from newsgen.model.refusal import RefusalError
from tests.support.opened import opened
from tests.support.pictures import saying
from tests.support.site import CONFIG, HOSTS, Release, new_site, write

LONDON: Final = ZoneInfo("Europe/London")
HOST: Final = f"https://{HOSTS['Cumbria']}"
URL: Final = f"{HOST}/News/News-Articles/2026/March/A.aspx"
ELSEWHERE: Final = "https://www.elsewhere.example/"
DATE: Final = "2026-03-10 10:00"
EXPIRES: Final = "2026-03-20T10:00Z"
TERMS: Final = '\n[taxonomies.kinds]\nkey = "kind"\n[taxonomies.topics]\nkey = "tags"\n'
UNSEARCHED: Final = CONFIG.replace('theme = "plain"', 'theme = "mine"') + TERMS
SEARCHED: Final = UNSEARCHED.replace('theme = "mine"', 'theme = "mine"\nsearch = true')

THEME: Final = {
    "theme.toml": '[theme]\ntitle = "Mine"\nextends = "plain"\n',
    "templates/release.html": """\
{% extends "plain/release.html" %}
{% block content %}{{ super() }}
{% for name, value in page.release.fields | dictsort %}
<p>{{ name }}: {{ value | pprint }}</p>
{% endfor %}
{% set day = page.release.fields.get("hearing") %}{% if day %}<p>{{ day | date }}</p>{% endif %}
{% endblock %}
""",
}

OVER: Final[dict[str, dict[str, str]]] = {
    "withdrawn": {"status": "withdrawn", "explanation": "No longer needed."},
    "gone": {"status": "gone"},
    "moved": {"status": "moved", "superseded_by": ELSEWHERE},
    "expired": {},
    "removed": {},
}


WORDED: Final = ("translation",)
"""Keys whose values are words of the settings."""


class Sample:
    """Distinctive values of keys, and how each is known again."""

    def __init__(self, rows: Iterable[KeyRow]) -> None:
        self.signs: dict[str, tuple[str, ...]] = {}
        self.values: dict[str, Any] = {}
        self.indistinct: dict[str, Any] = {}
        for row in rows:
            value = self._value(row, row.name)
            if value is not None:
                self.values[row.name] = value

    def _value(self, row: Row, name: str) -> Any:
        """Return a value of a row, of what in it does not survive; `None` without any."""
        if isinstance(row, KeyRow) and row.survives:
            return row.examples[0] if row.missing and "." in name else None
        reader = row.reader
        if isinstance(row.examples[0], list) and reader.items:
            return [self._inside(reader.items, row.examples[0][0], f"{name}[]")]
        return self._inside(reader, row.examples[0], name)

    def _inside(self, reader: ValueReader[Any], example: Any, name: str) -> Any:
        if reader.rows:
            below = {row.name: self._value(row, f"{name}.{row.name}") for row in reader.rows}
            return {key: value for key, value in below.items() if value is not None} or None
        if name in WORDED or reader.label in ("true or false", "choice", "two numbers"):
            self.indistinct[name] = example
            return example
        number = len(self.signs) + 10
        for value, *signs in _candidates(str(example), number):
            try:
                reader.read(value, LONDON)
            except RefusalError:
                continue
            self.signs[name] = tuple(sign.casefold() for sign in signs)
            return value
        raise AssertionError(f"no distinctive value of {name}")

    def left_in(self, folder: Path) -> list[str]:
        """Return the keys whose values are somewhere below a folder."""
        texts = "\0".join([text for _, text in opened(folder)])
        return [name for name, signs in self.signs.items() if any(sign in texts for sign in signs)]


def _candidates(example: str, number: int) -> Iterator[tuple[str, ...]]:
    """Yield values like an example that no other key has, each with what it may be written as."""
    word, year = f"Canary{number}q", 1900 + number
    if re.search(r"\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}", example):
        written = re.sub(r"\d{4}-\d\d-\d\d", f"{year}-11-23", example)
        written = re.sub(r"\d\d/\d\d/\d{4}", f"23/11/{year}", written)
        yield written, f"{year}-11-23", f"{year}1123", f"23/11/{year}", f"23 November {year}"
    if "/" in example:
        stem, dot, suffix = example.rpartition(".")
        yield f"{stem.rpartition('/')[0]}/{word}{dot}{suffix}", word
    yield f"{word} {example}", word
    yield word.lower(), word
    yield f"en-{word}", word


def text_of(values: dict[str, Any], body: str) -> str:
    front = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{front}---\n\n{body}\n"


def make_site(folder: Path, values: dict[str, Any], config: str = SEARCHED) -> Path:
    other = Release("Other", url=f"{HOST}/News/Other.aspx", date="2026-03-11")
    site = new_site(folder, {"b.md": other}, config)
    for path, text in THEME.items():
        write(site / "themes/mine" / path, text)
    for picture in values.get("images", []):
        write(site / "content" / picture["src"].lstrip("/"), saying("Pixels"))
    write(site / "content/a.md", text_of(values, "Seen at noon."))
    return site


NEEDED: Final = {"title": "A", "area": "Cumbria", "url": URL, "date": DATE, "expires": EXPIRES}
