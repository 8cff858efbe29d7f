"""The command line: one module a command, and the only import of click."""

import codecs
import errno
import json
import os
import signal
import sys
import warnings
from contextlib import suppress
from importlib import import_module
from io import StringIO, TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from types import FrameType
from typing import Any, Final

import click

from newsgen import __version__, fast
from newsgen.diagnostics import Exit, NewsgenError, is_out_of_memory, out_of_memory
from newsgen.printing import say, say_warning
from newsgen.stopping import on_stop

COMMANDS: Final = {
    "build": "Build the website.",
    "check": "Check releases for mistakes.",
    "deploy": "Deploy the website.",
    "explain": "Explain a code and how to fix it.",
    "hosting": "Write the web server configuration.",
    "import": "Import an old archive.",
    "init": "Create a site.",
    "list": "List releases.",
    "media": "Show the metadata of files.",
    "new": "Create a release.",
    "next": "Show when published releases change next.",
    "plan": "Show what a build would write and delete.",
    "plugins": "List the plug-ins of the site.",
    "remove": "Remove a release permanently.",
    "review": "List releases due for review.",
    "serve": "Preview the website locally, with live reload.",
    "schema": "Print a JSON Schema for editors.",
    "theme": "Create, inspect and check themes.",
    "urls": "Update the list of published addresses.",
    "version": "Print the version.",
}


_UNPRINTABLE: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Why standard output cannot be written, with no name of a file: its disk is full, or gone."""
_REFUSED: Final = (
    *_UNPRINTABLE,
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ESTALE),
)
"""Why the system refuses a file, whatever newsgen does."""
_CHECK: Final = (
    "Check its permissions, that its disk is sound and not full, and the limits of this process."
)
MODULES: Final = "newsgen.cli.{}"


def load(name: str, modules: str = MODULES) -> click.Command:
    """Load a command's module; most need much that others do not."""
    name += "_" * iskeyword(name)
    command: click.Command = import_module(modules.format(name)).command
    return command


class Commands(click.Group):
    """A group that knows its commands by name and short help, and loads only the one to run."""

    def __init__(self, *arguments: Any, modules: str = MODULES, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.modules = modules

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return name, command and load(str(name), self.modules), rest

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if not _is_end_of_pipe(error):
                raise
            _end_of_pipe()  # click would make the exit code of findings of it
            ctx.exit()


@click.group(
    cls=Commands,
    commands=[click.Command(name, short_help=words) for name, words in COMMANDS.items()],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="newsgen", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn a folder of news releases into a website that keeps every old address.

    A site is a folder with `content/` (one Markdown file a release) and `newsgen.toml` (its
    settings). Create one with `newsgen init FOLDER`, see it with `newsgen serve`, write with
    `newsgen new "Title"`, check with `newsgen check`, and build with `newsgen build`.
    """
    if unknown := fast.unknown_devices():
        known = ", ".join(fast.DEVICES)
        message = f"NEWSGEN_PLAIN names “{unknown[0]}”, which is not a device. There are {known}."
        raise click.UsageError(message)
    if (encoding := sys.getfilesystemencoding()) != "utf-8":
        message = f"File names would be written in {encoding} here, and web servers expect UTF-8. "
        raise click.UsageError(message + "Set the environment variable PYTHONUTF8=1.")


def main() -> None:
    """Run the command line; every error ends here, as a message and an exit code."""
    _open_closed_streams()
    _print_utf8()
    on_stop(_stop)
    warnings.showwarning = say_warning  # type: ignore[assignment]
    try:
        colour = False if os.environ.get("NO_COLOR") else None
        code = cli.main(prog_name="newsgen", standalone_mode=False, color=colour)
    except NewsgenError as error:
        _tell(error)
        code = error.exit_code
    except click.exceptions.Abort as stop:
        with suppress(OSError):  # the terminal is closed
            say("Stopped.", *getattr(stop.__cause__, "__notes__", ()), err=True)
        code = _stopped_by(stop)
    except click.ClickException as error:
        _tell_usage(error)
        code = Exit.USAGE
    except Exception as error:  # noqa: BLE001 (the edge: what else reaches it is a bug)
        code = _unexpected(error)
    sys.exit(code or 0)


def _stop(number: int, _frame: FrameType | None) -> None:
    """Stop in order, as Python does at a Ctrl-C: what is half done is put away."""
    raise KeyboardInterrupt(number)


def _stopped_by(stop: click.exceptions.Abort) -> int:
    """Return the exit code of shells for the signal that stopped newsgen; without one, a Ctrl-C."""
    match stop.__cause__:
        case KeyboardInterrupt(args=(int(number),)):
            return 128 + number
    return 128 + signal.SIGINT


def _open_closed_streams() -> None:
    """Open what is closed, as by `newsgen check >&-`, so that no other file gets its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _print_utf8() -> None:
    """Print UTF-8 with line feeds to files and pipes, whatever the system's usual encoding is.

    A terminal shows what it can. PYTHONIOENCODING has the last word: what it has not is escaped.
    """
    codecs.register_error("escaped", _escaped)
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(errors="escaped" if stream.errors == "strict" else stream.errors)
        elif stream.isatty():
            stream.reconfigure(errors="escaped")
        elif sys.platform == "win32" or not _is_utf8(stream):
            stream.reconfigure(encoding="utf-8", errors="escaped", newline="\n")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Return, for what an encoding has not, what JSON reads as the same."""
    assert isinstance(error, UnicodeEncodeError)
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def _is_utf8(stream: TextIOWrapper) -> bool:
    return stream.encoding.lower().replace("-", "") == "utf8"


def _is_end_of_pipe(error: OSError) -> bool:
    """Return whether nobody reads what is printed; Windows calls that an invalid argument."""
    is_invalid = error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and is_invalid)


def _end_of_pipe() -> None:
    """End as other programs do if nobody reads on, as in `newsgen plan | head`: by a signal."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if sys.platform != "win32":
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.raise_signal(signal.SIGPIPE)


def _unexpected(error: Exception) -> Exit:
    """Tell of a lack of memory or of room for what is printed; all else is a bug."""
    if is_out_of_memory(error):
        try:
            _tell(out_of_memory())
        except Exception:  # noqa: BLE001 (there may be no memory for that either)
            os.write(2, b"error[NG904] memory ran out\n")
        return Exit.USAGE
    if isinstance(error, OSError) and error.errno in _UNPRINTABLE and error.filename is None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)  # the rest is not tried again at the end
        try:
            say(f"The output cannot be printed: {error.strerror}.", err=True)
        except OSError:
            os.dup2(nowhere, 2)
        return Exit.USAGE
    if isinstance(error, OSError) and error.errno in _REFUSED and error.filename is not None:
        why = os.strerror(error.errno).lower()
        say(f"Error: {error.filename} cannot be used: {why}.", _CHECK, err=True)
        return Exit.USAGE
    _tell_of_bug()
    return Exit.BUG


def _tell(error: NewsgenError) -> None:
    from newsgen.report import text  # noqa: PLC0415 (only a failure needs it)

    for diagnostic in error.diagnostics:
        say(*text.diagnostic_lines(diagnostic), err=True)


def _tell_usage(error: click.ClickException) -> None:
    """Say what is wrong with the arguments as click would: a file may have any name."""
    shown, words = StringIO(), f"Error: {error.format_message()}"
    error.show(shown)
    usage = shown.getvalue().removesuffix(f"{words}\n")
    say(*usage.splitlines(), words.replace("\n\t", " "), err=True)  # click lists choices in lines


def _tell_of_bug() -> None:
    import traceback  # noqa: PLC0415 (only a bug needs it)

    say(*traceback.format_exc().split("\n"), err=True)
    say("This is a bug in newsgen. Please report it with the lines above.", err=True)
