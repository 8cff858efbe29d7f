"""What is measured of the source: lines, chains of imports, and what one release enters."""

from pathlib import Path

from tests.support.weight import (
    cycles,
    depth,
    entered,
    import_lines,
    lines_of_code,
    modules,
    of_one_release,
)

TEXT = '''"""A module.

More of it.
"""

from a import (  # a comment
    b,
)

# a comment
X = """\\
text"""
'''


def test_lines_of_code_are_those_with_a_token_outside_of_docstrings() -> None:
    assert lines_of_code(TEXT) == 5
    assert import_lines(TEXT) == 3


def test_a_cycle_counts_as_one_link_of_the_longest_chain() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set[str](), "e": {"d"}}
    assert [names for names in cycles(graph) if len(names) > 1] == [{"b", "c"}]
    assert depth(graph) == 3


def test_what_is_entered_is_of_the_package() -> None:
    names = modules()
    assert "newsgen" in names
    assert "newsgen.site.parts" in names
    codes = entered(lambda: lines_of_code("x = 1"))
    assert codes == set()


def test_a_release_enters_fewer_files_until_it_is_stored_than_a_build(tmp_path: Path) -> None:
    read, built = (codes for _, codes in of_one_release(tmp_path))
    files, all_files = ({code.co_filename for code in codes} for codes in (read, built))
    assert any(file.endswith("content/release.py") for file in files)
    assert 20 < len(files) < len(all_files)
