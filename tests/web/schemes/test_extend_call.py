"""A call is extended in the open: later only, before it closes, with a ground."""

from datetime import timedelta

import pytest

from chiiki_web.schemes import actions, queries
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
GROUND = "台風により、応募者の準備が遅れたため。"


def test_it_closes_later_and_says_why():
    office = make.member("office")
    call = make.call(office)
    later = call.closes_at + timedelta(days=7)

    extended = actions.extend_call(
        call.pk, closes_at=later, ground=GROUND, by=office, at=NOW
    )

    assert extended.closes_at == later
    told = queries.extensions_of(extended)
    assert [(one["until"], one["ground"]) for one in told] == [(later, GROUND)]


@pytest.mark.parametrize(
    ("days", "ground", "at", "code"),
    [
        (-1, GROUND, NOW, "schemes.not_later"),
        (0, GROUND, NOW, "schemes.not_later"),
        (7, " ", NOW, "schemes.ground_missing"),
        (7, GROUND, NOW + timedelta(days=30), "schemes.closed_already"),
    ],
)
def test_it_refuses(days, ground, at, code):
    office = make.member("office")
    call = make.call(office)

    with pytest.raises(actions.CannotExtendCall) as caught:
        actions.extend_call(
            call.pk,
            closes_at=call.closes_at + timedelta(days=days),
            ground=ground,
            by=office,
            at=at,
        )

    assert [one.code for one in caught.value.reasons] == [code]
    assert queries.extensions_of(call) == []


@pytest.mark.parametrize("role", ["office", "officer", "administrator"])
def test_another_office_cannot_extend_it(role):
    call = make.call()
    with pytest.raises(actions.CannotExtendCall) as caught:
        actions.extend_call(
            call.pk,
            closes_at=call.closes_at + timedelta(days=7),
            ground=GROUND,
            by=make.member(role),
            at=NOW,
        )
    assert [one.code for one in caught.value.reasons] == ["schemes.not_your_call"]
