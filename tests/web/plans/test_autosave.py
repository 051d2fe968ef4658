"""What is typed is kept by itself: into the plan where it can be read, never over a newer text."""

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.plans import actions, queries
from chiiki_web.plans.actions import drafting
from chiiki_web.plans.models import EarlierText, Plan, WorkingCopy
from web import make
from web.make import NOW
from web.plans.drafts import OpenForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def plan(officer):
    return make.plan(officer, need_found="前の文章")


@pytest.fixture
def form(plan, officer):
    return OpenForm(plan, officer)


def now(plan):
    return Plan.objects.get(pk=plan.pk)


def colleague(officer):
    return make.member(of=officer.organisation)


def changes(plan, by, **values):
    fresh = now(plan)
    return actions.change_plan(plan.pk, version=fresh.version, by=by, at=NOW, **values)


def test_typing_goes_into_the_plan_and_the_page_is_told_when(form, plan):
    answer = form.keeps(need_found="書きかけ", target_users="２００人")

    assert (now(plan).need_found, now(plan).target_users) == ("書きかけ", 200)
    assert answer["state"] == "saved"
    assert answer["words"].startswith("保存しました")


def test_a_form_saves_again_and_again_without_meeting_itself(form, plan):
    for text in ("毎", "毎朝", "毎朝の声かけ"):
        assert form.keeps(need_found=text)["state"] == "saved"
    assert form.presses(need_found="毎朝の声かけを望む。").status_code == 302
    assert now(plan).need_found == "毎朝の声かけを望む。"


def test_what_cannot_be_read_is_kept_as_it_was_typed(form, plan, officer):
    answer = form.keeps(target_users="12あ", need_found="読める文章")

    assert answer["state"] == "kept"
    assert "想定利用者数" in answer["words"]
    assert (now(plan).target_users, now(plan).need_found) == (None, "読める文章")
    later = OpenForm(plan, officer)  # another machine, another session
    assert later.values["target_users"] == "12あ"
    assert 'aria-invalid="true"' in later.shown


def test_a_half_typed_entry_goes_when_it_is_finished(form, plan, officer):
    form.keeps(target_users="12あ")
    later = OpenForm(plan, officer)

    assert later.keeps(target_users="120")["state"] == "saved"

    assert now(plan).target_users == 120
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_half_typed_entry_goes_when_it_is_taken_back(form, plan, officer, by_itself):
    form.keeps(target_users="12あ")
    again = form if by_itself else OpenForm(plan, officer)

    again.keeps(target_users="")

    assert not WorkingCopy.objects.exists()


def test_another_window_does_not_wipe_what_is_half_typed(form, plan, officer):
    other = OpenForm(plan, officer)
    form.keeps(target_users="12あ")

    other.keeps(need_found="ほかの窓の文章")

    assert WorkingCopy.objects.get().typed == {"target_users": ["12あ"]}


def test_nobody_else_sees_what_is_half_typed(form, plan, officer):
    form.keeps(target_users="12あ")
    assert OpenForm(plan, colleague(officer)).values["target_users"] == ""


def test_a_text_taken_back_to_what_it_was_is_taken_back_in_the_plan(form, plan):
    form.keeps(need_found="まちがい")
    form.keeps(need_found="前の文章")
    assert now(plan).need_found == "前の文章"


def test_a_request_that_was_overtaken_changes_nothing(form, plan):
    form.keeps(turn=2, need_found="新しい文章")

    assert form.keeps(turn=1, need_found="古い文章")["state"] == "saved"

    assert now(plan).need_found == "新しい文章"


def test_without_the_turn_the_older_request_would_win(form, plan, monkeypatch):
    monkeypatch.setattr(queries, "is_late", lambda *_: False)
    form.keeps(turn=2, need_found="新しい文章")
    form.keeps(turn=1, need_found="古い文章")
    assert now(plan).need_found == "古い文章"


def test_it_never_wins_over_a_text_that_somebody_sent(form, plan, officer):
    changes(plan, colleague(officer), need_found="送信された文章")

    answer = form.keeps(need_found="自動で保存された文章")

    assert answer["state"] == "clash"
    assert answer["url"].endswith("/choose/users/")
    assert now(plan).need_found == "送信された文章"
    assert WorkingCopy.objects.get().typed["need_found"] == ["自動で保存された文章"]


def test_nor_does_it_win_by_trying_again(form, plan, officer):
    changes(plan, colleague(officer), need_found="送信された文章")
    form.keeps(need_found="自動", target_users="5")
    assert form.keeps(need_found="自動で保存")["state"] == "clash"
    assert now(plan).need_found == "送信された文章"


def test_without_the_version_a_text_that_was_sent_would_be_lost(
    form, plan, officer, monkeypatch
):
    monkeypatch.setattr(queries, "clashing", lambda *_: set())
    changes(plan, colleague(officer), need_found="送信された文章")
    form.keeps(need_found="自動で保存された文章")
    assert now(plan).need_found == "自動で保存された文章"


def test_a_part_that_was_not_touched_here_does_not_clash(form, plan, officer):
    changes(plan, colleague(officer), need_found="同僚の文章")

    assert form.keeps(target_users="30")["state"] == "saved"
    assert form.presses().status_code == 302

    assert (now(plan).need_found, now(plan).target_users) == ("同僚の文章", 30)


def test_without_the_marks_the_old_text_would_clash(form, plan, officer):
    changes(plan, colleague(officer), need_found="同僚の文章")
    form.hidden["seen"] = ""
    assert form.keeps(target_users="30")["state"] == "clash"


def test_two_windows_of_one_person_clash_like_two_people(form, plan, officer):
    other = OpenForm(plan, officer)
    form.keeps(need_found="一つ目の窓")
    assert other.keeps(need_found="二つ目の窓")["state"] == "clash"
    assert now(plan).need_found == "一つ目の窓"


def test_one_sitting_is_one_event_and_one_earlier_text(form, plan):
    before = audit.history_of(plan).count()
    for text in ("前の文章に", "前の文章に足す", "前の文章に足した。"):
        form.keeps(need_found=text)
    assert audit.history_of(plan).count() == before + 1
    row = EarlierText.objects.filter(part="need_found").first()
    assert (row.value, row.last_version - row.first_version) == ("前の文章", 2)


def test_a_text_that_shrinks_much_is_kept_before_it_is_gone(form, plan, officer):
    form.keeps(need_found="長い長い文章を一時間かけて書いた。")
    form.keeps(need_found="")
    kept = {one.value for one in EarlierText.objects.filter(part="need_found")}
    assert "長い長い文章を一時間かけて書いた。" in kept


def test_what_was_sent_by_the_button_is_kept_when_it_is_replaced(form, plan):
    form.presses(need_found="送信した文章")
    form.keeps(need_found="送信した文章に続けて書く")
    kept = {one.value for one in EarlierText.objects.filter(part="need_found")}
    assert "送信した文章" in kept


def test_a_municipality_that_ended_stays_typed_and_the_rest_is_saved(officer, plan):
    form = drafting.OpenForm(page=make.uuid4(), is_sent=False)
    town = plan.municipality
    other = type(town).objects.exclude(pk=town.pk).filter(last_day=None).first()
    other.last_day = NOW.date().replace(year=2020)
    other.save()
    typed = actions.Typed(
        values={"municipality": other, "goal": "目標"},
        raw={
            "municipality": {"municipality": [other.code]},
            "goal": {"goal": ["目標"]},
        },
        version=plan.version,
        form=form,
    )

    outcome = actions.save_step(plan.pk, typed, by=officer, at=NOW)

    assert [one.code for one in outcome.reasons] == ["plans.municipality_ended"]
    assert (now(plan).goal, now(plan).municipality) == ("目標", town)
    assert WorkingCopy.objects.get().part == "municipality"


@pytest.mark.parametrize("seen", ["[]", "{", "[" * 9_000, "{" + '"a":' * 9_000, "x"])
def test_marks_that_were_tampered_with_are_no_marks(form, plan, seen):
    form.hidden["seen"] = seen
    assert form.keeps(need_found="文章")["state"] == "saved"


@pytest.mark.parametrize("odd", ["\x00", "😀𠮷", "x" * 5_000])
def test_odd_letters_are_kept_too(form, plan, odd):
    form.keeps(target_users=odd)
    assert WorkingCopy.objects.get().typed["target_users"] == [odd.replace("\x00", "")]


def test_who_may_not_write_saves_nothing(form, plan):
    form.client.force_login(make.member().user)
    assert form._send("autosave", 1, {"need_found": "他人"}).status_code == 404
    assert now(plan).need_found == "前の文章"


def test_of_a_text_without_end_the_beginning_is_kept_and_the_page_says_so(form, plan):
    answer = form.keeps(need_found="長" * 16_001, target_users="200")
    assert (answer["state"], "先頭の16,000文字" in answer["words"]) == ("kept", True)
    assert WorkingCopy.objects.get().typed == {"need_found": ["長" * 16_000]}
    assert now(plan).target_users == 200


def test_what_is_four_times_too_long_is_kept_whole(form):
    answer = form.keeps(need_found="長" * 16_000)
    assert (answer["state"], "先頭" in answer["words"]) == ("kept", False)
    assert WorkingCopy.objects.get().typed == {"need_found": ["長" * 16_000]}


def test_without_that_limit_all_of_it_would_be_kept(form, monkeypatch):
    monkeypatch.setattr(drafting, "beginnings", dict)
    form.keeps(need_found="長" * 100_000)
    assert WorkingCopy.objects.get().typed == {"need_found": ["長" * 100_000]}
