"""After the award: spending, the amount fixed, and whether the service is still used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from django.utils import timezone

from chiiki_web.awards.models import Award
from chiiki_web.followups import actions as followups
from chiiki_web.library import actions as library
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.projects import HEADS, Idea, evidence, key
from chiiki_web.services import actions as services
from chiiki_web.services.models import Service, UseWarning
from chiiki_web.settlements import actions as settlements


class Fate(StrEnum):
    """What becomes of the service."""

    THRIVES = "thrives"
    HOLDS = "holds"
    FADES = "fades"
    NEVER = "never"
    SILENT = "silent"
    ENDS = "ends"


# Share of the target that is used in the n-th month: (first month, each later month, most).
COURSE = {
    Fate.THRIVES: (0.55, 0.06, 1.25),
    Fate.HOLDS: (0.70, 0.02, 1.00),
    Fate.FADES: (0.95, -0.025, 1.0),
    Fate.NEVER: (0.08, 0.002, 0.15),
    Fate.SILENT: (0.60, 0.01, 0.8),
    Fate.ENDS: (0.50, -0.02, 1.0),
}
SILENT_AFTER, ENDS_AFTER = 14, 26
IMPROVEMENT = (
    "利用者と民生委員への聞き取りを行い、操作の手順を3つに減らした。"
    "出張の説明会を月2回開き、3か月後に利用の件数を確かめる。"
)


def aftermath(award_id: int, idea: Idea, fate: Fate, cast: Cast, at: datetime) -> Story:
    """Spend, report, be paid, register the service, and report its use for years."""
    award = Award.objects.select_related("application__call").get(pk=award_id)
    ends_on = award.application.call.project_ends_on
    finished = _moment(ends_on, 16)
    step = (finished - at - days(20)) / 4
    for order, name in enumerate(HEADS):
        at += step
        yield at
        _spend(award, idea, name, order, at)
    yield finished + days(9)
    _report(award, idea, ends_on, finished + days(9))
    yield finished + days(27)
    settlements.fix_amount(award.pk, note="", by=cast.office, at=finished + days(27))
    yield finished + days(45)
    settlements.record_payment(
        award.pk,
        paid_on=timezone.localdate(finished + days(45)),
        by=cast.office,
        at=finished + days(45),
    )
    at = finished + days(50)
    yield at
    service = _register(award, idea, ends_on, at)
    yield from _years_of_use(service, idea, fate, cast, at)


def _spend(award: Award, idea: Idea, name: str, order: int, at: datetime) -> None:
    share = (1.0, 0.97, 0.9)[order] if idea.number % 3 == 0 else 1.0
    amount = round(idea.yen(name) * share)
    settlements.add_spending_line(
        award.pk,
        form_key=key("spending", idea.number, name),
        head=HEADS[name][0],
        description=HEADS[name][1],
        payee=("見本研修社", "見本システム株式会社", "見本リース株式会社")[order],
        amount=amount,
        paid_on=timezone.localdate(at),
        evidence=evidence(idea, name, amount),
        by=idea.officer,
        at=at,
    )


def _report(award: Award, idea: Idea, ends_on: date, at: datetime) -> None:
    settlements.save_report(
        award.pk,
        done=f"{idea.said['title']}の仕組みを整え、研修を6回行った。",
        outcome="年度末の1か月で、目標の6割の利用があった。利用者の声は別紙のとおり。",
        difficulties="機器の納期が2か月遅れ、説明会を後ろ倒しにした。",
        finished_on=ends_on,
        by=idea.officer,
        at=at,
    )
    settlements.submit_report(award.pk, by=idea.officer, at=at)


def _register(award: Award, idea: Idea, ends_on: date, at: datetime) -> Service:
    return services.register_service(
        award.pk,
        name=idea.title,
        description=idea.said["goal"],
        lifeline=idea.said["lifeline"],
        started_on=ends_on.replace(day=1),
        target_users=idea.scaled("users"),
        target_uses_per_month=idea.scaled("target"),
        running_cost_per_year=idea.yen("running"),
        payer=award.application.plan.payer_after,
        by=idea.officer,
        at=at,
    )


def _years_of_use(
    service: Service, idea: Idea, fate: Fate, cast: Cast, at: datetime
) -> Iterator[datetime]:
    """Each month its uses; each summer the status report; in the end what was learned."""
    luck = Random(idea.number)
    month = service.started_on
    for count in range(90):
        if fate == Fate.SILENT and count > SILENT_AFTER:
            return
        due = _moment(_next_month(month), 10) + days(4)
        at = max(at + timedelta(minutes=3), due)
        yield at
        if fate == Fate.ENDS and count > ENDS_AFTER:
            _end(service, at)
            yield at + days(30)
            _share(service, idea, fate, at + days(30))
            return
        _use(service, idea, fate, month, count, luck, at)
        if month.month == 5:
            _yearly(service, fate, at)
        if count == 30 and fate in {Fate.THRIVES, Fate.HOLDS}:
            _share(service, idea, fate, at)
        if count in {8, 40}:
            _answer(service, cast, at)
        month = _next_month(month)


def _use(
    service: Service,
    idea: Idea,
    fate: Fate,
    month: date,
    count: int,
    luck: Random,
    at: datetime,
) -> None:
    first, each, most = COURSE[fate]
    season = 0.9 if month.month in {1, 2, 8} else 1.0
    share = (
        min(max(first + each * count, 0.05), most) * season * luck.uniform(0.93, 1.07)
    )
    uses = round(service.target_uses_per_month * share)
    services.report_use(
        service.pk,
        month=month,
        uses=uses,
        users=max(round((service.target_users or 1) * share * 0.8), 1),
        by=idea.officer,
        at=at,
    )


def _yearly(service: Service, fate: Fate, at: datetime) -> None:
    """Report on the fiscal year that ended in March, if a report of it is open."""
    followups.open_reports(at)
    today = timezone.localdate(at)
    report = service.status_reports.filter(
        status="due", fiscal_year=today.year - 1
    ).first()
    if report is None or fate == Fate.FADES:
        return
    months = service.uses.filter(
        month__gte=date(today.year - 1, 4, 1), month__lt=date(today.year, 4, 1)
    )
    followups.submit_report(
        report.pk,
        is_in_use=True,
        uses=sum(one.uses for one in months) or 1,
        running_cost=service.running_cost_per_year,
        income=0,
        payer="市町村の一般会計",
        went_well="窓口と民生委員からの声かけで、利用者が増えた。",
        went_badly="端末の操作に不慣れな人への説明に人手が要る。",
        next_year="説明の当番を地区ごとに決める。",
        by=_officer(service),
        at=at,
    )


def _answer(service: Service, cast: Cast, at: datetime) -> None:
    """A warning is answered with an improvement plan, which the office reads."""
    warning = service.warnings.filter(status=UseWarning.Status.OPEN).first()
    if warning is None:
        return
    services.answer_warning(
        warning.pk, improvement_plan=IMPROVEMENT, by=_officer(service), at=at
    )
    services.close_warning(
        warning.pk,
        note="改善の内容を確認した。3か月後の利用の件数を見る。",
        by=cast.office,
        at=at,
    )


def _end(service: Service, at: datetime) -> None:
    services.end_service(
        service.pk,
        ended_on=timezone.localdate(at),
        ground="保守の契約が切れ、更新の費用を負担できなかった。",
        by=_officer(service),
        at=at,
    )


def _share(service: Service, idea: Idea, fate: Fate, at: datetime) -> None:
    ended = fate == Fate.ENDS
    library.publish_study(
        service.pk,
        title_ja=f"{idea.title}：{'続かなかった理由' if ended else '3年目の今'}",
        title_en=f"{idea.place.name_en}, {service.field.name_en.lower()}: "
        + ("why it did not last" if ended else "in its third year"),
        result="ended" if ended else "used",
        problem_ja=idea.said["problem"],
        worked_ja="" if ended else "始める前に利用者に聞き、操作を3つに絞ったこと。",
        failed_ja="更新の費用と払う人を、計画の時に決めていなかった。"
        if ended
        else "初年度は説明の人手が足りなかった。",
        by=_officer(service),
        at=at,
    )


def _officer(service: Service):  # type: ignore[no-untyped-def]
    return service.organisation.memberships.filter(role="officer").earliest("pk")


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
