"""From the files of `content/` to releases, bodies and diagnostics."""

from newsgen.config import Config
from newsgen.config.load import parse


def parse_site(text: str) -> Config:
    """Read the text of a newsgen.toml, with names that no field may have refused.

    Raises:
        NewsgenError: with every mistake, each on its line.

    """
    config = parse(text)
    if config.fields:
        from newsgen.content.fields import check_names  # noqa: PLC0415 (most sites have none)

        check_names(config.fields, text)
    return config
