"""Recipes for files that nobody should have to open; each makes one from a Random."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from mutants import archives, bits, tables, worksheets
from mutants.good import Made

__all__ = ["RECIPES"]
RECIPES: tuple[Callable[[Random], Made], ...] = (
    bits.bit_flips,
    bits.bit_flips_in_workbook,
    bits.truncated,
    bits.with_something_inside,
    bits.with_something_before_or_behind,
    bits.wrong_kind,
    bits.noise,
    bits.odd_pictures,
    bits.odd_letters_of_law,
    archives.parts_lost,
    archives.zip_bomb,
    archives.lying_sizes,
    archives.overlapping_parts,
    archives.very_many_parts,
    archives.locked,
    archives.macros,
    archives.names_that_lead_out,
    archives.nested_archives,
    archives.other_compression,
    archives.odd_method,
    worksheets.damaged_xml,
    worksheets.xml_bomb,
    worksheets.external_entity,
    worksheets.deep_xml,
    worksheets.huge_dimensions,
    worksheets.wide_without_places,
    worksheets.many_rows,
    worksheets.one_text_everywhere,
    worksheets.odd_numbers,
    worksheets.formula_soup,
    worksheets.shared_formulas,
    worksheets.merged_soup,
    worksheets.names_of_sheets,
    worksheets.relations_that_lead_astray,
    worksheets.shuffled_rows,
    tables.odd_letters,
    tables.odd_tables,
)
