"""What a plug-in can be: a filter, a rule, or a kind of field."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Protocol

from newsgen.plugins.review import CheckedRelease, Finding


class FilterPlugin(Protocol):
    """A filter of templates: takes what stands before `|`, then the arguments.

    It returns the same for the same values: it reads no file, no clock and no network.
    """

    def __call__(self, value: Any, /, *args: Any, **named: Any) -> Any: ...


class RulePlugin(Protocol):
    """A rule: returns what is wrong with a release, by that alone.

    It reads no file, no clock and no network, and remembers nothing of other releases: what it says
    of one is kept when another is taken down.
    """

    def __call__(self, release: CheckedRelease, /) -> Iterable[Finding] | None: ...


class FieldPlugin(Protocol):
    """A kind of field: takes the text that an author wrote, and returns what templates get.

    That is a text, a number, true or false, a date, or a list or mapping of such. `ValueError` says
    what is wrong with the text, and with a second argument what to write instead. It returns the
    same for the same text, and remembers nothing.
    """

    def __call__(self, text: str, /) -> Any: ...


class PluginRole(NamedTuple):
    """What plug-ins are for: the setting that lists them, what one is called, and what it takes."""

    setting: str
    noun: str
    example: str

    @property
    def group(self) -> str:
        """The entry points of installed packages that have this role."""
        return f"newsgen.{self.setting}"


FILTER: Final = PluginRole("filters", "filter", "value")
RULE: Final = PluginRole("rules", "rule", "release")
FIELD: Final = PluginRole("fields", "kind of field", "text")
ROLES: Final = (FILTER, RULE, FIELD)
