"""The pages that anybody may open, in both languages, within their statements."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from web import make, visit
from web.make import NOW

pytestmark = pytest.mark.django_db
PAGES = [
    "dashboards:home",
    "dashboards:about",
    "dashboards:figures",
    "advisers:list",
    "library:list",
    "schemes:list",
    "account_login",
    "account_reset_password",
]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_anybody_may_open_it(client, name, language, django_assert_max_num_queries):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    with django_assert_max_num_queries(20):
        response = client.get(reverse(name))

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()


def test_a_problem_shows_what_fits(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        response = client.get(
            reverse("dashboards:home"),
            {"prefecture": "200000", "municipality": "202029", "field": "welfare"},
        )

    start = response.context["start"]
    codes = [fit.programme.pk for fit in start.fits]
    assert {"kizuna", "wide_area_cooperation", "adviser_dispatch"} <= set(codes)
    assert all(fit.met or fit.unmet or fit.to_show for fit in start.fits)


def test_a_programme_with_an_announced_call_has_not_ended(client, clock):
    clock.move_to(NOW)
    place = {"prefecture": "200000", "municipality": "202029", "field": "welfare"}

    def fit():
        start = client.get(reverse("dashboards:home"), place).context["start"]
        return next(one for one in start.fits if one.programme.pk == "kizuna")

    assert fit().has_ended
    call = make.call(opens_at=NOW + timedelta(1))
    assert (fit().has_ended, list(fit().coming)) == (False, [call])
    page = client.get(reverse("dashboards:home"), place).content.decode()
    assert "令和8年11月24日 12:00から受付" in page


def test_the_survey_figure_of_the_field_is_said(client):
    response = client.get(
        reverse("dashboards:home"),
        {"prefecture": "200000", "municipality": "202029", "field": "education"},
    )

    assert "51.5" in response.content.decode()


def test_a_field_without_a_published_figure_says_so(client):
    response = client.get(
        reverse("dashboards:home"),
        {"prefecture": "200000", "municipality": "202029", "field": "welfare"},
    )

    assert response.context["start"].survey_percent is None
    assert response.context["start"].survey.note.ja in response.content.decode()


def test_the_table_of_a_figure_can_be_downloaded(client):
    response = client.get(reverse("dashboards:figure_csv", args=["survey-fields"]))

    assert (
        response.content.decode("utf-8-sig")
        .splitlines()[1]
        .startswith("いずれかの分野")
    )


def test_an_unknown_figure_is_not_found(client):
    assert client.get("/figures/none.csv").status_code == 404


def test_a_programme_of_the_past_is_said_to_have_ended(client):
    query = {"prefecture": "200000", "municipality": "202029", "field": "welfare"}

    fits = client.get(reverse("dashboards:home"), query).context["start"].fits

    ended = {fit.programme.pk for fit in fits if fit.has_ended}
    assert {"kizuna", "model_building"} <= ended
    assert "adviser_dispatch" not in ended


def test_the_source_of_a_published_figure_is_a_name_that_leads_there(client):
    html = visit.text(client.get(reverse("dashboards:figures")))
    address = "https://report.jbaudit.go.jp/org/h23/2011-h23-0105-0.htm"
    assert f'<a href="{address}" rel="nofollow">会計検査院（平成24年10月）</a>' in html
    assert f">{address}<" not in html
