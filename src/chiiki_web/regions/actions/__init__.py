"""Everything that can happen to the register of prefectures and municipalities."""

from chiiki_web.regions.actions.loading import load_reference
from chiiki_web.regions.actions.reading import rows_of
from chiiki_web.regions.actions.strengths import (
    StrengthUpdate,
    update_fiscal_strengths,
)
from chiiki_web.regions.actions.updating import (
    CannotUpdate,
    Update,
    update_municipalities,
)

__all__ = [
    "CannotUpdate",
    "StrengthUpdate",
    "Update",
    "load_reference",
    "rows_of",
    "update_fiscal_strengths",
    "update_municipalities",
]
