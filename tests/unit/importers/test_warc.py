"""WARC: every form of it gives the same, and damage costs what is damaged and is told of."""

import gzip
import random
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgen.importers.capture import LARGEST_PAGE, Capture
from newsgen.importers.warc import Warc, is_warc
from tests.support.old_sites import Answer, http, warc, warc_record

HOST = "https://www.old.example"
ANSWERS = {
    f"{HOST}/": Answer(b"<html>home"),
    f"{HOST}/news/a.aspx": Answer(b"<html>" + b"a word or two " * 200),
    f"{HOST}/old": Answer(b"", status=301, location="/news/a.aspx"),
    f"{HOST}/map.png": Answer(random.Random(1).randbytes(3000), "image/png"),
    f"{HOST}/gone": Answer(b"gone", status=410),
    f"{HOST}/news/b.aspx": Answer("<html>café".encode("cp1252"), "text/html; charset=cp1252"),
}


def captures(folder: Path, data: bytes, name: str = "a.warc.gz") -> list[Capture]:
    file = folder / name
    file.write_bytes(data)
    return list(Warc(file).captures())


def test_each_answer_of_a_server_is_a_capture(tmp_path: Path) -> None:
    got = captures(tmp_path, warc(ANSWERS))
    assert [each.url for each in got] == list(ANSWERS)
    assert [each.body for each in got] == [answer.body for answer in ANSWERS.values()]
    assert [each.status for each in got] == [200, 200, 301, 200, 410, 200]
    assert got[2].location == "/news/a.aspx"
    assert (got[5].media_type, got[5].charset) == ("text/html", "cp1252")
    assert got[0].at == datetime(2024, 5, 1, tzinfo=UTC)
    assert not any(each.trouble for each in got)


def test_packed_or_not_a_warc_gives_the_same(tmp_path: Path) -> None:
    data = warc(ANSWERS)
    expected = [(each.url, each.body) for each in captures(tmp_path, data)]
    plain = warc(ANSWERS, is_packed=False)
    assert [(c.url, c.body) for c in captures(tmp_path, plain, "a.warc")] == expected
    assert [(c.url, c.body) for c in captures(tmp_path, gzip.compress(plain))] == expected
    with zipfile.ZipFile(tmp_path / "a.wacz", "w", zipfile.ZIP_DEFLATED) as wacz:
        wacz.writestr("archive/data.warc.gz", data)
        wacz.writestr("pages/pages.jsonl", "{}")
    assert [(c.url, c.body) for c in Warc(tmp_path / "a.wacz").captures()] == expected


def test_only_what_is_wanted_is_given_again(tmp_path: Path) -> None:
    every = captures(tmp_path, warc(ANSWERS))
    again = Warc(tmp_path / "a.warc.gz").captures({every[1].origin, every[4].origin})
    assert list(again) == [every[1], every[4]]


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_damaged_byte_costs_one_capture_and_is_told_of(tmp_path: Path, is_packed: bool) -> None:
    data = warc(ANSWERS, is_packed=is_packed)
    random_ = random.Random(7)
    whole = {(c.url, c.status, c.location, c.body) for c in captures(tmp_path, data, "whole.warc")}
    for _ in range(150):
        damaged = bytearray(data)
        damaged[random_.randrange(len(data))] ^= random_.randrange(1, 256)
        got = captures(tmp_path, bytes(damaged), "damaged.warc")
        right = whole & {(c.url, c.status, c.location, c.body) for c in got if not c.trouble}
        if is_packed:
            assert len(right) >= len(whole) - 1
            assert len(right) == len(whole) or any(c.trouble for c in got)
        else:  # nothing guards the bytes of a plain one, but those around stay
            assert len(right) >= len(whole) - 2


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_file_that_ends_early_keeps_what_is_before(tmp_path: Path, is_packed: bool) -> None:
    data = warc(ANSWERS, is_packed=is_packed)
    whole = [(c.url, c.body) for c in captures(tmp_path, data)]
    for share in (0.2, 0.5, 0.9, 0.99):
        got = captures(tmp_path, data[: int(share * len(data))])
        right = [(c.url, c.body) for c in got if not c.trouble]
        assert right == whole[: len(right)]
        assert got[-1].trouble


def test_what_is_no_warc_is_told_of(tmp_path: Path) -> None:
    (capture,) = captures(tmp_path, b"<html>not a warc")
    assert not capture.url
    assert capture.trouble.startswith("these are not the bytes of a record")
    assert captures(tmp_path, b"") == []


def response(body: bytes, **headers: str) -> bytes:
    answer = http(Answer(body), **headers)
    return warc_record("response", f"{HOST}/x", answer, WARC_Payload_Digest="sha1:ABC")


def test_a_body_that_unpacks_to_too_much_is_not_held(tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * (LARGEST_PAGE + 1))
    (capture,) = captures(tmp_path, response(bomb, Content_Encoding="gzip"))
    assert (capture.url, capture.body) == (f"{HOST}/x", b"")
    assert capture.trouble == "the body is larger than 8 MB"


def test_a_body_in_chunks_and_packed_is_read(tmp_path: Path) -> None:
    body = gzip.compress(b"<html>words")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    headers = {"Content_Encoding": "gzip", "Transfer_Encoding": "chunked", "Content_Length": ""}
    (capture,) = captures(tmp_path, response(chunked, **headers))
    assert (capture.body, capture.trouble) == (b"<html>words", "")


def test_a_packed_body_that_is_cut_is_told_of(tmp_path: Path) -> None:
    body = gzip.compress(b"<html>" + random.Random(1).randbytes(90).hex().encode())
    (capture,) = captures(tmp_path, response(body[:-20], Content_Encoding="gzip"))
    assert capture.trouble == "the body ends within its packing"


@pytest.mark.parametrize("start", ["HTTP/2 200", "HTTP/2.0 200 OK", "HTTP/3 200 ", "http/1.1 200"])
def test_any_version_of_http_is_read(tmp_path: Path, start: str) -> None:
    answer = f"{start}\r\nContent-Type: text/html\r\n\r\n<html>words".encode()
    (capture,) = captures(tmp_path, warc_record("response", f"{HOST}/x", answer))
    assert (capture.status, capture.body, capture.trouble) == (200, b"<html>words", "")


@pytest.mark.parametrize(
    "answer", [b"ICY 200 OK\r\n\r\nx", b"<html>words", b"HTTP/1.1 OK\r\n\r\nx"]
)
def test_what_is_not_http_costs_its_record_alone(tmp_path: Path, answer: bytes) -> None:
    records = [warc_record("response", f"{HOST}/x", answer), response(b"<html>words")]
    first, second = captures(tmp_path, b"".join(records))
    assert (first.url, second.body) == (f"{HOST}/x", b"<html>words")
    assert first.trouble.startswith("the record cannot be read: ")


def test_a_body_shorter_than_it_says_is_told_of(tmp_path: Path) -> None:
    (capture,) = captures(tmp_path, response(b"<html>", Content_Length="100"))
    assert capture.trouble == "the body has 6 of 100 bytes"


def test_a_visit_that_brought_nothing_new_names_the_other_body(tmp_path: Path) -> None:
    again = warc_record(
        "revisit", f"{HOST}/y", http(Answer(b""), Content_Length=""), WARC_Payload_Digest="sha1:ABC"
    )
    first, visit = captures(tmp_path, response(b"<html>words") + again)
    assert first.digest == "sha1:ABC"
    assert (visit.url, visit.body, visit.same_as) == (f"{HOST}/y", b"", "sha1:ABC")


def test_a_visit_without_a_digest_is_told_of(tmp_path: Path) -> None:
    answer = http(Answer(b"", status=304), Content_Length="")
    (visit,) = captures(tmp_path, warc_record("revisit", f"{HOST}/x", answer))
    assert (visit.url, visit.at, visit.same_as) == (f"{HOST}/x", None, "")
    assert visit.trouble == "the record repeats one that it does not name by a digest"
    again = warc_record("revisit", f"{HOST}/x", answer, WARC_Payload_Digest="sha1:ABC")
    (visit,) = captures(tmp_path, again)
    assert (visit.status, visit.same_as, visit.trouble) == (200, "sha1:ABC", "")


def test_only_the_web_has_addresses(tmp_path: Path) -> None:
    records = [
        warc_record("warcinfo", "", b"software: x"),
        warc_record("resource", "metadata://x/log", b"log"),
        warc_record("response", "dns:www.old.example", b"20240501 www.old.example 127.0.0.1"),
    ]
    assert captures(tmp_path, b"".join(records)) == []


def test_an_address_with_spaces_is_read_and_nothing_is_printed(tmp_path: Path) -> None:
    """Where no one listens, Python prints what libraries log."""
    file = tmp_path / "a.warc.gz"
    file.write_bytes(warc_record("response", f"{HOST}/a b", http(Answer(b"<html>x"))))
    code = (
        "import sys; from pathlib import Path; from newsgen.importers.warc import Warc; "
        "print(next(Warc(Path(sys.argv[1])).captures()).url)"
    )
    done = subprocess.run([sys.executable, "-c", code, file], capture_output=True, check=True)
    assert (done.stdout.decode().strip(), done.stderr) == (f"{HOST}/a%20b", b"")


def test_names_tell_what_is_a_warc() -> None:
    names = ("a.warc", "a.WARC.GZ", "a.wacz", "a.zip", "a.gz")
    assert [is_warc(Path(name)) for name in names] == [True, True, True, False, False]


def test_a_warc_may_end_with_a_document_that_is_a_zip(tmp_path: Path) -> None:
    """A reader of zips looks for one at the end of a file: it is not what the file is."""
    document = tmp_path / "minutes.docx"
    with zipfile.ZipFile(document, "w") as packed:
        packed.writestr("word/document.xml", "<document/>")
    answers = ANSWERS | {f"{HOST}/minutes.docx": Answer(document.read_bytes(), "application/zip")}
    got = captures(tmp_path, warc(answers, is_packed=False), "a.warc")
    assert [each.url for each in got] == list(answers)


def test_a_time_without_a_zone_is_universal(tmp_path: Path) -> None:
    record = warc_record("response", f"{HOST}/", http(ANSWERS[f"{HOST}/"]), is_packed=False)
    bare = record.replace(b"2024-05-01T00:00:00Z", b"2024-05-01T00:00:00")
    assert bare != record
    assert captures(tmp_path, bare, "a.warc")[0].at == datetime(2024, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_wacz_is_told_of(tmp_path: Path, method: int) -> None:
    file, first, second = tmp_path / "a.wacz", warc(ANSWERS), warc({f"{HOST}/c": Answer(b"c")})
    with zipfile.ZipFile(file, "w", method) as packed:
        packed.writestr("archive/a.warc.gz", first)
        packed.writestr("archive/b.warc.gz", second)
    whole, random_ = file.read_bytes(), random.Random(7)
    contents = whole.index(b"PK\1\2")  # whose names and lengths nothing guards
    urls = [each.url for each in Warc(file).captures()]
    for _ in range(300):
        damaged, at = bytearray(whole), random_.randrange(len(whole))
        damaged[at] ^= random_.randrange(1, 256)
        got = captures(tmp_path, bytes(damaged), "damaged.wacz")
        is_same = [each.url for each in got] == urls
        assert is_same or any(each.trouble for each in got) or at >= contents


def test_a_damaged_warc_of_a_wacz_costs_no_other(tmp_path: Path) -> None:
    file = tmp_path / "a.wacz"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("archive/a.warc", warc(ANSWERS, is_packed=False))
        packed.writestr("archive/b.warc.gz", warc({f"{HOST}/c": Answer(b"c")}))
    damaged = file.read_bytes().replace(b"<html>home", b"<html>HOME")
    got = captures(tmp_path, damaged, "damaged.wacz")
    assert got[-1].url == f"{HOST}/c"
    assert [each.origin for each in got if each.trouble] == ["damaged.wacz/archive/a.warc"]
