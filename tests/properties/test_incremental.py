"""An incremental build equals a clean one, byte for byte, after any sequence of edits."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from newsgen.pipeline.central import build as build_here
from newsgen.pipeline.result import Request
from tests.support.command import build, clean_build, clean_tree
from tests.support.draws import draws
from tests.support.pictures import photograph, png, undecodable
from tests.support.site import CONFIG, Release, difference, many_releases, new_site, tree, write

TIMES: Final = ["2026-03-13T00:00Z", "2026-03-15T12:00Z", "2026-03-25T00:00Z", "2027-01-01T00:00Z"]
INSTANTS: Final = [None, "2026-03-14T10:00+00:00", "2026-03-20T10:00+00:00"]
DATES: Final = [
    None,
    "2020-03-05",
    "2020-03-05 10:49",
    "2020-04-01 09:00",
    "2024-04-30 23:59",
    "2026-03-14 08:00",
    "2026-03-20 09:00",
]
AREAS: Final = ["Cumbria", "Cumbria", "Cumbria", "Northshire", "Westmarch"]
"""Most are of one area, so that months of one archive are neighbours."""
SOURCES: Final = ["a.md", "b.md", "north/c.md", "north/deep/d.md", "north/deep/e.md", "zoë.md"]
URLS: Final = [
    "https://www.cumbria.police.uk/News/News-Articles/2020/March/One.aspx",
    "https://www.cumbria.police.uk/News/News-Articles/2020/March/Two..aspx",
    "https://www.northshire.police.example/newsroom/caf%C3%A9/",
    "https://www.northshire.police.example/newsroom/2024/April/Four",
    "https://www.northshire.police.example/item.php?id=5&x=y",
    "https://www.northshire.police.example/six.html",
]
HINGES: Final = [
    *("/a/x.aspx", "/a/x.aspx/b/", "/a/x.aspx/b/c.html", "/a/", "/a/y.html/z", "/A/w.html"),
]
BODIES: Final = [
    "Short.",
    "Posted on 10:49:00 on 5th March 2020\n\nOfficers *ask* for help.\n\n- one\n- two",
    "See ![a map](/images/map.png) and [the form](form.txt).",
    "A ![still](still.png) beside the release.",
    "The [first](/News/News-Articles/2020/March/One.aspx#part) and [its end](#end).",
    "See:\n\n:::post On X\nhttps://x.com/NorthshirePolice/status/1234567890123456789\n:::\n",
    "Officers ask for ![a map](/images/map.png).\n\n:::cy\nMae swyddogion yn gofyn am fap.\n:::",
    "## Part {#part}\n\nCall [Four](https://www.northshire.police.example/newsroom/2024/April/Four).",
]
FILES: Final = ["images/map.png", "form.txt", "still.png", "north/form.txt", "north/deep/still.png"]
PHOTOGRAPHS: Final = [
    photograph(300, 200, "PNG"),
    photograph(700, 20, "PNG", seed=1),
    undecodable(400, 30),
]
BROKEN: Final = [b"---\narea: Cumbria\n---\n\nNo title.\n", b"---\ntitle: [\n---\n", b"---\n\xff\n"]
POLICIES: Final = [
    "",
    "[rules]\nstrict_since = 2020-04-01\n",
    '[rules.severity]\nNG525 = "error"\nrepeated-title = "off"\n',
    '[rules.per_path]\n"north/**" = ["NG5", "NG6"]\n',
    '[fields.custom]\ntype = "choice"\nchoices = ["One", "Two"]\n',
    "[fields.custom]\nrequired = 2026-03-20\n",
    "[taxonomies.kind]\n[taxonomies.area]\n[taxonomies.tags]\n[fields.custom]\n[taxonomies.custom]\n",
    '[taxonomies.tags]\npath = "/a/{term}/"\nterms = ["X", "z"]\n',
    (
        '[lists.help]\nwhere = { kind = ["appeal", "cctv"] }\nage = "10 days"\nlimit = 1\n'
        'on = ["home", "area", "page"]\n[lists.x]\nwhere = { tags = "x" }\norder = "oldest"\n'
        'since = 2020-03-06\non = ["home"]\n[taxonomies.tags]\n'
    ),
    "[media]\ncards = true\n",
    '[languages.cy]\nhome = "/cy/"\n[taxonomies.tags]\nnames = { X = { cy = "Y" } }\n',
    (
        '[languages.cy]\nhome = "/cymraeg/"\ntitle = "Newyddion"\n[media]\ncards = true\n'
        '[areas.Northshire.languages.cy]\nname = "Heddlu"\n'
        'permalink = "/newyddion/{year}/{slug}.aspx"\nhost = "www.heddlu.example"\n'
    ),
    '[[menu]]\ntitle = "A page"\npage = "about.md"\n[[menu.children]]\ntitle = "B"\nlink = "/"\n',
]
"""How severe findings are, and what keys the site adds."""
TEMPLATES: Final = {
    "release.html": '{% extends "plain/release.html" %}\n'
    "{% block article_extra %}<p>MARK</p>{{ page.release.fields | length }}"
    '{{ page.release.title | shout if "shout" is filter }}{% endblock %}\n',
    "base.html": '{% extends "plain/base.html" %}\n'
    "{% block styles %}{{ super() }}<!-- MARK -->{% endblock %}\n",
    "month.html": '{% extends "plain/month.html" %}\n'
    '{% block content %}{{ super() }}{% include "part.html" %}<i>MARK</i>'
    "{% for day in page.days %}{% for item in day.releases %}"
    '{{ item.fields.get("custom", "") }}{% endfor %}{% endfor %}{% endblock %}\n',
    "part.html": "<p>MARK {{ page.count }}</p>\n",
    "pages/one.html": '{% extends "plain/page.html" %}\n'
    "{% block article_extra %}<p>MARK</p>{% endblock %}\n",
    "sitemap.xml": '{% include "plain/sitemap.xml" %}\n<!-- MARK -->\n',
}
PLUGINS: Final = {
    "shout": "def shout(text):\n    return f'{text.upper()} MARK'\n",
    "loud": "from newsgen.plugins import Finding\ndef loud(release):\n"
    "    if 'MARK' == 'A' or release.title.startswith('T'):\n"
    "        yield Finding('it is loud, MARK', key='title')\n",
    "pair": "def pair(text):\n    first, _, second = text.partition('/')\n"
    "    if not second:\n        raise ValueError('MARK is no pair')\n"
    "    return {'first': first, 'second': f'{second} MARK'}\n",
}
"""The code of each plug-in."""
PLUGIN_TABLES: Final = [
    "",
    '[plugins]\nfilters = ["shout"]\n',
    '[plugins]\nrules = ["loud"]\n',
    (
        '[plugins]\nfilters = ["shout"]\nrules = ["loud"]\nfields = ["pair"]\n'
        '[fields.pair]\ntype = "pair"\n'
    ),
]
PAGES: Final = ["about.md", "north/about.md", "north/index.md"]

LIVES: Final[dict[str, dict[str, str]]] = {
    "as it was": {},
    "closed": {"status": "closed", "noindex": "true", "explanation": "It is over."},
    "withdrawn": {"status": "withdrawn", "explanation": "No longer needed."},
    "withdrawn otherwise": {"status": "withdrawn", "explanation": "Taken down."},
    "gone": {"status": "gone", "redirect_from": "/gone/too.aspx"},
    "moved out": {"status": "moved", "superseded_by": "https://www.elsewhere.example/x"},
    "moved": {"status": "moved", "superseded_by": URLS[0], "redirect_from": "/older/"},
    "redirected": {"redirect_from": "['/old.aspx', '/old.aspx?id=7', /older/]"},
    "updated": {"updates": "[{at: 2026-03-22 10:00, note: New, significant: true}]"},
    "corrected": {"corrections": "[{at: 2026-03-22, note: Not so}, {at: 2026-03-23, note: Nor}]"},
}
KEYS: Final[dict[str, list[str | None]]] = {
    "summary": [None, "In short.", "In other words."],
    "status": [None, "draft", "published"],
    "embargo": [*INSTANTS],
    "expires": [*INSTANTS],
    "kind": [None, "appeal", "cctv"],
    "updated": [None, "2026-03-15 09:00", "2026-03-21 09:00"],
    "og": [None, "{image: /logo.png}", "{image: /scene.png, description: In short.}"],
    "featured_until": [None, "2026-03-14", "2026-03-20 10:00"],
    "custom": [None, "[1, 2]", "Two"],
    "related": [None, "a.md", f"['{URLS[1]}', north/c.md, none.md, b.md]"],
    "pair": [None, "A/1", "A"],
    "tags": [None, "[X, z w]", "['Z, w', y]"],
    "language": [None, "cy", "en"],
    "translation_of": [None, "a.md", "north/c.md"],
    "attachments": [
        None,
        "[{file: /images/map.png, title: The map, alternative: /about/}]",
        "[{file: form.txt, title: The form, accessible: true}]",
    ],
    "video": [
        None,
        "{url: 'https://www.youtube.com/watch?v=jNQXAC9IVRw', title: The fire}",
        "{file: form.mp4, title: The fire, poster: /images/map.png, captions: form.txt}",
    ],
    "accept": [
        None,
        "[{code: NG525, reason: It will be there.}]",
        "[{code: repeated-title, reason: Both are right.}]",
    ],
}
"""What keys that a release can do without may say."""
LIFE_KEYS: Final = {key for life in LIVES.values() for key in life}
LEDGERS: Final = [
    None,
    "https://www.cumbria.police.uk/was/here.aspx gone\n",
    f"https://www.cumbria.police.uk/was/here.aspx moved {URLS[0]}\n",
    f"{URLS[0]}\n{URLS[5]}\n",
    "not an address\n",
]

picks = st.integers(0, 63)


def config(title: str, layout: str, archive: str, items: int, theme: str, base: str) -> str:
    return f"""\
[site]
title = "{title}"
layout = "{layout}"
theme = "{theme}"
appeal_age = "{"10 days" if items == 20 else "never"}"
{base}

[areas.Cumbria]
name = "Cumbria Constabulary"
hosts = ["www.cumbria.police.uk"]
archive = "{archive}"
default_images = {"['/logo.png']" if items == 1 else "[]"}

[areas.Northshire]
hosts = ["www.northshire.police.example"]
archive = "/newsroom/"
permalink = "/newsroom/{{year}}/{{slug}}.aspx"

[feeds]
items = {items}
"""


class EditedSite(RuleBasedStateMachine):
    """A site that is edited, tampered with and built; every build is held against a clean one."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.site = Path(self.folder.name, "site")
        self.output = self.site / "output"
        self.releases: dict[str, Release] = {}
        self.as_of, self.drafts = TIMES[1], False
        self.policy, self.plugin_table = POLICIES[0], PLUGIN_TABLES[0]
        self.edits, self.patience = 0, 1
        self.is_broken = self.is_built = False

    @initialize(patience=st.integers(1, 3), start=st.integers(2, 5))
    def write_site(self, patience: int, start: int) -> None:
        self.patience = patience
        (self.site / "content").mkdir(parents=True)
        write(
            self.site / "themes/local/theme.toml", '[theme]\ntitle = "Local"\nextends = "plain"\n'
        )
        for name, code in PLUGINS.items():
            write(self.site / f"plugins/{name}.py", code)
        for name in FILES[:3]:
            write(self.site / "content" / name, name.encode())
        self._configure("Edited news", "single", "/News/News-Articles/", 3, "local", "")
        for i in range(start):
            title, date = f"Release {i}", DATES[1 + i]
            self._save(SOURCES[i], Release(title, AREAS[i], URLS[i], date, BODIES[i % 4]))
        self._build()
        assert self.is_built

    def teardown(self) -> None:
        try:
            if self.edits:
                self._build()
        finally:
            self.folder.cleanup()

    # What the rules share

    def _save(self, source: str, release: Release) -> None:
        self.releases[source] = release
        write(self.site / "content" / source, release.text())

    def _pick(self, number: int) -> str:
        return sorted(self.releases)[number % len(self.releases)]

    def _configure(self, *settings: str | int) -> None:
        self.settings = settings
        written = config(*settings)  # type: ignore[arg-type]
        write(self.site / "newsgen.toml", written + self.policy + self.plugin_table)

    def _free_url(self, number: int) -> str | None:
        taken = {release.url for release in self.releases.values()}
        free = [url for url in URLS if url not in taken]
        return free[number % len(free)] if free else None

    def _edited(self) -> None:
        self.edits += 1
        if self.edits >= self.patience:
            self._build()

    def _build(self) -> None:
        """Build, and build clean: the same findings, and the same tree or an untouched one."""
        self.edits = 0
        before = tree(self.output)
        outcome = build(self.site, as_of=self.as_of, drafts=self.drafts)
        with clean_build(self.site, as_of=self.as_of, drafts=self.drafts) as (clean, folder):
            expected = before if clean.code else tree(folder)
        assert outcome.code == clean.code, (outcome, clean)
        if outcome.out:
            assert outcome.data["diagnostics"] == clean.data["diagnostics"]
        assert difference(tree(self.output), expected) == {}
        self.is_built = outcome.code == 0
        assert not (self.is_broken and self.is_built)

    # Releases

    @rule(
        source=st.sampled_from(SOURCES),
        area=st.sampled_from(AREAS),
        twin=st.booleans(),
        date=st.sampled_from(DATES),
        body=st.sampled_from(BODIES),
        fence=st.sampled_from(["---", "```"]),
        url=st.none() | picks,
        more=st.sampled_from(
            [{}, {"images": "[{src: /images/map.png, alt: A map}]"}, {"tags": "[x, y]"}]
        ),
    )
    def write_release(
        self,
        source: str,
        area: str,
        twin: bool,
        date: str | None,
        body: str,
        fence: str,
        url: int | None,
        more: dict[str, str],
    ) -> None:
        address = None if url is None else self._free_url(url)
        if address is None and date is None:
            date = DATES[2]
        title = "A headline that comes again" if twin else f"About {source}"
        self._save(source, Release(title, area, address, date, body, fence, dict(more)))
        self._edited()

    @precondition(lambda self: self.releases)
    @rule(
        number=picks,
        key=st.sampled_from(["title", "title", "body", "date", "area", "url"]),
        to=picks,
    )
    def edit_release(self, number: int, key: str, to: int) -> None:
        source = self._pick(number)
        values = {
            "title": f"Title {to} & <more>",
            "body": BODIES[to % len(BODIES)],
            "date": DATES[1 + to % (len(DATES) - 1)],
            "area": AREAS[to % len(AREAS)],
            "url": self._free_url(to) or self.releases[source].url,
        }
        changed = replace(self.releases[source])
        setattr(changed, key, values[key])
        self._save(source, changed)
        self._edited()

    @precondition(lambda self: self.releases)
    @rule(number=picks, key=st.sampled_from(sorted(KEYS)), to=st.integers(0, 2))
    def edit_key(self, number: int, key: str, to: int) -> None:
        source = self._pick(number)
        more = {k: v for k, v in self.releases[source].more.items() if k != key}
        if value := KEYS[key][to]:
            more[key] = value
        self._save(source, replace(self.releases[source], more=more))
        self._edited()

    @precondition(lambda self: self.releases)
    @rule(number=picks, how=st.sampled_from(sorted(LIVES)))
    def live_on(self, number: int, how: str) -> None:
        """Close it, take it down, send readers elsewhere, or undo all of it."""
        source = self._pick(number)
        more = {k: v for k, v in self.releases[source].more.items() if k not in LIFE_KEYS}
        self._save(source, replace(self.releases[source], more=more | LIVES[how]))
        self._edited()

    @rule(lines=st.sampled_from(LEDGERS))
    def change_ledger(self, lines: str | None) -> None:
        if lines is None:
            (self.site / "urls.txt").unlink(missing_ok=True)
        else:
            write(self.site / "urls.txt", lines)
        self._edited()

    @precondition(lambda self: self.releases)
    @rule(number=picks)
    def delete_release(self, number: int) -> None:
        source = self._pick(number)
        del self.releases[source]
        (self.site / "content" / source).unlink()
        self._edited()

    @precondition(lambda self: self.releases)
    @rule(number=picks, to=st.sampled_from([*SOURCES, "moved/to/here.md"]))
    def move_source(self, number: int, to: str) -> None:
        source = self._pick(number)
        target = self.site / "content" / to
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.site / "content" / source).rename(target)
        self.releases[to] = self.releases.pop(source)
        self._edited()

    @precondition(lambda self: len(self.releases) > 1)
    @rule(pick=picks, other=picks)
    def swap_urls(self, pick: int, other: int) -> None:
        first, second = self._pick(pick), self._pick(other)
        a, b = self.releases[first], self.releases[second]
        self._save(first, replace(a, url=b.url))
        self._save(second, replace(b, url=a.url))
        self._edited()

    @rule(
        source=st.sampled_from(PAGES),
        body=st.sampled_from([None, *BODIES]),
        life=st.sampled_from(sorted(LIVES)),
        more=st.sampled_from(
            [
                {},
                {},
                {"template": "one"},
                {"slug": "contact"},
                {"language": "cy"},
                {"date": DATES[6]},
            ]
        ),
    )
    def write_page(
        self, source: str, body: str | None, life: str, more: dict[str, str | None]
    ) -> None:
        path = self.site / "content" / source
        if body is None:
            path.unlink(missing_ok=True)
        else:
            keys = {"type": "page"} | {k: v for k, v in (more | LIVES[life]).items() if v}
            write(path, Release(f"Page {source}", body=body, more=keys).text())
        self._edited()

    @rule(source=st.sampled_from(["hinge.md", "north/hinge.md"]), to=st.none() | picks)
    def turn_file_and_folder(self, source: str, to: int | None) -> None:
        path = self.site / "content" / source
        if to is None:
            path.unlink(missing_ok=True)
        else:
            url = "https://www.cumbria.police.uk" + HINGES[to % len(HINGES)]
            write(path, Release(f"Hinge {source}", url=url, date=DATES[2]).text())
        self._edited()

    @precondition(lambda self: self.releases)
    @rule(number=picks, anew=st.booleans())
    def touch_source(self, number: int, anew: bool) -> None:
        path = self.site / "content" / self._pick(number)
        if anew:
            copy = path.with_suffix(".copy")
            shutil.copyfile(path, copy)
            copy.replace(path)
        os.utime(path)
        self._edited()

    # Other files

    @rule(
        name=st.sampled_from(FILES),
        data=st.sampled_from([None, b"one", b"two", png(3, 2), png(30, 20), *PHOTOGRAPHS]),
    )
    def change_file(self, name: str, data: bytes | None) -> None:
        path = self.site / "content" / name
        if data is None:
            path.unlink(missing_ok=True)
        else:
            write(path, data)
        self._edited()

    @rule(name=st.sampled_from(FILES), other=st.sampled_from(FILES))
    def swap_files(self, name: str, other: str) -> None:
        """Swap two files, or give one the other's name."""
        paths = [self.site / "content" / each for each in (name, other)]
        both = [path.read_bytes() if path.exists() else None for path in paths]
        for path, data in zip(paths, reversed(both), strict=True):
            if data is None:
                path.unlink(missing_ok=True)
            else:
                write(path, data)
        self._edited()

    @rule(
        title=st.sampled_from(["Edited news", "Other <news>"]),
        layout=st.sampled_from(["single", "single", "per-host"]),
        archive=st.sampled_from(["/News/News-Articles/", "/newsroom/", "/"]),
        items=st.sampled_from([1, 3, 20]),
        theme=st.sampled_from(["local", "local", "plain"]),
        base=st.sampled_from(["", 'base_url = "https://news.example"', 'language = "cy"']),
    )
    def change_settings(
        self, title: str, layout: str, archive: str, items: int, theme: str, base: str
    ) -> None:
        self._configure(title, layout, archive, items, theme, base)
        self._edited()

    @rule(policy=st.sampled_from(POLICIES))
    def change_policy(self, policy: str) -> None:
        self.policy = policy
        self._configure(*self.settings)
        self._edited()

    @rule(table=st.sampled_from(PLUGIN_TABLES))
    def change_plugin_table(self, table: str) -> None:
        self.plugin_table = table
        self._configure(*self.settings)
        self._edited()

    @rule(
        name=st.sampled_from(sorted(PLUGINS)),
        mark=st.sampled_from(["A", "B", "C", "A", "B", "'", None]),
    )
    def change_plugin(self, name: str, mark: str | None) -> None:
        path = self.site / f"plugins/{name}.py"
        if mark is None:
            path.unlink(missing_ok=True)
        else:
            write(path, PLUGINS[name].replace("MARK", mark))
        self._edited()

    @rule(
        name=st.sampled_from(sorted(TEMPLATES)),
        mark=st.sampled_from([None, "A", "B", "A", "B", "{{ x"]),
    )
    def change_template(self, name: str, mark: str | None) -> None:
        path = self.site / "themes/local/templates" / name
        if mark is None:
            path.unlink(missing_ok=True)
        else:
            write(path, TEMPLATES[name].replace("MARK", mark))
        self._edited()

    @rule(data=st.sampled_from([None, "p { color: red }", "p { color: blue }"]))
    def change_asset(self, data: str | None) -> None:
        path = self.site / "themes/local/assets/more/extra.css"
        if data is None:
            path.unlink(missing_ok=True)
        else:
            write(path, data)
        self._edited()

    # Output, cache and inputs

    @rule(
        number=st.integers(0, 999),
        how=st.sampled_from(["delete", "truncate", "invert", "link", "folder"]),
    )
    def tamper(self, number: int, how: str) -> None:
        files = sorted(p for p in self.output.rglob("*") if p.is_file()) if self.is_built else []
        if files:
            _tamper(files[number % len(files)], how, self.output)
        self._edited()

    @rule()
    def build_again(self) -> None:
        """Build with whatever was edited, and once more with nothing: the receipt is right."""
        self._build()
        self._build()

    @precondition(lambda self: self.is_built)
    @rule()
    def lose_cache(self) -> None:
        self._build()
        if self.is_built:
            shutil.rmtree(self.site / ".newsgen")
            self._build()

    @rule(as_of=st.sampled_from(TIMES), drafts=st.booleans())
    def change_time(self, as_of: str, drafts: bool) -> None:
        self.as_of, self.drafts = as_of, drafts
        self._edited()

    @precondition(lambda self: not self.is_broken)
    @rule(data=st.sampled_from(BROKEN))
    def break_a_release(self, data: bytes) -> None:
        write(self.site / "content/broken.md", data)
        self.is_broken = True
        self._edited()

    @precondition(lambda self: not self.is_built)
    @rule()
    def repair(self) -> None:
        """Take away all that may refuse a build, but for two claims to one path."""
        (self.site / "content/broken.md").unlink(missing_ok=True)
        (self.site / "urls.txt").unlink(missing_ok=True)
        for source, release in self.releases.items():
            more = {k: v for k, v in release.more.items() if k not in LIFE_KEYS}
            self._save(source, replace(release, more=more))
        for source in PAGES:
            (self.site / "content" / source).unlink(missing_ok=True)
        for name in TEMPLATES:
            (self.site / "themes/local/templates" / name).unlink(missing_ok=True)
        for name, code in PLUGINS.items():
            write(self.site / f"plugins/{name}.py", code)
        self.is_broken = False
        self._edited()


def _tamper(path: Path, how: str, output: Path) -> None:
    data = path.read_bytes()
    match how:
        case "delete":
            path.unlink()
        case "truncate":
            path.write_bytes(data[: len(data) // 2])
        case "invert":
            path.write_bytes(bytes(255 - byte for byte in data))
        case "link":
            copy = write(output.parent / "copy-of-a-page", data)
            path.unlink()
            path.symlink_to(copy)
        case "folder":
            shutil.rmtree(output if path.parent == output else path.parent)


TestIncremental = EditedSite.TestCase
TestIncremental.settings = draws(70, stateful_step_count=24)


def _git(site: Path, *arguments: str) -> None:
    person = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
    subprocess.run(["git", *person, "-C", site, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a site in git, built, with two versions of every release on two branches."""
    site = new_site(tmp_path / "site", many_releases(120))
    write(site / ".gitignore", "output\n.newsgen\n")
    _git(site, "init", "--initial-branch=first")
    _git(site, "add", ".")
    _git(site, "commit", "-m", "First")
    _git(site, "checkout", "-b", "second")
    for path in sorted((site / "content").rglob("*.md"))[::2]:
        path.write_bytes(path.read_bytes().replace(b"tells of", b"speaks o"))
    _git(site, "commit", "-a", "-m", "Second")
    assert build(site, jobs=2).code == 0
    return site


def _assert_as_clean(site: Path) -> None:
    assert build(site, jobs=2).code == 0
    assert difference(tree(site / "output"), clean_tree(site)) == {}


def test_checkout_of_another_branch_is_seen(repository: Path) -> None:
    _git(repository, "checkout", "first")
    _assert_as_clean(repository)
    assert b"tells of" in b"".join(tree(repository / "output").values())
    assert b"speaks o" not in b"".join(tree(repository / "output").values())


def test_uncommitted_edits_among_files_with_new_times_are_seen(repository: Path) -> None:
    for number, path in enumerate(sorted((repository / "content").rglob("*.md"))):
        if number % 3 == 0:
            path.write_bytes(path.read_bytes().replace(b"tells of", b"whispers"))
        os.utime(path)
    write(repository / "content/new.md", Release("New", url="https://h.example/new").text())
    _assert_as_clean(repository)
    assert b"whispers" in b"".join(tree(repository / "output").values())


def test_fresh_clone_with_a_restored_cache_writes_nothing(repository: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    _git(repository, "clone", ".", str(clone))
    for name in ("output", ".newsgen"):
        shutil.copytree(repository / name, clone / name)
    outcome = build(clone, jobs=2)
    assert outcome.written == 0
    assert difference(tree(clone / "output"), clean_tree(clone)) == {}


def test_template_edited_between_two_builds_of_one_process_is_seen(tmp_path: Path) -> None:
    """A preview builds again and again without ending."""
    config = CONFIG.replace('"plain"', '"own"')
    site = new_site(tmp_path / "site", many_releases(2), config)
    write(site / "themes/own/theme.toml", '[theme]\ntitle = "Own"\nextends = "plain"\n')
    request = Request(
        site=site,
        as_of=datetime(2026, 3, 15, tzinfo=UTC),
        output=site / "output",
        cache=site / ".newsgen",
        jobs=1,
    )
    for mark in ("First", "Second"):
        template = TEMPLATES["release.html"].replace("MARK", mark)
        write(site / "themes/own/templates/release.html", template)
        build_here(request)
        assert difference(tree(site / "output"), clean_tree(site, as_of="2026-03-15")) == {}


@pytest.fixture
def hinged(tmp_path: Path) -> Path:
    """Return a built site whose pages are rendered by a theme of its own."""
    site = new_site(tmp_path / "site", many_releases(4), CONFIG.replace('"plain"', '"local"'))
    write(site / "themes/local/theme.toml", '[theme]\ntitle = "Local"\nextends = "plain"\n')
    for name, text in TEMPLATES.items():
        write(site / "themes/local/templates" / name, text)
    page = Release("A page", more={"type": "page", "template": "one"})
    write(site / "content/about.md", page.text())
    assert build(site).code == 0
    return site


@pytest.mark.rotates(3)
@pytest.mark.parametrize("month", ["2020-03", "2020-04", None])
@pytest.mark.parametrize("below", ["b/", "b/c.html", "b.aspx"])
def test_address_turns_from_file_to_folder_and_back(
    hinged: Path, below: str, month: str | None
) -> None:
    """In one build each time, and also if the two releases are of different months."""
    host = "https://www.cumbria.police.uk"
    file = Release("A file", url=f"{host}/a/x.aspx", date="2020-03-05")
    folder = Release("In it", url=f"{host}/a/x.aspx/{below}", date=f"{month}-05" if month else None)
    for release, source in ((file, "one.md"), (folder, "other.md"), (file, "one.md")):
        for name in ("one.md", "other.md"):
            (hinged / "content" / name).unlink(missing_ok=True)
        write(hinged / "content" / source, release.text())
        _assert_as_clean(hinged)


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_change_of_a_template_reaches_the_pages_that_refer_to_it(
    hinged: Path, template: str
) -> None:
    write(hinged / "themes/local/templates" / template, TEMPLATES[template].replace("MARK", "ANEW"))
    _assert_as_clean(hinged)
    assert b"ANEW" in b"".join(tree(hinged / "output").values())


def test_addresses_swapped_between_two_months_keep_both_pages(hinged: Path) -> None:
    dates = {"one.md": "2020-03-05", "other.md": "2021-04-05"}
    urls = ["https://www.cumbria.police.uk/one.aspx", "https://www.cumbria.police.uk/other.aspx"]
    for addresses in (urls, reversed(urls), urls):
        for (source, date), url in zip(dates.items(), addresses, strict=True):
            write(hinged / "content" / source, Release(source, url=url, date=date).text())
        _assert_as_clean(hinged)
