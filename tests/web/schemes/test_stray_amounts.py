"""Sentences of a draft that name an amount which its terms no longer hold."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.shape import PARTS, RULES, part_of
from web import make, visit
from web.make import NOW
from web.schemes.made import codes

pytestmark = pytest.mark.django_db
ASIDE = "申請額が上限額（3億円）以内であること。"


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def draft(office):
    """The cap is 200 million yen now; the words beside it still say 300."""
    started = actions.start_version(
        form_key=uuid4(),
        based_on=SchemeVersion.objects.get(code="furusato_genki", is_packaged=True),
        version="2027",
        first_day=date(2027, 4, 1),
        by=office,
        at=NOW,
    )
    return with_cap(started, office, 200_000_000)


def with_cap(draft, office, yen):
    part = part_of("cap")
    content = queries.content_of(draft.text)
    rows = {one.path: queries.rows_of(content, one) for one in part.tables}
    changed = rows | {"amount.cap.limits": [{"yen": yen}]}
    seen = queries.seen_of(content, part)
    return actions.change_part(draft.pk, part, changed, seen=seen, by=office, at=NOW)


def strays(version):
    return queries.all_stray_amounts(queries.content_of(version.text))


def publish(draft, office, confirmed=""):
    return actions.publish_version(draft.pk, confirmed=confirmed, by=office, at=NOW)


def test_each_sentence_with_the_old_amount_is_found(draft):
    found = [(one.part.code, one.amounts) for one in strays(draft)]
    assert found == [("cap", ("3億円",)), ("cap", ("¥300 million",))] * 2


def test_published_rules_name_their_own_amounts_only():
    assert not [one for it in SchemeVersion.objects.all() for one in strays(it)]


def test_control_without_the_amount_of_the_terms_a_right_sentence_would_be_named():
    packaged = SchemeVersion.objects.get(code="furusato_genki", is_packaged=True)
    content = queries.content_of(packaged.text)
    content["amount"]["cap"]["limits"] = [{"yen": 1}]
    assert queries.stray_amounts(content, part_of("cap"))


def test_a_requirement_is_held_against_its_own_expression():
    rule = {"id": "one", "ja": "500万円以上", "expression": "costs.total >= 3_000_000"}
    other = {"id": "two", "ja": "5,000,000円", "expression": "costs.total >= 5000000"}
    found = queries.stray_amounts({"rules": [rule, other]}, RULES)
    assert [(one.rule, one.amounts) for one in found] == [("one", ("500万円",))]


def test_it_is_not_published_until_somebody_confirms_the_sentences(draft, office):
    with pytest.raises(actions.CannotChangeVersion) as refused:
        publish(draft, office)
    assert codes(refused) == ["schemes.amount_strays"] * 4
    assert refused.value.reasons[0].values["sentence"] == ASIDE
    publish(draft, office, queries.seen_of_strays(strays(draft)))
    draft.refresh_from_db()
    assert draft.state == "published"


def test_what_was_confirmed_of_other_sentences_does_not_count(draft, office):
    with pytest.raises(actions.CannotChangeVersion):
        publish(draft, office, queries.seen_of_strays([]))


def test_the_part_and_the_publishing_page_quote_the_sentence(client, draft, office):
    for name, key in (("edit_part", [draft.pk, "cap"]), ("publish", [draft.pk])):
        page = reverse(f"schemes:{name}", args=key)
        assert f"「{ASIDE}」" in visit.text(visit.get(client, office, page))


def test_the_page_publishes_once_it_is_ticked(client, draft, office):
    page = reverse("schemes:publish", args=[draft.pk])
    refused = visit.text(visit.post(client, office, page))
    assert "「3億円」" in refused
    seen = queries.seen_of_strays(strays(draft))
    assert visit.post(client, office, page, confirmed=seen).status_code == 302


def test_every_part_can_be_asked(draft):
    content = queries.content_of(draft.text)
    assert {one.code for one in PARTS if queries.stray_amounts(content, one)} == {"cap"}
