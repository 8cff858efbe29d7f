"""Arguments that name a release: by its URL, its path or its file."""

import click

from newsgen.model.urls import URLError
from newsgen.pipeline import Session
from newsgen.retention.named import UnknownReleaseError, url_named


def read_release(session: Session, text: str) -> str:
    """Return the URL that an argument stands for, and say so if it is not the URL itself."""
    try:
        url = url_named(session, text)
    except (UnknownReleaseError, URLError) as error:
        raise click.BadParameter(f"{error}. {error.hint}", param_hint="RELEASE") from None
    if url != text:
        click.echo(f"{text} is {url}", err=True)
    return url
