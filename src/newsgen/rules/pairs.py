"""The rules on pairs: whether two releases can be one in two languages, and what lacks a twin."""

from collections.abc import Iterator

from newsgen.config.languages import Gate
from newsgen.diagnostics import Diagnostic, Related
from newsgen.model.worded import primary
from newsgen.store.pairs import Half, Lacking, Left, Pairs

_NAMES = {"cy": "Welsh", "en": "English", "ga": "Irish", "gd": "Gaelic", "pl": "Polish"}


def check_pairs(pairs: Pairs) -> Iterator[Diagnostic]:
    """Yield the releases that name a twin which cannot be theirs.

    The catalogue covers all times: no pair is wrong on one day and right on another.
    """
    namers: dict[str, Half] = {}
    for half in pairs.halves():
        if wrong := _wrong(half):
            yield _about(half, *wrong)
        elif (other := namers.setdefault(half.twin, half)) is not half:
            what = f"{half.written} is the translation of content/{other.source} already"
            related = (Related(other.span, "the other one names it here"),)
            hint = "A pair has two releases: take translation_of out of one."
            yield Diagnostic("NG230", what, half.span, hint, related, subject=half.written)
    yield from map(_left, pairs.left())


def _left(left: Left) -> Diagnostic:
    return Diagnostic(
        "NG233",
        f"its translation, content/{left.twin}, was taken down",
        left.span,
        "Take this one down too, if it says the same; else take translation_of out.",
        subject=left.twin,
    )


def _wrong(half: Half) -> tuple[str, str] | None:
    """Return what is wrong of a pair, and what to do."""
    if primary(half.language) == primary(half.twin_language):
        what = f"{half.written} is in the same language, {half.language}"
        return what, "Add language: to the one that is in another, such as language: cy."
    if half.area != half.twin_area:
        what = f"{half.written} is in another area, {half.twin_area}"
        return what, "Name the release of the same area, or correct area: in one of them."
    if half.named not in (None, half.source):
        what = f"{half.written} is the translation of another release itself"
        return what, "Let both name each other, or take translation_of out of one."
    return None


def _about(half: Half, what: str, hint: str) -> Diagnostic:
    related = (Related(half.twin_span, "the other one is this"),)
    return Diagnostic("NG230", what, half.span, hint, related, subject=half.written)


def check_translations(gate: Gate, pairs: Pairs) -> Iterator[Diagnostic]:
    """Yield the releases of an area that need a translation and have none.

    The day by which one is to follow makes no error, nor does anything else that only time does.
    """
    for lacking in pairs.not_in(primary(gate.language), gate.area, gate.since):
        is_asked = not gate.kinds or (lacking.kind in gate.kinds and not lacking.is_page)
        if is_asked and lacking.twin_state != 0:
            yield from _missing(gate, lacking)


def _missing(gate: Gate, lacking: Lacking) -> Iterator[Diagnostic]:
    language = _NAMES.get(primary(gate.language), gate.language)
    text = f"the {'page' if lacking.is_page else 'release'} has no translation into {language}"
    if lacking.is_twin_down:
        return  # see `_left`
    if lacking.due:
        hint = "Write it, and name it in translation_of."
        yield Diagnostic("NG232", f"{text}; it is due on {lacking.due[:10]}", lacking.span, hint)
    elif not lacking.apart:
        code = "NG231" if gate.is_required else "NG232"
        draft = " that is not a draft" if lacking.twin_state is not None else ""
        hint = (
            "Write one and name it in translation_of, or say why there is none: translation: urgent"
        )
        yield Diagnostic(code, text + draft, lacking.span, hint)
