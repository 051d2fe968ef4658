"""Two managers' placements: one in the middle of its months, one finished and asked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models import Request
from chiiki_web.placements import actions, engine_input, queries
from chiiki_web.placements.models import Assessment, MonthlyLog, Placement
from chiiki_web.sample.calendar import Calendar, Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.dispatches import dispatch_story
from chiiki_web.sample.projects import Idea, key

# Numbers of requests for managers: the stories of dispatch make every sixth one so.
RUNNING, FINISHED = 101, 107
BEGAN_AGO, ENDED_AGO = 75, 520
FIELDS = ("welfare", "medical_care", "community")
MILESTONES = (
    (30, "利用者と民生委員への聞き取りを終える。", "聞き取りの記録が20件ある。"),
    (
        60,
        "利用の件数を毎月集計する表を作る。",
        "前月分の集計表が課内で共有されている。",
    ),
    (85, "住民向けの講習を地域の人だけで開く。", "講習の記録と参加者の感想がある。"),
)
ABILITIES = ("ask_users", "count_use", "teach_users", "hold_cost")
LEVELS = {
    Assessment.Moment.START: ("helped", "not_yet", "not_yet", "not_yet"),
    Assessment.Moment.MIDDLE: ("helped", "helped", "not_yet", "not_yet"),
    Assessment.Moment.END: ("alone", "alone", "helped", "not_yet"),
    Assessment.Moment.YEAR_AFTER: ("alone", "alone", "alone", "helped"),
}
LOGS = (
    (
        "利用者への聞き取りと、関係者の顔合わせを行った。",
        "日程の調整に時間がかかった。",
    ),
    ("集計表を作り、担当者と二度試した。", ""),
    ("講習の台本を作り、地域の講師と練習した。", "講師の一人が欠席した。"),
    ("引継ぎの資料をまとめた。", ""),
)
KNOW_HOW = (
    (
        "how_to",
        "利用の件数を月初に集計する手順",
        "前月分の記録を書き出し、表に貼り付けて、件数が前月の7割を下回った地区に連絡する。",
    ),
    (
        "pitfall",
        "月末の集計は避ける",
        "月末は記録の提出がそろわず、件数が少なく見える。月初の3日目以降に集計する。",
    ),
    (
        "contact",
        "端末の故障の連絡先",
        "見本通信株式会社の窓口（見本）。平日の9時から17時まで。",
    ),
)


def add_placements(
    calendar: Calendar, ideas: Sequence[Idea], cast: Cast, at: datetime
) -> None:
    """For a town that visitors sign in for where that is possible."""
    fitting = [one for one in ideas if one.said["field"] in FIELDS]
    own = [one for one in fitting if one.body.name_ja == "見本市"]
    local = [one for one in fitting if one.body.is_local_government]
    first = (own or local)[0]
    second = next(one for one in local if one.body != first.body)
    calendar.add(placement_story(RUNNING, first, cast, at - days(BEGAN_AGO)))
    calendar.add(placement_story(FINISHED, second, cast, at - days(ENDED_AGO)))


def placement_story(number: int, idea: Idea, cast: Cast, at: datetime) -> Story:
    """From the request to the year after; what lies ahead of today does not happen."""
    yield from dispatch_story(number, idea, cast, at, declines=False, stops="accepted")
    yield at + days(12)
    actions.open_placements(at + days(12))
    request = Request.objects.get(form_key=key("dispatch", number))
    placement = Placement.objects.get(request=request)
    yield at + days(14)
    placement = _agree(placement, idea.officer, at + days(14))
    yield from _months(placement, idea.officer)
    last = placement.logs.last()
    assert last is not None
    closing = _morning(last.due_on)
    yield closing
    _close(placement, idea.officer, closing)
    yield _morning(queries.year_after_on(placement)) + days(5)
    again = _morning(queries.year_after_on(placement)) + days(5)
    _assess(placement, Assessment.Moment.YEAR_AFTER, again, idea.officer)


def _agree(placement: Placement, officer: Membership, at: datetime) -> Placement:
    """The region writes, the manager reads, both agree."""
    manager = placement.adviser.membership
    for after, what, seen_by in MILESTONES:
        actions.add_milestone(
            placement.pk,
            what=what,
            due_on=placement.starts_on + timedelta(days=after),
            seen_by=seen_by,
            by=officer,
            at=at,
        )
    for one in queries.suggestions(()):
        if one.code in ABILITIES:
            actions.add_ability(
                placement.pk,
                code=one.code,
                text_ja=one.ja,
                text_en=one.en,
                by=manager,
                at=at,
            )
    for by in (officer, manager):
        seen = engine_input.digest_of(placement)
        placement = actions.agree(placement.pk, seen=seen, by=by, at=at)
    return placement


def _months(placement: Placement, officer: Membership) -> Story:
    """Assessments, logs, milestones and know-how, each on its day."""
    manager = placement.adviser.membership
    start = _morning(placement.starts_on) + days(3)
    yield start
    for by in (officer, manager):
        _assess(placement, Assessment.Moment.START, start, by)
    for kind, title, text in KNOW_HOW:
        actions.write_know_how(
            placement.pk,
            kind=kind,
            title=title,
            text=text,
            for_whom="後任の担当者",
            by=manager,
            at=start,
        )
    half = _morning(queries.half_on(placement)) + days(2)
    halved = False
    for number, log in enumerate(placement.logs.all()):
        written = _morning(log.due_on - timedelta(days=4))
        if half < written and not halved:
            halved = True
            yield half
            _assess(placement, Assessment.Moment.MIDDLE, half, officer)
            _settle_first(placement, officer, half)
        yield written
        _write(log, number, manager, written)
        if written < _morning(placement.last_day):
            yield written + days(2)
            actions.confirm_log(log.pk, by=officer, at=written + days(2))


def _write(log: MonthlyLog, number: int, by: Membership, at: datetime) -> None:
    done, obstacles = LOGS[number % len(LOGS)]
    actions.write_log(
        log.pk,
        days_worked=4 if number else 2,
        done=done,
        obstacles=obstacles,
        handed_over="集計表と手順を、福祉の担当者に渡した。",
        by=by,
        at=at,
    )


def _settle_first(placement: Placement, officer: Membership, at: datetime) -> None:
    first = placement.milestones.get(number=1)
    actions.settle_milestone(
        first.pk,
        is_reached=True,
        settled_on=timezone.localdate(at),
        note="記録が23件あることを確かめた。",
        by=officer,
        at=at,
    )


def _close(placement: Placement, officer: Membership, at: datetime) -> None:
    """Everything is confirmed, settled and assessed; the region tells of it."""
    manager = placement.adviser.membership
    for log in placement.logs.filter(status=MonthlyLog.Status.SENT):
        actions.confirm_log(log.pk, by=officer, at=at)
    for one in placement.milestones.filter(settled_on__isnull=True):
        actions.settle_milestone(
            one.pk,
            is_reached=one.number != len(MILESTONES),
            settled_on=timezone.localdate(at),
            note="担当者が確かめた。"
            if one.number == 2
            else "講師が足りず、来年度に開く。",
            by=officer,
            at=at,
        )
    for by in (officer, manager):
        _assess(placement, Assessment.Moment.END, at, by)
    last = placement.abilities.last()
    assert last is not None
    actions.name_next_step(
        last.pk,
        next_step="財政担当と福祉担当が、9月末までに翌年度の運営費を見積もる。",
        by=officer,
        at=at,
    )
    actions.finish_placement(placement.pk, by=officer, at=at)
    for entry in placement.know_how.exclude(kind="contact"):
        is_pitfall = entry.kind == "pitfall"
        actions.publish_know_how(
            entry.pk,
            title_ja=f"（見本）{entry.title}",
            result="used",
            problem_ja=placement.request.problem,
            worked_ja="" if is_pitfall else entry.text,
            failed_ja=entry.text if is_pitfall else "",
            by=officer,
            at=at,
        )
    actions.publish_outcome(
        placement.pk,
        outcome_ja="見本の成果です。利用の件数を担当者だけで毎月集計できるようになりました。"
        "住民向けの講習は、地域の講師の確保が課題として残りました。",
        outcome_en="A sample outcome. The staff counts the uses each month by itself. Local"
        " teachers for the courses are still to be found.",
        shows_milestones=True,
        shows_abilities=True,
        by=officer,
        at=at,
    )


def _assess(placement: Placement, moment: str, at: datetime, by: Membership) -> None:
    """The manager sees one thing less than the region does."""
    levels = list(LEVELS[Assessment.Moment(moment)])
    if by == placement.adviser.membership and levels[0] == "helped":
        levels[0] = "not_yet"
    abilities = placement.abilities.all()
    said = {one.pk: level for one, level in zip(abilities, levels, strict=True)}
    actions.assess(placement.pk, moment=moment, said=said, by=by, at=at)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
