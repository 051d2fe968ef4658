"""The page behind a link, asking to be registered, and the mail that brings the link."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from chiiki_web.consortia import actions, queries
from chiiki_web.consortia.models import Registration
from chiiki_web.consortia.queries import links
from web import make
from web.consortia import made
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
NPO = {
    "name_ja": "NPO法人見本ネット",
    "kind": "npo",
    "person_name": "見本 次郎",
    "email": "jiro@example.jp",
}


@pytest.fixture
def now(clock):
    clock.move_to(make.NOW)
    return make.NOW


@pytest.fixture
def lead(now):
    return make.member()


@pytest.fixture
def plan(lead):
    return make.full_plan(lead)


@pytest.fixture
def by_mail(plan, lead):
    values = {"name": NPO["name_ja"], "email": NPO["email"], "part": "声かけの実施"}
    return made.invite(plan, lead, None, **values)


@pytest.fixture
def admin():
    return make.member("administrator")


def address(row):
    return reverse("consortia:join", args=[made.token_of(row)])


def ask(client, row):
    return client.post(address(row), NPO)


def register(client, admin, **typed):
    waiting = Registration.objects.get(state="waiting")
    page = reverse("consortia:registration", args=[waiting.pk])
    return post(client, admin, page, **(NPO | {"known": "new"} | typed))


def test_a_stranger_reads_who_invites_to_what_and_no_more(client, plan, by_mail):
    page = text(client.get(address(by_mail)))
    for one in (plan.organisation.name_ja, plan.title, plan.goal, "声かけの実施"):
        assert one in page
    assert plan.problem not in page
    assert "アカウントを作ることはできません" in page
    assert "accounts/login/?next=" in page


def test_a_link_that_is_not_ours_says_so(client, now):
    page = client.get(reverse("consortia:join", args=["x" * 5_000]))
    assert page.status_code == 404
    assert "リンクは確認できません" in page.content.decode()


def test_the_page_is_never_kept_by_a_browser(client, by_mail):
    assert "no-store" in client.get(address(by_mail)).headers["Cache-Control"]


def test_an_expired_link_says_until_when(client, by_mail, clock):
    here = address(by_mail)
    clock.move_to(links.end_of_link(make.NOW))
    page = text(client.get(here))
    assert "有効期限は令和8年12月7日 23:59まで" in page
    assert "登録を依頼する" not in page


def test_somebody_else_who_is_signed_in_cannot_answer(client, by_mail):
    stranger = make.member()
    page = text(get(client, stranger, address(by_mail)))
    assert "宛てです" in page
    assert "承諾する" not in page
    accept = reverse("consortia:accept", args=[made.link_of(by_mail).pk])
    assert post(client, stranger, accept).status_code == 404


def test_whom_it_is_for_accepts_on_the_page_and_sees_the_plan(client, plan, lead):
    invited = make.member()
    row = made.invite(plan, lead, invited.organisation)
    here = address(row)
    assert "承諾する" in text(get(client, invited, here))

    accept = reverse("consortia:accept", args=[made.link_of(row).pk])
    post(client, invited, accept)

    assert get(client, invited, here)["Location"] == reverse(
        "consortia:plan", args=[plan.pk]
    )
    assert (
        get(client, invited, reverse("plans:detail", args=[plan.pk])).status_code == 200
    )


def test_the_way_from_a_link_over_the_administrator_to_an_answer(
    client, by_mail, admin, plan
):
    ask(client, by_mail)
    assert made.told(admin) == ["partnership.registration_asked"]
    assert "保留されます" in text(client.get(address(by_mail)))
    home = text(get(client, admin, reverse("dashboards:my")))
    assert "登録を待つ団体" in home

    register(client, admin)

    by_mail.refresh_from_db()
    officer = by_mail.organisation.memberships.select_related("user").get()
    assert officer.user.email == NPO["email"]
    assert made.told(officer) == ["partnership.registration_done"]
    link = made.link_of(by_mail)
    actions.accept_invitation(link.pk, by=officer, at=make.NOW)
    assert by_mail.organisation in plan.partners.all()


def test_asking_twice_is_one_request(client, by_mail):
    ask(client, by_mail)
    invitation = made.link_of(by_mail)
    newcomer = actions.Newcomer({"name_ja": "x", "kind": "npo"}, "y", "z@example.jp")
    with pytest.raises(actions.CannotRegister) as caught:
        actions.ask_registration(invitation.pk, newcomer, at=make.NOW)
    assert made.codes(caught) == ["consortia.asked_already"]
    assert Registration.objects.count() == 1


def test_nothing_is_asked_over_a_link_that_ended(client, by_mail, lead):
    here = address(by_mail)
    actions.withdraw_invitation(by_mail.pk, by=lead, at=make.NOW)
    client.post(here, NPO)
    assert not Registration.objects.exists()


def test_the_administrator_finds_who_is_registered_already(client, by_mail, admin):
    known = make.organisation("npo", name_ja=NPO["name_ja"])
    ask(client, by_mail)

    register(client, admin, known=str(known.pk))

    by_mail.refresh_from_db()
    assert by_mail.organisation == known


def test_a_registration_gives_the_link_its_whole_time_again(
    client, by_mail, admin, clock
):
    ask(client, by_mail)
    later = make.NOW + timedelta(days=30)
    clock.move_to(later)
    register(client, admin)
    assert made.link_of(by_mail).expires_at == links.end_of_link(later)


def test_who_is_not_registered_is_settled_once_with_a_ground(
    client, by_mail, admin, lead
):
    ask(client, by_mail)
    register(client, admin, do="refuse", ground="実在を確認できない。")
    assert made.told(lead) == ["partnership.registration_refused"]
    held = Registration.objects.get()
    assert (held.state, held.ground) == ("refused", "実在を確認できない。")
    with pytest.raises(actions.CannotRegister) as caught:
        actions.refuse_registration(held.pk, ground="x", by=admin, at=make.NOW)
    assert made.codes(caught) == ["consortia.settled_already"]


def test_nobody_is_registered_into_a_plan_that_it_leads(client, by_mail, admin, plan):
    ask(client, by_mail)
    held = Registration.objects.get()
    newcomer = actions.Newcomer({}, "y", "y@example.jp")
    with pytest.raises(actions.CannotRegister) as caught:
        actions.register_newcomer(
            held.pk, known=plan.organisation, newcomer=newcomer, by=admin, at=make.NOW
        )
    assert made.codes(caught) == ["consortia.already_invited"]


# The mail.


def test_the_worker_mails_the_link_once(by_mail, now):
    token = made.token_of(by_mail)
    assert [actions.mail_invitations(now) for _ in range(2)] == [1, 0]
    letter = mail.outbox[0]
    assert letter.to == [NPO["email"]]
    assert f"/consortia/join/{token}/" in letter.body
    assert "令和8年12月7日" in letter.body


def test_a_registered_organisation_is_told_here_and_gets_no_link_by_mail(
    plan, lead, now
):
    made.invite(plan, lead, make.organisation("npo"))
    assert actions.mail_invitations(now) == 0


def test_a_mail_that_fails_is_tried_again_after_a_pause(by_mail, now, settings):
    settings.EMAIL_BACKEND = "web.consortia.made.Broken"
    assert actions.mail_invitations(now) == 0
    assert "見本の障害" in made.link_of(by_mail).last_error
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert actions.mail_invitations(now + timedelta(minutes=1)) == 0
    assert actions.mail_invitations(now + timedelta(minutes=2)) == 1


def test_a_link_that_ended_is_not_mailed(by_mail, lead, now):
    actions.withdraw_invitation(by_mail.pk, by=lead, at=now)
    assert actions.mail_invitations(now) == 0


def test_a_link_made_under_another_key_is_not_mailed_wrongly(by_mail, now, settings):
    settings.SECRET_KEY = "another"
    assert actions.mail_invitations(now) == 0
    assert not mail.outbox
    assert queries.open_invitation(by_mail).last_error


def test_an_open_link_shows_what_it_is_about(client, by_mail, plan):
    assert plan.title in text(client.get(address(by_mail)))


def test_a_withdrawn_link_does_not_show_the_plan(client, by_mail, lead, plan):
    here = address(by_mail)
    actions.withdraw_invitation(by_mail.pk, by=lead, at=make.NOW)
    page = text(client.get(here))
    assert plan.title not in page
    assert "声かけの実施" not in page


def test_an_expired_link_does_not_show_the_plan(client, by_mail, plan, clock):
    here = address(by_mail)
    clock.move_to(links.end_of_link(make.NOW))
    assert plan.title not in text(client.get(here))
