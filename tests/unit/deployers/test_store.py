"""A target in a bucket: what it can hold, where its credentials are from, and what goes wrong."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from newsgen.deployers import store as over_s3
from newsgen.deployers.ordered_target import Upload
from newsgen.deployers.store import StoreTarget
from newsgen.deployers.target import TargetError
from tests.support import bucket as buckets
from tests.support.bucket import Bucket
from tests.support.servers import free_port


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with buckets.running() as bucket, buckets.credentials(bucket):
        yield bucket


@pytest.fixture
def target(bucket: Bucket) -> StoreTarget:
    bucket.clear()
    return StoreTarget("s3://news/a/b")


def test_files_are_written_below_the_prefix_with_their_headers(
    target: StoreTarget, bucket: Bucket
) -> None:
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}
    uploads = [Upload(f"{n}.html", b"%d" % n, headers) for n in range(700)]
    target.carry_out(iter(uploads), [])
    assert target.paths() == sorted(upload.path for upload in uploads)
    assert dict(target.fetch(["7.html", "none.html"])) == {"7.html": b"7"}
    assert (
        headers.items()
        <= {
            name.title(): value for name, value in bucket.headers("a/b/site/7.html").items()
        }.items()
    )
    target.carry_out([], [upload.path for upload in uploads[1:]])
    assert [*bucket.objects] == ["a/b/site/0.html"]


@pytest.mark.parametrize(
    ("path", "can"),
    [
        ("a b#?%&é.html", True),
        ("a\tb", False),
        ("a\udcff", False),
        ("é" * 509, False),
        ("e" * 1014, True),
    ],
)
def test_names_that_no_object_may_have_are_known(
    target: StoreTarget, bucket: Bucket, path: str, *, can: bool
) -> None:
    assert target.can_hold(path) is can
    if can:
        target.carry_out([Upload(path, b"x", {})], [])
        assert [*bucket.objects] == [f"a/b/site/{path}"]


def test_bucket_without_a_prefix(bucket: Bucket) -> None:
    bucket.clear()
    target = StoreTarget("s3://news")
    target.write(".newsgen/a", b"1")
    target.carry_out([Upload("a", b"x", {})], [])
    assert {*bucket.objects} == {".newsgen/a", "site/a"}
    assert (target.read(".newsgen/a"), target.read(".newsgen/b")) == (b"1", None)
    target.remove([".newsgen/a", ".newsgen/b"])
    assert [*bucket.objects] == ["site/a"]


@pytest.mark.usefixtures("bucket")
def test_bucket_that_is_not_there_is_named_without_a_secret() -> None:
    why = "NoSuchBucket: The specified bucket does not exist"
    with pytest.raises(TargetError) as error:
        StoreTarget("s3://nothing").write("a", b"")
    assert str(error.value) == f"s3://nothing cannot be read or written: {why}"
    assert "credentials" in error.value.hint
    assert buckets.KEYS["AWS_SECRET_ACCESS_KEY"] not in str(error.value)


@pytest.mark.usefixtures("bucket")
def test_store_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setattr(over_s3, "_PATIENCE", timedelta(seconds=0.1))
    with pytest.raises(TargetError, match=r"^s3://news cannot be read .*error sending request"):
        StoreTarget("s3://news").write("a", b"")


@pytest.mark.usefixtures("bucket")
def test_machine_without_credentials_is_told_where_they_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_METADATA_ENDPOINT", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setattr(over_s3, "_PATIENCE", timedelta(seconds=0.1))
    with pytest.raises(TargetError) as error:
        StoreTarget("s3://news").write("a", b"")
    why = "this machine has no credentials: no variables give them, and no role does"
    assert str(error.value) == f"s3://news cannot be read or written: {why}"
    assert "AWS_ACCESS_KEY_ID" in error.value.hint


def test_credentials_of_amazons_tools_are_known_too(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.clear()
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    file = tmp_path / "credentials"
    file.write_text("[default]\naws_access_key_id = example\naws_secret_access_key = secret\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    assert over_s3._provider() is not None
    StoreTarget("s3://news").write("a", b"1")
    assert bucket.objects == {"a": b"1"}
