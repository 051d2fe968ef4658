"""What the log says of a request that was refused: one line, no trace of our own code."""

from __future__ import annotations

import logging


def without_trace_of_refusals(record: logging.LogRecord) -> bool:
    """Keep every record, but the stack only where something broke (500 and above)."""
    if getattr(record, "status_code", 500) < 500:
        record.exc_info = None
    return True
