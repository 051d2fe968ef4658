"""What two applications share: who is shown it, and what the office says of it."""

import pytest
from django.urls import reverse

from chiiki_web.audit.models import Event
from chiiki_web.overlaps import actions, queries
from chiiki_web.overlaps.models import Ruling
from chiiki_web.wording import explain
from web import make
from web.awards import made as awards
from web.make import NOW
from web.overlaps import made
from web.services.browse import get, post, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def two(office, officer):
    """The same town, the same costs, in two calls."""
    return [made.submitted(make.call(office), officer) for _ in range(2)]


def kinds(application, reader):
    return {one.overlap.kind.value for one in queries.overlaps_of(application, reader)}


def rule(two, by, **changes):
    values = {"kind": "same_cost", "verdict": "no_overlap", "ground": "別の年度の機器"}
    return actions.rule_on_overlap(
        two[0].pk, two[1].pk, by=by, at=NOW, **(values | changes)
    )


def test_the_same_costs_and_files_of_one_town_are_found(two, office):
    assert kinds(two[0], office) == {"same_cost", "same_file"}


def test_another_town_with_the_same_costs_is_left_alone(two, office):
    stranger = made.submitted(make.call(office), make.member(), b"%PDF-1.7 other")

    assert kinds(stranger, office) == set()


def test_what_was_sent_counts_and_not_what_the_plan_says_now(two, office, officer):
    before = kinds(two[0], office)
    two[0].plan.cost_lines.all().delete()

    assert kinds(two[0], office) == before


def test_a_withdrawn_application_shares_nothing(two, office, officer):
    made.withdraw(two[1], officer)

    assert kinds(two[0], office) == set()


def test_a_draft_of_somebody_else_is_nobodys_business(office, officer):
    sent = made.submitted(make.call(office), officer)
    made.draft(make.call(office), make.member())

    assert kinds(sent, office) == set()


@pytest.mark.parametrize("page", ["application", "call"])
def test_a_page_asks_the_database_at_most_twenty_times(
    client, office, officer, page, django_assert_max_num_queries
):
    call = make.call(office)
    sent = [made.submitted(call, officer) for _ in range(6)]
    made.look()
    key = sent[0].pk if page == "application" else call.pk
    client.force_login(office.user)
    with django_assert_max_num_queries(20):
        client.get(reverse(f"overlaps:{page}", args=[key]))


def test_the_office_reads_words_and_yen(client, two, office):
    shown = text(get(client, office, reverse("overlaps:application", args=[two[0].pk])))

    assert "同一・類似の経費" in shown
    assert "7,000,000円" in shown
    assert two[1].number in shown


def test_the_same_file_is_named_and_not_its_hash(client, two, office):
    shown = text(get(client, office, reverse("overlaps:application", args=[two[0].pk])))
    file = two[0].attachments.get()
    assert f"同じファイルが添付されています：{file.name}" in shown
    assert file.file.sha256 not in shown


def test_the_other_application_stands_as_on_the_desk(client, office, officer):
    decided = awards.decided(office, officer)
    sent = made.submitted(make.call(office), officer)

    shown = text(get(client, office, reverse("overlaps:application", args=[sent.pk])))

    assert decided.application.number in shown
    assert "交付決定" in shown


def test_the_office_of_another_call_sees_only_that_there_is_one(client, officer):
    one, other = make.member("office"), make.member("office")
    mine = made.submitted(make.call(one), officer)
    theirs = made.submitted(make.call(other), officer)

    shown = text(get(client, one, reverse("overlaps:application", args=[mine.pk])))

    assert theirs.number not in shown
    assert "同一・類似の経費" in shown


def test_an_applicant_is_warned_of_its_own_cases_before_sending(
    client, office, officer
):
    sent = made.submitted(make.call(office), officer)
    draft = made.draft(make.call(office), officer)

    shown = text(get(client, officer, reverse("overlaps:application", args=[draft.pk])))

    assert sent.number in shown
    assert "ground" not in shown


@pytest.fixture
def of_a_partner(office, officer):
    """A draft with a partner, which has itself sent almost the same cost elsewhere."""
    partner = make.member()
    sent = made.draft(make.call(office), partner)
    line = sent.plan.cost_lines.get(amount=7_000_000)
    line.description, line.amount = f"{line.description}（別記）", 7_100_000
    line.save()
    made.send(sent, partner)
    draft = made.draft(make.call(office), officer)
    make.partner(draft.plan, partner.organisation)
    return draft


def test_an_applicant_reads_only_its_own_side_of_what_somebody_else_sent(
    client, officer, of_a_partner
):
    address = reverse("overlaps:application", args=[of_a_partner.pk])
    shown = text(get(client, officer, address))

    assert "閲覧できない申請" in shown
    assert "（7,000,000円）に近い経費" in shown
    assert "別記" not in shown
    assert "7,100,000円" not in shown


def test_control_without_the_guard_the_other_side_is_read(
    client, officer, of_a_partner, monkeypatch
):
    monkeypatch.setattr(queries.finding, "_own_side", lambda why: why)
    address = reverse("overlaps:application", args=[of_a_partner.pk])

    assert "7,100,000円" in text(get(client, officer, address))


def test_a_ruling_is_kept_with_its_ground_and_one_event(two, office):
    ruling = rule(two, office)

    assert rule(two, office) == ruling
    assert Event.objects.filter(name="overlap.ruled").count() == 1
    (found,) = [
        one
        for one in queries.overlaps_of(two[1], office)
        if one.overlap.kind == "same_cost"
    ]
    assert found.ruling == ruling


def test_another_ruling_takes_its_place_and_both_stand_in_the_history(two, office):
    rule(two, office)
    rule(two, office, verdict="overlap", ground="同じ機器")

    assert Ruling.objects.get().verdict == "overlap"
    assert Event.objects.filter(name="overlap.ruled").count() == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ground": " "}, "overlaps.ground_missing"),
        ({"kind": "same_member"}, "overlaps.not_found"),
    ],
)
def test_it_refuses(two, office, changes, code):
    with pytest.raises(actions.CannotRule) as refused:
        rule(two, office, **changes)

    assert [one.code for one in refused.value.reasons] == [code]
    assert explain(refused.value.reasons[0])


def test_nobody_else_rules(two, officer):
    for by in (officer, make.member("office"), make.member("auditor")):
        with pytest.raises(actions.CannotRule):
            rule(two, by)
    assert not Ruling.objects.exists()


def test_what_was_typed_stays_beside_its_overlap(client, two, office):
    address = reverse("overlaps:application", args=[two[0].pk])
    sent = {"other": two[1].pk, "kind": "same_cost", "ground": "見本の理由"}

    shown = text(post(client, office, address, **sent))

    assert "見本の理由" in shown
    assert not Ruling.objects.exists()


def test_the_form_writes_it_down(client, two, office):
    address = reverse("overlaps:application", args=[two[0].pk])
    sent = {"other": two[1].pk, "kind": "same_cost", "verdict": "overlap"}

    response = post(client, office, address, ground="見本の理由", **sent)

    assert response.status_code == 302
    assert Ruling.objects.get().ground == "見本の理由"


def test_a_ground_on_an_overlap_that_is_gone_can_be_copied(
    client, two, office, officer
):
    made.withdraw(two[1], officer)
    address = reverse("overlaps:application", args=[two[0].pk])
    typed = {"other": two[1].pk, "kind": "same_cost", "verdict": "overlap"}
    shown = text(post(client, office, address, **typed, ground="惜しい文章"))

    assert "惜しい文章" in shown
    assert "惜しい文章" not in text(get(client, office, address))


def test_who_did_not_see_the_finding_of_a_colleague_is_told_of_it(client, two, office):
    address = reverse("overlaps:application", args=[two[0].pk])
    typed = {"other": two[1].pk, "kind": "same_cost", "ground": "同じ機器", "seen": ""}
    rule(two, office)
    shown = text(post(client, office, address, **typed, verdict="overlap"))

    assert "先に判断を記録しました" in shown
    assert "同じ機器" in shown
    assert Ruling.objects.get().verdict == "no_overlap"


def test_control_who_saw_it_takes_its_place(client, two, office):
    address = reverse("overlaps:application", args=[two[0].pk])
    seen = queries.seen(rule(two, office))
    assert f'name="seen" value="{seen}"' in text(get(client, office, address))
    typed = {"other": two[1].pk, "kind": "same_cost", "ground": "同じ機器"}
    post(client, office, address, **typed, seen=seen, verdict="overlap")

    assert Ruling.objects.get().verdict == "overlap"
