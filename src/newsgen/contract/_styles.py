"""The style sheets of a theme: what they ask for, and the contrast of colours."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from posixpath import dirname, join, normpath
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import tinycss2

from newsgen.config.csp import host_in
from newsgen.config.load import find_key
from newsgen.contract import _contrast as contrast
from newsgen.contract._places import SourceSpans, pointed
from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.files import walk
from newsgen.model.refusal import did_you_mean
from newsgen.theme.asset import RENDERED, Assets
from newsgen.theme.declaration import Pair, declaration
from newsgen.theme.environment import line_at, text_of
from newsgen.theme.failure import unreadable
from newsgen.theme.load import NO_ASSET, Theme
from newsgen.theme.marks import Marks


class Sheet(NamedTuple):
    """A style sheet as it is published, and where in the theme its lines and columns are from."""

    name: str
    text: str
    at: Callable[[int, int], Span]


def sheets_of(theme: Theme) -> tuple[list[Sheet], list[Diagnostic]]:
    """Return the style sheets that are published, the oldest ancestor's first, and what is none.

    Raises:
        NewsgenError: one cannot be rendered.

    """
    sheets: list[Sheet] = []
    unread: list[Diagnostic] = []
    chain = list(reversed(theme.chain))
    won = [(chain.index(source), name) for name, (source, _) in theme.asset_files.items()]
    for _, name in sorted(won):
        if name.endswith(".css"):
            try:
                text = theme.assets[name][1].decode()
            except UnicodeDecodeError as error:
                unread += unreadable(error, _label(theme, name)).diagnostics
                continue
            sheets.append(Sheet(name, text, _places(theme, name, text)))
    return sheets, unread


def _label(theme: Theme, name: str) -> str:
    source, path = theme.asset_files[name]
    return f"{source.label}/assets/{path}"


def _places(theme: Theme, name: str, text: str) -> Callable[[int, int], Span]:
    source, path = theme.asset_files[name]
    label = _label(theme, name)
    if not path.endswith(RENDERED):
        return lambda line, column: Span(label, line, column)
    known = {each: data for each, (_, data) in theme.assets.items()}
    marking = Assets(theme.chain, theme.options, theme.asset_files, known)
    marking.environment.add_extension(Marks)
    spans = SourceSpans(text, marking.render(f"{source.name}/{path}"), label)

    def at(line: int, column: int) -> Span:
        offset = spans.offset(line, column)
        return pointed(theme, spans.at(offset), text[offset:].partition("\n")[0])

    return at


# What is lost, and what is not closed

_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_PIECE: Final = re.compile(
    r"""(?P<comment>/\*)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\\."""
    r"""|\burl\(\s*[^"'\s)][^)\n]*\)|(?P<open>[{(\[])|(?P<close>[})\]])""",
    re.DOTALL,
)
_CLOSING: Final = {"{": "}", "(": ")", "[": "]"}
_USED: Final = re.compile(r"\bvar\(\s*(--[\w-]+)\s*\)")
_SET: Final = re.compile(r"""(--[\w-]+)\s*(?::|["'])|@property\s+(--[\w-]+)""")


def _without_comments(sheet: str) -> str:
    """Return a style sheet with blanks for its comments: everything keeps its place."""
    return _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), sheet)


def unbalanced(sheets: Iterable[Sheet]) -> Iterator[Diagnostic]:
    """Yield the brackets of style sheets that are not closed, or close nothing."""
    for sheet in sheets:
        opened: list[tuple[str, int]] = []
        text = _without_comments(sheet.text)
        wrong = None
        for piece in _PIECE.finditer(text):
            if piece["open"]:
                opened.append((piece["open"], piece.start()))
            elif piece["close"] and (not opened or _CLOSING[opened.pop()[0]] != piece["close"]):
                wrong = f"“{piece['close']}” closes nothing", piece.start()
                break
        if wrong is None and opened:
            wrong = f"“{opened[-1][0]}” is never closed", opened[-1][1]
        if wrong:
            said, at = wrong
            hint = "Browsers leave out what follows, or take it for something else."
            yield Diagnostic("NG802", f"in {sheet.name}, {said}", _span_at(sheet, at), hint)


def unset(theme: Theme, sheets: Sequence[Sheet]) -> Iterator[Diagnostic]:
    """Yield the custom properties that style sheets use without a fallback and nothing sets.

    A script or an attribute of a template may set one.
    """
    texts = [_without_comments(sheet.text) for sheet in sheets]
    folders = [source.folder / kind for source in theme.chain for kind in ("templates", "assets")]
    paths = (each / entry.path for each in folders for entry in walk(each, hidden=True))
    files = [file for file in paths if file.match("*.[jh][st]*") and file.is_file()]
    others = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    known = {a or b for text in (*texts, *others) for a, b in _SET.findall(text)}
    seen: set[str] = set()
    for sheet, text in zip(sheets, texts, strict=True):
        for use in _USED.finditer(text):
            if use[1] not in known | seen:
                seen.add(use[1])
                hint = did_you_mean(use[1], sorted(known), "Set it for :root, or give a fallback.")
                said = f"the style sheet {sheet.name} uses {use[1]}, which no style sheet sets"
                yield Diagnostic("NG802", said, _span_at(sheet, use.start(1)), hint)


def _span_at(sheet: Sheet, at: int) -> Span:
    line = sheet.text.count("\n", 0, at) + 1
    return sheet.at(line, at - sheet.text.rfind("\n", 0, at))


def replacing(theme: Theme) -> Iterator[Diagnostic]:
    """Yield the style sheets that replace one of an older theme, without what that one says."""
    for name, (source, path) in theme.asset_files.items():
        older = theme.chain[theme.chain.index(source) + 1 :] if name.endswith(".css") else ()
        for other in older:
            theirs = [n for n in (name, name + RENDERED) if (other.folder / "assets" / n).is_file()]
            if not theirs:
                continue
            text = text_of(theme.chain, _label(theme, name))
            if not re.search(rf"(?:include|@import)[^%;]*{re.escape(name)}", text):
                said = (
                    f"this {path} replaces that of {other.name}, and so sets nothing that it sets"
                )
                hint = f'Begin with {{% include "{other.name}/{theirs[0]}" %}}'
                if path == name:
                    hint += f", and call the file {name}{RENDERED}"
                yield Diagnostic("NG802", said, Span(_label(theme, name)), f"{hint}.")
            break


# Requests

_ELSEWHERE: Final = "Copy the file into the folder assets: no other site may learn about readers."
_NAMES: Final = frozenset({"namespace"})
"""At-rules whose addresses are names, which are not requested."""


def requests(sheets: Iterable[Sheet], hosts: Collection[str]) -> Iterator[Diagnostic]:
    """Yield requests of style sheets to other hosts, and for assets that do not exist."""
    for sheet in sheets:
        rules = tinycss2.parse_stylesheet(sheet.text, skip_comments=True)
        for address, line, column in _addresses(rules):
            host = host_in(address)
            if host and host not in hosts:
                place = sheet.at(line, column)
                said = f"the style sheet {sheet.name} asks another host, {host}"
                yield Diagnostic("NG808", said, place, _ELSEWHERE)
            elif _is_missing(sheet.name, address):
                said = f"the style sheet {sheet.name} names {address}, which is not an asset"
                yield Diagnostic("NG811", said, sheet.at(line, column), NO_ASSET)


def _is_missing(name: str, address: str) -> bool:
    """Return whether an address is still relative to a style sheet, in the folder assets."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path[:1] in ("", "/"):
        return False
    return not normpath(join(dirname(name), parts.path)).startswith("..")


def _addresses(nodes: Iterable[Any]) -> Iterator[tuple[str, int, int]]:
    """Yield each address that is requested, with its line and column."""
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword in _NAMES:
            continue
        if node.type == "url":
            yield node.value, node.source_line, node.source_column
        is_import = node.type == "at-rule" and node.lower_at_keyword == "import"
        is_image = node.type == "function" and node.lower_name in ("url", "src", "image-set")
        inside = [*_parts(node)]
        if is_import or is_image:
            for part in inside:
                if part.type == "string":
                    yield part.value, part.source_line, part.source_column
        yield from _addresses(inside)


def _parts(node: Any) -> Iterator[Any]:
    """Yield the components of a rule, a block or a function."""
    for name in ("prelude", "content", "arguments"):
        yield from getattr(node, name, None) or ()


# Contrast


def pairs_of(theme: Theme) -> Iterator[tuple[Pair, Span]]:
    """Yield the pairs that a theme and its ancestors declare, each with its place."""
    for label, text in theme.declarations():
        place = find_key(text, label, ("contrast", "pairs"))
        for pair in declaration(text, label).contrast.pairs:
            yield pair, place


_OPTION: Final = re.compile(r"""\boptions(?:\.|\[["'])(\w+)""")


def contrasts(
    theme: Theme, sheets: list[Sheet], pairs: Iterable[tuple[Pair, Span]]
) -> Iterator[contrast.LowContrast]:
    """Yield the pairs whose contrast is too low, or cannot be computed."""
    texts = [(sheet.name, sheet.text) for sheet in sheets]
    tokens = contrast.tokens_of(texts)
    by_query = {query: contrast.tokens_of(texts, query) for query in contrast.queries_of(texts)}
    at = {sheet.name: sheet.at for sheet in sheets}
    for pair, place in pairs:
        for scheme in contrast.SCHEMES:
            low = [(each, tokens) for each in _contrast(tokens, pair, place, scheme, at)]
            for query, others in by_query.items() if not low else ():
                where = f" with @media {query}"
                low += [(d, others) for d in _contrast(others, pair, place, scheme, at, where)]
            for diagnostic, used in low:
                options = {
                    option
                    for name in (pair.front, pair.back)
                    for token in contrast.tokens_behind(used, scheme, name)
                    for option in _options(theme, at[token.file](token.line, token.column))
                }
                is_unset = not {pair.front, pair.back} <= used[scheme].keys()
                yield contrast.LowContrast(diagnostic, frozenset(options), is_unset)


def _options(theme: Theme, place: Span) -> list[str]:
    """Return the options that a line of a style sheet names."""
    names = _OPTION.findall(line_at(theme.chain, place))
    return [name for name in names if name in theme.options]


def _contrast(
    tokens: contrast.Tokens,
    pair: Pair,
    place: Span,
    scheme: str,
    at: dict[str, Callable[[int, int], Span]],
    query: str = "",
) -> Iterator[Diagnostic]:
    front, back = f"--{pair.front}", f"--{pair.back}"
    where = f"in the {scheme} scheme{query}"
    try:
        ratio = contrast.contrast(tokens, scheme, pair.front, pair.back)
    except contrast.NoColourError as error:
        hint = "Set it in a style sheet of the theme, or take the pair out."
        yield Diagnostic("NG807", f"{error} ({where})", place, hint)
        return
    if ratio < pair.least:
        before, behind = tokens[scheme][pair.front], tokens[scheme][pair.back]
        is_set = Related(at[behind.file](behind.line, behind.column), f"{back} is set here")
        said = f"{front} on {back} has a contrast of {ratio:.2f} {where}"
        yield Diagnostic(
            "NG807",
            f"{said}, and {pair.least:g} is needed",
            at[before.file](before.line, before.column),
            f"Make {front} or {back} lighter or darker, so that they differ more.",
            related=(is_set,),
        )
