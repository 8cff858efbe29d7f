"""Removing a release: what it means, what is refused, and what is left."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.files import OutputFolder
from newsgen.model.urls import URLError
from newsgen.pipeline.ledger import read
from newsgen.pipeline.session import Session
from newsgen.retention import removal
from newsgen.retention.named import UnknownReleaseError, hint_at_removal, url_named
from newsgen.retention.removal import CannotRemoveError, Removal, Removed, carry_out, look_up
from newsgen.site.cards import mark_of
from newsgen.store.entries import Entries
from tests.support.builds import URL, appeal, built, ingested
from tests.support.pictures import png
from tests.support.site import CONFIG, HOSTS, Release, tree, write

ROWAN = f"{URL}/news/alex-rowan.aspx"
SITE = {
    "newsgen.toml": CONFIG,
    "content/p/rowan.md": Release(
        "Missing: Alex Rowan",
        area="Northshire",
        url=ROWAN,
        date="2026-03-05 10:00",
        body="Alex Rowan is missing. ![Alex Rowan](rowan.png) ![The map](/map.png)",
        more={"redirect_from": f"['{URL}/old/rowan.aspx']"},
    ),
    "content/p/rowan.png": png(30, 20),
    "content/map.png": png(20, 30),
    "content/lost.png": png(10, 10),
    "content/other.md": appeal("other", "2026-03-06", body="See ![the map](/map.png)."),
}


def known(session: Session, url: str) -> Removal:
    removal = look_up(session, url)
    assert removal is not None
    return removal


def looked_up(site: Path, url: str = ROWAN) -> Removal:
    with ingested(site) as session:
        return known(session, url)


def removed(site: Path, url: str = ROWAN) -> Removed:
    with ingested(site) as session:
        return carry_out(session, known(session, url), reason="erasure", ref="")


def refused(site: Path, url: str) -> CannotRemoveError:
    with pytest.raises(CannotRemoveError) as error:
        looked_up(site, url)
    return error.value


@pytest.mark.parametrize("name", ["urls.txt", "tombstones.txt"])
def test_lines_that_cannot_be_read_are_not_lost_by_a_removal(site: Path, name: str) -> None:
    """One may keep a removed release from coming back, or an address from being lost."""
    before = f"<<<<<<< HEAD\n{'0' * 32} newer 2026-12-02 {URL}/news/\n=======\n>>>>>>> other\n"
    write(site / name, before)
    with pytest.raises(NewsgenError) as error:
        looked_up(site)
    assert {(each.code, each.span and each.span.path) for each in error.value.diagnostics} == {
        ("NG431", name)
    }
    assert (site / name).read_text() == before


def test_removal_on_a_full_disk_is_not_a_damaged_cache(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite takes all of the transaction back then, and so where the look began."""

    def remove() -> None:
        with ingested(site) as session:
            removal = known(session, ROWAN)

            def full(*_: object) -> None:
                session.database.connection.rollback()
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise error

            monkeypatch.setattr(Entries, "drop", full)
            carry_out(session, removal, reason="erasure", ref="")

    with pytest.raises(NewsgenError) as refusal:
        remove()
    assert [each.code for each in refusal.value.diagnostics] == ["NG903"]
    monkeypatch.undo()
    assert removed(site).of_release


def test_what_a_removal_means_is_told_before(site: Path) -> None:
    write(site / "content/mention.md", appeal("m", "2026-03-07", body=f"See <{ROWAN}>.").text())
    write(site / "content/next.md", appeal("n", "2026-03-07", related="[p/rowan.md]").text())
    write(site / "themes/x/.hidden.txt", "As in /NEWS/alex-rowan.aspx")
    write(site / "themes/x/note.txt", "As in /news/alex%2Drowan.aspx")
    removal = looked_up(site)
    assert removal.source == "p/rowan.md"
    assert removal.title == "Missing: Alex Rowan"
    assert [place.address.url for place in removal.places] == [ROWAN, f"{URL}/old/rowan.aspx"]
    assert removal.files == ("p/rowan.png",)
    assert removal.shared == ("map.png",)
    assert removal.unused == ("lost.png",)
    assert removal.mentions == (
        *("content/mention.md", "content/next.md"),
        *("themes/x/.hidden.txt", "themes/x/note.txt"),
    )


def shown_by_query(number: int, **more: str) -> Release:
    """Return a release at an address with a query, as many systems have them."""
    url = f"{URL}/News/Show.aspx?id={number}&x=%2F"
    text = f"Officers were called to farm number {number}."
    return Release(
        f"Quad bike {number}", "Northshire", url, f"2026-03-{number:02}", text, more=more
    )


def test_files_that_name_another_address_are_not_to_be_edited(site: Path) -> None:
    for number in (2, 3, 26):
        write(site / f"content/r{number}.md", shown_by_query(number).text())
    link = "/News/Show.aspx?id=2&x=%2F"
    named = {
        "as-it-is": f"[It]({link}).",
        "escaped": "[It](/news/show%2Easpx?ID%3D2&x=/).",
        "html": f"<a href='{link.replace('&', '&amp;')}&utm_source=x'>It</a>",
        "number": f"<{URL}{link.replace('&', '&#38;')}>.",
        "slash": f"[It]({link.replace('?', '/?')}).",
    }
    others = {
        "path": "[It](/News/Show.aspx).",
        "longer": f"[It]({link}7).",
        "part": "[It](/News/Show.aspx?id=2).",
    }
    for name, body in {**named, **others}.items():
        write(site / f"content/{name}.md", appeal(name, "2026-03-07", body=body).text())
    removal = looked_up(site, f"{URL}{link}")
    assert removal.mentions == tuple(sorted(f"content/{name}.md" for name in named))


def test_files_that_name_a_longer_address_are_not_to_be_edited(site: Path) -> None:
    write(site / "content/a.md", appeal("a", "2026-03-07", url=f"{URL}/appeals/item-2").text())
    for name, link in {"slash": "item-2/", "plain": "item-2", "longer": "item-27"}.items():
        body = f"[It](/appeals/{link})."
        write(site / f"content/{name}.md", appeal(name, "2026-03-07", body=body).text())
    removal = looked_up(site, f"{URL}/appeals/item-2")
    assert removal.mentions == ("content/plain.md", "content/slash.md")


def test_addresses_to_purge_are_those_that_readers_ask_for(site: Path) -> None:
    for number in (2, 3, 4):
        write(site / f"content/r{number}.md", shown_by_query(number).text())
    item = replace(shown_by_query(5), url=f"{URL}/appeals/item-27")
    write(site / "content/item.md", replace(item, more={"redirect_from": "/old/28"}).text())
    built(site)
    purged = removed(site, shown_by_query(3).url or "")
    assert purged.of_release == (shown_by_query(3).url,)
    assert {shown_by_query(number).url for number in (2, 3, 4)} <= {*purged.pages}
    assert not [url for url in purged.pages if "@" in url]
    built(site)
    purged = removed(site, f"{URL}/appeals/item-27")
    ways = {f"{URL}{path}{end}" for path in ("/appeals/item-27", "/old/28") for end in ("", "/")}
    assert ways == {*purged.of_release}


class StoppedError(Exception):
    """A removal ends in the middle."""


def stop(*_: object, **__: object) -> None:
    raise StoppedError


def stopped_at(site: Path, step: str, patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        patched.setattr(removal, step, stop)
        with pytest.raises(StoppedError):
            removed(site)


def test_a_removal_that_is_stopped_can_be_repeated(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in ("write_tombstones", "_unlink"):
        stopped_at(site, step, monkeypatch)
        assert (site / "content/p/rowan.md").exists()
    removed(site)
    assert not (site / "content/p").exists()
    with ingested(site) as session:
        assert len(read(site).tombstones.stones) == 2
        assert hint_at_removal(session, [f"{URL}/x", ROWAN]).startswith("It was removed on 2026-03")
        assert hint_at_removal(session, [f"{URL}/x"]) == ""
    with pytest.raises(UnknownReleaseError) as error, ingested(site) as session:
        url_named(session, "/news/alex-rowan.aspx")
    assert error.value.hint.startswith("It was removed on 2026-03-15 (erasure). ")


def test_a_picture_that_cannot_be_deleted_leaves_the_file_to_run_it_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remove(self: OutputFolder, path: str) -> None:
        if path.endswith(".md"):
            (self.root / path).unlink()

    with monkeypatch.context() as patched:
        patched.setattr(OutputFolder, "remove", remove)
        with pytest.raises(NewsgenError):
            removed(site)
    assert (site / "content/p/rowan.md").exists()
    removed(site)
    assert not (site / "content/p").exists()


def test_a_folder_that_may_not_be_changed_is_told_with_the_file(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/proc/1/fd/5/a.md")

    with monkeypatch.context() as patched:
        patched.setattr("newsgen.retention.removal.OutputFolder.remove", refuse)
        with pytest.raises(NewsgenError) as error:
            removed(site)
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span.path[:8]) == ("NG905", "content/")
    assert diagnostic.message == "the file cannot be deleted: Permission denied"
    removed(site)
    assert not (site / "content/p").exists()


def test_what_is_gone_already_has_its_tombstones(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped_at(site, "ingest", monkeypatch)
    assert not (site / "content/p").exists()
    stones = read(site).tombstones
    assert stones.at("", "news/alex-rowan.aspx")
    assert stones.at("", "old/rowan.aspx")


TOPICS = '\n[taxonomies.topics]\nkey = "tags"\n'
HOME = '\n[languages.cy]\nhome = "/cy/"\ntitle = "Newyddion"\n'


@pytest.mark.parametrize(
    "status",
    [
        {},
        {"status": "gone"},
        {"expires": "2026-03-08T10:00+00:00"},
        {"status": "moved", "superseded_by": f"{URL}/news/other.aspx"},
    ],
    ids=["published", "gone", "expired", "moved"],
)
def test_a_term_goes_from_the_home_of_a_language_that_a_part_is_in(
    site: Path, status: dict[str, str]
) -> None:
    write(site / "newsgen.toml", CONFIG + TOPICS + HOME)
    body = "Alex Rowan is missing.\n\n:::cy\nMae Alex Rowan ar goll ers dydd Mawrth.\n:::\n"
    more = {"tags": "[Alex Rowan, map]", **status}
    whole = Release("Missing", "Northshire", ROWAN, "2026-03-05 10:00", body, more=more)
    write(site / "content/p/rowan.md", whole.text())
    write(site / "content/other.md", appeal("other", "2026-03-06", tags="[map]").text())
    homes = [f"{URL}/topics", f"{URL}/cy/topics"]
    lines = [f"{home}/{term}/" for home in homes for term in ("alex-rowan", "map")]
    write(site / "urls.txt", "".join(f"{line}\n{line}2026/\n" for line in lines))
    removed(site)
    left = [line.address.url for line in read(site).lines]
    assert left == [f"{URL}/topics/map/", f"{URL}/topics/map/2026/"]


def test_a_term_of_another_host_stays(site: Path) -> None:
    per_host = CONFIG.replace('theme = "plain"', 'theme = "plain"\nlayout = "per-host"')
    write(site / "newsgen.toml", per_host + TOPICS)
    whole = Release("Missing", "Northshire", ROWAN, "2026-03-05 10:00", more={"tags": "[map]"})
    write(site / "content/p/rowan.md", whole.text())
    there = f"https://{HOSTS['Cumbria']}"
    beside = Release("The map", url=f"{there}/x.aspx", date="2026-03-05", more={"tags": "[map]"})
    write(site / "content/beside.md", beside.text())
    terms = [f"{host}/topics/map/" for host in (URL, there)]
    write(site / "urls.txt", "".join(f"{term}\n" for term in terms))
    removed(site)
    assert [line.address.url for line in read(site).lines] == [f"{there}/topics/map/"]


TWIN = {"language": "cy", "translation_of": "p/rowan.md"}


@pytest.mark.parametrize("gate", ["", '\n[languages.cy]\ntranslations = "required"\n'])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_twin_stays_and_names_what_was_removed_no_more(site: Path, gate: str, ends: str) -> None:
    write(site / "newsgen.toml", CONFIG + gate)
    text = appeal("cy", "2026-03-07", **TWIN).text()
    file = write(site / "content/cy.md", text.replace("\n", ends))
    removal = looked_up(site)
    assert (removal.twin, removal.mentions) == ("cy.md", ())
    assert removed(site).edited == ("cy.md",)
    left = file.read_bytes().decode()
    assert "rowan" not in left
    reason = "---\ntranslation: taken-down" if gate else "---"
    expected = text.replace("translation_of: p/rowan.md\n", "").replace("---", reason, 1)
    assert left.replace("\r\n", "\n") == expected
    assert b"rowan" not in (site / ".newsgen/cache.sqlite").read_bytes()


def test_a_half_that_is_named_by_the_other_leaves_nothing_there(site: Path) -> None:
    write(site / "content/cy.md", appeal("cy", "2026-03-07", **TWIN).text())
    removal = looked_up(site, f"{URL}/news/cy.aspx")
    assert removal.twin == "p/rowan.md"
    before = (site / "content/p/rowan.md").read_bytes()
    assert removed(site, f"{URL}/news/cy.aspx").edited == ()
    assert (site / "content/p/rowan.md").read_bytes() == before


@pytest.mark.parametrize(
    ("times", "kept"),
    [
        ({"embargo": "2026-04-10T10:00+01:00"}, "embargo: 2026-04-10T09:00:00Z\n"),
        ({"expires": "2026-03-09T10:00+00:00"}, "expires: 2026-03-09T10:00:00Z\n"),
        (
            {"expires": "2026-03-09T10:00+00:00", "status": "gone"},
            "expires: 2026-03-09T10:00:00Z\n",
        ),
        ({"embargo": "2026-03-08T10:00+00:00"}, ""),
    ],
    ids=["embargo", "expiry", "gone", "past"],
)
@pytest.mark.parametrize(
    "earlier", ["", "embargo: 2026-03-06T10:00Z\nexpires: 2026-05-01T10:00Z\n"]
)
def test_a_twin_that_was_held_stays_so(
    site: Path, times: dict[str, str], kept: str, earlier: str
) -> None:
    file = write(site / "content/cy.md", appeal("cy", "2026-03-05", language="cy").text())
    write(file, file.read_text().replace("area:", f"{earlier}area:", 1))
    more = {**times, "translation_of": "cy.md"}
    half = Release("Missing", area="Northshire", url=ROWAN, date="2026-03-05 10:00", more=more)
    write(site / "content/p/rowan.md", half.text())
    built(site)
    assert (site / "output/news/cy.aspx").exists() == (not kept)
    assert removed(site).edited == (("cy.md",) if kept else ())
    built(site)
    assert (site / "output/news/cy.aspx").exists() == (not kept)
    text = file.read_text()
    assert kept in text
    assert text.count("embargo:") <= 1
    assert text.count("expires:") <= 1


def test_a_twin_that_said_why_it_had_no_translation_says_it_once(site: Path) -> None:
    write(site / "newsgen.toml", f'{CONFIG}\n[languages.cy]\ntranslations = "required"\n')
    more = {"translation": "urgent", "translation_by": "2026-03-06", **TWIN}
    file = write(site / "content/cy.md", appeal("cy", "2026-03-05", **more).text())
    (site / "content/other.md").unlink()
    removed(site)
    lines = file.read_text().split("\n")
    assert [line for line in lines if "translation" in line] == ["translation: taken-down"]
    built(site)


@pytest.mark.parametrize(
    "url", [ROWAN.replace("alex", "ALEX"), ROWAN.replace("x-", "x%2D"), f"{ROWAN}#top"]
)
def test_an_address_may_be_written_as_readers_do(site: Path, url: str) -> None:
    assert looked_up(site, url).source == "p/rowan.md"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ('[[menu]]\ntitle = "Team"\npage = "team.md"\n', "[[menu]]"),
        ('[[footer.links]]\ntitle = "T"\npage = "team.md"\n', "[[footer.links]]"),
        (
            '[[menu]]\ntitle = "A"\nlink = "/"\n[[menu.children]]\ntitle = "B"\npage = "team.md"\n',
            "[[menu]]",
        ),
        ('[lists.court]\nlimit = 3\non = ["home", "team.md"]\n', "[lists.court]"),
    ],
)
def test_a_page_that_the_settings_name_is_not_removed(
    site: Path, settings: str, named: str
) -> None:
    write(site / "newsgen.toml", f"{CONFIG}\n{settings}")
    write(site / "content/team.md", "---\ntype: page\ntitle: Team\n---\n\nWho we are.\n")
    before = tree(site)
    error = refused(site, f"{URL}/team/")
    assert str(error) == f"{named} in newsgen.toml name content/team.md"
    assert "Take it out there first" in error.hint
    looked_up(site)
    assert {path: data for path, data in tree(site).items() if path in before} == before


def test_an_address_that_nobody_knows_is_none(site: Path) -> None:
    with ingested(site) as session:
        assert look_up(session, f"{URL}/news/nobody.aspx") is None


def test_a_line_of_the_ledger_can_be_removed_without_a_release(site: Path) -> None:
    write(site / "urls.txt", f"{URL}/gone.aspx gone\n{URL}/was.aspx moved {URL}/GONE.aspx\n")
    removal = looked_up(site, f"{URL}/gone.aspx")
    assert removal.source == ""
    assert [p.address.path for p in removal.places] == ["/gone.aspx", "/was.aspx"]


def test_nothing_names_the_address_of_the_home_page(site: Path) -> None:
    write(site / "urls.txt", f"{URL}/ gone\n")
    assert looked_up(site, f"{URL}/").mentions == ()


def test_another_sites_address_is_refused_with_the_hosts(site: Path) -> None:
    error = refused(site, "https://www.other.example/news/alex-rowan.aspx")
    assert str(error) == "www.other.example is not a host of this site"
    assert URL.removeprefix("https://") in error.hint


@pytest.mark.parametrize("keys", ["", "status: gone\n"], ids=["published", "gone"])
@pytest.mark.parametrize(
    ("old", "way"),
    [
        ("old/rowan.aspx", "take it out of redirect_from first"),
        ("before.aspx", "write gone behind it in urls.txt first"),
    ],
)
def test_an_old_address_is_refused_with_the_command_for_the_true_one(
    site: Path, old: str, way: str, keys: str
) -> None:
    write(site / "urls.txt", f"{URL}/before.aspx moved {ROWAN}\n")
    file = site / "content/p/rowan.md"
    write(file, file.read_text().replace("area:", f"{keys}area:", 1))
    error = refused(site, f"{URL}/{old}")
    assert "an old address of the release in content/p/rowan.md" in str(error)
    assert way in error.hint
    assert f"newsgen remove {ROWAN}" in error.hint


def test_what_is_no_address_is_refused(site: Path) -> None:
    with pytest.raises(URLError):
        looked_up(site, "alex-rowan")


def test_nothing_is_left_of_it(site: Path) -> None:
    built(site)
    write(site / "output/copy/rowan.png", png(30, 20))
    write(site / "output/note.txt", "Who wrote of /news/alex-rowan.aspx?")
    done = removed(site)
    assert ROWAN in done.pages
    assert done.deleted >= 3
    assert done.unknown == (f"{site / 'output'}/note.txt",)
    built(site)
    (site / "output/note.txt").unlink()
    left = tree(site)
    assert "content/p/" not in left, "an empty folder goes with its last file"
    assert [path for path, data in left.items() if b"Rowan" in data or b"rowan" in data] == []
    assert "output/map.png" in left
    assert read(site).tombstones.at("", "old/rowan.aspx")


def test_its_card_goes_before_anything_is_built_again(site: Path) -> None:
    write(site / "newsgen.toml", f"{CONFIG}\n[media]\ncards = true\n")
    built(site)
    kept = site / ".newsgen/media/cards"
    assert len([*kept.rglob("*.png")]) == 2
    removed(site)
    assert [file.name.partition("-")[0] for file in kept.rglob("*.png")] == [
        mark_of("", "news/other.aspx")
    ]


def test_findings_on_others_that_name_it_go_before_anything_is_built_again(site: Path) -> None:
    twin = appeal("twin", "2026-03-05")
    twin.title, twin.body = "Missing: Alex Rowan", "Somebody else is missing."
    write(site / "content/twin.md", twin.text())
    built(site)
    cache = site / ".newsgen/cache.sqlite"
    assert b"content/p/rowan.md" in cache.read_bytes()
    removed(site)
    assert b"content/p/rowan.md" not in cache.read_bytes()


def test_what_a_killed_build_noted_of_it_goes_too(site: Path) -> None:
    built(site)
    with ingested(site) as session:
        noted = [("news/alex-rowan.aspx", "month@/2026-03", "retired@/")]
        session.database.remember(f"replaced in {session.manifest.output}", json.dumps(noted))
    assert b"alex-rowan" in (site / ".newsgen/cache.sqlite").read_bytes()
    removed(site)
    assert b"alex-rowan" not in (site / ".newsgen/cache.sqlite").read_bytes()


def test_a_page_that_quotes_it_is_made_again(site: Path) -> None:
    quoting = appeal("quoting", "2025-01-06", body="It was headed “Missing: Alex Rowan”.")
    write(site / "content/quoting.md", quoting.text())
    write(site / "content/between.md", appeal("between", "2025-06-01").text())
    write(site / "content/p/other.png", png(10, 20))
    built(site)
    page = site / "output/news/quoting.aspx"
    removed(site)
    assert not page.exists()
    built(site)
    assert page.exists()


def test_the_other_releases_stay(site: Path) -> None:
    built(site)
    before = (site / "output/news/other.aspx").read_bytes()
    removed(site)
    built(site)
    assert b"Appeal other" in before
    assert (site / "output/news/other.aspx").is_file()


def test_a_short_title_is_no_sign(site: Path) -> None:
    """Else every page that holds the word would be deleted."""
    write(
        site / "content/b.md", Release("Appeal", "Northshire", f"{URL}/b.aspx", "2026-03-01").text()
    )
    built(site)
    removed(site, f"{URL}/b.aspx")
    assert (site / "output/news/other.aspx").is_file()


def test_a_file_that_another_release_names_by_its_full_address_stays(site: Path) -> None:
    write(site / "content/plan.pdf", b"%PDF-1.7")
    images = f"[{{src: '{URL}/p/rowan.png', alt: A coat}}]"
    write(site / "content/x.md", appeal("x", "2026-03-07", images=images).text())
    link = f"[The plan]({URL}/plan.pdf) and <{URL.replace('https', 'http')}/lost.png>"
    write(site / "content/y.md", appeal("y", "2026-03-08", body=link).text())
    removal = looked_up(site)
    assert removal.shared == ("map.png", "p/rowan.png")
    assert removal.files == ()
    assert removal.unused == ()


def test_a_copy_of_its_picture_that_another_release_shows_is_named(site: Path) -> None:
    picture = (site / "content/p/rowan.png").read_bytes()
    for name in ("copy.png", "spare.png"):
        (site / "content" / name).write_bytes(picture)
    (site / "content/as-long.png").write_bytes(picture[:-1] + b"x")
    body = "![A coat](/copy.png) and ![a hat](/as-long.png)"
    write(site / "content/x.md", appeal("x", "2026-03-07", body=body).text())
    removal = looked_up(site)
    assert removal.shared == ("copy.png", "map.png")
    assert removal.files == ("p/rowan.png",)
    assert removal.unused == ("lost.png", "spare.png")


@pytest.mark.parametrize(
    ("body", "key"),
    [(f"({URL}/p/rowan.png)", ""), ("(/map.png)", "og: {image: /p/rowan.png}\n")],
    ids=["full-address", "for-sharing"],
)
def test_a_picture_goes_with_it_however_it_is_named(site: Path, body: str, key: str) -> None:
    file = site / "content/p/rowan.md"
    text = file.read_text().replace("(rowan.png)", body)
    write(file, text.replace("area:", f"{key}area:", 1))
    assert looked_up(site).files == ("p/rowan.png",)


@pytest.mark.parametrize(
    "keys",
    [
        {"expires": "2026-03-08T10:00+00:00"},
        {"status": "withdrawn", "explanation": "It is over."},
        {"status": "gone"},
    ],
)
@pytest.mark.parametrize("src", ["/lost.png", "/lo%73t.png"])
def test_a_file_of_a_release_that_is_over_is_not_to_be_deleted(
    site: Path, keys: dict[str, str], src: str
) -> None:
    images = f"[{{src: {src}, alt: A coat}}]"
    write(site / "content/over.md", appeal("over", "2026-03-07", images=images, **keys).text())
    built(site)
    assert looked_up(site).unused == ()


def test_a_file_of_a_release_whose_twin_has_expired_is_not_to_be_deleted(site: Path) -> None:
    over = appeal("over", "2026-03-07", expires="2026-03-08T10:00+00:00")
    twin = appeal(
        "twin", "2026-03-07", language="cy", translation_of="over.md", body="![Côt](/lost.png)"
    )
    write(site / "content/over.md", over.text())
    write(site / "content/twin.md", twin.text())
    built(site)
    assert looked_up(site).unused == ()
