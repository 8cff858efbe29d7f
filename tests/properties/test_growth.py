"""The work of rules and of Markdown grows no faster than a text that was made to be slow."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, partial
from html import escape

import pytest
from markdown import Extension, Markdown

from newsgen.config import Config
from newsgen.content import frontmatter
from newsgen.content._meta import Meta
from newsgen.content._quotes import curly, curly_html
from newsgen.content._summary import choose
from newsgen.content.markup._embeds import take_out
from newsgen.content.markup.typed import standard
from newsgen.content.release import SourceReader
from newsgen.diagnostics import Diagnostic
from newsgen.fast.markdown.extension import FastText
from newsgen.model.embed_blocks import embed_faults
from newsgen.pipeline._examine import with_subjects
from newsgen.rules import (
    _links as link_rules,
    _metadata as metadata,
    _telephone as telephone,
    _text as text,
)
from newsgen.rules.manuscript import Body, Manuscript, find_link_spans, find_links
from newsgen.rules.release import RULES
from newsgen.rules.rule import Rule
from tests.support.growth import grows_too_fast

UNITS = (
    *("0", "0 ", "0800 ", "0800 555 11 ", "“", "“a\n\n", "“a” ", '"', "\u200b", "a\u200b", "â€™"),
    *("â€", "Ã¢", "pnn.police.uk", "a@a.", "a.pnn.police.uk ", "+1", "+44 ", "call 07700900123 "),
    *("Crimestoppers ", "12345 ", "&#3", "&amp;", "| ", " - a", "it's ", "\u202e", "+4(0)", "0) "),
)
"""Beginnings of what rules on text, telephone numbers and front matter look for."""
LINKS = (
    "[the **plan** %d](https://x.example/%d) ", "[plan %d][%d] ", "<a%d@x%d.example> ",
    "[%d](/a/b%d) ", "[[[%d ](( %d", '<a href="%d %d ', "](%d](%d", "\n[%d]:%d",
    "<%d<%d", "[%d%d",
)  # fmt: skip
REFERENCE = "[{}]: /x\n"
EMBEDS = (":::video a\n", ":::video a\nb\n:::\n", "```\n:::video a\n", ":::vidoe a\n", "::: \n")
BLOCKS = ("## A heading\n", "A heading\n=====\n", REFERENCE, "words <b>bold</b> ")
SIGNS = "Rape of a victim, his daughter. Not to approach. Appealing for witnesses. "
TEXTS = {
    "names": "A a ",
    "capitals": "A ",
    "long names": "Alex Rowan ",
    "hyphens": "A-a",
    "apostrophes": "A'a’",
    "digits": "1",
    "numbers": "of 1 ",
    "ages": "15, ",
    "ages of names": "Alex Rowan, 15, ",
    "aged": "15-year-old ",
    "children": "15-year-old boy named A ",
    "stops": ". ",
    "marks": "!”*",
    "opening marks": ". (((*",
    "lines": "\n",
    "indented lines": "\n   ",
    "list items": "\n* Alex 1 ",
    "tabs": "\t",
    "houses": " 12 Quarry",
    "more houses": " 1 Quarry Quarry Quarry Quarry",
    "streets": "12 High Street ",
    "postcodes": " 1AA",
    "marks of vehicles": " AB12 CDE",
    "parts of marks": " A1",
    "kin": "his own young daughter ",
    "victims": "victim Alex Rowan ",
    "offences": "sexual ",
    "missing": "missing ",
    "concerned": "concerned for ",
    "danger": "not to approach ",
    "if you": "if you are in ",
    "anyone": "anyone who has any further ",
    "times": " at 24.75 and 25",
    "days": " “today (4 March)",
    "weekdays": " Monday 06/03/2026",
    "days without a year": "on Monday 5 March who had died ",
    "terms": "Highways Highways Action Fraud formerly ",
    "letters": "é",
    "idle marks": "**\n",
    "idle paragraphs": "_\n\n",
    "backslashes": "a\\\n\n",
    "single marks": "a ** b\n\n",
    "underscores": "_ a _\n",
    "spaced marks": "** a ** ",
    "spaces": " ",
    "labels": "not for publication ",
}


ROWS = (" ", "\t", "\n", "#", "- ", "'", "*", "`", "~", "&a ", ": ", "a: ", "- a: ")
SOURCES = {
    "title": "---\narea: A\ntitle: T{}x\n---\n\nText.\n",
    "open quote": "---\narea: A\ntitle: 'T{}x\n---\n\nText.\n",
    "open list": "---\narea: A\ntags: [a{}x\n---\n\nText.\n",
    "key": "---\narea: A\n{}x\n---\n\nText.\n",
    "joined": "---\narea: A\ntitle:T{}x\n---\n\nText.\n",
    "heading": "---\narea: A\ntitle: T\n---\n# T{}x\n\nText.\n",
    "body": "---\narea: A\ntitle: T\n---\n\n{}",
}


@cache
def _parsed() -> Manuscript:
    text = "---\ntitle: T\narea: Northshire\ndate: 2026-03-05\n---\n"
    parts = frontmatter.split(text, "content/a.md")
    located = frontmatter.Located(parts, "content/a.md")
    parsed = SourceReader(Config()).parse("---\narea: A\ntitle: T\ndate: 2026-03-05\n---\n", "a.md")
    return Manuscript(
        path="content/a.md",
        values=located.values,
        places=located,
        body=Body(parts.body, "content/a.md", parts.body_line),
        html="",
        area=None,
        address=None,
        published=parsed.published,
        release=None,
        zone=Config().zone,
    )


def _check(rule: Rule, words: str) -> None:
    values = {**_parsed().values, "title": words, "summary": words}
    body = Body(words, "content/a.md", _parsed().body.line)
    list(rule.check(replace(_parsed(), values=values, body=body)))


def _checks(rules: Iterable[Rule], texts: Mapping[str, str]) -> dict[str, Callable[[], object]]:
    return {
        f"{rule.check.__name__} of {name}": partial(_check, rule, words)
        for name, words in texts.items()
        for rule in rules
    }


def _rules_on_signs(share: int, size: int) -> dict[str, Callable[[], object]]:
    """Return checks of a quarter of the texts, as all of them together take minutes."""
    names = [*TEXTS][share::4]
    texts = {name: SIGNS + TEXTS[name] * (size // len(TEXTS[name])) for name in names}
    return _checks(RULES.rules, texts)


rules_on_signs, rules_on_more_signs, rules_on_other_signs, rules_on_last_signs = (
    partial(_rules_on_signs, share) for share in range(4)
)


def embeds(size: int) -> dict[str, Callable[[], object]]:
    """Return searches for blocks in as many lines, also in those that only begin them."""
    return {unit: partial(_embeds, unit * size) for unit in EMBEDS}


BLOCK = ":::video The van\nhttps://www.youtube.com/watch?v=jNQXAC9IVRw\n:::\n\n"


def rules_on_blocks(size: int) -> dict[str, Callable[[], object]]:
    """Return checks of links in bodies of many blocks, each with its address."""
    return _checks(link_rules.RULES, {"blocks": BLOCK * size})


def _embeds(written: str) -> None:
    list(embed_faults(written))
    take_out(written)


def rules_on_units(size: int) -> dict[str, Callable[[], object]]:
    texts = {repr(unit): f"x{unit * (size // len(unit))}x" for unit in UNITS}
    return _checks((*metadata.RULES, *telephone.RULES, *text.RULES), texts)


def sources(size: int) -> dict[str, Callable[[], object]]:
    reader = SourceReader(Config())
    return {
        f"{name} with {row!r}": partial(
            reader.parse, source.format(row * (size // len(row))), "a.md"
        )
        for name, source in SOURCES.items()
        for row in ROWS
    }


def links(size: int) -> dict[str, Callable[[], object]]:
    """Return searches for the places of as many links, in texts where they are hard to find."""
    html = "".join(f'<a href="https://x.example/{n}">plan {n}</a>' for n in range(size // 10))
    return {
        unit: partial(_find, html, "".join(unit % (n, n) for n in range(size // 10)))
        for unit in LINKS
    }


def _find(html: str, written: str) -> None:
    assert len(list(find_link_spans(find_links(html), written))) == html.count("<a ")


def places(size: int) -> dict[str, Callable[[], object]]:
    sentence = "Officers said that they would like to hear from anyone.\n"
    return {"places": partial(_places, sentence * (size // 10), len(sentence))}


def _places(written: str, length: int) -> None:
    body = Body(written, "content/a.md", 1)
    spans = [body.span(at, at + 8) for at in range(0, len(written), length)]
    subjects = with_subjects((Diagnostic("NG527", "x", span) for span in spans), written)
    assert {d.subject for d in subjects} == {"Officers"}


def markdown(size: int) -> dict[str, Callable[[], object]]:
    return {block: partial(_convert, _long(block, size), FastText()) for block in BLOCKS}


def markdown_alone(size: int) -> dict[str, Callable[[], object]]:
    return {"references": partial(_convert, _long(REFERENCE, size // 2))}


TYPED = (
    "#a\n", "# a\n", "- # a\n", "- - #", "#", "  ", "*\t", "> #a\n\n", "```\n#a\n", "<b>#a\n",
    "<!--#\n", "# [a](b) ", "](",
    "a*b ", "** a ** ", "** ", "**", "`a*b ", "[a*b\n", "a*b\n", "** a\n",
    "• a\n", "a\n- b\n- c\n", "1) a\n", "•", "• a\nb\n", "- \n",
    "– a\n", "a:\n– b\n– c\n", "-a\n", "  • a\n", "• a\n  ◦ b\n", "1) a\n• b\n", "| a\n", "• \n",
    "– a\n\n", "• a\n\n", "said ", "1) a\n• b\n2) c\n",
    "a) b\n", "(i) a\n", "- A: b\n  C: d\n", "-\n", "a\n-\n\n", "=\n\n",
    "**\n", "_\n", "\\\n", "\\", "a\\\n", "_ a _\n", "__ a", "&nbsp;", "====\n\n",
    "a** ", "a**b ", "**a****b", "******a", "**a *b", "***a* ", "**a\n**\n", "**\na**\n",
    "**\n\n", "- - _ ", "_*", "_", "* _ ", "*a\n", "• a\n– b\n",
    "A: b\n", "A\n", "a\n", "|\n",
)  # fmt: skip


def typed(size: int) -> dict[str, Callable[[], object]]:
    """Return rewritings of what people type; a long line is a heading too."""
    around = "#a\n# {}x\n"
    return {
        f"{unit!r} in {form!r}": partial(standard, form.format(unit * (size // len(unit))))
        for unit in TYPED
        for form in ("#a\n\n{}", around)
    }


SUMMARISED = (
    "<p>", "<script>", "<script ", "<style>a</style>", "<!--", "<", "</", "a>", "&#8", "[a](",
    "[a](b ", "[email protected] ", "[email protected]", "a protected. ", "a | ", "| ", " > ",
    "Home > ", "`a ", "*a ", "**", "Alex Rowan ", "Alex of ", "a://", "photo ", "15 ", "<br>",
)  # fmt: skip


def summaries(size: int) -> dict[str, Callable[[], object]]:
    """Return choices of a summary, by a description or a body."""
    texts = {unit: unit * (size // len(unit)) for unit in SUMMARISED}
    tasks: dict[str, Callable[[], object]] = {
        f"described: {unit!r}": partial(choose, Meta({}, {}, og={"description": text}), "")
        for unit, text in texts.items()
    }
    return tasks | {
        f"body: {unit!r}": partial(choose, Meta({}, {}, title="A"), f"<p>{escape(text)}</p>")
        for unit, text in texts.items()
    }


QUOTED = (
    "'a ", "'a” ", "'a’ ", "1' ", "‘1' ", '“1" ', "(' ", '" ', "<b>'a", "‘<b>a '", '<b>"a</b> ',
    "‘", "’", "“", "'",
)  # fmt: skip


def quotes(size: int) -> dict[str, Callable[[], object]]:
    """Return searches for the right marks in texts whose quotations are long, or do not end."""
    texts = {unit: unit * (size // len(unit)) for unit in QUOTED}
    tasks: dict[str, Callable[[], object]] = {
        f"text of {unit!r}": partial(curly, text) for unit, text in texts.items()
    }
    return tasks | {
        f"HTML of {unit!r}": partial(curly_html, f"<p>{text}</p>") for unit, text in texts.items()
    }


def _long(line: str, size: int) -> str:
    return "".join(line.format(number) for number in range(size // 10))


def _convert(written: str, *extensions: Extension) -> None:
    Markdown(extensions=["tables", "sane_lists", "attr_list", *extensions]).convert(written)


@pytest.mark.rotates(10)
@pytest.mark.parametrize(
    "tasks",
    [
        "rules_on_signs",
        "rules_on_more_signs",
        "rules_on_other_signs",
        "rules_on_last_signs",
        "rules_on_units",
        "rules_on_blocks",
        "embeds",
        "sources",
        "links",
        "places",
        "markdown",
        "typed",
        "summaries",
        "quotes",
    ],
)
def test_the_work_grows_no_faster_than_the_text(tasks: str) -> None:
    assert grows_too_fast(__name__, tasks) == {}


def test_what_grows_faster_is_noticed() -> None:
    """Python-Markdown looks at all of a long block again for each of its lines."""
    assert [*grows_too_fast(__name__, "markdown_alone")] == ["references"]
