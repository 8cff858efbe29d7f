"""Bodies in chunks and packed: whole, damaged, and unpacked already."""

import gzip
import random
import zlib

import pytest

from newsgen.importers.http_body import unpacked

MOST = 1 << 20
PAGE = b"<!doctype html>" + b"".join(b"<p>Words %d.</p>\n" % n for n in range(400))
PICTURE = b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(500)
GZIP = gzip.compress(PAGE)
RAW = zlib.compressobj(wbits=-15)
RAW_DEFLATE = RAW.compress(PAGE) + RAW.flush()


def chunked(data: bytes, size: int = 700, end: bytes = b"0\r\n\r\n") -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%X;x=1\r\n%s\r\n" % (len(each), each) for each in pieces) + end


@pytest.mark.parametrize(
    ("data", "transfer", "encoding"),
    [
        (PAGE, "", ""),
        (chunked(PAGE), "chunked", ""),
        (chunked(GZIP), "Chunked", "gzip"),
        (chunked(PAGE, end=b"0\r\nX-Sum: 1\r\n\r\n"), "chunked", ""),
        (GZIP, "", "GZIP"),
        (gzip.compress(PAGE[:90]) + gzip.compress(PAGE[90:]), "", "x-gzip"),
        (GZIP + b"\0\0", "", "gzip"),
        (zlib.compress(PAGE), "", "deflate"),
        (RAW_DEFLATE, "", "deflate"),
        (gzip.compress(zlib.compress(PAGE)), "", "deflate, gzip"),
        (PAGE, "", "utf-8"),
    ],
)
def test_what_headers_describe_is_taken_off(data: bytes, transfer: str, encoding: str) -> None:
    assert unpacked(data, transfer=transfer, encoding=encoding, most=MOST) == (PAGE, "")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("data", [PAGE, PICTURE, "£5 a day".encode("cp1252"), b""])
def test_what_a_crawler_unpacked_itself_stays(data: bytes, encoding: str) -> None:
    assert unpacked(data, transfer="chunked", encoding=encoding, most=MOST) == (data, "")


@pytest.mark.parametrize(
    ("data", "transfer", "encoding", "problem"),
    [
        (chunked(PAGE)[:2000], "chunked", "", "the body ends within its chunks"),
        (chunked(PAGE)[:300], "chunked", "", "the body ends within its chunks"),
        (chunked(PAGE, end=b""), "chunked", "", "the body ends within its chunks"),
        (GZIP[:-12], "", "gzip", "the body ends within its packing"),
        (zlib.compress(PAGE)[:-6], "", "deflate", "the body ends within its packing"),
        (RAW_DEFLATE[:-6], "", "deflate", "the body ends within its packing"),
        (GZIP[:40] + b"\xff" * 40 + GZIP[80:], "", "gzip", "the body cannot be unpacked: "),
        (GZIP, "", "deflate", "the body cannot be unpacked: "),
        (PICTURE[8:], "", "br", "the body is packed with br, which newsgen cannot unpack"),
        (PAGE * 200, "", "", "the body is larger than 1 MB"),
        (gzip.compress(PAGE * 200), "", "gzip", "the body is larger than 1 MB"),
        (zlib.compress(b" " * 2 * MOST), "", "deflate", "the body is larger than 1 MB"),
        (b"".join(gzip.compress(PAGE) for _ in range(200)), "", "gzip",
         "the body is larger than 1 MB"),
    ],
)  # fmt: skip
def test_what_is_damaged_or_too_large_is_told_of(
    data: bytes, transfer: str, encoding: str, problem: str
) -> None:
    _, why = unpacked(data, transfer=transfer, encoding=encoding, most=MOST)
    assert why.startswith(problem)


@pytest.mark.parametrize("seed", range(100))
def test_no_damage_of_packed_bytes_is_silent(seed: int) -> None:
    random_ = random.Random(seed)
    damaged = bytearray(chunked(GZIP))
    damaged[random_.randrange(30, len(damaged) - 12)] ^= 1 << random_.randrange(8)
    body, why = unpacked(bytes(damaged), transfer="chunked", encoding="gzip", most=MOST)
    assert why or body == PAGE
