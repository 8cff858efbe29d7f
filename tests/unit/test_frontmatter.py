"""The public handler is the one that newsgen writes with."""

from datetime import UTC, datetime

import frontmatter

from newsgen.config import Config
from newsgen.content.frontmatter import Located, split
from newsgen.content.template import new_release
from newsgen.frontmatter import ReleaseHandler
from newsgen.model.release import Kind
from tests.support.paths import REPOSITORY


def test_a_new_release_is_what_the_handler_writes() -> None:
    now = datetime(2026, 3, 5, 10, 49, tzinfo=UTC)
    release = new_release(
        Config(),
        title="Van: seen",
        area="Elsewhere",
        kind=Kind.APPEAL,
        slug=None,
        at_text=None,
        now=now,
    )
    post = frontmatter.loads(release.text, handler=ReleaseHandler())
    assert post["title"] == "Van: seen"
    assert frontmatter.dumps(post) + "\n" == release.text


def test_the_demo_is_read_by_python_frontmatter_as_by_newsgen() -> None:
    files = sorted((REPOSITORY / "content").rglob("*.md"))
    assert len(files) > 40
    for file in files:
        parts = split(file.read_text(encoding="utf-8"), file.name)
        post = frontmatter.load(file, handler=ReleaseHandler())
        assert post.metadata == Located(parts, file.name).values
        assert post.content == parts.body.strip()
