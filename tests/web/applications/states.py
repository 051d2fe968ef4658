"""A model of the states of an application, without any database: see docs/states.md.

``answer`` says what a deed leads to. ``test_states.py`` and ``test_walks.py`` hold the
site against it; docs/states.md is what ``page`` writes:

    .venv/bin/python tests/web/applications/states.py
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

DRAFT, SUBMITTED, RETURNED = "draft", "submitted", "returned"
ACCEPTED, REJECTED, WITHDRAWN = "accepted", "rejected", "withdrawn"
EDITABLE, ENDED = {DRAFT, RETURNED}, {REJECTED, WITHDRAWN}

APPLICANT = ("start", "amount", "attach", "remove", "submit", "submit_again")
APPLICANT += ("withdraw",)
OFFICE = ("check", "return", "return_again", "accept", "reject")
BOTH = ("comment",)
DEEDS = APPLICANT + OFFICE + BOTH

OWN_SIDE = ("officer", "colleague")
PEOPLE = (*OWN_SIDE, "office", "stranger", "other_office", "reviewer", "auditor")

PAGE = Path(__file__).resolve().parents[3] / "docs" / "states.md"
BEGIN, END = "<!-- tables -->", "<!-- end of tables -->"


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides what a deed leads to."""

    status: str = DRAFT
    files: int = 1
    versions: int = 0
    returns: int = 0
    is_complete: bool = False
    is_selected: bool = False
    call_is_over: bool = False
    correction_is_over: bool = False

    @property
    def is_late(self) -> bool:
        corrects = self.status == RETURNED
        return self.correction_is_over if corrects else self.call_is_over


@dataclass(frozen=True, slots=True)
class Answer:
    """What a deed leads to: where the application stands then, or why not."""

    after: Standing
    event: str = ""
    refused: str = ""
    begins_anew: bool = False


def answer(now: Standing, deed: str, by: str = "") -> Answer:
    """What the site must say; without ``by`` the person is one who may do it."""
    refused = _door(now, deed, by) if by else ""
    if not refused and deed not in {"submit_again", "return_again"}:
        refused = _state(now, deed)
    if refused:
        return Answer(now, refused=refused)
    return _done(now, deed)


def _door(now: Standing, deed: str, by: str) -> str:
    if deed in APPLICANT:
        return "" if by in OWN_SIDE else "not_yours"
    if deed in OFFICE:
        return "" if by == "office" else "office_only"
    reads_it = by in OWN_SIDE or (by == "office" and now.versions)
    return "" if reads_it else "not_yours"


def _state(now: Standing, deed: str) -> str:
    if deed == "start":
        return "call_closed" if now.call_is_over else ""
    if deed in {"amount", "attach", "remove"}:
        return "" if now.status in EDITABLE else "not_editable"
    if deed == "submit":
        return _unsent(now)
    if deed == "withdraw":
        return _kept(now)
    return _examined(now, deed) if deed in OFFICE else ""


def _examined(now: Standing, deed: str) -> str:
    overdue = now.status == RETURNED and now.correction_is_over
    if now.status != SUBMITTED and not (overdue and deed in {"return", "reject"}):
        return "not_at_the_desk"
    return "not_complete" if deed == "accept" and not now.is_complete else ""


def _unsent(now: Standing) -> str:
    if now.status not in EDITABLE:
        return "already_submitted"
    if now.is_late:
        return "correction_too_late" if now.status == RETURNED else "too_late"
    return "" if now.files else "no_files"


def _kept(now: Standing) -> str:
    if now.status in ENDED:
        return "already_ended"
    return "already_selected" if now.is_selected else ""


def _done(now: Standing, deed: str) -> Answer:
    if deed == "start":
        return _started(now)
    if deed == "submit":
        sent = replace(
            now, status=SUBMITTED, versions=now.versions + 1, is_complete=False
        )
        return Answer(sent, event="corrected" if now.versions else "submitted")
    if deed in {"submit_again", "return_again"}:
        return Answer(now)  # what was made with this form is given back
    if deed == "check" and now.is_complete:
        return Answer(now)
    after, event = {
        "amount": (now, "amount_set"),
        "attach": (replace(now, files=now.files + 1), "file_added"),
        "remove": (replace(now, files=now.files - 1), "file_removed"),
        "withdraw": (replace(now, status=WITHDRAWN), "withdrawn"),
        "check": (replace(now, is_complete=True), "checked"),
        "return": (
            replace(
                now, status=RETURNED, returns=now.returns + 1, correction_is_over=False
            ),
            "returned",
        ),
        "accept": (replace(now, status=ACCEPTED), "accepted"),
        "reject": (replace(now, status=REJECTED), "rejected"),
        "comment": (now, "commented"),
    }[deed]
    return Answer(after, event=event)


def _started(now: Standing) -> Answer:
    if now.status not in ENDED:
        return Answer(now)
    fresh = Standing(files=0, call_is_over=now.call_is_over)
    return Answer(fresh, event="started", begins_anew=True)


SENT = Standing(status=SUBMITTED, versions=1)
BACK = replace(SENT, status=RETURNED, returns=1)
SITUATIONS: dict[str, Standing] = {
    "draft": Standing(),
    "draft without a file": Standing(files=0),
    "draft, call closed": Standing(call_is_over=True),
    "received": SENT,
    "received, all checked": replace(SENT, is_complete=True),
    "received, call closed": replace(SENT, call_is_over=True),
    "returned": BACK,
    "returned, call closed": replace(BACK, call_is_over=True),
    "returned, correction overdue": replace(BACK, correction_is_over=True),
    "accepted": replace(SENT, status=ACCEPTED, is_complete=True),
    "accepted, selected": replace(
        SENT, status=ACCEPTED, is_complete=True, is_selected=True
    ),
    "not accepted": replace(SENT, status=REJECTED),
    "withdrawn": replace(SENT, status=WITHDRAWN),
    "withdrawn, call closed": replace(SENT, status=WITHDRAWN, call_is_over=True),
}
WORDS = {
    "start": "start again",
    "amount": "set the amount",
    "attach": "attach",
    "remove": "take a file out",
    "submit": "send",
    "submit_again": "send the same form again",
    "return_again": "the same return again",
}
STATES = {SUBMITTED: "received", REJECTED: "not accepted"}


def is_possible(now: Standing, deed: str) -> bool:
    """Whether there is anything that the deed could be about."""
    needed = {
        "remove": now.files,
        "submit_again": now.versions,
        "return_again": now.returns,
    }
    return bool(needed.get(deed, True))


def tables() -> str:
    """The tables of docs/states.md."""
    parts = [
        _table("What the applicant does", APPLICANT),
        _table("What the office does, and what both do", OFFICE + BOTH),
        _doors(),
    ]
    return "\n".join(parts)


def _table(title: str, deeds: Sequence[str]) -> str:
    rows = [
        [name, *(_cell(standing, deed) for deed in deeds)]
        for name, standing in SITUATIONS.items()
    ]
    return _written(title, ["", *(WORDS.get(one, one) for one in deeds)], rows)


def _cell(now: Standing, deed: str) -> str:
    if not is_possible(now, deed):
        return ""
    given = answer(now, deed)
    if given.refused:
        return f"`{given.refused}`"
    if given.begins_anew:
        return "→ a new draft"
    if given.after.status != now.status:
        return f"→ **{STATES.get(given.after.status, given.after.status)}**"
    return "done" if given.event else "nothing new"


def _doors() -> str:
    deeds = {"the applicant's deeds": "submit", "the office's": "accept"}
    deeds["comment"] = "comment"
    rows = []
    for by in PEOPLE:
        refused = [_door(SENT, deed, by) for deed in deeds.values()]
        rows.append(
            [by.replace("_", " "), *(f"`{r}`" if r else "yes" for r in refused)]
        )
    return _written("Who may", ["", *deeds], rows)


def _written(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"## {title}\n{table}\n"


def page(text: str) -> str:
    """The page with its tables as they follow from the model."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
