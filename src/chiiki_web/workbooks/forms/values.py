"""What a plan says as plain JSON by name, and a short digest to see what was touched."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from chiiki_web.applications.models import Application
from chiiki_web.plans.models import Plan
from chiiki_web.workbooks.forms import layout
from chiiki_web.workbooks.forms.questions import answers_of

COSTS, REQUESTED = "costs", "requested"
ANSWER = "answer:"
DIGITS = 16


def stored(plan: Plan, application: Application | None = None) -> dict[str, Any]:
    """Everything that a workbook can change, as it stands now."""
    found: dict[str, Any] = {
        one.name: plain(getattr(plan, one.name)) for one in layout.parts()
    }
    requested = plan.requested
    if application is not None and application.requested is not None:
        requested = application.requested
    lines = [[one.head, one.description, one.amount] for one in plan.cost_lines.all()]
    answers = {
        f"{ANSWER}{code}": typed for code, typed in answers_of(application).items()
    }
    return found | answers | {REQUESTED: requested, COSTS: lines}


def plain(value: Any) -> Any:
    """A value as JSON holds it: a row by its key, a text with plain line ends."""
    if isinstance(value, str):
        return "\n".join(value.splitlines()).strip()
    return getattr(value, "pk", value)


def digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
