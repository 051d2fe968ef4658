"""Words for the codes in a scheme's terms and form: stages, reports, clocks, answers."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki.rules import vocabulary

STAGES: Mapping[str, Promise] = {
    "consultation": _("prior consultation"),
    "proposal": _("proposal"),
    "request": _("request"),
    "application": _("application"),
    "evaluation": _("evaluation"),
    "candidate": _("chosen as a candidate"),
    "adopted": _("adopted"),
    "grant_application": _("application for the grant"),
    "check": _("check of the content"),
    "contract": _("contract"),
    "decided": _("award decision"),
    "ranking": _("ranking by the requester"),
    "acceptance": _("acceptance by the adviser"),
    "notice": _("notice"),
    "work": _("work"),
    "report": _("report"),
    "settled": _("amount fixed"),
    "paid": _("paid"),
}
ACTORS: Mapping[str, Promise] = {
    "applicant": _("applicant"),
    "office": _("office"),
    "reviewers": _("reviewers"),
    "adviser": _("adviser"),
}
ACTS: Mapping[str, Promise] = {
    "grants_act": _("Act on Regulation of Execution of Budget Pertaining to Subsidies"),
    "contract": _("contract"),
    "none": _("neither"),
}
REPORTS: Mapping[str, Promise] = {
    "performance": _("performance report"),
    "progress": _("progress report"),
    "operation": _("status report"),
    "tax_return": _("report on consumption tax"),
    "profit": _("profit report"),
    "use": _("use report"),
    "survey": _("survey afterwards"),
}
COUNTED_FROM: Mapping[str, Promise] = {
    "completion": _("completion of the project"),
    "fiscal_year_end": _("end of the fiscal year"),
    "settlement": _("fixing of the amount"),
    "notice": _("notice"),
    "visit": _("visit"),
}
EXCLUSIONS: Mapping[str, Promise] = {
    "fiscal_strength": _("index of fiscal strength"),
    "recent_award": _("an award not long ago"),
}
QUESTION_TYPES: Mapping[str, Promise] = {
    "text": _("one line"),
    "long_text": _("several lines"),
    "number": _("whole number"),
    "yen": _("yen"),
    "yes_no": _("yes or no"),
    "choice": _("one choice"),
    "choices": _("several choices"),
}
FILE_TYPES: Mapping[str, str] = {
    code: code.upper()
    for code in ("pdf", "xlsx", "docx", "pptx", "jpg", "png", "csv", "txt")
}


def _say_applicant(code: str) -> str:
    kinds = vocabulary()["applicant.kind"]
    return kinds.choice_label(code, get_language() or "ja")


_applicant = lazy(_say_applicant, str)
APPLICANTS: Mapping[str, Promise | str] = {
    code: _applicant(code) for code in vocabulary()["applicant.kind"].choices
}


def _say_field(code: str) -> str:
    return vocabulary()["plan.fields"].choice_label(code, get_language() or "ja")


_field = lazy(_say_field, str)
FIELDS: Mapping[str, Promise | str] = {
    code: _field(code) for code in vocabulary()["plan.fields"].choices
}
