"""What a site sorts its releases by: the tables `[taxonomies.NAME]` of newsgen.toml."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from newsgen.config import _values as values
from newsgen.config.fields import WORDED, FieldSettings
from newsgen.config.rows import setting, table
from newsgen.model.area import AREAS
from newsgen.model.declared import list_of, not_empty, table_of, text
from newsgen.model.refusal import RefusalError, closest, did_you_mean, refusal, suggestion
from newsgen.model.release import KINDS
from newsgen.model.taxonomy import AREA, KIND, TAGS, TERM, Taxonomy, slug_of
from newsgen.model.urls import folded
from newsgen.model.worded import Worded, in_language, other_language, worded


def _path(written: str) -> str:
    """Take the path of a term's page: a folder, then the term."""
    folder = written.removesuffix(f"{TERM}/")
    is_pattern = folder != written and TERM not in folder and "{" not in folder
    if not is_pattern or folder in ("", "/") or "//" in folder or not folder.startswith("/"):
        message = f"path “{written}” should be a folder and {TERM}, with / around each"
        raise refusal(values.CODE, message, 'Such as "/districts/{term}/".')
    return values.archive(folder) + f"{TERM}/"


@dataclass(frozen=True, slots=True)
class TaxonomySettings:
    """What releases are sorted by, with a page for each term."""

    key: str = setting(
        text(not_empty),
        "The key of the front matter whose values are its terms: kind, area, tags or a field of "
        "the site. Default: its name",
        "tags",
        default="",
    )
    title: Worded = setting(
        worded(values.CODE),
        "What pages call it, in one text or a text for each language. Default: its name",
        "Districts",
        {"en": "Districts", "cy": "Ardaloedd"},
        factory=dict,
    )
    path: str = setting(
        text(_path, pattern=r"^/.+/\{term\}/$"),
        "The path of the page of a term; the folder above it has the page of all terms. Default: "
        "/NAME/{term}/",
        "/districts/{term}/",
        default="",
    )
    terms: tuple[str, ...] = setting(
        list_of(text(not_empty, minLength=1), 'Write terms = ["{}"]'),
        "The only terms that there are. Without it, each value is one",
        ["rural crime", "road safety"],
        default=(),
    )
    names: dict[str, Worded] = setting(
        table_of(worded(values.CODE)),
        "What its terms are called in other languages, each a table of texts by language",
        {"rural crime": {"cy": "troseddau cefn gwlad"}},
        factory=dict,
    )

    def taxonomy(self, name: str, fields: Mapping[str, FieldSettings]) -> Taxonomy:
        """Return the taxonomy of a name, with what it does not say itself."""
        key, title = self.key or name, self.title or {"": name.replace("_", " ").capitalize()}
        path = self.path or f"/{name.replace('_', '-')}/{TERM}/"
        choices = self.choices(name, fields)
        is_closed = len({slug_of(choice) for choice in choices}) == len(choices) > 0
        names = {slug_of(term): texts for term, texts in self.names.items()}
        alike = is_closed or key == KIND
        return Taxonomy(name, key, title, path, self.terms, spelt_alike=alike, names=names)

    def choices(self, name: str, fields: Mapping[str, FieldSettings]) -> tuple[str, ...]:
        """Return the only terms that it has under a name; empty if any value is one."""
        key = self.key or name
        return self.terms or (fields[key].choices if key in fields else ())


def _agreeing(settings: TaxonomySettings) -> TaxonomySettings:
    """Refuse terms that would have one page, or none."""
    seen: dict[str, str] = {}
    for term in settings.terms:
        slug = slug_of(term)
        if not slug:
            message = f"the term “{term}” has no letter or digit for its address"
            raise refusal(values.CODE, message, "Give it a name.").below("terms")
        other = seen.setdefault(slug, term)
        if other is not term:
            message = f"the terms “{other}” and “{term}” have the same page"
            raise refusal(values.CODE, message, "Keep one of them.").below("terms")
    return settings


def _with_folders(taxonomies: dict[str, TaxonomySettings]) -> dict[str, TaxonomySettings]:
    """Refuse two taxonomies in one folder."""
    seen: dict[str, str] = {}
    for name, settings in taxonomies.items():
        other = seen.setdefault(folded(settings.taxonomy(name, {}).folder), name)
        if other != name:
            message = f"the taxonomies {other} and {name} have the same path, so the same pages"
            hint = f'Give one of them its own, such as path = "/by-{name}/{TERM}/".'
            raise refusal(values.CODE, message, hint).below(name, "path")
    return taxonomies


TAXONOMY_TABLES: Final = table_of(
    table(TaxonomySettings, _agreeing), values.taxonomy_name, check=_with_folders
)


def check_taxonomies(
    taxonomies: Iterable[Taxonomy], fields: Mapping[str, FieldSettings], archives: Iterable[str]
) -> Iterator[RefusalError]:
    """Yield taxonomies whose key has no words, or whose folder holds an archive."""
    folders = list(map(folded, archives))
    for taxonomy in taxonomies:
        name, folder = taxonomy.name, folded(taxonomy.folder)
        if wrong := _wrong_key(taxonomy, fields):
            yield wrong.below("taxonomies", name, "key")
        elif wrong := _needless_terms(taxonomy, fields):
            yield wrong.below("taxonomies", name, "terms")
        if folder == AREAS:
            message = f"the pages of {name} would be among those of areas"
            yield _in_a_folder(message, name)
        if any(archive.startswith(folder) for archive in folders):
            message = f"the pages of {name} would be among the releases of an archive"
            yield _in_a_folder(message, name)


def _in_a_folder(message: str, name: str) -> RefusalError:
    hint = f'Give it a folder of its own, such as path = "/by-{name}/{TERM}/".'
    return refusal(values.CODE, message, hint).below("taxonomies", name, "path")


def _wrong_key(taxonomy: Taxonomy, fields: Mapping[str, FieldSettings]) -> RefusalError | None:
    key, name = taxonomy.key, taxonomy.name
    sortable = [each for each, field in fields.items() if field.has_words]
    known = [KIND, AREA, TAGS, *sortable]
    if key not in known and key not in fields:
        hint = did_you_mean(key, known, f"Known are {', '.join(known)}. Others go in [fields].")
        return refusal(values.CODE, f"{name} sorts by {key}, which is not a field", hint)
    field = fields.get(key)
    if field and not field.has_words:
        hint = f"Sort by a field of type {WORDED}."
        return refusal(values.CODE, f"{name} sorts by {key}, a field of type {field.type}", hint)
    return None


def _needless_terms(taxonomy: Taxonomy, fields: Mapping[str, FieldSettings]) -> RefusalError | None:
    key, field = taxonomy.key, fields.get(taxonomy.key)
    if not taxonomy.terms or not (key in (KIND, AREA) or (field and field.choices)):
        return None
    message = f"the terms of {taxonomy.name} are the choices of {key} already"
    return refusal(values.CODE, message, "Delete terms.")


def check_names(
    taxonomies: Mapping[str, TaxonomySettings],
    fields: Mapping[str, FieldSettings],
    areas: Iterable[str],
) -> Iterator[RefusalError]:
    """Yield names of terms that a taxonomy cannot have."""
    of_newsgen = {KIND: [*map(str, KINDS)], AREA: [*areas]}
    for name, settings in taxonomies.items():
        key = settings.key or name
        known = settings.choices(name, fields) or of_newsgen.get(key, ())
        slugs = {slug_of(each) for each in known}
        for term in settings.names if known else ():
            if slug_of(term) not in slugs:
                hint = suggestion(closest(term, known), f"Known are {', '.join(known)}.")
                wrong = refusal(values.CODE, f"“{term}” is not a term of {name}", hint)
                yield wrong.below("taxonomies", name, "names", term)


def titles(taxonomies: Iterable[Taxonomy], languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what pages call each taxonomy, by language."""
    return {
        taxonomy.name: {language: in_language(taxonomy.title, language) for language in languages}
        for taxonomy in taxonomies
    }


def title_languages(
    taxonomies: Iterable[Taxonomy], languages: Iterable[str], site: str
) -> dict[str, dict[str, str]]:
    """Return the language of each of these titles, if it is not the one it is for; else empty.

    A title that does not say its language is in that of the site.
    """
    return {
        taxonomy.name: {tag: other_language(taxonomy.title, tag, site) for tag in languages}
        for taxonomy in taxonomies
    }
