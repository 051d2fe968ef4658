"""Two texts for one part: both are shown, one is chosen, and none is ever lost."""

import pytest
from django.urls import reverse

from chiiki_web.audit import queries as audit
from chiiki_web.plans import actions
from chiiki_web.plans.models import EarlierText, Plan, WorkingCopy
from web import make
from web.make import NOW
from web.plans.drafts import OpenForm

pytestmark = pytest.mark.django_db
THEIRS, MINE = "同僚が保存した文章", "私が入力した文章"


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def plan(officer):
    return make.plan(officer, need_found="前の文章")


@pytest.fixture
def form(plan, officer):
    """A form whose text met the text of a colleague."""
    form = OpenForm(plan, officer)
    OpenForm(plan, make.member(of=officer.organisation)).presses(need_found=THEIRS)
    form.presses(need_found=MINE)
    return form


def now(plan):
    return Plan.objects.get(pk=plan.pk)


def choose(form, do, **typed):
    address = reverse("plans:choose", args=[form.plan.pk, "users"])
    sent = {"part": "need_found", "do": do, "version": now(form.plan).version}
    return form.client.post(address, sent | typed)


def kept():
    return {one.value for one in EarlierText.objects.filter(part="need_found")}


def test_the_page_shows_both_texts_with_who_and_when(form, plan):
    page = form.client.get(reverse("plans:choose", args=[plan.pk, "users"]))
    html = page.content.decode()
    assert THEIRS in html
    assert MINE in html
    assert page.context["clashes"][0].writer == "見本 太郎"
    assert page.context["clashes"][0].written_at


@pytest.mark.parametrize(
    ("do", "stands", "lost"), [("theirs", THEIRS, MINE), ("mine", MINE, THEIRS)]
)
def test_what_is_not_chosen_stays_readable(form, plan, do, stands, lost):
    assert choose(form, do).status_code == 302

    assert now(plan).need_found == stands
    assert lost in kept()
    assert not WorkingCopy.objects.exists()
    assert audit.history_of(plan).last().name == "plan.text_chosen"
    page = form.client.get(reverse("plans:earlier", args=[plan.pk, "users"]))
    assert lost in page.content.decode()


def test_a_third_text_takes_the_place_of_both_and_both_stay_readable(form, plan):
    choose(form, "merge", **{"new-need_found": "二つを合わせた文章"})
    assert now(plan).need_found == "二つを合わせた文章"
    assert {THEIRS, MINE} <= kept()


def test_the_third_text_begins_with_both(form, plan):
    page = form.client.get(reverse("plans:choose", args=[plan.pk, "users"]))
    assert page.context["clashes"][0].fields[0].value() == f"{THEIRS}\n\n{MINE}"


def test_two_windows_of_one_person_are_not_called_two_people(plan, officer):
    first, second = OpenForm(plan, officer), OpenForm(plan, officer)
    first.presses(need_found=THEIRS)
    words = second.keeps(need_found=MINE)["words"]
    assert words.startswith("別の画面で保存された文章があります")
    page = second.client.get(reverse("plans:choose", args=[plan.pk, "users"]))
    assert "二つの画面で" in page.content.decode()
    for each in (page.content.decode(), words):
        assert "ほかの人" not in each
        assert "二人" not in each


def test_a_choice_is_one_event(form, plan):
    before = audit.history_of(plan).count()
    choose(form, "merge", **{"new-need_found": "二つを合わせた文章"})
    assert audit.history_of(plan).count() == before + 1


def test_a_third_text_that_arrived_meanwhile_is_shown_first(form, plan, officer):
    old = now(plan).version
    OpenForm(plan, make.member(of=officer.organisation)).presses(need_found="三人目")

    page = choose(form, "mine", version=old)

    assert "三人目" in page.content.decode()
    assert now(plan).need_found == "三人目"


def test_choosing_twice_does_nothing_twice(form, plan):
    choose(form, "mine")
    before = audit.history_of(plan).count()
    assert choose(form, "theirs").status_code == 302
    assert now(plan).need_found == MINE
    assert audit.history_of(plan).count() == before
    with pytest.raises(actions.CannotChangePlan):
        actions.choose_text(
            plan.pk, "need_found", pick="theirs", version=99, by=form.member, at=NOW
        )


@pytest.mark.parametrize(
    ("do", "part"), [("fly", "need_found"), ("mine", "luck"), ("mine", "")]
)
def test_a_button_that_does_not_exist_changes_nothing(form, plan, do, part):
    assert choose(form, do, part=part).status_code == 200
    assert now(plan).need_found == THEIRS


def test_the_step_and_the_plan_lead_to_the_choice(form, plan):
    address = reverse("plans:choose", args=[plan.pk, "users"])
    for page in (form.address, reverse("plans:detail", args=[plan.pk])):
        assert address in form.client.get(page).content.decode()


def test_a_number_that_cannot_be_read_cannot_be_taken_but_is_shown(plan, officer):
    form = OpenForm(plan, officer)
    OpenForm(plan, make.member(of=officer.organisation)).presses(target_users="200")
    form.keeps(target_users="百あ")

    page = form.client.get(reverse("plans:choose", args=[plan.pk, "users"]))
    assert "百あ" in page.content.decode()
    assert choose(form, "mine", part="target_users").status_code == 200
    assert now(plan).target_users == 200
    choose(form, "theirs", part="target_users")
    lost = EarlierText.objects.filter(part="target_users").first()
    with pytest.raises(actions.CannotChangePlan):
        actions.restore_text(lost.pk, version=99, by=officer, at=NOW)


def test_without_a_clash_the_page_leads_back(plan, officer):
    form = OpenForm(plan, officer)
    response = form.client.get(reverse("plans:choose", args=[plan.pk, "users"]))
    assert response["Location"] == form.address
    missing = reverse("plans:choose", args=[plan.pk, "luck"])
    assert form.client.get(missing).status_code == 404


def test_an_earlier_text_comes_back_with_one_press(form, plan):
    choose(form, "mine")
    row = EarlierText.objects.get(part="need_found", value="前の文章")
    address = reverse("plans:earlier", args=[plan.pk, "users"])

    form.client.post(address, {"text": row.pk, "version": now(plan).version})

    assert now(plan).need_found == "前の文章"
    assert MINE in kept()
    assert audit.history_of(plan).last().name == "plan.text_restored"


def test_an_earlier_text_does_not_come_back_over_an_unseen_one(form, plan, officer):
    choose(form, "theirs")
    old, row = now(plan).version, EarlierText.objects.get(value="前の文章")
    OpenForm(plan, make.member(of=officer.organisation)).presses(need_found="三人目")
    address = reverse("plans:earlier", args=[plan.pk, "users"])
    form.client.post(address, {"text": row.pk, "version": old})
    assert now(plan).need_found == "三人目"


def test_an_earlier_text_of_another_plan_is_not_found(form, plan):
    other = make.plan(need_found="よその文章")
    row = EarlierText.objects.get(plan=other, part="need_found")
    address = reverse("plans:earlier", args=[plan.pk, "users"])
    assert form.client.post(address, {"text": row.pk}).status_code == 404


def test_the_auditor_reads_earlier_texts_and_nobody_else_outside(form, plan, client):
    address = reverse("plans:earlier", args=[plan.pk, "users"])
    client.force_login(make.member("auditor").user)
    page = client.get(address)
    assert "前の文章" in page.content.decode()
    assert 'name="text"' not in page.content.decode()
    client.force_login(make.member().user)
    assert client.get(address).status_code == 404
    client.force_login(make.member("office").user)
    assert client.get(address).status_code == 403


def test_a_step_without_earlier_texts_says_so(plan, client, officer):
    client.force_login(officer.user)
    page = client.get(reverse("plans:earlier", args=[plan.pk, "costs"]))
    assert "以前の文章はまだありません" in page.content.decode()


def test_the_pages_stay_within_twenty_statements(
    form, plan, django_assert_max_num_queries
):
    for name in ("choose", "earlier"):
        with django_assert_max_num_queries(20):
            form.client.get(reverse(f"plans:{name}", args=[plan.pk, "users"]))
