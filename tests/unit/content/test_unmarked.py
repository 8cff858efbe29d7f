"""Texts without tags and Markdown; what readers see is in `tests/cases/readers.toml`."""

import pytest

from newsgen.content._unmarked import title_without_markup, unmarked


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Plain text.", "Plain text."),
        ("<p>One.</p><p>Two &amp; three.</p>", "One. Two &amp; three."),
        ("A <strong>man</strong>, 34, was <br/>jailed.", "A man, 34, was jailed."),
        ("**Bold** and __strong__ and *it* and _that_.", "Bold and strong and it and that."),
        ("** ** Officers **", "Officers"),
        ("### A heading", "A heading"),
        ("* An item", "An item"),
        (
            "See [the map](https://a.example/b 'Map'). ![A van](van.jpg) Call us.",
            "See the map. Call us.",
        ),
        ("20*515000 and 20*0123456", "20*515000 and 20*0123456"),
        ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
        (r"Saltmere \- appeal\.", "Saltmere - appeal."),
        ("3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ("#BeSafe this weekend", "#BeSafe this weekend"),
        ("\u200bOfficers are\ufeff here.", "Officers are here."),
        ("**", ""),
        ("<p></p>", ""),
        ("<p>Officers <stro", "Officers"),
        ("Officers </", "Officers"),
        ("Officers <!-", "Officers"),
        ("Officers <na", "Officers"),
        ("Officers <name withheld", "Officers <name withheld"),
        ("pan>Officers</span>", "Officers"),
        ("them>Officers", "them>Officers"),
        ("Officers&hell", "Officers"),
        ("Officers &#82", "Officers"),
        ("Officers at A&", "Officers at A&"),
        ("<style>a { b }</style>Officers", "Officers"),
        ("<SCRIPT>a < b</script >Officers", "Officers"),
        ("| Officers ¦", "Officers"),
        ("Officers ![A v", "Officers"),
        ("Officers ![A van](va", "Officers"),
        ("Stop![1] Officers", "Stop![1] Officers"),
        ("Officers ### Witnesses ##", "Officers Witnesses"),
    ],
)
def test_tags_and_markdown_are_taken_out(written: str, plain: str) -> None:
    assert unmarked(written) == plain


def test_a_title_keeps_its_bars_and_asterisks() -> None:
    assert title_without_markup("<b>Man</b> **jailed** | Northshire*") == "Man jailed | Northshire*"
    assert title_without_markup("Man jailed <em") == "Man jailed"
    assert title_without_markup("‘Stay safe’ \\- the Chief") == "‘Stay safe’ - the Chief"
