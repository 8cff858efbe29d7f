"""Arguments that name a release, by its URL, its path or its file, or an area."""

from collections.abc import Collection

import click

from newsgen.model.refusal import closest
from newsgen.model.urls import URLError
from newsgen.pipeline import Session
from newsgen.printing import say
from newsgen.retention.named import UnknownReleaseError, url_named


def read_release(session: Session, text: str) -> str:
    """Return the URL that an argument stands for, and say so if it is not the URL itself."""
    try:
        url = url_named(session, text)
    except (UnknownReleaseError, URLError) as error:
        raise click.BadParameter(f"{error}. {error.hint}", param_hint="RELEASE") from None
    if url != text:
        say(f"{text} is {url}", err=True)
    return url


def read_area(text: str, known: Collection[str]) -> str:
    """Return an area that is given, which is one of those that are known, if any are."""
    if known and text not in known:
        near = closest(text, known)
        hint = f"Did you mean {near}?" if near else f"There are: {', '.join(known)}."
        raise click.BadParameter(f"there is no area {text}. {hint}", param_hint="--area")
    return text
