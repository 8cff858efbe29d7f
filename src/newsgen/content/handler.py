"""The handler with which python-frontmatter reads and writes releases as newsgen does."""

import re
from datetime import date, datetime
from typing import Any, Final

import yaml
from frontmatter.default_handlers import BaseHandler

from newsgen.content.frontmatter import OPENING, FrontMatterError, Located, Parts, split
from newsgen.diagnostics import Exit, NewsgenError
from newsgen.files.walk import with_line_feeds

_PLACE: Final = "front matter"
"""Stands for the path in findings: a handler does not know the file."""


class ReleaseHandler(BaseHandler):
    """Reads the front matter of releases as newsgen does, and writes what newsgen reads.

    Pass it to python-frontmatter: `frontmatter.load(file, handler=ReleaseHandler())`. Both fences
    are read: a fenced `yaml` code block at the top of the file, and lines of three hyphens. Every
    value is text, as newsgen reads it before a key's type is known; there are lists and mappings
    of it, but no numbers, dates, true or false.

    `frontmatter.dumps(post, handler=ReleaseHandler())` writes the `yaml` fence. For hyphens, use
    `ReleaseHandler(start_delimiter="---", end_delimiter="---")`. Keys keep their order.
    """

    FM_BOUNDARY = OPENING
    START_DELIMITER = "```yaml"
    END_DELIMITER = "```"

    def split(self, text: str) -> tuple[str, str]:
        """Return the YAML and the body of a source.

        Raises:
            ValueError: the text does not begin with front matter; `frontmatter.load` then returns
                a post without metadata.
            NewsgenError: the front matter is never closed.

        """
        text = with_line_feeds(text)
        if not OPENING.match(text):
            raise ValueError("the text does not begin with front matter")
        try:
            parts = split(text, _PLACE)
        except FrontMatterError as error:
            raise NewsgenError(*error.diagnostics, exit_code=Exit.FINDINGS) from None
        return parts.yaml, parts.body

    def load(self, fm: str) -> dict[str, Any]:
        """Return the values of YAML: text, lists and mappings.

        Raises:
            NewsgenError: newsgen would not read it: it is not YAML or not a mapping, repeats a key,
                or loses words. Lines count from the line of the fence.

        """
        try:
            return Located(Parts(fm, 1, "", 1), _PLACE).values
        except FrontMatterError as error:
            raise NewsgenError(*error.diagnostics, exit_code=Exit.FINDINGS) from None

    def export(self, metadata: dict[str, object], **kwargs: Any) -> str:
        """Return metadata as YAML, with quotes only where YAML needs them.

        `None` becomes an empty text, which newsgen counts as not given; of `date`, `embargo`,
        `expires` and `status` it is an error. Other arguments are those of `yaml.dump`.

        Raises:
            yaml.YAMLError: a value is not text, a number, a date, true, false, `None`, a list or a
                mapping.

        """
        options: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": 10_000}
        written: str = yaml.dump(metadata, stream=None, **{"Dumper": _Dumper, **options, **kwargs})
        return written.strip(" \n")


class _Dumper(yaml.SafeDumper):
    """Newsgen reads every value as text, so a date needs no quotes."""


_DATE_KEPT_PLAIN: Final = "tag:yaml.org,2002:timestamp"
_OTHER_LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")
"""What ends a line for YAML alone: only an escape keeps it."""


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = '"' if _OTHER_LINE_ENDS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _represent_date(dumper: _Dumper, value: date) -> yaml.ScalarNode:
    return _represent_text(dumper, str(value))


def _represent_nothing(dumper: _Dumper, _: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _DATE_KEPT_PLAIN]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(date, _represent_date)
_Dumper.add_representer(datetime, _represent_date)
_Dumper.add_representer(type(None), _represent_nothing)
