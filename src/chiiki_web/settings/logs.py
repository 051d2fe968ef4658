"""What the log says of a request that was refused: one line, no trace of our own code."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"(/answers/|/join/)[^/\s]+")


def without_trace_of_refusals(record: logging.LogRecord) -> bool:
    """Keep every record, but the stack only where something broke (500 and above)."""
    if getattr(record, "status_code", 500) < 500:
        record.exc_info = None
    return True


def without_secrets(record: logging.LogRecord) -> bool:
    """Keep every record, but of a link that opens something only what kind it is."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            SECRET.sub(r"\1…", one) if isinstance(one, str) else one
            for one in record.args
        )
    return True
