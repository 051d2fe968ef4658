"""Pages of indices: what everybody reads, and where an office keeps them."""

from chiiki_web.indices.views.editions import (
    choices,
    edition,
    edition_new,
    figures,
    figures_table,
    publish,
    repeat,
    run,
    run_state,
)
from chiiki_web.indices.views.giving import definition_toml, table_csv, table_xlsx
from chiiki_web.indices.views.lists import newest, overview, published_order
from chiiki_web.indices.views.movement import movement
from chiiki_web.indices.views.office import definition, index, new, office, shape
from chiiki_web.indices.views.ranking import method, ranking, sensitivity
from chiiki_web.indices.views.surveyed import figures_survey
from chiiki_web.indices.views.unit import unit

__all__ = [
    "choices",
    "definition",
    "definition_toml",
    "edition",
    "edition_new",
    "figures",
    "figures_survey",
    "figures_table",
    "index",
    "method",
    "movement",
    "new",
    "newest",
    "office",
    "overview",
    "publish",
    "published_order",
    "ranking",
    "repeat",
    "run",
    "run_state",
    "sensitivity",
    "shape",
    "table_csv",
    "table_xlsx",
    "unit",
]
