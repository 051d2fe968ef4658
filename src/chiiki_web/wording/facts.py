"""Words for the groups and kinds of facts that a rule may ask for."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki.rules import FactType

FACT_GROUPS: Mapping[str, Promise] = {
    "applicant": _("Applicant"),
    "consortium": _("Partnership"),
    "plan": _("Plan"),
    "costs": _("Costs"),
    "request": _("Amount"),
    "dispatch": _("Dispatch"),
    "region": _("Region"),
    "award": _("Earlier awards"),
}
FACT_TYPES: Mapping[FactType, Promise] = {
    FactType.YES_NO: _("yes or no"),
    FactType.NUMBER: _("whole number"),
    FactType.YEN: _("yen"),
    FactType.CHOICE: _("one choice"),
    FactType.CHOICES: _("several choices"),
}
