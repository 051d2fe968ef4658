"""Long walks of a request by chance: the site never leaves the model of ``states.py``.

A longer one:

    .venv/bin/python -m pytest tests/web/dispatch/test_walks.py --hypothesis-profile long
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chiiki_web.dispatch import queries
from chiiki_web.dispatch.actions import asking
from web.dispatch import acting, states

pytestmark = pytest.mark.django_db
LAST_DAY = 90  # the days of a walk stay within its fiscal year
SIDE = st.sampled_from(states.SIDES)
WHO = st.integers(0, states.REGISTER - 1)
WALKS = settings(
    max_examples=max(1, settings.default.max_examples // 5),
    stateful_step_count=40,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # a walk of forty steps is read faster than shortened
    report_multiple_bugs=False,
    derandomize=settings.default.max_examples <= 100,
    suppress_health_check=list(HealthCheck),
)
# Whoever tries what is not theirs, and how they are refused.
WRONG = {
    "propose": ("officer", "office_only"),
    "rank": ("office", "not_yours"),
    "withdraw": ("office", "not_yours"),
    "try_again": ("officer", "office_only"),
}
WRONG_OF_ONE = {
    "accept": ("officer", "not_asked"),
    "decline": ("stranger", "not_asked"),
    "lift": ("stranger", "not_yours"),
}


class Walk(RuleBasedStateMachine):
    """Deeds by chance; the site and the model stay together."""

    @initialize(
        team=st.integers(1, 2),
        office_chooses=st.booleans(),
        money=st.integers(1, 3),
        ahead=st.integers(0, 9),
    )
    def begin(self, team, office_chooses, money, ahead):
        """A request that has come some steps ahead as it should."""
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.site = acting.Site(team, office_chooses, money)
        self.model = states.Standing(
            team, office_chooses, money, self.site.days_to_answer
        )
        for _ in range(ahead):
            self._goes_on()

    def teardown(self):
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @rule()
    def it_goes_on_as_it_should(self):
        self._goes_on()

    @rule()
    def the_office_proposes(self):
        self._step("propose")

    @rule()
    def the_region_ranks(self):
        self._step("rank")

    @precondition(lambda self: any(one.is_asked for one in self.model.people))
    @rule(accepts=st.booleans(), last=st.booleans())
    def somebody_who_is_asked_answers(self, accepts, last):
        asked = [n for n, one in enumerate(self.model.people) if one.is_asked]
        self._step("accept" if accepts else "decline", asked[-1 if last else 0])

    @precondition(lambda self: self.model.people)
    @rule(deed=st.sampled_from(["accept", "decline", "lift"]), who=WHO)
    def somebody_answers_or_is_lifted(self, deed, who):
        self._step(deed, who)

    @precondition(lambda self: self._is_early() and self._stands("adviser"))
    @rule(side=SIDE, days=st.integers(1, 9))
    def one_side_enters_days(self, side, days):
        self._step("enter", side, self.model.today + days)

    @precondition(lambda self: self.model.entered and self._stands("adviser"))
    @rule(side=SIDE)
    def one_side_confirms_them(self, side):
        self._step("confirm", side)

    @precondition(lambda self: self.model.status in {states.PLACED, states.REPORTED})
    @rule(side=SIDE)
    def one_side_reports(self, side):
        self._step("report", side)

    @precondition(lambda self: self.model.status != states.PLACED)
    @rule()
    def the_region_reports_what_has_not_taken_place(self):
        self._step("report", "requester")

    @rule(sure=st.integers(0, 4))
    def the_region_withdraws(self, sure):
        if not sure or self.model.status in {states.PLACED, states.REPORTED}:
            self._step("withdraw")

    @rule()
    def the_office_tries_again(self):
        self._step("try_again")

    @precondition(lambda self: self._is_early())
    @rule(days=st.integers(1, 8))
    def days_pass(self, days):
        self._pass_days(days)

    @rule(dispatches=st.sampled_from([-1, 1]))
    def money_goes_elsewhere_or_comes_back(self, dispatches):
        if self.model.money + dispatches >= 0:
            self.site.moves_money(dispatches)
            self.model.money += dispatches

    @rule(deed=st.sampled_from(sorted(WRONG)))
    def somebody_tries_what_is_not_theirs(self, deed):
        by, code = WRONG[deed]
        assert self.site.does(deed, by=getattr(self.site, by)) == code

    @precondition(lambda self: self.model.people)
    @rule(deed=st.sampled_from(sorted(WRONG_OF_ONE)), who=WHO)
    def somebody_answers_for_another(self, deed, who):
        by, code = WRONG_OF_ONE[deed]
        assert self.site.does(deed, who, by=getattr(self.site, by)) == code

    @invariant()
    def site_and_model_stand_alike(self):
        assert self.site.standing() == acting.told(self.model)

    @invariant()
    def a_team_that_goes_is_whole_and_paid_for(self):
        if self.model.status in {states.PLACED, states.REPORTED}:
            team = [one for one in self.site.standing()["people"] if one[2]]
            assert [one[0] for one in team] == ["accepted"] * self.model.team

    def _step(self, deed, *args):
        expected = getattr(self.model, deed)(*args)
        assert self.site.does(deed, *args) == expected, deed

    def _goes_on(self):
        """What comes next where nobody declines and nothing is missing."""
        now = self.model
        asked = [n for n, one in enumerate(now.people) if one.is_asked]
        if now.status in {states.SUBMITTED, states.UNPLACED}:
            self._step("propose")
        elif now.status == states.PROPOSED:
            self._step("rank")
        elif now.status == states.ASKED and asked:
            self._step("accept", asked[0])
        elif now.status == states.PLACED and self._is_early():
            self._goes_and_reports()

    def _goes_and_reports(self):
        now = self.model
        if now.has_begun:
            missing = [one for one in states.SIDES if one not in now.reports]
            self._step("report", missing[0])
        elif now.agreed:
            self._pass_days(now.agreed.first - now.today)
        elif now.entered:
            (other,) = set(states.SIDES) - {now.entered.side}
            self._step("confirm", other)
        else:
            self._step("enter", "requester", now.today + 2)

    def _pass_days(self, days):
        self.site.pass_days(days)
        self.model.pass_days(days)

    def _is_early(self):
        return self.model.today < LAST_DAY

    def _stands(self, side):
        return any(one.answer == "accepted" for one in self.model.people)


def test_long_walks_of_a_request_never_leave_the_model():
    run_state_machine_as_test(Walk, settings=WALKS)


@pytest.mark.once
@pytest.mark.parametrize(
    ("room", "guard", "always", "found"),
    [
        (queries, "has_begun", False, "visit_has_begun"),
        (asking, "waits_for_money", False, "waiting"),
        (queries, "is_whole", True, "asked"),
    ],
)
def test_control_a_site_without_one_guard_leaves_the_model(
    monkeypatch, room, guard, always, found
):
    monkeypatch.setattr(room, guard, lambda *_, **__: always)
    quick = settings(WALKS, max_examples=200)
    with pytest.raises(AssertionError, match=found):
        run_state_machine_as_test(Walk, settings=quick)
