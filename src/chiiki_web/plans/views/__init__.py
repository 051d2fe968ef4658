"""Pages about plans."""

from chiiki_web.plans.views.background import background
from chiiki_web.plans.views.checking import check, checks
from chiiki_web.plans.views.checklist import answer, checklist
from chiiki_web.plans.views.choosing import choose, earlier
from chiiki_web.plans.views.copying import copied, copy, copy_page
from chiiki_web.plans.views.costs import costs
from chiiki_web.plans.views.reading import detail, evidence, listed
from chiiki_web.plans.views.writing import edit, new

__all__ = [
    "answer",
    "background",
    "check",
    "checklist",
    "checks",
    "choose",
    "copied",
    "copy",
    "copy_page",
    "costs",
    "detail",
    "earlier",
    "edit",
    "evidence",
    "listed",
    "new",
]
