"""JSON-LD, Open Graph and cards, as extruct and a validator of rich results read them."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import extruct
import pytest

from tests.support.built import Built, Page
from tests.support.paths import TOOLS

VOCABULARY = Path(__file__).parent / "schemas/schema.org.jsonld"
VALIDATE = """
import { readFileSync } from "node:fs";
const [program, vocabulary, articles] = process.argv.slice(2);
const { default: Validator } = await import(program);
const validator = new Validator(JSON.parse(readFileSync(vocabulary)));
const found = [];
for (const article of JSON.parse(readFileSync(articles))) {
  const data = { jsonld: { [article["@type"]]: [article] }, microdata: {}, rdfa: {} };
  found.push((await validator.validate(data)).map(i => `${i.severity}: ${i.issueMessage}`));
}
console.log(JSON.stringify(found));
"""
SYNTAXES = ["json-ld", "opengraph"]


@cache
def read(file: Path, url: str) -> dict[str, Any]:
    """Return what a machine finds in a page."""
    extracted: dict[str, Any] = extruct.extract(
        file.read_text(encoding="utf-8"), base_url=url, syntaxes=SYNTAXES, uniform=False
    )
    return extracted


def article_of(site: Built, page: Page) -> dict[str, Any]:
    (article,) = read(site.folder / page.path, page.canonical)["json-ld"]
    return dict(article)


def graph_of(site: Built, page: Page) -> dict[str, str]:
    (graph,) = read(site.folder / page.path, page.canonical)["opengraph"]
    return dict(graph["properties"])


def complaints(articles: list[dict[str, Any]], folder: Path) -> list[list[str]]:
    """Return what @adobe/structured-data-validator says of each article."""
    program = TOOLS / "node_modules/@adobe/structured-data-validator/src/index.js"
    assert program.is_file(), f"{program} is missing: run `.ci/setup-tools .tools`"
    (folder / "validate.mjs").write_text(VALIDATE, encoding="utf-8")
    (folder / "articles.json").write_text(json.dumps(articles), encoding="utf-8")
    command: list[str | Path] = [
        "node",
        "validate.mjs",
        program.resolve(),
        VOCABULARY,
        "articles.json",
    ]
    run = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    complaints_of_node: list[list[str]] = json.loads(run.stdout)
    return complaints_of_node


def test_the_articles_use_the_vocabulary_as_it_is_meant(
    demo: Built, one_force: Built, tmp_path: Path
) -> None:
    pages = [(demo, page) for page in demo.releases.values()]
    pages += [(one_force, page) for page in [*one_force.releases.values()][::50]]
    articles = [article_of(site, page) for site, page in pages]
    broken = articles[0] | {"dateModifed": "2020-03-05"}
    *actual, expected = complaints([*articles, broken], tmp_path)
    assert any("dateModifed" in message for message in expected), expected
    assert [message for messages in actual for message in messages] == []


def test_the_article_says_what_the_page_says(demo: Built) -> None:
    for page in demo.releases.values():
        article = article_of(demo, page)
        assert article["headline"] == page.text("//h1")
        assert article["url"] == page.canonical == article["mainEntityOfPage"]
        assert article["inLanguage"] == page.one("/html/@lang")
        assert article["publisher"]["@type"] == "GovernmentOrganization"


def test_open_graph_has_what_its_protocol_asks(demo: Built, one_force: Built) -> None:
    """Source: ogp.me. A release without a picture has none: the force's logo is none."""
    for site in (demo, one_force):
        for page in [*site.releases.values()][:60]:
            graph = graph_of(site, page)
            assert graph["og:type"] == "article"
            assert graph["og:title"] == page.text("//h1")
            assert graph["og:url"] == page.canonical
            assert graph["og:locale"] in ("en_GB", "cy_GB")
            image = graph.get("og:image", "")
            assert image == "" or image.startswith("https://")
            card = page.meta("twitter:card")
            assert card == ("summary_large_image" if image else "summary")


def test_the_logo_counts_as_no_picture(demo: Built) -> None:
    sources = [page for page in demo.releases.values() if page.meta("og:image")]
    assert sources, "the demo should have releases with pictures"
    for page in demo.releases.values():
        assert "crest" not in (page.meta("og:image") or ""), page.path


@pytest.mark.parametrize("path", ["index.html", "newsroom/2024/index.html"])
def test_lists_are_websites(demo: Built, path: str) -> None:
    graph = graph_of(demo, demo.pages[path])
    assert graph["og:type"] == "website"


def test_the_manifest_names_icons_that_there_are(demo: Built) -> None:
    manifest = json.loads((demo.folder / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == "Newsgen demo news"
    for icon in manifest["icons"]:
        assert demo.target(icon["src"]).is_file()
    for page in demo.pages.values():
        (touch,) = page.all("//link[@rel='apple-touch-icon']/@href")
        assert demo.target(touch).read_bytes().startswith(b"\x89PNG")
        assert page.all("//link[@rel='manifest']/@href") == ["/manifest.webmanifest"]
