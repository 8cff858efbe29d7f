"""The command line: one module a command, and the only import of click."""

import os
import sys
import traceback

import click

from newsgen.cli.build import build
from newsgen.cli.check import check
from newsgen.cli.explain import explain
from newsgen.cli.init import init
from newsgen.cli.list import list_
from newsgen.cli.new import new
from newsgen.cli.plan import plan
from newsgen.cli.schema import schema
from newsgen.cli.version import version
from newsgen.diagnostics import Exit, NewsgenError
from newsgen.report import text


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Turn a folder of news releases into a website that keeps every old address.

    A site is a folder with `content/` (one Markdown file a release) and `newsgen.toml` (its
    settings). Start one with `newsgen init FOLDER`, write with `newsgen new "Title" --area NAME`,
    look for mistakes with `newsgen check`, and make the website with `newsgen build`.
    """


for command in (build, check, explain, plan, init, new, list_, schema, version):
    cli.add_command(command)


def main() -> None:
    """Run the command line; every error ends here, as plain words and an exit code."""
    try:
        colour = False if os.environ.get("NO_COLOR") else None
        code = cli.main(prog_name="newsgen", standalone_mode=False, color=colour)
    except NewsgenError as error:
        for found in error.diagnostics:
            for line in text.diagnostic_lines(found):
                click.echo(line, err=True)
        code = error.exit_code
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = Exit.USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except Exception:  # noqa: BLE001 (the edge: what reaches it is a bug)
        click.echo(traceback.format_exc(), err=True)
        click.echo("This is a bug in newsgen. Please report it with the lines above.", err=True)
        code = Exit.BUG
    sys.exit(code or 0)
