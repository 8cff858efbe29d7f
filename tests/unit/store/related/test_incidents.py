"""Releases of one incident."""

from newsgen.model.release import Incident
from tests.support.catalogue import Archive, release

INCIDENT = Incident("NS-20260301-0042", "", "", "")


def test_an_incidents_releases_are_in_order_and_published(archive: Archive) -> None:
    archive.put(
        release("b", "2026-03-02 09:00", incident=INCIDENT),
        release("a", "2026-02-01 09:00", incident=INCIDENT),
        release("to-come", "2026-03-20 09:00", incident=INCIDENT),
        release("another", incident=Incident("NS-20260301-0043", "", "", "")),
        release("none"),
    )
    incidents = archive.at().incidents
    case = release("x", incident=INCIDENT).case
    assert [r.source for r in incidents.releases("", case)] == ["a.md", "b.md"]
    assert incidents.releases("", "") == []
    digests = list(incidents.digests())
    assert [(d.incident, d.month) for d in digests if d.incident == case] == [
        (case, "2026-02"),
        (case, "2026-03"),
    ]
    assert len(digests) == 3
