"""An office opens a call: under which rules, with which criteria, and when it cannot."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from chiiki.rules import load_scheme
from chiiki_web.audit import queries as audit
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import Call, Programme
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


def wanted(**changes):
    return {
        "form_key": uuid4(),
        "programme": Programme.objects.get(pk="kizuna"),
        "name_ja": "見本公募",
        "fiscal_year": 2026,
        "opens_at": NOW,
        "closes_at": NOW + timedelta(days=21),
        "project_starts_on": date(2027, 4, 1),
        "project_ends_on": date(2028, 3, 31),
        "at": NOW,
    } | changes


def refused(by, **changes):
    with pytest.raises(actions.CannotOpenCall) as caught:
        actions.open_call(by=by, **wanted(**changes))
    assert not Call.objects.exists()
    return {one.code for one in caught.value.reasons}


def test_it_freezes_the_rules_and_copies_the_criteria():
    office = make.member("office")

    call = actions.open_call(by=office, **wanted())

    scheme = load_scheme("kizuna")
    assert (call.scheme_version, call.scheme_digest) == (scheme.version, scheme.digest)
    assert queries.rules_are_unchanged(call)
    assert [(one.code, one.max_points) for one in call.criteria.all()] == [
        (one.code, one.max_points * one.weight) for one in scheme.criteria
    ]
    assert call.office == office.organisation
    event = audit.history_of(call).get()
    assert (event.name, event.details["sha256"]) == ("call.opened", scheme.digest)


def test_the_same_form_opens_one_call():
    office, values = make.member("office"), wanted()

    first = actions.open_call(by=office, **values)

    assert actions.open_call(by=office, **values) == first
    assert Call.objects.count() == 1
    with pytest.raises(actions.CannotOpenCall):
        actions.open_call(by=make.member("office"), **values)


@pytest.mark.parametrize("role", ["officer", "reviewer", "auditor", "administrator"])
def test_only_an_office_opens_calls(role):
    assert refused(make.member(role)) == {"schemes.offices_only"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"closes_at": NOW}, "schemes.closes_before_it_opens"),
        (
            {"opens_at": NOW - timedelta(9), "closes_at": NOW - timedelta(1)},
            "schemes.closes_in_the_past",
        ),
        (
            {"project_ends_on": date(2027, 3, 31)},
            "schemes.project_ends_before_it_starts",
        ),
    ],
)
def test_it_refuses_a_window_that_cannot_be(changes, code):
    assert code in refused(make.member("office"), **changes)


def test_programmes_without_rules_have_no_calls():
    programme = Programme.objects.get(pk="infrastructure_grant")
    office = make.member("office")
    assert refused(office, programme=programme) == {"schemes.needs_no_call"}
    assert programme not in queries.programmes_that_call()


def test_a_call_in_which_people_are_asked_for_takes_no_plan():
    call = make.call(programme="adviser_dispatch")
    assert call in queries.all_calls()
    assert call not in queries.calls()
    assert call not in queries.open_calls(NOW)
    assert list(queries.open_calls_of(call.programme, NOW)) == [call]


def test_a_call_is_open_from_its_first_second_to_the_one_before_it_closes():
    call = make.call(opens_at=NOW, closes_at=NOW + timedelta(days=1))
    second = timedelta(seconds=1)

    for moment, is_open in [
        (NOW - second, False),
        (NOW, True),
        (call.closes_at - second, True),
        (call.closes_at, False),
    ]:
        assert queries.is_open(call, moment) == is_open
        assert (call in queries.open_calls(moment)) == is_open
