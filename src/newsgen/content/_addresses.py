"""The address of a release: the one it has, or a new one by the pattern of its area."""

from newsgen.content._meta import Meta
from newsgen.content.frontmatter import Located
from newsgen.content.matter import is_blank
from newsgen.diagnostics import Diagnostic
from newsgen.model import urls
from newsgen.model.area import Area
from newsgen.model.dates import Moment
from newsgen.model.urls import Address, URLError


def is_given(located: Located) -> bool:
    """Return whether the front matter has an address, be it right or wrong."""
    return "url" in located.values and not is_blank(located.values["url"])


def of_url(located: Located, diagnostics: list[Diagnostic]) -> Address | None:
    """Return the address that the front matter has, if it is one."""
    text = located.values.get("url")
    if not isinstance(text, str) or is_blank(text):
        return None
    try:
        return urls.parse_url(text)
    except URLError as error:
        diagnostics.append(Diagnostic(error.code, str(error), located.value("url"), error.hint))
        return None


def of_area(
    meta: Meta,
    area: Area,
    published: Moment | None,
    located: Located,
    diagnostics: list[Diagnostic],
) -> Address | None:
    """Give a release without a URL one by its area's pattern."""
    slug = meta.slug or urls.slugify(meta.title)
    if not slug:
        diagnostics.append(
            Diagnostic(
                "NG407",
                "no file name can be made from the title",
                located.value("title"),
                "Add slug: and a short name in letters, digits and hyphens.",
            )
        )
        return None
    if published is None and urls.is_dated(area.permalink):
        diagnostics.append(
            Diagnostic(
                "NG406",
                f"the release has neither url nor date, and the area's permalink "
                f"{area.permalink} needs a date",
                located.key(),
                "Add url: with its address, or date: with the day of publication.",
            )
        )
        return None
    path = urls.fill(area.permalink, slug=slug, at=published.at if published else None)
    host = area.hosts[0] if area.hosts else "localhost"
    return Address("https", host, path)
