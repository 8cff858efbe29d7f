"""Pages taken apart."""

from newsgen.importers.capture import Capture
from newsgen.importers.judged import is_own, sample_of, shape_of, teasers_in, text_at


def test_text_is_own_to_a_page_if_few_have_it() -> None:
    assert [is_own(n, 100) for n in (1, 5, 6, 90)] == [True, True, False, False]
    assert [is_own(n, 3) for n in (1, 2, 3)] == [True, True, False]


def test_lines_are_blocks_with_the_words_that_no_link_has() -> None:
    html = b"<title>A</title><div>One <a href=/x>two</a><p>Three <b>four</b></p></div><script>1"
    page = sample_of(Capture("x", "https://www.old.example/", body=html))
    assert [block[:3] for block in page.blocks] == [("One two", 2, 1), ("Three four", 2, 2)]
    assert page.links == {"/x": "two"}
    assert text_at(page, ["h1", "p"]) == "Three four"
    assert text_at(page, ["a @href"]) == "/x"


def test_texts_that_differ_by_headline_date_or_number_have_one_shape() -> None:
    months = ("janvier", "février")
    shapes = {
        shape_of(f"Home > {title} | Posted on {date}, ref. {n}", title, months)
        for title, date, n in (
            ("Road closed", "Tuesday 3rd March 2020", "12/A"),
            ("March of dogs", "1 février 2021", "7"),
            ("Van stolen", "05/03/2020 - 9:30am", "99W"),
        )
    }
    assert len(shapes) == 1
    long = f"On 3 March {'many words ' * 10}were said."
    assert shape_of(long, "", ()) == long


def test_boxes_that_begin_with_a_link_tell_of_other_pages() -> None:
    box = "<div class=box><h3><a href=/{0}>Story {0}</a></h3><p>What {0} is about.</p></div>"
    html = (
        "<div class=text><p>The first.</p><p><a href=/plan>The plan in full</a></p></div>"
        f"<div>{box.format('a')}{box.format('b')}</div>"
    )
    page = sample_of(Capture("x", "https://www.old.example/", body=html.encode()))
    texts = [page.blocks[at].text for at in sorted(teasers_in(page))]
    assert texts[0] == "Story a"
    assert len(texts) == 4
