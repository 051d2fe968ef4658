"""Pages: who opens them, which rows they see, what was typed comes back."""

from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions as applications
from chiiki_web.consortia import actions, queries
from chiiki_web.consortia.models import Partnership
from web import make
from web.applications import made as applied
from web.consortia import made
from web.make import NOW
from web.visit import ODD, ROLES, get, opened_by, post, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def who():
    return made.together()


def of(name, *args):
    return reverse(f"consortia:{name}", args=args)


def test_both_sides_read_the_page_of_the_plan_and_nobody_else(client, who):
    page = of("plan", who.plan.pk)
    for one in (who.lead, who.partner):
        assert who.theirs.name_ja in text(get(client, one, page))
    people = {role: make.member(role) for role in ROLES}
    assert opened_by(client, page, people) == {"auditor", "administrator"}


def test_the_next_step_leads_through_part_signature_and_check(client, who):
    page = of("plan", who.plan.pk)

    def step(member):
        return get(client, member, page).context["next_step"].url

    assert step(who.lead) == ""
    assert step(who.partner) == of("sign", who.plan.pk)
    made.say(who.theirs, who.partner, "")
    assert step(who.partner) == of("part", who.theirs.pk)
    made.say(who.theirs, who.partner, "声かけ")
    made.sign(who.theirs, who.partner)
    assert step(who.lead) == of("sign", who.plan.pk)
    made.sign(who.own, who.lead)
    assert step(who.lead) == reverse("plans:checks", args=[who.plan.pk])


def test_the_lead_is_not_led_to_sign_before_its_partners(client, who):
    address = of("sign", who.plan.pk)
    assert address not in text(get(client, who.lead, of("plan", who.plan.pk)))
    page = get(client, who.lead, address)
    assert 'name="agreed"' not in text(page)
    assert [one.name_ja for one in page.context["awaited"]] == [who.theirs.name_ja]


def test_who_has_signed_is_led_to_read_what_they_signed(client, who):
    page = of("plan", who.plan.pk)
    assert "内容を読んで同意する" in text(get(client, who.partner, page))
    made.sign(who.theirs, who.partner)
    said = text(get(client, who.partner, page))
    assert "同意した内容を見る" in said
    assert "内容を読んで同意する" not in said


def test_nobody_is_invited_yet_is_the_first_step(client):
    lead = make.member()
    plan = make.plan(lead)
    found = get(client, lead, of("plan", plan.pk)).context["next_step"]
    assert found.url == of("invite", plan.pk)


def test_the_lead_finds_and_invites(client):
    lead, npo = make.member(), make.organisation("npo", name_ja="NPO法人見本ネット")
    plan = make.plan(lead)
    page = of("invite", plan.pk)
    assert npo.name_ja in text(get(client, lead, page, q="見本ネ"))

    chosen = f"{page}?organisation={npo.pk}"
    post(client, lead, chosen, form_key=uuid4(), part="声かけ", message="")

    row = Partnership.objects.get(is_lead=False)
    assert (row.organisation, row.part, row.state) == (npo, "声かけ", "invited")
    shown = text(get(client, lead, of("plan", plan.pk)))
    assert made.token_of(row) in shown


def test_only_the_lead_sees_the_link(client, who):
    row = made.invite(who.plan, who.lead, None, name="見本", email="a@example.jp")
    token = made.token_of(row)
    page = of("plan", who.plan.pk)
    assert token in text(get(client, who.lead, page))
    for one in (who.partner, make.member("auditor")):
        assert token not in text(get(client, one, page))


def test_by_mail_what_was_typed_comes_back(client):
    lead = make.member()
    plan = make.plan(lead)
    page = f"{of('invite', plan.pk)}?new=1"
    typed = {"form_key": uuid4(), "name": "見本", "email": "nobody", "part": "広報"}
    shown = text(post(client, lead, page, **typed))
    assert 'value="nobody"' in shown
    assert "広報" in shown
    assert not plan.partnerships.exists()


@pytest.mark.parametrize("name", ["again", "withdraw"])
def test_the_buttons_of_an_invitation_work(client, who, name):
    row = made.invite(who.plan, who.lead, make.organisation("npo"))
    assert post(client, who.partner, of(name, row.pk)).status_code == 404
    assert post(client, who.lead, of(name, row.pk))["Location"] == of(
        "plan", who.plan.pk
    )
    row.refresh_from_db()
    assert row.state == ("invited" if name == "again" else "withdrawn")
    assert row.invitations.count() == (2 if name == "again" else 1)


def part(**typed):
    costs = {f"{name}-{head}": "" for head in _heads() for name in ("amount", "for")}
    said = {"part": "声かけ", "contact_name": "", "contact_phone": ""}
    return said | {"contact_email": "", "version": 1} | costs | typed


def _heads():
    return ("people", "system", "equipment_purchase", "equipment_lease", "other")


def test_a_partner_writes_its_part_and_costs_in_thousand_yen(client, who):
    page = of("part", who.theirs.pk)
    typed = part(**{"amount-people": "１，０００千円", "for-people": "講師"})
    post(client, who.partner, page, **typed)
    share = who.theirs.shares.get()
    assert (share.head, share.amount) == ("people", 1_000_000)
    shown = text(get(client, who.lead, of("plan", who.plan.pk)))
    assert "1,000,000円" in shown


@pytest.mark.parametrize("amount", ["", "0", "-5", "いくらか", "9" * 30])
def test_an_amount_that_is_none_is_said_and_kept(client, who, amount):
    typed = part(**{"amount-people": amount, "for-people": "講師"})
    page = text(post(client, who.partner, of("part", who.theirs.pk), **typed))
    assert 'value="講師"' in page
    assert not who.theirs.shares.exists()


def test_an_older_form_is_refused_with_what_was_typed(client, who):
    made.say(who.theirs, who.partner, "広報")
    page = post(client, who.partner, of("part", who.theirs.pk), **part())
    assert "声かけ" in text(page)
    who.theirs.refresh_from_db()
    assert who.theirs.part == "広報"


def test_the_other_side_does_not_open_ones_part(client, who):
    assert get(client, who.lead, of("part", who.theirs.pk)).status_code == 404
    assert get(client, make.member(), of("sign", who.plan.pk)).status_code == 404


def test_signing_needs_the_tick_and_what_was_read(client, who):
    page, digest = of("sign", who.plan.pk), made.digest(who.plan)
    assert "チェックを入れて" in text(post(client, who.partner, page, digest=digest))
    post(client, who.partner, page, digest="0" * 64, agreed="on")
    assert not who.theirs.sign_offs.exists()
    post(client, who.partner, page, digest=digest, agreed="on")
    assert who.theirs.sign_offs.get().digest == digest


def test_leaving_asks_for_the_ground(client, who):
    page = of("end", who.theirs.pk)
    assert get(client, make.member(), page).status_code == 404
    assert post(client, who.partner, page, ground="").status_code == 200
    post(client, who.partner, page, ground="体制の変更")
    who.theirs.refresh_from_db()
    assert who.theirs.state == "left"


def test_requests_from_others_are_listed_and_are_tasks(client, who):
    invited = made.invite(who.plan, who.lead, make.member().organisation)
    theirs = invited.organisation.memberships.get()
    npo = make.member(of=make.organisation("npo"))
    asked = made.ask(make.full_plan(npo), npo, theirs)

    listed = get(client, theirs, of("list"))
    assert [one.pk for one in listed.context["invited"]] == [invited.pk]
    assert [one.pk for one in listed.context["asked"]] == [asked.pk]
    home = text(get(client, theirs, reverse("dashboards:my")))
    assert "回答を待つ参加の依頼" in home
    assert "回答を待つ推薦の依頼" in home
    assert "内容への同意を待つ" in text(
        get(client, who.partner, reverse("dashboards:my"))
    )


def test_an_empty_list_says_what_it_is_for(client):
    page = text(get(client, make.member(), of("list")))
    assert "まだありません" in page
    assert "推薦の依頼はありません" in page


def test_an_invited_organisation_reads_a_summary_and_declines(client, who):
    theirs = make.member()
    row = made.invite(who.plan, who.lead, theirs.organisation)
    page = text(get(client, theirs, of("partnership", row.pk)))
    assert who.plan.goal in page
    assert who.plan.problem not in page

    decline = of("decline", made.link_of(row).pk)
    assert "理由" in text(post(client, theirs, decline, ground=""))
    post(client, theirs, decline, ground="人手が足りない。")
    row.refresh_from_db()
    assert row.state == "declined"
    assert "人手が足りない。" in text(get(client, who.lead, of("plan", who.plan.pk)))


@pytest.fixture
def town():
    return make.member()


def test_a_ground_comes_back_where_a_colleague_answered_meanwhile(client, who):
    invited = make.member(of=make.organisation("npo"))
    row = made.invite(who.plan, who.lead, invited.organisation)
    invitation = made.link_of(row)
    colleague = make.member(of=invited.organisation)
    actions.accept_invitation(invitation.pk, by=colleague, at=NOW)
    page = reverse("consortia:decline", args=[invitation.pk])
    assert "長く考えた理由" in text(
        post(client, invited, page, ground="長く考えた理由")
    )


def test_the_office_sees_who_signed_and_who_recommends(client, who, town):
    office = make.member("office")
    call = make.call(office)
    made.give(made.ask(who.plan, who.lead, town, call), town)
    made.sign_all(who)
    started = applications.start_application(who.plan.pk, call.pk, by=who.lead, at=NOW)
    applied.attach(started, who.lead)
    applications.submit_application(started.pk, key=uuid4(), by=who.lead, at=NOW)

    page = text(get(client, office, reverse("applications:examine", args=[started.pk])))
    for one in (
        "連携体",
        "内容への同意",
        who.theirs.name_ja,
        town.organisation.name_ja,
    ):
        assert one in page
    assert text(get(client, office, of("plan", who.plan.pk)))
    assert not queries.to_sign(who.partner).exists()


def test_odd_input_is_no_fault(client, who):
    page = of("invite", who.plan.pk)
    for query in ({"q": ODD}, {"organisation": ODD}, {"organisation": "9" * 40}):
        assert text(get(client, who.lead, page, **query))
    typed = part(part=ODD, version=ODD)
    assert text(post(client, who.partner, of("part", who.theirs.pk), **typed))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_stays_within_twenty_statements(
    client, who, town, language, django_assert_max_num_queries
):
    for _ in range(4):
        make.partner(who.plan, make.organisation("npo"))
        made.invite(who.plan, who.lead, make.organisation("npo"))
    made.ask(who.plan, who.lead, town)
    made.sign(who.theirs, who.partner)
    client.cookies["django_language"] = language
    client.force_login(who.lead.user)
    for name in ("plan", "sign", "invite"):
        with django_assert_max_num_queries(20):
            assert client.get(of(name, who.plan.pk)).status_code == 200
    with django_assert_max_num_queries(20):
        assert get(client, who.partner, of("list")).status_code == 200
