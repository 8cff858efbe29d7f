"""CSV: delimiters, encodings and heads, and what is damaged costs itself."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from newsgen.importers import tables
from newsgen.importers.records import DataRow
from newsgen.importers.tables import delimiter_of, is_table, rows


def read(folder: Path, data: str | bytes, name: str = "a.csv") -> list[DataRow]:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(rows(file))


def table(*lines: str) -> str:
    return "\r\n".join(["id,title,body", *lines, ""])


def test_a_record_is_at_its_first_line(tmp_path: Path) -> None:
    items = read(tmp_path, table('1,"A, or ""B""","one\r\n\r\ntwo"', "", "2,C,three"))
    assert items == [
        DataRow("a.csv, line 2", {"id": "1", "title": 'A, or "B"', "body": "one\r\n\r\ntwo"}),
        DataRow("a.csv, line 6", {"id": "2", "title": "C", "body": "three"}),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings(delimiter: str, encoding: str, tmp_path: Path) -> None:
    lines = [
        ["id", "título", "body"],
        *([str(n), "“A”, – £5; b|c\td", "x, y; z"] for n in range(9)),
    ]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(lines)
    items = read(tmp_path, file.getvalue().encode(encoding))
    assert [list(each.values.values()) for each in items] == lines[1:]
    assert list(items[0].values) == lines[0]


def test_heads_that_are_odd(tmp_path: Path) -> None:
    values = read(tmp_path, "a,,a,b \r\n1,2,3,4\r\n")[0].values
    assert values == {"a": "1", "column 2": "2", "a 2": "3", "b": "4"}
    items = read(tmp_path, "https://x.example/a,A\r\nhttps://x.example/b,B\r\n")
    assert [list(each.values) for each in items] == [["column 1", "column 2"]] * 2
    assert read(tmp_path, "") == read(tmp_path, "id,title\n") == read(tmp_path, "\n\n") == []


def test_lines_with_more_or_fewer_cells(tmp_path: Path) -> None:
    items = read(tmp_path, table("1,A,b,extra", "2,C", "3,D,e,,", "4,E,f"))
    assert [each.trouble for each in items] == ["it has 4 cells, and the head has 3", "", "", ""]
    assert [each.doubt for each in items] == ["", "it has 2 cells, and the head has 3", "", ""]


def test_a_quotation_mark_that_is_not_closed_costs_its_lines(tmp_path: Path) -> None:
    many = [f"{n},T{n},b{n}" for n in range(3, 40)]
    items = read(tmp_path, table("1,A,b", '2,"C,d', *many))
    assert [each.values["id"] for each in items if not each.trouble] == [
        "1",
        *(str(n) for n in range(3, 40)),
    ]
    (wrong,) = (each for each in items if each.trouble)
    assert (wrong.origin, wrong.trouble[:22]) == ("a.csv, line 3", "the line is not CSV: u")
    items = read(tmp_path, table('1,"A"x,b', "2,C,d"))
    assert [bool(each.trouble) for each in items] == [True, False]


def test_many_open_marks_take_no_endless_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines_read = Counter[str]()

    def counted(lines: Iterable[Any], *bounds: int) -> Iterator[Any]:
        for line in islice(lines, *bounds):
            lines_read["all"] += 1
            yield line

    monkeypatch.setattr(tables, "islice", counted)
    items = read(tmp_path, table(*(f'{n},"T,b' if n % 2 else f"{n},T,b" for n in range(3_000))))
    assert len(items) >= 1_500
    assert lines_read["all"] < 20 * 3_000


cells = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_what_a_program_wrote_is_read_as_it_was(lines: list[tuple[str, str]], mark: str) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=mark, quoting=csv.QUOTE_ALL)
    writer.writerow(["first", "second"])
    writer.writerows(lines)
    text = list(io.StringIO(file.getvalue(), newline=""))
    assert delimiter_of(text) == mark or len(text) < 3


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [("a.csv", "", True), ("a.TSV", "x", True), ("a.txt", "id\ttitle\n1\tA\n2\tB\n", True),
     ("a.txt", "words, and more\nand others\n", False),
     ("a.png", "id\ttitle\n1\tA\n2\tB\n", False)],
)  # fmt: skip
def test_which_files_are_tables(name: str, text: str, is_one: bool, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert is_table(tmp_path / name) is is_one
