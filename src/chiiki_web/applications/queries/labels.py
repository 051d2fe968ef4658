"""The name of each part of what was sent, as its form calls it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki_web.applications.queries.talk import QUESTION
from chiiki_web.plans import forms as plan_forms
from chiiki_web.ui import formats

LABELS: dict[str, str | Promise] = {
    "": _("The whole application"),
    "organisation": _("Organisation"),
    "municipality": _("Municipality"),
    "field": _("Field"),
    "partners": _("Partners"),
    "stakeholders": _("Stakeholders"),
    "cost_lines": _("Costs"),
    "cost_total": _("Sum of the costs"),
    "answers": _("Check list"),
    "files": _("Documents"),
    "form": _("Answers to the form"),
    "recommended_by": _("Recommended by (local government)"),
    "requested": _("Amount applied for"),
    "consortium": _("Consortium"),
    "sign_offs": _("Signatures"),
    "recommendations": _("Recommendations"),
}


def label_of(name: str, asked: Mapping[str, Any] | None = None) -> str | Promise:
    """Name a part as the form does; a part that no form knows keeps its own name.

    ``asked`` holds the questions of the form that are known, by their parts.
    """
    if name.startswith(QUESTION):
        known = (asked or {}).get(name)
        code = name.removeprefix(QUESTION)
        words = "ja" if formats.is_japanese() else "en"
        return known[words] if known else f"{LABELS['form']}: {code}"
    if name in LABELS:
        return LABELS[name]
    try:
        return plan_forms.label_of(name)
    except KeyError:
        return name
