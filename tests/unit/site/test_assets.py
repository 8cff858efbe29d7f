"""Files that are copied: by their published names, and claimed with where they are from."""

from newsgen.model.area import Root
from newsgen.site.assets import ASSETS, AssetsWindow
from newsgen.site.target import AssetFile, CopiedFile, Target
from newsgen.site.window import Question

FILE = CopiedFile("images/Café – 1.png", "0123")
WINDOW = AssetsWindow(
    Root("x.example", "", ""),
    (("site.css", "assets/site.0123456789.css"),),
    Question(lambda: [FILE]),
)


def test_each_is_put_into_the_folder_of_its_root() -> None:
    assert list(ASSETS.makes(WINDOW)) == [
        Target(
            "x.example/assets/site.0123456789.css",
            "",
            AssetFile("site.css", "assets/site.0123456789.css"),
            "site.css",
        ),
        Target("x.example/images/Café – 1.png", "", FILE, "content/images/Café – 1.png"),
    ]


def test_no_template_is_used() -> None:
    assert ASSETS.templates == ()
