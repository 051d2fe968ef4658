"""What the sample plans say, and the files that come with an application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from chiiki.readiness import ITEMS
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.consortia import actions as consortia
from chiiki_web.consortia.models import Partnership, Recommendation
from chiiki_web.consortia.queries import content_of, digest_of, taking_part
from chiiki_web.plans import actions as plans
from chiiki_web.plans.actions.costs import Cost
from chiiki_web.plans.models import CheckAnswer, Plan
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Call, Field

NAMESPACE = UUID("5a3f0c9e-6f7b-4a6e-9b57-3f5f6f0f2c11")
THOUSAND = 1_000
PARTS = (
    "自らの区域の住民への説明と、利用者の募集を担う。",
    "研修の会場と担い手を出し、結果を共有する。",
)
HEADS = {
    "people": ("people", "研修の実施と担い手の確保"),
    "system": ("system", "システムの設計と構築"),
    "lease": ("equipment_lease", "端末と通信機器の借上げ"),
}


@dataclass(frozen=True, slots=True)
class Idea:
    """One project of the data file at one applicant; ``number`` tells samples apart."""

    number: int
    said: dict[str, Any]
    body: Organisation
    place: Municipality
    officer: Membership
    partners: tuple[Membership, ...] = ()
    applies_together: bool = False

    @property
    def title(self) -> str:
        return f"{self.place.name_ja} {self.said['title']}"

    @property
    def scale(self) -> float:
        """Smaller places plan smaller projects."""
        return {"city": 1.0, "town": 0.7, "village": 0.5}.get(self.place.kind, 0.8)

    def scaled(self, name: str) -> int:
        return max(1, round(int(self.said[name]) * self.scale))

    def yen(self, name: str) -> int:
        return round(int(self.said[name]) * self.scale) * THOUSAND

    @property
    def costs(self) -> list[Cost]:
        return [
            Cost(head, said, self.yen(name)) for name, (head, said) in HEADS.items()
        ]

    @property
    def total(self) -> int:
        return sum(one.amount for one in self.costs)


def key(*parts: object) -> UUID:
    """The same parts give the same key, so that a sample can be told from another."""
    return uuid5(NAMESPACE, ":".join(str(one) for one in parts))


def write_plan(idea: Idea, *, at: datetime, is_whole: bool = True) -> Plan:
    """Write the plan as an officer would, step by step; or only its beginning."""
    by = idea.officer
    plan = plans.start_plan(
        form_key=key("plan", idea.number),
        title=idea.title,
        field=Field.objects.get(pk=idea.said["field"]),
        municipality=idea.place,
        by=by,
        at=at,
    )
    said = _said(idea) if is_whole else _beginning(idea)
    plan = plans.change_plan(plan.pk, version=plan.version, by=by, at=at, **said)
    if not is_whole:
        return plan
    plan = plans.set_costs(
        plan.pk, idea.costs, requested=idea.total, version=plan.version, by=by, at=at
    )
    _gather_people(idea, plan, at)
    bring_together(idea, plan, idea.partners, at=at)
    _answer(idea, plan, at)
    return Plan.objects.get(pk=plan.pk)


def files_of(idea: Idea) -> list[tuple[str, SimpleUploadedFile]]:
    """(kind, file): the plan and the budget, made of what the plan says."""
    said = idea.said
    text = "\n".join(
        [
            "見本の書類です。",
            idea.title,
            "",
            "課題",
            said["problem"],
            "目標",
            said["goal"],
        ]
    )
    rows = [f"{one.head},{one.description},{one.amount}" for one in idea.costs]
    budget = "\r\n".join(["経費区分,内容,金額（円）", *rows, f"合計,,{idea.total}"])
    need = f"見本の書類です。\n{idea.title}\n必要性の調査の結果\n{said['need_found']}\n"
    return [
        ("other", _file(f"計画の概要_{idea.number}.txt", text)),
        ("budget", _file(f"収支予算書_{idea.number}.csv", "\ufeff" + budget)),
        ("need", _file(f"住民調査結果_{idea.number}.txt", need)),
    ]


def bring_together(
    idea: Idea, plan: Plan, officers: Iterable[Membership], *, at: datetime
) -> list[Partnership]:
    """Each partner is invited, accepts, and says what it does."""
    made = []
    for order, partner in enumerate(officers):
        invited = consortia.invite_partner(
            plan.pk,
            form_key=key("partner", idea.number, order),
            organisation=partner.organisation,
            part=PARTS[order % len(PARTS)],
            by=idea.officer,
            at=at,
        )
        link = invited.invitations.get()
        made.append(consortia.accept_invitation(link.pk, by=partner, at=at))
    return made


def ask_recommendation(
    idea: Idea, plan: Plan, call: Call, *, at: datetime
) -> Recommendation:
    """Ask the town of the plan, or else the first partner."""
    return consortia.ask_recommendation(
        plan.pk,
        call.pk,
        _recommender(idea).organisation_id,
        form_key=key("recommendation", idea.number, call.pk),
        message="締切の1週間前までにご検討をお願いします。",
        by=idea.officer,
        at=at,
    )


def recommend(idea: Idea, asked: Recommendation, *, at: datetime) -> Recommendation:
    """The local government reads the plan, and recommends it."""
    content = content_of(asked.plan, taking_part(asked.plan))
    return consortia.give_recommendation(
        asked.pk,
        ground="地域の課題に沿う計画であり、運営の体制と続け方の見通しが確認できる。",
        own_number="",
        digest=digest_of(content),
        by=_recommender(idea),
        at=at,
    )


def corrected_budget() -> SimpleUploadedFile:
    rows = ["経費区分,内容,月数", "借上げ,端末と通信機器,12"]
    return _file("収支予算書_補正.csv", "\ufeff" + "\r\n".join(rows))


def evidence(idea: Idea, name: str, amount: int) -> SimpleUploadedFile:
    text = f"見本の請求書です。\n{idea.title}\n{HEADS[name][1]}\n金額 {amount:,} 円\n"
    return _file(f"請求書_{idea.number}_{name}.txt", text)


def _recommender(idea: Idea) -> Membership:
    seat = (
        one for one in idea.partners if one.organisation.name_ja == idea.place.name_ja
    )
    return next(seat, idea.partners[0])


def _file(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/plain")


def _beginning(idea: Idea) -> dict[str, object]:
    return {"problem": idea.said["problem"], "lifeline": idea.said["lifeline"]}


def _said(idea: Idea) -> dict[str, object]:
    said = idea.said
    paid_by = (Plan.Payer.GENERAL_ACCOUNT, Plan.Payer.SHARED, Plan.Payer.USERS)
    methods = (Plan.NeedMethod.SURVEY, Plan.NeedMethod.INTERVIEWS)
    return {
        "lifeline": said["lifeline"],
        "problem": said["problem"],
        "other_means": said["other_means"],
        "goal": said["goal"],
        "need_method": methods[idea.number % 2],
        "need_people_asked": said["asked"],
        "need_found": said["need_found"],
        "target_users": idea.scaled("users"),
        "target_uses_per_month": idea.scaled("target"),
        "baseline_uses_per_month": round(said["baseline"] * idea.scale),
        "leader_name": idea.officer.user.name,
        "leader_post": "主査",
        "leader_knows_ict": idea.number % 4 != 0,
        "leader_is_their_job": idea.number % 3 != 0,
        "trains_people": True,
        "training": "地域の担い手を対象に、操作と説明の研修を年6回行う。",
        "creates_jobs": True,
        "uses_local_ict_people": True,
        "provides_public_service": True,
        "based_on_model": True,
        "model_followed": "先行する地域で続いている仕組みを、規模に合わせて取り入れる。",
        "shares_results": True,
        "wanted_anyway": idea.number % 2 == 0,
        "school_count": said.get("schools"),
        "as_consortium": False,
        "running_cost_per_year": idea.yen("running"),
        "payer_after": paid_by[idea.number % 3],
        "after_funding": "毎年度の利用の実績を示して予算を組み、3年ごとに続け方を見直す。",
    }


def _gather_people(idea: Idea, plan: Plan, at: datetime) -> None:
    by = idea.officer
    for kind, name, part in (
        ("local_government", idea.place.name_ja, "事業の管理と住民への説明"),
        ("service_provider", "見本サービス協議会", "日々の運営と利用者の支援"),
        (
            "user",
            f"{idea.place.name_ja} 利用者の会（見本）",
            "使い勝手の確認と改善の提案",
        ),
    ):
        plans.add_stakeholder(plan.pk, kind=kind, name=name, part=part, by=by, at=at)


def _answer(idea: Idea, plan: Plan, at: datetime) -> None:
    plan = Plan.objects.get(pk=plan.pk)
    for order, item in enumerate(ITEMS):
        is_open = (order + idea.number) % 5 == 0
        plans.answer_check(
            plan.pk,
            item.code,
            state=CheckAnswer.State.NOT_YET if is_open else CheckAnswer.State.YES,
            evidence="" if is_open else "計画の本文と添付の調査結果に示した。",
            version=plan.version,
            by=idea.officer,
            at=at,
        )
        plan = Plan.objects.get(pk=plan.pk)
