"""Each member says its part, bears its costs, signs what stands, and may leave."""

import pytest

from chiiki_web.consortia import actions, queries
from chiiki_web.consortia.actions import Share
from chiiki_web.plans import actions as plan_actions
from chiiki_web.plans import queries as plans
from web import make
from web.consortia import made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return made.together()


def states(who):
    signed = queries.signed(made.fresh(who.plan))
    return {one.partnership.pk: (one.state, one.changed) for one in signed.standings}


def change(who, **values):
    return plan_actions.change_plan(
        who.plan.pk, version=999, by=who.lead, at=NOW, **values
    )


def test_a_partner_bears_a_part_and_the_lead_the_rest(who):
    made.say(who.theirs, who.partner, "研修", Share("people", "講師", 1_000_000))
    heads = queries.by_head(who.plan, queries.taking_part(who.plan))
    people = next(one for one in heads if one.head == "people")
    assert (people.planned, people.borne, people.left) == (
        3_000_000,
        1_000_000,
        2_000_000,
    )


def test_the_same_part_again_changes_nothing(who):
    share = Share("people", "講師", 1_000_000)
    made.say(who.theirs, who.partner, "研修", share)
    before = made.fresh(who.plan).version
    made.say(who.theirs, who.partner, "研修", share)
    assert made.fresh(who.plan).version == before


def test_two_writers_of_one_organisation_do_not_overwrite_each_other(who):
    made.say(who.theirs, who.partner, "研修")
    with pytest.raises(actions.PartHasChanged):
        actions.set_part(
            who.theirs.pk, actions.Part(part="広報"), version=1, by=who.partner, at=NOW
        )
    who.theirs.refresh_from_db()
    assert who.theirs.part == "研修"


def test_nobody_writes_or_signs_for_another_organisation(who):
    for deed in (
        lambda: made.say(who.theirs, who.lead, "x"),
        lambda: made.sign(who.theirs, who.lead),
        lambda: made.say(who.own, who.partner, "x"),
    ):
        with pytest.raises(actions.CannotChangeConsortium) as caught:
            deed()
        assert made.codes(caught) == ["consortia.not_yours"]


def test_the_lead_names_no_costs_of_its_own(who):
    with pytest.raises(actions.CannotChangeConsortium) as caught:
        made.say(who.own, who.lead, "管理", Share("people", "", 1))
    assert made.codes(caught) == ["consortia.lead_bears_the_rest"]


def test_a_signature_says_what_was_signed_by_whom_and_which_version(who):
    made.sign(who.theirs, who.partner)
    kept = who.theirs.sign_offs.get()
    assert kept.signer == who.partner
    assert kept.plan_version == made.fresh(who.plan).version
    assert kept.digest == queries.digest_of(kept.content)
    assert kept.content["goal"] == who.plan.goal


def test_signing_the_same_text_twice_is_one_signature(who):
    made.sign(who.theirs, who.partner)
    made.sign(who.theirs, who.partner)
    assert who.theirs.sign_offs.count() == 1
    assert made.events(who.plan).count("partnership.signed") == 1


def test_what_changed_since_is_named_part_by_part(who):
    made.sign_all(who)
    assert set(states(who).values()) == {("signed", "")}

    change(who, goal="別の目標")
    made.say(who.theirs, who.partner, "広報と研修")

    state, changed = states(who)[who.own.pk]
    assert state == "stale"
    assert changed == f"目標、{who.theirs.name_ja}：分担と経費"


def test_a_change_that_is_taken_back_leaves_the_signature_good(who):
    goal = made.fresh(who.plan).goal
    made.sign_all(who)
    change(who, goal="別の目標")
    change(who, goal=goal)
    assert set(states(who).values()) == {("signed", "")}


def test_nobody_signs_what_they_have_not_read(who):
    read = made.digest(who.plan)
    change(who, goal="別の目標")
    with pytest.raises(actions.CannotSign) as caught:
        actions.sign_off(who.theirs.pk, digest=read, by=who.partner, at=NOW)
    assert made.codes(caught) == ["consortia.read_again"]
    assert not who.theirs.sign_offs.exists()


def test_who_has_not_said_its_part_cannot_sign(who):
    made.say(who.theirs, who.partner, "")
    with pytest.raises(actions.CannotSign) as caught:
        made.sign(who.theirs, who.partner)
    assert made.codes(caught) == ["consortia.part_not_said"]


def test_the_lead_signs_last(who):
    with pytest.raises(actions.CannotSign) as caught:
        made.sign(who.own, who.lead)
    assert made.codes(caught) == ["consortia.partners_sign_first"]
    assert caught.value.reasons[0].values["names"] == who.theirs.name_ja
    assert not who.own.sign_offs.exists()


def test_the_lead_waits_for_a_partner_whose_signature_is_old(who):
    made.sign_all(who)
    change(who, goal="別の目標")
    with pytest.raises(actions.CannotSign):
        made.sign(who.own, who.lead)
    made.sign(who.theirs, who.partner)
    made.sign(who.own, who.lead)
    assert set(states(who).values()) == {("signed", "")}


def test_the_lead_is_told_when_the_last_partner_has_signed(who):
    made.sign(who.theirs, who.partner)
    assert made.told(who.lead)[-1] == "partnership.all_signed"


def test_every_missing_and_every_stale_signature_is_named(who):
    assert made.lacking(who.plan) == ["consortia.sign_off_missing"] * 2
    made.sign_all(who)
    assert made.lacking(who.plan) == []
    change(who, problem="別の課題")
    assert made.lacking(who.plan) == ["consortia.sign_off_stale"] * 2


def test_partners_sign_the_amount_that_is_applied_for(who):
    made.sign_all(who)
    assert made.lacking(who.plan, requested=1) == ["consortia.amount_not_signed"]


def test_partners_cannot_bear_more_than_the_plan_spends(who):
    made.say(who.theirs, who.partner, "研修", Share("people", "", 3_000_001))
    made.sign_all(who)
    assert made.lacking(who.plan) == ["consortia.shares_exceed"]


@pytest.mark.parametrize("as_consortium", [False, None])
def test_no_signature_is_asked_where_the_lead_applies_alone(who, as_consortium):
    change(who, as_consortium=as_consortium)
    assert made.lacking(who.plan) == []


@pytest.mark.parametrize("side", ["lead", "partner"])
def test_either_side_ends_it_and_the_other_reads_the_ground(who, side):
    by, other = (who.lead, who.partner) if side == "lead" else (who.partner, who.lead)
    for _ in range(2):
        actions.end_partnership(who.theirs.pk, ground="体制の変更", by=by, at=NOW)

    assert who.partner.organisation not in made.fresh(who.plan).partners.all()
    assert who.plan not in plans.visible_to(who.partner)
    assert made.told(other).count("partnership.left") == 1
    assert made.events(who.plan).count("partnership.left") == 1


def test_the_lead_stays_and_strangers_end_nothing(who):
    for row, by, code in (
        (who.own, who.lead, "consortia.lead_stays"),
        (who.theirs, make.member(), "consortia.not_yours"),
    ):
        with pytest.raises(actions.CannotChangeConsortium) as caught:
            actions.end_partnership(row.pk, ground="x", by=by, at=NOW)
        assert made.codes(caught) == [code]


def test_the_partners_of_a_plan_are_those_who_take_part(who):
    made.invite(who.plan, who.lead, make.organisation("npo"))
    gone = make.partner(who.plan, make.organisation("npo"))
    row = who.plan.partnerships.get(organisation=gone.organisation)
    actions.end_partnership(row.pk, ground="x", by=gone, at=NOW)

    rows = who.plan.partnerships.filter(state="takes_part", is_lead=False)
    assert set(rows.values_list("organisation", flat=True)) == set(
        who.plan.partners.values_list("pk", flat=True)
    )
    assert list(who.plan.partners.all()) == [who.partner.organisation]


def test_a_plan_to_sign_is_a_task_until_it_is_signed_and_after_each_change(who):
    def waits():
        return list(queries.to_sign(who.partner)) == [who.theirs]

    assert waits()
    made.sign(who.theirs, who.partner)
    assert not waits()
    change(who, goal="別の目標")
    assert waits()
