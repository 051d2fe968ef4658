"""Read descriptor 0 under limits and answer in JSON on descriptor 1.

Started by ``sheets.reading`` as ``python -I -m chiiki_web.sheets.child TASK``; tasks are
workbook, table, picture, and the kinds of Office file, which are only looked at.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Callable
from typing import IO, Any

from chiiki_web.sheets.child import limits, picture, table
from chiiki_web.sheets.child.archive import MAIN_PARTS, open_archive
from chiiki_web.sheets.child.workbook import read_workbook

TASKS: dict[str, Callable[[IO[bytes]], list[dict[str, Any]]]] = {
    "workbook": read_workbook,
    "table": table.read_table,
}


PICTURE = "picture"
NAMES_IN_ZIP = "cp437"  # looked up now: later no file can be opened


def main(task: str) -> None:
    """Answer with sheets, or with the code of a refusal and its values."""
    table.warm()
    if task == PICTURE:
        picture.warm()
    codecs.lookup(NAMES_IN_ZIP)
    limits.apply()
    file = io.BufferedReader(io.FileIO(0, closefd=False), 1 << 16)
    answer: dict[str, Any]
    try:
        if task in MAIN_PARTS:
            open_archive(file, task, limits.MOST_INFLATED)
            answer = {"sheets": []}
        elif task == PICTURE:
            answer = picture.answer(file)
        else:
            answer = {"sheets": TASKS[task](file)}
    except limits.Unreadable as refusal:
        answer = {"code": refusal.code, "values": refusal.values}
    except (MemoryError, RecursionError):
        most = limits.MEMORY // limits.MEGABYTE
        answer = {"code": "sheets.took_too_much", "values": {"limit": most}}
    content = json.dumps(answer, ensure_ascii=True, allow_nan=False).encode()
    while content:
        content = content[os.write(1, content) :]
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
