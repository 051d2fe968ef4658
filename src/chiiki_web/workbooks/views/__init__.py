"""Pages about workbooks: give out, take in, look at a dry run, take it over."""

from chiiki_web.workbooks.views.giving import (
    application_xlsx,
    costs_csv,
    costs_xlsx,
    plan_xlsx,
)
from chiiki_web.workbooks.views.sending import application, costs, plan
from chiiki_web.workbooks.views.uploads import file, take, upload

__all__ = [
    "application",
    "application_xlsx",
    "costs",
    "costs_csv",
    "costs_xlsx",
    "file",
    "plan",
    "plan_xlsx",
    "take",
    "upload",
]
