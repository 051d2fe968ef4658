"""What is typed into the form of a request is kept; two who write keep both texts."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import actions, queries
from chiiki_web.dispatch.actions import drafting
from chiiki_web.dispatch.models import Draft, Request
from chiiki_web.plans.actions import OpenForm
from web import make
from web.dispatch import made
from web.dispatch.test_request_page import typed
from web.make import CLOCK, NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
NEW, LIST = reverse("dispatch:new"), reverse("dispatch:list")
KEY = uuid4()


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)
    made.open_call("adviser")


@pytest.fixture
def colleague(officer):
    return make.member(of=officer.organisation)


def keep(by, problem, *, page, turn=1, version=0, key=KEY):
    return actions.keep_draft(
        key,
        {"project": ["見本の案件"], "problem": [problem]},
        form=OpenForm(page, turn, is_sent=False),
        version=version,
        by=by,
        at=NOW,
    )


def problems():
    return {one.typed["problem"][0] for one in Draft.objects.all()}


def test_one_page_goes_on_in_one_draft(officer):
    page = uuid4()
    keep(officer, "見守りが", page=page)
    draft = keep(officer, "見守りが続かない。", page=page, turn=2)
    assert problems() == {"見守りが続かない。"}
    (event,) = audit.history_of(draft)
    assert event.name == "dispatch.drafted"


def test_what_was_overtaken_on_its_way_changes_nothing(officer):
    page = uuid4()
    keep(officer, "新しい文", page=page, turn=5)
    keep(officer, "古い文", page=page, turn=4)
    assert problems() == {"新しい文"}


def test_who_opens_a_draft_goes_on_in_it(officer, colleague):
    first = keep(officer, "書きかけ", page=uuid4())
    keep(colleague, "書きかけの続き", page=uuid4(), version=first.version)
    assert problems() == {"書きかけの続き"}


def test_two_who_opened_the_same_draft_keep_both_texts(officer, colleague):
    first = keep(officer, "書きかけ", page=uuid4())
    keep(officer, "一人目の文", page=uuid4(), version=first.version)
    keep(colleague, "二人目の文", page=uuid4(), version=first.version)
    assert problems() == {"一人目の文", "二人目の文"}


def test_the_first_page_goes_on_beside_the_second(officer, colleague):
    page = uuid4()
    first = keep(officer, "書きかけ", page=page)
    keep(colleague, "同僚の文", page=uuid4(), version=first.version)
    keep(officer, "自分の文", page=page, turn=2)
    assert problems() == {"自分の文", "同僚の文"}


def test_control_without_the_version_the_second_would_write_over_the_first(
    officer, colleague, monkeypatch
):
    first = keep(officer, "書きかけ", page=uuid4())
    second = keep(officer, "一人目の文", page=uuid4(), version=first.version)
    keep(colleague, "二人目の文", page=uuid4(), version=second.version)
    assert problems() == {"二人目の文"}


def test_another_body_neither_sees_nor_changes_it(officer):
    stranger = make.member()
    first = keep(officer, "書きかけ", page=uuid4())
    keep(stranger, "よその文", page=first.page, turn=9, version=first.version, key=KEY)
    assert list(queries.drafts_of(officer)) == [first]
    first.refresh_from_db()
    assert first.typed["problem"] == ["書きかけ"]


def test_a_body_keeps_not_more_drafts_than_it_can_read(officer, monkeypatch):
    monkeypatch.setattr(drafting, "MOST_DRAFTS", 1)
    keep(officer, "一つ目", page=uuid4())
    with pytest.raises(actions.CannotKeep, match="too_many_drafts"):
        keep(officer, "二つ目", page=uuid4(), key=uuid4())
    keep(officer, "一つ目の続き", page=Draft.objects.get().page, turn=2)
    assert problems() == {"一つ目の続き"}


def autosave(client, member, page, turn=1, **more):
    said = {"do": "autosave", "page": str(page), "turn": turn, "version": 0}
    return post(client, member, NEW, **(typed(problem="途中まで書いた") | said | more))


def test_the_page_saves_while_typing_and_opens_it_again(client, officer):
    answer = autosave(client, officer, uuid4(), project="")
    assert answer.json()["state"] == "saved"
    draft = Draft.objects.get()
    assert "案件名は未入力" in text(get(client, officer, LIST))
    html = text(get(client, officer, f"{NEW}?draft={draft.pk}"))
    assert "途中まで書いた" in html
    assert f'name="version" value="{draft.version}"' in html
    assert "error-summary" not in html


def test_once_it_is_sent_its_draft_is_gone(client, officer):
    page, form = uuid4(), typed()
    autosave(client, officer, page, **form)
    post(client, officer, NEW, **(form | {"page": str(page), "turn": 2}))
    assert Request.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_refused_request_stays_as_a_draft(client, officer):
    page = uuid4()
    autosave(client, officer, page)
    post(client, officer, NEW, **(typed(problem="") | {"page": str(page), "turn": 2}))
    assert not Request.objects.exists()
    assert Draft.objects.count() == 1


def test_what_another_page_sent_becomes_a_new_request_and_the_list_says_so(
    client, officer
):
    form = typed()
    autosave(client, officer, uuid4(), **form)
    post(client, officer, NEW, **form)
    number = Request.objects.get().number
    assert f"{number}として提出済み" in text(get(client, officer, LIST))
    draft = Draft.objects.get()
    html = text(get(client, officer, f"{NEW}?draft={draft.pk}"))
    assert str(draft.form_key) not in html


def test_after_the_call_has_closed_what_is_typed_is_still_kept(client, officer, clock):
    made.Call.objects.update(closes_at=NOW)
    assert autosave(client, officer, uuid4()).json()["state"] == "saved"


def test_a_draft_is_deleted_by_the_button_of_the_list(client, officer):
    draft = keep(officer, "書きかけ", page=uuid4())
    address = reverse("dispatch:drop", args=[draft.pk])
    post(client, make.member(), address)
    assert Draft.objects.exists()
    post(client, officer, address)
    post(client, officer, address)
    assert not Draft.objects.exists()


def test_a_form_key_that_is_none_is_told_and_nothing_is_kept(client, officer):
    assert autosave(client, officer, uuid4(), form_key="x").json()["state"] == "other"
    assert not Draft.objects.exists()


def told(client, member, address):
    """What the list says once a draft was to be deleted."""
    client.force_login(member.user)
    return client.post(address, follow=True).content.decode()


def test_a_draft_that_is_not_there_is_not_said_to_be_deleted(client, officer):
    draft = keep(officer, "書きかけ", page=uuid4())
    address = reverse("dispatch:drop", args=[draft.pk])
    stranger = told(client, make.member(), address)
    assert "下書きを削除しました" not in stranger
    assert "この下書きは見つかりません" in stranger
    assert "下書きを削除しました" in told(client, officer, address)
    assert "この下書きは見つかりません" in told(client, officer, address)


@pytest.mark.parametrize("number", ["999999", "x", "9" * 40, ""])
def test_a_link_to_a_draft_that_is_gone_says_so(client, officer, number):
    html = text(get(client, officer, f"{NEW}?draft={number}"))
    assert "この下書きは見つかりません" in html


def test_control_a_link_to_a_draft_that_is_there_and_a_new_form_say_nothing(
    client, officer
):
    draft = keep(officer, "書きかけ", page=uuid4())
    for address in (f"{NEW}?draft={draft.pk}", NEW):
        assert "下書きは見つかりません" not in text(get(client, officer, address))


def test_a_text_that_would_be_cut_is_not_said_to_be_saved(client, officer):
    page = uuid4()
    assert autosave(client, officer, page).json()["state"] == "saved"
    answer = autosave(client, officer, page, turn=2, problem="長" * 16_001).json()
    assert answer["state"] == "other"
    assert "16,000文字" in answer["words"]
    assert problems() == {"途中まで書いた"}


def test_control_the_longest_text_that_is_kept_is_kept_whole(client, officer):
    longest = "長" * 16_000
    assert autosave(client, officer, uuid4(), problem=longest).json()["state"] == (
        "saved"
    )
    assert problems() == {longest}


def test_control_unrefused_it_would_be_cut(officer):
    cut = drafting.beginnings({"problem": ["長" * 16_001]})
    assert cut == {"problem": ["長" * 16_000]}


def test_nul_is_not_kept(client, officer):
    autosave(client, officer, uuid4(), problem="見守り\x00が", **{"a\x00b": "c"})
    draft = Draft.objects.get()
    assert draft.typed["problem"] == ["見守りが"]
    assert "\\u0000" not in json.dumps(draft.typed)


def test_control_json_writes_nul_as_postgresql_refuses_it():
    assert json.dumps("\x00") == '"\\u0000"'
