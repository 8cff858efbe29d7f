"""A document root puts its files into the folder of its host."""

from newsgen.model.area import Root


def test_a_single_root_is_the_output_itself() -> None:
    assert Root("", "News", "https://x.example").file("news/a.aspx") == "news/a.aspx"


def test_a_hosts_files_are_below_its_name() -> None:
    assert Root("x.example", "News", "").file("index.html") == "x.example/index.html"
