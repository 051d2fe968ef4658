"""The form of an open call is amended in the open; its rules never."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.audit import queries as audit
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.shape import part_of
from web import make, visit
from web.make import NOW

pytestmark = pytest.mark.django_db
GROUND = "見積書の様式に誤りがあったため。"
FORM = {
    "form": [{"version": "2"}],
    "form.attachments": [
        {
            "code": "quote",
            "ja": "見積書",
            "en": "Quotation",
            "types": ["pdf"],
            "source": "call",
            "required": True,
        }
    ],
}


def another(by, version, part, rows, *, publish=True):
    draft = actions.start_version(
        form_key=uuid4(),
        based_on=SchemeVersion.objects.get(code="kizuna", version="2010"),
        version=version,
        first_day=NOW.date(),
        by=by,
        at=NOW,
    )
    shown = part_of(part)
    saw = queries.seen_of(queries.content_of(draft.text), shown)
    draft = actions.change_part(draft.pk, shown, rows, seen=saw, by=by, at=NOW)
    if publish:
        strays = queries.all_stray_amounts(queries.content_of(draft.text))
        confirmed = queries.seen_of_strays(strays)
        actions.publish_version(draft.pk, confirmed=confirmed, by=by, at=NOW)
    return SchemeVersion.objects.get(pk=draft.pk)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def call(office):
    return make.call(office)


def amend(call, version, by, *, at=NOW, ground=GROUND):
    return actions.amend_form(call.pk, version.pk, ground=ground, by=by, at=at)


def test_the_call_goes_on_with_the_newer_form(office, call):
    newer = another(office, "2010-2", "attachments", FORM)
    before = queries.scheme_of(call)

    amended = amend(call, newer, office)

    after = queries.scheme_of(amended)
    assert (amended.scheme_version, amended.scheme_digest) == ("2010-2", newer.digest)
    assert after.form is not None
    assert after.form.attachment("quote") is not None
    assert (after.rules, after.funding) == (before.rules, before.funding)
    assert queries.rules_are_unchanged(amended)
    newer.refresh_from_db()
    assert newer.state == "frozen"
    event = audit.history_of(call).last()
    assert (event.name, event.details["ground"]) == ("call.form_amended", GROUND)


def test_the_same_version_twice_amends_once(office, call):
    newer = another(office, "2010-2", "attachments", FORM)
    amend(call, newer, office)
    amend(call, newer, office)
    assert queries.amendments_of(call).count() == 1


def refused(*args, **values):
    with pytest.raises(actions.CannotAmendForm) as caught:
        amend(*args, **values)
    return [one.code for one in caught.value.reasons]


def test_rules_and_amount_of_an_open_call_stay(office, call):
    floor = queries.content_of(call.rules.text)["amount"]["floor"]
    other = another(
        office, "2010-3", "floor", {"amount.floor": [floor | {"yen": 5_000_000}]}
    )
    assert refused(call, other, office) == ["schemes.more_than_the_form"]
    assert other not in queries.newer_forms(call)


def test_it_needs_a_ground_an_open_call_and_its_own_office(office, call):
    newer = another(office, "2010-2", "attachments", FORM)
    closed = call.closes_at + timedelta(seconds=1)
    assert refused(call, newer, office, ground=" ") == ["schemes.ground_missing"]
    assert refused(call, newer, office, at=closed) == ["schemes.closed_already"]
    stranger = make.member("office")
    assert refused(call, newer, stranger) == ["schemes.not_your_call"]


def test_a_draft_is_not_a_form_yet(office, call):
    draft = another(office, "2010-2", "attachments", FORM, publish=False)
    assert refused(call, draft, office) == ["schemes.version_is_draft"]


def test_the_office_amends_on_a_page_and_everybody_reads_why(
    client, clock, office, call
):
    clock.move_to(NOW)
    newer = another(office, "2010-2", "attachments", FORM)
    address = reverse("schemes:amend", args=[call.pk])
    response = visit.post(client, office, address, version=newer.pk, ground="")
    assert visit.text(response)
    visit.post(client, office, address, version=newer.pk, ground=GROUND)
    client.logout()
    html = visit.text(client.get(reverse("schemes:call", args=[call.pk])))
    assert GROUND in html
    assert reverse("schemes:compare", args=[newer.pk, newer.based_on_id]) in html


def test_without_such_a_version_the_page_says_how_to_make_one(
    client, clock, office, call
):
    clock.move_to(NOW)
    html = visit.text(
        visit.get(client, office, reverse("schemes:amend", args=[call.pk]))
    )
    assert reverse("schemes:start", args=["kizuna"]) in html
