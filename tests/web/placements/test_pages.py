"""Pages of placements: each sees their own, with one next step, and the public little."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chiiki_web.placements import actions, engine_input
from web import make
from web.make import NOW
from web.placements import made
from web.visit import ODD, get, opened_by, post, send_too_late, text

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 20
LIST = reverse("placements:list")


def url(name, row):
    return reverse(f"placements:{name}", args=[row.pk])


@pytest.fixture
def placement(officer, office):
    return made.running(officer, office)


@pytest.fixture
def people(placement, officer, office):
    return {
        "officer": officer,
        "office": office,
        "adviser": made.manager_of(placement),
        "auditor": make.member("auditor"),
        "reviewer": make.member("reviewer"),
    }


def test_those_concerned_open_it(client, placement, people):
    for address in (LIST, url("detail", placement), url("notice", placement)):
        assert opened_by(client, address, people) == {
            "officer",
            "office",
            "adviser",
            "auditor",
        }


def test_others_find_nothing(client, placement, stranger):
    other = make.member("adviser")
    for person in (stranger, other):
        assert get(client, person, url("detail", placement)).status_code == 404
        log = placement.logs.first()
        assert get(client, person, url("log", log)).status_code == 404
        assert "独居" not in text(get(client, person, LIST))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_pages_take_few_statements(client, placement, people, language):
    client.cookies["django_language"] = language
    for who, person in people.items():
        if who == "reviewer":
            continue
        client.force_login(person.user)
        for address in (LIST, url("detail", placement)):
            with CaptureQueriesContext(connection) as found:
                assert client.get(address).status_code == 200
            assert len(found) <= MOST_STATEMENTS, (who, address, len(found))


def test_both_sides_agree_on_their_pages(client, officer, office):
    placement = made.written(made.opened(officer, office), officer)
    for person in (officer, made.manager_of(placement)):
        html = text(get(client, person, url("detail", placement)))
        seen = engine_input.digest_of(placement)
        assert f'value="{seen}"' in html
        post(client, person, url("agree", placement), seen=seen)
    placement.refresh_from_db()
    assert placement.status == "running"


def test_opening_an_address_that_acts_does_nothing(client, officer, office):
    placement = made.written(made.opened(officer, office), officer)
    one, ability = made.milestone(placement), made.ability(placement)
    for address in (
        url("agree", placement),
        url("finish", placement),
        url("milestone_remove", one),
        url("ability_remove", ability),
    ):
        assert get(client, officer, address).status_code == 302
    placement.refresh_from_db()
    assert placement.region_agreed_at is None
    assert placement.milestones.exists()
    assert placement.abilities.count() == 2


def test_a_milestone_and_a_suggested_ability_are_written_on_the_page(
    client, officer, office
):
    placement = made.opened(officer, office)
    post(
        client,
        officer,
        url("milestone_add", placement),
        what="見本の目標",
        due_on="令和9年1月31日",
        seen_by="見本",
    )
    address = url("ability_add", placement)
    html = text(get(client, officer, address, take="count_use"))
    assert "利用の件数を毎月集計" in html
    client.post(f"{address}?take=count_use", {"text_ja": "件数を数える"})
    assert placement.milestones.get().due_on == date(2027, 1, 31)
    assert placement.abilities.get().code == "count_use"


def test_a_wish_is_sent_and_answered_on_the_page(client, placement, officer):
    one = made.milestone(placement)
    typed = {"what": "別の目標", "due_on": "2027-02-10", "seen_by": "見本"}
    answer = post(client, officer, url("milestone_change", one), **typed, ground="")
    assert "別の目標" in text(answer)
    post(client, officer, url("milestone_change", one), **typed, ground="見本")
    change = one.changes.get()
    manager = made.manager_of(placement)
    assert 'name="agrees"' in text(get(client, manager, url("change_answer", change)))
    assert 'name="agrees"' not in text(
        get(client, officer, url("change_answer", change))
    )
    post(client, manager, url("change_answer", change), agrees="yes")
    assert made.milestone(placement).what == "別の目標"


def test_a_log_is_written_confirmed_and_returned_on_the_page(
    client, placement, officer, clock
):
    clock.move_to(made.at(date(2027, 1, 12)))
    manager, log = made.manager_of(placement), placement.logs.first()
    answer = post(client, manager, url("log", log), days_worked="３", done="")
    assert "実施した内容を書いてください" in text(answer)
    post(client, manager, url("log", log), days_worked="３", done="聞き取り")
    post(client, officer, url("log_return", log), ground="2日だった。")
    assert "2日だった。" in text(get(client, manager, url("log", log)))
    post(client, manager, url("log", log), days_worked="2", done="聞き取り")
    post(client, officer, url("log_confirm", log))
    log.refresh_from_db()
    assert (log.status, log.days_worked) == ("confirmed", 2)


def test_late_logs_are_marked_in_the_list(client, placement, office, clock):
    clock.move_to(made.at(date(2027, 1, 11)))
    html = text(get(client, office, LIST, only="late"))
    assert url("detail", placement) in html
    clock.move_to(made.at(date(2027, 1, 10)))
    html = text(get(client, office, LIST, only="late"))
    assert url("detail", placement) not in html


def test_an_assessment_is_sent_on_the_page(client, placement, officer, clock):
    clock.move_to(made.at(made.FIRST))
    fields = {f"ability-{one.pk}": "helped" for one in placement.abilities.all()}
    half = dict(list(fields.items())[:1])
    assert post(client, officer, url("assess", placement), **half).status_code == 200
    post(client, officer, url("assess", placement), **fields)
    assert placement.abilities.first().assessments.get().level == "helped"


def test_what_was_typed_survives_a_session_that_ended(client, placement, officer):
    typed = {"kind": "how_to", "title": "見本の手順", "text": "月初に数える。"}
    address = url("know_how_add", placement)
    send_too_late(client, officer, address, typed)
    client.force_login(officer.user)
    assert "月初に数える。" in text(client.get(address))


def test_know_how_is_shared_on_the_page(client, placement, officer):
    entry = made.know_how(placement, officer, kind="pitfall")
    address = url("know_how_publish", entry)
    assert "月初に集計する。" in text(get(client, officer, address))
    answer = post(
        client,
        officer,
        address,
        title_ja="注意",
        result="used",
        problem_ja="見本",
        worked_ja="",
        failed_ja="",
    )
    assert answer.status_code == 200
    post(
        client,
        officer,
        address,
        title_ja="注意",
        result="used",
        problem_ja="見本",
        worked_ja="",
        failed_ja="月末は混む。",
    )
    entry.refresh_from_db()
    assert entry.study.failed_ja == "月末は混む。"


def test_an_early_end_is_asked_once_more(client, placement, officer):
    typed = {
        "ended_on": "2027-01-15",
        "ending": "illness",
        "ground": "入院",
        "rest": "alone",
    }
    asked = text(post(client, officer, url("end", placement), **typed))
    assert 'value="yes"' in asked
    placement.refresh_from_db()
    assert placement.ended_on is None
    post(client, officer, url("end", placement), **typed, confirm="yes")
    placement.refresh_from_db()
    assert placement.ended_on == date(2027, 1, 15)


def test_the_public_reads_only_what_the_region_agreed_to(client, officer, office):
    placement = made.finished(officer, office)
    address = url("public", placement)
    assert client.get(address).status_code == 404
    actions.publish_outcome(
        placement.pk,
        outcome_ja="使う人が増えた。",
        shows_milestones=False,
        shows_abilities=False,
        by=officer,
        at=NOW,
    )
    html = text(client.get(address))
    assert "使う人が増えた。" in html
    assert made.milestone(placement).what not in html
    assert made.manager_of(placement).user.name not in html
    assert address in text(client.get(reverse("placements:public_list")))


def test_with_its_consent_milestones_and_abilities_are_public(client, officer, office):
    placement = made.finished(officer, office)
    actions.publish_outcome(
        placement.pk,
        outcome_ja="使う人が増えた。",
        shows_milestones=True,
        shows_abilities=True,
        by=officer,
        at=NOW,
    )
    html = text(client.get(url("public", placement)))
    assert made.milestone(placement).what in html
    assert "<svg" in html


def test_odd_text_stays_text(client, placement, officer):
    post(
        client,
        officer,
        url("know_how_add", placement),
        kind="how_to",
        title="<b>題</b>",
        text=ODD,
    )
    html = text(get(client, officer, url("detail", placement)))
    assert "<b>題</b>" not in html
    assert "&lt;b&gt;題&lt;/b&gt;" in html


def test_the_statement_comes_at_the_end(client, officer, office):
    placement = made.running(officer, office)
    assert get(client, officer, url("statement", placement)).status_code == 404


def test_the_page_of_a_finished_placement_offers_to_publish(client, officer, office):
    placement = made.finished(officer, office)
    html = text(get(client, officer, url("detail", placement)))
    assert url("outcome", placement) in html
