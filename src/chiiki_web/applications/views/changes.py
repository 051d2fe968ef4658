"""What was sent, and what a correction changed, in the words of the forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from chiiki.readiness import ITEMS
from chiiki_web.applications import queries
from chiiki_web.applications.queries import QUESTION, Change
from chiiki_web.plans import forms as plan_forms
from chiiki_web.plans.models import (
    LIFELINE_ANSWERS,
    CheckAnswer,
    CostLine,
    Plan,
    Stakeholder,
)
from chiiki_web.ui import formats

CHOICES: dict[str, dict[str, Any]] = {
    "lifeline": dict(LIFELINE_ANSWERS),
    "need_method": dict(Plan.NeedMethod.choices),
    "payer_after": dict(Plan.Payer.choices),
}
NOT_ANSWERED = _("not answered")
TONES = {"yes": "ok", "no": "warn"}
APART = {"title", "cost_lines", "cost_total"}
YEN = {"requested", "running_cost_per_year", "cost_total"}


@dataclass(frozen=True, slots=True)
class Changed:
    """One part that says something else than in the version before."""

    part: str
    label: str | Promise
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One item of the check list: the question, its answer, and what was written to it."""

    question: str
    said: str
    tone: str = "neutral"
    note: str = ""

    def __str__(self) -> str:
        note = f" — {self.note}" if self.note else ""
        return f"{self.question} → {self.said}{note}"


@dataclass(frozen=True, slots=True)
class Said:
    """One part as it was sent; ``rows`` are what it says one by one, if it is a list."""

    label: str | Promise
    text: str
    rows: list[str] | list[Checked]


def said(changes: Iterable[Change]) -> list[Changed]:
    """Each change with the label of its part and both values as they are read."""
    return [said_change(one) for one in changes]


def said_change(one: Change) -> Changed:
    """Both values as they are read; of the check list, the items that differ."""
    if one.part == "answers":
        before, now = _answers(one.before), _answers(one.now)
        differ = [item for item in now if before.get(item) != now[item]]
        return Changed(
            one.part,
            queries.label_of(one.part),
            "\n".join(str(before.get(item, "")) for item in differ),
            "\n".join(str(now[item]) for item in differ),
        )
    return Changed(
        one.part,
        queries.label_of(one.part, {one.part: one.now or one.before}),
        say(one.part, one.before),
        say(one.part, one.now),
    )


def parts(snapshot: Mapping[str, Any]) -> list[Said]:
    """Everything that a plan said when it was sent, with its label; costs stand apart."""
    return [
        Said(queries.label_of(name), say(name, value), rows(name, value))
        for name, value in queries.said_in(snapshot).items()
        if name not in APART and not name.startswith(QUESTION)
    ]


def answers(snapshot: Mapping[str, Any]) -> list[tuple[str | Promise, str]]:
    """Each question of the form with its answer, as they were sent."""
    sent = queries.answers_in(snapshot)
    return [
        (queries.label_of(name, sent), say(name, one)) for name, one in sent.items()
    ]


def say(name: str, value: Any) -> str:
    if name in CHOICES:
        return str(CHOICES[name].get(value or "", value or NOT_ANSWERED))
    if listed := rows(name, value):
        return "\n".join(map(str, listed))
    if value is None or value in ("", []):
        return formats.NOTHING
    if name.startswith(QUESTION):
        return formats.local(value, "said") or formats.NOTHING
    return _value(name, value)


def rows(name: str, value: Any) -> list[str] | list[Checked]:
    """What a part says one by one, if it is a list: the check list, bodies, files."""
    if name == "answers":
        return list(_answers(value).values())
    return [_row(name, one) for one in value] if isinstance(value, list) else []


def _value(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return formats.local(value, "name")
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, int):
        said = formats.yen(value) if name in YEN else formats.number(value)
        return plan_forms.with_unit(name, said)
    return str(value)


def _row(name: str, row: Mapping[str, Any]) -> str:
    if name == "cost_lines":
        head = dict(CostLine.Head.choices).get(row["head"], row["head"])
        shown = [str(head), row["description"], formats.yen(row["amount"])]
    elif name == "stakeholders":
        kind = dict(Stakeholder.Kind.choices).get(row["kind"], row["kind"])
        shown = [str(kind), row["name"], row["part"]]
    elif name in PARTS:
        shown = PARTS[name](row)
    elif name == "files":
        shown = [row["name"], formats.short_hash(row["sha256"])]
    else:
        shown = [formats.local(row, "name")]
    return pgettext("list", ", ").join(part for part in shown if part)


def _answers(rows: Iterable[Mapping[str, Any]] | None) -> dict[str, Checked]:
    """Every item of the check list, also those that nobody answered."""
    answered = {row["item"]: _answer(row) for row in rows or ()}
    unanswered = [one.code for one in ITEMS if one.code not in answered]
    missing = {code: Checked(_question(code), str(NOT_ANSWERED)) for code in unanswered}
    known = answered | missing
    return {one.code: known.pop(one.code) for one in ITEMS} | known


def _answer(row: Mapping[str, Any]) -> Checked:
    state = dict(CheckAnswer.State.choices).get(row["state"], row["state"])
    note = pgettext("list", ", ").join(
        part for part in (row["evidence"], row["file_name"]) if part
    )
    tone = TONES.get(row["state"], "neutral")
    return Checked(_question(row["item"]), str(state), tone, note)


def _member(row: Mapping[str, Any]) -> list[str]:
    """Who, what they do, and what they bear; the lead bears the rest."""
    heads = dict(CostLine.Head.choices)
    name = formats.local(row, "name")
    lead = pgettext("consortium", "lead")
    costs = [
        f"{heads.get(one['head'], one['head'])} {formats.yen(one['amount'])}"
        for one in row["costs"]
    ]
    who = f"{name}{formats.in_brackets(lead)}" if row["is_lead"] else name
    return [who, row["part"], *costs]


def _sign_off(row: Mapping[str, Any]) -> list[str]:
    signed_at = formats.day_and_time(datetime.fromisoformat(row["signed_at"]))
    old = str(_("an older text")) if row["changed_since"] else ""
    return [formats.local(row, "name"), row["signed_by"], signed_at, old]


def _recommendation(row: Mapping[str, Any]) -> list[str]:
    given_at = formats.day_and_time(datetime.fromisoformat(row["given_at"]))
    old = str(_("an older text")) if row["changed_since"] else ""
    return [formats.local(row, "name"), row["number"], given_at, old]


PARTS: dict[str, Callable[[Mapping[str, Any]], list[str]]] = {
    "consortium": _member,
    "sign_offs": _sign_off,
    "recommendations": _recommendation,
}


def _question(code: str) -> str:
    item = next((one for one in ITEMS if one.code == code), None)
    return item.question(formats.language()) if item else code
