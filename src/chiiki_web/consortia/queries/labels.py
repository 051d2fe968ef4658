"""The parts of what is signed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from chiiki_web.consortia.queries.content import SHARES
from chiiki_web.plans import forms as plan_forms
from chiiki_web.ui import formats

LABELS: dict[str, Promise] = {
    "organisation": gettext_lazy("Organisation"),
    "municipality": gettext_lazy("Municipality"),
    "field": gettext_lazy("Field"),
    "partners": gettext_lazy("Partners"),
    "cost_lines": gettext_lazy("Costs"),
    "answers": gettext_lazy("Check list"),
    "requested": gettext_lazy("Amount to apply for"),
}
SAID_ELSEWHERE = frozenset({"cost_total"})


def label_of(name: str, *contents: Mapping[str, Any]) -> str:
    """One part in words; what a member does and bears goes by the member's name."""
    if name.startswith(SHARES):
        entry: Any = next((one[name] for one in contents if name in one), {})
        return _("%(name)s: part and costs") % {"name": formats.local(entry, "name")}
    if name in LABELS:
        return str(LABELS[name])
    try:
        return str(plan_forms.label_of(name))
    except KeyError:
        return name


def labels_of(names: Iterable[str], *contents: Mapping[str, Any]) -> str:
    """Several parts as one list in words."""
    said = [label_of(one, *contents) for one in names if one not in SAID_ELSEWHERE]
    return pgettext("list", ", ").join(said)
