"""What the preview adds to a page: at its end, with nothing that the page could be broken by."""

import pytest

from newsgen.server.snippet import SCRIPT, STYLE, Notice, snippet, with_snippet

PLAIN = Notice()


@pytest.mark.parametrize(
    ("page", "before", "after"),
    [
        (b"<body>a</body></html>", b"<body>a", b"</body></html>"),
        (b"<p>a", b"<p>a", b""),
        (b"", b"", b""),
        (b"<pre></body></pre>b</body>", b"<pre></body></pre>b", b"</body>"),
        (b"caf\xe9</body>", b"caf\xe9", b"</body>"),
    ],
)
def test_it_is_at_the_end_of_the_last_body(page: bytes, before: bytes, after: bytes) -> None:
    assert with_snippet(page, "m", PLAIN) == before + snippet("m", PLAIN) + after


def test_the_script_is_a_file_and_knows_its_page() -> None:
    text = snippet("0f", PLAIN).decode()
    assert text == f'<script src="{SCRIPT}" data-mark="0f" defer></script>'


def test_a_banner_is_escaped_and_brings_its_style() -> None:
    text = snippet("0f", Notice("Drafts are shown & <dated>")).decode()
    assert "Drafts are shown &amp; &lt;dated&gt;" in text
    shadow = text.partition('<template shadowrootmode="open">')[2].partition("</template>")[0]
    assert f'href="{STYLE}"' in shadow
    assert text.count(STYLE) == 1
    assert "data-navigate" not in text


def test_the_browser_follows_only_if_it_is_asked_to() -> None:
    assert " data-navigate " in snippet("0f", Notice(navigate=True)).decode()
