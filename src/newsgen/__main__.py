"""The command `newsgen`, and `python -m newsgen`: the same."""

import errno
import os
import sys
from typing import Final

_MEMORY_RAN_OUT: Final = b"error[NG904] memory ran out\n"
_STOPPED: Final = b"Stopped.\n"
_NO_MEMORY: Final = (
    b"error[NG904] memory ran out before newsgen was loaded: it needs more than this limit\n"
)


def main(*, is_module: bool = False) -> None:
    """Load newsgen and run the command line; there may be too little memory even to load it.

    Python looks for modules in the folder that it is in if it runs a module. A site's folder holds
    none of newsgen's, whatever its files are called.
    """
    try:
        if is_module and sys.path[:1] == [os.getcwd()]:  # noqa: PTH109 (pathlib may be too much)
            del sys.path[0]
        from newsgen.fast.collector import (  # noqa: PLC0415 (this can fail)
            end_at_once,
            pause_collector,
        )
        from newsgen.fast.methods import compile_methods_later  # noqa: PLC0415 (as this can)
        from newsgen.fast.patterns import keep_patterns  # noqa: PLC0415 (as this can)

        pause_collector()
        compile_methods_later()
        keep_patterns()
        from newsgen.cli import main as run  # noqa: PLC0415 (as this can)
    except MemoryError:  # a call of a function, or an orderly exit, may need more than there is
        os.write(2, _NO_MEMORY)
        os._exit(2)
    except KeyboardInterrupt:
        os.write(2, _STOPPED)
        os._exit(130)
    except (ImportError, OSError, SystemError) as error:
        if not _is_out_of_memory(error):
            raise
        os.write(2, _NO_MEMORY)
        os._exit(2)
    try:
        run()
    except SystemExit as stop:
        if isinstance(stop.code, int):
            end_at_once(stop.code, has_unknown_code="newsgen.plugins.load" in sys.modules)
        raise
    except MemoryError:  # to tell of it took memory too, and so does an orderly exit
        os.write(2, _MEMORY_RAN_OUT)
        os._exit(2)
    except KeyboardInterrupt:  # before there is a command, or after it
        os.write(2, _STOPPED)
        os._exit(130)


def _is_out_of_memory(error: BaseException) -> bool:
    """Return whether memory ran out; what says so elsewhere may be what could not be loaded.

    Python has no memory for a MemoryError at times, and raises a SystemError.
    """
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    return isinstance(error, SystemError) or "failed to map segment" in str(error)


if __name__ == "__main__":
    main(is_module=True)
