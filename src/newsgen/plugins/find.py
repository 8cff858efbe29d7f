"""Finding the plug-ins that newsgen.toml names, or leaving them out; none of them runs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from newsgen.config import Config
from newsgen.config.load import FILE as CONFIG_FILE, find_key
from newsgen.config.plugins import PluginSettings
from newsgen.config.settings import MarkdownSettings
from newsgen.diagnostics import Diagnostic, Exit, NewsgenError, Span
from newsgen.files.unread import why_unread
from newsgen.model.refusal import did_you_mean
from newsgen.plugins.code import code_of_module, code_of_source, import_from, is_of_library
from newsgen.plugins.roles import ROLES, PluginRole

FOLDER: Final = "plugins"
"""The folder of a site that has its plug-ins, one in a file."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One plug-in. `digest` is of its code; `source` is that code, if it is a file of the site.

    `place` is that file, or the module and name of an entry point.
    """

    role: PluginRole
    name: str
    place: str
    digest: str
    source: str | None = None

    @property
    def words(self) -> str:
        """What messages call it."""
        return f"the {self.role.noun} {self.name}"


Plugins = tuple[Plugin, ...]


class PluginError(NewsgenError):
    """A plug-in fails; who called it knows on what."""

    def on(self, subject: str) -> NewsgenError:
        """Return the error with the release or page that it failed on."""
        (failure,) = self.diagnostics
        message = failure.message.replace(" fails: ", f" fails on {subject}: ", 1)
        return NewsgenError(replace(failure, message=message), exit_code=Exit.FINDINGS)


def find_plugins(site: Path, settings: PluginSettings, config_text: str = "") -> Plugins:
    """Find the plug-ins of a site, in the order of the settings.

    Raises:
        NewsgenError: with each that cannot be found or read.

    """
    plugins: list[Plugin] = []
    wrong: list[Diagnostic] = []
    for role in ROLES:
        for name in getattr(settings, role.setting):
            asked = find_key(config_text, CONFIG_FILE, ("plugins", role.setting))
            match _find(site, role, name, asked):
                case Plugin() as plugin:
                    plugins.append(plugin)
                case diagnostic:
                    wrong.append(diagnostic)
    if wrong:
        raise NewsgenError(*wrong)
    return tuple(plugins)


def of_role(plugins: Iterable[Plugin], role: PluginRole) -> Plugins:
    """Return the plug-ins of a role."""
    return tuple(plugin for plugin in plugins if plugin.role is role or plugin.role == role)


def _find(site: Path, role: PluginRole, name: str, asked: Span) -> Plugin | Diagnostic:
    label = f"{FOLDER}/{name}.py"
    file = site / label
    if not (file.is_file() or file.is_symlink()):
        return _installed(site, role, name, asked)
    if not file.resolve().is_relative_to(site.resolve() / FOLDER):
        message = f"{label} is a symbolic link that leads out of {FOLDER}/"
        return Diagnostic("NG722", message, asked, f"Copy the file into {FOLDER}/.")
    try:
        source = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Diagnostic("NG722", f"the file {why_unread(error)}", Span(label))
    if imported := import_from(source, (site / FOLDER, site)):
        module, line = imported
        message = f"a plug-in is one file, and this one imports {module} from the site's folder"
        hint = "Put what it needs into the file, or into a package that is installed."
        return Diagnostic("NG722", message, Span(label, line), hint)
    return Plugin(role, name, label, code_of_source(source), source)


def _installed(site: Path, role: PluginRole, name: str, asked: Span) -> Plugin | Diagnostic:
    """Look among the entry points of installed packages."""
    from importlib.metadata import entry_points  # noqa: PLC0415 (slow, and few sites need it)

    places = sorted({point.value for point in entry_points(group=role.group, name=name)})
    if not places:
        return _missing(site, role, name, asked)
    if len(places) > 1:
        message = f"installed packages have the {role.noun} {name} twice: {' and '.join(places)}"
        return Diagnostic("NG722", message, asked, "Uninstall one of them.")
    (place,) = places
    return Plugin(role, name, place, code_of_module(place.partition(":")[0]))


def _missing(site: Path, role: PluginRole, name: str, asked: Span) -> Diagnostic:
    message = f"there is no {role.noun} {name}"
    for other in ROLES:
        if name in _entry_points(other):
            hint = f"It is a {other.noun}: name it under {other.setting}."
            return Diagnostic("NG721", message, asked, hint)
    known = {*_entry_points(role), *(file.stem for file in (site / FOLDER).glob("*.py"))}
    write = f"Write {FOLDER}/{name}.py with def {name}({role.example}), or install its package."
    return Diagnostic("NG721", message, asked, did_you_mean(name, sorted(known), write))


def _entry_points(role: PluginRole) -> Iterator[str]:
    from importlib.metadata import entry_points  # noqa: PLC0415 (slow, and few sites need it)

    return (point.name for point in entry_points(group=role.group))


def without_code(config: Config, tell: Callable[[str], None]) -> Config:
    """Leave out what would run code of the site, and tell what that is."""
    markdown = config.markdown
    extensions = tuple(filter(is_of_library, markdown.extensions))
    named = {
        "plug-ins": [name for role in ROLES for name in getattr(config.plugins, role.setting)],
        "Markdown extensions": [each for each in markdown.extensions if each not in extensions],
    }
    for what, names in named.items():
        if names:
            tell(f"Left out as --no-plugins asks, {what}: {', '.join(names)}.")
    configs = {k: v for k, v in markdown.extension_configs.items() if k in extensions}
    return replace(config, markdown=MarkdownSettings(extensions, configs))
