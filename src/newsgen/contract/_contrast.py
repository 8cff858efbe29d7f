"""The contrast of the colours that a theme declares, on pages and cards, after WCAG 2.2.

A theme says in its theme.toml which custom properties of its style sheets stand on which others:

    [contrast]
    pairs = [["text", "page", 4.5], ["edge", "page", 3]]
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final, NamedTuple

import tinycss2
from tinycss2.color4 import parse_color

from newsgen.config.load import find_key
from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.theme.environment import SHIPPED
from newsgen.theme.load import Theme

SCHEMES: Final = ("light", "dark")
_ROOTS: Final = frozenset({":root", "html"})
_PASSED: Final = frozenset({"layer", "supports"})
"""At-rules that are transparent: their content counts as if outside."""
_SCHEME: Final = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)", re.IGNORECASE)
_OTHER_MEDIA: Final = re.compile(r"\bprint\b|\bforced-colors\b", re.IGNORECASE)
_DEEP: Final = 20
"""How deep custom properties may refer to each other."""


class Token(NamedTuple):
    """A custom property's value, and where it is set."""

    value: list[Any]
    file: str
    line: int
    column: int


Tokens = dict[str, dict[str, Token]]
"""For each scheme the custom properties by name, without the hyphens before."""


def tokens_of(sheets: list[tuple[str, str]], query: str = "") -> Tokens:
    """Read the custom properties that style sheets set for the whole page.

    `sheets` are names for messages and texts, in the order in which pages load them. `query` is one
    of `queries_of` that holds.
    """
    tokens: Tokens = {scheme: {} for scheme in SCHEMES}
    for file, text in sheets:
        for item, schemes, condition in _set(_rules(text), SCHEMES, ""):
            if condition in ("", query):
                token = Token(item.value, file, item.source_line, item.source_column)
                for scheme in schemes:
                    tokens[scheme][item.name[2:]] = token
    return tokens


def queries_of(sheets: list[tuple[str, str]]) -> list[str]:
    """Return the media queries, beside those for a scheme, in which such properties are set.

    Print and forced colours are not included: there the browser or the printer chooses colours.
    """
    asked = {asked for _, text in sheets for _, _, asked in _set(_rules(text), SCHEMES, "")}
    return sorted(asked - {""})


def _rules(text: str) -> list[Any]:
    rules: list[Any] = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return rules


def _set(
    rules: list[Any], schemes: tuple[str, ...], asked: str
) -> Iterator[tuple[Any, tuple[str, ...], str]]:
    """Yield each declaration for the root, its schemes, and the other media queries around it."""
    for rule in rules:
        if rule.type == "qualified-rule" and _is_root(rule):
            for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True):
                if item.type == "declaration" and item.name.startswith("--"):
                    yield item, schemes, asked
        elif rule.type == "at-rule" and rule.content is not None:
            inner, query = _condition(rule, schemes)
            if inner:
                parsed = tinycss2.parse_rule_list(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                yield from _set(parsed, inner, " and ".join(q for q in (asked, query) if q))


def _is_root(rule: Any) -> bool:
    selectors = tinycss2.serialize(rule.prelude).split(",")
    return any(selector.strip() in _ROOTS for selector in selectors)


def _condition(rule: Any, schemes: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return for which of the schemes an at-rule holds, and its other conditions."""
    if rule.lower_at_keyword in _PASSED:
        return schemes, ""
    condition = " ".join(tinycss2.serialize(rule.prelude).split())
    if rule.lower_at_keyword != "media" or _OTHER_MEDIA.search(condition):
        return (), ""
    if "," in condition:
        return schemes, condition
    rest = []
    for part in condition.split(" and "):
        if match := _SCHEME.fullmatch(part):
            schemes = tuple(scheme for scheme in schemes if scheme == match[1])
        elif part not in ("screen", "all"):
            rest.append(part)
    return schemes, " and ".join(rest)


_COMPUTED: Final = ("srgb", "hsl", "hwb")
"""The colour spaces that tinycss2 can convert to RGB."""


class NoColourError(Exception):
    """A token is missing, or is not a colour that can be computed."""


def contrast(tokens: Tokens, scheme: str, front: str, back: str) -> float:
    """Return the contrast of one token on another, from 1 to 21. Raises `NoColourError`."""
    *behind, alpha = _colour(tokens, scheme, back)
    if alpha < 1:
        raise NoColourError(f"--{back} lets through what is behind it")
    *before, alpha = _colour(tokens, scheme, front)
    mixed = [f * alpha + b * (1 - alpha) for f, b in zip(before, behind, strict=True)]
    light, dark = sorted((_luminance(mixed), _luminance(behind)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _colour(tokens: Tokens, scheme: str, name: str) -> tuple[float, ...]:
    """Return red, green, blue and alpha of a token, each from 0 to 1."""
    value = _resolved(tokens, scheme, _token(tokens, scheme, name).value, _DEEP)
    parts = [part for part in value if part.type not in ("whitespace", "comment")]
    colour = parse_color(parts[0]) if len(parts) == 1 else None
    if colour is None or colour == "currentcolor":
        said = tinycss2.serialize(value).strip()
        raise NoColourError(f"--{name} is “{said}”, which is not a colour that can be computed")
    if colour.space not in _COMPUTED:
        said = tinycss2.serialize(value).strip()
        raise NoColourError(f"--{name} is “{said}”; write it as #rrggbb or rgb()")
    red, green, blue = colour.to("srgb").coordinates
    limited = (min(max(part or 0.0, 0.0), 1.0) for part in (red, green, blue))
    return (*limited, float(colour.alpha))


def _token(tokens: Tokens, scheme: str, name: str) -> Token:
    if name not in tokens[scheme]:
        raise NoColourError(f"no style sheet of the theme sets --{name} for :root")
    return tokens[scheme][name]


def _resolved(tokens: Tokens, scheme: str, value: list[Any], deep: int) -> list[Any]:
    """Replace var() and light-dark() by their values."""
    if deep == 0:
        raise NoColourError("custom properties refer to each other in a circle")
    resolved: list[Any] = []
    for part in value:
        if part.type == "function" and part.lower_name == "var":
            name, fallback = _arguments(part)
            known = tokens[scheme].get(tinycss2.serialize(name).strip()[2:])
            inner = known.value if known else fallback
            if not inner:
                raise NoColourError(f"{tinycss2.serialize([part])} is set nowhere")
        elif part.type == "function" and part.lower_name == "light-dark":
            inner = _arguments(part)[SCHEMES.index(scheme)]
        else:
            resolved.append(part)
            continue
        resolved += _resolved(tokens, scheme, inner, deep - 1)
    return resolved


def tokens_behind(tokens: Tokens, scheme: str, name: str, deep: int = _DEEP) -> Iterator[Token]:
    """Yield a token and those that its value names with var()."""
    token = tokens[scheme].get(name)
    if token is None or deep == 0:
        return
    yield token
    for part in token.value:
        if part.type == "function" and part.lower_name in ("var", "light-dark"):
            for inner in re.findall(r"var\(\s*--([\w-]+)", tinycss2.serialize([part])):
                yield from tokens_behind(tokens, scheme, inner, deep - 1)


def _arguments(function: Any) -> tuple[list[Any], list[Any]]:
    """Return the first argument of a function and the rest."""
    parts = function.arguments
    at = next((i for i, part in enumerate(parts) if part == ","), len(parts))
    return parts[:at], parts[at + 1 :]


def _luminance(colour: list[float]) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


_TEXT: Final = 4.5
_EDGE: Final = 3.0
_PAIRS: Final = (
    ("on_band", "band", _TEXT),
    ("text", "page", _TEXT),
    ("text", "panel", _TEXT),
    ("muted", "page", _TEXT),
    ("edge", "page", _EDGE),
)


class LowContrast(NamedTuple):
    """A finding, the options of the theme that its colours are, and whether one is not set."""

    diagnostic: Diagnostic
    options: frozenset[str]
    is_unset: bool = False


def card_contrasts(theme: Theme) -> Iterator[LowContrast]:
    """Yield the pairs of colours on cards that have too little contrast.

    Raises:
        NewsgenError: a colour is the name of something else than a colour.

    """
    named = {**asdict(theme.cards.colours), **theme.cards.kinds}
    sheet = "".join(f"--{name}: {theme.colour(colour)};" for name, colour in named.items())
    tokens = tokens_of([("cards", f":root {{{sheet}}}")])
    edges = ((kind, "page", _EDGE) for kind in theme.cards.kinds)
    for front, back, least in (*_PAIRS, *edges):
        ratio = contrast(tokens, "light", front, back)
        if ratio < least:
            diagnostic = Diagnostic(
                "NG807",
                f"on cards, {front} on {back} has a contrast of {ratio:.2f}, and {least:g} is "
                "needed",
                _place(theme, front),
                f"Make {front} or {back} lighter or darker, so that they differ more.",
            )
            options = theme.options.keys() & {named[front], named[back]}
            yield LowContrast(diagnostic, frozenset(options))


def by_option(
    low: Iterable[LowContrast], theme: Theme, config_text: str = ""
) -> Iterator[Diagnostic]:
    """Yield one finding for each option that is the cause of some, and the others as they are.

    An option counts where the site sets it, or a theme of its own does.
    """
    groups: dict[str, list[Diagnostic]] = {}
    for diagnostic, options, _ in low:
        places = {name: theme.option_place(name, config_text) for name in sorted(options)}
        of_site = [name for name, span in places.items() if not span.path.startswith(SHIPPED)]
        if of_site:
            groups.setdefault(of_site[0], []).append(diagnostic)
        else:
            yield diagnostic
    for name, group in groups.items():
        number = "a pair" if len(group) == 1 else f"{len(group)} pairs"
        yield Diagnostic(
            "NG807",
            f"the option {name}, {theme.options[name]}, gives {number} of colours too little "
            "contrast",
            theme.option_place(name, config_text),
            "Choose a lighter or darker colour, which differs more from those that it stands on.",
            related=tuple(Related(each.span, each.message) for each in group),
            subject=name,
        )


def _place(theme: Theme, name: str) -> Span:
    """Return where a theme of the chain names a colour, or else the first line of the theme's."""
    table = "kinds" if name in theme.cards.kinds else "colours"
    for label, text in theme.declarations():
        span = find_key(text, label, ("cards", table, name))
        if span.line:
            return span
    return Span(theme.label, 1)
