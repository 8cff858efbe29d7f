"""The public handler is the one that newsgen writes with."""

from datetime import UTC, datetime

import frontmatter

from newsgen.config import Config
from newsgen.content.template import new_release
from newsgen.frontmatter import ReleaseHandler
from newsgen.model.release import Kind


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
