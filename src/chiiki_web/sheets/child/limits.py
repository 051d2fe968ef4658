"""How much a child may use, and the one kind of "no" that it answers with."""

from __future__ import annotations

import resource

MEGABYTE = 1 << 20
CPU_SECONDS = 5
MEMORY = 512 * MEGABYTE
ANSWER = 64 * MEGABYTE

MOST_PARTS = 2_000
MOST_INFLATED = 200 * MEGABYTE
MOST_INFLATED_WORKBOOK = 60 * MEGABYTE
MOST_TABLE_BYTES = 10 * MEGABYTE
MOST_SHEETS = 30
MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_CELLS = 100_000
MOST_TEXT = 32_767  # what a cell of a spreadsheet can hold
MOST_CHARACTERS = 5_000_000
MOST_FORMULAS = 5_000


class Unreadable(Exception):
    """A reason code with its values; the site puts it into words."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


def apply() -> None:
    """Take processor, memory and everything that needs another descriptor away.

    Without a free descriptor there is no socket and no file to open: what is needed
    must be imported before.
    """
    for kind, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(kind, (most, most))
