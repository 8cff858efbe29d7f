"""Edits of front matter replace as little as possible, and read as what was meant."""

import pytest
from hypothesis import given, strategies as st

from newsgen.content.frontmatter import Located, Parts
from newsgen.pipeline.fixes import apply
from tests.support.draws import draws


def edited(matter: str, text: str, *keys: str | int) -> str | None:
    """Return the front matter with another text for a key, or None if no edit is safe.

    It has a slug, so that no title decides the address.
    """
    slug = "slug: x\n"
    after = edited_as_it_is(slug + matter, text, *keys)
    return after and after.removeprefix(slug)


def edited_as_it_is(matter: str, text: str, *keys: str | int) -> str | None:
    fix = Located(Parts(matter, 1, "", 99), "content/a.md").fix(keys or ("title",), text)
    return apply(matter, [fix]) if fix else None


@pytest.mark.parametrize(
    ("matter", "text", "after"),
    [
        ("title: Man arested\n", "Man arrested", "title: Man arrested\n"),
        ("title: 'It''s arested' \n", "It's arrested", "title: 'It''s arrested' \n"),
        ('title: "Ap\\u00eal arest"\n', "Apêl charge", 'title: "Ap\\u00eal charge"\n'),
        ("title: A\narea: B\n", "yes", "title: 'yes'\narea: B\n"),
        ("title: A\narea: B\n", "12", "title: '12'\narea: B\n"),
        ("title: A\narea: B\n", "C: D", "title: 'C: D'\narea: B\n"),
        ("title: A\narea: B\n", "# D", "title: '# D'\narea: B\n"),
        ("title: A\narea: B\n", "Siôn’s – “x”", "title: Siôn’s – “x”\narea: B\n"),
        (
            "title: >\n  Man arested\n  here\n",
            "Man charged here\n",
            "title: >\n  Man charged\n  here\n",
        ),
    ],
)
def test_as_little_as_possible_is_replaced(matter: str, text: str, after: str) -> None:
    assert edited(matter, text) == after


def test_a_value_in_a_list_or_a_group_is_replaced_alone() -> None:
    matter = "title: A\nimages:\n  - {src: a.png, alt: A}\n  - src: b.png\n    alt: A\n"
    assert edited(matter, "B", "images", 1, "alt") == matter.replace("    alt: A", "    alt: B")
    assert edited(matter, "B", "images", 0, "alt") == matter.replace("alt: A}", "alt: B}")


def test_what_would_end_the_front_matter_is_written_on_one_line() -> None:
    after = edited("title: A\n", "a\n---\nb")
    assert after == 'title: "a\\n---\\nb"\n'


@draws(40)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12))
def test_whatever_is_written_reads_as_it_was_meant(text: str) -> None:
    for matter in ("title: A\narea: B\n", "title: 'A'\n", 'title: "A"\n'):
        after = edited(matter, text)
        if after is not None:
            located = Located(Parts(after, 1, "", 99), "a")
            assert located._nodes.values["title"] == text  # `values` lack wide blanks at the ends


@pytest.mark.parametrize(
    ("matter", "text", "after"),
    [
        ("title: A b\narea: B\n", "C", "title: C\nslug: A-b\narea: B\n"),
        ("title: 'A b' \narea: B\n", "C", "title: 'C' \nslug: A-b\narea: B\n"),
        ("title: A b\n  c\narea: B\n", "C", "title: C\nslug: A-b-c\narea: B\n"),
        ("area: B\ntitle: A b\n", "C", "area: B\ntitle: C\nslug: A-b\n"),
        ("title: A &amp; b\n", "A & b", "title: A & b\n"),
        ("title: A\nurl: https://a.example/\n", "C", "title: C\nurl: https://a.example/\n"),
        ("title: >\n  A b\narea: B\n", "C", None),
        ("{title: A b, area: B}\n", "C", None),
        ("title: A b\nslug:\n", "C", None),
    ],
)
def test_a_title_that_decides_the_address_leaves_its_slug(
    matter: str, text: str, after: str | None
) -> None:
    assert edited_as_it_is(matter, text) == after
