"""Findings whose texts try to break every format, and the files that they speak of."""

from pathlib import Path
from typing import Final

from newsgen.diagnostics import Diagnostic, Fix, Related, Span

LONG: Final = "Officers searched the moor. " * 30

FILES: Final = {
    "content/a.md": (
        b"\xef\xbb\xbf```yaml\r\ntitle: Witness appeal\r\n```\r\n\r\n"
        b"Call Crimestoppers on 0800 55 111.\r\n\tTabbed 0800 55 111 and 0800 55 111.\r\n"
    ),
    "content/wide, 100%: a|b.md": (
        "日本語 in a title, then café and 0800 55 111\n"
        "Turned \u202eround\u202c, \x1b[31mred\x1b[0m, hid\u200bden, ##vso[x]y and ##[z]\n"
    ).encode(),
    "content/long.md": (LONG + "Ring 0800 55 111. " + LONG + "\n\nOne\nTwo\n").encode(),
    "content/latin.md": b"caf\xe9 0800 55 111\n",
}

FOUND: Final = [
    Diagnostic(
        "NG511",
        "Crimestoppers' number is 0800 555 111",
        Span("content/a.md", 5, 23, 5, 34),
        "Write 0800 555 111.",
        subject="0800 55 111",
        fix=Fix(Span("content/a.md", 5, 23, 5, 34), "0800 555 111"),
    ),
    Diagnostic(
        "NG511",
        "Crimestoppers' number is 0800 555 111",
        Span("content/a.md", 6, 9, 6, 20),
        "Write 0800 555 111.",
        subject="0800 55 111",
        fix=Fix(Span("content/a.md", 6, 9, 6, 20), "0800 555 111"),
    ),
    Diagnostic("NG201", "the release has no title", Span("content/a.md", 2, 1)),
    Diagnostic(
        "NG114",
        'the key "a|b`c` 100%0A, x: y; z]" is\r\ngiven <b>twice</b> [here](https://x.example)',
        Span("content/wide, 100%: a|b.md", 1, 27, 1, 38),
        "Keep one: {0}, %25, ::error::no, ##vso[task.complete]no.",
        (Related(Span("content/a.md", 2, 1), "first used here, 50%\nor there"),),
    ),
    Diagnostic(
        "NG520",
        "\u202ethe text \x1b[31mturns\x1b[0m\u2028round \x9b2J \x00",
        Span("content/wide, 100%: a|b.md", 2, 8, 2, 14),
        "Take it out.",
    ),
    Diagnostic("NG522", "a heading", Span("content/long.md", 1, len(LONG) + 6, 1, len(LONG) + 17)),
    Diagnostic("NG528", "a quotation", Span("content/long.md", 3, 2, 4, 2), "Close it."),
    Diagnostic("NG518", "the word is garbled", Span("content/latin.md", 1, 4, 1, 5)),
    Diagnostic("NG901", "the folder cannot be written", Span("/srv/out put"), "Ask."),
    Diagnostic("NG602", "é" * 3, Span("content/gone.md", 7, 1, 7, 2)),
]


def write_files(site: Path) -> None:
    for name, data in FILES.items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
