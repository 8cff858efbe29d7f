"""Whether everybody may see a record, by the fields that say so, such as `status`.

What is not known to be public is not: a word that the plan does not have, or no word at all.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from newsgen.importers.record_values import plain_name, texts, value_at

PUBLIC_WORDS: Final = (
    "true", "1", "yes", "published", "publish", "public", "live", "approved",
)  # fmt: skip
_NOT_PUBLIC: Final = frozenset({
    "false", "0", "no", "draft", "unpublished", "archived", "pending", "private", "hidden",
    "deleted", "trash", "trashed", "review", "scheduled", "future", "expired", "withdrawn",
})  # fmt: skip
_BARE: Final = frozenset({"true", "1", "yes", "false", "0", "no", "-2", "2", ""})
"""Words that say something only behind the right name."""
_CALLED: Final = re.compile(r"\w*(?:status|state)|(?:is)?(?:published|live|public|approved)")
_INVERTED: Final = re.compile(
    r"(?:is)?(?:draft|unpublished|hidden|private|archived|deleted|neverpublish)"
)
_SINCE: Final = re.compile(r"published(?:at|version|counter)|firstpublishedat")
_LONGEST_WORD: Final = 40
_HAS_VALUE: Final = "*"


def why_not_public(values: Any, names: Sequence[str], public: Iterable[str]) -> str:
    """Return what of a record says that not everybody may see it; empty if all may."""
    known = {word.casefold() for word in public}
    words = {name: list(_words(values, name)) for name in names}
    for name, every in words.items():
        for word in every:
            if word.casefold() not in known and _HAS_VALUE not in known:
                return f"{name}: {word[:_LONGEST_WORD]}"
    is_said = not names or any(words.values()) or "" in known
    return "" if is_said else f"{names[0]}: nothing"


def guess_status(
    rows: Sequence[Mapping[str, Any]], names: Iterable[str]
) -> tuple[str, tuple[str, ...], int]:
    """Return the field that says who may see records, its public words, and how many are public.

    The name is empty if there is none.
    """
    for name in names:
        public = _public_of(name, [next(_words(row, name), "").casefold() for row in rows])
        if public:
            count = sum(not why_not_public(row, [name], public) for row in rows)
            return name, public, count
    return "", PUBLIC_WORDS, 0


def _public_of(name: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return which words of a field are public ones; none if it does not say who may see."""
    plain = re.sub(r"[\W_]+", "", plain_name(name).rpartition(".")[2] or name).lower()
    said = set(words)
    if _SINCE.fullmatch(plain):
        return (_HAS_VALUE,) if "" in said and said != {""} else ()
    if _INVERTED.fullmatch(plain):
        # A box that nobody ticked may be an empty text.
        blank = ("",) if "" in said and said & {"1", "true", "yes"} else ()
        is_box = said <= _BARE and (blank or said & {"false", "0", "no"})
        return ("false", "0", "no", *blank) if is_box else ()
    if not _CALLED.fullmatch(plain) or said.isdisjoint(PUBLIC_WORDS):
        return ()
    is_clear = said <= _BARE or not said.isdisjoint((_NOT_PUBLIC | {*PUBLIC_WORDS}) - _BARE)
    return PUBLIC_WORDS if is_clear else ()


def _words(values: Any, name: str) -> Iterator[str]:
    """Yield the texts of a field, and true and false as words."""
    yield from texts(values, name)
    yield from (str(value).lower() for value in value_at(values, name) if isinstance(value, bool))
