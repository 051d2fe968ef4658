"""Questions of a call's form go out as a sheet, and answers come back like the rest."""

import io
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse

from chiiki_web.applications import actions as applications
from chiiki_web.applications import queries
from chiiki_web.plans.actions import OpenForm
from chiiki_web.workbooks import actions, forms
from web import make
from web.applications.forms_of_calls import (
    AGREED,
    COST,
    COUNT,
    NEEDS,
    OPERATOR,
    WHY,
    asks,
    fresh,
)
from web.visit import get, post, text
from web.workbooks.filled import answers as typed_into
from web.workbooks.filled import changed, dry_run, given, paper, problems

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def application(officer):
    office = make.member("office")
    call = make.call(office)
    asks(call, office, WHY, COUNT, OPERATOR, NEEDS, AGREED, COST)
    return fresh(make.application_started(call, officer))


def answers(**texts):
    def change(book):
        for row in book["質問"].iter_rows(min_row=5):
            if row[4].value in texts:
                row[1].value = texts[row[4].value]

    return change


def examined(application, change):
    content = changed(given(application.plan, application), change)
    return dry_run(application.plan, content, application=application), content


def kept(application, officer, change):
    found, content = examined(application, change)
    return actions.keep_dry_run(
        application.plan_id,
        application_id=application.pk,
        kind="plan",
        upload=paper(content),
        found=found,
        form_key=uuid4(),
        by=officer,
        at=make.NOW,
    )


def typed(application, code):
    return queries.standing_of(fresh(application)).typed(code)


def by_page(application, officer, code, answer):
    applications.answer_questions(
        application.pk,
        {code: [answer]},
        version=99,
        form=OpenForm(uuid4()),
        by=officer,
        at=make.NOW,
    )


def test_each_question_has_a_row_with_its_answer_and_choices(application, officer):
    by_page(application, officer, "operator", "contract")
    book = openpyxl.load_workbook(
        io.BytesIO(given(application.plan, fresh(application)))
    )
    rows = {row[4].value: row for row in book["質問"].iter_rows(min_row=5)}
    assert rows["operator"][1].value == "委託"
    assert rows["why_now"][0].value == "いま取り組む理由"
    lists = [one.formula1 for one in book["質問"].data_validations.dataValidation]
    assert lists == ['"直営,委託"', '"はい,いいえ"']


def test_each_question_says_whether_it_must_be_answered_and_with_what(application):
    book = openpyxl.load_workbook(io.BytesIO(given(application.plan, application)))
    hints = {row[4].value: row[2].value for row in book["質問"].iter_rows(min_row=5)}
    assert hints["why_now"] == "必須\n20字まで"
    assert hints["count"].startswith("任意\n")
    assert hints["operator"] == "任意\n一覧から選ぶ：直営、委託"
    assert "空欄のままでもかまいません" not in book["質問"]["A2"].value


def test_the_check_counts_parts_of_the_plan_and_answers_apart(
    client, application, officer
):
    def change(book):
        answers(why_now="災害に備える", count="12")(book)
        typed_into(goal="新しい目標")(book)

    upload = kept(application, officer, change)
    page = reverse("workbooks:upload", args=[upload.pk])
    assert "計画の1項目と公募の質問への回答2件が変わります" in text(
        get(client, officer, page)
    )


def test_without_questions_there_is_no_such_sheet(officer):
    plain = make.application_started(make.call(), officer)
    book = openpyxl.load_workbook(io.BytesIO(given(plain.plan, plain)))
    assert "質問" not in book.sheetnames


def test_answers_come_back_as_the_page_keeps_them(application):
    found, _content = examined(
        application,
        answers(
            why_now="災害に備える",
            count="１２台",
            operator="直 営",
            needs="人、回線",
            agreed="はい",
            cost="12万円",
        ),
    )
    assert problems(found) == [("B6", "１２台")]
    assert found.values == {
        "answer:why_now": ["災害に備える"],
        "answer:operator": ["self"],
        "answer:needs": ["people", "lines"],
        "answer:agreed": ["yes"],
        "answer:cost": ["12万円"],
    }


def test_each_answer_that_cannot_be_read_is_named_by_its_cell(application):
    found, _content = examined(
        application,
        answers(
            why_now="長" * 21,
            count="多数",
            operator="国",
            needs="人、国",
            agreed="たぶん",
            cost="高い",
        ),
    )
    assert [address for address, _found in problems(found)] == [
        f"B{row}" for row in range(5, 11)
    ]
    assert found.values == {}


def test_answers_are_taken_over_through_the_action_of_the_page(application, officer):
    made = kept(application, officer, answers(why_now="災害に備える", count=12.0))
    actions.take_upload(made.pk, version=made.version, by=officer, at=make.NOW)
    assert typed(application, "why_now") == ["災害に備える"]
    assert typed(application, "count") == ["12"]


def test_an_answer_that_somebody_else_wrote_meanwhile_is_not_overwritten_unseen(
    application, officer, client
):
    made = kept(application, officer, answers(why_now="ファイルの理由"))
    by_page(application, officer, "why_now", "別の人の理由")
    with pytest.raises(actions.AnswersHaveChanged):
        actions.take_upload(made.pk, version=made.version, by=officer, at=make.NOW)
    assert typed(application, "why_now") == ["別の人の理由"]
    address = reverse("workbooks:take", args=[made.pk])
    page = post(
        client,
        officer,
        address,
        version=made.version,
        answers_version=made.answers_version,
    )
    html = text(page)
    assert "別の人の理由" in html
    assert "ファイルの理由" in html
    post(
        client,
        officer,
        address,
        version=page.context["version"],
        answers_version=page.context["answers_version"],
    )
    assert typed(application, "why_now") == ["ファイルの理由"]


def test_what_was_not_touched_is_not_written_back(application, officer):
    content = changed(
        given(application.plan, application), answers(why_now="新しい理由")
    )
    by_page(application, officer, "operator", "contract")
    found = dry_run(application.plan, content, application=fresh(application))
    assert found.values == {"answer:why_now": ["新しい理由"]}


def test_changes_name_the_question_and_its_choice(application, officer, client):
    made = kept(application, officer, answers(operator="委託"))
    html = text(get(client, officer, reverse("workbooks:upload", args=[made.pk])))
    assert "終了後の運用" in html
    assert "委託" in html
    (change,) = forms.changes(made.values, made.before, application)
    assert (change.old, change.new) == ("", "委託")
