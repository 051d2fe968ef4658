"""What letters of a dispatch say: form I as it was sent, and who is addressed how."""

from datetime import timedelta

import pytest

from chiiki_web.dispatch import actions, queries
from chiiki_web.dispatch.models import Letter
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW

pytestmark = pytest.mark.django_db


def of_kind(request, kind, **which):
    return request.letters.get(kind=kind, **which).content


def test_form_one_says_what_was_asked_for_and_whom_the_region_would_like(officer):
    first, second = advisers.adviser(), advisers.adviser()
    request = made.request(
        officer,
        nominations=[second, first],
        sides=["use", "people"],
        problem="見守りが続かない。\n当番が足りない。",
    )
    said = of_kind(request, "request")
    rows = dict(said["rows"])
    assert (said["form"], said["number"]) == ("様式Ⅰ", f"{request.number}-1")
    assert said["title"] == "令和8年度地域情報化アドバイザーの派遣依頼書"
    assert said["sender"] == officer.organisation.name_ja
    assert rows["課題の内容"] == "見守りが続かない。\n当番が足りない。"
    assert rows["希望する支援の種類"] == "利活用、人材"
    assert rows["希望する者"].split("\n") == [
        f"第1希望　{second}（{second.affiliation}）",
        f"第2希望　{first}（{first.affiliation}）",
    ]
    assert officer.user.email in rows["担当者"]
    assert "情報通信基盤" not in rows


def test_form_one_for_a_manager_states_what_a_manager_needs(officer):
    request = made.request(
        officer, kind="manager", months=3, uses_infrastructure=True, shares_case=True
    )
    rows = dict(of_kind(request, "request")["rows"])
    assert {"情報通信基盤", "事例の公開"} <= set(rows)
    assert "説明動画" not in rows


def test_the_same_form_sent_twice_has_one_letter(officer):
    said = made.wanted()
    made.open_call("adviser")
    for _ in range(2):
        request = actions.request_dispatch(by=officer, **said)
    assert request.letters.count() == 1


def test_form_one_is_read_by_the_requester_and_the_office_and_by_no_adviser(
    officer, office, placed
):
    request = placed
    adviser = request.candidates.get(answer="accepted").adviser.membership
    kinds = {
        member.role: {one.kind for one in queries.letters_for(request, member)}
        for member in (officer, office, adviser)
    }
    assert "request" in kinds["officer"] & kinds["office"]
    assert "request" not in kinds["adviser"]


def test_a_head_is_addressed_as_dono_a_person_as_sama_and_a_body_as_onchu(
    placed,
):
    rows = Letter.objects.filter(request=placed)
    honorifics = {
        (one.kind, one.candidate_id is not None): one.content["honorific"]
        for one in rows
    }
    assert honorifics["notice", False] == "殿"
    assert honorifics["notice", True] == "様"
    assert honorifics["acceptance", True] == "御中"


def test_an_acceptance_bears_the_day_on_which_it_was_given(officer, office):
    for _ in range(2):
        advisers.adviser(sides=["use"])
    request = made.proposed(officer, office, team_size=2, office_chooses=True)
    days = [NOW + timedelta(days=1), NOW + timedelta(days=2)]
    rows = request.candidates.filter(asked_at__isnull=False).order_by("seat")
    for one, day in zip(rows, days, strict=True):
        actions.accept_dispatch(one.pk, by=one.adviser.membership, at=day)
    letters = request.letters.filter(kind="acceptance").order_by("candidate__seat")
    assert [one.content["date"] for one in letters] == [
        "令和8年11月24日",
        "令和8年11月25日",
    ]


def test_a_long_text_without_a_gap_is_typeset(officer):
    long = "見本広域連合地域情報化推進協議会" * 6 + "x" * 90
    request = made.request(officer, problem=long, project=long[:120])
    assert actions.make_letters(NOW) == request.letters.count() == 1
