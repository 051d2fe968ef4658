"""The editor of a draft: part by part, one requirement at a time, or the whole text."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.shape import PARTS
from web import make, visit
from web.make import NOW

pytestmark = pytest.mark.django_db
PAGES = [one.code for one in PARTS if one.code != "rules"]


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


def base(code="kizuna"):
    rows = SchemeVersion.objects.filter(code=code, is_packaged=True)
    return rows.latest("first_day")


@pytest.fixture
def draft(office):
    return actions.start_version(
        form_key=uuid4(),
        based_on=base(),
        version="2027",
        first_day=date(2027, 4, 1),
        by=office,
        at=NOW,
    )


def typed_of(response):
    """What a browser would send back from the forms on a page."""
    page = response.context["page"]
    typed = {"seen": response.context["seen"]}
    for form in page.forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                typed[bound.html_name] = bound.field.prepare_value(value)
    return typed


@pytest.mark.parametrize("part", PAGES)
@pytest.mark.parametrize("code", ["kizuna", "adviser_dispatch"])
def test_a_part_sent_back_as_it_came_says_the_same(client, office, code, part):
    made = actions.start_version(
        form_key=uuid4(),
        based_on=base(code),
        version="2027",
        first_day=date(2027, 4, 1),
        by=office,
        at=NOW,
    )
    address = reverse("schemes:edit_part", args=[made.pk, part])
    shown = visit.get(client, office, address)
    response = visit.post(client, office, address, **typed_of(shown))
    assert response.status_code == 302, [
        form.errors for form in response.context["page"].forms
    ]
    assert SchemeVersion.objects.get(pk=made.pk).digest == made.digest


def floor(client, office, draft, **changes):
    address = reverse("schemes:edit_part", args=[draft.pk, "floor"])
    typed = typed_of(visit.get(client, office, address))
    named = {f"amount-floor-1-{name}": value for name, value in changes.items()}
    return visit.post(client, office, address, **typed | named)


def test_an_office_changes_an_amount(client, office, draft):
    assert floor(client, office, draft, yen="５００万円").status_code == 302
    draft.refresh_from_db()
    assert queries.scheme_of_version(draft).funding.floor == 5_000_000


def test_what_cannot_be_read_stays_on_the_page(client, office, draft):
    response = floor(client, office, draft, yen="たくさん", ja="見本の文")
    html = visit.text(response)
    assert "たくさん" in html
    assert "見本の文" in html
    draft.refresh_from_db()
    assert queries.scheme_of_version(draft).funding.floor == 3_000_000


def test_a_part_is_taken_out_and_added_again(client, office, draft):
    floor(client, office, draft, remove="on")
    draft.refresh_from_db()
    assert queries.scheme_of_version(draft).funding.floor is None
    address = reverse("schemes:edit_part", args=[draft.pk, "floor"])
    seen = visit.get(client, office, address).context["seen"]
    words = {
        f"{p}{lang}": "見本"
        for p in ("", "remedy_", "clause_")
        for lang in ("ja", "en")
    }
    typed = {"yen": "4,000,000", "id": "at_least_floor", "source": "call", **words}
    new = {f"amount-floor-new-{name}": value for name, value in typed.items()}
    visit.post(client, office, address, seen=seen, **new)
    draft.refresh_from_db()
    assert queries.scheme_of_version(draft).funding.floor == 4_000_000


@pytest.mark.parametrize(
    ("row", "place", "expected"),
    [
        (5, 1, ["cost", "local_people", "jobs", "continuity", "need"]),
        (1, 3, ["jobs", "continuity", "local_people", "need", "cost"]),
    ],
)
def test_rows_follow_the_places_that_were_asked_for(
    client, office, draft, row, place, expected
):
    address = reverse("schemes:edit_part", args=[draft.pk, "criteria"])
    typed = typed_of(visit.get(client, office, address))
    moved = {f"criteria-list-{row}-place": str(place)}
    visit.post(client, office, address, **typed | moved)
    draft.refresh_from_db()
    codes = [one.code for one in queries.scheme_of_version(draft).criteria]
    assert codes == expected


def test_whoever_comes_second_sees_both(client, office, draft):
    address = reverse("schemes:edit_part", args=[draft.pk, "floor"])
    mine = typed_of(visit.get(client, office, address))
    floor(client, office, draft, yen="5,000,000")
    mine["amount-floor-1-yen"] = "7,000,000"
    shown = visit.post(client, office, address, **mine)
    html = visit.text(shown)
    assert "5,000,000円" in html
    assert 'value="7,000,000"' in html
    again = mine | {"seen": shown.context["seen"]}
    assert visit.post(client, office, address, **again).status_code == 302
    draft.refresh_from_db()
    assert queries.scheme_of_version(draft).funding.floor == 7_000_000


def rule_typed(response, **changes):
    form = response.context["form"]
    typed = {bound.html_name: bound.value() or "" for bound in form}
    named = {f"rule-{name}": value for name, value in changes.items()}
    return {"seen": response.context["seen"], "do": "save"} | typed | named


def rule(draft, name="creates_jobs"):
    return reverse("schemes:edit_rule", args=[draft.pk, name])


def test_a_requirement_with_an_unknown_fact_is_kept_and_said(client, office, draft):
    page = visit.get(client, office, rule(draft))
    typed = rule_typed(page, expression="plan.luck > 3")
    assert visit.post(client, office, rule(draft), **typed).status_code == 302
    for address in (rule(draft), reverse("schemes:edit_rules", args=[draft.pk])):
        html = visit.text(visit.get(client, office, address))
        assert "plan.luck &gt; 3" in html
        assert "「plan.luck」" in html
    overview = visit.get(client, office, reverse("schemes:edit", args=[draft.pk]))
    assert overview.context["problem_count"] == 1


@pytest.mark.parametrize(
    ("typed", "verdict", "filled"),
    [
        ({"fact-costs.total": "1億円"}, "yes", "100,000,000 <= 100000000"),
        ({"fact-costs.total": "100,000,001"}, "no", "100,000,001 <= 100000000"),
        ({}, "unknown", "costs.total <= 100000000"),
    ],
)
def test_an_expression_is_tried_with_its_figures(
    client, office, draft, typed, verdict, filled
):
    page = visit.get(client, office, rule(draft))
    sent = rule_typed(page, expression="costs.total <= 100000000")
    shown = visit.post(client, office, rule(draft), **sent | typed | {"do": "try"})
    tried = shown.context["trial"].tried
    assert (tried.verdict.value, tried.filled) == (verdict, filled)
    draft.refresh_from_db()
    assert "costs.total <= 100000000" not in draft.text


def test_an_expression_that_cannot_be_read_says_so_when_tried(client, office, draft):
    page = visit.get(client, office, rule(draft))
    sent = rule_typed(page, expression="costs.total <=") | {"do": "try"}
    shown = visit.post(client, office, rule(draft), **sent)
    assert shown.context["trial"].fault
    assert "costs.total &lt;=" in visit.text(shown)


def test_a_requirement_is_added_and_taken_out(client, office, draft):
    page = visit.get(client, office, rule(draft, "new"))
    words = {
        f"{p}{lang}": "見本"
        for p in ("", "remedy_", "clause_")
        for lang in ("ja", "en")
    }
    sent = rule_typed(
        page, id="small", expression="costs.total < 5", source="deck", **words
    )
    visit.post(client, office, rule(draft, "new"), **sent)
    draft.refresh_from_db()
    assert "small" in {one.id for one in queries.scheme_of_version(draft).rules}
    page = visit.get(client, office, rule(draft, "small"))
    visit.post(
        client, office, rule(draft, "small"), **rule_typed(page) | {"do": "remove"}
    )
    draft.refresh_from_db()
    assert "small" not in {one.id for one in queries.scheme_of_version(draft).rules}


@pytest.mark.parametrize("code", ["a b", "a/b", "同意", "new", "A", "_a"])
def test_a_code_that_no_address_holds_is_said_beside_the_field(
    client, office, draft, code
):
    page = visit.get(client, office, rule(draft))
    shown = visit.post(client, office, rule(draft), **rule_typed(page, id=code))
    assert set(shown.context["form"].errors) == {"id"}


def test_the_whole_text_is_saved_or_stays_on_the_page(client, office, draft):
    address = reverse("schemes:edit_text", args=[draft.pk])
    page = visit.get(client, office, address)
    seen = page.context["seen"]
    broken = visit.post(client, office, address, seen=seen, text="code = ")
    assert "code = " in visit.text(broken)
    text = draft.text.replace("3000000", "6000000")
    assert visit.post(client, office, address, seen=seen, text=text).status_code == 302
    stale = visit.post(client, office, address, seen=seen, text=draft.text)
    assert "6000000" in visit.text(stale)
