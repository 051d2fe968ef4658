"""Pages of results: what everybody reads, and where the office prepares them."""

from chiiki_web.results.views.comparing import compare
from chiiki_web.results.views.giving import (
    as_csv,
    as_json,
    as_parquet,
    as_pdf,
    as_xlsx,
    codebook_csv,
    codebook_toml,
)
from chiiki_web.results.views.office import prepare, preview, state, units
from chiiki_web.results.views.reading import detail, earlier, overview, table

__all__ = [
    "as_csv",
    "as_json",
    "as_parquet",
    "as_pdf",
    "as_xlsx",
    "codebook_csv",
    "codebook_toml",
    "compare",
    "detail",
    "earlier",
    "overview",
    "prepare",
    "preview",
    "state",
    "table",
    "units",
]
