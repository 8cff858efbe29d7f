"""newsgen.toml is read, and every mistake has its place."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from newsgen.config.load import FILE, diagnostic_in, find_in, find_key, load, parse, require_site
from newsgen.config.settings import Config, FeedSettings
from newsgen.diagnostics import NewsgenError, Span
from newsgen.model.refusal import Fault, Refusal
from tests.unit.config.refusals import refused, said


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load(tmp_path)
    assert config == Config()
    area = config.area("West Yorkshire")
    assert (area.name, area.slug, area.hosts) == ("West Yorkshire", "west-yorkshire", ())
    assert area.permalink == "/news/{year}/{month_name}/{slug}.aspx"


def test_a_byte_order_mark_and_crlf_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "newsgen.toml").write_bytes(b'\xef\xbb\xbf[site]\r\ntitle = "X"\r\n')
    assert load(tmp_path).site.title == "X"


def test_bytes_that_are_not_utf8_are_reported(tmp_path: Path) -> None:
    (tmp_path / "newsgen.toml").write_bytes(b'[site]\ntitle = "\xe9"\n')
    with pytest.raises(NewsgenError) as error:
        load(tmp_path)
    (finding,) = error.value.diagnostics
    assert (finding.code, finding.span.line) == ("NG701", 2)
    assert finding.message == "the file is not UTF-8: line 2 has the byte 0xe9"
    assert finding.hint == "Save the file again with the encoding UTF-8."


def test_a_folder_that_is_not_there_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(NewsgenError) as error:
        load(tmp_path / "gone")
    assert [d.code for d in error.value.diagnostics] == ["NG704"]
    assert "newsgen init" in error.value.diagnostics[0].hint


def test_a_site_has_settings_or_content(tmp_path: Path) -> None:
    with pytest.raises(NewsgenError, match=r"neither newsgen\.toml nor a folder content"):
        require_site(tmp_path)
    (tmp_path / "content").mkdir()
    require_site(tmp_path)


def test_a_folder_in_place_of_the_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "newsgen.toml").mkdir()
    with pytest.raises(NewsgenError) as error:
        load(tmp_path)
    assert [d.code for d in error.value.diagnostics] == ["NG701"]


def test_a_table_can_be_read_alone() -> None:
    text = '[menu]\nx = 1\n[deploy.live]\nto = "file:///srv/news"\n[deploy.other]\nx = 1\n'
    assert [*parse(text, only=("deploy", "live")).deploy] == ["live"]
    assert parse(text, only=("site",)) == parse("[deploy]", only=("deploy", "live")) == Config()
    assert {wrong.span.line for wrong in refused(text, only=("deploy",))} == {5, 6}


def test_an_unknown_setting_is_on_its_line_with_the_nearest_known_one() -> None:
    assert said('[site]\ntitle = "X"\n  tittle = "Y"\n') == [
        "newsgen.toml:3:3: error[NG702] there is no setting site.tittle",
        "    hint: Did you mean title?",
    ]


def test_an_unknown_setting_that_is_like_none_lists_the_known_ones() -> None:
    assert said("[feeds]\ncolour = 1\n") == [
        "newsgen.toml:2:1: error[NG702] there is no setting feeds.colour",
        f"    hint: Known here: {', '.join(f.name for f in fields(FeedSettings))}.",
    ]


def test_a_setting_outside_its_table_is_told_where_it_belongs() -> None:
    assert said('title = "X"\n')[-1] == "    hint: Did you mean site.title?"


def test_an_unknown_table_is_on_its_line() -> None:
    assert said("[site]\n\n[rulez]\nstrict_since = 2026-01-01\n")[0].startswith(
        "newsgen.toml:3:1: error[NG702] there is no setting rulez"
    )


def test_an_unknown_setting_of_an_area_is_named_with_it() -> None:
    text = '[areas."West Yorkshire"]\nhost = ["x.example"]\n'
    assert said(text) == [
        "newsgen.toml:2:1: error[NG702] there is no setting areas.West Yorkshire.host",
        "    hint: Did you mean hosts?",
    ]


def test_every_mistake_is_reported_in_one_run() -> None:
    actual = refused('[site]\nlayout = "x"\nlanguage = 5\n[feeds]\nitems = 0\ncolour = 1\n')
    assert [(d.code, d.span.line) for d in actual] == [
        ("NG703", 2),
        ("NG703", 3),
        ("NG703", 5),
        ("NG702", 6),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[site\n", (1, 6)),
        ("[site]\ntitle = News\n", (2, 9)),
        ('[site]\ntitle = "News\n', (2, 14)),
        ("[site]\ntitle\n", (2, 6)),
        ('[site]\ntitle = "A"\ntitle = "B"\n', (3, 12)),
        ("[site]\n[site]\n", (2, 6)),
        ('title = "', (1, 10)),
    ],
)
def test_what_is_not_toml_is_reported_in_place(text: str, place: tuple[int, int]) -> None:
    (actual,) = refused(text)
    assert actual.code == "NG701"
    assert actual.message.startswith("the file is not valid TOML: ")
    assert (actual.span.line, actual.span.column) == place


@pytest.mark.parametrize(
    ("header", "right"),
    [
        ("[areas.Upper Tarn]", '[areas."Upper Tarn"]'),
        ("[areas.Cwm Tŷ.languages.cy] # both", '[areas."Cwm Tŷ".languages.cy]'),
        ("[[menus.D'Arcy]]", """[[menus."D'Arcy"]]"""),
    ],
)
def test_a_name_that_needs_quotation_marks_is_shown_with_them(header: str, right: str) -> None:
    (actual,) = refused(f"{header}\n")
    assert actual.hint.startswith(f"Write {right}: ")
    tomllib.loads(right)


@pytest.mark.parametrize("text", ["title = “News”", "title = ‘News’", "hosts = [“a.example”]"])
def test_curly_quotation_marks_are_not_those_of_toml(text: str) -> None:
    (actual,) = refused(f"[site]\n{text}\n")
    assert actual.hint == 'Write straight quotation marks: ".'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a = " + "[" * 9_000 + "]" * 9_000, "inside each other, thousands deep"),
        ("a = " + "{b = " * 9_000 + "1" + "}" * 9_000, "inside each other, thousands deep"),
        (".".join("a" * 20_000) + " = 1", "a key has more than 16 parts"),
        ("a = " + "9" * 5_000, "a number that is too long"),
        ("a = 1\n" * 50_000, "more than 250,000 characters"),
    ],
)
def test_what_is_too_deep_or_too_long_is_reported(text: str, why: str) -> None:
    with pytest.raises(NewsgenError) as error:
        parse(text)
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span.path) == ("NG701", FILE)
    assert why in diagnostic.message


@pytest.mark.parametrize(
    "key",
    [
        ".".join("a" * 17),
        " . ".join("a" * 17),
        ".".join(['"a.b"'] * 17),
        ".".join(["'a'", *"b" * 16]),
        '"\\"#"' + ".a" * 16,
    ],
)
@pytest.mark.parametrize("form", ["{} = 1", "[{}]", "[[{}]]", "a = {{ {} = 1 }}"])
@pytest.mark.parametrize(
    "above",
    ["", "# a.b\n", 'x = "#"\n', "x = '\"'\n", 'x = """\na""b\\"""\n"""\n', "x = '''\n\"\n'''\n"],
)
def test_a_key_of_many_parts_is_refused_on_its_line(key: str, form: str, above: str) -> None:
    text = above + form.format(key)
    (actual,) = refused(text)
    assert (actual.code, actual.message) == ("NG701", "a key has more than 16 parts")
    assert (actual.span.line, actual.span.column) == (
        above.count("\n") + 1,
        form.index("{}") + 1 - form.count("{{"),
    )


DOTS = ".".join("a" * 30)


@pytest.mark.parametrize(
    "written",
    [
        f'title = "{DOTS}"',
        f"title = '{DOTS}'",
        f'title = """\n{DOTS} = 1\n[{DOTS}]\n"""',
        f"title = '''\n{DOTS} = 1\n\"\n'''",
        f'title = "\\" {DOTS} "',
        f'title = "a" # {DOTS}',
        'title = "' + "." * 100 + '"',
    ],
)
def test_dots_in_texts_and_comments_are_no_parts(written: str) -> None:
    text = f"[site]\n{written}\nnope = 1\n"
    assert parse(text.replace("nope = 1\n", "")).site.title
    (unknown,) = refused(text)
    assert (unknown.code, unknown.span.line) == ("NG702", text.count("\n"))


@pytest.mark.parametrize(
    "line",
    [
        "." * 100_000,
        "a . " * 30_000,
        "x" + " " * 100_000,
        "[" + "a." * 50_000 + "a]",
        DOTS * 3_000 + "=",
    ],
)
def test_the_line_of_a_setting_is_found_below_any_text(line: str) -> None:
    text = f"[site]\ntitle = '''\n{line}\n'''\nnope = 1\n"
    (unknown,) = refused(text)
    assert (unknown.code, unknown.span.line) == ("NG702", 5)


def test_of_many_mistakes_some_are_told() -> None:
    assert len(refused("".join(f"titl{n} = 1\n" for n in range(15_000)))) == 100
    many = "[rules.severity]\n" + "".join(f'N{n} = "off"\n' for n in range(15_000))
    assert len(refused(many)) == 100


def test_a_key_is_found_in_the_first_file_that_has_it() -> None:
    files = [
        (FILE, "[lists.a]\n"),
        ("theme.toml", "\n[lists.b]\non = []"),
        ("x", "[lists.b]\non=1"),
    ]
    assert find_in(files, ("lists", "b", "on")) == Span("theme.toml", 3, 1, 3, 8)
    assert find_in(files, ("lists", "c")) == Span(FILE)


def test_a_mistake_is_in_the_file_that_has_the_most_of_its_keys() -> None:
    files = [
        (FILE, "[lists.a]\ntitle = { cyy = 'A' }\n"),
        ("theme.toml", "[lists.b.title]\nen = 'B'\ncyy = 'B'\n"),
    ]
    for name, path, line in (("a", FILE, 2), ("b", "theme.toml", 3)):
        wrong = Refusal(Fault.RULE, "x", keys=("lists", name, "title", "cyy"))
        diagnostic = diagnostic_in(files, wrong)
        assert (diagnostic.span.path, diagnostic.line) == (path, line)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('[site]\ntitle = "A"\ntitle = "B"', "the key title is given twice", "Keep the one"),
        ("[site]\n\n[site] # again\n", "the table [site] is there already", "Line 1 has it: "),
        ("[[menu]]\n[menu]\n", "the table [menu] is there", "Write [[menu]] in both lines, 1 and"),
        ("[menu]\n[[menu]]\n", "the table [[menu]] is there", "Write [[menu]] in both lines, 1 a"),
        ("[lists]\na = 1\n[lists.a]\n", "[lists.a] is there already", "in one place."),
        ("[site]\na = 1\na = [\n]\n", "a key is given twice", "Keep the one"),
        ("[lists]\na.b = 1\na.b.c = 2\n", "the key a.b.c is given twice", "Keep the one"),
    ],
)
def test_what_is_there_twice_is_named_as_the_file_has_it(
    text: str, message: str, hint: str
) -> None:
    (actual,) = refused(text)
    assert message in actual.message
    assert hint in actual.hint


@given(st.text(st.sampled_from("[]site.ar=\"'x1\n #{},"), max_size=40))
def test_any_text_is_settings_or_mistakes_inside_the_file(text: str) -> None:
    try:
        parse(text)
    except NewsgenError as error:
        lines = text.split("\n")
        for diagnostic in error.diagnostics:
            assert 1 <= diagnostic.span.line <= len(lines)
            assert 1 <= diagnostic.span.column <= len(lines[diagnostic.span.line - 1]) + 1


@pytest.mark.parametrize(
    ("text", "keys", "line"),
    [
        ("[a.b]\nc = 1\n", ("a", "b", "c"), 2),
        ('["a"."b c"]\nd = 1\n', ("a", "b c", "d"), 2),
        ("a.b.c = 1\n", ("a", "b", "c"), 1),
        ("[x]\nc = 1\n[a]\nc = 1\n", ("a", "c"), 4),
        ("[a]\n", ("a", "gone"), 1),
        ("[[a]]\nc = 1\n", ("a", "c"), 2),
        ("[x]\n", ("a",), 1),
    ],
)
def test_a_key_is_found_however_it_is_written(text: str, keys: tuple[str, ...], line: int) -> None:
    assert find_key(text, "f", keys).line == line
