"""Starting a plan, also from the home page with a place and a field."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from chiiki_web.plans.forms.fields import MunicipalityField
from chiiki_web.plans.models import Plan
from web import make
from web.visit import send_too_late

pytestmark = pytest.mark.django_db
NEW = reverse("plans:new")


def typed(**changes):
    return {
        "form_key": str(uuid4()),
        "title": "見本計画",
        "municipality": "松本市",
        "field": "education",
    } | changes


@pytest.fixture
def officer(client):
    member = make.member()
    client.force_login(member.user)
    return member


def test_a_place_without_end_is_said_beside_its_field(client, officer):
    page = client.post(NEW, typed(municipality="長" * 60_000))
    (said,) = page.context["form"].errors["municipality"]
    assert len(said) < 200


def test_place_and_field_from_the_home_page_stand_in_the_form(client, officer):
    page = client.get(NEW, {"municipality": make.MATSUMOTO, "field": "education"})
    html = page.content.decode()
    assert 'value="長野県松本市"' in html
    assert 'value="education" selected' in html


def test_a_place_in_an_english_form_is_english_and_is_read_again(client, officer):
    client.cookies["django_language"] = "en"
    html = client.get(NEW, {"municipality": make.MATSUMOTO}).content.decode()
    assert 'value="Matsumoto-shi, Nagano"' in html
    client.post(NEW, typed(municipality="Matsumoto-shi, Nagano"))
    assert Plan.objects.get().municipality_id == make.MATSUMOTO


def test_it_starts_a_plan_and_goes_to_the_first_step(client, officer):
    response = client.post(NEW, typed())
    plan = Plan.objects.get()
    assert response["Location"] == reverse("plans:edit", args=[plan.pk, "problem"])
    assert (plan.municipality_id, plan.field_id) == (make.MATSUMOTO, "education")


def test_a_double_click_starts_one_plan(client, officer):
    form = typed()
    client.post(NEW, form)
    client.post(NEW, form)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("place", ["202029", "２０２０２９", "長野県松本市", "松本 市"])
def test_a_place_can_be_written_in_several_ways(client, officer, place):
    client.post(NEW, typed(municipality=place))
    assert Plan.objects.get().municipality_id == make.MATSUMOTO


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("府中市", "東京都府中市"),
        ("202020", "20202"),
        ("20202", "202029"),
        ("ない町", "見つかりません"),
        ("", "必須"),
    ],
)
def test_a_place_that_cannot_be_told_is_asked_again_with_what_was_typed(
    client, officer, place, words
):
    page = client.post(NEW, typed(municipality=place))
    assert page.status_code == 200
    html = page.content.decode()
    assert words in html
    assert 'value="見本計画"' in html
    assert not Plan.objects.exists()


@pytest.mark.parametrize("role", ["office", "reviewer", "adviser", "auditor"])
def test_others_stand_before_a_closed_door(client, role):
    client.force_login(make.member(role).user)
    assert client.get(NEW).status_code == 403


def test_what_was_typed_survives_signing_in_again(client):
    member = make.member()
    late = typed(title="書きかけの計画")
    assert send_too_late(client, member, NEW, late).status_code == 302
    client.force_login(member.user)
    page = client.get(NEW).content.decode()
    assert 'value="書きかけの計画"' in page
    assert not Plan.objects.exists()


def test_nul_in_a_municipality_is_said_before_the_database_is_asked():
    with pytest.raises(ValidationError):
        MunicipalityField().clean("見本\x00市")
