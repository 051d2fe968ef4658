"""A plan that two people write: copied from an earlier one, half typed, with two texts."""

from __future__ import annotations

from datetime import datetime, timedelta

from chiiki_web.accounts.models import Membership
from chiiki_web.plans import actions, queries
from chiiki_web.plans.models import Plan
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.projects import Idea, key

COLLEAGUE = "officer3@sample.example"
FIRST = "今年の聞き取りは、これから行う。"
FOUND = "窓口と訪問先で60人に聞き、42人が続けて使いたいと答えた。"
MINE = "前の事業の利用者に加え、まだ使っていない地区の世帯が、令和10年度末までに使い始める。"
THEIRS = "前の事業で使わなかった理由を先に調べ、3地区の世帯の半数が令和10年度末に使っている。"


def writing_story(idea: Idea, colleague: Membership, at: datetime) -> Story:
    """A year on, the same body takes its plan up again; two officers write at once."""
    yield at
    source = queries.with_parts(Plan.objects.all()).get(
        form_key=key("plan", idea.number)
    )
    officer = idea.officer
    plan = actions.copy_plan(
        source.pk,
        form_key=key("copied", idea.number),
        said=queries.snapshot(source),
        title=f"{source.title}（次の段階）",
        field=source.field,
        municipality=source.municipality,
        by=officer,
        at=at,
    )
    begun = plan.version
    for by, text, day in ((colleague, FIRST, 0.1), (colleague, FOUND, 1)):
        plan = _changes(plan, by, at + days(day), need_found=text)
    _changes(plan, colleague, at + days(1.1), goal=THEIRS)
    _types(plan, officer, at + days(1.1) + timedelta(minutes=3), begun, goal=MINE)
    _types(plan, officer, at + days(1.2), begun, target_users="200人ぐら")


def _changes(plan: Plan, by: Membership, at: datetime, **said: str) -> Plan:
    return actions.change_plan(plan.pk, version=plan.version, by=by, at=at, **said)


def _types(
    plan: Plan, by: Membership, at: datetime, version: int, **typed: str
) -> None:
    """What a page saves by itself that was opened at an older version."""
    readable = {name: text for name, text in typed.items() if name == "goal"}
    actions.save_step(
        plan.pk,
        actions.Typed(
            values=readable,
            raw={name: {name: [text]} for name, text in typed.items()},
            version=version,
            form=actions.OpenForm(key("page", plan.pk, *typed), 1, is_sent=False),
        ),
        by=by,
        at=at,
    )
