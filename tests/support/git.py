"""Repositories of git, as a press office keeps its site in one."""

import os
import subprocess
from pathlib import Path


def git(site: Path, *arguments: str, **environment: str) -> str:
    """Run git in a folder and return what it prints."""
    who = ["-c", "user.name=Press office", "-c", "user.email=press@northshire.police.example"]
    done = subprocess.run(
        ["git", "-C", str(site), *who, *arguments],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    return done.stdout


def commit(site: Path, message: str, **environment: str) -> str:
    """Commit everything and return the short name of the commit."""
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message", message, **environment)
    return git(site, "rev-parse", "--short", "HEAD").strip()
