"""What nobody answered is never shown to the office as an answer."""

import pytest
from django.urls import reverse

from chiiki.readiness import ITEMS
from chiiki_web.applications.views import changes
from chiiki_web.plans import actions as plan_actions
from chiiki_web.plans.models import NOT_A_LIFELINE, Plan
from web.applications import made
from web.make import NOW
from web.visit import get, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return made.people()


def examined(client, who, application):
    return text(
        get(
            client,
            who.office,
            reverse("applications:examine", args=[application.pk]),
        )
    )


def test_a_lifeline_that_nobody_answered_is_said_to_be_unanswered(client, who):
    html = examined(client, who, made.received(who))
    assert "ライフラインではない" not in html
    assert "未回答" in html


def test_a_lifeline_that_was_answered_with_no_is_said_so(client, who):
    application = made.draft(who)
    Plan.objects.update(lifeline=NOT_A_LIFELINE)
    made.submit(application, who)
    assert application.submissions.get().snapshot["lifeline"] == NOT_A_LIFELINE
    assert "ライフラインではない" in examined(client, who, application)


def test_every_item_of_the_check_list_stands_there_also_without_an_answer(client, who):
    html = examined(client, who, made.received(who))
    assert html.count(">未回答</span>") == len(ITEMS)


def test_an_item_that_is_answered_with_not_yet_is_not_called_unanswered(who):
    said = changes.say("answers", [row("right_leader", "not_yet")])
    assert said.count("未回答") == len(ITEMS) - 1
    assert said.count("これから") == 1


def test_a_correction_of_the_check_list_shows_only_the_items_that_changed():
    before, now = row("right_leader", "not_yet"), row("right_leader", "yes")
    changed = changes.said_change(changes.Change("answers", [before], [now]))
    assert changed.before.count("→") == changed.now.count("→") == 1
    assert "これから" in changed.before
    assert "できている" in changed.now


def test_the_plan_and_what_was_sent_say_an_answer_in_the_same_words(client, who):
    application = made.draft(who)
    plan = application.plan
    plan_actions.answer_check(
        plan.pk,
        item="right_leader",
        state="not_yet",
        evidence="",
        version=plan.version,
        by=who.officer,
        at=NOW,
    )
    made.submit(application, who)
    page = text(get(client, who.office, reverse("plans:detail", args=[plan.pk])))
    assert ">これから</span>" in page
    assert ">これから</span>" in examined(client, who, application)


def row(item, state):
    return {"item": item, "state": state, "evidence": "", "file_name": ""}
