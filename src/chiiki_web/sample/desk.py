"""The story of a desk: assigned to a colleague, talked over part by part, returned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from chiiki_web.applications import actions as applications
from chiiki_web.applications import queries as application_queries
from chiiki_web.applications.models import Application
from chiiki_web.desk import actions as desk
from chiiki_web.desk import queries
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.projects import corrected_budget, key
from chiiki_web.schemes.models import Call

ASKED = (
    ("goal", "いつまでに何人が利用しているのか、年度ごとの人数を加えてください。"),
    ("cost_lines", "端末の借上げについて、台数と月数を記載してください。"),
)
NOTE = ("need_found", "調査の回答者が高齢の方に偏っていないか、評価の際に確認したい。")
VIEWS = (
    ("標準処理期間を超えた申請", "Over the standard time", "time=late&sort=due", True),
    ("自分の担当", "My applications", "assigned=me&sort=due", False),
)
LOOKED_AFTER = 17.5


def desk_story(call: Call, cast: Cast) -> Story:
    """While the call is still open: what has come in so far is shared out and read."""
    at = call.opens_at + days(LOOKED_AFTER)
    yield at
    _save_views(cast, at)
    received = list(_received(call))
    if not received:
        return
    _share_out(received, cast, at)
    at += timedelta(hours=2)
    yield at
    yield from _talk_over(received[0], cast, at)


def go_through(call: Call, cast: Cast, at: datetime) -> Iterator[datetime]:
    """The office goes through what came in; one is returned and comes back corrected."""
    received = list(_received(call))
    for order, application in enumerate(received):
        at += timedelta(hours=3)
        yield at
        if order == 1:
            yield from _correct(application, cast, at)
        _check(application, cast, at)
        _settle(application, cast, at)
        applications.accept_application(application.pk, by=cast.office, at=at)


def _save_views(cast: Cast, at: datetime) -> None:
    for name, name_en, query, is_shared in VIEWS:
        desk.save_view(
            form_key=key("view", name),
            name=name,
            name_en=name_en,
            query=query,
            is_shared=is_shared,
            by=cast.office,
            at=at,
        )


def _share_out(received: list[Application], cast: Cast, at: datetime) -> None:
    """All at once to the colleague, as one bulk action."""
    batch = desk.begin_batch(
        form_key=key("batch", received[0].call.form_key),
        kind="assign",
        values={"person": cast.colleague.pk},
        chosen=[(one.pk, queries.stamp(one)) for one in received],
        by=cast.office,
        at=at,
    )
    desk.work_off(batch.pk, by=cast.office, clock=lambda: at)


def _talk_over(
    application: Application, cast: Cast, at: datetime
) -> Iterator[datetime]:
    """Two requests beside the parts, a note within the office; one is ticked off."""
    colleague, plan = cast.colleague, application.plan.form_key
    asked = [
        applications.comment(
            application.pk,
            text=said,
            part=part,
            asks_correction=True,
            form_key=key("asked", plan, part),
            by=colleague,
            at=at,
        )
        for part, said in ASKED
    ]
    part, said = NOTE
    applications.comment(
        application.pk,
        text=said,
        part=part,
        is_internal=True,
        form_key=key("noted", plan, part),
        by=colleague,
        at=at,
    )
    applications.return_application(
        application.pk,
        note="",
        correct_by=at + days(10),
        form_key=key("talked over", plan),
        by=colleague,
        at=at,
    )
    yield at + timedelta(hours=5)
    applications.tick_off(
        asked[1].pk,
        is_done=True,
        note="台数（40台）と月数（12か月）を内訳に加えました。",
        by=cast.officer_of(application.organisation),
        at=at + timedelta(hours=5),
    )


def _correct(application: Application, cast: Cast, at: datetime) -> Iterator[datetime]:
    """A request beside the files; a better budget comes, ticked off with a note."""
    by, plan = cast.officer_of(application.organisation), application.plan.form_key
    asked = applications.comment(
        application.pk,
        text="収支予算書の借上げ料の月数を記載してください。",
        part="files",
        asks_correction=True,
        form_key=key("asked", plan),
        by=cast.office,
        at=at,
    )
    applications.return_application(
        application.pk,
        note="",
        correct_by=at + days(10),
        form_key=key("return", plan),
        by=cast.office,
        at=at,
    )
    at += days(0.08)
    yield at
    applications.attach_file(
        application.pk, kind="budget", upload=corrected_budget(), by=by, at=at
    )
    applications.tick_off(
        asked.pk, is_done=True, note="月数を加えた予算書を添付しました。", by=by, at=at
    )
    applications.submit_application(
        application.pk, key=key("submit", plan, 2), by=by, at=at
    )


def _check(application: Application, cast: Cast, at: datetime) -> None:
    for item in application_queries.COMPLETENESS:
        applications.check_completeness(
            application.pk, item=item, is_in_order=True, by=cast.office, at=at
        )


def _settle(application: Application, cast: Cast, at: datetime) -> None:
    """What was corrected is looked at and closed before the application is accepted."""
    for one in application_queries.to_return(application):
        applications.resolve_comment(one.pk, is_resolved=True, by=cast.office, at=at)


def _received(call: Call) -> Iterator[Application]:
    yield from call.applications.filter(status="submitted").order_by("number")
