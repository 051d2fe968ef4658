"""Each question of a scheme's form is a part: commented, corrected, before and now."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import Answer
from chiiki_web.applications.models.answers import LONGEST_CODE
from chiiki_web.audit import queries as audit
from chiiki_web.dashboards.queries.said import Sayer
from chiiki_web.plans.actions import OpenForm
from web.applications import made
from web.applications.forms_of_calls import COUNT, OPERATOR, WHY, asks, fresh
from web.make import CLOCK, NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PART = "form.why_now"
ASKED = "なぜ今年度なのかを書いてください。"
WROTE, CORRECTED = "回線が老朽化", "今年度に回線の更新が重なる"


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def draft(who):
    """A draft for a call that asks three questions; one is left open."""
    asks(who.call, who.office, WHY, COUNT, OPERATOR)
    found = drafted(who)
    answer(found, who, why_now=[WROTE], operator=["self"])
    return found


@pytest.fixture
def application(draft, who):
    """The same, sent."""
    made.submit(draft, who)
    return fresh(draft)


def drafted(who):
    found = made.draft(who, with_file=False)
    made.attach(found, who.officer, kind="other")
    return found


def answer(application, who, **typed):
    standing = queries.standing_of(fresh(application))
    actions.answer_questions(
        application.pk,
        typed,
        version=standing.version,
        form=OpenForm(uuid4()),
        by=who.officer,
        at=NOW,
    )


def ask(application, who, part=PART):
    return actions.comment(
        application.pk,
        text=ASKED,
        part=part,
        asks_correction=True,
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )


def give_back(application, who, at=NOW):
    actions.return_application(
        application.pk,
        note="",
        correct_by=at + 7 * DAY,
        form_key=uuid4(),
        by=who.office,
        at=at,
    )


def correct(application, who):
    answer(application, who, why_now=[CORRECTED])
    made.submit(fresh(application), who, at=NOW + DAY)


def examine(client, who, application, **params):
    url = reverse("applications:examine", args=[application.pk])
    return get(client, who.office, url, **params)


def test_each_question_is_a_part_with_its_answer(client, application, who):
    parts = queries.parts_of(application.submissions.get())
    assert {PART, "form.count", "form.operator"} < set(parts)
    assert "form" not in parts
    questions = examine(client, who, application).context["questions"]
    assert [(str(one.label), one.text) for one in questions] == [
        (WHY["ja"], WROTE),
        (COUNT["ja"], "–"),
        (OPERATOR["ja"], "直営"),
    ]


def test_in_english_question_and_answer_are_english(client, application, who):
    client.cookies["django_language"] = "en"
    questions = examine(client, who, application).context["questions"]
    said = [(str(one.label), one.text) for one in questions]
    assert (OPERATOR["en"], "ourselves") in said


def test_a_comment_stands_beside_one_question_only(client, application, who):
    page = examine(client, who, application, part=PART)
    assert page.context["comment_form"]["part"].value() == PART
    url = reverse("applications:comment", args=[application.pk])
    form = {"form_key": uuid4(), "text": ASKED, "part": PART, "kind": "ask"}
    response = post(client, who.office, url, **form)
    assert response["Location"].endswith(f"#part-{PART}")
    beside = {
        one.name: len(one.remarks)
        for one in examine(client, who, application).context["questions"]
    }
    assert beside == {PART: 1, "form.count": 0, "form.operator": 0}


def test_a_question_that_was_not_asked_is_no_part(application, who):
    with pytest.raises(actions.CannotExamine) as caught:
        ask(application, who, "form.unheard_of")
    assert made.codes(caught) == ["applications.unknown_part"]


def test_the_longest_code_of_a_question_fits(who):
    code = "a" * LONGEST_CODE
    asks(who.call, who.office, WHY | {"code": code})
    draft = drafted(who)
    answer(draft, who, **{code: [WROTE]})
    made.submit(draft, who)
    assert ask(draft, who, f"form.{code}").part == f"form.{code}"


def test_the_applicant_reads_it_beside_the_question_and_finds_the_way(
    client, application, who
):
    ask(application, who)
    give_back(application, who)
    detail = reverse("applications:detail", args=[application.pk])
    answers = reverse("applications:answers", args=[application.pk])
    page = text(get(client, who.officer, detail))
    assert f"{answers}#id_why_now" in page
    assert page.count(WHY["ja"]) >= 2  # in the list, and above the comment
    page = text(get(client, who.officer, answers))
    assert page.count(ASKED) == 1
    assert 'id="id_why_now"' in page


def test_before_and_now_are_those_of_the_question(client, application, who):
    ask(application, who)
    ask(application, who, "form.operator")
    give_back(application, who)
    correct(application, who)
    comments = queries.comments_of(application, who.office)
    why, operator = queries.corrected(fresh(application), comments)
    assert why.change.before["typed"] == [WROTE]
    assert why.change.now["typed"] == [CORRECTED]
    assert operator.change is None
    page = examine(client, who, application)
    first = page.context["corrections"][0]
    assert (str(first.label), first.change.before, first.change.now) == (
        WHY["ja"],
        WROTE,
        CORRECTED,
    )
    (changed,) = page.context["changes"]
    assert str(changed.label) == WHY["ja"]


def test_a_question_that_is_gone_keeps_its_comment_and_takes_no_other(
    client, application, who
):
    ask(application, who)
    give_back(application, who)
    asks(who.call, who.office, COUNT, OPERATOR)
    made.submit(fresh(application), who, at=NOW + DAY)
    page = examine(client, who, application)
    (gone,) = [one for one in page.context["questions"] if one.name == PART]
    assert (gone.is_there, str(gone.label), gone.text) == (False, WHY["ja"], "–")
    assert f"?part={PART}" not in text(page)
    item = page.context["corrections"][0]
    assert (item.change.before, item.change.now) == (WROTE, "–")


def test_a_question_worded_anew_is_no_change_of_the_answer(application, who):
    give_back_with_note(application, who)
    asks(who.call, who.office, WHY | {"ja": "今年度に取り組む理由"}, COUNT, OPERATOR)
    made.submit(fresh(application), who, at=NOW + DAY)
    assert queries.changes_between_versions(application) == []
    assert Answer.objects.get(code="why_now").typed == [WROTE]


def give_back_with_note(application, who):
    actions.return_application(
        application.pk,
        note="見直してください。",
        correct_by=NOW + 7 * DAY,
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )


def test_a_step_of_the_plan_does_not_show_a_question_with_the_name_of_a_field(
    client, who
):
    asks(who.call, who.office, WHY | {"code": "goal"})
    draft = drafted(who)
    answer(draft, who, goal=[WROTE])
    made.submit(draft, who)
    ask(draft, who, "form.goal")
    give_back(draft, who)
    step = reverse("plans:edit", args=[draft.plan_id, "problem"])
    assert ASKED not in text(get(client, who.officer, step))


def test_the_history_names_the_part(application, who):
    ask(application, who, "goal")
    said = [
        Sayer([one.details]).say(one.details) for one in audit.history_of(application)
    ]
    assert "目標" in "".join(str(value) for value in said[-1].values())


def test_an_examine_page_with_questions_costs_few_statements(
    client, application, who, django_assert_max_num_queries
):
    ask(application, who)
    give_back(application, who)
    correct(application, who)
    client.force_login(who.office.user)
    with django_assert_max_num_queries(20):
        client.get(reverse("applications:examine", args=[application.pk]))
    give_back(application, who, at=NOW + DAY)
    client.force_login(who.officer.user)
    for name in ("detail", "answers"):
        with django_assert_max_num_queries(20):
            client.get(reverse(f"applications:{name}", args=[application.pk]))
