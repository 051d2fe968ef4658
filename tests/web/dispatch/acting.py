"""One request, four people who could go, and every deed by its name in the model."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import F

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch import actions, engine_input, queries
from chiiki_web.dispatch.models import Candidate, Fee, Request, Schedule
from chiiki_web.funds.models import Fund
from chiiki_web.refusals import Refusal
from web import make
from web.advisers import made as advisers
from web.dispatch import made, states
from web.make import NOW

DAY = timedelta(days=1)
# Two days in the adviser's own prefecture: 4 half-days x 17,000 + one journey.
COST = 4 * 17_000 + 4_000


class Site:
    """A request in a round with money, and the people around it."""

    def __init__(self, team: int, office_chooses: bool, money: int) -> None:
        self.office, self.officer = make.member("office"), make.member()
        self.stranger = make.member("adviser")
        self.call = made.call(total=money * COST, by=self.office)
        for _ in range(states.REGISTER):
            advisers.adviser()
        self.at = NOW
        self.request = made.request(
            self.officer, team_size=team, office_chooses=office_chooses
        )
        self.days_to_answer = engine_input.days_to_answer(self.request)

    @property
    def today(self) -> int:
        return (self.at - NOW).days

    def people(self) -> list[Candidate]:
        rows = self.request.candidates.select_related("adviser__membership")
        return list(rows.order_by("order"))

    def standing(self) -> dict[str, object]:
        """How the database stands, as ``told`` says it of the model."""
        self.request = Request.objects.get(pk=self.request.pk)
        fund = Fund.objects.get(call=self.call)
        paid = Fee.objects.filter(given_back_at=None).values_list("candidate")
        kept = {pk for (pk,) in paid}
        return {
            "status": self.request.status,
            "money": fund.free // COST,
            "people": [
                (one.answer, self._day(one.answer_by), one.pk in kept)
                for one in self.people()
            ],
            "entered": self._days(confirmed=False),
            "agreed": self._days(confirmed=True),
            "reports": {one.side for one in self.request.reports.all()},
        }

    def does(self, deed: str, *args: object, by: Membership | None = None) -> str:
        """The reason that the site gives, or nothing."""
        try:
            getattr(self, f"_{deed}")(by, *args)
        except Refusal as refusal:
            (one, *_) = refusal.reasons
            return one.code.removeprefix("dispatch.")
        return ""

    def pass_days(self, days: int) -> None:
        self.at += days * DAY
        actions.chase_answers(self.at)

    def moves_money(self, dispatches: int) -> None:
        more = F("total") + dispatches * COST
        Fund.objects.filter(call=self.call).update(total=more)

    def _propose(self, by: Membership | None) -> None:
        actions.propose_candidates(self.request.pk, by=by or self.office, at=self.at)

    def _rank(self, by: Membership | None) -> None:
        in_order = list(queries.to_be_ranked(self.request))
        ranks = {one.pk: rank for rank, one in enumerate(in_order, start=1)}
        actions.rank_candidates(
            self.request.pk, ranks=ranks or {0: 1}, by=by or self.officer, at=self.at
        )

    def _accept(self, by: Membership | None, who: int) -> None:
        one = self.people()[who]
        person = by or one.adviser.membership
        actions.accept_dispatch(one.pk, by=person, at=self.at)

    def _decline(self, by: Membership | None, who: int) -> None:
        one = self.people()[who]
        person = by or one.adviser.membership
        actions.decline_dispatch(one.pk, note="見本の理由", by=person, at=self.at)

    def _lift(self, by: Membership | None, who: int) -> None:
        one = self.people()[who]
        actions.lift_acceptance(
            one.pk, ground="見本の病気", by=by or self.office, at=self.at
        )

    def _withdraw(self, by: Membership | None) -> None:
        actions.withdraw_request(self.request.pk, by=by or self.officer, at=self.at)

    def _enter(self, by: Membership | None, side: str, first: int) -> None:
        starts = NOW + first * DAY
        stretch = actions.Stretch(
            starts_at=starts, ends_at=starts + timedelta(hours=2), place="見本庁舎"
        )
        actions.enter_schedule(
            self.request.pk,
            [stretch],
            form_key=uuid4(),
            by=by or self._of(side),
            at=self.at,
        )

    def _confirm(self, by: Membership | None, side: str) -> None:
        held = self._schedules(confirmed=False).get()
        actions.confirm_schedule(held.pk, by=by or self._of(side), at=self.at)

    def _report(self, by: Membership | None, side: str) -> None:
        actions.report_dispatch(
            self.request.pk,
            held_on=self.at.date(),
            days_used=1,
            done="見本",
            outcome="見本",
            by=by or self._of(side),
            at=self.at,
        )

    def _try_again(self, by: Membership | None) -> None:
        actions.try_again(self.request.pk, by=by or self.office, at=self.at)

    def _of(self, side: str) -> Membership:
        if side == "requester":
            return self.officer
        return queries.accepted(self.request)[0].adviser.membership

    def _schedules(self, *, confirmed: bool):
        rows = Schedule.objects.filter(request=self.request, ended_at=None)
        return rows.filter(confirmed_at__isnull=not confirmed)

    def _days(self, *, confirmed: bool) -> tuple[str, int] | None:
        held = self._schedules(confirmed=confirmed).first()
        if held is None:
            return None
        return held.side, self._day(held.visits.get().starts_at) or 0

    def _day(self, moment: datetime | None) -> int | None:
        return None if moment is None else (moment - NOW).days


def told(now: states.Standing) -> dict[str, object]:
    """The model in the words of ``Site.standing``."""
    entered, agreed = now.entered, now.agreed
    return {
        "status": now.status,
        "money": now.money,
        "people": [(one.answer, one.answer_by, one.is_paid_for) for one in now.people],
        "entered": (entered.side, entered.first) if entered else None,
        "agreed": (agreed.side, agreed.first) if agreed else None,
        "reports": now.reports,
    }
