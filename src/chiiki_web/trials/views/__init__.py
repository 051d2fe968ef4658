"""Pages on which versions of rules are tried."""

from chiiki_web.trials.views.single import one
from chiiki_web.trials.views.trying import over_applications, over_table

__all__ = ["one", "over_applications", "over_table"]
