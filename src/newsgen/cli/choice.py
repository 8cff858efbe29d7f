"""A word of several to choose from."""

from typing import Any

import click

from newsgen.model.refusal import closest


class Choice(click.Choice[str]):
    """One of several words; a misspelt one is refused with the word that it is closest to."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            if near := closest(str(value), map(str, self.choices)):
                message = f"{error.message} Did you mean {near}?"
                raise click.BadParameter(message, ctx, param) from None
            raise
