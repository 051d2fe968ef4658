"""Invented values for the gallery; nothing here describes a real place or project."""

from chiiki_web.ui.gallery.drawings import all_charts, tile_map
from chiiki_web.ui.gallery.parts import facts, form, history, page_of_list, rows, steps

__all__ = [
    "all_charts",
    "facts",
    "form",
    "history",
    "page_of_list",
    "rows",
    "steps",
    "tile_map",
]
