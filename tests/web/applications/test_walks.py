"""Long walks of deeds by chance: the site never leaves the model of ``states.py``.

A longer one:

    .venv/bin/python -m pytest tests/web/applications/test_walks.py --hypothesis-profile long
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

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

from chiiki_web.applications import queries
from chiiki_web.applications.actions import submitting
from chiiki_web.applications.models import Application
from chiiki_web.outbox.models import Message
from web.applications import made, states
from web.applications.acting import DAY, Site, refused

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)
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


class Walk(RuleBasedStateMachine):
    """Deeds by chance; the site and the model stay together."""

    @initialize()
    def begin(self):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.site = Site()
        self.model = states.Standing(files=0)
        self.ended = []  # applications that were left behind, with their standing
        self.events = ["application.started"]
        self.told = Counter()

    def teardown(self):
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @rule(deed=st.sampled_from(states.DEEDS))
    def the_right_person_does(self, deed):
        self._step(deed, "office" if deed in states.OFFICE else "officer")

    @rule(deed=st.sampled_from(states.DEEDS), by=st.sampled_from(states.PEOPLE))
    def somebody_tries(self, deed, by):
        self._step(deed, by)

    @rule(days=st.integers(1, 4))
    def days_pass(self, days):
        self._move(self.site.at + days * DAY)

    @rule(is_over=st.booleans())
    def the_deadline_of_the_call_comes(self, is_over):
        self._move(self.site.call.closes_at - (not is_over) * INSTANT)

    @precondition(lambda self: self.model.status == states.RETURNED)
    @rule(is_over=st.booleans())
    def the_deadline_of_the_correction_comes(self, is_over):
        self._move(
            made.fresh(self.site.application).correct_by - (not is_over) * INSTANT
        )

    @precondition(
        lambda self: self.model.status == states.ACCEPTED and not self.model.is_selected
    )
    @rule()
    def it_is_selected(self):
        self.site.selects()
        self.model = replace(self.model, is_selected=True)

    @invariant()
    def site_and_model_stand_alike(self):
        assert self.site.standing() == self.model

    @invariant()
    def every_deed_left_one_event(self):
        assert made.names(self.site.application) == self.events

    @invariant()
    def everybody_was_told_once(self):
        rows = Message.objects.values_list("recipient", "kind")
        assert Counter(rows) == self.told

    @invariant()
    def numbers_run_on_without_a_gap(self):
        rows = Application.objects.filter(call=self.site.call, number__isnull=False)
        ends = [int(one.number.rpartition("-")[2]) for one in rows]
        assert sorted(ends) == list(range(1, len(ends) + 1))

    @invariant()
    def what_has_ended_stays_as_it_was(self):
        for application, status, versions in self.ended:
            assert made.fresh(application).status == status
            assert application.submissions.count() == versions

    def _step(self, deed, by):
        if not states.is_possible(self.model, deed):
            return
        expected = states.answer(self.model, deed, by)
        left = self.site.application
        assert refused(self.site, deed, by) == expected.refused
        if expected.begins_anew:
            self.ended.append((left, self.model.status, self.model.versions))
            self.events = []
        self.model = expected.after
        self._count(expected.event, by)
        self._move(self.site.at)

    def _count(self, event, by):
        times = len(queries.COMPLETENESS) if event == "checked" else 1
        self.events += [f"application.{event}"] * times if event else []
        if event in {"submitted", "corrected"}:
            self._tell(states.OWN_SIDE, "submitted")
            self._tell(["office"], "arrived")
        elif event in {"returned", "accepted", "rejected"}:
            self._tell(states.OWN_SIDE, event)
        elif event == "withdrawn" and self.model.versions:
            self._tell(["office"], event)
        elif event == "commented" and self.model.versions:
            self._tell(["office"] if by != "office" else states.OWN_SIDE, event)

    def _tell(self, people, kind):
        for one in people:
            person = self.site.people[one].user_id
            self.told[person, f"application.{kind}"] += 1

    def _move(self, at):
        """Time does not go back."""
        self.site.at = max(self.site.at, at)
        correct_by = made.fresh(self.site.application).correct_by
        self.model = replace(
            self.model,
            call_is_over=self.site.at >= self.site.call.closes_at,
            correction_is_over=correct_by is not None and self.site.at >= correct_by,
        )


def test_long_walks_of_deeds_never_leave_the_model():
    run_state_machine_as_test(Walk, settings=WALKS)


@pytest.mark.once
def test_control_a_site_that_forgets_its_deadline_leaves_the_model(monkeypatch):
    monkeypatch.setattr(submitting.queries, "untimely", lambda *_: [])
    quick = settings(WALKS, max_examples=200)
    with pytest.raises(AssertionError, match="too_late"):
        run_state_machine_as_test(Walk, settings=quick)
