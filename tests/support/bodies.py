"""Bodies that were made to be slow, and how much work each of them is, counted in a fresh process.

Run as a script it reads the size of the bodies, which part of them, and whether their bounds hold.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from typing import Any, Final

from tests.support.paths import REPOSITORY

UNITS: Final = (
    "<![CDATA[", "<![CDATA[x]]>", "<!--", "<!--\n", "<!-- -->", "<!", "<!DOCTYPE ", "<?", "<?x ?>",
    "<", "<a", "<a ", "<a href=", '<a href="', "<a b=c ", "<a/", "</", "</a", "<img ",
    "<a@b.example>", "<http://", "<http://a>", "<b>", "<b>\n", "<b><p>", "<i><b><u>", "<div>",
    "<div>\n", "<div>\n\n", "</div>\n", "<p>\n", "<table>", "<ul><li>", "<blockquote>\n\n",
    "<script>",
    "<style>\n", "<textarea>", "<title>", "<pre>\n", "<iframe>", "<svg><p>", "<select>", "<o:p>",
    "<a><table>",
    "<b>a</b>", "<a href='x'>a</a> ", "<hr>\n", "<h1>\n", "<plaintext>",
    "![x](", "![x](y", "![", "[", "[x](", "[x][", "[x](<", '[x](y "', "](", "[x]", "[a](b) ",
    "[a](b)\n\n", "![a][b", "[![a](b)](c)", "[![", "[a [b ", "[a](((", "[a](b '", "[a](<b> ",
    "[a]: b\n", "[a]: <b\n", "[a]:\n", "[a\n", "[^1]: a\n", "[^",
    "*", "**", "*a", "**a", "***a", "*a_", "*a _b ", "_a __", "_", "*[a", "[*a", "**`", "![*_`<",
    "`", "``", "`a``", "` ` `` ", "`[", "```\n", "```\n\n", "~~~\n", "\\", "\\*", "\\`",
    "&", "&#", "&#x", "&amp;", "&#1;", "> ", ">", ">> ", "> a\n\n", "- ", "* ", "+ ", "1. ",
    "- a\n", "- a\n\n", "- \n", "-\n", "- a\n    ", "* * *\n", "***\n", "---\n", "a\n=\n",
    "a\n-\n", "#",
    "#\n", "# a\n", "#a\n\n", "    a\n", "    a\n\n", "a  \n", " ", "\n", "\t", "| ", "|a|b|\n",
    "a|b\n-|-\n", "a|b\n-|-\na|b\n\n", "`|", "\\|", "a {: .b }\n", "{: a=", "*a*{: .x }",
    "a\n: b\n\n",
    "*[A]: b\n", "“", "é",
)  # fmt: skip
"""Beginnings and parts of all constructs of Markdown and of raw HTML, with an end and without."""
DEEPER: Final[dict[str, Callable[[int], str]]] = {
    "lists": lambda level: "    " * level + "- a\n",
    "lists by two": lambda level: "  " * level + "- a\n",
    "lists by tabs": lambda level: "\t" * level + "1. a\n",
    "lists with gaps": lambda level: "    " * level + "- a\n\n",
    "quotations": lambda level: ">" * (level + 1) + " a\n",
    "quotations with gaps": lambda level: ">" * (level + 1) + " a\n\n",
    "indents": lambda level: "    " * level + "a\n",
    "backticks": lambda level: "`" * (level + 1) + " ",
    "stars": lambda level: "*" * (level + 1) + "a ",
    "tags": lambda level: f"<t{level}>",
    "references": lambda level: f"[r{level}]: /x\n",
}
HALVES: Final = (
    ("[", "]"), ("[a", "](b)"), ("(", ")"), ("*", "*"), ("*a **b ", "c** d*"), ("*a _b ", "c_ d*"),
    ("<div>", "</div>"), ("<b>", "</b>"), ("<blockquote>", "</blockquote>"),
    ("|-", "\n|"),
)  # fmt: skip
INSIDE: Final = (
    "a\n", "`a` ", "a  \n", "a\\\n", "![a](b) ", "<http://a> ", "[ab](cd) ", "*a* ", "<b>a</b> ",
    "&amp; ", "\\* ",
)  # fmt: skip
"""What becomes an element of its own, or might."""
OUTSIDE: Final = (
    "**{}b**", "*{}b*", "_{}b_", "***{}b***", "_**{}b**_", "[{}b](/x)", "[{}b][x]\n\n[x]: /y",
    "- **{}b**", "# **{}b**", "> **{}b**", "a|b\n-|-\n**{}b**", "<b>{}</b>",
)  # fmt: skip
"""What may hold others."""
ROWS: Final = (" ", "\t", " \t", "#", "*", "-", "`|", "\\", "> ", ":")
AROUND: Final = ("# a{}b", "- a{}b", "a|b\n-|-\na{}b", "\\\\a{}%00\n\n*b*")
"""Lines in which something stands in a row."""
MOST: Final = 4_000_000
"""The most that a body of 20 kB may need; 2,500 brackets without bounds need twice as much."""
LOOKED_AT: Final = 5
"""So many items of a list are looked at in the time of one step."""


PARTS: Final = 6


def bodies(size: int) -> Iterator[tuple[str, str]]:
    """Yield a name and a text for each."""
    for unit in UNITS:
        yield unit, (unit * size)[:size]
    for name, line in DEEPER.items():
        text = ""
        for level in count():
            if len(text) > size:
                break
            text += line(level)
        yield name, text[:size]
    for first, last in HALVES:
        times = size // len(first + last)
        yield f"{first}…{last}", first * times + last * times
    for outside in OUTSIDE:
        for inside in INSIDE:
            yield outside.format(f"({inside})"), outside.format((inside * size)[:size])
    for text in AROUND:
        for row in ROWS:
            yield text.format(f"({row})"), text.format((row * size)[:size])
    yield "table", "|a" * (size // 8) + "|\n" + "|-" * (size // 8) + "|\n" + "|\n" * (size // 4)


def too_much_work(size: int, *, part: int, plain: bool, bounded: bool = True) -> dict[str, int]:
    """Return what is too much work of a part, without the devices for speed or with them."""
    asked = map(str, (size, part, int(bounded)))
    command = [sys.executable, "-m", "tests.support.bodies", *asked]
    # Patterns that are kept would not be counted.
    environment = {**os.environ, "NEWSGEN_PLAIN": "1" if plain else "patterns"}
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    work: dict[str, int] = json.loads(done.stdout)
    assert work
    return {name: steps for name, steps in work.items() if steps > MOST}


def _count_what_is_looked_for() -> None:
    """Have Python-Markdown's search for an element among the others of its parent count."""
    from markdown import treeprocessors

    from tests.support.steps import WORK

    class Counted(list[Any]):
        def index(self, *asked: Any) -> int:
            at = super().index(*asked)
            WORK.steps += at // LOOKED_AT
            return at

    module: Any = treeprocessors
    module.list = Counted


def _main() -> None:
    from tests.support import steps

    steps.install(is_rough=True)
    from newsgen.config.settings import DEFAULT_EXTENSIONS
    from newsgen.content.markup import Markup, MarkupError, _bounds

    _count_what_is_looked_for()
    size, part, bounded = map(int, sys.argv[1:])
    if not bounded:
        bounds: Any = _bounds
        bounds.excess = lambda _body: None
    markup = Markup(DEFAULT_EXTENSIONS, {})

    def convert(body: str) -> None:
        with suppress(MarkupError):
            markup.convert(body)

    convert("*a* <b>b</b>")
    every = [*bodies(size)][part::PARTS] if bounded else [("[", "[" * size)]
    work = {name: steps.work_of(lambda body=body: convert(body)) for name, body in every}  # type: ignore[misc]
    print(json.dumps(work))  # noqa: T201


if __name__ == "__main__":
    _main()
