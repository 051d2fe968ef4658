"""The letter of a recommendation: numbered within its local government, made, stored."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.utils import timezone

from chiiki import periods
from chiiki_web.accounts.models import Organisation
from chiiki_web.consortia.engine_input import letter_data
from chiiki_web.consortia.models import Recommendation
from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import StoredFile
from chiiki_web.documents.typeset import make_pdf


def next_number(held: Recommendation, at: datetime) -> str:
    """令和8年度推薦第1号: without a gap within one local government and fiscal year."""
    Organisation.objects.select_for_update().get(pk=held.recommender_id)
    year = periods.fiscal_year(timezone.localdate(at))
    start = f"{periods.format_fiscal_year(year, 'ja')}推薦第"
    taken = Recommendation.objects.filter(
        recommender=held.recommender_id, number__startswith=start
    )
    return f"{start}{taken.count() + 1}号"


def store_letter(held: Recommendation, at: datetime) -> StoredFile:
    template = files("chiiki_web.consortia") / "letters" / "recommendation.typ"
    pdf = make_pdf(Path(str(template)), letter_data(held, at))
    return store_bytes(pdf, "application/pdf", at=at)
