"""A body that is no local government is recommended before it sends its request."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import actions, queries
from chiiki_web.dispatch.models import Recommendation, Request
from chiiki_web.outbox.models import Message
from web import make
from web.dispatch import made
from web.make import NOW

pytestmark = pytest.mark.django_db
GROUND = "地域の課題に沿う。"


@pytest.fixture
def npo():
    return made.npo()


@pytest.fixture
def town():
    return made.town()


def why(refusal, deed, *args, **values):
    with pytest.raises(refusal) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def not_asked(by, town, **changes):
    found = why(actions.CannotRecommend, made.asked_to_recommend, by, town, **changes)
    assert not Recommendation.objects.exists()
    return found


def not_answered(deed, asked, **values):
    said = {"ground": GROUND, "at": NOW} | values
    return why(actions.CannotRecommend, deed, asked.pk, **said)


def test_the_town_is_told_and_sees_it_to_answer(npo, town):
    asked = made.asked_to_recommend(npo, town)
    assert asked.state == "asked"
    message = Message.objects.get(kind="dispatch.recommendation_asked")
    assert message.recipient == town.user
    assert npo.organisation.name_ja in message.body
    assert list(queries.recommendations_to_answer(town)) == [asked]
    assert not queries.recommendations_to_answer(npo)


def test_a_given_recommendation_has_a_numbered_letter_and_the_requester_is_told(
    npo, town
):
    given = made.recommended(npo, town)
    assert given.number == "令和8年度派遣推薦第1号"
    assert given.letter is not None
    assert audit.history_of(given).last().name == "dispatch.recommendation_given"
    message = Message.objects.get(kind="dispatch.recommendation_given")
    assert message.recipient == npo.user
    assert list(queries.recommended_to_send(npo)) == [given]


def test_numbers_of_a_town_have_no_gap(npo, town):
    made.recommended(npo, town)
    again = made.recommended(made.npo(), town)
    other = made.recommended(npo, made.town())
    assert again.number == "令和8年度派遣推薦第2号"
    assert other.number == "令和8年度派遣推薦第1号"


def test_what_was_recommended_can_be_sent(npo, town):
    said = made.wanted()
    given = made.recommended(npo, town, **said)
    request = made.request(npo, **said)
    assert request.recommended_by == town.organisation.name_ja
    assert request.recommendation == given
    details = audit.history_of(request).get().details
    assert details["recommendation"] == given.number
    assert not queries.recommended_to_send(npo)


@pytest.mark.parametrize(
    "changes",
    [
        {"problem": "別の課題である。"},
        {"project": "別の案件"},
        {"days": 3},
        {"wanted_until": made.TODAY + timedelta(days=61)},
        {"uses_infrastructure": True},
    ],
)
def test_what_was_changed_since_is_not_sent(npo, town, changes):
    said = made.wanted()
    made.recommended(npo, town, **said)
    found = why(actions.CannotRequest, made.request, npo, **(said | changes))
    assert found == ["dispatch.changed_since_recommended"]
    assert not Request.objects.exists()


def test_control_without_the_digest_a_changed_request_would_be_sent(
    npo, town, monkeypatch
):
    said = made.wanted()
    made.recommended(npo, town, **said)
    given = Recommendation.objects.get()
    monkeypatch.setattr(queries, "digest_of", lambda content: given.digest)
    sent = made.request(npo, **(said | {"problem": "別の課題である。"}))
    assert sent.problem != given.content["problem"]


def test_a_recommendation_speaks_for_one_form_only(npo, town):
    said = made.wanted()
    made.recommended(npo, town, **said)
    other = said | {"form_key": uuid4()}
    found = why(actions.CannotRequest, made.request, npo, **other)
    assert found == ["dispatch.rule_not_met"]


def test_one_that_is_only_asked_for_or_declined_does_not_count(npo, town):
    said = made.wanted()
    asked = made.asked_to_recommend(npo, town, **said)
    assert why(actions.CannotRequest, made.request, npo, **said)
    actions.decline_recommendation(asked.pk, ground=GROUND, by=town, at=NOW)
    assert why(actions.CannotRequest, made.request, npo, **said)
    message = Message.objects.get(kind="dispatch.recommendation_declined")
    assert GROUND in message.body


def take_back(given, by, ground="事情が変わった。"):
    return actions.withdraw_recommendation(given.pk, ground=ground, by=by, at=NOW)


def test_taken_back_it_does_not_count_and_the_requester_is_told_why(npo, town):
    said = made.wanted()
    given = made.recommended(npo, town, **said)
    assert take_back(given, town).state == "withdrawn"
    assert why(actions.CannotRequest, made.request, npo, **said) == [
        "dispatch.rule_not_met"
    ]
    message = Message.objects.get(kind="dispatch.recommendation_withdrawn")
    assert message.recipient == npo.user
    assert "事情が変わった。" in message.body


def test_after_it_was_taken_back_the_same_request_can_be_recommended_again(npo, town):
    said = made.wanted()
    take_back(made.recommended(npo, town, **said), town)
    again = made.recommended(npo, town, **said)
    assert again.number == "令和8年度派遣推薦第2号"
    assert made.request(npo, **said).recommendation == again


def test_taking_back_twice_is_once(npo, town):
    given = made.recommended(npo, town)
    assert take_back(given, town) == take_back(given, town)
    names = [one.name for one in audit.history_of(given)]
    assert names.count("dispatch.recommendation_withdrawn") == 1


def test_what_was_sent_is_not_taken_back(npo, town):
    said = made.wanted()
    given = made.recommended(npo, town, **said)
    made.request(npo, **said)
    found = why(actions.CannotRecommend, take_back, given, town)
    assert found == ["dispatch.recommendation_sent"]


def test_only_who_gave_it_takes_it_back_and_with_a_ground(npo, town):
    given = made.recommended(npo, town)
    assert why(actions.CannotRecommend, take_back, given, npo) == [
        "dispatch.recommender_only"
    ]
    assert why(actions.CannotRecommend, take_back, given, town, ground=" ") == [
        "dispatch.recommendation_without_ground"
    ]


def test_one_that_was_not_given_is_not_taken_back(npo, town):
    asked = made.asked_to_recommend(npo, town)
    found = why(actions.CannotRecommend, take_back, asked, town)
    assert found == ["dispatch.recommendation_not_given"]


def test_the_name_of_a_town_cannot_be_written_into_a_request(npo):
    with pytest.raises(TypeError):
        made.request(npo, recommended_by="松本市")


def test_asked_anew_for_a_changed_request_the_earlier_one_is_replaced(npo, town):
    said = made.wanted()
    first = made.recommended(npo, town, **said)
    changed = said | {"problem": "別の課題である。"}
    second = made.recommended(npo, town, **changed)
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "given")
    assert made.request(npo, **changed).recommendation == second


def test_the_same_is_asked_for_once(npo, town):
    said = made.wanted()
    first = made.asked_to_recommend(npo, town, **said)
    assert made.asked_to_recommend(npo, town, **said) == first
    assert Message.objects.filter(kind="dispatch.recommendation_asked").count() == 1


def test_the_database_holds_one_living_recommendation_for_a_form(npo, town):
    first = made.asked_to_recommend(npo, town)
    second = made.asked_to_recommend(npo, town)
    rows = Recommendation.objects.filter(pk=second.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(form_key=first.form_key)


def test_only_a_local_government_of_the_region_is_asked(npo, town, officer):
    assert not_asked(npo, None) == ["dispatch.no_recommender"]
    assert not_asked(npo, made.npo()) == ["dispatch.recommender_not_local"]
    far = make.member(of=make.organisation("prefecture", prefecture_id="010006"))
    assert not_asked(npo, far) == ["dispatch.recommender_elsewhere"]
    assert not_asked(officer, town) == ["dispatch.needs_no_recommendation"]


def test_a_request_that_breaks_other_rules_is_not_put_before_a_town(npo, town):
    assert not_asked(npo, town, days=4) == ["dispatch.rule_not_met"]
    assert not_asked(npo, town, wanted_from=made.TODAY - timedelta(days=1)) == [
        "dispatch.in_the_past"
    ]


def test_only_the_town_that_was_asked_answers_once_and_with_a_ground(npo, town):
    asked = made.asked_to_recommend(npo, town)
    give, decline = actions.give_recommendation, actions.decline_recommendation
    only = ["dispatch.recommender_only"]
    assert not_answered(give, asked, by=made.town()) == only
    assert not_answered(give, asked, by=npo) == only
    empty = ["dispatch.recommendation_without_ground"]
    assert not_answered(give, asked, by=town, ground=" ") == empty
    assert not_answered(decline, asked, by=town, ground=" ") == empty
    actions.give_recommendation(asked.pk, ground=GROUND, by=town, at=NOW)
    over = ["dispatch.recommendation_answered"]
    assert not_answered(decline, asked, by=town) == over


def test_one_that_was_replaced_is_not_answered(npo, town):
    said = made.wanted()
    first = made.asked_to_recommend(npo, town, **said)
    made.asked_to_recommend(npo, town, **(said | {"days": 1}))
    found = not_answered(actions.give_recommendation, first, by=town)
    assert found == ["dispatch.recommendation_replaced"]


def test_nothing_is_asked_for_a_request_that_was_sent_or_belongs_to_others(npo, town):
    said = made.wanted()
    made.recommended(npo, town, **said)
    ask = made.asked_to_recommend
    stranger = why(actions.CannotRecommend, ask, made.npo(), town, **said)
    assert stranger == ["dispatch.not_yours"]
    made.request(npo, **said)
    sent = why(actions.CannotRecommend, ask, npo, town, **said)
    assert sent == ["dispatch.sent_already"]
