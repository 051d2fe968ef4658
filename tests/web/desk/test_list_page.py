"""The desk: what has come in, with its days, filters, order and saved views."""

from datetime import timedelta

import pytest

from chiiki_web.applications import actions
from chiiki_web.applications.models import Application, Comment
from chiiki_web.awards.models import Award
from chiiki_web.plans.models import Plan
from web import make
from web.applications import made
from web.desk.made import several, url
from web.make import NOW
from web.visit import get, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW + 3 * DAY)


@pytest.fixture
def who(client):
    found = made.people()
    client.force_login(found.office.user)
    return found


@pytest.fixture
def application(who):
    return made.received(who)


def listed(client, **params):
    response = client.get(url("list"), params)
    assert response.status_code == 200
    return [row.application for row in response.context["listed"]]


def test_what_has_come_in_stands_there_with_the_days_that_counted(client, who):
    actions.set_processing_time(
        who.call.pk, days=30, counted_from="receipt", by=who.office, at=NOW
    )
    application = made.received(who)
    page = client.get(url("list"))
    (row,) = page.context["listed"]
    assert (row.application, row.used, row.standard) == (application, 3, 30)
    html = text(page)
    assert application.number in html
    assert f"/applications/{application.pk}/examine/" in html


def test_every_filter_keeps_what_fits(client, who, application):
    office = who.office
    other_call = make.call(office)
    body = make.organisation("npo", name_ja="見本法人")
    other = made.received(made.People(make.member(of=body), office, other_call))
    Application.objects.filter(pk=other.pk).update(
        requested=3_000_000, assigned_to=office
    )
    Plan.objects.filter(pk=other.plan_id).update(field="tourism")
    made.comment_as(office)(other)
    for params in (
        {"call": other_call.pk},
        {"kind": "npo"},
        {"field": "tourism"},
        {"most": "３００万円"},
        {"assigned": "me"},
        {"assigned": office.pk},
        {"comments": "open"},
        {"q": other.number.lower()},
        {"q": "　見本法人 "},
    ):
        assert listed(client, **params) == [other], params
    for params in (
        {"call": who.call.pk},
        {"kind": "municipality"},
        {"least": "1200万円"},
        {"assigned": "nobody"},
        {"q": application.organisation.name_ja},
    ):
        assert listed(client, **params) == [application], params
    assert set(listed(client, prefecture="200000")) == {application, other}
    assert listed(client, prefecture="130001") == []
    assert listed(client, comments="ticked") == []


def test_the_state_is_that_of_the_award_where_there_is_one(client, who, application):
    chosen = made.accepted(who)
    assert listed(client, state="accepted") == [chosen]
    Award.objects.create(application=chosen, status="candidate", selected_at=NOW)
    assert listed(client, state="accepted") == []
    assert listed(client, state="candidate") == [chosen]
    assert listed(client, state="submitted") == [application]


def test_late_is_what_waits_past_its_day_and_not_what_lies_with_the_applicant(
    client, who, clock
):
    actions.set_processing_time(
        who.call.pk, days=5, counted_from="receipt", by=who.office, at=NOW
    )
    late, away, decided = several(who, 3)
    actions.return_application(
        away.pk,
        note="直してください。",
        correct_by=NOW + 9 * DAY,
        form_key=away.plan.form_key,
        by=who.office,
        at=NOW,
    )
    Application.objects.filter(pk=decided.pk).update(status="accepted")
    Award.objects.create(
        application=decided,
        status="not_selected",
        ground="見本",
        selected_at=NOW + DAY,
    )
    assert listed(client, time="soon") == [late]
    assert listed(client, time="late") == []
    clock.move_to(NOW + 6 * DAY)
    client.force_login(who.office.user)
    assert listed(client, time="late") == [late]
    html = text(client.get(url("list")))
    assert "標準処理期間を超えて処理中の申請が1件あります" in html
    assert html.count('tag-danger">超過<') == 1


def test_list_and_examine_page_count_the_same_days(client, who, clock):
    (decided,) = several(who, 1)
    Application.objects.filter(pk=decided.pk).update(status="accepted")
    Award.objects.create(
        application=decided,
        status="not_selected",
        ground="見本",
        selected_at=NOW + 2 * DAY,
    )
    clock.move_to(NOW + 40 * DAY)
    client.force_login(who.office.user)
    (row,) = client.get(url("list")).context["listed"]
    page = client.get(f"/applications/{decided.pk}/examine/")
    assert page.context["used"] == row.used
    assert page.context["is_late"] is row.is_late is False


def test_the_order_is_chosen(client, who):
    first, second, third = several(who, 3)
    for one, amount, day in ((first, 5, 2), (second, 9, 3), (third, 7, 1)):
        Application.objects.filter(pk=one.pk).update(
            requested=amount,
            decide_by=(NOW + day * DAY).date(),
            submitted_at=NOW + timedelta(hours=one.pk),
        )
    assert listed(client) == [third, second, first]
    assert listed(client, sort="oldest") == [first, second, third]
    assert listed(client, sort="amount") == [second, third, first]
    assert listed(client, sort="due") == [third, first, second]
    assert listed(client, sort="number") == [first, second, third]


def test_filters_stay_in_the_form_and_in_the_links(client, who, application):
    html = text(client.get(url("list"), {"call": who.call.pk, "q": "見守り"}))
    assert 'value="見守り"' in html
    assert f'<option value="{who.call.pk}" selected>' in html
    assert (
        f"{url('export')}?q=%E8%A6%8B%E5%AE%88%E3%82%8A&amp;call={who.call.pk}" in html
    )


def test_an_amount_that_cannot_be_read_is_said_and_filters_nothing(client, application):
    page = client.get(url("list"), {"least": "たくさん"})
    assert [row.application for row in page.context["listed"]] == [application]
    assert "たくさん" in text(page)
    assert page.context["form"].errors["least"]


def test_nothing_that_fits_leads_back_to_everything(client, who):
    html = text(client.get(url("list"), {"q": "どこにもない"}))
    assert "条件に合う申請はありません" in html
    assert "?all=1" in html


def test_another_office_sees_nothing_of_it_and_an_auditor_all_but_no_deeds(
    client, application
):
    assert get(client, make.member("office"), url("list")).context["listed"] == []
    page = get(client, make.member("auditor"), url("list"))
    assert [row.application for row in page.context["listed"]] == [application]
    assert url("choose") not in text(page)


def test_a_full_page_costs_few_statements(
    client, who, application, django_assert_max_num_queries
):
    several(who, 4)
    Comment.objects.all().delete()
    with django_assert_max_num_queries(20):
        client.get(url("list"), {"comments": "", "sort": "due", "q": "見守り"})
