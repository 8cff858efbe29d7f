"""The files of copies: those of a picture's widths, at addresses that are the part's alone."""

from newsgen.model.area import Root
from newsgen.site.outline import RootOutline
from newsgen.site.target import VariantFile
from newsgen.site.variants import VARIANTS, VariantsWindow
from newsgen.site.window import Question

ROOT = Root("", "News", "https://news.example")
PICTURES = (
    ("0fa", ((320, "webp"), (640, "webp"), (640, "avif")), "a.jpg"),
    ("0fb", ((320, "webp"),), "b.jpg"),
    ("12c", (), "c.jpg"),
)


def test_each_width_is_a_file() -> None:
    targets = list(VARIANTS.makes(VariantsWindow(ROOT, Question(lambda: PICTURES))))
    assert [(t.path, t.view, t.subject) for t in targets] == [
        ("media/0f/0fa-320.webp", VariantFile("0fa", 320), "content/a.jpg"),
        ("media/0f/0fa-640.webp", VariantFile("0fa", 640), "content/a.jpg"),
        ("media/0f/0fa-640.avif", VariantFile("0fa", 640, "avif"), "content/a.jpg"),
        ("media/0f/0fb-320.webp", VariantFile("0fb", 320), "content/b.jpg"),
    ]


def test_the_folders_of_copies_are_claimed_by_their_pieces() -> None:
    outline = RootOutline(ROOT, pictures={"0f": (("0fa", 640, "a.jpg"),), "12": ()})
    assert VARIANTS.applies(outline)
    assert not VARIANTS.applies(RootOutline(ROOT))
    assert [(c.path, c.piece) for c in VARIANTS.claims(outline)] == [
        ("media/0f/", "0f"),
        ("media/12/", "12"),
    ]
