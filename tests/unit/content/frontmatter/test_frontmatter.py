"""Fences and the places of YAML values."""

import pytest
import yaml
from frontmatter.default_handlers import YAMLHandler
from hypothesis import assume, example, given, strategies as st

from newsgen.content import frontmatter
from newsgen.content.frontmatter import FrontMatterError, Located, Parts, split
from newsgen.content.yaml import _words as words
from newsgen.content.yaml._words import quoted, tokens_of
from newsgen.diagnostics import Diagnostic, Span
from newsgen.pipeline.fixes import apply

NATIVE = "```yaml\ntitle: A\nog:\n  title: B\n  site: {name: C}\ntags: [x, y]\n```\n\nBody.\n"


def located(text: str) -> Located:
    return Located(split(text, "content/a.md"), "content/a.md")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("```yaml\ntitle: A\n```\nBody\n", 1),
        ("```yml\ntitle: A\n```\nBody\n", 1),
        ("```YAML\ntitle: A\n```\nBody\n", 1),
        ("```yaml  \ntitle: A\n```  \nBody\n", 1),
        ("---\ntitle: A\n---\nBody\n", 1),
        ("\n\n```yaml\ntitle: A\n```\nBody\n", 3),
        ("\n---\ntitle: A\n---\nBody\n", 2),
    ],
)
def test_both_fences_are_read_and_blank_lines_may_come_first(text: str, line: int) -> None:
    parts = split(text, "content/a.md")
    assert parts.yaml.strip() == "title: A"
    assert parts.yaml_line == line
    assert parts.body.strip() == "Body"
    assert located(text).key("title") == Span("content/a.md", line + 1, 1, line + 1, 6)


@given(
    st.sampled_from(["```yaml", "```yaml\n", "```yaml\n\n", "```yml\n"]),
    st.lists(st.sampled_from(["a: b", "\n", "\n", "```", "```\n", "```yaml", " ", "---"])),
)
def test_the_usual_fences_are_cut_like_all_others(opening: str, rest: list[str]) -> None:
    text = opening + "".join(rest)
    try:
        other = split("\n" + text, "p")  # a blank line above: not the usual form
    except FrontMatterError:
        with pytest.raises(FrontMatterError):
            split(text, "p")
        return
    assert split(text, "p") == other._replace(
        yaml_line=other.yaml_line - 1, body_line=other.body_line - 1
    )


@pytest.mark.parametrize("blank", ["\u00a0", "\u2009", "\u202f", "\u3000"])
def test_a_blank_of_any_width_at_the_ends_of_a_value_is_a_space(blank: str) -> None:
    text = f"---\narea: Mid{blank}Wessex{blank}\nkind: {blank}appeal\ntags: [a, 'b{blank}']\n"
    text += f"og:\n  site: {{name: 'Two{blank}Words '}}\nsummary: '{blank} A{blank}B '\n---\n"
    assert located(text).values == {
        "area": "Mid Wessex",  # a name, which has to be that of newsgen.toml
        "kind": "appeal",
        "tags": ["a", "b"],
        "og": {"site": {"name": f"Two{blank}Words "}},  # as it is with spaces only
        "summary": f"A{blank}B",
    }


def test_an_escape_is_a_blank_too() -> None:
    text = '---\narea: "Mid\\_Wessex\\u00a0"\nnote: "a\\n"\n---\n'
    assert located(text).values == {"area": "Mid Wessex", "note": "a\n"}


def test_a_fix_changes_nothing_beside_a_blank() -> None:
    text = "---\ntitle: Teh van\narea: Mid\u00a0Wessex\nkind: news\u00a0\n---\n"
    there = located(text)
    for fix in (there.fix(("title",), "The van"), there.addition("status", "draft")):
        assert fix is not None
        assert "Mid\u00a0Wessex\nkind: news\u00a0\n" in apply(text, [fix])
    assert there.deletion("kind") is not None


def test_a_body_keeps_its_line_numbers() -> None:
    parts = split(NATIVE, "content/a.md")
    offset = parts.body[: parts.body.index("Body.")].count("\n")
    assert NATIVE.split("\n")[parts.body_line + offset - 1] == "Body."


@pytest.mark.parametrize("blank", ["", "\n", "\n\n\n"])
def test_blank_lines_after_a_fence_of_dashes_move_no_place(blank: str) -> None:
    text = f"---\n{blank}title: A\n---\n{blank}Body.\n"
    parts = split(text, "content/a.md")
    offset = parts.body[: parts.body.index("Body.")].count("\n")
    assert text.split("\n")[parts.body_line + offset - 1] == "Body."
    assert located(text).key("title").line == 2 + len(blank)


def test_a_fence_in_the_body_is_the_bodys() -> None:
    text = "```yaml\ntitle: A\n```\n\n```\ncode\n```\n\n---\n\nEnd.\n"
    assert split(text, "p").body.strip() == "```\ncode\n```\n\n---\n\nEnd."


def test_a_rule_of_the_yaml_fence_does_not_close_the_other() -> None:
    parts = split("---\ntitle: A\n---\n\n```yaml\nx: y\n```\n", "p")
    assert parts.yaml.strip() == "title: A"
    assert "x: y" in parts.body


@pytest.mark.parametrize(
    ("keys", "key", "value"),
    [
        (("title",), (2, 1, 2, 6), (2, 8, 2, 9)),
        (("og", "title"), (4, 3, 4, 8), (4, 10, 4, 11)),
        (("og", "site", "name"), (5, 10, 5, 14), (5, 16, 5, 17)),
        (("tags",), (6, 1, 6, 5), (6, 7, 6, 13)),
        (("tags", 1), (6, 11, 6, 12), (6, 11, 6, 12)),
    ],
)
def test_every_key_and_value_keeps_its_place(
    keys: tuple[str | int, ...], key: tuple[int, ...], value: tuple[int, ...]
) -> None:
    tree = located(NATIVE)
    assert tree.key(*keys) == Span("content/a.md", *key)
    assert tree.value(*keys) == Span("content/a.md", *value)


def test_a_missing_key_stands_where_its_group_does() -> None:
    tree = located(NATIVE)
    assert tree.key("og", "image") == tree.key("og")
    assert tree.value("area") == Span("content/a.md", 1, 1)


def test_columns_count_characters_and_not_bytes() -> None:
    tree = located("```yaml\n\u00e9\U0001f600\u2013: {\u00e9: x}\n```\n")
    assert tree.value("\u00e9\U0001f600\u2013", "\u00e9").column == 10


@pytest.mark.parametrize(
    "text", ["NO", "10:49:00", "0123", "1e3", "null", "~", "2020-03-05", "true", "0x1f", "1_000"]
)
def test_yaml_guesses_nothing(text: str) -> None:
    assert located(f"```yaml\ntitle: {text}\n```\n").values == {"title": text}


def test_an_alias_repeats_its_anchors_value() -> None:
    tree = located("```yaml\na: &x {b: c}\nd: *x\n```\n")
    assert tree.values == {"a": {"b": "c"}, "d": {"b": "c"}}


def test_every_repeated_key_is_reported_at_once() -> None:
    with pytest.raises(FrontMatterError) as error:
        located("```yaml\na: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n```\n")
    places = [(d.code, d.span.line, d.related[0].span.line) for d in error.value.diagnostics]
    assert places == [("NG114", 3, 2), ("NG114", 4, 4), ("NG114", 5, 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Appeal: man", "'Appeal: man'"),
        ("it's", "'it''s'"),
        ('"a" b', "'\"a\" b'"),
        ('"whole"', "'whole'"),
        ("'whole'", "'whole'"),
        ("'", "''''"),
        ("", "''"),
    ],
)
def test_the_hint_quotes_so_that_yaml_reads_it(text: str, expected: str) -> None:
    assert quoted(text) == expected
    values = Located(Parts(f"t: {quoted(text)}\n", 1, "", 1), "p").values
    assert values["t"] == (text[1:-1] if text in ('"whole"', "'whole'") else text)


@pytest.mark.parametrize(
    "title",
    [
        *("Appeal: man's bike", "@home", "*star*", "&pound;5", "[UPDATE] x", "`x`", "%x", '"a" b'),
        *("!Missing person", "&Witness appeal", "Patrols in #Kendal", "#Kendal", "| x", "> x"),
        *("- x", "? x", ", x", "{x", "] x", '"a" #b', "Appeal:"),
    ],
)
def test_following_the_hint_mends_the_title(title: str) -> None:
    with pytest.raises(FrontMatterError) as error:
        located(f"```yaml\ntitle: {title}\n```\n")
    line = error.value.diagnostics[0].hint.removeprefix("Write ")
    assert located(f"```yaml\n{line}\n```\n").values == {"title": title}


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85"])
def test_what_only_yaml_takes_for_a_line_end_moves_no_place(end: str) -> None:
    tree = located(f'```yaml\ntitle: "A{end}B"\narea: C\n```\n')
    assert tree.value("title") == Span("content/a.md", 2, 8, 2, 13)
    assert tree.key("area") == Span("content/a.md", 3, 1, 3, 5)


@pytest.mark.parametrize(
    "line",
    [
        *("# title: B", "url: https://x.police.uk/#top", "x: M&S", "x: Help!", "x: a &b !c"),
        *("x: 'a #b &c !d'", 'x: "a #b"', "x: |\n  a #b\n  # c", "x: [a#b, c&d]", "x: &y a\nz: *y"),
    ],
)
def test_what_loses_no_words_is_accepted(line: str) -> None:
    assert located(f"```yaml\ntitle: A\n{line}\n```\n").values["title"] == "A"


@given(st.text("#&!ab2:|>-\"'[]{}, \n;", max_size=30))
def test_the_quick_look_for_lost_words_misses_none(text: str) -> None:
    """Only a text that may lose words is read a second time; reading all again finds no more."""
    try:
        yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return
    tokens = list(tokens_of(text))
    lost = [*words._marks(text, tokens), *words.comments(text, tokens)]
    assert len(words.of_losses(text, len(lost) + 1)) == len(lost)


def rewrite(text: str, keys: tuple[str | int, ...], new: str) -> str | None:
    """Apply the edit that gives a key another text."""
    fix = located(text).fix(keys, new)
    return None if fix is None else apply(text, [fix])


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("t: Wanted &ndash; man", "Wanted – man", "t: Wanted – man"),
        ("t: 'It''s &pound;5'  ", "It's £5", "t: 'It''s £5'  "),
        ('t: "a\\u200b \\u2019b"', "a ’b", 't: "a ’b"'),
        ("t: Man&#39;s bike", "Man's bike", "t: Man's bike"),
        ("t: 'Man&#39;s bike'", "Man's bike", "t: 'Man''s bike'"),
        ("t: Appeal &#58; man", "Appeal : man", "t: 'Appeal : man'"),
        ("t: Appeal &#35;1", "Appeal #1", "t: 'Appeal #1'"),
        ("t: Appeal | Police", "Appeal", "t: Appeal"),
        ("t: a &ndash;\n  b &ndash; c", "a – b – c", "t: a – b – c"),
        ("t: a &ndash;\n  b\n  c", "a – b c", "t: a –\n  b\n  c"),
        ("t: [a &pound;, b]", None, None),
        ("t: |\n  a\n  b &pound; c\n", "a\nb £ c\n", "t: |\n  a\n  b £ c\n"),
        ("t: >-\n  a &pound;\n  b\n", "a £ b", "t: >-\n  a £\n  b\n"),
        ("t: >-\n  a &pound;\n  b &pound;\n", "a £ b £", None),
        ("t: &x a &pound;\nv: *x", "a £", None),
        ("v: &x a &pound;\nt: *x", "a £", None),
        ("t: x y", "", "t: "),
        ("t: a b", "a\nb", 't: "a\\nb"'),
        ("? t\n: a &pound;", "a £", "? t\n: a £"),
    ],
)
def test_mending_a_value_changes_nothing_else(
    before: str, new: str | None, after: str | None
) -> None:
    top, end = "```yaml\n# Comment\nu: 1\n", "\nw: x\n```\n\nBody.\n"
    keys: tuple[str | int, ...] = ("t",) if new is not None else ("t", 0)
    text = rewrite(f"{top}{before}{end}", keys, new if new is not None else "a £")
    if new is None:
        after = "t: [a £, b]"
    assert text == (None if after is None else f"{top}{after}{end}")


@given(
    st.text(min_size=1, max_size=40),
    st.sampled_from(["t: Old &pound;", "t: 'Old &pound;'", 't: "Old &pound;"']),
)
@example("yes", "t: Old &pound;")
@example("2026-01-01 10:00:00", "t: Old &pound;")
@example("a: b # c", "t: Old &pound;")
@example("Dyn a menyw:", "t: Old &pound;")
@example("A\t0", "t: Old &pound;")
def test_a_text_put_in_place_reads_as_that_text_elsewhere_too(new: str, line: str) -> None:
    after = rewrite(f"```yaml\n{line}\n```\n", ("t",), new)
    assume(after is not None)
    assert after is not None
    assert yaml.safe_load(located(after)._block.text) == {"t": new}


def test_mending_a_missing_value_is_not_possible() -> None:
    assert rewrite(NATIVE, ("og", "image"), "x") is None
    assert rewrite(NATIVE, ("og",), "x") is None
    assert rewrite(NATIVE, ("tags", 2), "x") is None


def test_mending_keeps_line_ends_and_the_byte_order_mark() -> None:
    text = "\ufeff```yaml\r\nt: |\r\n  a &pound;\r\n  b\r\n```\r\n"
    fix = located(text.removeprefix("\ufeff").replace("\r\n", "\n")).fix(("t",), "a £\nb\n")
    assert fix is not None
    assert apply(text, [fix]) == text.replace("&pound;", "£")


def test_mending_never_makes_a_fence() -> None:
    assert rewrite("```yaml\nt: |\n  a\n  b\nu: >-\n\n \u200b```\n```\n", ("u",), "```") is None


PRINTABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")


@given(
    st.text(PRINTABLE, max_size=30),
    st.text(PRINTABLE, max_size=30),
    st.sampled_from(["'", '"', "", "|", ">"]),
)
def test_what_is_rewritten_reads_as_it_was_meant(old: str, new: str, style: str) -> None:
    written = yaml.dump({"a": "x", "t": old, "z": [old]}, default_style=style or None)
    text = f"---\n{written}---\n\nBody.\n"
    try:
        before = located(text)
    except FrontMatterError:
        return
    if before._nodes.values.get("t") != old:  # `values` lack wide blanks at the ends
        return
    after = rewrite(text, ("t",), new)
    if after is not None:
        assert located(after)._nodes.values == before._nodes.values | {"t": new}
        assert split(after, "").body == split(text, "").body


def test_the_fence_of_jekyll_is_that_of_python_frontmatter() -> None:
    ours, theirs = frontmatter._CLOSING["---"], YAMLHandler.FM_BOUNDARY
    assert theirs is not None
    assert (ours.pattern, ours.flags) == (theirs.pattern, theirs.flags)


UNCLOSED = "```yaml\ntitle: A\ntags:\n- a\n# remark\nog:\n  type: b\n"


@pytest.mark.parametrize("fence", ["", "---\n", "~~~\n"])
def test_front_matter_without_an_end_probably_ends_with_its_keys(fence: str) -> None:
    with pytest.raises(FrontMatterError) as error:
        split(f"{UNCLOSED}{fence}\nWords: a.\n", "content/a.md")
    likely = error.value.likely
    assert likely is not None
    assert likely.yaml == UNCLOSED.removeprefix("```yaml")
    assert (likely.body.strip(), likely.body_line) == ("Words: a.", 8 + bool(fence) - 1)


@pytest.mark.parametrize("below", ["area: B\n", "Words\n\nurl: c\n", ""])
def test_where_keys_may_stand_below_nobody_knows_the_end(below: str) -> None:
    text = f"{UNCLOSED}\n{below}" if below else "```yaml\n\nWords.\n"
    with pytest.raises(FrontMatterError) as error:
        split(text, "content/a.md")
    assert error.value.likely is None


@pytest.mark.parametrize("fence", ["---", "```"])
def test_a_fence_between_keys_is_not_the_end(fence: str) -> None:
    opening = {"```": "```yaml"}.get(fence, fence)
    text = f"{opening}\ntitle: A\n{fence}\nembargo: b\n{fence}\nWords.\n"
    with pytest.raises(FrontMatterError) as error:
        split(text, "content/a.md")
    (mistake,) = error.value.diagnostics
    assert (mistake.code, mistake.span.line, mistake.hint) == ("NG112", 3, "Delete it.")
    likely = error.value.likely
    assert likely is not None
    values = Located(likely, "content/a.md").values
    assert values == {"title": "A", "embargo": "b"}
    assert (likely.body, likely.body_line) == ("\nWords.\n", 5)


@pytest.mark.parametrize(
    "body", ["note: a\n---\n", "embargo: b\n\n---\n", "embargo: b\nWords.\n---\n", "embargo: b\n"]
)
def test_a_text_that_looks_like_a_key_is_a_text(body: str) -> None:
    assert split(f"---\ntitle: A\n---\n{body}", "content/a.md").body == f"\n{body}"


def test_what_can_be_read_is_read_with_a_list_for_mistakes() -> None:
    mistakes: list[Diagnostic] = []
    parts = Parts("\ntitle: A: b\narea: C\nkind: [news\n", 1, "", 5)
    rest = Located(parts, "content/a.md", mistakes)
    assert rest.values == {"area": "C"}
    assert [mistake.span.line for mistake in mistakes] == [2, 4]
    assert rest.is_cut("embargo", "title")
    assert not rest.is_cut("embargo", "area")


def test_a_misspelt_key_may_be_the_one_that_is_missing() -> None:
    rest = Located(Parts("\ntitel: A: b\narea: C\n", 1, "", 5), "content/a.md", [])
    assert rest.is_cut("title")


def test_a_line_without_a_key_may_be_any() -> None:
    rest = Located(Parts("\nWitness appeal\narea: C\n", 1, "", 5), "content/a.md", [])
    assert rest.is_cut("title")
