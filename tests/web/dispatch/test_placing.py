"""Candidates are proposed by the office and ranked by the requester."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import actions
from chiiki_web.schemes.models import Call
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.dispatch.made import told
from web.make import NOW
from web.services.browse import get, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Three who fit less and less: by field and side, by field, by side."""
    return [
        advisers.adviser(),
        advisers.adviser(sides=["people"]),
        advisers.adviser(fields=("tourism",)),
    ]


def refused(deed, *args, **values):
    with pytest.raises(actions.CannotPlace) as caught:
        deed(*args, at=NOW, **values)
    (one,) = caught.value.reasons
    return one.code


def names(request):
    return [one.name for one in audit.history_of(request)]


def shown(request):
    return [one.adviser for one in request.candidates.order_by("order")]


def decline(request, note="日程が合わない。"):
    candidate = made.asked(request)
    person = candidate.adviser.membership
    actions.decline_dispatch(candidate.pk, note=note, by=person, at=NOW)
    request.refresh_from_db()


def propose(request, office):
    return actions.propose_candidates(request.pk, by=office, at=NOW)


def test_candidates_are_shown_the_best_first_and_the_requester_is_told(
    officer, office, three
):
    request = made.proposed(officer, office)
    assert (request.status, shown(request)) == ("proposed", three)
    assert names(request)[-1] == "dispatch.candidates_proposed"
    assert told("dispatch.candidates_proposed") == {officer.user}
    assert set(request.candidates.first().parts) == {"field", "side", "place", "spare"}


def test_at_most_five_are_shown(officer, office):
    for _ in range(7):
        advisers.adviser()
    assert len(shown(made.proposed(officer, office))) == 5


def test_whom_the_region_names_comes_first(officer, office, three):
    request = made.proposed(officer, office, nominations=[three[2]])
    assert shown(request)[0] == three[2]
    assert request.nominee_against == []


def test_why_the_one_named_cannot_come_is_kept(officer, office, three):
    full = advisers.adviser(capacity_days=1)
    request = made.proposed(officer, office, nominations=[full])
    request.refresh_from_db()
    assert full not in shown(request)
    assert request.nominee_against == [
        {
            "adviser": full.pk,
            "code": "matching.no_capacity",
            "values": {"spare": 1, "days": 2},
        }
    ]


def test_nobody_is_sent_to_their_own_employer(officer, office, three):
    three[0].employers.add(officer.organisation)
    own = advisers.adviser(make.member("adviser", of=officer.organisation))
    assert shown(made.proposed(officer, office)) == three[1:]
    assert own not in three


def test_a_manager_is_chosen_among_managers(officer, office, three):
    manager = advisers.adviser(is_manager=True)
    request = made.proposed(
        officer,
        office,
        kind="manager",
        months=3,
        uses_infrastructure=True,
        shares_case=True,
    )
    assert shown(request) == [manager]


@pytest.mark.parametrize("role", ["officer", "reviewer", "adviser", "auditor"])
def test_only_the_office_proposes(officer, office, three, role):
    request = made.request(officer)
    stranger = officer if role == "officer" else make.member(role)
    found = refused(actions.propose_candidates, request.pk, by=stranger)
    assert found == "dispatch.office_only"


def test_candidates_are_proposed_once(officer, office, three):
    request = made.proposed(officer, office)
    found = refused(actions.propose_candidates, request.pk, by=office)
    assert found == "dispatch.already_proposed"
    assert request.candidates.count() == 3


def test_control_without_the_question_the_database_keeps_each_once(
    officer, office, three
):
    one = made.proposed(officer, office).candidates.first()
    one.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()


def test_an_empty_register_leaves_the_request_where_it_is(officer, office):
    request = made.request(officer)
    found = refused(actions.propose_candidates, request.pk, by=office)
    assert found == "dispatch.nobody_eligible"
    request.refresh_from_db()
    assert request.status == "submitted"


def test_the_first_in_rank_is_asked_at_once(officer, office, three):
    request = made.proposed(officer, office)
    first, second, third = request.candidates.order_by("order")
    actions.rank_candidates(
        request.pk, ranks={third.pk: 1, first.pk: 2}, by=officer, at=NOW
    )
    assert made.asked(request).adviser == three[2]
    assert names(request)[-2:] == ["dispatch.ranked", "dispatch.adviser_asked"]
    assert told("dispatch.asked") == {three[2].membership.user}
    second.refresh_from_db()
    assert (second.rank, second.asked_at) == (None, None)


@pytest.mark.parametrize(
    ("ranks", "code"),
    [
        ({}, "dispatch.nobody_ranked"),
        ({0: 2}, "dispatch.ranks_not_in_order"),
        ({0: 1, 1: 1}, "dispatch.ranks_not_in_order"),
        ({0: 1, 1: 3}, "dispatch.ranks_not_in_order"),
        ({0: 0}, "dispatch.ranks_not_in_order"),
        ({0: 1, "stranger": 2}, "dispatch.ranks_not_in_order"),
    ],
)
def test_ranks_are_numbered_without_gaps(officer, office, three, ranks, code):
    request = made.proposed(officer, office)
    other = made.proposed(make.member(), office)
    candidates = dict(enumerate(request.candidates.order_by("order")))
    candidates["stranger"] = other.candidates.first()
    given = {candidates[key].pk: rank for key, rank in ranks.items()}
    found = refused(actions.rank_candidates, request.pk, ranks=given, by=officer)
    assert found == code
    assert not request.candidates.filter(rank__isnull=False).exists()


def test_it_is_ranked_once(officer, office, three):
    request = made.ranked(officer, office)
    ranks = {request.candidates.first().pk: 1}
    found = refused(actions.rank_candidates, request.pk, ranks=ranks, by=officer)
    assert found == "dispatch.not_to_be_ranked"
    assert names(request).count("dispatch.ranked") == 1


@pytest.mark.parametrize("role", ["office", "reviewer", "adviser", "auditor"])
def test_only_the_requester_ranks(officer, office, three, role):
    request = made.proposed(officer, office)
    ranks = {request.candidates.first().pk: 1}
    for stranger in (make.member(), make.member(role, of=officer.organisation)):
        found = refused(actions.rank_candidates, request.pk, ranks=ranks, by=stranger)
        assert found == "dispatch.not_yours"


@pytest.mark.parametrize("by_hand", [False, True])
def test_why_a_named_adviser_whose_commission_ended_is_no_candidate_is_said(
    client, officer, office, three, by_hand
):
    gone, other, _last = three
    request = made.request(officer, nominations=[gone])
    Call.objects.filter(pk=request.call_id).update(office=office.organisation)
    gone.commissions.update(is_ended=True, ended_at=NOW, end_ground="見本")
    chosen = [actions.Proposed(adviser_id=other.pk, score=1)] if by_hand else None
    actions.propose_candidates(request.pk, chosen=chosen, by=office, at=NOW)
    for reader in (officer, office):
        page = get(client, reader, reverse("dispatch:detail", args=[request.pk]))
        assert "委嘱は終了しています" in text(page)


def test_control_of_a_named_adviser_who_is_commissioned_nothing_is_said(
    client, officer, office, three
):
    request = made.proposed(officer, office, nominations=[three[0]])
    page = get(client, officer, reverse("dispatch:detail", args=[request.pk]))
    assert "委嘱は終了しています" not in text(page)
