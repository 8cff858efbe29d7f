"""The records of IPTC among the resources that Photoshop writes."""

from newsgen.media._said import iptc_of


def resource(name: bytes, title: bytes, content: bytes) -> bytes:
    whole = bytes([len(title)]) + title
    padded = whole + bytes(len(whole) % 2)
    return b"8BIM" + name + padded + len(content).to_bytes(4) + content + bytes(len(content) % 2)


def test_records_are_found_behind_other_resources() -> None:
    others = resource(b"\4\x0c", b"", b"abc") + resource(b"\4\x22", b"name", b"abcd")
    resources = others + resource(b"\4\4", b"ab", b"records")
    assert iptc_of(resources) == b"records"
    assert iptc_of(others) == b""
    for end in range(len(resources)):
        iptc_of(resources[:end])
