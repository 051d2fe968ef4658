"""A version of rules is tried over what was sent: who changes sides, why, what it costs."""

from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.plans.models import Plan
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import Field, SchemeVersion
from chiiki_web.schemes.queries.shape import part_of
from chiiki_web.trials import queries as trials
from chiiki_web.ui.fields import NumberField
from web import make, visit
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def who():
    return made.people()


def draft_with(office, part, table, **values):
    draft = actions.start_version(
        form_key=uuid4(),
        based_on=SchemeVersion.objects.get(code="kizuna", is_packaged=True),
        version="2027",
        first_day=date(2027, 4, 1),
        by=office,
        at=NOW,
    )
    shown = part_of(part)
    content = queries.content_of(draft.text)
    rows = {one.path: queries.rows_of(content, one) for one in shown.tables}
    rows[table][-1] |= values
    return actions.change_part(
        draft.pk,
        shown,
        rows,
        seen=queries.seen_of(content, shown),
        by=office,
        at=NOW,
    )


def page(client, member, draft, **params):
    address = reverse("trials:over_applications", args=[draft.pk])
    return visit.get(client, member, address, **params)


def test_a_higher_floor_refuses_a_small_application_and_says_why(client, who):
    application = made.received(who)
    draft = draft_with(who.office, "floor", "amount.floor", yen=20_000_000)
    response = page(client, who.office, draft)
    html = unescape(visit.text(response))
    assert response.context["totals"].newly_no == 1
    assert application.number in html
    assert reverse("applications:examine", args=[application.pk]) in html
    rules = queries.scheme_of_version(draft).rules
    assert next(one for one in rules if one.id == "at_least_floor").text("ja") in html


def test_a_lower_cap_costs_less_for_who_still_fits(client, who):
    made.received(who)
    draft = draft_with(who.office, "amount", "amount", rate="1/2")
    context = page(client, who.office, draft).context
    totals = context["totals"]
    assert (totals.yen_before, totals.yen_after) == (12_000_000, 6_000_000)
    assert [one.code for one in context["groups"]] == ["amount"]


def test_it_is_tried_against_the_version_that_is_chosen(client, who):
    made.received(who)
    draft = draft_with(who.office, "floor", "amount.floor", yen=20_000_000)
    context = page(client, who.office, draft, over="programme", since="0").context
    assert not context["has_before"]
    assert context["totals"].after["no"] == 1


def test_without_an_application_it_says_what_to_do(client, who):
    draft = draft_with(who.office, "floor", "amount.floor", yen=20_000_000)
    assert "totals" not in page(client, who.office, draft).context
    visit.text(page(client, who.office, draft))


def test_an_office_tries_over_its_own_applications_and_an_auditor_over_all(who):
    made.received(who)
    other = made.people()
    made.received(other)
    version = who.call.rules
    counts = [
        trials.sent_to(member, version, trials.PROGRAMME).count()
        for member in (who.office, other.office, make.member("auditor"))
    ]
    assert counts == [1, 1, 2]


def test_one_call_or_every_programme_can_be_chosen(who):
    made.received(who)
    draft = draft_with(who.office, "floor", "amount.floor", yen=20_000_000)
    second = make.call(who.office, "wide_area_cooperation")
    choices = [str(who.call.pk), str(second.pk), trials.EVERYTHING]
    assert [trials.sent_to(who.office, draft, one).count() for one in choices] == [
        1,
        0,
        1,
    ]


def test_the_newest_submission_counts_once(who):
    application = made.received(who)
    first = application.submissions.get()
    first.pk, first.key, first.version = None, uuid4(), 2
    first.assessment["facts"]["costs.total"] = 1
    first.save()
    past = trials.past(trials.sent_to(who.office, who.call.rules, trials.EVERYTHING))
    assert [one.facts["costs.total"] for one in past.proposals] == [1]


def test_what_was_sent_before_facts_were_kept_is_left_out_and_said(client, who):
    submission = made.received(who).submissions.get()
    del submission.assessment["facts"]
    submission.save()
    draft = draft_with(who.office, "floor", "amount.floor", yen=20_000_000)
    context = page(client, who.office, draft).context
    assert (context["past"].left_out, context["totals"].count) == (1, 0)


def test_more_than_a_page_can_try_names_the_command(client, who, monkeypatch):
    made.received(who)
    monkeypatch.setattr(trials, "MOST", 0)
    draft = draft_with(who.office, "floor", "amount.floor", yen=20_000_000)
    html = visit.text(page(client, who.office, draft))
    assert "chiiki schemes simulate" in html


def test_every_outcome_comes_as_csv(client, who):
    application = made.received(who)
    draft = draft_with(who.office, "floor", "amount.floor", yen=20_000_000)
    response = page(client, who.office, draft, over="all", since="0", **{"as": "csv"})
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(application.number)


def test_an_address_without_a_version_to_compare_with_compares_with_none(client, who):
    made.received(who)
    draft = draft_with(who.office, "floor", "amount.floor", yen=20_000_000)
    assert page(client, who.office, draft, over="all", since="").context["count"] == 1


def test_a_draft_with_problems_leads_to_where_they_are_mended(client, who):
    draft = draft_with(who.office, "amount", "amount", rate="much")
    html = visit.text(page(client, who.office, draft))
    assert reverse("schemes:edit", args=[draft.pk]) in html


def test_another_office_finds_no_trial_of_a_draft(client, who):
    draft = draft_with(who.office, "floor", "amount.floor", yen=20_000_000)
    assert page(client, make.member("office"), draft).status_code == 404


def test_a_page_of_many_stays_within_twenty_statements(
    client, who, django_assert_max_num_queries
):
    for in_field in Field.objects.all():
        application = made.received(made.People(make.member(), who.office, who.call))
        Plan.objects.filter(pk=application.plan_id).update(field=in_field)
    draft = draft_with(who.office, "floor", "amount.floor", yen=20_000_000)
    client.force_login(who.office.user)
    for name in ("over_applications", "over_table", "one"):
        with django_assert_max_num_queries(20):
            client.get(reverse(f"trials:{name}", args=[draft.pk]))


def upload(client, member, draft, text, name="plans.csv", since="0"):
    address = reverse("trials:over_table", args=[draft.pk])
    file = made.paper(name, text.encode("utf-8-sig"))
    return visit.post(client, member, address, file=file, since=since)


TABLE = (
    "id,region,applicant.kind,costs.total（千円）,request.amount\n"
    "A-1,kanto,npo,１２０００,12000000\n"
    "A-2,tohoku,municipality,たくさん,5000000\n"
    "A-3,tohoku,other,5000,5000000\n"
)


def test_a_table_is_tried_and_its_bad_cells_are_named(client, who):
    draft = draft_with(who.office, "floor", "amount.floor", yen=10_000_000)
    response = upload(client, who.office, draft, TABLE)
    html = visit.text(response)
    assert response.context["bad_count"] == 1
    assert "たくさん" in html
    assert response.context["totals"].after["no"] == 1
    assert "A-3" in html


@pytest.mark.parametrize("text", ["a,b\n1,2\n", ""])
def test_a_table_with_titles_that_are_no_facts_is_refused(client, who, text):
    draft = draft_with(who.office, "floor", "amount.floor", yen=10_000_000)
    response = upload(client, who.office, draft, text)
    assert response.context["form"].errors["file"]
    assert "totals" not in response.context


def test_one_proposal_is_answered_rule_by_rule_with_the_arithmetic(client, who):
    application = made.received(who)
    draft = draft_with(who.office, "amount", "amount", rate="1/2")
    address = reverse("trials:one", args=[draft.pk])
    shown = visit.get(client, who.office, address, application=application.pk)
    assert shown.context["verdict"] == "yes"
    html = unescape(visit.text(shown))
    assert "6,000,000円" in html
    typed = {"fact-applicant.kind": "other", "fact-request.amount": "1億円"}
    again = visit.post(client, who.office, address, **typed)
    assert again.context["verdict"] == "no"
    assert "申請者が、地方公共団体" in visit.text(again)


def test_a_fact_beyond_measure_is_said_beside_its_field(client, who):
    draft = draft_with(who.office, "amount", "amount", rate="1/2")
    address = reverse("trials:one", args=[draft.pk])
    fields = visit.get(client, who.office, address).context["form"].fields
    name = next(one for one in fields if isinstance(fields[one], NumberField))
    shown = visit.post(client, who.office, address, **{f"fact-{name}": "9" * 20})
    assert set(shown.context["form"].errors) == {name}


def test_an_application_that_was_not_sent_to_the_office_fills_nothing_in(client, who):
    other = made.people()
    application = made.received(other)
    draft = draft_with(who.office, "amount", "amount", rate="1/2")
    address = reverse("trials:one", args=[draft.pk])
    shown = visit.get(client, who.office, address, application=application.pk)
    assert "verdict" not in shown.context
