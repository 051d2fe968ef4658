"""The table of costs: rows come, change and go; sums are shown; nothing typed is lost."""

import pytest
from django.urls import reverse

from chiiki_web.plans import actions
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    member = make.member()
    client.force_login(member.user)
    return member


def url(plan):
    return reverse("plans:costs", args=[plan.pk])


def typed(plan, *rows, requested="", **more):
    form = {
        "version": plan.version,
        "do": "save",
        "requested": requested,
        "rows-TOTAL_FORMS": len(rows),
        "rows-INITIAL_FORMS": 0,
    }
    for number, (head, description, amount) in enumerate(rows):
        form |= {
            f"rows-{number}-head": head,
            f"rows-{number}-description": description,
            f"rows-{number}-amount": amount,
        }
    return form | more


def lines(plan):
    return [(one.head, one.description, one.amount) for one in plan.cost_lines.all()]


def test_rows_are_saved_as_offices_write_them_and_empty_ones_left_out(client, officer):
    plan = make.plan(officer)

    response = client.post(
        url(plan),
        typed(
            plan,
            ("people", "研修", "1,200千円"),
            ("system", "", ""),
            ("equipment_lease", "端末", "３００万円"),
            requested="400万円",
        ),
    )

    assert response["Location"] == url(plan)
    plan.refresh_from_db()
    assert lines(plan) == [
        ("people", "研修", 1_200_000),
        ("equipment_lease", "端末", 3_000_000),
    ]
    assert plan.requested == 4_000_000
    page = client.get(url(plan))
    assert page.context["total"] == 4_200_000
    assert "71.4%" in page.content.decode()


def test_a_row_that_is_marked_is_removed(client, officer):
    plan = make.full_plan(officer)
    rows = lines(plan)
    client.post(
        url(plan),
        typed(plan, *rows, requested="12000000", **{"rows-1-DELETE": "on"}),
    )
    assert lines(plan) == [rows[0], rows[2]]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("people", "研修", "-5"), "0円以上"),
        (("people", "研修", "0"), "1"),
        (("people", "研修", "たくさん"), "たくさん"),
        (("people", "研修", "10.5"), "10.5"),
        (("people", "研修", "99999999億円"), "99999999億円"),
        (("people", "", "500"), "行全体を空に"),
        (("people", "研修", ""), "行全体を空に"),
        (("luck", "研修", "500"), "luck"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_the_form(client, officer, row, words):
    plan = make.plan(officer)
    page = client.post(url(plan), typed(plan, row, ("system", "残る行", "700")))
    html = page.content.decode()
    assert page.status_code == 200
    assert words in html
    assert "残る行" in html
    assert 'class="error"' in html
    assert lines(plan) == []


def test_more_rows_can_be_had_without_saving_or_losing_anything(client, officer):
    plan = make.plan(officer)
    page = client.post(url(plan), typed(plan, ("people", "書きかけ", "12x"), do="more"))
    assert "書きかけ" in page.content.decode()
    assert len(page.context["rows"].forms) == 6
    assert lines(plan) == []


def test_the_table_of_somebody_else_is_shown_beside_mine(client, officer):
    plan = make.plan(officer)
    actions.set_costs(
        plan.pk,
        [actions.Cost("people", "ほかの人の行", 5)],
        requested=None,
        version=plan.version,
        by=make.member(of=officer.organisation),
        at=NOW,
    )

    page = client.post(url(plan), typed(plan, ("system", "私の行", "7")), follow=True)
    html = page.content.decode()
    assert "ほかの人の行" in html
    assert "私の行" in html
    assert lines(plan) == [("people", "ほかの人の行", 5)]

    chosen = {"part": "costs", "do": "mine", "version": page.context["version"]}
    client.post(reverse("plans:choose", args=[plan.pk, "costs"]), chosen)
    assert lines(plan) == [("system", "私の行", 7)]


def test_a_form_with_far_too_many_rows_is_refused(client, officer):
    plan = make.plan(officer)
    form = typed(plan) | {"rows-TOTAL_FORMS": "100000"}
    page = client.post(url(plan), form)
    assert page.status_code == 200
    assert lines(plan) == []


def test_a_form_without_its_counts_is_no_crash(client, officer):
    plan = make.plan(officer)
    for do in ("save", "more"):
        assert client.post(url(plan), {"do": do, "version": "1"}).status_code == 200
