"""A site is deployed to a bucket of S3: in an order in which no reader misses anything."""

import json
import os
import random
import re
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from newsgen.deployers import cloudfront, store as over_s3
from newsgen.deployers.target import TargetError
from newsgen.hosting.answer import Answer
from tests.support import bucket as buckets, caches, killed_request
from tests.support.bucket import Bucket, Cdn, InStore
from tests.support.caches import KeyStore, Service, running
from tests.support.canary import ADDRESSES, URL, WORDS, canary, other
from tests.support.cloudfront import ask
from tests.support.command import AS_OF, Outcome
from tests.support.deployed_nginx import LINK
from tests.support.deploying import Run
from tests.support.git import commit, git
from tests.support.pictures import saying
from tests.support.rotation import VARIABLE
from tests.support.site import CONFIG, HOSTS, Release, difference, many_releases, new_site, write

pytestmark = pytest.mark.rotates(6)

HOST: Final = HOSTS["Cumbria"]
FOLDER: Final = "News/News-Articles/2026/March"
PAGE: Final = f"{FOLDER}/Fair.aspx"
PREFIX: Final = "web/news"
DEPLOYMENTS: Final = 200 if os.environ.get(VARIABLE) == "all" else 3
SEARCHED: Final = CONFIG.replace('theme = "plain"', 'theme = "plain"\nsearch = true')
FULL: Final = SEARCHED + '\n[taxonomies.topics]\nkey = "tags"\n[media]\ncards = true\n'
WITHDRAWN: Final = {"status": "withdrawn", "explanation": "This was wrong."}


@pytest.fixture(scope="module")
def server() -> Iterator[Bucket]:
    with buckets.running() as bucket, buckets.credentials(bucket):
        yield bucket


@pytest.fixture
def bucket(server: Bucket) -> Bucket:
    server.clear()
    return server


def in_store(folder: Path, bucket: Bucket, run: Run) -> InStore:
    site = new_site(folder / "site", many_releases(6, a_month=3))
    deployed = InStore(site, folder, f"s3://{buckets.BUCKET}/{PREFIX}", run, bucket=bucket)
    deployed.configure()
    return deployed


@pytest.fixture
def deployed(tmp_path: Path, bucket: Bucket, run: Run) -> InStore:
    return in_store(tmp_path, bucket, run)


def fair(**more: str) -> Release:
    return Release("Fair", url=f"https://{HOST}/{PAGE}", date="2026-03-02 10:00", more=more)


def written(bucket: Bucket) -> list[str]:
    """Return what was written and deleted since the last look, in its order, below the site."""
    asked, above = [*bucket.asked], f"/{buckets.BUCKET}/{PREFIX}/site/"
    bucket.asked.clear()
    return [path.removeprefix(above) for method, path in asked if method == "PUT" and above in path]


def test_what_is_deployed_is_what_was_built(deployed: InStore, bucket: Bucket) -> None:
    deployed.deployed()
    assert difference(deployed.served, deployed.built) == {}
    others = {key for key in bucket.objects if not key.startswith(f"{PREFIX}/site/")}
    assert others == {f"{PREFIX}/.newsgen/deployed", f"{PREFIX}/.newsgen/record.jsonl"}


def test_headers_are_those_of_the_hosting_model(deployed: InStore, bucket: Bucket) -> None:
    deployed.write("fair.md", fair())
    deployed.deployed()
    page = bucket.headers(f"{PREFIX}/site/{PAGE}")
    assert page["content-type"] == "text/html; charset=utf-8"
    assert page["cache-control"].startswith("public, max-age=")
    asset = next(path for path in deployed.built if re.match(r"assets/site\..*css", path))
    assert "immutable" in bucket.headers(f"{PREFIX}/site/{asset}")["cache-control"]
    assert bucket.headers(f"{PREFIX}/site/feed.json")["content-type"].startswith(
        "application/feed+json"
    )


def test_edit_is_deployed_without_a_look_at_the_bucket(deployed: InStore, bucket: Bucket) -> None:
    deployed.write("fair.md", fair())
    deployed.deployed()
    bucket.asked.clear()
    deployed.write("fair.md", fair(summary="Another summary"))
    deployed.deployed()
    assert not [path for _, path in bucket.asked if "list-type" in path]
    paths = written(bucket)
    assert PAGE in paths
    assert len(paths) < len(deployed.built) / 2
    assert paths.index(PAGE) < paths.index("index.html")
    assert difference(deployed.served, deployed.built) == {}
    assert "Nothing to deploy" in deployed.deployed().out
    assert written(bucket) == []


def test_what_is_taken_down_goes_first(deployed: InStore, bucket: Bucket) -> None:
    deployed.config = FULL
    deployed.configure()
    write(deployed.site / "content/pictures/Kanaryfile.png", saying("Kanarypixels"))
    deployed.write("canary.md", canary())
    deployed.deployed()
    before = {path for path in deployed.served if "pagefind/fragment" in path}
    bucket.asked.clear()
    deployed.write("canary.md", canary(**WITHDRAWN))
    deployed.write("other.md", other(1))
    outcome = deployed.deployed()
    assert "All that was taken down was gone from every host after" in outcome.out
    paths = written(bucket)
    page = URL.partition(HOST)[2].lstrip("/")
    assert page in paths[:2]
    pages = [path for path in paths if path.endswith("Other-1.aspx")]
    assert paths.index(page) < paths.index(pages[0]) < paths.index("index.html")
    assert before - {*deployed.built}
    assert difference(deployed.served, deployed.built) == {}


@pytest.mark.parametrize("over", ["withdrawn", "gone", "expired", "removed"])
def test_no_word_is_left_after_one_deployment(deployed: InStore, over: str) -> None:
    deployed.config = FULL
    deployed.configure()
    write(deployed.site / "content/pictures/Kanaryfile.png", saying("Kanarypixels"))
    deployed.write("canary.md", canary())
    deployed.deployed()
    assert {*deployed.holding("Kanarybody", "Kanaryaddress", "Kanarytag")}
    words: tuple[str, ...] = (*WORDS, "Kanarypixels")
    if over == "removed":
        words = (*words, *ADDRESSES)
        removed = deployed.newsgen("remove", URL, "--reason", "erasure", "--yes")
        assert removed.code == 0, removed.err
    else:
        more = {"expired": {"expires": "2026-03-14T10:00Z"}, "gone": {"status": "gone"}}
        deployed.write("canary.md", canary(**more.get(over, WITHDRAWN)))
    deployed.deployed()
    assert deployed.holding(*words) == []
    assert "keeps no release" in deployed.deploy("--rollback").err


def test_assets_of_the_theme_before_stay_for_pages_that_are_open(deployed: InStore) -> None:
    deployed.deployed()
    before = {path for path in deployed.built if path.startswith("assets/site.")}
    text = (deployed.site / "newsgen.toml").read_text()
    write(deployed.site / "newsgen.toml", text + '[theme]\noptions = { accent = "#003b49" }\n')
    deployed.deployed()
    kept = {*deployed.served} - {*deployed.built}
    assert before <= kept
    assert all(path.startswith("assets/") for path in kept)
    assert {path for path in deployed.built if path not in deployed.served} == set()


def test_busy_bucket_is_asked_again(deployed: InStore, bucket: Bucket) -> None:
    bucket.busy = 0.3
    deployed.write("fair.md", fair())
    deployed.deployed()
    deployed.write("fair.md", fair(**WITHDRAWN))
    deployed.deployed()
    assert bucket.refused > 20
    assert difference(deployed.served, deployed.built) == {}


def test_way_back_builds_an_older_commit_without_what_is_down(deployed: InStore) -> None:
    write(deployed.site / ".gitignore", "output/\n.newsgen/\n")
    deployed.configure(most_deletions="100")
    git(deployed.site, "init", "--quiet")
    deployed.write("canary.md", canary())
    for word in ("First", "Second"):
        deployed.write("fair.md", fair(summary=f"The {word}"))
        commit(deployed.site, "Change")
        deployed.deployed()
    deployed.write("canary.md", canary(**WITHDRAWN))
    deployed.write("fair.md", fair(summary="The Third"))
    commit(deployed.site, "Change")
    deployed.deployed()
    for word in ("Second", "First"):
        outcome = deployed.deploy("--rollback")
        assert outcome.code == 0, outcome.err
        assert f"The {word}".encode() in deployed.served[PAGE]
        assert deployed.holding("Kanarybody") == []
    assert deployed.deploy("--rollback").code == 1
    deployed.deployed()
    assert difference(deployed.served, deployed.built) == {}


# Locks


def test_living_lock_says_who_holds_it_and_since_when(deployed: InStore, bucket: Bucket) -> None:
    deployed.build()
    with over_s3.StoreTarget(deployed.url).locked():
        outcome = deployed.deploy()
    assert outcome.code == 1
    assert re.search(r"another deployment is using s3://.*: \w+ on \S+, since 20\d\d-", outcome.err)
    assert deployed.served == {}
    assert deployed.deploy().code == 0
    assert f"{PREFIX}/.newsgen/lock" not in bucket.objects


def test_lock_that_is_not_renewed_is_taken_over(
    deployed: InStore, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed.build()
    lock = {"who": "someone on a machine", "since": "2026-03-15T12:00:00+00:00", "id": "1"}
    bucket.put(f"{PREFIX}/.newsgen/lock", json.dumps(lock).encode())
    assert "someone on a machine, since 2026" in deployed.deploy().err
    monkeypatch.setattr(over_s3, "LEASE", 1.0)
    time.sleep(2.1)  # the times of the store are whole seconds
    assert deployed.deploy().code == 0
    assert difference(deployed.served, deployed.built) == {}


def test_lock_is_renewed_while_it_is_held(
    deployed: InStore, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(over_s3, "LEASE", 3.0)
    with over_s3.StoreTarget(deployed.url).locked():
        time.sleep(4.5)
        with pytest.raises(TargetError, match="another deployment"):
            over_s3.StoreTarget(deployed.url).locked().__enter__()
    assert bucket.objects == {}


def test_whoever_has_lost_the_lock_writes_nothing_more(
    deployed: InStore, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(over_s3, "LEASE", 0.6)
    target = over_s3.StoreTarget(deployed.url)
    with target.locked():
        bucket.put(f"{PREFIX}/.newsgen/lock", b'{"who": "x", "since": "y", "id": "another"}')
        assert target._lock is not None
        while not target._lock.is_lost:  # it is asked for now and then
            time.sleep(0.05)
        with pytest.raises(TargetError, match="cut off"):
            target.write(".newsgen/deployed", b"")
    assert [*bucket.objects] == [f"{PREFIX}/.newsgen/lock"]


# Others' files, and what is tampered with


def test_nothing_outside_the_prefix_is_asked_for_or_touched(
    deployed: InStore, bucket: Bucket
) -> None:
    theirs = {"index.html": b"theirs", "web/newsletter/site/index.html": b"x", "web/a": b"y"}
    for key, data in theirs.items():
        bucket.put(key, data)
    deployed.write("fair.md", fair())
    deployed.deployed()
    deployed.write("fair.md", fair(**WITHDRAWN))
    deployed.deployed("--upload-all")
    assert {key: bucket.objects[key] for key in theirs} == theirs
    base = f"/{buckets.BUCKET}"
    asked = {path for _, path in bucket.asked if not path.startswith(f"{base}/{PREFIX}/")}
    assert asked == {f"{base}?delete", f"{base}?list-type=2&prefix=web%2Fnews%2Fsite%2F"}


def test_files_of_others_where_the_site_is_to_be_are_refused(
    deployed: InStore, bucket: Bucket
) -> None:
    bucket.put(f"{PREFIX}/site/theirs.html", b"theirs")
    deployed.configure(most_deletions="100")
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 1
    assert "has files that newsgen did not put there" in outcome.err
    assert [*deployed.served] == ["theirs.html"]
    assert deployed.deploy("--upload-all").code == 0
    assert difference(deployed.served, deployed.built) == {}


@pytest.mark.parametrize(
    "options", [(), ("--upload-all",), ("--rollback",), ("--take-downs-only",)]
)
def test_site_that_is_older_than_the_website_is_refused(
    deployed: InStore, options: tuple[str, ...]
) -> None:
    deployed.write("canary.md", canary())
    deployed.deployed()
    older = replace(deployed, site=deployed.site.with_name("older"))
    shutil.copytree(deployed.site, older.site)
    assert deployed.newsgen("remove", URL, "--reason", "erasure", "--yes").code == 0
    deployed.deployed()
    words = ("Kanarybody", "Kanaryaddress")
    assert deployed.holding(*words) == []
    older.build()
    outcome = older.deploy(*options)
    assert outcome.code == 1
    assert "tombstones.txt lacks 2 lines on removed addresses: " in outcome.err
    assert deployed.holding(*words) == []
    older.write("canary.md", canary(**WITHDRAWN))
    older.write("fair.md", fair())
    older.deploy("--take-downs-only")
    assert deployed.holding(*words) == []
    assert difference(deployed.served, deployed.built) == {}


@pytest.mark.parametrize("how", ["changed", "missing", "older"])
def test_manifest_that_was_tampered_with_is_refused_but_no_take_down_is(
    deployed: InStore, bucket: Bucket, how: str
) -> None:
    key = f"{PREFIX}/.newsgen/deployed"
    deployed.write("fair.md", fair())
    deployed.deployed()
    older = bucket.objects[key]
    deployed.write("fair.md", fair(summary="Another summary"))
    deployed.deployed()
    if how == "missing":
        bucket.delete(key)
    else:
        bucket.put(key, older if how == "older" else older[:100] + b"x" + older[101:])
    deployed.write("fair.md", fair(**WITHDRAWN))
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 1
    assert "the manifest" in outcome.err
    assert b"asking for help" in deployed.served[PAGE]
    outcome = deployed.deploy("--take-downs-only")
    assert outcome.code == 0, outcome.err
    assert deployed.served[PAGE] == deployed.built[PAGE]
    assert deployed.deploy("--upload-all").code == 0
    assert difference(deployed.served, deployed.built) == {}


def test_verify_full_compares_every_file(deployed: InStore, bucket: Bucket) -> None:
    deployed.deployed()
    assert deployed.deploy("--verify", "--full").code == 0
    bucket.put(f"{PREFIX}/site/index.html", b"changed by hand")
    bucket.put(f"{PREFIX}/site/more.html", b"put there by hand")
    outcome = deployed.deploy("--verify", "--full")
    assert outcome.code == 1
    assert "1 file missing or changed, 1 of others" in outcome.err


def test_names_have_every_character_that_a_path_may_have(deployed: InStore) -> None:
    names = "!$&'()+,;=@~ %[]{}^`#ünïe\u0301Ж字😀-._0aZ"
    for number, letter in enumerate(names):
        write(deployed.site / f"content/files/{number}{letter}x.txt", f"of {letter}")
        url = f"https://{HOST}/n/{number}{letter if letter not in ' #%[]{}^`' else 'q'}x.aspx"
        date = "2026-03-02 10:00"
        body = f"[A file](/files/{number}{letter}x.txt)" if letter.isalnum() else "Nothing."
        deployed.write(f"n{number}.md", Release(f"Name {number}", url=url, date=date, body=body))
    deployed.deployed()
    assert difference(deployed.served, deployed.built) == {}
    for number in range(len(names)):
        (deployed.site / f"content/n{number}.md").unlink()
    deployed.configure(most_deletions="100")
    deployed.build()
    refused = deployed.deploy()
    assert f"{len(names)} addresses lost" in refused.err


# CloudFront's function, which looks up what it answers


@pytest.fixture
def keys(deployed: InStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyStore]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", caches.ACCESS)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", caches.SECRET)
    deployed.configure(key_value_store=f'"{caches.STORE}"')
    with running(Service(caches.by_method)) as service:
        yield caches.known_store(service, monkeypatch)
        assert service.faults == []


def answers(deployed: InStore, keys: KeyStore, targets: list[str]) -> dict[str, Answer]:
    """Return what the function in Node answers, or else the bucket."""
    folder = deployed.site.parent / "hosting"
    shutil.rmtree(folder, ignore_errors=True)
    given = ("s3", "--output", folder, "--website", deployed.site / "output")
    hosting = deployed.newsgen("hosting", *map(str, given))
    assert hosting.code == 0, hosting.err
    now = {
        each["key"]: each["value"]
        for each in json.loads((folder / "site/keys.json").read_text())["data"]
    }
    assert keys.keys == now
    answered = ask(folder, "site", targets)
    known = {*deployed.served}
    return {
        target: Answer(int(said["status"]), "", said["location"])
        if said["status"]
        else Answer(200 if said["uri"].lstrip("/") in known else 404)
        for target, said in zip(targets, answered, strict=True)
    }


def test_function_answers_for_what_has_moved_or_is_gone(deployed: InStore, keys: KeyStore) -> None:
    deployed.write("fair.md", fair())
    deployed.write("moves.md", release("Moves", "Oak", 1))
    deployed.write("erased.md", release("Erased", "Elm", 2))
    deployed.deployed()
    before = {"Fair": 200, "Moves": 200, "Erased": 200, "Never": 404}
    targets = {name: f"/{FOLDER}/{name}.aspx" for name in before}
    said = answers(deployed, keys, [*targets.values()])
    assert {name: said[target].status for name, target in targets.items()} == before
    number = len(keys.history)
    deployed.write("fair.md", fair(**WITHDRAWN))
    old = f"'https://{HOST}/{FOLDER}/Moves.aspx'"
    deployed.write("moves.md", release("Moved", "Oak", 1, redirect_from=old))
    url = f"https://{HOST}/{FOLDER}/Erased.aspx"
    assert deployed.newsgen("remove", url, "--reason", "erasure", "--yes").code == 0
    deployed.deployed()
    first = keys.history[number]
    assert first[targets["Fair"].lower()] == "gone"
    assert "moved" not in first[targets["Moves"].lower()]
    said = answers(deployed, keys, [*targets.values(), f"/{FOLDER}/Moved.aspx"])
    after = {"Fair": 410, "Moves": 301, "Erased": 410, "Never": 410}
    assert {name: said[target].status for name, target in targets.items()} == after
    assert said[targets["Moves"]].location.endswith("/Moved.aspx")
    assert said[f"/{FOLDER}/Moved.aspx"].status == 200


def test_edit_asks_for_no_key(deployed: InStore, keys: KeyStore) -> None:
    deployed.write("fair.md", fair())
    deployed.deployed()
    number = keys.tag
    deployed.write("fair.md", fair(summary="Another summary"))
    deployed.deployed()
    assert keys.tag == number


# Killed at any instant


INSTANTS: Final = 200
PARTS: Final = 200
"""Of so many instants `make test` draws one."""


def newsgen_in_process(*arguments: str | Path) -> Outcome:
    return Outcome(killed_request.run([str(argument) for argument in arguments], 0)[0], "", "")


class KilledCase:
    """A site in a bucket with a change that is not deployed yet."""

    def __init__(self, folder: Path, bucket: Bucket) -> None:
        self.deployed = in_store(folder, bucket, newsgen_in_process)
        self.deployed.config = FULL
        self.deployed.configure(most_deletions="100")
        write(self.deployed.site / "content/pictures/Kanaryfile.png", saying("Kanarypixels"))
        self.deployed.write("canary.md", canary())
        self.deployed.write("fair.md", fair())
        self.deployed.deployed()
        self.before = bucket.objects
        self.deployed.write("canary.md", canary(**WITHDRAWN))
        moved = f"'https://{HOST}/{PAGE}'"
        self.deployed.write(
            "fair.md",
            Release(
                "Fair",
                url=f"https://{HOST}/{FOLDER}/Moved.aspx",
                more={"redirect_from": moved},
                date="2026-03-02 10:00",
            ),
        )
        self.deployed.write("other.md", other(1))
        text = (self.deployed.site / "newsgen.toml").read_text()
        write(
            self.deployed.site / "newsgen.toml",
            text + '[theme]\noptions = { accent = "#003b49" }\n',
        )
        self.deployed.build()
        code, self.requests = self.deploy(0)
        assert code == 0

    def deploy(self, number: int) -> tuple[int, int]:
        return killed_request.run(
            ["deploy", "--site", str(self.deployed.site), "--as-of", AS_OF], number
        )


@pytest.fixture(scope="module")
def case(server: Bucket, tmp_path_factory: pytest.TempPathFactory) -> KilledCase:
    server.clear()
    return KilledCase(tmp_path_factory.mktemp("killed-s3"), server)


def lacking(served: dict[str, bytes]) -> list[str]:
    """Return what pages refer to of their own parts that is not there, and halves of pages."""
    faults = []
    for path, data in served.items():
        if b"<html" not in data:
            continue
        if not data.rstrip().endswith(b"</html>"):
            faults.append(f"{path} is half a page")
        links = {link for link in LINK.findall(data.decode()) if link.startswith("/assets/")}
        faults += [f"{path} lacks {link}" for link in links if link.lstrip("/") not in served]
    return faults


@pytest.mark.parametrize(
    "instant", [pytest.param(n, marks=pytest.mark.rotates(PARTS)) for n in range(1, INSTANTS + 1)]
)
def test_killed_deployment_leaves_whole_pages_and_is_finished_by_the_next_one(
    case: KilledCase, bucket: Bucket, instant: int
) -> None:
    for key, data in case.before.items():
        bucket.put(key, data)
    bucket.busy = 0.1 if instant % 3 == 0 else 0.0
    code, _ = case.deploy(max(1, case.requests * instant // INSTANTS))
    assert code in (-signal.SIGKILL, 0)
    assert lacking(bucket.site(PREFIX)) == []
    for _ in range(60):
        code, _ = case.deploy(0)  # until the lock of who was killed is over
        if code == 0:
            break
        time.sleep(0.1)
    assert code == 0
    served, built = case.deployed.served, case.deployed.built
    assert {
        path for path, kind in difference(served, built).items() if kind != "only left"
    } == set()
    assert all(path.startswith("assets/") for path in served if path not in built)
    assert case.deployed.holding(*WORDS, "Kanarypixels") == []
    kept = {key for key in bucket.objects if "/.newsgen/" in key and "/now-" not in key}
    assert kept == {f"{PREFIX}/.newsgen/deployed", f"{PREFIX}/.newsgen/record.jsonl"}


# A reader who asks all the time


def word_of(number: int) -> str:
    return f"Zebrawood{number:03}x"


def release(name: str, word: str, day: int, **more: str) -> Release:
    return Release(
        f"About {word}",
        url=f"https://{HOST}/{FOLDER}/{name}.aspx",
        date=f"2026-03-{day % 14 + 1:02} 10:00",
        body=f"Officers speak of {word} to all who ask.",
        more=more,
    )


class Reader:
    """Asks for pages and all their assets; after a time that was printed, no word may be there."""

    def __init__(self, cdn: Cdn, pages: list[str]) -> None:
        self.cdn, self.pages = cdn, pages
        self.faults: list[str] = []
        self.over: list[str] = []
        self.asked = 0
        self._stop = threading.Event()
        self.thread = threading.Thread(target=self._poll)

    def stop(self) -> None:
        self._stop.set()
        self.thread.join()

    def _poll(self) -> None:
        chance = random.Random(1)
        while not self._stop.is_set():
            for path in [*chance.sample(self.pages, 2), "/", "/feed.atom", "/sitemap.xml"]:
                self._look(path)
            time.sleep(0.01)

    def _look(self, path: str) -> None:
        over = [*self.over]
        _, data = self.cdn.get(path)
        self.asked += 1
        self.faults += [f"{path} has {word}" for word in over if word.encode() in data]
        if b"<html" not in data:
            return
        if not data.rstrip().endswith(b"</html>"):
            self.faults.append(f"{path} is half a page")
        for link in {*LINK.findall(data.decode())}:
            if link.startswith("/assets/") and self.cdn.get(link)[0] != 200:
                self.faults.append(f"{path} lacks {link}")


@pytest.fixture
def cdn(deployed: InStore, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cdn]:
    """Return a CDN before the bucket, which is told what to forget."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", caches.ACCESS)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", caches.SECRET)
    monkeypatch.setattr(cloudfront, "_PAUSE", 0.01)
    cdn = Cdn(bucket, PREFIX)

    def invalidating(service: Service, sent: caches.Sent) -> caches.Answer:
        number = len(service.purged)
        answer = caches.cloudfront(service, sent)
        cdn.invalidate(service.purged[number:])
        return answer

    with buckets.website(cdn), running(Service(invalidating, 0.05)) as service:
        monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDFRONT", service.url)
        deployed.configure(address=f'"{cdn.url}"', purge=f'"cloudfront:{caches.DISTRIBUTION}"')
        yield cdn
        assert service.faults == []


@pytest.mark.rotates(1)
def test_reader_misses_no_part_and_sees_no_word_after_the_time_that_is_printed(
    deployed: InStore, bucket: Bucket, cdn: Cdn
) -> None:
    number = DEPLOYMENTS
    for n in range(number):
        deployed.write(f"down-{n}.md", release(f"Down-{n}", word_of(n), n))
        deployed.write(f"moves-{n}.md", release(f"Moves-{n}", f"Oak {n}", n))
    deployed.deployed()
    bucket.busy = 0.01
    reader = Reader(cdn, [f"/{FOLDER}/Down-{n}.aspx" for n in range(number)])
    reader.thread.start()
    try:
        for n in range(number):
            deployed.write(f"down-{n}.md", release(f"Down-{n}", word_of(n), n, **WITHDRAWN))
            old = f"'https://{HOST}/{FOLDER}/Moves-{n}.aspx'"
            deployed.write(f"moves-{n}.md", release(f"Moved-{n}", f"Oak {n}", n, redirect_from=old))
            deployed.write(f"new-{n}.md", release(f"New-{n}", f"Beech {n}", n))
            text = (deployed.site / "newsgen.toml").read_text().partition("[theme]")[0]
            accent = f"#00{n % 50 + 10:02}40"
            theme = f'[theme]\noptions = {{ accent = "{accent}" }}\n'
            write(deployed.site / "newsgen.toml", text + theme)
            assert "gone from every host after" in deployed.deployed().out
            reader.over.append(word_of(n))
    finally:
        reader.stop()
    assert reader.faults == []
    assert reader.asked > 20 * number
    assert deployed.holding(*map(word_of, range(number))) == []
