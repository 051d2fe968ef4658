"""Saved views: private or shared, one of them first, never too many."""

from uuid import uuid4

import pytest

from chiiki_web.audit.models import Event
from chiiki_web.desk import actions, queries
from chiiki_web.desk.models import SavedView
from web import make
from web.applications import made
from web.desk.made import url
from web.make import NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def colleague(office):
    return make.member("office", of=office.organisation)


def save(by, name="私の分", query="assigned=me", is_shared=False, key=None):
    return actions.save_view(
        form_key=key or uuid4(),
        name=name,
        query=query,
        is_shared=is_shared,
        by=by,
        at=NOW,
    )


def test_a_private_view_is_one_s_own_and_a_shared_one_the_office_s(office, colleague):
    private, shared = save(office), save(office, "遅れ", "time=late", is_shared=True)
    assert set(queries.views_of(office)) == {private, shared}
    assert list(queries.views_of(colleague)) == [shared]
    assert not queries.views_of(make.member("office"))


def test_the_same_form_makes_one_view_and_the_same_name_writes_over(office):
    key = uuid4()
    assert save(office, key=key) == save(office, name="別の名", key=key)
    assert save(office, query="time=late") == SavedView.objects.get()
    assert SavedView.objects.get().query == "time=late"
    assert Event.objects.filter(name="view.saved").count() == 2


def test_there_is_an_end_to_them(office, colleague, monkeypatch):
    monkeypatch.setattr("chiiki_web.desk.actions.saving.MOST_VIEWS", 2)
    save(office, "一")
    save(office, "二")
    with pytest.raises(actions.CannotSaveView) as caught:
        save(office, "三")
    assert made.codes(caught) == ["desk.too_many_views"]
    assert save(office, "二", "sort=due").query == "sort=due"
    save(office, "共一", is_shared=True)
    save(colleague, "共二", is_shared=True)
    with pytest.raises(actions.CannotSaveView):
        save(colleague, "共三", is_shared=True)


def test_a_name_is_needed(office):
    with pytest.raises(actions.CannotSaveView) as caught:
        save(office, " 　")
    assert made.codes(caught) == ["desk.name_missing"]


def test_only_who_made_it_removes_it_once(office, colleague):
    view = save(office, is_shared=True)
    with pytest.raises(actions.CannotSaveView) as caught:
        actions.remove_view(view.pk, by=colleague, at=NOW)
    assert made.codes(caught) == ["desk.not_your_view"]
    actions.set_default_view(view.pk, by=colleague, at=NOW)
    for _ in range(2):
        actions.remove_view(view.pk, by=office, at=NOW)
    assert queries.default_of(colleague) is None
    assert Event.objects.filter(name="view.removed").count() == 1


def test_a_view_that_one_may_not_see_tells_nobody_whose_it_is(
    client, office, colleague, clock
):
    clock.move_to(NOW)
    private, shared = save(office), save(office, "遅れ", is_shared=True)
    for member, view in (
        (colleague, private),
        (make.member("office"), private),
        (make.member("office"), shared),
    ):
        client.force_login(member.user)
        page = client.post(url("remove_view", view.pk), follow=True)
        said = " ".join(map(str, page.context["messages"]))
        assert office.user.name not in said
    assert SavedView.objects.count() == 2


def test_the_desk_opens_with_the_default_view_and_everything_on_demand(client, office):
    view = save(office, query="time=late&sort=due")
    actions.set_default_view(view.pk, by=office, at=NOW)
    actions.set_default_view(view.pk, by=office, at=NOW)
    assert get(client, office, url("list"))["Location"] == f"{url('list')}?{view.query}"
    assert get(client, office, url("list"), all="1").status_code == 200
    actions.set_default_view(None, by=office, at=NOW)
    assert get(client, office, url("list")).status_code == 200
    names = Event.objects.filter(name__startswith="view.").values_list(
        "name", flat=True
    )
    assert sorted(names) == ["view.default_removed", "view.made_default", "view.saved"]


def test_another_s_private_view_is_nobody_s_default(office, colleague):
    with pytest.raises(actions.CannotSaveView) as caught:
        actions.set_default_view(save(office).pk, by=colleague, at=NOW)
    assert made.codes(caught) == ["desk.no_such_view"]


def test_the_pages_keep_choose_and_remove_it(client, office, clock):
    clock.move_to(NOW)
    page = get(client, office, url("views"), state="submitted", q="見守り", odd="x")
    query = page.context["form"]["query"].value()
    assert query == "q=%E8%A6%8B%E5%AE%88%E3%82%8A&state=submitted"
    typed = {"form_key": uuid4(), "query": query, "name": "見守りの分"}
    response = post(client, office, url("save_view"), **typed)
    assert response["Location"] == f"{url('list')}?{query}"
    html = text(client.get(response["Location"]))
    assert "見守りの分" in html
    assert 'aria-current="page">見守りの分' in html
    view = SavedView.objects.get()
    post(client, office, url("default_view"), view=view.pk)
    assert queries.default_of(office) == view
    post(client, office, url("remove_view", view.pk))
    assert not SavedView.objects.exists()


def test_what_was_typed_comes_back(client, office, clock):
    clock.move_to(NOW)
    typed = {"form_key": uuid4(), "query": "sort=due", "name": "長" * 61}
    html = text(post(client, office, url("save_view"), **typed))
    assert "長" * 61 in html
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("query", ["q=" + "長" * 200, "q=" + "%E9%95%B7" * 4_000])
def test_filters_that_no_column_holds_are_said(client, office, query):
    typed = {"form_key": uuid4(), "name": "長い", "query": query}
    html = text(post(client, office, url("save_view"), **typed))
    assert "検索する語句を短くして" in html
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("query", ["&", "=", "&&page=2", "flies=1"])
def test_a_view_keeps_filters_and_nothing_else(client, office, query):
    typed = {"form_key": uuid4(), "name": "空", "query": f"{query}&time=late"}
    post(client, office, url("save_view"), **typed)
    assert SavedView.objects.get().query == "time=late"


@pytest.mark.parametrize("query", ["&", "=", "flies=1"])
def test_a_view_without_any_filter_locks_nobody_out_of_the_desk(client, office, query):
    actions.set_default_view(save(office, query=query).pk, by=office, at=NOW)
    assert get(client, office, url("list")).status_code == 200


def test_the_form_of_another_person_gives_away_nothing(office, colleague):
    key = uuid4()
    save(office, key=key)
    with pytest.raises(actions.CannotSaveView) as caught:
        save(colleague, key=key)
    assert [one.code for one in caught.value.reasons] == ["desk.form_of_another"]


def test_a_view_is_named_in_the_reader_s_language(client, office, clock):
    clock.move_to(NOW)
    typed = {"form_key": uuid4(), "name": "遅れている分", "name_en": "Late ones"}
    client.cookies["django_language"] = "en"
    post(client, office, url("save_view"), query="time=late", **typed)
    english = text(client.get(url("list"), {"all": "1"}))
    assert "Late ones" in english
    assert "遅れている分" not in english
    client.cookies["django_language"] = "ja"
    assert "遅れている分" in text(client.get(url("list"), {"all": "1"}))
