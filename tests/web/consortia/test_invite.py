"""The lead invites, sends again, withdraws; what is stored of a link opens nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from chiiki_web.consortia import actions, queries
from chiiki_web.consortia.models import Invitation, Partnership
from chiiki_web.consortia.queries import links
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


def test_who_is_invited_is_told_and_does_not_read_the_plan_yet(plan, lead):
    invited = make.member()
    row = made.invite(plan, lead, invited.organisation, part="広報")

    assert row.state == "invited"
    assert made.told(invited) == ["partnership.invited"]
    expires = made.link_of(row).expires_at
    assert list(queries.to_answer(invited, NOW)) == [row]
    assert not queries.to_answer(invited, expires).exists()
    assert plan not in plans.visible_to(invited)
    assert not plan.partners.exists()
    assert made.events(plan) == ["partnership.invited"]


def test_the_same_form_invites_once(plan, lead):
    invited, key = make.organisation("npo"), uuid4()
    values = {"form_key": key, "organisation": invited, "by": lead, "at": NOW}
    first = actions.invite_partner(plan.pk, **values)
    assert actions.invite_partner(plan.pk, **values) == first
    assert Invitation.objects.count() == 1


def test_the_form_of_another_plan_invites_into_this_one(plan, lead):
    invited, key, other = make.organisation("npo"), uuid4(), make.plan(lead)
    values = {"form_key": key, "organisation": invited, "by": lead, "at": NOW}
    first = actions.invite_partner(plan.pk, **values)
    second = actions.invite_partner(other.pk, **values)
    assert (first.plan, second.plan) == (plan, other)


def test_the_link_follows_from_the_key_of_the_installation_and_is_stored_as_a_hash(
    plan, lead
):
    row = made.invite(plan, lead, None, name="見本ネット", email="a@example.jp")
    invitation, token = made.link_of(row), made.token_of(row)

    stored = " ".join(str(value) for value in vars(invitation).values())
    assert len(token) >= 43
    assert token not in stored
    assert links.found_by(token) == invitation
    assert links.found_by(token[:-1] + "x") is None
    with override_settings(SECRET_KEY="another"):
        assert links.link_token(invitation) == ""


def test_sending_again_ends_the_old_link_and_gives_the_whole_time(plan, lead):
    invited = make.member()
    row = made.invite(plan, lead, invited.organisation)
    old = made.link_of(row)
    later = NOW + timedelta(days=20)

    new = actions.send_again(row.pk, by=lead, at=later)

    old.refresh_from_db()
    assert old.ended_at == later
    assert new.expires_at == links.end_of_link(later)
    assert made.told(invited) == ["partnership.invited"] * 2
    with pytest.raises(actions.CannotAnswer) as caught:
        actions.accept_invitation(old.pk, by=invited, at=later)
    assert made.codes(caught) == ["consortia.link_ended"]


def test_an_invitation_is_sent_three_times_a_day_at_most(plan, lead):
    row = made.invite(plan, lead, None, name="見本ネット", email="a@example.jp")
    for hour in (1, 2):
        actions.send_again(row.pk, by=lead, at=NOW + timedelta(hours=hour))

    with pytest.raises(actions.CannotChangeConsortium) as caught:
        actions.send_again(row.pk, by=lead, at=NOW + timedelta(hours=3))

    assert made.codes(caught) == ["consortia.sent_often"]
    assert row.invitations.filter(ended_at=None).count() == 1
    assert actions.send_again(row.pk, by=lead, at=NOW + timedelta(days=1))


def test_a_withdrawn_invitation_cannot_be_accepted_and_can_be_made_anew(plan, lead):
    invited = make.member()
    row = made.invite(plan, lead, invited.organisation)
    link = made.link_of(row)

    actions.withdraw_invitation(row.pk, by=lead, at=NOW)

    with pytest.raises(actions.CannotAnswer) as caught:
        actions.accept_invitation(link.pk, by=invited, at=NOW)
    assert made.codes(caught) == ["consortia.link_ended"]
    assert made.told(invited)[-1] == "partnership.invitation_withdrawn"
    assert made.invite(plan, lead, invited.organisation).state == "invited"


def refused(plan, by, to=None, **values):
    with pytest.raises(actions.CannotChangeConsortium) as caught:
        made.invite(plan, by, to, **values)
    return made.codes(caught)


def test_impossible_invitations_are_refused_with_the_reason(plan, lead):
    office, npo = make.organisation("office"), make.organisation("npo")
    assert refused(plan, lead, lead.organisation) == ["consortia.partner_of_itself"]
    assert refused(plan, lead, office) == ["consortia.no_partner"]
    assert refused(plan, lead, name="見本") == ["consortia.name_and_mail"]
    assert refused(plan, make.member(), npo) == ["consortia.lead_only"]
    made.invite(plan, lead, npo)
    assert refused(plan, lead, npo) == ["consortia.already_invited"]
    made.invite(plan, lead, None, name="見本", email="a@example.jp")
    again = refused(plan, lead, name="ほか", email="A@example.jp")
    assert again == ["consortia.already_invited"]


@pytest.mark.parametrize("deed", ["send_again", "withdraw_invitation"])
def test_only_the_lead_changes_an_invitation_and_only_while_it_is_open(
    plan, lead, deed
):
    invited = make.member()
    row = made.invite(plan, lead, invited.organisation)
    act = getattr(actions, deed)
    with pytest.raises(actions.CannotChangeConsortium) as caught:
        act(row.pk, by=invited, at=NOW)
    assert made.codes(caught) == ["consortia.lead_only"]
    actions.accept_invitation(made.link_of(row).pk, by=invited, at=NOW)
    with pytest.raises(actions.CannotChangeConsortium) as caught:
        act(row.pk, by=lead, at=NOW)
    assert made.codes(caught) == ["consortia.answered_already"]


def test_the_database_keeps_one_live_row_and_one_open_link(plan, lead):
    row = made.invite(plan, lead, make.organisation("npo"))
    link = made.link_of(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Partnership.objects.create(
            plan=plan,
            organisation=row.organisation,
            form_key=uuid4(),
            state="takes_part",
            invited_at=NOW,
        )
    link.pk, link.digest = None, "0" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        link.save()


def test_an_organisation_is_found_by_a_part_of_its_name_until_it_is_invited(plan, lead):
    npo = make.organisation("npo", name_ja="NPO法人見本ネット")
    make.organisation("office", name_ja="見本ネット振興局")
    assert list(queries.partner_choices(plan, "見本ネ")) == [npo]
    made.invite(plan, lead, npo)
    assert not queries.partner_choices(plan, "見本ネ").exists()
