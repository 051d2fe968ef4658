"""Who knows of the problem of a request or a plan, for those who may read it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from web import make
from web.advisers import made as advisers
from web.finding import made
from web.visit import get, text

pytestmark = pytest.mark.django_db
KNOWS = reverse("finding:advisers")


def test_a_request_finds_advisers_cases_and_like_requests_but_not_itself(
    client: Client,
):
    officer = make.member()
    one = advisers.adviser(speciality_ja="みまもりの設計")
    case = made.case("安否の見守り")
    before = made.request(officer, "見守りの相談", "前の年")
    now = made.request(officer, "お年寄りの見守り", "独居が増えた")
    page = text(get(client, officer, KNOWS, request=now.pk))

    assert reverse("advisers:detail", args=[one.pk]) in page
    assert reverse("library:detail", args=[case.pk]) in page
    assert reverse("dispatch:detail", args=[before.pk]) in page
    assert page.count(reverse("dispatch:detail", args=[now.pk])) == 1  # the crumb


def test_a_plan_finds_them_by_its_problem(client: Client):
    officer = make.member()
    one = advisers.adviser(speciality_ja="ズモモモの設計")
    plan = make.plan(officer, problem="ズモモモが足りない")
    page = text(get(client, officer, KNOWS, plan=plan.pk))

    assert reverse("advisers:detail", args=[one.pk]) in page
    assert plan.title in page


def test_nothing_found_leads_to_the_field(client: Client):
    officer = make.member()
    request = made.request(officer, "ズモモモ", "ズモモモ")
    page = text(get(client, officer, KNOWS, request=request.pk))

    assert f"{reverse('advisers:list')}?field=welfare" in page


@pytest.mark.parametrize("name", ["request", "plan"])
def test_what_may_not_be_read_is_not_there(client: Client, name: str):
    officer, other = make.member(), make.member()
    row = (
        make.plan(officer) if name == "plan" else made.request(officer, "見本", "見本")
    )

    assert get(client, officer, KNOWS, **{name: row.pk}).status_code == 200
    assert get(client, other, KNOWS, **{name: row.pk}).status_code == 404


@pytest.mark.parametrize("odd", ["", "x", "²", "9" * 40, "-1", "0"])
def test_an_address_that_means_nothing_is_not_there(client: Client, odd: str):
    assert get(client, make.member(), KNOWS, request=odd).status_code == 404


def test_pages_of_request_and_plan_lead_there(client: Client):
    officer = make.member()
    request, plan = made.request(officer, "見本", "見本"), make.plan(officer)

    page = text(get(client, officer, reverse("dispatch:detail", args=[request.pk])))
    assert f"{KNOWS}?request={request.pk}" in page
    page = text(get(client, officer, reverse("plans:detail", args=[plan.pk])))
    assert f"{KNOWS}?plan={plan.pk}" in page


def test_it_takes_few_statements(client: Client, django_assert_max_num_queries):
    officer = make.member()
    for number in range(6):
        advisers.adviser(speciality_ja="見守り")
        made.case(f"見守り{number}")
        made.request(officer, f"見守り{number}", "見守り")
    request = made.request(officer, "見守り", "見守り")
    get(client, officer, KNOWS, request=request.pk)
    with django_assert_max_num_queries(20):
        client.get(KNOWS, {"request": request.pk})


def test_who_names_the_field_is_found_too(client: Client):
    officer = make.member()
    one = advisers.adviser(speciality_ja="別のこと", fields=("welfare",))
    request = made.request(officer, "ズモモモ", "ズモモモ")
    page = text(get(client, officer, KNOWS, request=request.pk))

    assert reverse("advisers:detail", args=[one.pk]) in page
