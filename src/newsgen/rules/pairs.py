"""The rules on pairs: whether two releases can be one in two languages, and what lacks a twin."""

from collections.abc import Iterator
from datetime import datetime

from newsgen.config.languages import Gate
from newsgen.diagnostics import Diagnostic, Related
from newsgen.model.release import URGENT, Release
from newsgen.model.spoken import NAMES
from newsgen.model.worded import primary
from newsgen.rules._alike import differences, said
from newsgen.store.pairs import Half, Lacking, Left, Pairs, TwinTexts


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
        "Take this one down too, if it says the same; else take translation_of out where it is.",
        subject=left.twin,
    )


def _wrong(half: Half) -> tuple[str, str] | None:
    """Return what is wrong of a pair, and what to do."""
    if primary(half.language) == primary(half.twin_language):
        what = f"{half.written} is in the same language, {half.language}"
        return what, "Add language: to the one that is in another, such as language: cy."
    if half.area != half.twin_area:
        where = f"in another area, {half.twin_area}" if half.twin_area else "a page of no area"
        what = f"{half.written} is {where}"
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
    language = NAMES.get(primary(gate.language), gate.language)
    text = f"the {'page' if lacking.is_page else 'release'} has no translation into {language}"
    if lacking.is_twin_down:
        return  # see `_left`
    if lacking.due:
        hint = "Write it, and name it in translation_of."
        yield Diagnostic("NG232", f"{text}; it is due on {lacking.due[:10]}", lacking.span, hint)
    elif not lacking.apart:
        code = "NG231" if gate.is_required else "NG232"
        draft = " that is not a draft" if lacking.twin_state is not None else ""
        write = "Write one and name it in translation_of"
        if lacking.is_of_pair:  # which has no room for a third
            write = f"Write it below the text as a part, between :::{gate.language} and :::"
        hint = f"{write}, or say why there is none: translation: urgent"
        yield Diagnostic(code, text + draft, lacking.span, hint)


def check_alike(pairs: Pairs, since: datetime | None) -> Iterator[Diagnostic]:
    """Yield the pairs whose halves do not say as much: all, or of which one is since a time."""
    for texts in pairs.texts(since):
        yield from _behind(texts)
        if found_others := [*_differences(texts)]:
            what = f"content/{texts.twin} has {'; '.join(found_others)}"
            hint = "Compare both texts. If they are right as they are, accept it with a reason."
            yield Diagnostic("NG235", what, texts.span, hint, subject=texts.twin)


def _behind(texts: TwinTexts) -> Iterator[Diagnostic]:
    """Yield the half that was not updated or corrected when the other was."""
    halves = (texts.release, texts.other), (texts.other, texts.release)
    for release, other in halves:
        lacks = other.notes_more_than(release)
        if lacks > 0:
            what = f"{'a newer note' if lacks == 1 else f'{lacks} newer notes'}"
            message = f"content/{release.source} lacks {what} of content/{other.source}"
            hint = "Add the same to updates or corrections, and change the text."
            yield Diagnostic("NG234", message, texts.span, hint, subject=release.source)


def _differences(texts: TwinTexts) -> Iterator[str]:
    """Yield what is another in the twin, in words."""
    here, there = texts.release, texts.other
    day = here.published.at.date() if here.published else None
    yield from differences(said(here, texts.html), said(there, texts.other_html), day)
    this, that = _day(here), _day(there)
    if this != that and URGENT not in (_apart(here), _apart(there)):  # else it went first
        another = f"another day of publication, {that} and not {this or 'none'}"
        yield another if that else "no day of publication"
    if here.case != there.case:
        yield "another incident"


def _apart(release: Release) -> str:
    return release.life.apart if release.life else ""


def _day(release: Release) -> str:
    return f"{release.published.at:%Y-%m-%d}" if release.published else ""
