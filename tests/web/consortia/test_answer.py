"""Accept or decline: once, in time, and only whom the invitation is for."""

from datetime import timedelta

import pytest

from chiiki_web.consortia import actions
from chiiki_web.consortia.actions import answering
from chiiki_web.plans import queries as plans
from web import make
from web.consortia import made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make.member()


@pytest.fixture
def plan(lead):
    return make.plan(lead)


@pytest.fixture
def invited():
    return make.member()


@pytest.fixture
def row(plan, lead, invited):
    return made.invite(plan, lead, invited.organisation)


def refused(row, by, at=NOW):
    with pytest.raises(actions.CannotAnswer) as caught:
        actions.accept_invitation(row.invitations.last().pk, by=by, at=at)
    return made.codes(caught)


def test_who_accepts_takes_part_and_reads_the_plan(plan, lead, invited, row):
    before = plan.version
    actions.accept_invitation(made.link_of(row).pk, by=invited, at=NOW)

    row.refresh_from_db()
    assert row.state == "takes_part"
    assert list(plan.partners.all()) == [invited.organisation]
    assert plan in plans.visible_to(invited)
    assert not plans.may_change(plan, invited)
    assert made.fresh(plan).version == before + 1
    assert made.told(lead) == ["partnership.accepted"]


def test_who_declines_says_why_and_reads_nothing(plan, lead, invited, row):
    link = made.link_of(row)
    with pytest.raises(actions.CannotAnswer) as caught:
        actions.decline_invitation(link.pk, ground=" ", by=invited, at=NOW)
    assert made.codes(caught) == ["consortia.no_ground"]

    actions.decline_invitation(link.pk, ground="人手が足りない。", by=invited, at=NOW)

    row.refresh_from_db()
    assert (row.state, row.ground) == ("declined", "人手が足りない。")
    assert plan not in plans.visible_to(invited)
    assert made.told(lead) == ["partnership.declined"]


def test_a_second_use_is_refused_kindly(plan, invited, row):
    actions.accept_invitation(made.link_of(row).pk, by=invited, at=NOW)
    assert refused(row, invited) == ["consortia.link_used"]
    assert refused(row, make.member()) == ["consortia.link_used"]
    assert made.events(plan).count("partnership.accepted") == 1


def test_the_last_second_counts_and_the_next_does_not(row, invited):
    expires = made.link_of(row).expires_at
    assert refused(row, invited, expires) == ["consortia.link_expired"]
    just = expires - timedelta(seconds=1)
    assert actions.accept_invitation(made.link_of(row).pk, by=invited, at=just)


def test_nobody_but_the_invited_organisation_can_answer(plan, row, invited):
    assert refused(row, make.member()) == ["consortia.not_invited"]
    reviewer = make.member("reviewer", of=invited.organisation)
    assert refused(row, reviewer) == ["consortia.officers_only"]
    assert not plan.partners.exists()


def test_control_without_the_guard_a_stranger_with_the_link_joins(
    plan, row, monkeypatch
):
    stranger = make.member()
    monkeypatch.setattr(answering, "not_for", lambda *_: None)
    actions.accept_invitation(made.link_of(row).pk, by=stranger, at=NOW)
    assert list(plan.partners.all()) == [stranger.organisation]


def test_control_without_the_guard_a_link_is_used_again_and_again(
    plan, row, invited, monkeypatch
):
    monkeypatch.setattr(answering, "not_open", lambda *_: None)
    link = made.link_of(row)
    for _ in range(2):
        actions.accept_invitation(link.pk, by=invited, at=NOW)
    assert made.events(plan).count("partnership.accepted") == 2


def test_by_mail_only_this_address_can_answer_and_brings_its_organisation(plan, lead):
    theirs, stranger = make.member(), make.member()
    row = made.invite(plan, lead, None, name="見本", email=theirs.user.email.upper())
    assert refused(row, stranger) == ["consortia.not_invited"]

    actions.accept_invitation(made.link_of(row).pk, by=theirs, at=NOW)

    row.refresh_from_db()
    assert row.organisation == theirs.organisation


def test_by_mail_nobody_joins_who_is_in_the_plan_already(plan, lead, row, invited):
    colleague = make.member(of=lead.organisation)
    by_mail = made.invite(plan, lead, None, name="見本", email=colleague.user.email)
    assert refused(by_mail, colleague) == ["consortia.partner_of_itself"]
    twice = made.invite(plan, lead, None, name="見本", email=invited.user.email)
    assert refused(twice, invited) == ["consortia.already_invited"]
