"""The pages of a deed for many: foreseen before, read afterwards."""

from uuid import uuid4

import pytest

from chiiki_web.applications import actions as applications
from chiiki_web.audit.models import Event
from chiiki_web.desk import queries
from chiiki_web.desk.models import Batch
from web import make
from web.applications import made
from web.desk.made import LATER, begin, row, several, url, work_off
from web.make import CLOCK, NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(LATER)
    monkeypatch.setattr(CLOCK, lambda value: LATER)


@pytest.fixture
def who():
    return made.people()


def test_the_page_says_beforehand_what_will_happen_and_does_nothing(client, who):
    ready, unchecked = several(who, 2)
    made.check_all(ready, who.office)
    page = post(
        client,
        who.office,
        url("choose"),
        kind="accept",
        row=[row(ready), row(unchecked)],
    )
    html = text(page)
    assert "一括処理：受理する（1件）" in html
    assert [one.application for one in page.context["will"]] == [ready]
    assert [one.application for one in page.context["wont"]] == [unchecked]
    assert "5件あります" in html
    assert made.fresh(ready).status == "submitted"
    assert not Batch.objects.exists()


def test_a_stale_row_is_marked_on_the_page(client, who):
    (one,) = several(who, 1)
    old = row(one)
    made.check_all(one, who.office)
    applications.accept_application(one.pk, by=who.office, at=NOW)
    page = post(client, who.office, url("choose"), kind="comment", row=[old])
    assert "選択後に変更あり" in text(page)


def test_all_that_fits_is_chosen_up_to_the_limit(client, who, monkeypatch):
    several(who, 3)
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 2)
    page = post(
        client, who.office, url("choose"), kind="comment", all="1", query="sort=oldest"
    )
    assert len(page.context["will"]) == 2
    assert "一度に" not in text(page)
    assert "先頭の2件" in text(page)


def test_from_the_choice_to_the_result(client, who):
    first, second = several(who, 2)
    key = str(uuid4())
    typed = {
        "kind": "reject",
        "form_key": key,
        "row": [row(first), row(second), "x", "9" * 40],
    }
    html = text(post(client, who.office, url("run"), **typed, ground=" "))
    assert key in html
    assert "必須" in html
    response = post(
        client, who.office, url("run"), **typed, ground="要件を満たさない。"
    )
    again = post(client, who.office, url("run"), **typed, ground="要件を満たさない。")
    assert response["Location"] == again["Location"]
    html = text(client.get(response["Location"]))
    assert "2件のうち2件を処理しました" in html
    assert Event.objects.filter(name="application.rejected").count() == 2
    assert ">不受理</a>" in text(client.get(url("batches")))


def test_nothing_chosen_and_odd_input_are_answered(client, who):
    response = post(client, who.office, url("choose"), kind="accept")
    assert response.status_code == 302
    assert "1件以上選択" in text(client.get(response["Location"]))
    assert post(client, who.office, url("choose"), kind="burn").status_code == 404
    assert get(client, who.office, url("choose")).status_code == 302
    assert get(client, make.member("office"), url("batch", 1)).status_code == 404


def test_many_rows_cost_no_more_statements_to_foresee(
    client, who, django_assert_max_num_queries
):
    rows = [row(one) for one in several(who, 5)]
    client.force_login(who.office.user)
    with django_assert_max_num_queries(20):
        client.post(url("choose"), {"kind": "return", "row": rows})


def test_the_question_before_a_return_counts_the_requests_of_each(client, who):
    with_one, without = several(who, 2)
    applications.comment(
        with_one.pk,
        text="期限を。",
        part="goal",
        asks_correction=True,
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )
    rows = [row(with_one), row(without)]
    html = text(post(client, who.office, url("choose"), kind="return", row=rows))
    assert "<td>1件</td>" in html
    assert html.count("0件（上記の共通の依頼のみ）") == 1


def test_the_record_of_a_return_says_what_was_written_and_until_when(client, who):
    (one,) = several(who, 1)
    values = {"note": "収支を直す。", "correct_by": "2026-12-20T00:00:00+09:00"}
    batch = begin(who, "return", [one], **values)
    work_off(batch, who)
    html = text(get(client, who.office, url("batch", batch.pk)))
    assert "収支を直す。" in html
    assert "令和8年12月20日" in html


def test_an_open_request_keeps_one_of_many_from_being_accepted(who):
    (one,) = several(who, 1)
    made.check_all(one, who.office)
    applications.comment(
        one.pk,
        text="期限を。",
        part="goal",
        asks_correction=True,
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )
    lines = work_off(begin(who, "accept", [one]), who)
    assert lines[one.pk].state == "refused"
    assert "1件" in lines[one.pk].reasons_ja


def test_a_finished_act_is_named_as_one_and_says_to_whom_and_to_how_many(client, who):
    chosen = several(who, 2)
    begin(who, "assign", chosen, person=who.office.pk)
    begin(who, "comment", chosen[:1], text="確認", is_internal=True)
    assigned = f"担当者の指定（{who.office.user.name}）"
    html = text(get(client, who.office, url("batches")))
    _head, _title, below = html.partition(assigned)
    assert '<td class="num">2件</td>' in below.partition("</tr>")[0]
    assert "コメントの記入" in html
    own = get(client, who.office, url("batch", Batch.objects.last().pk))
    assert f"<h1>{assigned}</h1>" in text(own)


def test_who_was_taken_off_is_said_too(client, who):
    begin(who, "assign", several(who, 1), person=None)
    assert "担当者の指定（未定）" in text(get(client, who.office, url("batches")))
