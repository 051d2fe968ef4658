"""What was sent, part by part, with what the office and the applicant said beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from chiiki_web.applications import queries
from chiiki_web.applications.models import Application, Comment, Submission
from chiiki_web.applications.views import changes, places
from chiiki_web.applications.views.changes import Checked
from chiiki_web.plans import forms as plan_forms

AT_THE_END = ("cost_lines", "files", "")
STEP_OF = {
    "municipality": "problem",
    "field": "problem",
    "partners": "people",
    "stakeholders": "people",
    "recommended_by": "people",
    "requested": "costs",
}
WITH_ANOTHER = {"cost_total": "cost_lines"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its label, what it says, the comments beside it, and is it there still."""

    name: str
    label: str | Promise
    text: str
    remarks: list[Comment]
    is_there: bool = True
    rows: list[str] | list[Checked] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"part-{self.name or 'whole'}"


@dataclass(frozen=True, slots=True)
class Section:
    """The parts that stand under one heading; the first of all has none."""

    title: str | Promise
    parts: list[Part]
    has_costs: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing on the list: where it is changed, and before and now once it was sent."""

    comment: Comment
    label: str | Promise
    place: str
    change: changes.Changed | None


def parts(
    submission: Submission | None,
    comments: Iterable[Comment],
    asked: Mapping[str, Any],
) -> dict[str, Part]:
    """Every part in the order of the form; the costs, the files and the whole at the end."""
    said = queries.said_in(submission.snapshot) if submission else {}
    beside: dict[str, list[Comment]] = {}
    for one in comments:
        name = WITH_ANOTHER.get(one.part, one.part)
        beside.setdefault(name, []).append(one)
    names = [name for name in said if name not in {*AT_THE_END, *WITH_ANOTHER}]
    gone = [name for name in beside if name not in {*names, *AT_THE_END}]
    found = {}
    for name in (*names, *gone, *AT_THE_END):
        label, text = queries.label_of(name, asked), ""
        rows: list[str] | list[Checked] = []
        if name not in AT_THE_END:
            text = changes.say(name, said.get(name))
            rows = changes.rows(name, said.get(name))
        remarks, is_there = beside.get(name, []), name not in gone
        found[name] = Part(name, label, text, remarks, is_there, rows)
    return found


def of_the_plan(found: Mapping[str, Part]) -> list[Part]:
    """The parts of the plan that stand in its list; the others have a place of their own."""
    return [
        part
        for name, part in found.items()
        if name not in AT_THE_END and not name.startswith(queries.QUESTION)
    ]


def by_step(found: Mapping[str, Part]) -> list[Section]:
    """The parts of the plan under the headings of its steps, in the order of its forms."""
    of_plan = of_the_plan(found)
    placed = {
        part.name: STEP_OF.get(part.name) or places.step_of(part.name)
        for part in of_plan
    }
    sections = [Section("", [one for one in of_plan if not placed[one.name]])]
    for step in plan_forms.STEPS:
        order = plan_forms.parts_of_step(step.code)
        here = [one for one in of_plan if placed[one.name] == step.code]
        here.sort(
            key=lambda one: order.index(one.name) if one.name in order else len(order)
        )
        sections.append(Section(step.title, here, has_costs=step.code == "costs"))
    return [one for one in sections if one.parts or one.has_costs]


def of_the_form(found: Mapping[str, Part]) -> list[Part]:
    """The questions of the scheme's form, each a part of its own."""
    return [part for name, part in found.items() if name.startswith(queries.QUESTION)]


def corrections(
    application: Application, comments: Iterable[Comment], asked: Mapping[str, Any]
) -> list[Correction]:
    """The list of what is to be corrected, each with its part before and now."""
    return [
        Correction(
            item.comment,
            queries.label_of(item.comment.part, asked),
            places.place_of(item.comment.part, application),
            changes.said_change(item.change) if item.change else None,
        )
        for item in queries.corrected(application, comments)
    ]
