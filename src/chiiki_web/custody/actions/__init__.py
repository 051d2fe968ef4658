"""Stored files are read again, put back and cleared away; promises are checked."""

from chiiki_web.custody.actions.checking import CHECK_HOUR, check_day
from chiiki_web.custody.actions.clearing import clear
from chiiki_web.custody.actions.noting import note_reading, tell_of_faults
from chiiki_web.custody.actions.restoring import (
    CannotRestore,
    look_again,
    restore_file,
)
from chiiki_web.custody.actions.sweeping import HELD_FOR, read_slice

__all__ = [
    "CHECK_HOUR",
    "HELD_FOR",
    "CannotRestore",
    "check_day",
    "clear",
    "look_again",
    "note_reading",
    "read_slice",
    "restore_file",
    "tell_of_faults",
]
