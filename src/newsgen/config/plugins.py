"""The plug-ins of a site: the table `[plugins]` of newsgen.toml."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from keyword import iskeyword
from typing import Final

from newsgen.codes import CODES, SITE_RULE, select, site_rule
from newsgen.config import _values as values
from newsgen.config.fields import TYPES, FieldSettings
from newsgen.config.rows import setting
from newsgen.model.declared import ValueReader, list_of, matching
from newsgen.model.refusal import RefusalError, closest, refusal, suggestion, wrong_choice

_NAME: Final = matching(
    "[a-z][a-z0-9_]*",
    values.CODE,
    "“{}” is not the name of a plug-in",
    "Write its file in plugins/ without .py, such as miles for plugins/miles.py: small letters, "
    "digits and _ only.",
)


def _named(noun: str, taken: frozenset[str] = frozenset()) -> ValueReader[tuple[str, ...]]:
    """Take the names of plug-ins, each once; newsgen has the names that are taken."""
    names = list_of(_NAME, 'Write a list: ["{}"]', most=100)

    def read(value: object, zone: object) -> tuple[str, ...]:
        given = names.read(value, zone)  # type: ignore[arg-type]
        for at, name in enumerate(given):
            if name in given[:at]:
                raise refusal(values.CODE, f"the {noun} {name} is named twice", "Delete one.")
            if iskeyword(name):
                message = f"no function can be called {name}, a word of Python"
                raise refusal(values.CODE, message, "Give the plug-in another name.")
            if name in taken:
                message = f"newsgen itself has the {noun} {name}"
                raise refusal(values.CODE, message, "Give the plug-in another name.")
        return given

    return ValueReader(read, names.label, names.schema, items=names.items)


@dataclass(frozen=True, slots=True)
class PluginSettings:
    """Python that the site adds, by what it is for."""

    filters: tuple[str, ...] = setting(
        _named("filter"),
        "Filters that templates have beside newsgen's: files in plugins/ without .py, or entry "
        "points of installed packages",
        ["miles"],
        default=(),
    )
    rules: tuple[str, ...] = setting(
        _named("rule", frozenset(code.name.replace("-", "_") for code in CODES.values())),
        f"Rules that check releases beside newsgen's; the code of each is {SITE_RULE} and its name",
        ["house_style"],
        default=(),
    )
    fields: tuple[str, ...] = setting(
        _named("kind of field", frozenset(TYPES)),
        "Kinds of field, which fields may have as their type",
        ["court_reference"],
        default=(),
    )
    markdown: tuple[str, ...] = setting(
        _named("Markdown extension"),
        "Markdown extensions beside those of [markdown]: each takes Python-Markdown's object",
        ["callouts"],
        default=(),
    )

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the rules."""
        return frozenset(map(site_rule, self.rules))


def check_plugins(
    plugins: PluginSettings,
    fields: Mapping[str, FieldSettings],
    selectors: Iterable[tuple[tuple[str, ...], str]],
) -> Iterator[RefusalError]:
    """Yield types of fields that are neither newsgen's nor a plug-in's, and unknown site rules."""
    known = [*TYPES, *plugins.fields]
    for name, field in fields.items():
        if field.type not in known:
            hint = f'A kind of your own is listed in [plugins]: fields = ["{field.type}"].'
            error = wrong_choice(field.type, known, hint)
            yield error.below("fields", name, "type")
    for keys, selector in selectors:
        (code,) = select(selector) if selector.upper().startswith(SITE_RULE) else ("",)
        if code and code not in plugins.codes:
            near = closest(code, plugins.codes)
            hint = suggestion(near, "Rules of the site are listed in [plugins].")
            error = refusal(values.CODE, f"the site has no rule “{selector}”", hint)
            yield error.below("rules", *keys)
