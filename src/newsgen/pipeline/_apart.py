"""Rendering the assets of a theme that nobody vouches for: in a process that is ended in time."""

import multiprocessing
import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from newsgen.diagnostics import NewsgenError, fatal
from newsgen.pipeline._processes import START_METHOD
from newsgen.stopping import STOP_SIGNALS
from newsgen.theme.load import Theme

SECONDS: Final = 2
"""Of a processor, for all assets of a theme; those of plain take a hundredth."""
PATIENCE: Final = 10 * SECONDS
"""Seconds to wait for them, where a processor has other work too."""
MEGABYTES: Final = 256


def render_apart(theme: Theme) -> None:
    """Render the assets of a theme in another process, for this one to keep.

    Raises:
        NewsgenError: one cannot be rendered, or takes too long or too much memory.

    """
    context: Any = multiprocessing.get_context(START_METHOD)
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=_render, args=(theme, writer), daemon=True)
    process.start()
    writer.close()
    ends, assets = time.monotonic() + PATIENCE, dict[str, bytes]()
    try:
        while reader.poll(max(0, ends - time.monotonic())):
            match reader.recv():
                case NewsgenError() as error:
                    raise error
                case (name, data):
                    assets[name] = data
                case _:
                    theme.keep_assets(assets)
                    return
    except EOFError:
        pass
    finally:
        process.kill()
        process.join()
    raise _too_much(theme, len(assets))


def _too_much(theme: Theme, done: int) -> NewsgenError:
    """Say that the asset which comes next takes too long, or too much memory."""
    source, path = sorted(theme.asset_files.items())[done][1]
    said = f"the asset cannot be rendered in {SECONDS} seconds and {MEGABYTES} MB"
    hint = "Take out what repeats, pads or multiplies without need."
    return fatal("NG804", said, f"{source.label}/assets/{path}", hint)


def _render(theme: Theme, writer: Connection) -> None:
    """Send each asset, or what is wrong, and at the end None."""
    for number in STOP_SIGNALS:  # the process that waits ends this one
        signal.signal(number, signal.SIG_IGN)
    _limit()
    try:
        for asset in theme.rendered_assets():
            writer.send(asset)
        writer.send(None)
    except NewsgenError as error:
        writer.send(error)
    except MemoryError:
        pass


def _limit() -> None:
    """Have the system end this process when it has worked for long, and refuse it memory."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (Windows has none)

    seconds = int(time.process_time()) + 1 + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + (MEGABYTES << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
