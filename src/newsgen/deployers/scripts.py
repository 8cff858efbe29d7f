"""What the shell of a server is told, but for the steps of a deployment."""

import shlex
from typing import Final

from newsgen.deployers.folder import LOCK, STATE

SAYS: Final = "newsgen-shell"
PROBE: Final = (
    "command -v cp flock grep head mv readlink rm rmdir sed tar xargs >/dev/null"
    " && find / -maxdepth 0 -printf '' && echo " + SAYS
)
"""Says so if a server has all that this needs."""
PART: Final = f"{STATE}/part.new"
"""The file that has what a step reads, whole."""
_BUSY: Final = f"{STATE}/busy"
LIST: Final = r"find . -maxdepth 1 -printf '%y\0%P\0%l\0'"
_NOT_LISTED: Final = (
    rf"\( -path './{STATE}/*' -o -path './releases/*/tree-*'"
    rf" -o ! -path . ! -path ./{STATE} ! -path ./releases ! -path './releases/*' \)"
)
"""Whose folders are not looked into: what newsgen has written there is known, or not its own."""
_NAMES: Final = rf"""
[ -r . ] || {{ echo "$PWD cannot be read" >&2; exit 1; }}
pwd -P
echo
find . -maxdepth 4 -printf '%y\0%P\0%l\0' {_NOT_LISTED} -prune 2>/dev/null || :
printf '\0\0\0'
"""
_LOOK: Final = f"""\
{_NAMES}
n=$(readlink live || :)
case $n in releases/[0-9][0-9][0-9][0-9][0-9][0-9]) n={STATE}/${{n#releases/}};; *) n=;; esac
find ${{n:+"$n" "$n.staged"}} {STATE}/record.jsonl {STATE}/tombstones -maxdepth 0 -type f \\
  -printf '%p\\0%s\\0' -exec cat -- {{}} \\; 2>/dev/null || :
"""
WHOLE: Final = b"whole"
"""What ends whatever must not be cut: an answer, or what a step reads."""
START: Final = f"""\
set -e
umask 022
exec 8>>{_BUSY}
flock -s 8
trap '[ ! -e {PART} ] || rm -f {PART}' EXIT
take() {{
  head -c "$1" > {PART}
  read -r end && [ "$end" = {WHOLE.decode()} ] || {{ echo the connection was lost >&2; exit 1; }}
}}
copy() {{
  cp -al -- "$1" "$2"
  find "$2" -depth -type d -empty -exec rmdir -- {{}} \\; \\
    -o ! -type d ! -type f -exec rm -f -- {{}} \\;
}}
adapt() {{
  cp -al -- "$1" "$2"
  LC_ALL=C grep -rlZF -e "$3" -- "$2" > {PART} || [ $? -eq 1 ]
  LC_ALL=C xargs -0r sed -zi -e "$4" -- < {PART}
}}
"""
LOCKED: Final = b"locked\n"
HOLD: Final = f"""\
hold() {{
  {{ [ -d "$1" ] || mkdir -p "$1"; }} && cd "$1" && [ ! -L {STATE} ] || return
  ( umask 077; {{ [ -d {STATE} ] || mkdir {STATE}; }} && chmod 700 {STATE} \\
    && : >> {LOCK} && : >> {_BUSY} ) || return
  exec 9>>{LOCK}
  flock -w 2 9 || {{ echo busy; return; }}
  ( exec 8>>{_BUSY}; flock -w 60 8 ) || {{ echo busy; return; }}
  echo {LOCKED.decode().strip()}
  ( {_LOOK} ) && printf {WHOLE.decode()}
}}
"""
"""Locks a folder, and prints all that is known of it when nobody else may change it."""


def first_look(folder: str) -> str:
    """Return the command that looks at what a target has, which may not be there yet.

    Files are read when they are asked for, or when the target is locked.
    """
    name = shlex.quote(folder)
    return f"set -e\nif [ -e {name} ]; then cd {name}\n{_NAMES}fi"


def sh_command(script: str) -> str:
    """Return a command that has a script run by sh, whatever the shell of the user is."""
    return f"exec sh -c {shlex.quote(script)}"
