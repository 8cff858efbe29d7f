"""The folders of a build: which may be written to, and where they are."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from newsgen.diagnostics import NewsgenError, fatal
from newsgen.files import walk
from newsgen.pipeline.result import Request

_HISTORIES: Final = frozenset({".git", ".hg", ".svn", ".bzr", ".jj"})
_OF_SITE: Final = ("themes", ".newsgen", ".github")
"""Folders of a site that are never its website."""
_MARKERS: Final = (
    "newsgen.toml", "theme.toml", "pyproject.toml", "setup.py", "package.json", "Cargo.toml",
    "go.mod", "Makefile",
)  # fmt: skip
_SOURCES: Final = frozenset(
    {".py", ".toml", ".md", ".yml", ".yaml", ".jinja", ".j2", ".ts", ".rs", ".go", ".sh", ".sql"}
)
_ANOTHER_OUTPUT: Final = "Choose another folder with --output."
_ANOTHER_CACHE: Final = (
    "It holds releases that are not published: choose another folder with --cache."
)


def check_folders(request: Request) -> None:
    """See that content, output and cache may be what they are.

    Raises:
        NewsgenError: there is no content, one lies in another, or the output holds other work.

    """
    content = request.site / "content"
    if not content.is_dir():
        hint = (
            "Run newsgen in the folder of a site, name one with --site, or make one with "
            "newsgen init."
        )
        why = f"there is no folder content in {request.site}"
        if content.exists():
            why, hint = "content is not a folder", "Releases are files in a folder of that name."
        raise fatal("NG704", why, "content", hint)
    real, output = content.resolve(), request.output.resolve()
    if _is_nested(real, output):
        raise _no_output(request, "and the content folder overlap")
    if request.cache:
        _check_cache(request, request.cache, real)
    if why := _foreign(request.site.resolve(), output):
        raise _no_output(request, why)


def pinned(folder: Path) -> Path:
    """Return where a folder is if it is a link, so that it stays there if the link changes."""
    return folder.resolve() if folder.is_symlink() else folder


def _no_output(request: Request, why: str) -> NewsgenError:
    message = f"the output folder {request.output} {why}"
    return fatal("NG901", message, str(request.output), _ANOTHER_OUTPUT)


def _foreign(site: Path, output: Path) -> str:
    """Return why a folder cannot hold a website; empty if it can."""
    if _is_in(site, output):
        return "holds the site itself"
    with suppress(RuntimeError):  # in a container there may be none
        if output == Path.home():
            return "is your home folder"
    if history := next((part for part in output.parts if part.lower() in _HISTORIES), None):
        return f"lies in {history}, which holds the history of a repository"
    for name in _OF_SITE:
        if _is_nested(site / name, output):
            return f"and {name} of the site overlap"
    source = next(_sources_in(output, is_of_site=output.is_relative_to(site)), None)
    return f"holds other work: {source} is in it" if source else ""


def _sources_in(output: Path, *, is_of_site: bool) -> Iterator[str]:
    """Yield files that no website has, of any kind if the folder is the site's, but no website."""
    yield from (name for name in _MARKERS if (output / name).is_file())
    if is_of_site and output.is_dir() and not (output / "index.html").exists():
        paths = (entry.path for entry in walk(output))
        yield from (path for path in paths if Path(path).suffix in _SOURCES)


def _check_cache(request: Request, cache: Path, content: Path) -> None:
    if cache.is_symlink() and not request.is_cache_named:
        raise fatal(
            "NG903",
            f"the cache folder {cache} is a symbolic link",
            str(cache),
            f"Delete the link, or name the folder with --cache {cache.resolve()}.",
        )
    real, output = cache.resolve(), request.output.resolve()
    if _is_nested(real, output) or _is_in(real, content):
        message = f"the cache folder {cache} and the output or content folder overlap"
        raise fatal("NG903", message, str(cache), _ANOTHER_CACHE)


def check_cache_links(cache: Path) -> None:
    """See that no link in the cache folder leads elsewhere. Raises `NewsgenError`."""
    for path in sorted(cache.iterdir()):
        if path.is_symlink():
            message = f"a symbolic link in the cache folder leads elsewhere: {path.name}"
            raise fatal("NG903", message, str(path), "Delete the link.")


def _is_nested(path: Path, other: Path) -> bool:
    return _is_in(path, other) or _is_in(other, path)


def _is_in(path: Path, folder: Path) -> bool:
    """Return whether a path is a folder or in it, by whatever name the system takes for that."""
    return any(above == folder or _is_same(above, folder) for above in (path, *path.parents))


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
