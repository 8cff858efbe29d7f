"""Pages taken apart."""

from newsgen.importers.capture import Capture
from newsgen.importers.judged import is_own, sample_of, text_at


def test_text_is_own_to_a_page_if_few_have_it() -> None:
    assert [is_own(n, 100) for n in (1, 20, 21, 90)] == [True, True, False, False]
    assert [is_own(n, 3) for n in (1, 2, 3)] == [True, True, False]


def test_lines_are_blocks_with_the_words_that_no_link_has() -> None:
    html = b"<title>A</title><div>One <a href=/x>two</a><p>Three <b>four</b></p></div><script>1"
    page = sample_of(Capture("x", "https://www.old.example/", body=html))
    assert [block[:3] for block in page.blocks] == [("One two", 2, 1), ("Three four", 2, 2)]
    assert page.links == {"/x"}
    assert text_at(page, ["h1", "p"]) == "Three four"
    assert text_at(page, ["a @href"]) == "/x"
