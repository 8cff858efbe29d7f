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
            near = closest(str(value), map(str, self.choices))
            message = f"{error.message} Did you mean {near}?" if near else error.message
            # An argument is called by its name: click would call it by all its words.
            name = f"'{param.human_readable_name}'" if isinstance(param, click.Argument) else None
            raise click.BadParameter(message, ctx, param, name) from None
