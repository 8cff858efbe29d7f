"""A release's whole life as a press office lives it with git, asked of a real nginx.

Each commit is checked and built as a pipeline does, and nginx is started with what was written.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from lxml import etree

from newsgen.config import load as load_config
from newsgen.hosting.headers import header_settings, headers
from tests.support.command import Outcome, build, clean_tree, newsgen_in_fork as newsgen
from tests.support.git import commit, git
from tests.support.pictures import saying
from tests.support.servers import Client, Reply, free_port, started
from tests.support.site import CONFIG, HOSTS, Release, difference, new_site, tree, write

HOST: Final = HOSTS["Cumbria"]
SITE: Final = f"https://{HOST}"
MONTH: Final = "/News/News-Articles/2026/March/"
PAGE: Final = f"{MONTH}Have-you-seen-Morwenna.aspx"
NEW_PAGE: Final = f"{MONTH}Missing-woman-Morwenna-is-found.aspx"
OPEN_DAY: Final = f"{MONTH}Open-day.aspx"
OLD_OPEN_DAY: Final = "/news/OpenDay.asp?ID=7"
FAIR: Final = f"{MONTH}Fair.aspx"
NAME: Final = "Morwenna"
ATOM: Final = "{http://www.w3.org/2005/Atom}"
MAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
KEYS: Final = {
    "kind": "missing",
    "embargo": "2026-03-29T09:00+01:00",
    "images": "[{src: /pictures/morwenna.png, alt: Morwenna in a blue coat}]",
    "review_by": "2026-04-30",
}


class Journey:
    """A site in git, and what its pipeline does at a time."""

    def __init__(self, folder: Path) -> None:
        """Begin with a release that was published at an old address once, and one like it."""
        day = Release("Open day", url=f"{SITE}{OPEN_DAY}", date="2026-03-01 10:00")
        day.more["redirect_from"] = f"'{SITE}{OLD_OPEN_DAY}'"
        fair = Release("Fair", url=f"{SITE}{FAIR}", date="2026-03-02 10:00")
        self.site = new_site(folder / "site", {"open-day.md": day, "fair.md": fair}, CONFIG)
        self.work = folder / "server"
        self.configuration = self.work / "configuration"
        self.appeal = Release(
            f"Have you seen {NAME}?",
            url=f"{SITE}{PAGE}",
            date="2026-03-28 17:00",
            body="Morwenna was last seen on Friday.\n\nAnyone with information should call 101.",
            more=dict(KEYS),
        )
        git(self.site, "init", "--quiet")
        write(self.site / ".gitignore", "output\n.newsgen\n")

    def save(self, **keys: str) -> None:
        """Save the appeal with further keys."""
        self.appeal.more |= keys
        write(self.site / "content/missing/morwenna.md", self.appeal.text())

    def run(self, command: str, now: str, *more: str | Path) -> Outcome:
        return newsgen(command, "--site", self.site, "--as-of", now, *more)

    @contextmanager
    def push(self, message: str, now: str, *, new: tuple[str, ...] = ()) -> Iterator["Public"]:
        """Commit, and let the pipeline run."""
        commit(self.site, message)
        with self.pipeline(now, new=new) as public:
            yield public

    @contextmanager
    def pipeline(self, now: str, *, new: tuple[str, ...] = ()) -> Iterator["Public"]:
        """Check, build as a clean build would, note the new addresses, and start nginx."""
        checked = self.run("check", now, "--fail-on", "warning")
        assert checked.code == 0, checked.err
        built = build(self.site, as_of=now)
        assert built.code == 0, built.err
        self._note_addresses(now, new)
        files = tree(self.site / "output")
        assert difference(files, clean_tree(self.site, as_of=now)) == {}
        port = free_port()
        listen = ("--listen", f"127.0.0.1:{port}", "--output", self.configuration)
        hosted = newsgen("hosting", "nginx", "--site", self.site, "--as-of", now, *listen)
        assert (hosted.code, hosted.err) == (0, "")
        with started("nginx", self.work, self.configuration, port) as client:
            yield Public(client, self.site, files)

    def _note_addresses(self, now: str, new: tuple[str, ...]) -> None:
        """Commit the ledger if addresses are new; the check names these very ones."""
        missing = self.run("urls", now, "--check")
        assert missing.out.split() == sorted(f"{SITE}{path}" for path in new)
        assert missing.code == bool(new)
        if new:
            assert self.run("urls", now).code == 0
            commit(self.site, "Note the addresses")
        assert self.run("urls", now, "--check").code == 0
        assert git(self.site, "status", "--porcelain") == ""


@dataclass
class Public:
    """The website as the public has it from nginx; `files` are those of the output."""

    client: Client
    site: Path
    files: dict[str, bytes]

    def get(self, target: str, status: int = 200, file: str = "") -> Reply:
        """Ask for a target, and check the status and all headers against the model."""
        reply = self.client.get(target, HOST)
        assert reply.status == status, target
        settings = header_settings(load_config(self.site))
        wanted = headers(file or unquote(target).lstrip("/"), status, settings)
        assert {name: reply.headers.get(name) for name in wanted} == wanted, target
        return reply

    def text(self, target: str, status: int = 200, file: str = "") -> str:
        return self.get(target, status, file).body.decode()

    def has_moved(self, target: str, to: str, status: int = 200) -> None:
        """Check that a target leads to a true address, and that this leads no further."""
        reply = self.client.get(target, HOST)
        assert (reply.status, reply.headers["Location"]) == (301, to)
        assert self.client.get(to, HOST).status == status

    def naming(self) -> list[str]:
        """Return what nginx sends with the name in it, of all that there is."""
        targets = [quote(f"/{path}") for path in self.files]
        targets += [t.removesuffix("index.html") for t in targets if t.endswith("/index.html")]
        replies = {target: self.client.get(target, HOST) for target in targets}
        assert {replies["/feed.atom"].status, replies["/sitemap.xml"].status} == {200}
        assert replies["/"].status == 200
        return [target for target, reply in replies.items() if names(reply)]


def names(reply: Reply) -> bool:
    answer = repr(reply.headers).encode() + reply.body
    return NAME.lower().encode() in answer.lower()


def test_from_embargo_to_erasure(tmp_path: Path) -> None:
    journey = Journey(tmp_path)
    write(journey.site / "content/pictures/morwenna.png", saying("Pixels of Morwenna"))
    write_under_embargo(journey)
    publish(journey)
    correct(journey)
    close(journey)
    move(journey)
    supersede_another(journey)
    withdraw(journey)
    remove(journey)


def write_under_embargo(journey: Journey) -> None:
    """Write it in the night in which the clocks go forward."""
    now = "2026-03-28T18:00Z"
    journey.save()
    before = (OPEN_DAY, FAIR, OLD_OPEN_DAY)
    with journey.push("Appeal for Morwenna", now, new=before) as public:
        assert not names(public.get(PAGE, 404, "404.html"))
        assert not names(public.get("/images/morwenna.png", 404, "404.html"))
        assert not names(public.get("/pictures/morwenna.png", 404, "404.html"))
        assert public.naming() == []
        public.has_moved(OLD_OPEN_DAY, OPEN_DAY)
        public.has_moved(OLD_OPEN_DAY.upper(), OPEN_DAY)
        public.has_moved(OPEN_DAY.lower(), OPEN_DAY)
    assert NAME not in (journey.site / "urls.txt").read_text()
    assert not named_in(journey.site / "output")
    assert not named_in(journey.configuration)
    ahead = json.loads(journey.run("next", now, "--format", "json").out)
    assert ahead["next"] == "2026-03-29T08:00:00Z"
    assert journey.run("next", now, "--format", "cron").out == "0 8 29 3 *\n"


def publish(journey: Journey) -> None:
    """Publish it by the build of the schedule, without a commit."""
    assert build(journey.site, as_of="2026-03-29T07:59:59Z").written == 0
    with journey.pipeline("2026-03-29T08:00Z", new=(PAGE,)) as public:
        page = public.text(PAGE)
        assert "Anyone with information should call 101." in page
        assert public.get("/pictures/morwenna.png").body == saying("Pixels of Morwenna")
        assert {PAGE, "/", "/feed.atom", "/sitemaps/2026-03.xml"} <= set(public.naming())
        public.has_moved(f"{PAGE.upper()}?from=mail", f"{PAGE}?from=mail")
        public.has_moved(PAGE.lower(), PAGE)
        public.get(f"{MONTH}Nobody.aspx", 404, "404.html")


def correct(journey: Journey) -> None:
    """Correct it: readers, feeds, search engines and sitemaps are told."""
    journey.appeal.body = journey.appeal.body.replace("Friday", "Thursday")
    journey.save(corrections="[{at: 2026-03-30 12:00, note: It was Thursday and not Friday.}]")
    with journey.push("Correct the day", "2026-03-30T11:00Z") as public:
        page = public.text(PAGE)
        assert "It was Thursday and not Friday." in page
        assert "last seen on Thursday" in page
        assert "last seen on Friday" not in page
        assert_told(public, page)


def assert_told(public: Public, page: str) -> None:
    """Check that search engines, feeds and sitemaps know of the correction."""
    article = json.loads(re.findall(r'ld\+json">(.*?)</script>', page)[0])
    assert article["dateModified"] == "2026-03-30T12:00:00+01:00"
    assert article["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "It was Thursday and not Friday.",
            "datePublished": "2026-03-30T12:00:00+01:00",
        }
    ]
    entries = etree.fromstring(public.get("/feed.atom").body).iterfind(f"{ATOM}entry")
    updated = {e.findtext(f"{ATOM}id"): e.findtext(f"{ATOM}updated") for e in entries}
    assert updated[f"{SITE}{PAGE}"] == "2026-03-30T12:00:00+01:00"
    urls = etree.fromstring(public.get("/sitemaps/2026-03.xml").body).iterfind(f"{MAP}url")
    changed = {u.findtext(f"{MAP}loc"): u.findtext(f"{MAP}lastmod") for u in urls}
    assert changed[f"{SITE}{PAGE}"] == "2026-03-30T12:00:00+01:00"


def close(journey: Journey) -> None:
    """Close it: nobody is asked to call any more, and search engines are asked to leave it out."""
    journey.save(status="closed", noindex="true", explanation="Nobody needs to call.")
    with journey.push("Close the appeal", "2026-03-31T11:00Z") as public:
        page = public.text(PAGE)
        assert "call 101.</p>" not in page
        assert "Nobody needs to call." in page
        assert "It was Thursday and not Friday." in page
        assert 'name="robots" content="noindex"' in page


def move(journey: Journey) -> None:
    """Give it another address; without a word about the old one the check fails."""
    journey.appeal.url = f"{SITE}{NEW_PAGE}"
    journey.save()
    refused = journey.run("check", "2026-04-01T11:00Z")
    assert refused.code == 1
    assert "error[NG430]" in refused.err
    journey.save(redirect_from=f"'{SITE}{PAGE}'")
    with journey.push("Move the appeal", "2026-04-01T11:00Z", new=(NEW_PAGE,)) as public:
        assert "Nobody needs to call." in public.text(NEW_PAGE)
        public.has_moved(PAGE, NEW_PAGE)
        public.has_moved(f"{PAGE.lower()}?a=1", f"{NEW_PAGE}?a=1")
    # Due for review, and then overdue.
    assert journey.run("review", "2026-04-15T10:00Z").code == 0
    assert "review_by" in journey.run("review", "2026-04-15T10:00Z").out
    assert journey.run("review", "2026-05-01T10:00Z").code == 1


def supersede_another(journey: Journey) -> None:
    """Have another release give way to one that says the same."""
    moved = {"status": "moved", "superseded_by": f"{SITE}{OPEN_DAY}"}
    fair = Release("Fair", url=f"{SITE}{FAIR}", date="2026-03-02 10:00", more=moved)
    write(journey.site / "content/fair.md", fair.text())
    with journey.push("The fair is part of the open day", "2026-04-02T11:00Z") as public:
        public.has_moved(FAIR, OPEN_DAY)
        public.has_moved(FAIR.upper(), OPEN_DAY)
        assert "Fair.aspx" not in public.text("/feed.atom") + public.text("/sitemaps/2026-03.xml")


def withdraw(journey: Journey) -> None:
    """Withdraw it: the address says why, and nothing else is left of it."""
    journey.save(status="withdrawn", explanation="This appeal is over.")
    with journey.push("Withdraw the appeal", "2026-05-01T11:00Z") as public:
        page = public.text(NEW_PAGE, 410)
        assert "This appeal is over." in page
        assert "Thursday" not in page
        public.get(f"{NEW_PAGE.upper()}?a=1", 410, NEW_PAGE[1:])
        public.get(PAGE, 410, NEW_PAGE[1:])
        public.get("/pictures/morwenna.png", 404, "404.html")
        assert public.naming() == []


def remove(journey: Journey) -> None:
    """Remove it permanently; one day somebody brings it back by mistake."""
    before = (journey.site / "content/missing/morwenna.md").read_text()
    url = f"{SITE}{NEW_PAGE}"
    removed = journey.run("remove", "2026-05-02T10:00Z", url, "--reason", "erasure", "--yes")
    assert removed.code == 0, removed.err
    assert f"  {url}\n" in removed.out
    with journey.push("Remove the appeal", "2026-05-02T10:00Z") as public:
        for target in (PAGE, NEW_PAGE, PAGE.lower(), f"{NEW_PAGE.upper()}?a=1"):
            assert not names(public.get(target, 410, "410.html"))
        assert not names(public.get("/pictures/morwenna.png", 404, "404.html"))
        assert public.naming() == []
        public.get("/News/Nobody.aspx", 404, "404.html")
        public.get(OPEN_DAY)
        public.has_moved(FAIR.lower(), OPEN_DAY)
        public.has_moved(OLD_OPEN_DAY, OPEN_DAY)
    assert not named_in(journey.site)
    assert not named_in(journey.configuration)
    write(journey.site / "content/back.md", before)
    assert "error[NG432]" in journey.run("check", "2026-05-03T10:00Z").err


def named_in(folder: Path) -> list[str]:
    """Return the files whose path or bytes have the name; git's history holds it on."""
    name = NAME.lower()
    return [
        path
        for path, data in tree(folder).items()
        if not path.startswith(".git/") and (name in path.lower() or name.encode() in data.lower())
    ]
