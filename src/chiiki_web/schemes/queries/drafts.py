"""What pages ask about versions: their list, what is wrong with a draft, what may replace what."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from django.db.models import QuerySet

from chiiki.rules import Problem, problems_of
from chiiki_web.accounts.models import Membership
from chiiki_web.schemes.models import Call, FormAmendment, SchemeVersion
from chiiki_web.schemes.queries.content import content_of, differ_in_form_only
from chiiki_web.schemes.queries.shape import PARTS, Part
from chiiki_web.schemes.queries.versions import in_use, versions_visible_to

ROOT = "scheme"
_ROW = re.compile(r"\[(\d+)\]")
NOWHERE = "text"


def versions_of(code: str, member: Membership | None) -> QuerySet[SchemeVersion]:
    """The versions of a programme's rules that a person may read, the newest first."""
    rows = versions_visible_to(member).filter(code=code).defer("text")
    return rows.order_by("-first_day", "-pk")


def bases_for(code: str, member: Membership) -> QuerySet[SchemeVersion]:
    """From what a new draft can begin: every version that the office can read."""
    return versions_of(code, member)


@lru_cache(maxsize=64)
def problems_in(text: str, name: str) -> tuple[Problem, ...]:
    """Everything that is wrong with a text."""
    return problems_of(text, name=name)


def problems_by_part(version: SchemeVersion) -> dict[str, list[Problem]]:
    """What is wrong with a draft, by the part of the editor in which it can be mended."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems_in(version.text, str(version)):
        found[part_code_of(problem)].append(problem)
    return dict(found)


def part_code_of(problem: Problem) -> str:
    """The part of the editor that shows a place such as ``scheme.amount.cap.limits[1]``."""
    path = problem.part.split("[")[0].removeprefix(ROOT).removeprefix(".")
    best: tuple[int, str] = (-1, NOWHERE)
    for part in PARTS:
        for table in part.tables:
            if _holds(part, table.path, path, problem.key):
                best = max(best, (len(table.path), part.code))
    return best[1]


def place_of(problem: Problem) -> dict[str, str]:
    """The place of a problem as an officer knows it: part, row or rule, and key."""
    code = part_code_of(problem)
    part = next((one for one in PARTS if one.code == code), None)
    row = problem.rule or "".join(_ROW.findall(problem.part)[-1:])
    keys = [key for table in part.tables for key in table.keys] if part else []
    label = next((one.label for one in keys if one.name == problem.key), problem.key)
    title = str(part.title) if part else problem.part
    return {
        "scheme": title,
        "part": row or title,
        "key": str(label),
    }


def may_replace(before: SchemeVersion, after: SchemeVersion) -> bool:
    """Whether a call may go on under another version: only its form differs."""
    return before.code == after.code and differ_in_form_only(
        content_of(before.text), content_of(after.text)
    )


def newer_forms(call: Call) -> list[SchemeVersion]:
    """Versions in use on which an open call could go on with another form."""
    rows = list(in_use().filter(code=call.scheme_code))
    now = next(one for one in rows if one.version == call.scheme_version)
    return [one for one in rows if one != now and may_replace(now, one)]


def amendments_of(call: Call) -> QuerySet[FormAmendment]:
    """Each time that the form of a call was amended, and why."""
    return call.amendments.select_related("before", "after").defer(
        "before__text", "after__text"
    )


def _holds(part: Part, table: str, path: str, key: str) -> bool:
    if path == table:
        return bool(table) or any(one.name == key for one in part.tables[0].keys)
    return bool(table) and path.startswith(f"{table}.")
