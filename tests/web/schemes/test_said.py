"""What everybody reads of a version: words, and no codes of the rules."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from chiiki.rules import load_scheme
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.conditions import say_condition
from chiiki_web.schemes.queries.content import content_of
from chiiki_web.schemes.queries.said import compared
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


def page_of(client, code):
    version = SchemeVersion.objects.get(code=code, is_packaged=True)
    return client.get(reverse("schemes:version", args=[version.pk])).content.decode()


@pytest.mark.parametrize("code", ["kizuna", "furusato_genki"])
def test_no_condition_day_or_label_is_left_in_code(client, code):
    page = page_of(client, code)
    for words in ("applicant.kind", "03-31", "（日本語）"):
        assert words not in page
    assert "3月31日" in page


def test_figures_of_the_terms_carry_their_units(client):
    page = page_of(client, "furusato_genki")
    for said in ("91日", "5年", "12か月", "10点"):
        assert said in page


@pytest.mark.parametrize(
    "expression",
    [
        "applicant.kind == 'consortium'",
        "!(applicant.kind in ['municipality', 'prefecture'])",
        "applicant.kind == 'consortium' && consortium.local_governments_only",
        "plan.is_education",
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_plain_condition_is_said_in_words(expression, language):
    with translation.override(language):
        said = say_condition(expression)
    assert said
    assert not {"applicant.kind", "==", "&&", "!("} & set(said.split())


def test_what_is_not_plain_is_not_guessed_at():
    assert say_condition("costs.total > 5 || plan.is_education") == ""
    assert say_condition("plan.no_such_fact") == ""


def test_a_call_names_its_programme_and_not_the_code_of_its_rules(client):
    call = make.call()
    page = client.get(reverse("schemes:call", args=[call.pk])).content.decode()
    assert call.scheme_digest[:8] not in page
    assert f"「{call.programme.name_ja}」" in page


def test_a_comparison_names_no_requirement_and_no_fee_by_its_code():
    before, after = (
        content_of(load_scheme("adviser_dispatch", on=date(year, 4, 1)).text)
        for year in (2024, 2025)
    )
    said = [
        text
        for part in compared(before, after)
        for item in part.items
        for text in (item.title, *(line.after for line in item.lines))
    ]
    assert "標準" in said
    assert not {"standard", "days_on_site", "hours_online"} & set(said)
