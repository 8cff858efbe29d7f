"""Elements that no page may hold, and what to write instead."""

import pytest

from newsgen.rules._elements import removed
from tests.support.manuscripts import asked, manuscript


def hints(body: str) -> list[str]:
    return [d.hint for d in asked(removed, manuscript(f"Words.\n\n{body}"))]


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        (
            '<iframe src="https://x.example/e"></iframe>',
            "write [What is there](https://x.example/e)",
        ),
        (
            "<IFRAME SRC='https://x.example/e'></IFRAME>",
            "write [What is there](https://x.example/e)",
        ),
        ("<video controls></video>", "write [Watch the video](https://…)"),
        ("<form action='https://x.example/f'></form>", "[Fill in the form](https://x.example/f)"),
        ("a <script>b()</script>", "keep the words and link to it"),
        ("<svg><path/></svg>", "![What can be seen]"),
        ("<style>p {}</style>", "the theme decides"),
        ("a <o:p></o:p>", "the words in them stay"),
        ("<center>a</center>", "the words in them stay"),
        ("the man, <redacted>, was", "write \\<redacted>"),
    ],
)
def test_each_has_advice(body: str, advice: str) -> None:
    assert advice in hints(body)[0]


@pytest.mark.parametrize(
    "body",
    [
        "<b>a</b> <br/> <details><summary>a</summary></details>",
        "`<iframe>` and \\<iframe>",
        "    <iframe src='x'>",
        "<!-- <iframe> -->",
        "<a@x.example> <https://x.example/iframe>",
        "1 < 2 <3 a<b, AT&T",
        "&lt;iframe&gt;",
    ],
)
def test_what_stays_or_is_no_element_is_not_reported(body: str) -> None:
    assert hints(body) == []


def test_a_shown_tag_hides_no_other_one() -> None:
    assert len(hints("`<iframe>` <iframe src='https://x.example/'></iframe>")) == 1


def test_those_without_effect_are_one_finding() -> None:
    body = "<center><font>a</font></center>\n\nb<o:p></o:p>\n"
    (finding,) = asked(removed, manuscript(body))
    assert "with 2 more like it" in finding.message
