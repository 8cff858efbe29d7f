"""How much SQLite has to do for an answer, which no machine makes quicker or slower."""

import sqlite3
from collections.abc import Callable


def sqlite_steps(connection: sqlite3.Connection, question: Callable[[], object]) -> int:
    """Ask a question, and return the number of SQLite's steps that the answer takes."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    question()  # the first in a connection has the tables read
    connection.set_progress_handler(step, 1)
    try:
        question()
    finally:
        connection.set_progress_handler(None, 1)
    return steps
