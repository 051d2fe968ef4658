"""The office decides on statements, commissions one or many, and ends a commission."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from chiiki import periods
from chiiki_web.advisers import actions, queries
from chiiki_web.advisers.models import Adviser, Commission, Statement
from web import make
from web.advisers import made
from web.visit import content, get, post, text

pytestmark = pytest.mark.django_db
COMMISSIONS = reverse("advisers:commissions")
RECEIVED = reverse("advisers:received")
REGISTER = reverse("advisers:register")


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def year():
    return periods.fiscal_year(timezone.localdate())


def page(name, one):
    return reverse(f"advisers:{name}", args=[one.pk])


def rows(*advisers):
    return [str(one.pk) for one in advisers]


def test_an_offer_is_read_and_accepted(client, office):
    held = made.offer(make.member("adviser"))
    assert page("statement", held) in text(get(client, office, RECEIVED))
    html = text(get(client, office, page("statement", held)))
    assert "見守り" in html
    seen = queries.stamp_of(held)
    response = post(client, office, page("accept", held), seen=seen)
    assert response["Location"] == page("statement", held)
    assert Adviser.objects.get().membership == held.membership
    assert page("statement", held) not in text(get(client, office, RECEIVED))


def test_a_change_shows_before_and_after(client, office):
    adviser = made.adviser()
    held = made.sent(adviser.membership, speciality_ja=["遠隔<医療>"])
    html = text(get(client, office, page("statement", held)))
    assert "見守りのICT" in html
    assert "遠隔&lt;医療&gt;" in html
    actions.change_adviser(
        adviser.pk, speciality_ja="介護", by=office, at=timezone.now()
    )
    html = text(get(client, office, page("statement", held)))
    assert "提出後に事務局が修正" in html
    html = text(client.post(page("accept", held), {"seen": "old"}, follow=True))
    assert "もう一度確認してください" in html
    assert Statement.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("name", "prefix", "state"),
    [("return", "return", "returned"), ("decline", "no", "declined")],
)
def test_a_no_is_given_with_its_ground(client, office, name, prefix, state):
    held = made.offer(make.member("adviser"))
    html = text(post(client, office, page(name, held), **{f"{prefix}-ground": " "}))
    assert "必須" in html
    post(client, office, page(name, held), **{f"{prefix}-ground": "実績を具体的に"})
    held.refresh_from_db()
    assert (held.state, held.ground) == (state, "実績を具体的に")


def test_opening_the_address_of_a_deed_does_nothing(client, office):
    held = made.offer(make.member("adviser"))
    for name in ("accept", "return", "decline"):
        get(client, office, page(name, held))
    held.refresh_from_db()
    assert held.state == "sent"


def test_what_is_being_written_is_not_found_by_the_office(client, office):
    held = made.statement(make.member("adviser"))
    assert get(client, office, page("statement", held)).status_code == 404


def test_many_are_commissioned_after_a_look_back(client, office, year):
    two = [made.adviser(commissioned=False, capacity_days=days) for days in (5, 9)]
    typed = {"row": rows(*two), "rate_class": "standard", "days": ""}
    html = text(post(client, office, COMMISSIONS, **typed))
    assert not Commission.objects.exists()
    assert "2人を" in html
    response = post(client, office, COMMISSIONS, confirm="yes", **typed)
    assert response["Location"] == COMMISSIONS
    made_days = Commission.objects.filter(fiscal_year=year)
    assert sorted(made_days.values_list("capacity_days", flat=True)) == [5, 9]


def test_going_back_commissions_nobody_and_keeps_what_was_typed(client, office):
    one = made.adviser(commissioned=False)
    typed = {"row": rows(one), "rate_class": "standard", "days": "７日"}
    html = text(post(client, office, COMMISSIONS, confirm="back", **typed))
    assert 'value="７日"' in html
    assert f'value="{one.pk}" checked' in html
    assert not Commission.objects.exists()


def test_one_that_is_refused_stops_no_other(client, office, year):
    done, new = made.adviser(), made.adviser(commissioned=False)
    typed = {"row": rows(done, new), "rate_class": "standard", "days": "4"}
    html = text(post(client, office, COMMISSIONS, **typed))
    assert "委嘱できないため除きます" in html
    client.post(COMMISSIONS, typed | {"confirm": "yes"})
    assert new.commissions.get(fiscal_year=year).capacity_days == 4
    assert done.commissions.filter(fiscal_year=year).count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"row": []}, "1人以上"),
        ({"row": ["\x00", "x", "999999"], "days": "x"}, "x"),
        ({"days": "0"}, "1"),
        ({"days": "400"}, "366"),
        ({"rate_class": "gold"}, "gold"),
    ],
)
def test_what_makes_no_sense_is_said(client, office, changes, words):
    one = made.adviser(commissioned=False)
    typed = {"row": rows(one), "rate_class": "standard", "days": ""} | changes
    assert words in text(post(client, office, COMMISSIONS, **typed))
    assert not Commission.objects.exists()


def test_those_of_last_year_are_ticked_for_the_next(client, office, year):
    again, gone, new = made.adviser(), made.adviser(), made.adviser(commissioned=False)
    held = gone.commissions.get(fiscal_year=year)
    actions.end_commission(held.pk, ground="転居", by=office, at=timezone.now())
    html = text(get(client, office, f"{COMMISSIONS}?year=next&only=last"))
    assert f'value="{again.pk}" checked' in html
    for other in (gone, new):
        assert f'name="row" value="{other.pk}"' not in html


def test_before_a_renewal_the_page_says_what_to_check(client, office):
    adviser = made.adviser(capacity_days=10)
    made.sent(adviser.membership, affiliation=["新大学"])
    actions.change_adviser(adviser.pk, capacity_days=4, by=office, at=timezone.now())
    html = text(get(client, office, f"{COMMISSIONS}?year=next"))
    assert "希望日数が減少" in html
    assert "変更の確認待ち" in html


def test_whose_role_is_over_is_not_commissioned(client, office):
    adviser = made.adviser(commissioned=False)
    member = adviser.membership
    member.until = member.since
    member.save()
    typed = {"row": rows(adviser), "rate_class": "standard", "days": ""}
    assert "役割の終了" in text(get(client, office, COMMISSIONS))
    client.post(COMMISSIONS, typed | {"confirm": "yes"})
    assert not Commission.objects.exists()


def test_a_commission_is_ended_with_its_ground(client, office, year):
    held = made.adviser().commissions.get(fiscal_year=year)
    assert "必須" in text(post(client, office, page("end", held), ground=""))
    post(client, office, page("end", held), ground="本人の申出")
    held.refresh_from_db()
    assert held.end_ground == "本人の申出"


def test_the_letter_is_read_by_the_adviser_and_the_office(client, office, year):
    adviser = made.adviser()
    held = adviser.commissions.get(fiscal_year=year)
    for member in (adviser.membership, office, make.member("auditor")):
        response = get(client, member, page("letter", held))
        assert content(response).startswith(b"%PDF-")
        name = quote(f"委嘱状_{held.number}.pdf")
        assert name in response["Content-Disposition"]
    other = made.adviser().membership
    assert get(client, other, page("letter", held)).status_code == 404


def test_the_worker_makes_letters_of_this_year_once(year):
    made.adviser()
    at = timezone.now()
    waiting = queries.without_letter(year).count()
    assert waiting
    assert actions.make_letters(at) == waiting
    assert actions.make_letters(at) == 0


def test_the_register_is_narrowed_by_how_people_stand(client, office):
    adviser = made.adviser()
    none = made.adviser(commissioned=False)
    made.sent(adviser.membership, affiliation=["新大学"])
    client.force_login(office.user)
    for standing, wanted in (
        ("commissioned", {adviser}),
        ("none", {none}),
        ("pending", {adviser}),
        ("inactive", set()),
    ):
        html = text(client.get(REGISTER, {"standing": standing}))
        found = {one for one in (adviser, none) if page("detail", one) in html}
        assert found == wanted


def test_everybody_has_a_state_before_a_fiscal_year(client, office, year):
    gone = made.adviser()
    held = gone.commissions.get(fiscal_year=year)
    html = text(get(client, office, COMMISSIONS))
    assert "委嘱なし" not in html
    assert "終了" not in html.split("<table", 1)[1]
    post(client, office, page("end", held), ground="本人の申出")
    made.adviser(commissioned=False)
    html = text(get(client, office, COMMISSIONS))
    assert "委嘱なし" in html
    assert "終了" in html.split("<table", 1)[1]


def test_the_number_of_a_commission_is_english_to_who_reads_english(
    client, office, year
):
    held = made.adviser().commissions.get(fiscal_year=year)
    client.cookies["django_language"] = "en"
    for address in (COMMISSIONS, page("detail", held.adviser), page("end", held)):
        html = text(get(client, office, address))
        assert f"Commission No. 1, FY{year}" in html
        assert held.number not in html
