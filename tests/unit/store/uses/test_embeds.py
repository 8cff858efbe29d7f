"""What of other services the releases of any time embed."""

from newsgen.model.release import Status
from tests.support.catalogue import Archive, indexed, release


def test_services_are_those_of_all_releases(archive: Archive) -> None:
    assert archive.at().embeds.services() == ()
    archive.put(
        indexed(release("a", embeds=("vimeo", "youtube"))),
        indexed(release("b", embeds=("youtube",))),
        indexed(release("draft", status=Status.DRAFT, embeds=("x",))),
        indexed(release("c")),
    )
    assert archive.at().embeds.services() == ("vimeo", "x", "youtube")
